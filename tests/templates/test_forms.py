"""The definition of the forms: complete in three languages, in words that the reader knows."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from competencygraph.errors import DefinitionError
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.templates import KINDS, LANGUAGES, load_form
from competencygraph.terms import safe_yaml

FORMS = [(kind, language) for kind in KINDS for language in LANGUAGES]


def worded(value: Any) -> Iterator[dict[str, str]]:
    """Yield every mapping of languages to words."""
    if isinstance(value, dict):
        if value.keys() & set(LANGUAGES):
            yield value
        else:
            for each in value.values():
                yield from worded(each)
    elif isinstance(value, list):
        for each in value:
            yield from worded(each)


def definition() -> dict[str, Any]:
    return safe_yaml.load(files("competencygraph.templates").joinpath("forms.yaml").read_text(encoding="utf-8"))


def test_every_word_is_there_in_three_languages() -> None:
    found = list(worded(definition()))
    assert len(found) > 60
    for words in found:
        assert words.keys() == set(LANGUAGES)
        assert all(text.strip() for text in words.values())


def test_every_part_belongs_to_a_form() -> None:
    data = definition()
    used = {part for kind in data["kinds"].values() for part in kind["parts"]}
    assert used == data["parts"].keys()


@pytest.mark.parametrize(("kind", "language"), FORMS)
def test_the_reader_knows_title_headings_and_columns(kind: str, language: str) -> None:
    lexicon = load_lexicon()
    form = load_form(kind, language)
    assert lexicon.heading_kind(form.name) == "document_type"
    headings = [part.heading for part in form.parts if part.heading is not None]
    assert len(headings) > 4
    kinds = [lexicon.heading_kind(heading) for heading in headings]
    assert None not in kinds and "other" not in kinds
    tables = [block for part in form.parts for block in part.blocks if block.kind == "table"]
    for block in tables:
        headers = [column.header for column in block.columns if column.header]
        families = {family for family in ("areas", "competencies") if lexicon.column_role(family, headers[0])}
        assert len(headers) == 1 or any(
            all(lexicon.column_role(family, header) for header in headers) for family in families
        )


@pytest.mark.parametrize(("kind", "language"), FORMS)
def test_what_is_no_content_stands_in_square_brackets(kind: str, language: str) -> None:
    form = load_form(kind, language)
    blocks = [block for part in form.parts for block in part.blocks]
    texts = [form.how, *(part.guidance for part in form.parts if part.guidance)]
    texts += [block.prompt for block in blocks if block.kind in {"text", "list"}]
    texts += [field.prompt for block in blocks for field in block.fields]
    assert len(texts) > 10
    for text in texts:
        assert text.startswith("[") and text.endswith("]")
        assert "]" not in text[:-1] and "[" not in text[1:]


def test_required_parts_say_so() -> None:
    form = load_form("vacancy", "en")
    required = {part.name for part in form.parts if part.required}
    assert required == {"purpose", "tasks", "competencies", "selection", "application"}
    for part in form.parts:
        assert part.guidance is None or part.guidance.startswith("[Required.") == part.required


@pytest.mark.parametrize(("kind", "language"), [("dictionary", "nl"), ("family", "de")])
def test_an_unknown_form_is_refused(kind: str, language: str) -> None:
    with pytest.raises(DefinitionError, match=kind):
        load_form(kind, language)
