"""From two profiles or two documents to what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from competencygraph.compare.change import SECTIONS, Change, ChangeKind
from competencygraph.compare.element import Element
from competencygraph.compare.pairing import Pairing, lists_of, pair
from competencygraph.compare.similarity import normalise, similarity

__all__ = ["changes_between"]

#: What holds all else; nothing is called by it, nor said to stand in it.
_WHOLE = frozenset({"document", "profile"})
_ORDER = {section: place for place, section in enumerate(SECTIONS)}


def changes_between(old: Element, new: Element, *, one_scale: bool = False) -> tuple[Change, ...]:
    """Return what changed between two profiles or two documents, what did not included.

    Args:
        old: the first side, as `profile_element` or `document_element` gives it.
        new: the second.
        one_scale: whether levels of competencies with one name are levels of one competency, as within a framework;
            else no direction is told.

    Returns:
        The changes, by profile, section and place in the second side; what was dropped stands behind what it followed.

    >>> from competencygraph.compare.elements import profile_element
    >>> from competencygraph.model import Evidence, Item, Profile
    >>> line = Evidence(1, 1)
    >>> before = Profile("profile", tasks=(Item("Plannen", line), Item("Vragen beantwoorden", line)))
    >>> after = Profile("profile", tasks=(Item("Alle vragen snel beantwoorden", line),))
    >>> found = changes_between(profile_element(before, "urn:x"), profile_element(after, "urn:x"))
    >>> [(change.kind, change.old, change.new) for change in found]
    [('dropped', 'Plannen', None), ('reworded', 'Vragen beantwoorden', 'Alle vragen snel beantwoorden')]
    """
    telling = _Telling(pair(old, new), one_scale)
    _note_holders(telling, old, None)
    _note_holders(telling, new, None)
    several = sum(member.thing == "profile" for member in old.members) > 1 or (
        sum(member.thing == "profile" for member in new.members) > 1
    )
    if old.thing == new.thing == "profile":
        found = list(telling.below(old, new))
    else:
        found = [
            replace(change, profile=profile.name) if several else change
            for profile, change in _by_profile(telling, old, new)
        ]
    profiles = {name: place for place, name in enumerate(dict.fromkeys(change.profile for change in found))}
    return tuple(sorted(found, key=lambda one: (profiles[one.profile], _ORDER[one.section])))


def _by_profile(telling: _Telling, old: Element, new: Element) -> Iterator[tuple[Element, Change]]:
    """Yield the changes of documents, each with the profile that it belongs to, or the document."""
    for one, other in telling.merged(list(old.members), list(new.members)):
        member = other or one
        if member is not None:
            holder = member if member.thing == "profile" else new
            yield from ((holder, change) for change in telling.told(one, other))


@dataclass(slots=True)
class _Telling:
    """Tells what became of paired elements.

    Args:
        pairs: which element is which.
        one_scale: whether levels of competencies with one name have one order.
        holders: what holds each element.
        places: the place of each member in its list.
    """

    pairs: Pairing
    one_scale: bool
    holders: dict[Element, Element | None] = field(default_factory=dict)
    places: dict[Element, int] = field(default_factory=dict)

    def told(self, old: Element | None, new: Element | None) -> Iterator[Change]:
        """Yield what became of an element and of all below it."""
        element = new or old
        if element is None:
            return
        if not (old and new and element.silent and self._kind(old, new) == "unchanged"):
            yield self._change(old, new)
        if old and new:
            yield from self._number(old, new)
        yield from self.below(old, new)

    def below(self, old: Element | None, new: Element | None) -> Iterator[Change]:
        """Yield what became of the members of an element, in the order of the second side."""
        olds = [member for member in old.members if not member.derived] if old else []
        news = [member for member in new.members if not member.derived] if new else []
        for one, other in self.merged(olds, news):
            yield from self.told(one, other)
        if old and new and _plain(old.text) == _plain(new.text):
            yield from self._derived(old, new)

    def merged(self, olds: list[Element], news: list[Element]) -> Iterator[tuple[Element | None, Element | None]]:
        """Yield the pairs and what is on one side only; what came from elsewhere stands where it is now."""
        here = {one: place for place, one in enumerate(olds)}
        waiting = 0
        for other in news:
            one = self.pairs.partner(other)
            if one in here and one not in self.pairs.out_of_order:
                for earlier in olds[waiting : here[one]]:
                    if self.pairs.partner(earlier) is None:
                        yield earlier, None
                waiting = max(waiting, here[one])
            yield one, other
        for earlier in olds[waiting:]:
            if self.pairs.partner(earlier) is None:
                yield earlier, None

    def _derived(self, old: Element, new: Element) -> Iterator[Change]:
        """Yield what was read otherwise out of the same words."""
        olds = {member.slot: member for member in old.members if member.derived}
        news = {member.slot: member for member in new.members if member.derived}
        for slot in {**olds, **news}:
            one, other = olds.get(slot), news.get(slot)
            if one is None or other is None or one.text != other.text:
                yield self._change(one, other)

    def _number(self, old: Element, new: Element) -> Iterator[Change]:
        """Yield a changed number or letter of a member of a list, unless it only counts the places."""
        before, after = old.notation, new.notation
        if before == after or (_counts(before, self.places.get(old)) and _counts(after, self.places.get(new))):
            return
        kind: ChangeKind = "added" if before is None else "dropped" if after is None else "reworded"
        change = self._change(old, new)
        yield replace(
            change,
            kind=kind,
            thing="number",
            old=before,
            new=after,
            similarity=None if before is None or after is None else 0.0,
        )

    def _change(self, old: Element | None, new: Element | None) -> Change:
        element = new or old
        if element is None:
            raise ValueError("a change is one of something")
        return Change(
            kind=self._kind(old, new),
            section=self._section(element),
            thing=element.thing,
            label=self._label(element),
            node_a=old.node if old else None,
            node_b=new.node if new else None,
            old=old.text if old else None,
            new=new.text if new else None,
            old_level=old.level if old else None,
            new_level=new.level if new else None,
            place_a=self._place(old),
            place_b=self._place(new),
            position_a=self.places.get(old) if old else None,
            position_b=self.places.get(new) if new else None,
            lines_a=old.evidence if old else None,
            lines_b=new.evidence if new else None,
            similarity=self._similarity(old, new),
        )

    def _kind(self, old: Element | None, new: Element | None) -> ChangeKind:
        if old is None or new is None:
            return "added" if old is None else "dropped"
        if old.level != new.level:
            if isinstance(old.level, int) and isinstance(new.level, int) and self._comparable(old, new):
                return "raised" if old.level < new.level else "lowered"
            return "reworded"
        if old in self.pairs.elsewhere or old.thing != new.thing or self._regrouped(old, new):
            return "moved"
        if not old.silent and _plain(old.text) != _plain(new.text):
            return "reworded"
        return "moved" if old in self.pairs.out_of_order else "unchanged"

    def _comparable(self, old: Element, new: Element) -> bool:
        """Tell whether two levels are levels of one competency."""
        one, other = self.holders[old], self.holders[new]
        return self.one_scale and one is not None and other is not None and normalise(one.text) == normalise(other.text)

    def _regrouped(self, old: Element, new: Element) -> bool:
        """Tell whether an element stands under another heading; a heading that is not there leaves its members."""
        one, other = old.group, new.group
        if one is not None and other is not None:
            return self.pairs.partner(one) is not other
        alone = one or other
        return alone is not None and self.pairs.partner(alone) is not None

    def _similarity(self, old: Element | None, new: Element | None) -> float | None:
        if old is None or new is None:
            return None
        if _plain(old.text) == _plain(new.text):
            return 1.0
        return self.pairs.similarities.get(old, similarity(old.text, new.text))

    def _section(self, element: Element) -> str:
        while not element.section:
            holder = self.holders[element]
            if holder is None:
                return SECTIONS[0]
            element = holder
        return element.section

    def _label(self, element: Element) -> str:
        """Return what people call an element: a property is called by what has it."""
        holder = self.holders[element]
        if element.slot is None or element.label or holder is None or holder.thing in _WHOLE:
            return element.name
        return holder.name

    def _place(self, element: Element | None) -> tuple[str, ...]:
        """Return the names of what holds an element, the profile and the document left out."""
        names: list[str] = []
        at = element
        while at is not None:
            if at.group is not None:
                names.append(at.group.name)
            at = self.holders[at]
            if at is not None and at.thing not in _WHOLE and (not names or names[-1] != at.name):
                names.append(at.name)
        return tuple(reversed(names))


def _note_holders(telling: _Telling, element: Element, holder: Element | None) -> None:
    telling.holders[element] = holder
    for members in lists_of(element).values():
        telling.places.update((member, place) for place, member in enumerate(members, 1))
    for member in element.members:
        _note_holders(telling, member, element)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _counts(notation: str | None, place: int | None) -> bool:
    """Tell whether a number or letter says no more than the place in the list, as 2, b or II at the second."""
    if notation is None or place is None:
        return False
    told = notation.strip("().").casefold()
    return told == str(place) or (place <= 26 and told == chr(ord("a") + place - 1))
