"""Forms that are filled in for a part: prompts, labels without a value, columns and rows left blank."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from competencygraph.app.parsing import unplaced_lines
from competencygraph.ingest import parse_document
from competencygraph.model import ParsedDocument, Profile

PURPOSE = "## Doel van de functie\n\nDe bruggen bedienen teneinde schepen te laten passeren.\n"


def as_html(text: str) -> str:
    """Return headings, list members, table rows and paragraphs, written as in Markdown, as a page."""
    lines = []
    for line in (line for line in text.splitlines() if line and "|---|" not in line):
        if line.startswith("|"):
            cells = "".join(f"<td>{escape(cell.strip())}</td>" for cell in line.strip("|").split("|"))
            lines.append(f"<table><tr>{cells}</tr></table>")
        elif line.startswith("- "):
            lines.append(f"<ul><li>{escape(line[2:])}</li></ul>")
        else:
            level = len(line) - len(line.lstrip("#"))
            tag = f"h{level}" if level else "p"
            lines.append(f"<{tag}>{escape(line[level:].strip())}</{tag}>")
    body = "\n".join(lines).replace("</table>\n<table>", "").replace("</ul>\n<ul>", "")
    return (
        f"<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>x</title></head><body>{body}</body></html>"
    )


def read(text: str, folder: Path) -> ParsedDocument:
    file = folder / "form.html"
    file.write_text(as_html(text), encoding="utf-8")
    return parse_document(file)


def profile(text: str, folder: Path) -> Profile:
    document = read(text, folder)
    assert [part.text for part in document.document.unparsed if part.reason != "placeholder"] == []
    (found,) = document.profiles
    return found


def test_a_prompt_beside_a_label_is_no_value(tmp_path: Path) -> None:
    table = "| Functietitel: | {title} |\n|---|---|\n| Rapporteert aan: | [functie van de leidinggevende] |\n"
    text = f"# Functieprofiel\n\n{table}\n{PURPOSE}"
    filled = profile(text.format(title="Brugwachter"), tmp_path)
    assert filled.title == "Brugwachter"
    assert filled.position is not None and filled.position.reports_to is None
    assert filled.sections == ()
    blank = profile(text.format(title="[titel van de functie]"), tmp_path)
    assert (blank.title, blank.position, blank.sections) == (None, None, ())


def test_a_label_with_a_blank_cell_beside_it_says_nothing(tmp_path: Path) -> None:
    table = "| Functietitel: | Brugwachter |\n|---|---|\n| Rapporteert aan: | |\n| Team: | Bruggen |\n"
    found = profile(f"# Functieprofiel\n\n{table}\n{PURPOSE}", tmp_path)
    assert found.title == "Brugwachter"
    assert [item.text for section in found.sections for item in section.items] == ["Team: Bruggen"]


def test_a_blank_column_between_labels_and_values_hides_none(tmp_path: Path) -> None:
    table = "| Functietitel: | | Brugwachter |\n|---|---|---|\n| Rapporteert aan: | | havenmeester |\n"
    found = profile(f"# Functieprofiel\n\n{table}\n{PURPOSE}", tmp_path)
    assert found.title == "Brugwachter"
    assert found.position is not None and found.position.reports_to == "havenmeester"


def test_a_value_on_the_line_of_a_blank_label_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "form.md"
    rows = (
        "| Functietitel: | Brugwachter | Team: | |",
        "|---|---|---|---|",
        "| Dienst: | | Rapporteert aan: | havenmeester |",
    )
    table = "\n".join(rows)
    file.write_text(f"# Functieprofiel\n\n{table}\n\n{PURPOSE}", encoding="utf-8")
    (found,) = parse_document(file).profiles
    assert found.title == "Brugwachter"
    assert found.position is not None and found.position.reports_to == "havenmeester"


def test_the_type_of_document_is_a_label_where_a_colon_closes_it(tmp_path: Path) -> None:
    table = "| Functiefamilie: | Brugwachters |\n|---|---|\n| Team: | Bruggen |\n"
    assert profile(f"# Functiefamilie\n\n{table}\n{PURPOSE}", tmp_path).title == "Brugwachters"


CRITERIA = """# Functiefamilie

{purpose}
## Onderscheidende criteria

