"""Documents made faulty: bytes cut, turned and moved about, and the structure of each format taken apart."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from base64 import a85decode
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from random import Random
from typing import Any

__all__ = ["mutate"]

_WEIRD = (
    "\u0301" * 40,
    "\u202e",
    "\u00ad",
    "\ufeff",
    "\u2028",
    "\ue000",
    "\U0001f9ff",
    "\u0000",
    "\t" * 50,
    "\u00a0",
    "ﬁ",
    "•",
    "1.",
    "a)",
    ":",
    ";",
    "(" * 60,
    "9" * 400,
    "x" * 5000,
    "Â\u0080Ã©",
    "[e-mail]",
    "{0}",
    "€ 1.234,56",
    "A4",
    "N2:",
)
_VALUES = ("", "0", "-1", "1", "7", "99999999999", "nan", "true", "x", "½", "1e400", "../..", "http://example.org/")
_TAG = re.compile(r"<[^<>]{1,400}>")
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_OBJECT = re.compile(rb"\d+ 0 obj\b.*?\bendobj", re.S)
_STREAM = re.compile(rb"(?<=stream\n).*?(?=endstream)", re.S)
_XML = (".xml", ".rels")


def mutate(data: bytes, kind: str, random: Random) -> bytes:
    """Return a document with one to three faults.

    Args:
        data: a document that is fine.
        kind: its format: ``txt``, ``md``, ``html``, ``docx`` or ``pdf``.
        random: where chance comes from; the same gives the same.
    """
    for _ in range(random.choice((1, 1, 2, 3))):
        data = random.choice(_MUTATORS[kind])(data, random)
    return data


def _span(size: int, random: Random) -> tuple[int, int]:
    start = random.randrange(size + 1)
    return start, min(size, start + random.choice((1, 4, 32, 256, 2048)))


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _behead(data: bytes, random: Random) -> bytes:
    return data[random.randrange(len(data) + 1) :]


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 20)) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _drop(data: bytes, random: Random) -> bytes:
    start, end = _span(len(data), random)
    return data[:start] + data[end:]


def _double(data: bytes, random: Random) -> bytes:
    start, end = _span(len(data), random)
    return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]


def _swap(data: bytes, random: Random) -> bytes:
    places = sorted(random.randrange(len(data) + 1) for _ in range(3))
    return data[: places[0]] + data[places[1] : places[2]] + data[places[0] : places[1]] + data[places[2] :]


def _noise(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.randbytes(random.choice((1, 8, 300))) + data[at:]


def _blank(data: bytes, random: Random) -> bytes:
    start, end = _span(len(data), random)
    return data[:start] + random.choice((b"\0", b"\xff", b" ", b"\n")) * (end - start) + data[end:]


def _as_text(change: Callable[[list[str], Random], list[str]]) -> Callable[[bytes, Random], bytes]:
    def changed(data: bytes, random: Random) -> bytes:
        lines = change(data.decode("utf-8", errors="replace").split("\n"), random)
        return "\n".join(lines).encode("utf-8", errors="replace")

    return changed


def _shuffle(lines: list[str], random: Random) -> list[str]:
    start, end = _span(len(lines), random)
    part = lines[start:end]
    random.shuffle(part)
    return [*lines[:start], *part, *lines[end:]]


def _repeat_lines(lines: list[str], random: Random) -> list[str]:
    at = random.randrange(len(lines))
    return [*lines[:at], *lines[at : at + random.choice((1, 5))] * random.choice((2, 10, 200)), *lines[at:]]


def _drop_lines(lines: list[str], random: Random) -> list[str]:
    return [line for line in lines if random.random() > 0.2]


def _join_lines(lines: list[str], random: Random) -> list[str]:
    at = random.randrange(len(lines))
    end = at + random.choice((2, 10, 1000))
    return [*lines[:at], " ".join(lines[at:end]), *lines[end:]]


def _no_blanks(lines: list[str], random: Random) -> list[str]:
    if random.random() < 0.5:
        return [line for line in lines if line.strip()]
    return [part for line in lines for part in (line, "")]


def _indent(lines: list[str], random: Random) -> list[str]:
    return [" " * random.choice((0, 0, 2, 9, 70)) + line for line in lines]


def _weird(lines: list[str], random: Random) -> list[str]:
    changed = list(lines)
    for _ in range(random.choice((1, 5, 40))):
        number = random.randrange(len(changed))
        at = random.randrange(len(changed[number]) + 1)
        changed[number] = changed[number][:at] + random.choice(_WEIRD) + changed[number][at:]
    return changed


def _shout(lines: list[str], random: Random) -> list[str]:
    return [line.upper() if random.random() < 0.5 else line.lower() for line in lines]


def _mix_words(lines: list[str], random: Random) -> list[str]:
    words = [word for line in lines for word in line.split()] or ["x"]
    return [" ".join(random.choice(words) for _ in line.split()) if random.random() < 0.3 else line for line in lines]


def _recode(data: bytes, random: Random) -> bytes:
    encoding = random.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "cp437", "utf-8-sig"))
    return data.decode("utf-8", errors="replace").encode(encoding, errors="replace")


def _tags(data: bytes, random: Random) -> bytes:
    """Drop, double, move or rename the tags of a mark-up text, or change an attribute."""
    text = data.decode("utf-8", errors="replace")
    tags = list(_TAG.finditer(text))
    for _ in range(random.choice((1, 3, 30))):
        if not tags:
            return data
        tag, other = random.choice(tags), random.choice(tags)
        found = text[tag.start() : tag.end()]
        new = random.choice(
            (
                "",
                found * 2,
                found * 300,
                other[0],
                re.sub(r'"[^"]*"', f'"{random.choice(_VALUES)}"', found),
                found.replace("<", "</", 1),
                found + random.choice(_WEIRD).replace("\0", ""),
            )
        )
        text = text[: tag.start()] + new + text[tag.end() :]
    return text.encode("utf-8", errors="replace")


def _elements(data: bytes, random: Random) -> bytes:
    """Drop, double, move or empty elements of an XML text that stays well-formed."""
    from lxml import etree

    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    for _ in range(random.choice((1, 4, 40))):
        elements = [element for element in root.iter(etree.Element) if element.getparent() is not None]
        if not elements:
            break
        one, other = random.choice(elements), random.choice(elements)
        _change_element(one, other, random)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _change_element(element: Any, target: Any, random: Random) -> None:
    deed = random.randrange(6)
    if deed == 0:
        element.getparent().remove(element)
    elif deed == 1 and sum(1 for _ in element.iter()) < 500:
        for _ in range(random.choice((1, 3, 30))):
            element.addnext(deepcopy(element))
    elif deed == 2 and sum(1 for _ in element.iter()) < 500:
        target.append(deepcopy(element))
    elif deed == 3 and element.attrib:
        element.set(random.choice(list(element.attrib)), random.choice(_VALUES))
    elif deed == 4:
        element.text = "".join(sign for sign in random.choice(_WEIRD) if sign != "\0")
    else:
        element.tag = target.tag


def _in_parts(data: bytes, random: Random) -> bytes:
    """Change parts of a Word file: elements, tags, bytes; leave parts out, double them, and pack it again."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return _flip(data, random)
    number = _chosen(parts, random)
    name, content = parts[number]
    deed = random.randrange(12)
    if deed == 0:
        del parts[number]
    elif deed == 1:
        parts.append((random.choice(parts)[0], content))
    elif deed == 2:
        parts[number] = (name, random.choice((_truncate, _flip, _drop, _noise))(content, random))
    elif deed <= 4:
        parts[number] = (name, _tags(content, random))
    elif name.endswith(_XML):
        parts[number] = (name, _elements(content, random))
    return _packed(parts)


