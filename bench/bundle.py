"""The layout of a vacancy bundle: the vacancy in lettered parts, then the profile in a lettered series of its own."""

from __future__ import annotations

from random import Random
from string import ascii_uppercase
from typing import Any

from printing import Printer
from wording import PHRASES, Wording, plain

__all__ = ["print_bundle"]

_SCALES = ("A4a-A4b", "B1-B2-B3", "C4-C5", "A1a-A2a-A3a", "D1-D3")


def print_bundle(wording: Wording) -> tuple[str, dict[str, Any]]:
    """Return a vacancy with its profile, and what it states."""
    random = wording.random
    printer = Printer(
        random,
        width=random.randint(80, 110),
        breaking=random.choice([0.0, 0.0, 0.3]),
        numbers=PHRASES[wording.language]["page"] if random.random() < 0.7 else "",
    )
    scale = random.choice(_SCALES)
    title = f"{plain(wording.word('roles')).capitalize()} {wording.word('names')}"
    vacancy = _print_vacancy(wording, printer, title, scale)
    printer.turn()
    printer.line(wording.heading("document_type").upper())
    printer.line(title)
    printer.blank()
    profile = _print_profile(wording, printer, title, scale)
    return printer.whole(), {"kind": "profile", "title": title, "grades": [], **profile, "vacancy": vacancy}


class _Letters:
    """A lettered series of headings."""

    def __init__(self, printer: Printer) -> None:
        self.printer = printer
        self.letters = iter(ascii_uppercase)

    def head(self, text: str) -> None:
        """Print the next heading, now and then on a new page."""
        if self.printer.random.random() < 0.2:
            self.printer.turn()
        else:
            self.printer.blank(self.printer.random.randint(1, 2))
        self.printer.line(f"{next(self.letters)}. {text}")
        if self.printer.random.random() < 0.6:
            self.printer.blank()


def _print_vacancy(wording: Wording, printer: Printer, title: str, scale: str) -> dict[str, Any]:
    random = wording.random
    name = wording.word("names")
    organisation = wording.phrase("organisation", name)
    letters = _Letters(printer)
    printer.tops = True
    printer.line(wording.heading("document_type"))
    printer.line(f"{title} ({scale})")
    letters.head(f"{wording.phrase('general_info')} – {organisation}")
    values = _print_values(wording, printer)
    letters.head(wording.phrase("job"))
    printer.text(wording.sentences(3))
    letters.head(wording.phrase("expect", name))
    printer.text(wording.phrase("skills_wanted", title))
    printer.blank()
    wanted = [wording.word("skills") for _ in range(random.randint(2, 8))]
    _print_items(printer, wanted, "-")
    printer.blank()
    printer.text(wording.phrase("knowledge_wanted"))
    known = _items(wording)
    _print_items(printer, known, "•")
    letters.head(wording.phrase("must"))
    conditions = {}
    for kind in ("general", "recruitment"):
        printer.line(wording.phrase(f"{kind}_conditions"))
        conditions[kind] = _items(wording)
        _print_items(printer, conditions[kind], "-")
        printer.blank()
    letters.head(wording.phrase("offer"))
    offer, salary = _print_offer(wording, printer, scale)
    letters.head(wording.phrase("steps"))
    selection = _print_selection(wording, printer)
    letters.head(wording.styled(wording.heading("reserve")))
    word, years = wording.choice("years").split("=")
    reserve = f"{wording.sentences(1)} {wording.phrase('reserve', word)}"
    printer.text(reserve)
    letters.head(wording.phrase("apply"))
    application = _print_application(wording, printer)
    return {
        "organisation": organisation,
        "values": values,
        "career": scale,
        "pay_scales": scale.split("-"),
        "salary": salary,
        "conditions": {kind: _plain(items) for kind, items in conditions.items()},
        "requirements": {"competencies": _plain(wanted), "knowledge": _plain(known)},
        "offer": _plain(offer),
        "selection": selection,
        "reserve": {"years": int(years), "text": plain(reserve)},
        "application": application,
    }


