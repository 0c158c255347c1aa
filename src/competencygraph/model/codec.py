"""The profile model as JSON-ready data, and back.

Every field of every dataclass is a key; absent is ``null`` or ``[]``. Some things differ from the dataclasses:

- the descriptors of a criterion are an object keyed by grade, in printed order;
- an amount is a JSON number;
- of a document's lines only their number is given (``lines``), and of those that found a place (``placed``);
- where a line stands in a document without line numbers of its own (page, paragraph, table cell) is told by each
  evidence that begins there, in the keys of `Location` that have a value; text has none;
- why lines became what they are (``readings``) is written only when asked for.
"""

from __future__ import annotations

import typing
from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn

from competencygraph.errors import UnreadableDocumentError
from competencygraph.model.document import ParsedDocument, SourceDocument
from competencygraph.model.evidence import Evidence, Place
from competencygraph.model.location import Location, locate
from competencygraph.model.profile import Criterion, CriterionDescriptor

__all__ = ["from_json", "to_json"]

#: Fields that are not written as they are: left out, made into something else, or written when asked for.
_WRITTEN_APART = frozenset({"lines", "places", "descriptors", "readings"})
_NAMES = {str: "text", int: "a whole number", bool: "true or false", NoneType: "null"}
#: The parts of a place with the type that each has where it is known.
_LOCATION = {
    name: next(part for part in typing.get_args(kind) if part is not NoneType)
    for name, kind in typing.get_type_hints(Location).items()
}


def to_json(parsed: ParsedDocument, *, explain: bool = False) -> dict[str, Any]:
    """Return a document and its profiles as data that `json.dumps` takes.

    Args:
        parsed: the document.
        explain: whether to tell why lines became what they are, in the key ``readings``.

    Returns:
        Dictionaries, lists, strings, numbers, booleans and None, keys in the order of the dataclasses' fields.

    Raises:
        UnreadableDocumentError: an amount has more digits than a JSON number keeps, or the document's places are those
            of fewer lines than an evidence names.

    Source:
        DESIGN, section 4, the profile model as JSON.

    >>> from competencygraph.model import Profile
    >>> source = SourceDocument("a.txt", "0" * 64, "nl", ("Doel", "", "x"))
    >>> data = to_json(ParsedDocument(source, (Profile("family"),)))
    >>> data["document"]["lines"], data["document"]["placed"], data["profiles"][0]["kind"]
    (3, 2, 'family')
    """
    places = parsed.document.places
    try:
        data: dict[str, Any] = _encode(parsed, places)
        if explain:
            data["readings"] = _encode(parsed.readings, places)
    except IndexError:
        _refuse("an evidence lies beyond the lines of the document", None)
    return data


def from_json(data: Mapping[str, Any], *, lines: Sequence[str], places: Sequence[Place] = ()) -> ParsedDocument:
    """Return the document that `to_json` wrote.

    Args:
        data: what `to_json` returned, or the same after a turn through JSON text.
        lines: the document's lines, which the JSON only counts.
        places: where each of them stands, which the JSON tells of some; empty for plain text.

    Returns:
        The document, equal to the one that was written; with its readings when they were.

    Raises:
        UnreadableDocumentError: the data is no profile model, counts other lines or tells other places; says where, as
            a JSON pointer.

    >>> source = SourceDocument("a.txt", "0" * 64, "nl", ("Doel", "", "x"))
    >>> from_json(to_json(ParsedDocument(source, ())), lines=source.lines).document == source
    True
    """
    if places and len(places) != len(lines):
        _refuse(f"{len(places)} places are given for {len(lines)} lines", "/document/lines")
    parsed = _Decoder(places).decode(ParsedDocument, data, "")
    counted = parsed.document.lines
    if len(counted) != len(lines):
        _refuse(f"it counts {len(counted)} lines, the document has {len(lines)}", "/document/lines")
    source = parsed.document
    document = SourceDocument(source.path, source.digest, source.language, tuple(lines), source.unparsed, tuple(places))
    if data["document"]["placed"] != document.placed:
        _refuse(f"the document has {document.placed} placed lines", "/document/placed")
    return ParsedDocument(document, parsed.profiles, parsed.readings)


def field_types(kind: type[Any]) -> dict[str, Any]:
    """Return the types of a dataclass's fields by name, in the order of the fields.

    Args:
        kind: a dataclass.

    Returns:
        Resolved types, no strings.

    >>> from competencygraph.model import Evidence
    >>> field_types(Evidence)
    {'start_line': <class 'int'>, 'end_line': <class 'int'>}
    """
    return _field_types(typing.cast("Hashable", kind))


