"""Documents made up in the layouts of the five in ``documents/``, each with the profile that it states.

The same layout, language and seed give the same document. The layouts:

- ``family``: a function family with roles, tasks, a criteria table that comes out cell by cell, and definitions ``=``;
- ``spaced``: the same with a blank line behind every line of running text;
- ``defined``: the same with definitions ``term: text`` that run over lines;
- ``bundle``: a vacancy and then a profile with numbered areas and competencies at a level;
- ``bulleted``: bulleted areas, and competencies under one bullet with indicators under another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from bundle import print_bundle
from printing import Printer, wrap
from wording import LANGUAGES, PHRASES, Wording, plain

__all__ = ["LAYOUTS", "Generated", "generate", "generate_many"]

LAYOUTS = ("family", "spaced", "defined", "bundle", "bulleted")

_BULLETS = "•·▪◦‣●■□○➢✓-–o"
_GRADES = (
    ("A4", "A5"),
    ("A1", "A2", "A3"),
    ("C", "B", "A1", "A2"),
    ("D", "C"),
    ("A1", "A2", "A3", "A4", "A5"),
    ("S7", "S8", "S9"),
    ("7", "8", "9", "10"),
)


@dataclass(frozen=True)
class Generated:
    """A made-up document.

    Args:
        layout: one of `LAYOUTS`.
        language: one of `LANGUAGES`.
        seed: what it was made from.
        text: the document.
        expected: the profile that it states: the JSON of a profile without evidence, parts left out that it lacks.
    """

    layout: str
    language: str
    seed: int
    text: str
    expected: dict[str, Any]


def generate(layout: str, language: str, seed: int) -> Generated:
    """Return the document of a layout, language and seed.

    >>> generate("family", "nl", 1) == generate("family", "nl", 1)
    True
    """
    random = Random(f"{layout} {language} {seed}")
    wording = Wording(random, language)
    if layout == "bundle":
        text, expected = print_bundle(wording)
    elif layout == "bulleted":
        text, expected = _print_bulleted(wording)
    else:
        text, expected = _print_family(wording, layout)
    return Generated(layout, language, seed, text, expected)


def generate_many(count: int, seed: int = 0) -> Iterator[Generated]:
    """Yield documents of all layouts in turn, two in three of them in Dutch."""
    languages = ("nl", "nl", LANGUAGES[1], "nl", "nl", LANGUAGES[2])
    for number in range(count):
        yield generate(LAYOUTS[number % len(LAYOUTS)], languages[number // len(LAYOUTS) % 6], seed + number)


def _print_family(wording: Wording, layout: str) -> tuple[str, dict[str, Any]]:
    random = wording.random
    printer = Printer(
        random,
        width=random.randint(70, 110),
        loose=random.choice([0.0, 0.3, 0.6]),
        breaking=random.choice([0.0, 0.4, 1.0]),
        numbers=PHRASES[wording.language]["page"] if random.random() < 0.4 else "",
    )
    printer.blank(random.randint(0, 3))
    if random.random() < 0.8:
        printer.text(f"* {wording.phrase('note')}", width=printer.width + random.randint(0, 20))
    printer.tops = True
    printer.spaced = layout == "spaced"
    printer.line(wording.styled(wording.heading("purpose")))
    printer.blank()
    displaced = random.random() < 0.75
    purpose, print_purpose = _purpose(wording)
    if not displaced:
        print_purpose(printer)
        printer.blank()
    printer.line(wording.styled(wording.heading("result_areas")))
    printer.blank()
    areas = _print_areas(wording, printer, print_purpose if displaced else None)
    printer.spaced = False
    grades = random.choice(_GRADES)
    terms = wording.words("singular", random.randint(1, 3)) if layout == "defined" or random.random() < 0.6 else []
    terms = [term.lower() for term in terms]
    criteria = _print_criteria(wording, printer, grades, [plain(term) for term in terms])
    definitions = _print_definitions(wording, printer, terms, ":" if layout == "defined" else "=") if terms else []
    return printer.whole(), {
        "kind": "family",
        "title": None,
        "grades": list(grades),
        "purpose": purpose,
        "result_areas": areas,
        "criteria": criteria,
        "definitions": definitions,
    }


def _purpose(wording: Wording) -> tuple[dict[str, Any], Any]:
    """Return the purpose, and what prints it: in one piece, or with the divider on a line of its own."""
    divider = PHRASES[wording.language]["divider"]
    activity, purpose = wording.task(wording.random.choice([1, 2, 3])), f"{wording.doing(2)}."
    apart = wording.random.random() < 0.6

    def print_purpose(printer: Printer) -> None:
        if not apart:
            printer.text(f"{activity} {divider} {purpose}")
            return
        printer.text(activity)
        printer.blank()
        printer.line(divider)
        printer.blank()
        printer.text(purpose)

    texts = {"text": f"{activity} {divider} {purpose}", "activity": activity, "purpose": purpose}
    return {name: plain(text) for name, text in texts.items()}, print_purpose


def _print_areas(wording: Wording, printer: Printer, print_displaced: Any) -> list[dict[str, Any]]:
    random = wording.random
    phrases = PHRASES[wording.language]
    mark = random.choice(_BULLETS)
    roles = wording.words("roles", random.randint(2, 7))
    foot = random.randrange(len(roles) - 1)
    areas = []
    for number, role in enumerate(roles):
        article = random.choice(["", "", "a ", "the "]) if wording.language == "en" else ""
        if random.random() < 0.3:
            role = f"{role} {wording.word('names')}"
        optional = random.random() < 0.25
        closing = f" {phrases['optional']}" if optional else ""
        printer.line(plain(f"{phrases['as']} {article}{role}{closing}"))
        printer.blank()
        activity, purpose = wording.doing(random.choice([1, 2, 3])), f"{wording.doing(random.choice([1, 2]))}."
        divided = random.random() < 0.9
        printer.text(f"{activity} {phrases['divider']} {purpose}" if divided else f"{activity}.")
        printer.blank()
        printer.line(phrases["examples"])
        printer.blank()
        tasks = [wording.task() + random.choice(["", "", "", "…"]) for _ in range(random.randint(1, 8))]
        inside = random.randrange(len(tasks)) if random.random() < 0.3 else len(tasks) - 1
        closed = []
        for place, task in enumerate(tasks):
            last = place == len(tasks) - 1
            turning = 0.1 if printer.numbers else 0.0
            printer.item(task + ("." if last else random.choice([";", ";", " ;"])), mark, turning=turning)
            closed.append(plain(task) + ("." if last else ""))
            if print_displaced is not None and number == foot and place == inside:
                printer.blank(random.randint(1, 2))
                print_displaced(printer)
                printer.turn()
        if not printer.tops and random.random() < 0.2:
            printer.turn()
        elif not printer.tops:
            printer.blank()
        areas.append(
            {
                "name": None,
                "role": plain(role),
                "notation": None,
                "optional": optional,
                "activity": plain(activity) + ("" if divided else "."),
                "purpose": plain(purpose) if divided else None,
                "description": None,
                "tasks": closed,
            }
        )
    return areas


def _print_criteria(
    wording: Wording, printer: Printer, grades: tuple[str, ...], terms: list[str]
) -> list[dict[str, Any]]:
    random = wording.random
    printer.line(wording.styled(wording.heading("criteria")))
    printer.blank(random.randint(1, 2))
    printer.line(" ".join(grades), " ")
    printer.blank()
    width = random.randint(28, 48)
    criteria = []
    for name in wording.words("singular", random.randint(1, 7)):
        if random.random() < 0.3:
            name += f" {PHRASES[wording.language]['and']} {wording.word('nouns')}"
        elif random.random() < 0.2:
            name += f" / {wording.word('singular')}"
        _print_name(printer, wrap(name, random.randint(9, 16), random, printer.breaking))
        descriptors: dict[str, list[str]] = {}
        for place, grade in enumerate(grades):
            if place and random.random() < 0.3:
                descriptors[grade] = descriptors[grades[place - 1]]
            else:
                descriptors[grade] = _cell(wording, terms)
            _print_cell(wording, printer, descriptors[grade], width)
            printer.blank()
            if random.random() < 0.08 and (printer.numbers or place + 1 == len(grades)):
                printer.turn()
        joined = {grade: plain(" ".join(pieces)) for grade, pieces in descriptors.items()}
        criteria.append({"name": plain(name), "descriptors": joined})
    return criteria


def _print_name(printer: Printer, lines: list[str]) -> None:
    """Print a criterion's name; only one of several lines has a blank line before its first cell or inside."""
    for index, line in enumerate(lines):
        if index and index + 1 == len(lines) and printer.random.random() < 0.3:
            printer.blank()
        printer.line(line)
    if len(lines) > 1 and printer.random.random() < 0.7:
        printer.blank()


