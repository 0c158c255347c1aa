"""What every test may ask for, and what no test may do: reach the network or the home directory."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parents[1]
ENVIRONMENT = dict(os.environ)
IN_CI = bool(ENVIRONMENT.get("CI"))
LOOPBACK = ("127.", "::1", "localhost")

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if IN_CI else "default")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine or this run is not made for; with CI set, a missing Java is a failure."""
    if item.get_closest_marker("java") and not (shutil.which("java") and shutil.which("javac")):
        reason = "no java and javac on PATH"
        if IN_CI:
            pytest.fail(f"{reason}, and CI is set")
        pytest.skip(reason)
    if item.get_closest_marker("wheel") and "wheel" not in item.config.getoption("markexpr"):
        pytest.skip('takes a minute and a package registry: ask for it with -m "wheel"')


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def documents() -> Path:
    """Return the folder of the five documents and their catalogue, as packaged."""
    folder = REPOSITORY / "documents"
    assert len(list(folder.glob("*.txt"))) == 5
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the shared folder: COMPETENCYGRAPH_SHARED, else ``shared`` beside the checkout."""
    folder = Path(ENVIRONMENT.get("COMPETENCYGRAPH_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        reason = "the shared folder is not beside the checkout; set COMPETENCYGRAPH_SHARED"
        if IN_CI:
            pytest.fail(f"{reason} (CI is set)")
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def validators() -> Path:
    """Return the Python of the validators: COMPETENCYGRAPH_VALIDATORS, else that of ``make validators``."""
    python = Path(ENVIRONMENT.get("COMPETENCYGRAPH_VALIDATORS", REPOSITORY / ".venv-validators" / "bin" / "python"))
    if not python.is_file():
        reason = "the environment of the validators is not there; run make validators"
        if IN_CI:
            pytest.fail(f"{reason} (CI is set)")
        pytest.skip(reason)
    return python


@pytest.fixture(scope="session")
def outer_environment() -> dict[str, str]:
    """Return a copy of the environment the tests were started in, home directory included."""
    return dict(ENVIRONMENT)


@pytest.fixture(scope="session", autouse=True)
def _apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the session an empty home, none of the user's settings, and no network but the loopback."""
    home = tmp_path_factory.mktemp("home")
    connect = socket.socket.connect

    def connect_locally(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test reached for the network: {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(home))
        settings_of_ours = {name for name in ENVIRONMENT if name.startswith("COMPETENCYGRAPH_")}
        for name in ("NETRC", "PIP_CONSTRAINT", *settings_of_ours):
            patch.delenv(name, raising=False)
        patch.setattr(socket.socket, "connect", connect_locally)
        yield
