"""``questions``: the catalogue of named questions."""

from __future__ import annotations

import json
from collections.abc import Callable

Run = Callable[..., object]
NAMES = {"rises", "profile", "profiles", "requirements", "criteria", "evidence"}


def test_the_list_has_names_titles_and_parameters(cli: Run) -> None:
    result = cli("questions", "--lang", "nl")
    assert (result.code, result.err) == (0, "")
    header, *rows = result.out.splitlines()
    assert header.split() == ["naam", "vraag", "parameters"]
    assert {row.split()[0] for row in rows} >= NAMES
    (rises,) = [row for row in rows if row.startswith("rises ")]
    assert "niveau of de ene klasse" in rises and "from=* to=*" in rises


def test_the_list_as_json(cli: Run) -> None:
    questions = {one["name"]: one for one in json.loads(cli("questions", "--format", "json").out)}
    assert questions.keys() >= NAMES
    assert questions["rises"]["parameters"]["from"]["required"] is True
    assert set(questions["rises"]["titles"]) == {"nl", "fr", "en"}
    assert questions["rises"]["columns"]["fromSource"] == "iri"
