"""``check`` as people see it: text, JSON, Turtle and HTML, exit codes, settings, files that it writes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pyoxigraph import RdfFormat, parse

from competencygraph.app import checking
from competencygraph.app.check_report import CheckedDocument, CheckReport, Failure
from competencygraph.cli._findings import plain_text, styled_text, text_report
from competencygraph.cli._findings_html import html_report
from competencygraph.cli._messages import Messages
from competencygraph.errors import CheckLimitError, UnreadableDocumentError
from competencygraph.model import Location
from competencygraph.validation.applying import AppliedSetting
from competencygraph.validation.finding import Finding, Severity

Run = Callable[..., object]

PROFILE = """Hoofd dienst Sport

Resultaatgebieden

1. Sportaanbod
• Het sportaanbod plannen
• De zalen verdelen onder de clubs
• Het sportaanbod plannen
"""
TWICE = Finding(
    "CG-item-listed-twice",
    Severity.WARNING,
    {"nl": "“Plannen” staat er twee keer.", "fr": "« Plannen » figure deux fois.", "en": "“Plannen” stands twice."},
    {"nl": "Schrap één van beide.", "fr": "Supprimez-en un.", "en": "Delete one of the two."},
    "https://w3id.org/competencygraph/id/a/a/task/plannen",
    "https://w3id.org/competencygraph/rule/item-listed-twice",
    document="a",
    file="a.txt",
    start_line=9,
    end_line=10,
    quote="  - Plannen en\n    organiseren",
)
GRAVE = replace(TWICE, code="CG-title", severity=Severity.VIOLATION, start_line=None, end_line=None, quote=None)
ADVICE = replace(
    TWICE,
    code="CG-other-definition",
    severity=Severity.INFO,
    compared=("Samen aan iets werken.", "Samen goed aan iets werken."),
)
PAGED = replace(TWICE, location=Location(page=3), file="a.pdf")
WORD = replace(TWICE, location=Location(paragraph=14), file="a.docx", start_line=40, end_line=40, quote="Plannen " * 60)


def report_of(*findings: Finding, name: str = "a.txt", **parts: object) -> CheckReport:
    document = CheckedDocument("https://w3id.org/competencygraph/id/a/a", "a", name, findings)
    return CheckReport((document,), **parts)  # type: ignore[arg-type]


def text_of(report: CheckReport, language: str = "en", width: int = 80) -> list[str]:
    return [plain_text(line) for line in text_report(report, Messages(language), width)]


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[[CheckReport], None]:
    """Return a function that says what checks are to find, without checking."""

    def fix(report: CheckReport) -> None:
        monkeypatch.setattr(checking, "check", lambda *_: report)

    return fix


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "sport.txt"
    path.write_text(PROFILE, encoding="utf-8")
    return path


# What is said of one finding


def test_a_finding_is_told_like_a_compiler_does() -> None:
    assert text_of(report_of(TWICE)) == [
        "a.txt:9  warning  CG-item-listed-twice",
        "  “Plannen” stands twice.",
        "     9 │   - Plannen en",
        "    10 │     organiseren",
        "  → Delete one of the two.",
    ]
    assert text_of(report_of(TWICE), "nl")[0] == "a.txt:9  waarschuwing  CG-item-listed-twice"
    assert text_of(report_of(GRAVE), "fr")[:2] == ["a.txt  erreur  CG-title", "  « Plannen » figure deux fois."]


def test_pages_and_paragraphs_are_named_as_people_look_them_up() -> None:
    assert text_of(report_of(PAGED), "nl")[0].startswith("a.txt, pagina 3, regels 9–10  waarschuwing")
    lines = text_of(report_of(WORD), "fr")
    assert lines[0].startswith("a.txt, paragraphe 14  avertissement")
    assert all("40" not in line for line in lines)


def test_long_quotes_are_cut_and_nothing_is_wider_than_asked() -> None:
    many = replace(TWICE, quote="\n".join(f"regel {number}" for number in range(1, 13)), end_line=20)
    assert text_of(report_of(many))[2:9] == [
        *(f"    {9 + number:>2} │ regel {number + 1}" for number in range(5)),
        "       │ … 7 more lines",
        "  → Delete one of the two.",
    ]
    long = replace(WORD, messages={"en": "Een zin over plannen " * 20}, remedies={"en": "Doe iets " * 40})
    for width in (40, 80, 120):
        lines = text_of(report_of(long), width=width)
        assert len(lines) > 5 and max(map(len, lines[1:])) <= min(width, 100)
        assert any(line.endswith("…") for line in lines)


def test_blank_lines_are_not_quoted_and_numbers_tell_it() -> None:
    quoted = text_of(report_of(replace(TWICE, quote="Doel\n\nDe dienst leiden\n", end_line=12)))[2:4]
    assert quoted == ["     9 │ Doel", "    11 │ De dienst leiden"]


def test_french_signs_stay_with_their_words() -> None:
    words = {"fr": "« Plannen » et « Coachen » sont définis autrement : voir « Beslissen » ; corrigez."}
    for width in range(40, 60):
        lines = text_of(report_of(replace(GRAVE, messages=words)), "fr", width)[1:-1]
        assert len(lines) == 2 or len(lines) == 3
        assert not any(re.search(r"«$|^\s*[»:;]", line) for line in lines)
        assert "\N{NO-BREAK SPACE}" not in "".join(lines)


def test_the_words_that_differ_are_marked() -> None:
    lines = text_of(report_of(ADVICE))
    assert "    [-here-]{+there+}: Samen {+goed+} aan iets werken." in lines
    apart = replace(ADVICE, compared=("Samen werken.", "Elkaar altijd helpen, en luisteren naar wie iets zegt."))
    assert "    here: Samen werken." in text_of(report_of(apart))
    assert not any("[-" in line for line in text_of(report_of(apart)))


def test_the_lines_of_one_place_are_quoted_once() -> None:
    lines = text_of(report_of(TWICE, ADVICE))
    assert sum("Plannen en" in line for line in lines) == 1
    assert lines.count("a.txt:9  warning  CG-item-listed-twice") == 1 and "" in lines


def test_reasons_of_settings_stand_at_the_end() -> None:
    applied = (
        AppliedSetting("off", "CG-x", "Agreed.", 2, 3),
        AppliedSetting("graded", "CG-y", "Later.", 3, 1, severity=Severity.INFO),
        AppliedSetting("exempted", "CG-z", "Once.", 4, 0, document="002", text="Plannen"),
    )
    lines = text_of(report_of(TWICE, applied=applied, settings_file="s.yaml"))
    assert lines[-5:] == [
        "",
        "Settings from s.yaml",
        "  CG-x is switched off (3 findings). Reason: Agreed.",
        "  CG-y counts as info (one finding). Reason: Later.",
        "  CG-z is exempt for “002, Plannen” (0 findings). Reason: Once.",
    ]


def test_a_terminal_shows_the_same_words_in_colour() -> None:
    for line in text_report(report_of(GRAVE, ADVICE), Messages("en"), 80):
        assert styled_text(line).plain.rstrip() == plain_text(line)
    styles = {style for line in text_report(report_of(GRAVE), Messages("en"), 80) for style, _ in line}
    assert "bold red" in styles


# The command


def test_a_document_is_checked_without_a_store_and_none_is_made(cli: Run, profile: Path, tmp_path: Path) -> None:
    result = cli("check", profile, "--store", tmp_path / "none", "--lang", "nl")
    assert result.code == 1
    assert f"{profile}:8  waarschuwing  CG-item-listed-twice" in result.out.splitlines()
    assert "    8 │ • Het sportaanbod plannen" in result.out.splitlines()
    assert result.errors[0] == "er is geen graaf: het document is alleen op zichzelf gecontroleerd"
    assert result.errors[-1].startswith("één document gecontroleerd: één fout, ")
    assert not (tmp_path / "none").exists()
    assert "\x1b" not in result.out


def test_the_store_is_checked(cli: Run, store: Path) -> None:
    result = cli("check", "--store", store, "--format", "json", "--quiet", "--fail-on", "never")
    assert (result.code, result.err) == (0, "")
    data = json.loads(result.out)
    assert data["summary"]["documents"] == 5 and len(data["findings"]) > 10
    assert ("002", "CG-item-listed-twice", 113) in {
        (one["document"], one["code"], one["start_line"]) for one in data["findings"]
    }
    assert data["compared_with_store"] is True


@pytest.mark.parametrize(
    ("fail_on", "codes"),
    [("violation", (0, 0, 1)), ("warning", (0, 1, 1)), ("info", (1, 1, 1)), ("never", (0, 0, 0))],
)
def test_the_exit_code_follows_the_threshold(
    cli: Run, found: Callable[[CheckReport], None], fail_on: str, codes: tuple[int, ...]
) -> None:
    for finding, code in zip((ADVICE, TWICE, GRAVE), codes, strict=True):
        found(report_of(finding))
        assert cli("check", "a.txt", "--fail-on", fail_on).code == code
    found(report_of())
    result = cli("check", "a.txt")
    assert (result.code, result.out, result.errors) == (0, "", ["one document checked: nothing found"])


def test_what_could_not_be_checked_is_said_and_decides_the_exit_code(
    cli: Run, found: Callable[[CheckReport], None]
) -> None:
    empty = Failure("b.txt", UnreadableDocumentError("the file is empty", where="b.txt"))
    found(report_of(GRAVE, failures=(empty,)))
    result = cli("check", ".", "--lang", "nl")
    assert result.code == 2 and result.errors[0] == "niet gecontroleerd  b.txt: het bestand is leeg"
    late = Failure("c.txt", CheckLimitError("the check took too long", where="c.txt"))
    found(report_of(failures=(empty, late)))
    assert cli("check", ".", "--quiet").code == 3


def test_a_baseline_is_told_of(cli: Run, found: Callable[[CheckReport], None]) -> None:
    found(report_of(known=4, gone=2))
    assert cli("check", "a.txt").errors[0] == (
        "4 findings were known already and are not shown, 2 earlier ones are gone"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt"], "missing.txt: there is no such file or folder"),
        ([], "there is no store; name a file, or run"),
        (["lievegem/002"], "lievegem/002: there is no store; name a file, or run"),
        (["a.txt", "--settings", "missing.yaml"], "missing.yaml: the settings file cannot be read"),
        (["a.txt", "--settings", "bad.yaml"], "bad.yaml, line 2: there is no rule CG-item-listed-twise; did you mean"),
        (["a.txt", "--baseline", "missing.json"], "missing.json: the baseline cannot be read"),
        (["a.txt", "--baseline", "a.txt"], "a.txt: the baseline is no JSON"),
        (["a.txt", "--shapes", "missing.ttl"], "missing.ttl: there is no such file; give a Turtle file"),
        (["a.txt", "--catalogue", "missing.yaml"], "missing.yaml: the catalogue cannot be read"),
        (["blank.txt"], "blank.txt: the file is empty"),
        (["a.txt", "--fail-on", "error"], "Invalid value for '--fail-on'"),
        (["a.txt", "--profile", "strict"], "Invalid value for '--profile'"),
    ],
)
def test_bad_input_is_one_line(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "blank.txt").write_bytes(b"")
    (tmp_path / "bad.yaml").write_text(
        "rules:\n  CG-item-listed-twise: {severity: info, reason: a}\n", encoding="utf-8"
    )
    for language in ("en", "nl"):
        result = cli("check", *arguments, COMPETENCYGRAPH_LANG=language)
        assert (result.code, result.out, len(result.errors)) == (2, "", 1), result.err
    assert said in cli("check", *arguments).err


def test_an_unknown_node_is_one_line(cli: Run, store: Path) -> None:
    result = cli("check", "no-such-node", "--store", store)
    assert result.code == 2
    assert result.errors == [
        "competencygraph: no-such-node: the store holds no such node; take an IRI from the answer to a question"
    ]


def test_settings_in_the_current_folder_are_found_and_told_of(
    cli: Run, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(profile.parent)
    settings = profile.parent / "competencygraph-check.yaml"
    settings.write_text(
        "exempt: [{rule: CG-item-listed-twice, text: Het sportaanbod plannen, reason: Agreed.}]", encoding="utf-8"
    )
    result = cli("check", "sport.txt", "--store", "none")
    assert result.errors[0] == "settings from competencygraph-check.yaml"
    assert "CG-item-listed-twice is exempt for “Het sportaanbod plannen” (one finding). Reason: Agreed." in result.out
    assert "warning  CG-item-listed-twice" not in result.out


# Files


@pytest.mark.parametrize("output", ["text", "json", "turtle", "html"])
def test_a_report_is_written_and_an_earlier_one_replaced(
    cli: Run, found: Callable[[CheckReport], None], tmp_path: Path, output: str
) -> None:
    out = tmp_path / "report"
    found(report_of(TWICE))
    first = cli("check", "a.txt", "--format", output, "--out", out)
    assert (first.code, first.out) == (0, "") and first.errors[-1] == f"written to {out}"
    before = out.read_bytes()
    assert b"CG-item-listed-twice" in before
    assert cli("check", "a.txt", "--format", output, "--out", out).code == 0
    assert out.read_bytes() == before
    found(report_of(GRAVE))
    assert cli("check", "a.txt", "--format", output, "--out", out).code == 1
    assert b"CG-item-listed-twice" not in out.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_no_other_file_is_overwritten(cli: Run, found: Callable[[CheckReport], None], profile: Path) -> None:
    found(report_of(TWICE))
    result = cli("check", profile, "--out", profile)
    assert result.code == 2 and "the check read this file" in result.err
    assert profile.read_text(encoding="utf-8") == PROFILE
    script = profile.parent / "run.sh"
    script.write_text("# competencygraph check profile.txt\n", encoding="utf-8")
    result = cli("check", profile, "--out", script)
    assert result.code == 2 and "the file exists already and is no report" in result.err
    assert script.read_text(encoding="utf-8") == "# competencygraph check profile.txt\n"
    script.unlink()
    assert cli("check", profile, "--out", profile.parent).code == 2
    assert cli("check", profile, "--out", profile.parent / "no" / "folder.txt").code == 2


def test_json_and_turtle_are_what_they_say(cli: Run, found: Callable[[CheckReport], None], repository: Path) -> None:
    found(report_of(TWICE, GRAVE, ADVICE, PAGED, WORD))
    data = json.loads(cli("check", "a.txt", "--format", "json", "--lang", "fr").out)
    schema = json.loads((repository / "docs" / "reference" / "check-report.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    assert [one["message"] for one in data["findings"]] == ["« Plannen » figure deux fois."] * 5
    assert (data["findings"][3]["page"], data["findings"][4]["paragraph"]) == (3, 14)
    turtle = cli("check", "a.txt", "--format", "turtle").out
    assert len([quad for quad in parse(turtle, RdfFormat.TURTLE) if quad.predicate.value.endswith("#result")]) == 5


# HTML


class Page(HTMLParser):
    """Notes what a page holds, and whether every element is closed."""

    VOID = frozenset({"meta", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


EVIL = '<script>alert("x")</script>&amp;'


def page_of(language: str = "nl") -> tuple[str, Page]:
    evil = replace(
        ADVICE,
        messages=dict.fromkeys(("nl", "fr", "en"), EVIL),
        remedies=dict.fromkeys(("nl", "fr", "en"), EVIL),
        quote=EVIL,
        compared=(f"{EVIL} samen werken aan", f"{EVIL} samen goed werken aan"),
    )
    other = CheckedDocument("https://w3id.org/competencygraph/id/b/b", "b", EVIL, (evil, WORD, PAGED))
    applied = (AppliedSetting("exempted", "CG-x", EVIL, 1, 1, text=EVIL),)
    report = replace(report_of(GRAVE, TWICE, applied=applied, settings_file=EVIL), known=2, gone=1)
    report = replace(report, documents=(*report.documents, other), compared_with_store=False)
    text = html_report(report, Messages(language))
    return text, Page(text)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_page_stands_on_its_own_and_in_one_language(language: str) -> None:
    text, page = page_of(language)
    assert page.attributes("html") == [{"lang": language}]
    assert text.startswith("<!doctype html>\n<!-- competencygraph check -->\n")
    assert not page.attributes("script") and not page.attributes("img") and not page.attributes("link")
    assert "http" not in re.sub(r'a\[href\^="http"\]|http-equiv', "", text)
    assert "url(" not in text and "@import" not in text
    words = {"nl": "Wat te doen:", "fr": "Que faire :", "en": "What to do:"}
    assert [language for language, word in words.items() if word in text] == [language]


def test_everything_of_a_document_is_escaped() -> None:
    text, page = page_of()
    assert "<script" not in text and text.count("&lt;script&gt;") >= 7
    assert "".join(page.text).count(EVIL) >= 7


def test_a_page_is_built_for_screen_readers_and_keyboards() -> None:
    text, page = page_of()
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [str(attributes["href"]) for attributes in page.attributes("a")]
    assert targets[0] == "#findings" and all(target.removeprefix("#") in ids for target in targets)
    for _, attributes in page.tags:
        assert attributes.get("aria-labelledby", ids[0]) in ids
    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))
    assert {"header", "nav", "main"} <= {tag for tag, _ in page.tags}
    assert [one.get("value") for one in page.attributes("li") if "value" in one] == ["9", "10", "9", "9", "10"]
    assert len(page.attributes("article")) == 5 and len(page.attributes("ins")) == 1
    assert "prefers-color-scheme: dark" in text and ":focus-visible" in text and "@media print" in text


def test_words_of_the_document_are_in_its_language() -> None:
    document = replace(report_of(TWICE, ADVICE).documents[0], language="nl")
    for language, expected in (("fr", 5), ("nl", 0)):
        page = Page(html_report(CheckReport((document,)), Messages(language)))
        assert len([1 for tag, attributes in page.tags if tag != "html" and "lang" in attributes]) == expected


def test_a_page_names_no_folders() -> None:
    document = replace(report_of(TWICE).documents[0], path=Path("home") / "someone" / "a.txt")
    text = html_report(CheckReport((document,)), Messages("en"))
    assert "Check of a.txt" in text and "someone" not in text


def test_a_page_without_findings_says_so() -> None:
    text = html_report(report_of(), Messages("en"))
    assert "Nothing was found in this document." in text and "<fieldset" not in text
    assert Page(html_report(CheckReport(()), Messages("nl"))).text


def test_a_page_names_a_date_only_when_the_environment_gives_one(
    cli: Run, found: Callable[[CheckReport], None]
) -> None:
    found(report_of(TWICE))
    without = cli("check", "a.txt", "--format", "html").out
    assert "<time" not in without and cli("check", "a.txt", "--format", "html").out == without
    dated = cli("check", "a.txt", "--format", "html", SOURCE_DATE_EPOCH="86400").out
    assert '<time datetime="1970-01-02">' in dated
    assert cli("check", "a.txt", "--format", "html", SOURCE_DATE_EPOCH="today").code == 2


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_have_the_contrast_that_wcag_asks() -> None:
    assert round(contrast("#ffffff", "#777777"), 2) == 4.48
    schemes = re.findall(r":root \{[^}]*--back[^}]*\}", html_report(report_of(TWICE), Messages("en")))[:2]
    assert len(schemes) == 2
    for scheme in schemes:
        colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", scheme))
        for back in ("back", "panel"):
            for fore in ("text", "quiet", "link", "violation", "warning", "info"):
                assert contrast(colours[fore], colours[back]) >= 4.5, (fore, back)
            assert contrast(colours["focus"], colours[back]) >= 3
        for kind in ("added", "removed"):
            assert contrast(colours[f"{kind}-text"], colours[kind]) >= 4.5