def _cell(wording: Wording, terms: list[str]) -> list[str]:
    """Return the pieces of a cell; a blank line stands between two of them."""
    random = wording.random
    chance = random.random()
    conjunction = PHRASES[wording.language]["or"]
    first = wording.task(random.choice([1, 1, 2, 3]))
    if chance < 0.15 and terms:
        second, third = wording.doing(1), wording.doing(random.choice([1, 2]))
        return [f"{first}:", f"{second} ({random.choice(terms)}*)", conjunction, f"{third} ({random.choice(terms)}*)."]
    if chance < 0.25:
        return [first, conjunction.upper(), f"{wording.doing(2)}."]
    if chance < 0.4:
        return [f"{first}. {wording.task(1)}."]
    return [f"{first}."]


def _print_cell(wording: Wording, printer: Printer, pieces: list[str], width: int) -> None:
    random = wording.random
    for index, piece in enumerate(pieces):
        if index:
            printer.blank()
        loose, printer.loose = printer.loose, random.choice([0.0, 0.0, 0.0, 0.2])
        printer.text(piece, width=width)
        printer.loose = loose


def _print_definitions(wording: Wording, printer: Printer, terms: list[str], sign: str) -> list[dict[str, Any]]:
    random = wording.random
    printer.line(f"* {wording.heading('definitions')}")
    definitions: list[dict[str, Any]] = []
    for term in terms:
        if definitions and random.random() < 0.5:
            printer.blank()
        low, high = random.randint(2, 90), random.randint(1, 20) * 1000 + random.randint(0, 999)
        bounded = random.random() < 0.5
        text = f"{wording.doing(2)}; {wording.things()}, {wording.things()}..."
        if bounded:
            thousands = f"{high:,}".replace(",", "," if wording.language == "en" else ".")
            text = wording.phrase("between", low, thousands)
        printer.text(f"{term}{' =' if sign == '=' else ':'} {text}", width=random.randint(110, 160))
        definitions.append(
            {
                "term": plain(term),
                "definition": plain(text),
                "minimum": low if bounded else None,
                "maximum": high if bounded else None,
            }
        )
    return definitions


