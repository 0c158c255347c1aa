"""HermiT: what it infers is what the rules infer; it fetches nothing, keeps nothing and ends in time."""

from __future__ import annotations

import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.app.asking import full_iri
from competencygraph.errors import CheckLimitError, FailureError, UsageError
from competencygraph.reasoning import Reasoner, hermit, infer, load_axioms, profile_facts, sample_of
from competencygraph.reasoning.axioms import Axioms, axioms_of, iri_of
from competencygraph.terms import cg
from competencygraph.terms.namespaces import OWL, RDF, RDFS, XSD

from .examples import HERE, Stores, read

TYPE = NamedNode(f"{RDF}type")
ROOTS = (
    "federal-be/000/family",
    "federal-be/001/family",
    "federal-be/003/family",
    "lievegem/002/directeur-interne-organisatie",
    "municipality-unknown/004/functieprofiel-leidinggevende",
)
EXAMPLES = sorted(file.parent.name for file in (HERE / "rules").glob("*/given.ttl"))


@pytest.fixture(scope="module")
def reasoner() -> Iterator[Reasoner]:
    with Reasoner(timeout=300) as one:
        yield one


def entailed(reasoner: Reasoner, facts: tuple[Triple, ...]) -> tuple[set[Triple], set[Triple]]:
    """Return what follows from facts: by the rules that say OWL, and by HermiT from the same facts."""
    axioms = load_axioms()
    inferred = infer(facts)
    given = [*facts, *(one for one, rule in inferred.items() if rule.logic != "owl")]
    sample = sample_of(given, axioms)
    verdict = reasoner.classify(sample.statements, sample.distinct)
    assert verdict.consistent
    assert verdict.impossible == ()
    by_rules = {one for one, rule in inferred.items() if rule.logic == "owl"}
    stated = set(sample.statements)
    by_hermit = _with_broader((*sample.statements, *verdict.inferred), axioms) - stated
    return by_rules & set(sample_of(by_rules, axioms).statements), by_hermit


def _with_broader(found: tuple[Triple, ...], axioms: Axioms) -> set[Triple]:
    """Return statements about things with all broader kinds, of which HermiT names the narrowest alone."""
    above = {(iri_of(one.subject), iri_of(one.object)) for one in found if one.predicate.value == f"{RDFS}subClassOf"}
    above |= {
        (iri_of(one.subject), iri_of(one.object))
        for one in axioms.triples
        if one.predicate.value == f"{RDFS}subClassOf" and iri_of(one.object)
    }
    kept = {one for one in found if one.predicate.value in axioms.links}
    kinds = {one for one in found if one.predicate == TYPE and iri_of(one.object) != f"{OWL}Thing"}
    grows = True
    while grows:
        wider = {
            Triple(one.subject, TYPE, NamedNode(upper))
            for one in kinds
            for lower, upper in above
            if iri_of(one.object) == lower and upper != f"{OWL}Thing"
        }
        grows = not wider <= kinds
        kinds |= wider
    return kept | kinds


@pytest.mark.java
@pytest.mark.parametrize("root", ROOTS)
def test_hermit_and_the_rules_infer_the_same_of_the_documents(reasoner: Reasoner, stores: Stores, root: str) -> None:
    facts = profile_facts(stores(), full_iri(root))
    assert len(facts) > 1000
    by_rules, by_hermit = entailed(reasoner, facts)
    assert by_hermit == by_rules
    assert by_hermit


@pytest.mark.java
def test_hermit_and_the_rules_infer_the_same_of_the_examples(reasoner: Reasoner) -> None:
    assert len(EXAMPLES) > 5
    facts = tuple(_apart(one, name) for name in EXAMPLES for one in read("rules", name, "given.ttl"))
    by_rules, by_hermit = entailed(reasoner, facts)
    assert by_hermit == by_rules
    of_examples = {iri_of(one.subject).split("/")[3] for one in by_hermit if "example.org" in str(one.subject)}
    assert of_examples == set(EXAMPLES)


def _apart(triple: Triple, name: str) -> Triple:
    """Return a statement of an example about things that no other example speaks of."""
    subject, value = (_named(term, name) for term in (triple.subject, triple.object))
    return Triple(subject, triple.predicate, value)  # type: ignore[arg-type]


