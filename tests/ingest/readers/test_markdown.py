"""Markdown files: true line numbers, the text that each line shows, and what its marks say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.document import Document, Line
from competencygraph.ingest.limits import DEFAULT_LIMITS
from competencygraph.ingest.readers.markdown import read_markdown

PROFILE = """---
title: Coach
---

Functieprofiel
==============

<!-- nog na te kijken
door de dienst -->

# Doel van de *functie*

De **coach** leidt de ploeg en
verdeelt het [werk](http://a.example/x) teneinde
de planning te halen.  
Nieuwe regel.

**Competenties**

1. Luisteren
   - naar collega's die
     veel zeggen
   - naar burgers
2. Beslissen

| Niveau | Taak |
|--------|------|
| A1 | Advies<br>geven |
| A2 | **Leiden** \\| sturen |

```
code regel
```

> Citaat

[1]: http://b.example
"""


def read(text: str | bytes) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return read_markdown(Path("profiel.md"), data, DEFAULT_LIMITS)


def line(document: Document, text: str) -> Line:
    (found,) = (line for line in document.lines if line.text == text)
    return found


def test_a_profile_with_a_table_keeps_its_own_lines_and_shows_no_marks() -> None:
    document = read(PROFILE)
    assert document.raw == tuple(PROFILE.splitlines())
    assert document.places == ()
    shown = [(found.number, found.text) for found in document.lines if found.number not in document.asides]
    assert shown == [
        (5, "Functieprofiel"),
        (11, "Doel van de functie"),
        (13, "De coach leidt de ploeg en"),
        (14, "verdeelt het werk teneinde"),
        (15, "de planning te halen."),
        (16, "Nieuwe regel."),
        (18, "Competenties"),
        (20, "1. Luisteren"),
        (21, "• naar collega's die"),
        (22, "veel zeggen"),
        (23, "• naar burgers"),
        (24, "2. Beslissen"),
        (26, "Niveau"),
        (26, "Taak"),
        (28, "A1"),
        (28, "Advies geven"),
        (29, "A2"),
        (29, "Leiden | sturen"),
        (32, "code regel"),
        (35, "Citaat"),
    ]
    assert document.asides == {
        **dict.fromkeys((1, 2, 3), "front matter"),
        **dict.fromkeys((8, 9), "comment"),
        27: "table rule",
        **dict.fromkeys((31, 33), "markup"),
        37: "link definition",
    }


def test_every_line_that_is_not_blank_is_shown_or_an_aside() -> None:
    document = read(PROFILE)
    filled = {number for number, text in enumerate(document.raw, 1) if text.strip()}
    covered = {number for found in document.lines for number in range(found.number, found.end + 1)}
    assert len(filled) > 20
    assert covered == filled


def test_headings_are_told_by_their_marks_and_by_emphasis_alone() -> None:
    document = read(PROFILE + "\n### Dieper\n\n*Schuin*\n\n**Vet tot het einde van de zin.**\n\n**A** en B\n")
    levels = {found.text: found.traits.heading for found in document.lines if found.traits.heading}
    assert levels == {"Functieprofiel": 1, "Doel van de functie": 1, "Competenties": 2, "Dieper": 3, "Schuin": 4}
    assert line(document, "Functieprofiel").end == 6


def test_lines_of_a_paragraph_join_and_others_do_not() -> None:
    document = read(PROFILE)
    assert [found.text for found in document.lines if found.traits.joins] == [
        "verdeelt het werk teneinde",
        "de planning te halen.",
        "veel zeggen",
    ]
    assert line(document, "Nieuwe regel.").traits.joins is False


def test_markers_that_markdown_does_not_know_begin_lines_of_their_own() -> None:
    document = read("Taken\n• Leiden\n• Plannen\na) Sturen\nen kijken\n")
    assert [found.traits.joins for found in document.lines] == [False, False, False, False, True]


def test_nested_items_are_indented() -> None:
    document = read(PROFILE)
    indents = {found.text: found.indent for found in document.lines}
    assert (indents["1. Luisteren"], indents["• naar burgers"], indents["veel zeggen"]) == (0, 2, 4)


def test_a_table_gives_cells() -> None:
    (table,) = read(PROFILE).tables.values()
    texts = [["".join(found.text for found in cell) for cell in row] for row in table.rows]
    assert texts == [["Niveau", "Taak"], ["A1", "Advies geven"], ["A2", "Leiden | sturen"]]
    assert read("a | b\nzonder regel\n").tables == {}


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read("---\n\nTekst\n\n---\n").asides == {1: "markup", 5: "markup"}
    assert read("---\nsleutel: zonder einde\n\nTekst\n").asides == {1: "markup"}


def test_html_shows_its_text() -> None:
    document = read("<div>\n<b>Doel</b>\n</div>\n\nRegel<br>twee <!-- weg -->\n")
    assert [(found.number, found.text) for found in document.lines if found.number not in document.asides] == [
        (2, "Doel"),
        (5, "Regel twee"),
    ]


def test_contact_data_is_masked_in_text_and_raw_lines() -> None:
    address = "@".join(["iemand", "voorbeeld.example"])
    document = read(f"Mail [de dienst](mailto:{address}) of <{address}>\n\n| A | B |\n|---|---|\n| x | {address} |\n")
    assert "voorbeeld.example" not in repr(document)
    assert "[e-mail]" in document.lines[-1].text


def test_windows_line_ends_and_mojibake_change_nothing() -> None:
    assert read(PROFILE.replace("\n", "\r\n")).lines == read(PROFILE).lines
    assert read("# coÃ¶rdinator\n").lines[0].text == "coördinator"


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\0" * 5000, b"#" * (DEFAULT_LIMITS.text_bytes + 1)])
def test_what_is_no_text_or_too_much_of_it_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("piece", ["> ", "- ", "[", "*a_ ", "`", "<!--", "| ", "![](", "&", "1. a\n   ", "\\", "#"])
def test_a_file_that_repeats_one_thing_is_read_or_refused_in_time(piece: str) -> None:
    program = (
        "import sys; from pathlib import Path; from competencygraph.errors import UnreadableDocumentError\n"
        "from competencygraph.ingest.limits import DEFAULT_LIMITS\n"
        "from competencygraph.ingest.readers.markdown import read_markdown\n"
        "try: print(len(read_markdown(Path('a.md'), sys.argv[1].encode() * 5000 + b'Doel', DEFAULT_LIMITS).raw))\n"
        "except UnreadableDocumentError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, piece], check=True, timeout=20, capture_output=True, text=True
    )
    assert done.stdout.strip()