@cache
def _field_types(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _encode(value: Any, places: Sequence[Place]) -> Any:
    if isinstance(value, tuple):
        return [_encode(member, places) for member in value]
    if isinstance(value, Decimal):
        return _number(value)
    if not is_dataclass(value):
        return value
    names = [name for name in field_types(type(value)) if name not in _WRITTEN_APART]
    data = {name: _encode(getattr(value, name), places) for name in names}
    if isinstance(value, Evidence):
        data |= _location(value, places)
    elif isinstance(value, Criterion):
        data["descriptors"] = {part.grade: _without_grade(part, places) for part in value.descriptors}
    elif isinstance(value, SourceDocument):
        unparsed = data.pop("unparsed")
        data |= {"lines": len(value.lines), "placed": value.placed, "unparsed": unparsed}
    return data


def _location(evidence: Evidence, places: Sequence[Place]) -> dict[str, int | str]:
    location = locate(evidence, places)
    return {} if location is None else location.parts()


def _without_grade(descriptor: CriterionDescriptor, places: Sequence[Place]) -> dict[str, Any]:
    data = _encode(descriptor, places)
    return {name: part for name, part in data.items() if name != "grade"}


def _number(value: Decimal) -> int | float:
    if not value.is_finite():
        _refuse(f"{value} is no amount", None)
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    if Decimal(str(number)) != value:
        _refuse(f"the amount {value} has more digits than a JSON number keeps", None)
    return number


class _Decoder:
    """Makes dataclasses of JSON data.

    Args:
        places: where each line of the document stands; empty for plain text.
    """

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places

    def decode(self, kind: Any, value: Any, where: str) -> Any:
        """Return the value of a type that JSON data stands for."""
        origin = typing.get_origin(kind)
        if origin is tuple:
            if not isinstance(value, list):
                _refuse("a list is expected", where)
            member = typing.get_args(kind)[0]
            return tuple(self.decode(member, part, f"{where}/{index}") for index, part in enumerate(value))
        if origin is UnionType or origin is typing.Union:
            return self._union(typing.get_args(kind), value, where)
        if origin is Literal:
            if value not in typing.get_args(kind):
                _refuse(f"one of {', '.join(typing.get_args(kind))} is expected", where)
            return value
        if kind in (Decimal, float):
            if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
                _refuse("a number is expected", where)
            return kind(str(value))
        if is_dataclass(kind):
            return self._dataclass(kind, value, where)
        if type(value) is not kind:
            _refuse(f"{_NAMES[kind]} is expected", where)
        return value

    def _union(self, kinds: tuple[Any, ...], value: Any, where: str) -> Any:
        if value is None and NoneType in kinds:
            return None
        exact = [kind for kind in kinds if type(value) is kind]
        rest = [kind for kind in kinds if kind is not NoneType]
        return self.decode(exact[0] if exact else rest[0], value, where)

    def _dataclass(self, kind: Any, value: Any, where: str) -> Any:
        if not isinstance(value, Mapping):
            _refuse("an object is expected", where)
        types = field_types(kind)
        needed, optional = _keys(kind, types)
        for name in sorted(needed - value.keys()):
            _refuse(f"the key {name} is missing", where)
        for name in sorted(value.keys() - needed - optional):
            _refuse(f"the key {name} is not known", where)
        arguments = {
            name: self._field(kind, name, part, value[name], f"{where}/{name}")
            for name, part in types.items()
            if name in value
        }
        try:
            made = kind(**arguments)
        except ValueError as error:
            _refuse(str(error), where)
        if kind is Evidence:
            self._check_location(made, value, where)
        return made

    def _field(self, owner: Any, name: str, kind: Any, value: Any, where: str) -> Any:
        if owner is Criterion and name == "descriptors":
            return self._descriptors(value, where)
        if owner is SourceDocument and name == "lines":
            return _blank_lines(value, where)
        return self.decode(kind, value, where)

    def _descriptors(self, value: Any, where: str) -> tuple[CriterionDescriptor, ...]:
        if not isinstance(value, Mapping):
            _refuse("an object keyed by grade is expected", where)
        return tuple(
            self.decode(CriterionDescriptor, {"grade": grade, **_object(part, f"{where}/{grade}")}, f"{where}/{grade}")
            for grade, part in value.items()
        )

    def _check_location(self, evidence: Evidence, value: Mapping[str, Any], where: str) -> None:
        told = {
            name: self.decode(_LOCATION[name], part, f"{where}/{name}")
            for name, part in value.items()
            if name in _LOCATION
        }
        if self._places and evidence.end_line > len(self._places):
            _refuse(f"the document has {len(self._places)} lines", where)
        expected = _location(evidence, self._places)
        if told != expected:
            said = ", ".join(f"{name} {part}" for name, part in expected.items()) or "no place"
            _refuse(f"these lines have {said} in the document", where)


def _keys(kind: Any, types: Mapping[str, Any]) -> tuple[set[str], Set[str]]:
    """Return the keys that the object of a dataclass must have, and those that it may have."""
    if kind is SourceDocument:
        return types.keys() - {"places"} | {"placed"}, set()
    if kind is ParsedDocument:
        return types.keys() - {"readings"}, {"readings"}
    return set(types), _LOCATION.keys() if kind is Evidence else set()


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict) or "grade" in value:
        _refuse("an object with text and evidence is expected", where)
    return value


def _blank_lines(value: Any, where: str) -> tuple[str, ...]:
    if type(value) is not int or value < 0:
        _refuse("a number of lines is expected", where)
    return ("",) * value


def _refuse(what: str, where: str | None) -> NoReturn:
    raise UnreadableDocumentError(
        what, where=None if where is None else f"at {where or '/'}", remedy="see docs/reference/profile.schema.json"
    )
