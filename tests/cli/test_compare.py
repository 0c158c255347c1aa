"""``compare``: what it prints, in which formats, and when it fails."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from competencygraph.cli._changes_text import print_changes
from competencygraph.cli._messages import catalogue_of_messages

Run = Callable[..., object]

REWORDED = ("langetermijnplanning voor de activiteiten opstellen;", "langetermijnplanning voor het werk opstellen;")
HOSTILE = "• <script>alert(1)</script> *vet* [koppeling](javascript:x) plannen en opvolgen; \n"
DROPPED = "• De autonomie van de teams en de medewerkers bevorderen; \n"
GRADES = ("federal-be/000", "A4", "A5")
KINDS = ("added", "dropped", "raised", "lowered", "reworded", "moved", "unchanged")


@pytest.fixture(scope="module")
def edited(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return document 000 with a task in other words, and one that became a line with code, which finds no place."""
    folder = tmp_path_factory.mktemp("edited")
    shutil.copy(documents / "catalogue.yaml", folder)
    (original,) = documents.glob("000_*.txt")
    text = original.read_text(encoding="utf-8")
    for old, new in (REWORDED, (DROPPED, HOSTILE)):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = folder / original.name
    path.write_text(text, encoding="utf-8")
    return path


class Page(HTMLParser):
    """Collects the tags, identifiers, links and words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute."""
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]


def page(html: str) -> Page:
    """Return a page as read."""
    found = Page()
    found.feed(html)
    found.close()
    return found


def test_two_grades_are_told_by_criterion_with_lines_and_marked_words(cli: Run, store: Path) -> None:
    result = cli("compare", *GRADES, "--store", store)
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "000: A4 → A5"
    place = lines.index("  Strategie")
    assert lines[place + 1] == (
        "    reworded  descriptor: De strategie bepalen voor het domein of de entiteit en de middelen "
        "{+en het budget bepalen en+} aanwenden."
    )
    assert lines[place + 2] == "        (lines 172–173 → lines 175–177)"
    assert result.errors == ["Total: reworded 6, unchanged 77"]
    assert "\x1b" not in result.out


def test_a_file_is_compared_with_what_is_stored(cli: Run, store: Path, edited: Path) -> None:
    result = cli("compare", edited, "000", "--store", store, "--lang", "nl")
    assert result.code == 0
    assert "voor [-de activiteiten-]{+het werk+} opstellen" in result.out
    assert "weggevallen  taak: De autonomie van de teams" in result.out
    assert "nog niet opgeslagen" in result.out
    assert result.errors == ["Totaal: toegevoegd 1, weggevallen 1, anders verwoord 1, ongewijzigd 89"]


def test_json_has_both_sides_the_counts_and_every_change_with_its_lines(cli: Run, store: Path) -> None:
    data = json.loads(cli("compare", *GRADES, "--store", store, "--format", "json").out)
    assert (data["a"]["grade"], data["b"]["grade"]) == ("A4", "A5")
    assert data["counts"] == {kind: {"reworded": 6, "unchanged": 77}.get(kind, 0) for kind in KINDS}
    assert len(data["changes"]) == 6
    one = data["changes"][1]
    assert (one["kind"], one["section"], one["thing"], one["label"]) == (
        "reworded",
        "criteria",
        "descriptor",
        "Strategie",
    )
    assert one["lines_a"] == {"start_line": 172, "end_line": 173}
    assert one["node_b"].endswith("federal-be/000/family/criterion/strategie/a5")
    everything = json.loads(cli("compare", *GRADES, "--store", store, "--format", "json", "--include-unchanged").out)
    assert len(everything["changes"]) == 83
    assert everything["changes"][0].keys() == one.keys()


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (["--only", "added"], {"added"}),
        (["--only", "reworded,moved"], {"reworded", "moved"}),
        (["--only", "reworded", "--only", "moved"], {"reworded", "moved"}),
        (["--only", "unchanged"], {"unchanged"}),
        (["--only", "moved", "--include-unchanged"], {"moved", "unchanged"}),
        ([], {"added", "dropped", "reworded", "moved"}),
    ],
)
def test_only_the_kinds_asked_are_shown_and_all_are_counted(
    cli: Run, store: Path, options: list[str], kinds: set[str]
) -> None:
    data = json.loads(cli("compare", "002", "004", "--store", store, "--format", "json", *options).out)
    assert {change["kind"] for change in data["changes"]} == kinds
    assert sum(data["counts"].values()) == 417


def test_fail_on_change_is_for_scripts(cli: Run, store: Path) -> None:
    assert cli("compare", *GRADES, "--store", store, "--fail-on-change", "-q").code == 1
    assert cli("compare", *GRADES, "--store", store, "--fail-on-change", "--only", "added", "-q").code == 0
    same = cli("compare", "federal-be/000", "A4", "A4", "--store", store, "--fail-on-change", "--include-unchanged")
    assert same.code == 0
    assert same.errors == ["Total: unchanged 83", "nothing changed"]