def _named(term: object, name: str) -> object:
    iri = iri_of(term)
    return NamedNode(iri.replace("example.org/", f"example.org/{name}/")) if iri else term


@pytest.mark.java
def test_one_question_knows_nothing_of_another(reasoner: Reasoner) -> None:
    thing = NamedNode("urn:thing")
    grade, scale = (Triple(thing, TYPE, NamedNode(kind)) for kind in (cg.Grade, cg.PayScale))
    assert reasoner.classify([grade]).consistent
    assert reasoner.classify([scale]).consistent
    assert not reasoner.classify([grade, scale]).consistent
    assert reasoner.classify([grade]).consistent


@pytest.mark.java
def test_dates_do_not_stop_it(reasoner: Reasoner) -> None:
    thing = NamedNode("urn:thing")
    dated = [
        Triple(thing, NamedNode(cg.rank), Literal("2026-11-22", datatype=NamedNode(f"{XSD}date"))),
        Triple(thing, NamedNode(cg.rank), Literal("2026", datatype=NamedNode(f"{XSD}gYear"))),
        Triple(thing, TYPE, NamedNode(cg.Grade)),
    ]
    sample = sample_of(dated, load_axioms())
    assert len(sample.left_out) == 2
    assert reasoner.classify(sample.statements).consistent
    with pytest.raises(FailureError, match="the reasoner failed"):
        reasoner.classify(dated)


@pytest.mark.java
def test_no_import_is_followed() -> None:
    asked: list[str] = []

    class Recorder(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Recorder) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        ontology = NamedNode("http://example.org/ontology")
        far = NamedNode(f"http://127.0.0.1:{server.server_address[1]}/far.owl")
        imports = Triple(ontology, NamedNode(f"{OWL}imports"), far)
        header = Triple(ontology, TYPE, NamedNode(f"{OWL}Ontology"))
        task = Triple(NamedNode("urn:task"), TYPE, NamedNode(cg.Task))
        axioms = axioms_of([*load_axioms().triples, header, imports])
        facts = sample_of([imports, header, task], axioms).statements
        with Reasoner(axioms=axioms, timeout=100) as reasoner:
            assert reasoner.classify(facts).consistent
        server.shutdown()
        thread.join()
    assert facts == (task,)
    assert asked == []


def running(group: int) -> list[int]:
    """Return the processes of a group that have not ended."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, leader = entry.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(leader) == group and state not in {"Z", "X"}:
            found.append(int(entry.parent.name))
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("program", ["#!/bin/sh\nsleep 60 &\nexec sleep 60\n"])
def test_past_its_deadline_nothing_is_left_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    pytest.importorskip("owlready2")
    java = tmp_path / "java"
    java.write_text(program, encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    original, groups, seen = hermit._end, list[int](), list[int]()

    def ending(process: subprocess.Popen[bytes]) -> None:
        groups.append(process.pid)
        seen.extend(running(process.pid))
        original(process)

    monkeypatch.setattr(hermit, "_end", ending)
    started = time.monotonic()
    with (
        pytest.raises(CheckLimitError, match=r"the reasoner was stopped after 3 s; give it more time with --timeout"),
        Reasoner(timeout=3) as reasoner,
    ):
        reasoner.classify([])
    assert time.monotonic() - started < 30
    assert len(seen) >= 3
    deadline = time.monotonic() + 10
    while running(groups[0]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running(groups[0]) == []
    assert list(tmp_path.glob("competencygraph-*")) == []


@pytest.mark.java
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_java_itself_is_ended_at_the_deadline(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    original, seen = hermit._end, list[str]()

    def ending(process: subprocess.Popen[bytes]) -> None:
        seen.extend(_javas_of(os.getpid()))
        original(process)

    monkeypatch.setattr(hermit, "_end", ending)
    facts = profile_facts(stores(), full_iri(ROOTS[3]))
    copies = [
        Triple(NamedNode(f"{iri_of(one.subject)}/{number}"), one.predicate, NamedNode(f"{iri_of(one.object)}/{number}"))
        for number in range(60)
        for one in sample_of(facts, load_axioms()).statements
        if one.predicate != TYPE and iri_of(one.subject) and iri_of(one.object)
    ]
    with Reasoner(timeout=6) as reasoner:
        with pytest.raises(CheckLimitError):
            reasoner.classify(copies)
        with pytest.raises(CheckLimitError):
            reasoner.classify([])
    assert seen
    assert _javas_of(os.getpid()) == []


def _javas_of(session: int) -> list[str]:
    """Return the HermiT processes that run for this process's temporary folders."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = entry.read_bytes().decode(errors="replace")
            environment = (entry.parent / "environ").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "HermiT" in command and f"COMPETENCYGRAPH_TEST={session}" in environment:
            found.append(command)
    return found


