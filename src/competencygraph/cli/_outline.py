"""A parsed document as an outline that people can hold beside the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from competencygraph.cli._messages import Messages
from competencygraph.model import Evidence, ParsedDocument, Profile, Vacancy

__all__ = ["outline"]

_WIDTH = 100


def outline(parsed: ParsedDocument, messages: Messages) -> str:
    """Return what was found in a document, with its lines.

    Args:
        parsed: the document.
        messages: in the language of the run.

    Returns:
        Lines of text; long wordings are cut, since the whole is in the JSON.
    """
    document = parsed.document
    lost = sum(part.evidence.end_line - part.evidence.start_line + 1 for part in document.unparsed)
    lines = [
        messages(
            "parse.document",
            path=document.path,
            language=document.language or "?",
            placed=document.placed,
            unparsed=lost,
        )
    ]
    for profile in parsed.profiles:
        lines.extend(["", *_profile(profile, messages)])
    if document.unparsed:
        lines.extend(["", messages("parse.unparsed")])
        lines.extend(f"  {_cut(part.text)}{_at(part.evidence, messages)}" for part in document.unparsed)
    return "\n".join(lines)


def _profile(profile: Profile, messages: Messages) -> Iterator[str]:
    title = profile.title or messages("parse.untitled")
    yield f"{messages(f'parse.kind.{profile.kind}')}: {title}{_at(profile.evidence, messages)}"
    if profile.grades:
        yield f"  {messages('parse.grades', grades=' '.join(profile.grades))}"
    if profile.purpose is not None:
        yield f"  {messages('parse.purpose')}{_at(profile.purpose.evidence, messages)}"
        yield f"    {_cut(profile.purpose.text)}"
    yield from _list(
        messages,
        "parse.result-areas",
        [
            (
                " ".join(filter(None, (area.notation, area.name or area.role or _cut(area.activity or "")))),
                area.evidence,
                [messages("parse.optional")] * area.optional + [messages("parse.task-count", count=len(area.tasks))],
            )
            for area in profile.result_areas
        ],
    )
    yield from _list(messages, "parse.tasks", [(task.text, task.evidence, []) for task in profile.tasks])
    yield from _list(
        messages,
        "parse.criteria",
        [(one.name, one.evidence, [part.grade for part in one.descriptors]) for one in profile.criteria],
    )
    yield from _list(messages, "parse.definitions", [(one.term, one.evidence, []) for one in profile.definitions])
    yield from _list(
        messages,
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
    yield from _list(messages, "parse.knowledge", [(one.text, one.evidence, []) for one in profile.knowledge])
    yield from _list(
        messages,
        "parse.sections",
        [(part.heading or _cut(part.text or ""), part.evidence, []) for part in profile.sections],
    )
    if profile.vacancy is not None:
        yield from _vacancy(profile.vacancy, messages)


def _vacancy(vacancy: Vacancy, messages: Messages) -> Iterator[str]:
    yield f"  {messages('parse.vacancy')}{_at(vacancy.evidence, messages)}"
    facts = (vacancy.organisation, vacancy.career, vacancy.application.deadline_text)
    yield from (f"    {fact}" for fact in facts if fact)
    for part in vacancy.selection.parts:
        points = "" if part.points is None else f" ({part.points})"
        yield f"    {part.name}{points}{_at(part.evidence, messages)}"


def _list(messages: Messages, key: str, members: Sequence[tuple[str, Evidence, list[str]]]) -> Iterator[str]:
    if members:
        yield f"  {messages(key, count=len(members))}"
    for text, evidence, notes in members:
        note = f" – {', '.join(notes)}" if notes else ""
        yield f"    {_cut(text)}{note}{_at(evidence, messages)}"


def _at(evidence: Evidence | None, messages: Messages) -> str:
    if evidence is None:
        return ""
    start, end = evidence.start_line, evidence.end_line
    key = "parse.line" if start == end else "parse.lines"
    return f"  [{messages(key, start=start, end=end)}]"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1].rstrip()}…"