def test_the_page_is_one_file_that_is_told_in_words_and_holds_nothing_of_the_document_as_code(
    cli: Run, store: Path, edited: Path
) -> None:
    html = cli("compare", edited, "000", "--store", store, "--format", "html", "--lang", "fr").out
    found = page(html)
    tags = [tag for tag, _ in found.tags]
    assert html.startswith("<!doctype html>")
    assert found.tags[0] == ("html", {"lang": "fr"})
    assert not {"script", "img", "link", "iframe", "form", "a href"} & set(tags)
    assert all(link.startswith("#") for link in found.values("href"))
    assert {link.removeprefix("#") for link in found.values("href")} <= set(found.values("id"))
    assert len(found.values("id")) == len(set(found.values("id")))
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)][:2] == ["h1", "h2"]
    assert tags.count("h1") == tags.count("main") == tags.count("table") == 1
    assert tags.count("li") == 3 + 2  # the changes, and the two parts in the contents
    assert "ajouté · texte sans place: • <script>alert(1)</script> *vet*" in " ".join(found.text.split())
    assert "supprimé: de activiteiten" in found.text and "ajouté: het werk" in found.text
    assert "nl" in found.values("lang"), "the words of a Dutch document on a French page are marked as Dutch"
    assert html == cli("compare", edited, "000", "--store", store, "--format", "html", "--lang", "fr").out


def test_markdown_shows_marks_of_the_document_as_they_are(cli: Run, store: Path, edited: Path) -> None:
    text = cli("compare", edited, "000", "--store", store, "--format", "md").out
    assert text.startswith("# 000: ")
    assert "- **reworded** task: Een korte- en een langetermijnplanning voor <del>de activiteiten</del>" in text
    assert r"&lt;script&gt;alert(1)&lt;/script&gt; \*vet\* \[koppeling\](javascript:x)" in text
    assert "<script" not in text


def test_a_terminal_shows_what_is_removed_struck_through(
    cli: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from io import StringIO

    from rich.console import Console

    from competencygraph.app.comparing import compare
    from competencygraph.cli._changes import change_sections
    from competencygraph.cli._messages import Messages

    monkeypatch.setenv("TERM", "xterm-256color")
    found = compare(str(store), "federal-be/000", grades=("A4", "A5"))
    shown = [change for change in found.changes if change.kind != "unchanged"]
    for no_color in (False, True):
        out = StringIO()
        console = Console(file=out, force_terminal=True, no_color=no_color, width=100, legacy_windows=False)
        print_changes(console, found, change_sections(found, shown, Messages("en")), Messages("en"))
        assert ("\x1b[9;31mgedeelde" in out.getvalue()) is not no_color
        assert ("[-gedeelde-]{+doorslaggevende+}" in out.getvalue()) is no_color
        assert max(len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in out.getvalue().splitlines()) <= 100 or no_color


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["federal-be/00"], "did you mean federal-be/00"),
        (["003"], "federal-be/003: the document has no previous edition"),
        (["000", "A4", "A9"], "choose from A4, A5"),
        (["000", "A4", "A5", "A6"], "4 names are given"),
        (["002", "004", "--only", "droped"], "did you mean dropped?"),
        (["no-such-file.docx", "000"], "the store holds no such document"),
    ],
)
def test_wrong_use_is_one_line_and_two(cli: Run, store: Path, arguments: list[str], said: str) -> None:
    result = cli("compare", *arguments, "--store", store)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert said in result.err


def test_every_thing_and_section_has_a_word_in_each_language() -> None:
    from competencygraph.compare import SECTIONS

    messages = catalogue_of_messages()
    sources = Path(__file__).resolve().parents[2] / "src" / "competencygraph" / "compare"
    text = "".join((sources / name).read_text(encoding="utf-8") for name in ("elements.py", "_vacancy_elements.py"))
    things = set(re.findall(r'Element\(\s*"([a-z-]+)"', text)) | set(re.findall(r'item_elements\("([a-z-]+)"', text))
    for call in re.findall(r"slots\((.*?)\)\n", text, re.DOTALL):
        things |= {name.replace("_", "-") for name in re.findall(r"\b([a-z_]+)=", call)}
    things = things - {"document"} | {"knowledge", "technical", "number", "document"}
    assert len(things) > 50
    wanted = {f"change.thing.{thing}" for thing in things} | {f"heading.{section}" for section in SECTIONS}
    assert {key for key in wanted if set(messages.get(key, {})) != {"nl", "fr", "en"}} == set()


def test_the_page_on_comparing_shows_what_is_printed(cli: Run, store: Path, repository: Path) -> None:
    text = (repository / "docs" / "how-to" / "compare.md").read_text(encoding="utf-8")
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ competencygraph "):
                found.append((line.removeprefix("$ competencygraph ").partition(" > ")[0], []))
            elif line != "…":
                found[-1][1].append(line)
    commands = [(words.split(), shown) for words, shown in found if words.startswith("compare ")]
    assert len(commands) == 4
    assert sum(len(shown) for _, shown in commands) > 5
    for words, shown in commands:
        result = cli(*words, "--store", store)
        assert result.code == 0, words
        places = [result.out.splitlines().index(line) for line in shown]
        assert places == sorted(places), words
