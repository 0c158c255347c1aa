"""The zip file around an Office document: refused when it is a bomb, encrypted or damaged, else its members."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from competencygraph.errors import UnreadableDocumentError

__all__ = ["EXCEL", "WORD", "Archive", "Program", "damaged", "holds_doctype", "open_archive"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted Office file, as an OLE container writes it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MEMBER_HEAD = b"PK\x01\x02"
_MAX_MEMBERS = 5_000
# Text packs to a twentieth at best; only past this size is a higher ratio held against a file.
_SMALL = 20 * 2**20
_MAX_RATIO = 200
_CHUNK = 64 * 2**10
# What is built of a text takes some six times its bytes.
_XML_SHARE = 4
# What zipfile raises on changed bytes.
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Program:
    """The program that files of a format are made with, for messages.

    Args:
        name: its name.
        ending: the ending of its files.
    """

    name: str
    ending: str


WORD = Program("Word", ".docx")
"""Word, and its files."""
EXCEL = Program("Excel", ".xlsx")
"""Excel, and its files."""


class Archive:
    """An open zip file whose members are counted while they are unpacked, whatever its directory declares.

    Args:
        name: the file's name, for errors.
        zipped: the zip file.
        size: its size in bytes.
        most: how many bytes it may hold unpacked.
        program: what its format belongs to.
    """

    def __init__(self, name: str, zipped: ZipFile, size: int, most: int, program: Program) -> None:
        self.name = name
        self.program = program
        self.members = tuple(zipped.infolist())
        self._zipped = zipped
        self._size = size
        self._most = most
        self._inflated = self._texts = 0
        self._refuse_members()

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all members."""
        return frozenset(member.filename for member in self.members)

    def chunks(self, member: ZipInfo, *, is_text: bool) -> Iterator[bytes]:
        """Unpack a member.

        Args:
            member: one of `members`.
            is_text: whether it is kept, which is for a quarter of all alone.

        Yields:
            Its bytes, piece by piece.

        Raises:
            UnreadableDocumentError: with this piece the file holds more than it may.
        """
        with self._zipped.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                self._inflated += len(chunk)
                self._check(self._inflated)
                self._texts += len(chunk) if is_text else 0
                if self._texts > self._most // _XML_SHARE:
                    raise UnreadableDocumentError(
                        f"the text and its formatting take more than {self._most // _XML_SHARE} bytes",
                        where=self.name,
                        remedy="split it",
                    )
                yield chunk

    def _refuse_members(self) -> None:
        """Refuse what the directory of the zip file gives away already."""
        anew = f"save it anew in {self.program.name}"
        if any(member.flag_bits & 0x1 for member in self.members):
            raise _protected(self.name, self.program)
        if any(member.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for member in self.members):
            raise UnreadableDocumentError(
                f"the file is packed in a way that {self.program.name} does not use", where=self.name, remedy=anew
            )
        if len(self.names) < len(self.members):
            raise UnreadableDocumentError("the file holds two parts of one name", where=self.name, remedy=anew)
        self._check(sum(member.file_size for member in self.members))

    def _check(self, inflated: int) -> None:
        """Refuse a file that holds so many bytes unpacked."""
        if inflated > self._most:
            raise UnreadableDocumentError(
                f"unpacked, the file holds more than the limit of {self._most} bytes",
                where=self.name,
                remedy="remove images, or split it",
            )
        if inflated > max(_SMALL, _MAX_RATIO * self._size):
            raise UnreadableDocumentError(
                f"unpacked, the file holds more than {_MAX_RATIO} times its size",
                where=self.name,
                remedy=f"save it anew in {self.program.name}",
            )


@contextmanager
def open_archive(name: str, data: bytes, most: int, program: Program) -> Iterator[Archive]:
    """Open the zip file that an Office document is.

    Args:
        name: the file's name, for errors.
        data: its bytes.
        most: how many bytes it may hold unpacked; a quarter of that as text that is kept.
        program: what its format belongs to.

    Yields:
        The file, open until the block ends.

    Raises:
        UnreadableDocumentError: the file is encrypted, damaged, of before 2007, no zip file, or holds too much; damage
            that shows while the members are unpacked included.

    >>> made = io.BytesIO()
    >>> with ZipFile(made, "w") as zipped:
    ...     zipped.writestr("xl/workbook.xml", "<workbook/>")
    >>> with open_archive("a.xlsx", made.getvalue(), 1000, EXCEL) as archive:
    ...     sorted(archive.names), list(archive.chunks(archive.members[0], is_text=True))
    (['xl/workbook.xml'], [b'<workbook/>'])
    """
    _refuse_other_containers(name, data, program)
    try:
        with ZipFile(io.BytesIO(data)) as zipped:
            yield Archive(name, zipped, len(data), most, program)
    except _BROKEN as error:
        raise damaged(name, program) from error


def damaged(name: str, program: Program) -> UnreadableDocumentError:
    """Return the error for a file that is broken off or changed.

    Args:
        name: the file's name.
        program: what its format belongs to.
    """
    return UnreadableDocumentError(
        f"the {program.name} file is damaged or cut off",
        where=name,
        remedy=f"open it in {program.name} and save it anew",
    )


def holds_doctype(chunks: Iterable[bytes]) -> bool:
    """Return whether a part declares a document type in its first piece; every piece is taken.

    Args:
        chunks: its bytes, piece by piece.

    >>> holds_doctype([b"<!DOCTYPE a>", b"<a/>"]), holds_doctype([b"<a/>"]), holds_doctype([])
    (True, False, False)
    """
    found = False
    for number, chunk in enumerate(chunks):
        found = found or (number == 0 and any(doctype in chunk for doctype in _DOCTYPES))
    return found


def _refuse_other_containers(name: str, data: bytes, program: Program) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _protected(name, program)
        raise UnreadableDocumentError(
            "this is an Office file in the form of before 2007", where=name, remedy=f"save it as {program.ending}"
        )
    if not data.startswith(b"PK"):
        raise UnreadableDocumentError(
            f"this is no {program.name} file", where=name, remedy=f"save it as {program.ending}"
        )
    if data.count(_MEMBER_HEAD) > _MAX_MEMBERS:
        raise UnreadableDocumentError(
            f"the file holds more than {_MAX_MEMBERS} members",
            where=name,
            remedy=f"save it anew in {program.name}",
        )


def _protected(name: str, program: Program) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"the {program.name} file is protected by a password", where=name, remedy="save it without a password"
    )
