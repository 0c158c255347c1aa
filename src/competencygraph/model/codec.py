"""The profile model as JSON-ready data, and back.

Every field of every dataclass is a key; absent is ``null`` or ``[]``. Three things differ from the dataclasses:

- the descriptors of a criterion are an object keyed by grade, in printed order;
- an amount is a JSON number;
- of a document's lines only their number is given (``lines``), and of those that found a place (``placed``).
"""

from __future__ import annotations

import typing
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn

from competencygraph.errors import UnreadableDocumentError
from competencygraph.model.document import ParsedDocument, SourceDocument
from competencygraph.model.evidence import Place
from competencygraph.model.profile import Criterion, CriterionDescriptor

__all__ = ["from_json", "to_json"]


def to_json(parsed: ParsedDocument) -> dict[str, Any]:
    """Return a document and its profiles as data that `json.dumps` takes.

    Args:
        parsed: the document.

    Returns:
        Dictionaries, lists, strings, numbers, booleans and None, keys in the order of the dataclasses' fields.

    Raises:
        UnreadableDocumentError: an amount has more digits than a JSON number keeps.

    Source:
        DESIGN, section 4, the profile model as JSON.

    >>> from competencygraph.model import Profile
    >>> source = SourceDocument("a.txt", "0" * 64, "nl", ("Doel", "", "x"))
    >>> data = to_json(ParsedDocument(source, (Profile("family"),)))
    >>> data["document"]["lines"], data["document"]["placed"], data["profiles"][0]["kind"]
    (3, 2, 'family')
    """
    data: dict[str, Any] = _encode(parsed)
    return data


def from_json(data: Mapping[str, Any], *, lines: Sequence[str], places: Sequence[Place] = ()) -> ParsedDocument:
    """Return the document that `to_json` wrote.

    Args:
        data: what `to_json` returned, or the same after a turn through JSON text.
        lines: the document's lines, which the JSON only counts.
        places: where each of them stands, which the JSON does not tell; empty for plain text.

    Returns:
        The document, equal to the one that was written.

    Raises:
        UnreadableDocumentError: the data is no profile model, or counts other lines; says where, as a JSON pointer.

    >>> source = SourceDocument("a.txt", "0" * 64, "nl", ("Doel", "", "x"))
    >>> from_json(to_json(ParsedDocument(source, ())), lines=source.lines).document == source
    True
    """
    parsed = _decode(ParsedDocument, data, "")
    counted = parsed.document.lines
    if len(counted) != len(lines):
        _refuse(f"it counts {len(counted)} lines, the document has {len(lines)}", "/document/lines")
    source = parsed.document
    document = SourceDocument(source.path, source.digest, source.language, tuple(lines), source.unparsed, tuple(places))
    if data["document"]["placed"] != document.placed:
        _refuse(f"the document has {document.placed} placed lines", "/document/placed")
    return ParsedDocument(document, parsed.profiles)


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


def _encode(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encode(member) for member in value]
    if isinstance(value, Decimal):
        return _number(value)
    if not is_dataclass(value):
        return value
    data = {name: _encode(getattr(value, name)) for name in field_types(type(value)) if name not in _WRITTEN_APART}
    if isinstance(value, Criterion):
        data["descriptors"] = {part.grade: _without_grade(part) for part in value.descriptors}
    elif isinstance(value, SourceDocument):
        unparsed = data.pop("unparsed")
        data |= {"lines": len(value.lines), "placed": value.placed, "unparsed": unparsed}
    return data


_WRITTEN_APART = frozenset({"lines", "places", "descriptors"})


def _without_grade(descriptor: CriterionDescriptor) -> dict[str, Any]:
    data = _encode(descriptor)
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


def _decode(kind: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(kind)
    if origin is tuple:
        if not isinstance(value, list):
            _refuse("a list is expected", where)
        member = typing.get_args(kind)[0]
        return tuple(_decode(member, part, f"{where}/{index}") for index, part in enumerate(value))
    if origin is UnionType or origin is typing.Union:
        return _decode_union(typing.get_args(kind), value, where)
    if origin is Literal:
        if value not in typing.get_args(kind):
            _refuse(f"one of {', '.join(typing.get_args(kind))} is expected", where)
        return value
    if kind is Decimal:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            _refuse("a number is expected", where)
        return Decimal(str(value))
    if is_dataclass(kind):
        return _decode_dataclass(kind, value, where)
    if type(value) is not kind:
        _refuse(f"{_NAMES[kind]} is expected", where)
    return value


_NAMES = {str: "text", int: "a whole number", bool: "true or false", NoneType: "null"}


def _decode_union(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and NoneType in kinds:
        return None
    exact = [kind for kind in kinds if type(value) is kind]
    rest = [kind for kind in kinds if kind is not NoneType]
    return _decode(exact[0] if exact else rest[0], value, where)


def _decode_dataclass(kind: Any, value: Any, where: str) -> Any:
    types = field_types(kind)
    expected = types.keys() - {"places"} | ({"placed"} if kind is SourceDocument else set())
    if not isinstance(value, Mapping):
        _refuse("an object is expected", where)
    for name in sorted(expected - value.keys()):
        _refuse(f"the key {name} is missing", where)
    for name in sorted(value.keys() - expected):
        _refuse(f"the key {name} is not known", where)
    arguments: dict[str, Any] = {}
    for name, part in types.items():
        place = f"{where}/{name}"
        if name == "places":
            continue
        if kind is Criterion and name == "descriptors":
            arguments[name] = _decode_descriptors(value[name], place)
        elif kind is SourceDocument and name == "lines":
            arguments[name] = _blank_lines(value[name], place)
        else:
            arguments[name] = _decode(part, value[name], place)
    try:
        return kind(**arguments)
    except ValueError as error:
        _refuse(str(error), where)


def _decode_descriptors(value: Any, where: str) -> tuple[CriterionDescriptor, ...]:
    if not isinstance(value, Mapping):
        _refuse("an object keyed by grade is expected", where)
    return tuple(
        _decode(CriterionDescriptor, {"grade": grade, **_object(part, f"{where}/{grade}")}, f"{where}/{grade}")
        for grade, part in value.items()
    )


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
