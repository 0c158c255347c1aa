"""A parsed document as an outline that people can hold beside the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from competencygraph.cli._messages import Messages
from competencygraph.cli._places import place_words
from competencygraph.cli._rows import readable_word
from competencygraph.model import (
    Evidence,
    Item,
    ParsedDocument,
    Place,
    Profile,
    ProfileSection,
    Salary,
    Vacancy,
    locate,
)

__all__ = ["outline"]

_WIDTH = 100

_Member: TypeAlias = tuple[str, Evidence | None, list[str]]


class _Words(Messages):
    """The messages of a run, and where the lines of its document stand.

    Args:
        language: of the messages.
        places: of the document's lines; empty for plain text.
    """

    def __init__(self, language: str, places: Sequence[Place]) -> None:
        super().__init__(language)
        self._places = places

    def at(self, evidence: Evidence | None) -> str:
        """Return what is put behind a text to say where it stands; nothing where that is not known."""
        if evidence is None:
            return ""
        location = locate(evidence, self._places)
        return f"  [{place_words(evidence.start_line, evidence.end_line, location, self)}]"


def outline(parsed: ParsedDocument, messages: Messages) -> str:
    """Return what was found in a document, with its lines.

    Args:
        parsed: the document.
        messages: in the language of the run.

    Returns:
        Lines of text; long wordings are cut, since the whole is in the JSON.
    """
    from competencygraph.app.parsing import unplaced_lines

    document = parsed.document
    words = _Words(messages.language, document.places)
    lines = [
        messages(
            "parse.document",
            path=document.path,
            language=document.language or "?",
            placed=document.placed,
            unparsed=unplaced_lines(document),
        )
    ]
    for profile in parsed.profiles:
        lines.extend(["", *_profile(profile, words)])
    if document.unparsed:
        lines.extend(["", messages("parse.unparsed")])
        for part in document.unparsed:
            reason = [readable_word(part.reason, messages)] if part.reason else []
            lines.append(f"  {_member((part.text, part.evidence, reason), words)}")
    return "\n".join(lines)


def _profile(profile: Profile, messages: _Words) -> Iterator[str]:
    title = profile.title or messages("parse.untitled")
    yield messages("named", name=messages(f"parse.kind.{profile.kind}"), text=title) + messages.at(profile.evidence)
    if profile.grades:
        yield f"  {messages('parse.grades', grades=' '.join(profile.grades))}{messages.at(profile.grades_evidence)}"
    if profile.position is not None:
        reports = profile.position.reports_to
        notes = [] if reports is None else [messages("parse.reports-to", whom=reports)]
        name = messages("named", name=messages("parse.position"), text=profile.position.title)
        yield f"  {_member((name, profile.position.evidence, notes), messages)}"
    if profile.purpose is not None:
        yield f"  {messages('parse.purpose')}{messages.at(profile.purpose.evidence)}"
        yield f"    {_cut(profile.purpose.text)}"
    for key, members in _lists(profile, messages):
        yield from _list(key, members, messages)
    if profile.vacancy is not None:
        yield f"  {messages('parse.vacancy')}{messages.at(profile.vacancy.evidence)}"
        yield from (f"  {line}" for line in _vacancy(profile.vacancy, messages))


def _lists(profile: Profile, messages: _Words) -> Iterator[tuple[str, list[_Member]]]:
    yield (
        "parse.result-areas",
        [
            (
                " ".join(filter(None, (area.notation, area.name or area.role or _cut(area.activity or "")))),
                area.evidence,
                [messages("parse.optional")] * area.optional
                + [messages("parse.task-count", count=len(area.tasks))] * bool(area.tasks),
            )
            for area in profile.result_areas
        ],
    )
    yield "parse.tasks", _items(profile.tasks)
    yield (
        "parse.criteria",
        [(one.name, one.evidence, [", ".join(part.grade for part in one.descriptors)]) for one in profile.criteria],
    )
    yield (
        "parse.definitions",
        [(one.term, one.evidence, [_bounds(one.minimum, one.maximum)]) for one in profile.definitions],
    )
    yield (
        "parse.competencies",
        [
            (
                competency.name,
                competency.evidence,
                [messages("level", level=level.level) for level in competency.levels if level.level is not None]
                + [messages("parse.indicators", count=sum(len(level.indicators) for level in competency.levels))],
            )
            for competency in profile.competencies
        ],
    )
    for kind in ("knowledge", "technical"):
        yield f"parse.{kind}", [(one.text, one.evidence, []) for one in profile.knowledge if one.kind == kind]
    yield "parse.sections", [_section(part, messages) for part in profile.sections]


def _section(part: ProfileSection, messages: _Words) -> _Member:
    count = [messages("parse.item-count", count=len(part.items))] if part.items else []
    name = part.heading or part.text or " / ".join(item.text for item in part.items)
    return " ".join(filter(None, (part.notation, name))), part.evidence, count


def _vacancy(vacancy: Vacancy, messages: _Words) -> Iterator[str]:
    application = vacancy.application
    scales = [scale for scale in vacancy.pay_scales if scale not in (vacancy.career or "")]
    facts: list[tuple[str, str | None, Evidence | None, list[str]]] = [
        ("organisation", vacancy.organisation, vacancy.organisation_evidence, []),
        ("career", vacancy.career, vacancy.career_evidence, scales),
        ("salary", *_salary(vacancy.salary, messages)),
        ("deadline", application.deadline_text, application.evidence, []),
    ]
    for key, text, evidence, notes in facts:
        if text:
            named = messages("named", name=messages(f"parse.{key}"), text=text)
            yield f"  {_member((named, evidence, notes), messages)}"
    lists: list[tuple[str, list[_Member]]] = [
        ("values", [(value.name, value.evidence, []) for value in vacancy.values]),
        ("conditions.general", _items(vacancy.conditions.general)),
        ("conditions.recruitment", _items(vacancy.conditions.recruitment)),
        ("asked-competencies", _items(vacancy.requirements.competencies)),
        ("asked-knowledge", _items(vacancy.requirements.knowledge)),
        ("offer", _items(vacancy.offer)),
        ("selection", _selection(vacancy, messages)),
        ("pass-rules", [(rule.text, rule.evidence, []) for rule in vacancy.selection.rules]),
        ("documents", _items(application.documents)),
    ]
    for key, members in lists:
        yield from _list(f"parse.{key}", members, messages)
    if vacancy.reserve is not None:
        years = vacancy.reserve.years
        text = messages("parse.years", count=years) if years is not None else _cut(vacancy.reserve.text)
        named = messages("named", name=messages("parse.reserve"), text=text)
        yield f"  {named}{messages.at(vacancy.reserve.evidence)}"


def _selection(vacancy: Vacancy, messages: _Words) -> list[_Member]:
    return [
        (
            " ".join(filter(None, (part.notation, part.name))),
            part.evidence,
            [messages("parse.points", count=part.points)] * (part.points is not None)
            + [messages("parse.minimum", minimum=part.minimum or "")] * (part.minimum is not None)
            + [messages("parse.eliminatory")] * part.eliminatory
            + [part.date or ""] * (part.date is not None),
        )
        for part in vacancy.selection.parts
    ]


def _salary(salary: Salary | None, messages: _Words) -> tuple[str | None, Evidence | None, list[str]]:
    if salary is None:
        return None, None, []
    amounts = [amount for amount in (salary.minimum, salary.maximum) if amount is not None]
    amounts = amounts or [step.amount for step in salary.steps]
    text = " ".join(filter(None, (salary.currency, "–".join(map(_amount, amounts)))))
    evidence = salary.evidence or (salary.steps[0].evidence if salary.steps else None)
    steps = [messages("parse.step", years=step.years, amount=_amount(step.amount)) for step in salary.steps]
    return text, evidence, steps


def _amount(amount: Decimal) -> str:
    return f"{amount:f}"


def _bounds(minimum: int | None, maximum: int | None) -> str:
    if minimum is None and maximum is None:
        return ""
    return f"{'' if minimum is None else minimum}–{'' if maximum is None else maximum}"


def _items(items: Iterable[Item]) -> list[_Member]:
    return [(" ".join(filter(None, (item.notation, item.text))), item.evidence, []) for item in items]


def _list(key: str, members: list[_Member], messages: _Words) -> Iterator[str]:
    if members:
        yield f"  {messages(key, count=len(members))}"
    yield from (f"    {_member(member, messages)}" for member in members)


def _member(member: _Member, messages: _Words) -> str:
    text, evidence, notes = member
    note = ", ".join(filter(None, notes))
    return f"{_cut(text)}{f' – {note}' if note else ''}{messages.at(evidence)}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1].rstrip()}…"