def _plain(texts: list[str]) -> list[str]:
    return [plain(text) for text in texts]


def _items(wording: Wording) -> list[str]:
    return [wording.task() + wording.random.choice(["", "", "."]) for _ in range(wording.random.randint(1, 6))]


def _print_items(printer: Printer, items: list[str], mark: str) -> None:
    indent = printer.random.choice(["", "  "])
    hanging = printer.random.random() < 0.5
    for item in items:
        printer.item(item, mark, indent=indent, hanging=hanging, turning=0.02)


def _print_values(wording: Wording, printer: Printer) -> list[dict[str, Any]]:
    values = []
    printer.line(wording.styled(wording.heading("values")))
    printer.blank()
    printer.text(wording.sentences(3))
    for name in wording.words("skills", wording.random.randint(1, 6)):
        printer.blank()
        printer.line(name)
        text = wording.sentences(wording.random.choice([2, 3]))
        printer.text(text)
        values.append({"name": name, "text": plain(text)})
    return values


def _print_offer(wording: Wording, printer: Printer, scale: str) -> tuple[list[str], dict[str, Any]]:
    random = wording.random
    low = random.randint(2100, 3900)
    high = low + random.randint(500, 2900)
    steps = [(years, low + years * 40) for years in sorted(random.sample(range(2, 30), random.randint(0, 3)))]
    pay = wording.phrase("salary", scale, _amount(wording, low), _amount(wording, high))
    before, after = _items(wording), _items(wording)
    mark = random.choice("-•–")
    _print_items(printer, [*before, pay], mark)
    printer.blank()
    for years, amount in steps:
        printer.item(wording.phrase("step", years, _amount(wording, amount)), "o", indent="  ")
    printer.blank()
    _print_items(printer, after, mark)
    return [*before, pay, *after], {
        "minimum": low,
        "maximum": high,
        "currency": "EUR",
        "steps": [{"years": years, "amount": amount} for years, amount in steps],
    }


def _amount(wording: Wording, amount: int) -> str:
    return f"{amount:,}".replace(",", "," if wording.language == "en" else ".")


def _print_selection(wording: Wording, printer: Printer) -> dict[str, Any]:
    random = wording.random
    parts = []
    for number in range(1, random.randint(1, 4) + 1):
        notation, name = f"{wording.phrase('part')} {number}", wording.task(1)
        eliminatory = random.random() < 0.3
        points = None if eliminatory else random.choice([None, 20, 35, 50])
        date = wording.choice("dates") if random.random() < 0.6 else None
        remark = wording.phrase("eliminatory") if eliminatory else wording.phrase("points", points) if points else ""
        text = wording.sentences(2)
        printer.line(plain(" ".join(f"{notation}: {name} {remark}".split()) + (f" – {date}" if date else "")))
        printer.text(text)
        if random.random() < 0.6:
            printer.blank()
        parts.append(
            {
                "name": plain(name),
                "notation": notation,
                "points": points,
                "minimum": None,
                "eliminatory": eliminatory,
                "date": date,
                "text": plain(text),
            }
        )
    share = random.choice([40, 50, 60])
    rules = [
        {"text": wording.phrase("rule", share), "scope": "part", "minimum_percent": share},
        {"text": wording.phrase("total", share + 10), "scope": "total", "minimum_percent": share + 10},
    ]
    printer.blank()
    printer.text(" ".join(str(rule["text"]) for rule in rules))
    return {"parts": parts, "rules": rules}


def _print_application(wording: Wording, printer: Printer) -> dict[str, Any]:
    random = wording.random
    day = wording.choice("days")
    printer.text(wording.phrase("deadline", day))
    link = f"https://www.example.org/{random.randint(100, 999)}"
    printer.line(link)
    printer.blank()
    printer.line(wording.phrase("send"))
    documents = _items(wording)
    _print_items(printer, documents, "-")
    printer.blank(2)
    printer.line(link)
    printer.blank()
    return {"deadline_text": day, "documents": _plain(documents)}


