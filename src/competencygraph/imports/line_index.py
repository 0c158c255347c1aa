"""On which line of a text file a node or its wording stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from xml.sax.saxutils import escape

from competencygraph.imports.port import FilePlace

__all__ = ["LineIndex"]

_LONGEST = 80
_SHORTEST = 3
_MOST = 1000
#: Where a node is what is spoken of: in Turtle and N-Quads at the start of a line, in RDF/XML, in JSON-LD.
_SUBJECT = re.compile(
    r"^[ \t]*(?:<(?P<iri>[^<>\s]+)>|(?P<short>[\w.-]*:[^\s\"';,]+))"
    r"|rdf:(?:about|ID)\s*=\s*[\"']#?(?P<about>[^\"']+)[\"']"
    r"|\"(?:@id|id)\"\s*:\s*\"(?P<id>[^\"]+)\"",
    re.MULTILINE,
)


class LineIndex:
    r"""The lines of a file that holds RDF as text.

    Args:
        data: the file, UTF-8.

    >>> index = LineIndex(b'<urn:d/a>\n  cg:text "Een plan maken"@nl ;\n  cg:position 1 .\n')
    >>> index.place("urn:d/a", "Een plan maken").line, index.place("urn:d/a", None).line
    (2, 1)
    """

    def __init__(self, data: bytes) -> None:
        self._text = data.decode("utf-8", errors="replace")

    def place(self, node: str, value: str | None) -> FilePlace:
        """Return where the file gives a value of a node, else where it speaks of the node.

        Args:
            node: IRI of the node.
            value: a text or an IRI; None for the node itself.

        Returns:
            The line; nothing where it is not found.
        """
        about = self._subject(node)
        if value is not None:
            found = self._find(value)
            after = [one for one in found if about is None or one > about]
            if found and (len(found) == 1 or after):
                return self._at((after or found)[0])
        return FilePlace() if about is None else self._at(about)

    @cached_property
    def _subjects(self) -> dict[str, int]:
        """Return where each name stands first, in full and by the end of a name in short."""
        found: dict[str, int] = {}
        for match in _SUBJECT.finditer(self._text):
            name = match[match.lastgroup or 0]
            if match.lastgroup == "short" or ":" not in name or not name.partition(":")[2].startswith("//"):
                name = name.partition(":")[2] or name
            found.setdefault(name, match.start())
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    def _subject(self, node: str) -> int | None:
        for name in (node, node.partition(":")[2], re.split("[/#]", node)[-1]):
            if name in self._subjects:
                return self._subjects[name]
        return None

    def _find(self, value: str) -> list[int]:
        """Return where the beginning of a value stands, however it is written."""
        first = value.split("\n", 1)[0][:_LONGEST]
        quoted = first.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
        written = [quoted, escape(first)] if len(first) >= _SHORTEST else [f'"{quoted}"', f">{escape(first)}<"]
        found: list[int] = []
        for text in dict.fromkeys(written):
            start = self._text.find(text)
            while start >= 0 and len(found) < _MOST:
                found.append(start)
                start = self._text.find(text, start + 1)
        return sorted(found)

    def _at(self, position: int) -> FilePlace:
        return FilePlace(line=bisect_right(self._starts, position))
