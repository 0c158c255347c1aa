"""Plain text: the bytes of a file to a `Document`."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from pathlib import Path

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.document import Document, make_lines
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.masking import mask_file_name, mask_lines
from competencygraph.ingest.readers.text_tables import find_tables, lines_with_cells, row_traits
from competencygraph.ingest.running import running_lines
from competencygraph.ingest.wording import clean_lines, repair_mojibake

__all__ = ["decode_text", "read_text", "refuse_large_text", "split_lines"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\v\x1c\x1d\x1e\x85")
# Bringing marks into order takes time in the square of their number; no writing system puts so many on one letter.
_MAX_MARKS = 30
_BEYOND_LATIN = re.compile(rf"[^\x00-\u02ff]{{{_MAX_MARKS + 1},}}")
# With more bad bytes than this for each well-formed sequence, the sequences are taken to stand there by chance.
_BAD_BYTES_PER_SEQUENCE = 5


def read_text(path: Path, data: bytes | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    r"""Return the document that a text file holds.

    Args:
        path: the file.
        data: its bytes; None to have them read from the path.
        limits: the largest size that is read.

    Returns:
        The document: NFC text, lines ended by ``\n`` (a ``\r`` before it dropped), mojibake mended, ligatures and odd
        spaces as plain signs, contact data masked, also in the name of the file. Tables that are clearly regular
        are given as cells; the lines that only draw them are asides.

    Raises:
        UnreadableDocumentError: the file is missing, a folder, empty, too large, or holds no text.
    """
    if data is None:
        data = _read_bytes(path, limits.text_bytes)
    refuse_large_text(path, data, limits)
    text = unicodedata.normalize("NFC", decode_text(data, str(path)))
    if not text.strip():
        raise UnreadableDocumentError("the file is empty", where=str(path), remedy="give a file that holds text")
    raw = mask_lines(clean_lines(split_lines(text)))
    tables = find_tables(raw)
    asides = running_lines(raw, load_lexicon())
    asides |= {number: "table rule" for table in tables for number in table.rules}
    lines = lines_with_cells(make_lines(raw, row_traits(tables, len(raw)), asides), tables)
    return Document(mask_file_name(path.name), hashlib.sha256(data).hexdigest(), raw, lines, asides=asides)


def refuse_large_text(path: Path, data: bytes, limits: Limits) -> None:
    """Refuse a text file that holds more bytes than the limits allow.

    Args:
        path: the file, for the error.
        data: its bytes.
        limits: the largest size that is read.

    Raises:
        UnreadableDocumentError: there are more.
    """
    if len(data) > limits.text_bytes:
        raise _too_large(path, len(data), limits.text_bytes)


def _too_large(path: Path, size: int, limit: int) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"the file holds {size} bytes, more than the limit of {limit}",
        where=str(path),
        remedy="split it, or give the document alone",
    )


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnreadableDocumentError("a folder is no document", where=str(path), remedy="give a file")
        if not path.is_file():
            raise UnreadableDocumentError("this is no regular file", where=str(path), remedy="give a text file")
        if size > max_bytes:
            raise _too_large(path, size, max_bytes)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocumentError("there is no such file", where=str(path), remedy="check the name") from error
    except OSError as error:
        raise UnreadableDocumentError(
            f"the file cannot be read ({error.strerror})", where=str(path), remedy="check its rights"
        ) from error


def decode_text(data: bytes, where: str) -> str:
    """Return the text of a file in UTF-8, UTF-16, UTF-32 or a Western eight-bit encoding.

    Args:
        data: the bytes of the file.
        where: the file, for the error.

    Returns:
        The text, without byte order mark and with mojibake mended.

    Raises:
        UnreadableDocumentError: the bytes are no text, are UTF-8 but for a few, or put too many marks on one letter.

    >>> decode_text("Coördinatie".encode("latin-1"), "a.txt")
    'Coördinatie'
    >>> decode_text("Coördinatie".encode("utf-16"), "a.txt")
    'Coördinatie'
    """
    refusal = UnreadableDocumentError("the file holds no text that can be read", where=where, remedy="save it as UTF-8")
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        if marked in {None, "utf-8-sig"} and b"\0" not in data[:4096]:
            _refuse_damaged(data, where)
        if marked is not None:
            raise refusal from None
        text = _decode_guessed(data, refusal)
    if "\0" in text and marked is None:
        text = _decode_guessed(data, refusal)
    text = repair_mojibake(text)
    controls = sum(1 for sign in text if unicodedata.category(sign) in {"Cc", "Cn"} and sign not in _ALLOWED_CONTROLS)
    if controls > len(text) // 1000:
        raise refusal
    _refuse_stacked(text, where)
    return "".join(sign for sign in text if sign in _ALLOWED_CONTROLS or unicodedata.category(sign) != "Cc")


def _refuse_damaged(data: bytes, where: str) -> None:
    """Refuse bytes that are UTF-8 but for a few: any eight-bit encoding would turn the rest into other letters."""
    text = data.decode("utf-8", errors="surrogateescape")
    bad = sum("\udc80" <= sign <= "\udcff" for sign in text)
    sequences = sum(sign > "\x7f" for sign in text) - bad
    if not sequences or bad > _BAD_BYTES_PER_SEQUENCE * sequences:
        return
    place = next(at for at, sign in enumerate(text) if "\udc80" <= sign <= "\udcff")
    byte, line = f"0x{ord(text[place]) - 0xDC00:02X}", text.count("\n", 0, place) + 1
    raise UnreadableDocumentError(
        f"the text is UTF-8 but for the byte {byte} on line {line}", where=where, remedy="save it anew"
    )


def _refuse_stacked(text: str, where: str) -> None:
    for match in _BEYOND_LATIN.finditer(text):
        run = 0
        for at, sign in enumerate(match[0]):
            run = run + 1 if unicodedata.category(sign)[0] == "M" else 0
            if run > _MAX_MARKS:
                line = text.count("\n", 0, match.start() + at) + 1
                raise UnreadableDocumentError(
                    f"more than {_MAX_MARKS} combining marks stand in a row on line {line}",
                    where=where,
                    remedy="remove them and save it anew",
                )


def _decode_guessed(data: bytes, refusal: UnreadableDocumentError) -> str:
    """Return text without a mark: UTF-16 when every other byte is NUL, else what charset-normalizer finds."""
    sample = data[:4096]
    if b"\0" in sample:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if max(even, odd) < len(sample) // 4 or min(even, odd) > max(even, odd) // 4:
            raise refusal
        try:
            return data.decode("utf-16-le" if odd > even else "utf-16-be")
        except UnicodeDecodeError:
            raise refusal from None
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 256 * 1024], cp_isolation=["cp1252", "latin_1"]).best()
    if best is None:
        raise refusal
    return data.decode(best.encoding, errors="replace")


def split_lines(text: str) -> list[str]:
    r"""Return the lines as a text editor numbers them: ``\n`` ends a line, and ``\r`` in a text without any ``\n``.

    A page break (form feed) is dropped: what stands behind it goes on unless its look says otherwise.

    Args:
        text: the whole text.

    Returns:
        The lines, without their ends.

    >>> split_lines("a\r\nb\n\fc\n"), split_lines("a\rb")
    (['a', 'b', 'c'], ['a', 'b'])
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")
    lines = [line.removesuffix("\r").lstrip("\f").replace("\f", " ") for line in text.split("\n")]
    if lines and not lines[-1]:
        lines.pop()
    return lines
