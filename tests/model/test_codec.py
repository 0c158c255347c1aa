"""The profile model as JSON: nothing is lost, and what is no profile model is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from competencygraph import model
from competencygraph.errors import UnreadableDocumentError
from competencygraph.model import (
    Criterion,
    CriterionDescriptor,
    Evidence,
    ParsedDocument,
    Place,
    Profile,
    Salary,
    SourceDocument,
    Vacancy,
)
from competencygraph.model.codec import from_json, to_json

from ..rdf.book import BOOKS, PDF, READINGS, WORD
from ..rdf.small import SMALL
from ..rdf.strategies import documents

EXPECTED = sorted(Path(__file__).parents[1].glob("ingest/documents/*/expected.json"))


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_a_document_comes_back_out_of_json_text(parsed: ParsedDocument) -> None:
    text = json.dumps(to_json(parsed))
    assert from_json(json.loads(text), lines=parsed.document.lines, places=parsed.document.places) == parsed


def test_every_field_is_a_key() -> None:
    data = to_json(SMALL)

    def check(value: Any, written: Any) -> int:
        if isinstance(value, tuple):
            assert isinstance(written, list)
            return sum(check(member, part) for member, part in zip(value, written, strict=True))
        if isinstance(value, Criterion):
            assert list(written) == ["name", "evidence", "descriptors"]
            return 1
        if not is_dataclass(value):
            return 0
        keys = [field.name for field in fields(value) if field.name not in {"places", "readings"}]
        if isinstance(value, SourceDocument):
            keys.insert(keys.index("unparsed"), "placed")
            return int(list(written) == keys)
        assert list(written) == keys
        return 1 + sum(check(getattr(value, key), written[key]) for key in keys)

    assert check(SMALL, data) > 40


def test_descriptors_are_keyed_by_grade_in_printed_order() -> None:
    descriptors = to_json(SMALL)["profiles"][0]["criteria"][0]["descriptors"]
    assert list(descriptors) == ["A4", "A5"]
    assert descriptors["A5"] == {"text": "Over het geheel gaan.", "evidence": {"start_line": 9, "end_line": 9}}


@pytest.mark.parametrize(
    ("amount", "written"),
    [("4470", "4470"), ("4470.00", "4470"), ("1E+3", "1000"), ("6536.50", "6536.5"), ("0.10", "0.1"), ("-0.0", "0")],
)
def test_an_amount_is_an_exact_number(amount: str, written: str) -> None:
    data = to_json(_with_minimum(Decimal(amount)))
    number = data["profiles"][0]["vacancy"]["salary"]["minimum"]
    assert json.dumps(number) == written
    assert from_json(data, lines=()) == _with_minimum(Decimal(amount))


@pytest.mark.parametrize("amount", ["0.12345678901234567890123", "NaN", "Infinity"])
def test_an_amount_that_no_json_number_keeps_is_refused(amount: str) -> None:
    with pytest.raises(UnreadableDocumentError, match="amount"):
        to_json(_with_minimum(Decimal(amount)))


def _with_minimum(amount: Decimal) -> ParsedDocument:
    vacancy = Vacancy(salary=Salary(amount, None, None))
    return ParsedDocument(SourceDocument("a", "0" * 64, None, ()), (Profile("profile", vacancy=vacancy),))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_the_expected_json_of_the_five_documents_comes_back(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    (text,) = (path.parents[4] / "documents").glob(f"{path.parent.name}_*.txt")
    lines = text.read_text(encoding="utf-8").split("\n")[: data["document"]["lines"]]
    assert to_json(from_json(data, lines=lines)) == data


@pytest.mark.parametrize("book", BOOKS.values(), ids=list(BOOKS))
def test_a_document_with_places_comes_back(book: ParsedDocument) -> None:
    data = json.loads(json.dumps(to_json(book)))
    assert "places" not in data["document"]
    assert from_json(data, lines=book.document.lines, places=book.document.places) == book


def test_an_evidence_tells_where_its_lines_stand() -> None:
    pdf, word = to_json(PDF)["profiles"], to_json(WORD)["profiles"]
    assert pdf[0]["evidence"] == {"start_line": 1, "end_line": 1, "page": 1}
    competency = pdf[1]["competencies"][0]["evidence"]
    assert competency == {"start_line": 6, "end_line": 7, "page": 1, "end_page": 2}
    competency = word[1]["competencies"][0]["evidence"]
    assert competency == {"start_line": 6, "end_line": 7, "paragraph": 5, "end_paragraph": 6}
    cell = word[2]["competencies"][0]["group"]["evidence"]
    assert cell == {"start_line": 9, "end_line": 9, "table": 1, "row": 1, "column": 1}


def test_an_evidence_that_begins_where_nothing_is_known_has_its_lines_alone() -> None:
    source = SourceDocument("a.docx", "0" * 64, None, ("", "x"), (), (Place(), Place(paragraph=1)))
    parsed = ParsedDocument(source, (Profile("profile", title="x", evidence=Evidence(1, 2)),))
    assert to_json(parsed)["profiles"][0]["evidence"] == {"start_line": 1, "end_line": 2}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"page": 2}, "these lines have page 1 in the document"),
        ({"page": True}, "a whole number is expected"),
        ({"table": 1}, "these lines have page 1"),
        ({"column": None}, "a whole number is expected"),
        ({"sheet": 1}, "text is expected"),
        ({"sheet": "Taken"}, "these lines have page 1"),
        ({"slide": 1}, "the key slide is not known"),
        ({"start_line": 20, "end_line": 20}, "the document has 18 lines"),
    ],
)
def test_an_evidence_that_tells_another_place_is_refused(change: dict[str, Any], what: str) -> None:
    data = to_json(PDF)
    data["profiles"][0]["evidence"] |= change
    with pytest.raises(UnreadableDocumentError, match=what) as caught:
        from_json(data, lines=PDF.document.lines, places=PDF.document.places)
    assert "/profiles/0/evidence" in str(caught.value.where)


def test_places_that_are_not_handed_in_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="these lines have no place in the document"):
        from_json(to_json(PDF), lines=PDF.document.lines)
    with pytest.raises(UnreadableDocumentError, match="1 places are given for 18 lines"):
        from_json(to_json(PDF), lines=PDF.document.lines, places=PDF.document.places[:1])
    with pytest.raises(ValueError, match="1 places are given for 2 lines"):
        SourceDocument("a", "0" * 64, None, ("a", "b"), (), (Place(),))


def test_an_evidence_beyond_the_lines_is_refused_in_writing() -> None:
    spoilt = Profile("profile", title="x", evidence=Evidence(19, 19))
    with pytest.raises(UnreadableDocumentError, match="beyond the lines"):
        to_json(ParsedDocument(PDF.document, (spoilt,)))


def test_readings_are_written_when_asked_for() -> None:
    assert WORD.readings == READINGS
    assert "readings" not in to_json(WORD)
    data = json.loads(json.dumps(to_json(WORD, explain=True)))
    assert data["readings"][1] == {
        "kind": "level",
        "text": "Niveau 1",
        "evidence": {"start_line": 11, "end_line": 11, "table": 1, "row": 2, "column": 1},
        "rule": "level heading",
        "confidence": 1.0,
    }
    back = from_json(data, lines=WORD.document.lines, places=WORD.document.places)
    assert back.readings == READINGS
    assert back == ParsedDocument(WORD.document, WORD.profiles), "readings make no difference"


@pytest.mark.parametrize("confidence", [1.01, -1, float("nan"), True, "1", None])
def test_a_confidence_outside_nought_to_one_is_refused(confidence: Any) -> None:
    data = to_json(WORD, explain=True)
    data["readings"][0]["confidence"] = confidence
    with pytest.raises(UnreadableDocumentError, match=r"confidence|a number is expected"):
        from_json(data, lines=WORD.document.lines, places=WORD.document.places)


def test_a_dictionary_with_tasks_is_refused() -> None:
    data = to_json(WORD)
    data["profiles"][2]["tasks"] = [{"text": "x", "evidence": {"start_line": 1, "end_line": 1, "paragraph": 1}}]
    data["profiles"][2]["tasks"][0]["notation"] = None
    with pytest.raises(UnreadableDocumentError, match="describes no function"):
        from_json(data, lines=WORD.document.lines, places=WORD.document.places)


def test_there_are_five_documents() -> None:
    assert len(EXPECTED) == 5


def put(*path: str | int) -> Callable[[Any, Any], None]:
    def change(data: Any, value: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "value", "where", "what"),
    [
        (put("profiles"), {}, "/profiles", "a list is expected"),
        (put("profiles", 0, "kind"), "team", "/profiles/0/kind", "family, profile"),
        (put("profiles", 0, "title"), 3, "/profiles/0/title", "text is expected"),
        (put("profiles", 0, "colour"), "red", "/profiles/0", "colour is not known"),
        (put("profiles", 0, "purpose"), "x", "/profiles/0/purpose", "an object is expected"),
        (put("profiles", 0, "purpose", "evidence", "end_line"), 1, "/profiles/0/purpose/evidence", "no range"),
        (put("profiles", 0, "purpose", "evidence", "end_line"), True, "/end_line", "a whole number"),
        (put("profiles", 0, "result_areas", 0, "optional"), 1, "/optional", "true or false"),
        (put("profiles", 0, "criteria", 0, "descriptors"), [], "/descriptors", "keyed by grade"),
        (put("profiles", 0, "criteria", 0, "descriptors", "A4"), "x", "/descriptors/A4", "text and evidence"),
        (put("profiles", 1, "vacancy", "salary", "minimum"), "4470", "/minimum", "a number is expected"),
        (put("profiles", 1, "competencies", 0, "levels", 0, "level"), 1.5, "/level", "a whole number"),
        (put("document", "lines"), "37", "/document/lines", "a number of lines"),
        (put("document", "lines"), 36, "/document/lines", "it counts 36 lines, the document has 37"),
        (put("document", "placed"), 1, "/document/placed", "35 placed lines"),
    ],
)
def test_what_is_no_profile_model_is_refused_with_its_place(
    change: Callable[[Any, Any], None], value: Any, where: str, what: str
) -> None:
    data = copy.deepcopy(to_json(SMALL))
    change(data, value)
    with pytest.raises(UnreadableDocumentError) as caught:
        from_json(data, lines=SMALL.document.lines)
    assert where in str(caught.value.where)
    assert what in caught.value.what
    assert caught.value.remedy


def test_a_missing_key_is_refused() -> None:
    data = to_json(SMALL)
    del data["profiles"][1]["vacancy"]["reserve"]
    with pytest.raises(UnreadableDocumentError, match="the key reserve is missing"):
        from_json(data, lines=SMALL.document.lines)


def test_a_criterion_refuses_two_descriptors_for_one_grade() -> None:
    descriptor = CriterionDescriptor("A4", "x", Evidence(1, 1))
    with pytest.raises(ValueError, match="two descriptors for A4"):
        Criterion("Impact", Evidence(1, 1), (descriptor, descriptor))


def test_the_model_imports_nothing_from_third_parties() -> None:
    folder = Path(model.__file__).parent
    sources = sorted(folder.glob("*.py"))
    assert len(sources) > 5
    for source in sources:
        for line in source.read_text(encoding="utf-8").splitlines():
            if line.startswith(("import ", "from ")):
                top = line.split()[1].split(".")[0]
                assert top in {"__future__", "collections", "competencygraph", "dataclasses", "decimal"} | {
                    "functools",
                    "json",
                    "inspect",
                    "re",
                    "types",
                    "typing",
                }, f"{source.name}: {line}"