def _print_profile(wording: Wording, printer: Printer, title: str, scale: str) -> dict[str, Any]:
    random = wording.random
    letters = _Letters(printer)
    letters.head(wording.phrase("general_info"))
    printer.line(f"{wording.phrase('title_label')}: {title}")
    printer.line(f"{wording.phrase('career_label')}: {scale}")
    letters.head(wording.styled(wording.heading("purpose")))
    purpose = wording.sentences(random.randint(2, 5))
    printer.text(purpose)
    letters.head(wording.phrase("place"))
    printer.text(wording.sentences(2))
    letters.head(wording.styled(wording.heading("result_areas")))
    areas, knowledge = _print_areas(wording, printer)
    printer.blank(2)
    printer.line(wording.styled(wording.heading("competencies")))
    printer.blank()
    competencies = _print_competencies(wording, printer)
    printer.blank()
    printer.line(wording.phrase("closing"))
    printer.text(wording.sentences(2))
    return {
        "purpose": {"text": plain(purpose), "activity": None, "purpose": None},
        "result_areas": areas,
        "knowledge": knowledge,
        "competencies": competencies,
        "position": {"title": title},
    }


def _print_areas(wording: Wording, printer: Printer) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    random = wording.random
    mark = random.choice("•-▪")
    areas = []
    count = random.randint(1, 9)
    for number in range(1, count + 1):
        name, description = wording.task(1), wording.sentences(random.choice([1, 2]))
        described, led = random.random() < 0.6, random.random() < 0.7
        printer.line(f"{number}. {plain(name)}")
        if described:
            printer.text(description)
        if led:
            printer.line(wording.phrase("includes"))
        if random.random() < 0.5:
            printer.blank()
        tasks = _items(wording)
        _print_items(printer, tasks, mark)
        if random.random() < 0.15:
            printer.turn()
        else:
            printer.blank(random.randint(1, 3))
        areas.append(
            {
                "name": plain(name),
                "role": None,
                "notation": str(number),
                "optional": False,
                "activity": None,
                "purpose": None,
                "description": plain(description) if described else None,
                "tasks": _plain(tasks),
            }
        )
    heading = wording.heading("knowledge")
    printer.line(f"{count + 1}. {heading}")
    items = _items(wording)
    _print_items(printer, items, mark)
    group = {"name": heading, "definition": None}
    return areas, [{"text": plain(text), "kind": "knowledge", "group": group} for text in items]


def _print_competencies(wording: Wording, printer: Printer) -> list[dict[str, Any]]:
    random = wording.random
    names = wording.words("skills", random.randint(2, 10))
    cut = random.randint(1, len(names) - 1)
    found: list[dict[str, Any]] = []
    headings = _two_headings(wording)
    for heading, members in zip(headings, (names[:cut], names[cut:]), strict=True):
        definition = wording.sentences(1)
        printer.line(heading)
        printer.text(definition)
        printer.blank()
        group = {"name": heading, "definition": plain(definition)}
        found += [_print_competency(wording, printer, name, group) for name in members]
    return found


def _two_headings(wording: Wording) -> list[str]:
    first = wording.heading("competency_group")
    return [
        first,
        next(heading for heading in iter(lambda: wording.heading("competency_group"), "") if heading != first),
    ]


def _print_competency(wording: Wording, printer: Printer, name: str, group: dict[str, Any]) -> dict[str, Any]:
    random: Random = wording.random
    level, title = random.randint(1, 4), wording.behaviour()
    definition = f"{wording.task()}{random.choice(['', '.'])}"
    indicators = [wording.behaviour() for _ in range(random.randint(1, 7))]
    printer.line(name)
    printer.text(definition)
    printer.text(f"{wording.phrase('level')} {level} – {title}")
    if random.random() < 0.6:
        printer.blank()
    _print_items(printer, indicators, random.choice("•-"))
    if random.random() < 0.15:
        printer.turn()
    else:
        printer.blank(random.randint(1, 2))
    levels = [{"level": level, "title": plain(title), "indicators": _plain(indicators)}]
    return {"name": name, "group": group, "definition": plain(definition), "levels": levels}