def _chosen(parts: list[tuple[str, bytes]], random: Random) -> int:
    main = [number for number, (name, _) in enumerate(parts) if name == "word/document.xml"]
    return random.choice(main) if main and random.random() < 0.6 else random.randrange(len(parts))


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    data = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, content in parts:
            # A fixed day: a seed gives the same bytes whenever it is used.
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return data.getvalue()


def _numbers(data: bytes, random: Random) -> bytes:
    """Change numbers in the dictionaries of a PDF: references, lengths, boxes, counts."""
    numbers = list(_NUMBER.finditer(data))
    for _ in range(random.choice((1, 3, 20))):
        if not numbers:
            return data
        at = random.choice(numbers)
        new = random.choice((b"0", b"-1", b"1", b"2147483648", b"1e9", b"0.0001", random.choice(numbers)[0]))
        data = data[: at.start()] + new + data[at.end() :]
    return data


def _objects(data: bytes, random: Random) -> bytes:
    """Drop, double or exchange objects of a PDF."""
    objects = list(_OBJECT.finditer(data))
    if not objects:
        return data
    one, other = random.choice(objects), random.choice(objects)
    new = random.choice((b"", one[0] * 2, other[0], re.sub(rb"/\w+", b"/X", one[0], count=1)))
    return data[: one.start()] + new + data[one.end() :]


def _pages(data: bytes, random: Random) -> bytes:
    """Change what a page of a PDF prints, its stream packed again with the length that it has."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return data
    stream = random.choice(streams)
    content = _inflated(stream[0])
    if not content:
        return _flip(data, random)
    changed = random.choice((_numbers, _drop, _double, _swap, _noise, _flip))(content, random)
    head = data[: stream.start()]
    plain = re.sub(rb"/Filter\s*(?:\[[^\]]*\]|/\w+)", b"", head[-400:])
    plain = re.sub(rb"/Length \d+", b"/Length %d" % len(changed), plain)
    return head[:-400] + plain + changed + b"\n" + data[stream.end() :]


def _inflated(stream: bytes) -> bytes:
    """Return what a stream of a PDF holds, nothing when it is packed in another way."""
    packed = stream.strip()
    try:
        return zlib.decompress(a85decode(packed.removesuffix(b"~>")) if packed.endswith(b"~>") else stream)
    except (zlib.error, ValueError):
        return b""


def _all_of(*groups: tuple[Callable[[bytes, Random], bytes], ...]) -> tuple[Callable[[bytes, Random], bytes], ...]:
    return tuple(mutator for group in groups for mutator in group)


_BYTES = (_truncate, _behead, _flip, _drop, _double, _swap, _noise, _blank)
_LINES = tuple(
    _as_text(change)
    for change in (
        _shuffle,
        _repeat_lines,
        _drop_lines,
        _join_lines,
        _no_blanks,
        _indent,
        _weird,
        _weird,
        _shout,
        _mix_words,
    )
)
_MUTATORS = {
    "txt": _all_of(_BYTES, _LINES, _LINES, (_recode,)),
    "md": _all_of(_BYTES, _LINES, _LINES, (_recode, _tags)),
    "html": _all_of(_BYTES, _LINES, (_tags,) * 12, (_recode,)),
    "docx": _all_of(_BYTES, (_in_parts,) * 24),
    "pdf": _all_of(_BYTES, (_numbers, _objects) * 4, (_pages,) * 8),
}
