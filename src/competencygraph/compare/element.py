"""One thing that a profile says, with what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from competencygraph.model import Evidence, Item
from competencygraph.rdf.iris import ITEM_WORDS, sibling_names

__all__ = ["Element", "item_elements", "slots"]

_LABEL = 60


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One thing that a profile says, with what it holds; two are equal only when they are the same object.

    Args:
        thing: what it is, such as ``task``; members of one list have one thing.
        node: the IRI that the graph gives it, for a property that of what has it.
        text: its wording or its name, as printed.
        evidence: the lines that print it; None when it has none of its own.
        section: the part of the profile that it belongs to; empty for that of what holds it.
        slot: what it is the only one of in what holds it, such as ``definition``; None for a member of a list.
        level: for a level, its number or letter.
        notation: its printed number or letter, when it is a member of a list.
        group: the headed group of competencies or knowledge that it stands in.
        label: what people call it; empty when its text says it.
        named: whether its text is a name, by which its members are told apart from those of others.
        silent: whether its text is no wording of its own, so that a difference in it is none.
        derived: whether it was read out of the text of what holds it, where a difference is told already.
        members: what it holds, in printed order.
    """

    thing: str
    node: str
    text: str
    evidence: Evidence | None = None
    section: str = ""
    slot: str | None = None
    level: int | str | None = None
    notation: str | None = None
    group: Element | None = None
    label: str = ""
    named: bool = False
    silent: bool = False
    derived: bool = False
    members: tuple[Element, ...] = ()

    @property
    def name(self) -> str:
        """Return what people call it: its label, else its text, shortened when it is no name.

        >>> Element("task", "urn:x", "Plannen").name
        'Plannen'
        """
        text = self.label or self.text
        if self.named or self.label or len(text) <= _LABEL:
            return text
        return f"{text[:_LABEL].rpartition(' ')[0] or text[:_LABEL]} …"


def slots(node: str, evidence: Evidence | None, **values: str | None) -> Iterator[Element]:
    """Yield an element for each property of a node that has a value.

    Args:
        node: the IRI of what has the properties.
        evidence: the lines of what has them.
        **values: the values by property, with ``_`` for the hyphen in its name.

    >>> [(one.thing, one.text) for one in slots("urn:x", None, reports_to="de directeur", title=None)]
    [('reports-to', 'de directeur')]
    """
    for name, value in values.items():
        if value is not None:
            thing = name.replace("_", "-")
            yield Element(thing, node, value, evidence, slot=thing)


def item_elements(thing: str, path: str, items: Sequence[Item]) -> tuple[Element, ...]:
    """Return the elements of a printed list of texts.

    Args:
        thing: what its members are.
        path: what their IRIs begin with, without a slash at the end.
        items: the members.

    Returns:
        In printed order.

    >>> from competencygraph.model import Evidence, Item
    >>> [one.node for one in item_elements("task", "urn:x/task", [Item("Plannen", Evidence(1, 1))])]
    ['urn:x/task/plannen']
    """
    segments = sibling_names([item.text for item in items], ITEM_WORDS)
    return tuple(
        Element(thing, f"{path}/{segment}", item.text, item.evidence, notation=item.notation)
        for segment, item in zip(segments, items, strict=True)
    )