def _print_bulleted(wording: Wording) -> tuple[str, dict[str, Any]]:
    random = wording.random
    printer = Printer(
        random,
        width=random.randint(70, 100),
        spaced=random.random() < 0.6,
        breaking=random.choice([0.0, 0.4]),
        numbers=PHRASES[wording.language]["page"] if random.random() < 0.3 else "",
    )
    title = f"{wording.heading('document_type')} {plain(wording.word('roles'))}"
    printer.blank()
    printer.line(title)
    printer.blank(2)
    printer.line(wording.styled(wording.heading("purpose")))
    printer.blank()
    purpose = f"{wording.behaviour(3)}."
    printer.text(purpose)
    printer.blank(2)
    printer.line(wording.styled(wording.heading("result_areas")))
    printer.blank()
    names = [wording.task() for _ in range(random.randint(1, 6))]
    mark = random.choice("–-•▪")
    for name in names:
        printer.item(name, mark)
    printer.blank()
    printer.line(wording.styled(wording.heading("competencies")))
    printer.blank()
    competencies = _print_bulleted_competencies(wording, printer)
    group = wording.heading("technical")
    printer.blank()
    printer.line(group)
    printer.blank()
    items = [wording.task() + random.choice(["", "."]) for _ in range(random.randint(1, 5))]
    for item in items:
        printer.item(item, "-")
    area = {"role": None, "notation": None, "optional": False, "activity": None, "purpose": None, "description": None}
    return printer.whole(), {
        "kind": "profile",
        "title": title,
        "grades": [],
        "purpose": {"text": plain(purpose), "activity": None, "purpose": None},
        "result_areas": [{"name": plain(name), **area, "tasks": []} for name in names],
        "competencies": competencies,
        "knowledge": [
            {"text": plain(item), "kind": "technical", "group": {"name": group, "definition": None}} for item in items
        ],
    }


def _print_bulleted_competencies(wording: Wording, printer: Printer) -> list[dict[str, Any]]:
    random = wording.random
    outer, inner = random.choice([("•", "-"), ("▪", "–"), ("●", "○"), ("•", "o"), ("-", "•"), ("➢", "-")])
    residue = inner in "-–" and random.random() < 0.3
    competencies = []
    for name in wording.words("skills", random.randint(2, 9)):
        printer.blank()
        if random.random() < 0.1:
            printer.blank(2)
        printer.item(name, outer)
        definition = f"{wording.behaviour()}, {wording.doing(1)}"
        if len(definition) > printer.width * 0.75 or random.random() < 0.5:
            definition += "."
        printer.text(definition)
        title = wording.behaviour()
        printer.text(f"{title}:")
        indicators = [wording.behaviour() for _ in range(random.randint(1, 7))]
        for place, indicator in enumerate(indicators):
            stray = f" {inner}" if residue and place + 1 < len(indicators) and random.random() < 0.3 else ""
            printer.item(indicator + stray, inner, turning=0.03)
        competencies.append(
            {
                "name": name,
                "group": None,
                "definition": plain(definition),
                "levels": [{"level": None, "title": plain(title), "indicators": [plain(text) for text in indicators]}],
            }
        )
    return competencies