| Criterium | {grades} |
|---|---|---|---|---|
| Autonomie | Volgt regels | {middle} | Kiest zelf | |
| | | | | |
"""


@pytest.mark.parametrize(
    ("grades", "middle"), [("A1 | [kies] | A2 | [kies]", ""), ("A1 | | A2 | ", ""), ("A1 | [kies] | A2 |", "[tekst]")]
)
def test_columns_left_blank_are_no_grades(grades: str, middle: str, tmp_path: Path) -> None:
    found = profile(CRITERIA.format(purpose=PURPOSE, grades=grades, middle=middle), tmp_path)
    assert (found.kind, found.grades) == ("family", ("A1", "A2"))
    (criterion,) = found.criteria
    assert [(each.grade, each.text) for each in criterion.descriptors] == [("A1", "Volgt regels"), ("A2", "Kiest zelf")]


def test_a_column_with_a_text_and_no_grade_is_still_no_column_of_grades(tmp_path: Path) -> None:
    found = read(CRITERIA.format(purpose=PURPOSE, grades="A1 | | A2 | ", middle="Overlegt"), tmp_path)
    assert found.profiles[0].grades == ()


COMPETENCIES = """# Functieprofiel

{purpose}
## Competenties

| Competentie | Omschrijving | Niveau | Gedragsindicatoren |
|---|---|---|---|
{rows}
"""


def levels(cell: str, folder: Path) -> list[tuple[int | str | None, str | None]]:
    rows = f"| Samenwerken | Werkt samen | {cell} | |\n| Plannen | Plant vooruit | 2 | |"
    found = profile(COMPETENCIES.format(purpose=PURPOSE, rows=rows), folder).competencies
    assert [each.name for each in found] == ["Samenwerken", "Plannen"]
    return [(level.level, level.title) for level in found[0].levels]


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("3", [(3, None)]),
        ("3 – Denkt mee", [(3, "Denkt mee")]),
        ("3: Denkt mee", [(3, "Denkt mee")]),
        ("Niveau 3 – Denkt mee", [(3, "Denkt mee")]),
        ("Denkt mee met de organisatie", [(None, "Denkt mee met de organisatie")]),
        ("[kies]", []),
        ("", []),
    ],
)
def test_a_cell_under_level_is_a_number_a_title_or_both(
    cell: str, level: list[tuple[int | None, str | None]], tmp_path: Path
) -> None:
    assert levels(cell, tmp_path) == level


def test_a_header_with_nothing_below_it_holds_no_text(tmp_path: Path) -> None:
    areas = "## Resultaatgebieden\n\n| Resultaatgebied | Kernactiviteit | Doel | Taken |\n|---|---|---|---|\n"
    blank = "| | | | |\n| | | | |\n"
    found = profile(f"# Functieprofiel\n\n{PURPOSE}\n{areas}{blank}", tmp_path)
    assert (found.result_areas, found.tasks, found.sections) == ((), (), ())
    filled = profile(
        f"# Functieprofiel\n\n{PURPOSE}\n{areas}{blank}| Brug | bedienen | veiligheid | Openen |\n", tmp_path
    )
    assert [area.name for area in filled.result_areas] == ["Brug"]


def test_a_heading_with_nothing_but_prompts_below_it_is_kept_as_empty(tmp_path: Path) -> None:
    knowledge = "## Kennis\n\n[Wat iemand moet kennen.]\n\n- [kennis van]\n\n"
    competencies = "## Competenties\n\n- Samenwerken\n- Plannen\n"
    found = profile(f"# Functieprofiel\n\n{PURPOSE}\n{knowledge}{competencies}", tmp_path)
    assert [(section.heading, section.text, section.items) for section in found.sections] == [("Kennis", None, ())]


def test_a_lead_in_with_nothing_below_it_leaves_its_part_empty(tmp_path: Path) -> None:
    offer = (
        "## Aanbod\n\n- Een fiets\n\n## Solliciteren\n\nVoeg deze documenten toe:\n\n{documents}\n"
        "## Wervingsreserve\n\nDrie jaar."
    )
    empty = profile(f"# Vacature\n\n{PURPOSE}\n{offer.format(documents='')}", tmp_path)
    assert [section.heading for section in empty.sections] == ["Solliciteren"]
    full = profile(f"# Vacature\n\n{PURPOSE}\n{offer.format(documents='- Een brief')}", tmp_path)
    assert full.sections == ()
    assert full.vacancy is not None
    assert [item.text for item in full.vacancy.application.documents] == ["Een brief"]


def test_a_selection_without_text_does_not_hold_the_reserve_below_it(tmp_path: Path) -> None:
    text = "## Aanbod\n\n- Een fiets\n\n## Selectieprocedure\n\n## Wervingsreserve\n\nDrie jaar."
    found = profile(f"# Vacature\n\n{PURPOSE}\n{text}", tmp_path)
    assert [section.heading for section in found.sections] == ["Selectieprocedure"]


def test_lines_that_wait_for_text_are_not_counted_as_lost(tmp_path: Path) -> None:
    table = "| Functietitel: | Brugwachter |\n|---|---|\n| Rapporteert aan: | [wie] |\n"
    document = read(f"# Functieprofiel\n\n[Vul in.]\n\n{table}\n{PURPOSE}", tmp_path)
    assert len(document.document.unparsed) >= 2
    assert unplaced_lines(document.document) == 0


@pytest.mark.parametrize("cell", ["[kies] 3", "[kies]: 3", "[kies een niveau] 3 – Denkt mee"])
def test_a_value_typed_behind_its_prompt_is_kept_without_it(cell: str, tmp_path: Path) -> None:
    assert levels(cell, tmp_path) == [(3, "Denkt mee" if "Denkt" in cell else None)]


def knowledge(items: str, folder: Path) -> tuple[list[str], list[str]]:
    """Return the items of knowledge, and what was set aside."""
    document = read(f"# Functieprofiel\n\n{PURPOSE}\n## Kennis\n\n{items}", folder)
    (found,) = document.profiles
    return [item.text for item in found.knowledge], [part.text for part in document.document.unparsed]


def test_an_item_typed_behind_its_prompt_is_kept_without_it(tmp_path: Path) -> None:
    found, aside = knowledge("- Frans\n- [kennis van] Engels\n- kennis van [het Wetboek]\n", tmp_path)
    assert found == ["Frans", "Engels", "kennis van [het Wetboek]"]
    assert aside == []


def test_a_long_text_typed_behind_a_prompt_is_kept_without_it_in_a_form(tmp_path: Path) -> None:
    typed = "- [kennis van] de wetgeving over overheidsopdrachten en vergunningen\n- Frans\n"
    assert knowledge(f"{typed}- [kennis van]\n- [kennis van]\n", tmp_path)[0] == [
        "de wetgeving over overheidsopdrachten en vergunningen",
        "Frans",
    ]
    assert knowledge(typed, tmp_path)[0][0].startswith("[kennis van] de wetgeving")


@pytest.mark.parametrize(
    "prompt", ["[kennis van] [taal]", "[kennis van] …", "[kennis van] xxx", "[activiteit] bij [wie]"]
)
def test_a_prompt_with_nothing_typed_behind_it_stays_a_prompt(prompt: str, tmp_path: Path) -> None:
    assert knowledge(f"- Frans\n- Engels\n- {prompt}\n", tmp_path) == (["Frans", "Engels"], [f"• {prompt}"])


@pytest.mark.parametrize("text", ["[naam] volgen", "[her]gebruik van data", "[1] bronnen lezen", "[x] rijbewijs"])
def test_brackets_that_are_no_prompt_stay(text: str, tmp_path: Path) -> None:
    items = f"- Frans\n- {text}\n- [kennis van]\n- [kennis van]\n"
    found, aside = knowledge(items, tmp_path)
    assert any(text in part for part in found + aside)


def test_a_title_and_a_purpose_typed_behind_prompts_are_kept_without_them(tmp_path: Path) -> None:
    table = "| Functietitel: | [titel van de functie] Brugwachter |\n|---|---|\n| Rapporteert aan: | [wie] |\n"
    purpose = (
        "## Doel van de functie\n\n[activiteit teneinde doel] De bruggen bedienen teneinde schepen door te laten.\n"
    )
    text = f"# Functieprofiel\n\n[Vul in.]\n\n{table}\n{purpose}\n## Kennis\n\n- [kennis van]\n"
    found = profile(text, tmp_path)
    assert found.title == "Brugwachter"
    assert found.purpose is not None and found.purpose.text.startswith("De bruggen bedienen")
