"""Competencies: name, definition, level and indicators, in the layouts that lists of them are printed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.headings import Section, heading_text
from competencygraph.ingest.joining import sentences
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.blocks import Block
from competencygraph.ingest.rules.closings import OTHER_KINDS, without_closing
from competencygraph.ingest.rules.clusters import CLUSTER, DIMENSION, LEVEL_GROUP, NAME, roles_of
from competencygraph.ingest.rules.drafts import Draft, LevelDraft, divide_name, finish, note_competency, rule_of
from competencygraph.ingest.rules.heads import headed_blocks
from competencygraph.ingest.rules.knowledge import read_knowledge
from competencygraph.ingest.rules.labels import Label, is_group_name, is_sentence, label_in, run_on_items
from competencygraph.ingest.rules.levels import level_line, name_and_level
from competencygraph.ingest.rules.matrix import read_competency_table
from competencygraph.ingest.rules.run_out import read_run_out_table
from competencygraph.model import Competency, CompetencyGroup, Item, ProficiencyLevel

__all__ = ["CompetencyReading", "read_competencies", "read_competency_table", "read_knowledge", "works_out_levels"]

_MAX_LISTED_WORDS = 12
_MAX_SENTENCES = 2
_FEWEST_LEVELS = 2


@dataclass
class CompetencyReading:
    """What a part with competencies gave.

    Args:
        competencies: in printed order.
        remainder: paragraphs that are no part of a competency or of the group's definition.
        headed: headed texts that are no competency, such as contra-indications: heading and text lines.
        by_column: competencies of a matrix with a column for each function, by the printed name of the function.
    """

    competencies: list[Competency] = field(default_factory=list)
    remainder: list[Paragraph] = field(default_factory=list)
    headed: list[tuple[Line, list[Line]]] = field(default_factory=list)
    by_column: dict[str, list[Competency]] = field(default_factory=dict)


def read_competencies(page: Page, section: Section) -> CompetencyReading:
    """Return the competencies of a part.

    Layouts: names as marked headings, in bold, numbered, bulleted or alone on a line, under clusters or without, each
    with a definition, levels ("Niveau 3 – title"), dimensions and indicators, or some of these; lists of names, with a
    definition or a level behind each or without; tables.

    Args:
        page: the document.
        section: the part; a heading of the kind ``competency_group`` gives the group.

    Returns:
        The competencies and what is none of them.
    """
    body, closing = without_closing(page, section.body)
    section = replace(section, body=body)
    reading = _read_body(page, section)
    reading.headed += closing
    return reading


def works_out_levels(page: Page, section: Section) -> bool:
    """Return whether a part, whatever its heading, lists competencies with numbered levels.

    Args:
        page: the document.
        section: the part.
    """
    levels = [level_line(page, line.body) for line in section.body]
    return sum(1 for level in levels if level is not None and level.level is not None) >= _FEWEST_LEVELS


def _read_body(page: Page, section: Section) -> CompetencyReading:
    lines, group = section.body, _own_group(page, section, [])
    table = None
    if not any(line.traits.cell is not None or line.traits.heading is not None for line in lines):
        table = read_run_out_table(page, lines, group)
    if table is not None:
        lines = list(table.before)
    members = _members(page, lines)
    if members is not None:
        reading = CompetencyReading([_listed(page, member, group, "names-as-lines", 0.7) for member in members])
    else:
        reading = _Assembly(page, section, headed_blocks(page, lines)).read()
    if table is not None:
        reading.competencies += table.competencies
        reading.remainder += page.paragraphs(table.rest)
    return reading


def _members(page: Page, lines: Sequence[Line]) -> list[Paragraph] | None:
    """Return the lines as a list of names where they are one: all alike, none a label, a level or a marked head."""
    if any(line.traits.cell is not None for line in lines) or len({line.traits.bold for line in lines}) > 1:
        return None
    if any(line.traits.heading is not None or label_in(page, line.body) is not None for line in lines):
        return None
    members = page.line_members(lines)
    if members is None or any(_prints_level(page, line) or is_sentence(page, line.body) for line in lines):
        return None
    return members


def _prints_level(page: Page, line: Line) -> bool:
    """Return whether a line prints a level alone."""
    return level_line(page, line.body) is not None


def _own_group(page: Page, section: Section, definition: Sequence[Line]) -> CompetencyGroup | None:
    name = heading_text(section)
    if section.kind != "competency_group" or name is None:
        return None
    return CompetencyGroup(
        name, evidence_of([*section.heading, *definition]), page.join(definition) if definition else None
    )


class _Assembly:
    """The blocks of a part put together to competencies."""

    def __init__(self, page: Page, section: Section, blocks: list[Block]) -> None:
        self.page = page
        self.section = section
        self.blocks = blocks
        self.roles: Mapping[int, str] = roles_of(page, blocks)
        self.reading = CompetencyReading()
        self.drafts: list[Draft] = []
        self.before: list[Line] = []
        self.cluster: tuple[list[Line], Label | None, list[Line]] | None = None
        self.group: CompetencyGroup | None = None
        self.asked: LevelDraft | None = None
        self.open = False
        self.contra: tuple[Line, list[Line]] | None = None
        self.done: list[Competency | Draft] = []

    def read(self) -> CompetencyReading:
        """Return what the blocks give."""
        for index, block in enumerate(self.blocks):
            role = self.roles.get(index)
            if block.kind in {"head", "level"} or (block.label is not None and block.label.kind != "contra"):
                self.contra = None
            if block.kind == "head":
                self._head(block, role or NAME)
            elif block.kind == "level":
                self._level(block, role)
            elif block.label is not None:
                self._label(block, block.label)
            elif self.contra is not None and block.kind != "table":
                self.contra[1].extend(block.lines)
            elif block.kind == "table":
                self._table(block)
            elif block.kind == "item":
                self._item(block)
            else:
                self._text(block)
        return self._finished()

    @property
    def draft(self) -> Draft | None:
        """Return the competency in hand."""
        return self.drafts[-1] if self.open and self.drafts else None

    def _head(self, block: Block, role: str) -> None:
        if role == CLUSTER:
            self._begin_cluster(block.lines, None)
        elif role == DIMENSION and self.draft is not None:
            self.page.place(block.lines)
        else:
            rule, confidence = rule_of(block)
            self._begin(Draft(block.lines, None, rule, confidence, sure=block.sure))

    def _begin_cluster(self, lines: list[Line], label: Label | None) -> None:
        self.open, self.group = False, None
        self.cluster = (lines, label, [])

    def _begin(self, draft: Draft) -> None:
        draft.group = self._current_group()
        draft.asked = self.asked
        self.drafts.append(draft)
        self.done.append(draft)
        self.open = True

    def _current_group(self) -> CompetencyGroup | None:
        if self.cluster is not None and self.group is None:
            lines, label, definition = self.cluster
            printed = self.page.join(lines)
            name = label.value if label is not None else _without_number(printed)
            text = self.page.join(definition) if definition else None
            self.group = CompetencyGroup(name, evidence_of([*lines, *definition]), text)
        return self.group

    def _level(self, block: Block, role: str | None) -> None:
        level = LevelDraft(block.level, block.lines)
        if role == LEVEL_GROUP:
            self.asked, self.open = level, False
            self.page.place(block.lines)
        elif self.draft is not None:
            self.draft.levels.append(level)
        else:
            self.before += block.lines

    def _label(self, block: Block, label: Label) -> None:
        if label.kind == "contra":
            self.contra = (block.lines[0], list(block.lines[1:]))
            self.reading.headed.append(self.contra)
        elif label.kind == "cluster":
            self._begin_cluster(block.lines, label)
        elif label.kind == "label":
            self._begin(Draft(block.lines, None, "name-labelled", 0.95, label))
        elif self.draft is None:
            self.before += block.lines
        elif label.kind == "definition":
            self._defined(block, self.draft)
        else:
            self.page.place(block.lines)
            self._led_in(block, label, self.draft)

    def _defined(self, block: Block, draft: Draft) -> None:
        """Take the definition behind a label; under a level the same label is that of its title."""
        self.page.place(block.lines)
        whole = label_in(self.page, self.page.wording(block.lines))
        if whole is None or not whole.value:
            return
        if draft.levels:
            draft.levels[-1].items.append(Item(whole.value.rstrip(" ;:"), evidence_of(block.lines)))
        else:
            draft.definition = (whole.value.rstrip(" ;:"), block.lines)

    def _led_in(self, block: Block, label: Label, draft: Draft) -> None:
        """Take the indicators that stand behind their lead-in."""
        whole = label_in(self.page, self.page.wording(block.lines))
        if label.kind != "indicators" or whole is None or not whole.value:
            return
        for text in run_on_items(whole.value) or [whole.value.rstrip(" ;:")]:
            draft.add_item(Item(text, evidence_of(block.lines)))

    def _table(self, block: Block) -> None:
        cell = block.lines[0].traits.cell
        if cell is None:
            return
        own = {line.number for line in block.lines}
        named = self.draft is not None and (not self.draft.is_worked_out or self.draft.awaits_items)
        group = self.draft.group if self.draft is not None else self._current_group() or self._section_group()
        found = read_competency_table(self.page, self.page.table(cell.table), group, only=own, named=named)
        if found.levels and self.draft is not None:
            self.draft.levels += [LevelDraft(None, [], ready=level) for level in found.levels]
            if found.definition is not None:
                self.draft.definition = found.definition
            return
        if found.items and self.draft is not None:
            for item in found.items:
                self.draft.add_item(item)
            self.reading.headed += found.contra
            return
        self.done += found.competencies
        for name, competencies in found.by_column.items():
            self.reading.by_column.setdefault(name, []).extend(competencies)
        if not found.competencies and not found.by_column:
            self.reading.remainder += self.page.paragraphs(
                [line for line in block.lines if line.number not in self.page.placed]
            )
        self.open = self.open and not found.competencies

    def _section_group(self) -> CompetencyGroup | None:
        return _own_group(self.page, self.section, [])

    def _item(self, block: Block) -> None:
        if self.draft is not None:
            self.draft.add_item(block.paragraph)
        elif self.cluster is not None and self._lists_names():
            self._list_member(block, self._current_group(), "list-under-group", 0.85)
        elif any(other.kind == "head" for other in self.blocks):
            self.before += block.lines
        else:
            self._list_member(block, self._section_group(), "list-of-names", 0.8)

    def _lists_names(self) -> bool:
        """Return whether a list under a cluster holds names: the cluster names a group, or nothing else is a name."""
        lines = self.cluster[0] if self.cluster is not None else []
        return NAME not in self.roles.values() or (bool(lines) and is_group_name(self.page, lines[0].body))

    def _list_member(self, block: Block, group: CompetencyGroup | None, rule: str, confidence: float) -> None:
        text = self.page.wording(block.lines)
        named, definition = divide_name(self.page, text)
        long = len(named.name.split()) > _MAX_LISTED_WORDS or is_sentence(self.page, text)
        if definition is None and long:
            self.reading.remainder.append(block.paragraph)
            return
        self.done.append(_listed(self.page, block.paragraph, group, rule, confidence))

    def _text(self, block: Block) -> None:
        draft = self.draft
        if draft is None:
            if self.cluster is not None and self.group is None:
                self.cluster[2].extend(block.lines)
            elif self.done:
                self.reading.remainder.append(block.paragraph)
            else:
                self.before += block.lines
        elif draft.levels and draft.levels[-1].ready is None and not draft.levels[-1].items:
            draft.levels[-1].texts.append(block.paragraph)
        elif draft.is_worked_out:
            self.reading.remainder.append(block.paragraph)
        else:
            draft.texts.append(block.paragraph)

    def _finished(self) -> CompetencyReading:
        reading, page = self.reading, self.page
        grouped = self.section.kind == "competency_group"
        group = _own_group(page, self.section, self.before if self.drafts else []) if grouped and self.done else None
        if self.before and not (group is not None and self.drafts):
            reading.remainder[:0] = page.paragraphs(self.before)
        worked_out = sum(draft.is_worked_out for draft in self.drafts)
        for entry in self.done:
            if isinstance(entry, Competency):
                reading.competencies.append(entry)
            elif self._is_other(entry, worked_out):
                reading.headed.append((entry.name[0], [*entry.name[1:], *entry.text_lines]))
            else:
                entry.group = entry.group or group
                reading.competencies.append(finish(page, entry))
        reading.competencies = _merged(reading.competencies) if self.asked is not None else reading.competencies
        reading.headed.sort(key=lambda pair: pair[0].number)
        return reading

    def _is_other(self, draft: Draft, worked_out: int) -> bool:
        """Return whether a head with nothing but text under it is something else than a competency."""
        if draft.is_worked_out or draft.label is not None or name_and_level(self.page, draft.name[0].body).has_level:
            return False
        text = self.page.wording(draft.text_lines)
        other = (
            self.page.lexicon.heading_kind(draft.name[0].body) in OTHER_KINDS or len(sentences(text)) > _MAX_SENTENCES
        )
        if not other and text and self._is_styled_alike(draft):
            return False
        return other or worked_out * 2 > len(self.drafts) or (not text and not draft.sure and worked_out > 0)

    def _is_styled_alike(self, entry: Draft) -> bool:
        """Return whether the document marks the name of a draft as a heading as it does those that are worked out."""
        level = entry.name[0].traits.heading
        alike = {draft.name[0].traits.heading for draft in self.drafts if draft.is_worked_out}
        return level is not None and alike == {level}


def _without_number(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.replace(".", "").isdigit() else name


def _merged(competencies: Sequence[Competency]) -> list[Competency]:
    """Return the competencies, those of one name under several level headings made one with all their levels."""
    found: dict[str, Competency] = {}
    for competency in competencies:
        key = competency.name.casefold()
        known = found.get(key)
        if known is None:
            found[key] = competency
        else:
            found[key] = replace(
                known,
                definition=known.definition or competency.definition,
                levels=(*known.levels, *competency.levels),
            )
    return list(found.values())


def _listed(
    page: Page, paragraph: Paragraph, group: CompetencyGroup | None, rule: str, confidence: float
) -> Competency:
    """Return the competency of one list member: its name, with a definition or a level behind it."""
    item = page.item(paragraph)
    named, definition = divide_name(page, item.text)
    levels = (ProficiencyLevel(named.level, named.title, (), item.evidence),) if named.has_level else ()
    competency = Competency(named.name, item.evidence, group, definition, levels, item.notation)
    note_competency(page, competency, rule, confidence)
    return competency