@pytest.fixture(autouse=True)
def _marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPETENCYGRAPH_TEST", str(os.getpid()))


@pytest.mark.java
def test_memory_is_limited(stores: Stores) -> None:
    facts = sample_of(profile_facts(stores(), full_iri(ROOTS[0])), load_axioms()).statements
    with Reasoner(memory=8, timeout=60) as reasoner, pytest.raises(CheckLimitError, match="more than 8 MB of memory"):
        reasoner.classify(facts)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), 100_000])
def test_a_time_that_no_clock_keeps_is_refused(seconds: float) -> None:
    with pytest.raises(UsageError, match="is not possible"):
        Reasoner(timeout=seconds)


@pytest.mark.skipif(os.name == "nt", reason="runs a shell script as Java")
@pytest.mark.parametrize("script", ["exit 3", "echo 'Unable to locate a Java Runtime'; exit 1"])
def test_a_java_that_fails_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    pytest.importorskip("owlready2")
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("java") == str(java)
    with Reasoner(timeout=60) as reasoner, pytest.raises(FailureError, match="the reasoner failed; run again"):
        reasoner.classify([])


@pytest.mark.skipif(os.name == "nt", reason="runs a shell script as Java")
@pytest.mark.parametrize("script", ["exit 0", "echo 'Types( <urn:a> <urn:b> )'", "echo 'java version \"1.4\"'"])
def test_a_java_that_says_nothing_about_the_question_gives_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    pytest.importorskip("owlready2")
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with Reasoner(timeout=60) as reasoner, pytest.raises(FailureError, match="the reasoner gave no answer") as caught:
        reasoner.classify([])
    assert caught.value.exit_code == 3


@pytest.mark.java
def test_the_control_question_is_not_told(reasoner: Reasoner) -> None:
    verdict = reasoner.classify([Triple(NamedNode("urn:task"), TYPE, NamedNode(cg.Task))])
    assert verdict.inferred
    assert [one for one in verdict.inferred if "control" in str(one)] == []


REASONING = """
import signal, sys, time
from competencygraph.reasoning import Reasoner
if sys.argv[1] == "heard":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
with Reasoner(timeout=100) as reasoner:
    reasoner.classify([])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(("number", "mode"), [(signal.SIGTERM, "heard"), (signal.SIGTERM, "-"), (signal.SIGKILL, "-")])
def test_what_is_ended_from_outside_leaves_no_java_and_no_folder(
    tmp_path: Path, number: signal.Signals, mode: str
) -> None:
    pytest.importorskip("owlready2")
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n", encoding="utf-8")
    java.chmod(0o755)
    environment = {**os.environ, "PATH": f"{java.parent}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", REASONING, mode], env=environment)
    try:
        running_java = _waited_for(lambda: (tmp_path / "pid").is_file() and (tmp_path / "pid").read_text())
        java_process = Path("/proc", str(running_java).strip())
        assert java_process.is_dir()
        assert list(tmp_path.glob("competencygraph-*"))
        process.send_signal(number)
        process.wait(20)
        assert _waited_for(lambda: not _alive(java_process))
        assert _waited_for(lambda: not list(tmp_path.glob("competencygraph-*")))
    finally:
        process.kill()
        process.wait()


def _waited_for(seen: Callable[[], object]) -> object:
    """Return what is seen within twenty seconds."""
    deadline = time.monotonic() + 20
    while not (found := seen()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def _alive(process: Path) -> bool:
    try:
        return (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False
