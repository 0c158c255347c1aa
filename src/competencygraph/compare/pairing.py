"""Which element of one profile is which of another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from competencygraph.compare._alignment import increasing
from competencygraph.compare.element import Element
from competencygraph.compare.similarity import REWORDED, REWORDED_ELSEWHERE, Wordings, normalise

__all__ = ["Pairing", "lists_of", "pair"]

#: Members of lists that hold members themselves: they are paired before what they hold, and never across lists.
_HOLDERS = frozenset(
    {
        "profile",
        "result-area",
        "criterion",
        "term",
        "group",
        "competency",
        "level",
        "section",
        "value",
        "selection-part",
    }
)
#: Of these the only one on either side is the same thing, however it is called.
_ONLY = frozenset({"level", "profile"})
#: Lists that a member can move between, though its place in them makes it another thing.
_KIN = {"technical": "knowledge", "recruitment-condition": "general-condition"}


class Pairing:
    """The elements of two sides that are the same, and how that is known."""

    def __init__(self) -> None:
        self.similarities: dict[Element, float] = {}
        self.elsewhere: set[Element] = set()
        self.out_of_order: set[Element] = set()
        self._partners: dict[Element, Element] = {}

    def partner(self, element: Element) -> Element | None:
        """Return what an element is on the other side, None when it is not there."""
        return self._partners.get(element)

    def join(self, old: Element, new: Element, similarity: float | None = None) -> None:
        """Note that two elements are the same.

        Args:
            old: of the first side.
            new: of the second.
            similarity: how alike their wordings are, where that is how it is known.
        """
        self._partners[old] = new
        self._partners[new] = old
        if similarity is not None:
            self.similarities[old] = self.similarities[new] = similarity


def pair(old: Element, new: Element) -> Pairing:
    """Return which elements below two are the same.

    What can be there only once (a purpose, a definition) is paired with its counterpart. Members of lists are paired
    by their text first, case, white space and closing punctuation aside: within the same list, then across lists.
    Then by similarity, one to one, the most alike first: within the same list from `REWORDED`, across lists
    from `REWORDED_ELSEWHERE`. What holds members itself (a result area, a competency) is paired within its list only,
    by its name, else by the larger of the similarity of the names and the share of the members' texts that both have.

    Args:
        old: the first side.
        new: the second.

    Returns:
        The pairs; those whose places in their list changed, the fewest that can be, are out of order.
    """
    found = Pairing()
    found.join(old, new)
    lists: list[tuple[list[Element], list[Element]]] = []
    _pair_below(found, old, new, lists)
    for olds, news in lists:
        _pair_same(found, olds, news)
    loose = _loose(found, old), _loose(found, new)
    for olds, news in _by_kin(*loose):
        _pair_same(found, olds, news, elsewhere=True)
    words = Wordings()
    for olds, news in lists:
        _pair_alike(found, words, olds, news, REWORDED)
    for olds, news in _by_kin(*loose):
        _pair_alike(found, words, olds, news, REWORDED_ELSEWHERE, elsewhere=True)
    _note_order(found, old)
    return found


def lists_of(element: Element) -> dict[str, list[Element]]:
    """Return the members of an element that are no slots, by what they are, in printed order.

    >>> item = Element("task", "urn:x", "Plannen")
    >>> lists_of(Element("result-area", "urn:y", "Dienst", members=(item,))) == {"task": [item]}
    True
    """
    found: dict[str, list[Element]] = {}
    for member in element.members:
        if member.slot is None:
            found.setdefault(member.thing, []).append(member)
    return found


def _pair_below(found: Pairing, old: Element, new: Element, lists: list[tuple[list[Element], list[Element]]]) -> None:
    """Pair the slots below two paired elements and what holds members; note the lists of what does not."""
    for olds, news in _slots(old, new):
        for one, other in zip(olds, news, strict=False):
            if found.partner(one) is None and found.partner(other) is None:
                found.join(one, other)
                _pair_below(found, one, other, lists)
    old_lists, new_lists = lists_of(old), lists_of(new)
    for thing in [name for name in old_lists if name in new_lists]:
        olds, news = old_lists[thing], new_lists[thing]
        if thing not in _HOLDERS:
            lists.append((olds, news))
            continue
        if thing in _ONLY and len(olds) == len(news) == 1:
            found.join(olds[0], news[0])
        _pair_same(found, olds, news)
        _pair_holders(found, olds, news)
        for one in olds:
            counterpart = found.partner(one)
            if counterpart is not None:
                _pair_below(found, one, counterpart, lists)


def _slots(old: Element, new: Element) -> Iterable[tuple[list[Element], list[Element]]]:
    """Yield the elements of either side that are in one slot; the only level of each side is in one."""
    for thing in sorted(_ONLY):
        olds, news = ([one for one in side.members if one.slot and one.thing == thing] for side in (old, new))
        if len(olds) == len(news) == 1:
            yield olds, news
    by_slot: dict[str, tuple[list[Element], list[Element]]] = {}
    for index, side in enumerate((old, new)):
        for member in side.members:
            if member.slot is not None:
                by_slot.setdefault(member.slot, ([], []))[index].append(member)
    yield from by_slot.values()


def _free(found: Pairing, elements: Iterable[Element]) -> list[Element]:
    return [element for element in elements if found.partner(element) is None]


def _pair_same(found: Pairing, olds: Sequence[Element], news: Sequence[Element], *, elsewhere: bool = False) -> None:
    """Pair the elements with one text: first letter by letter, then but for case and punctuation; in order."""
    keys: tuple[Callable[[Element], Hashable], ...] = (lambda one: one.text, lambda one: normalise(one.text))
    for key in keys:
        waiting: dict[Hashable, list[Element]] = {}
        for one in reversed(_free(found, news)):
            waiting.setdefault(key(one), []).append(one)
        for one in _free(found, olds):
            same = waiting.get(key(one))
            if same:
                _join_below(found, one, same.pop(), elsewhere=elsewhere)


def _pair_alike(
    found: Pairing,
    words: Wordings,
    olds: Sequence[Element],
    news: Sequence[Element],
    least: float,
    *,
    elsewhere: bool = False,
) -> None:
    olds, news = _free(found, olds), _free(found, news)
    for place, new_place, score in words.pairs([one.text for one in olds], [one.text for one in news], least):
        _join_below(found, olds[place], news[new_place], score, elsewhere=elsewhere)


def _join_below(
    found: Pairing, old: Element, new: Element, similarity: float | None = None, *, elsewhere: bool = False
) -> None:
    """Join two members of lists, and what was read out of their texts."""
    found.join(old, new, similarity)
    if elsewhere:
        found.elsewhere.update((old, new))
    if old.thing not in _HOLDERS:
        _pair_below(found, old, new, [])


def _pair_holders(found: Pairing, olds: Sequence[Element], news: Sequence[Element]) -> None:
    """Pair what holds members by name or by what it holds, whichever is more alike."""
    words = Wordings()
    olds, news = _free(found, olds), _free(found, news)
    ready, new_ready = [words.add(one.text) for one in olds], [words.add(one.text) for one in news]
    texts, new_texts = [_texts(one) for one in olds], [_texts(one) for one in news]
    scores: list[tuple[float, int, int, int, int]] = []
    for place in range(len(olds)):
        for new_place in range(len(news)):
            by_name = words.score(ready[place], new_ready[new_place], REWORDED)
            score = max(by_name, _shared(texts[place], new_texts[new_place]))
            if score >= REWORDED:
                scores.append((-score, abs(place - new_place), place + new_place, place, new_place))
    for negative, _, _, place, new_place in sorted(scores):
        old, new = olds[place], news[new_place]
        if found.partner(old) is None and found.partner(new) is None:
            found.join(old, new, -negative)


def _texts(element: Element) -> frozenset[str]:
    """Return the texts of what an element holds, at any depth."""
    below = frozenset[str]().union(*(_texts(member) for member in element.members))
    return below | {normalise(member.text) for member in element.members if not member.named}


def _shared(texts: frozenset[str], others: frozenset[str]) -> float:
    total = len(texts) + len(others)
    return round(2 * len(texts & others) / total, 3) if total else 0.0


def _loose(found: Pairing, element: Element) -> list[Element]:
    """Return the members of lists below an element that hold none themselves, in printed order."""
    listed = []
    for member in element.members:
        if member.slot is None and member.thing not in _HOLDERS:
            listed.append(member)
        listed += _loose(found, member)
    return listed


def _by_kin(olds: Sequence[Element], news: Sequence[Element]) -> Iterable[tuple[list[Element], list[Element]]]:
    """Yield the elements of either side that are of one kind, wherever they stand."""
    for kin in sorted({_kin(one) for one in olds}):
        yield [one for one in olds if _kin(one) == kin], [one for one in news if _kin(one) == kin]


def _kin(element: Element) -> str:
    return _KIN.get(element.thing, element.thing)


def _note_order(found: Pairing, old: Element) -> None:
    """Note which members of the lists below an element changed their order, the fewest that can be."""
    for member in old.members:
        _note_order(found, member)
    new = found.partner(old)
    if new is None:
        return
    for thing, olds in lists_of(old).items():
        news = {one: place for place, one in enumerate(lists_of(new).get(thing, []))}
        pairs = [(one, other) for one in olds if (other := found.partner(one)) is not None and other in news]
        for one, other in _moved([(one, other, news[other]) for one, other in pairs]):
            found.out_of_order.update((one, other))


def _moved(pairs: Sequence[tuple[Element, Element, int]]) -> Iterable[tuple[Element, Element]]:
    """Yield the pairs outside a longest run in one order; the same ones when the sides change places."""
    here = [_words(old, new) for old, new, _ in pairs]
    turned = sorted(range(len(pairs)), key=lambda place: pairs[place][2])
    there = [here[place] for place in turned]
    if here <= there:
        stay = set(increasing([place for _, _, place in pairs]))
    else:
        stay = {turned[place] for place in increasing(turned)}
    for place, (old, new, _) in enumerate(pairs):
        if place not in stay:
            yield old, new


def _words(old: Element, new: Element) -> tuple[str, ...]:
    return tuple(sorted((old.text, new.text)))
