"""What was read, written as a file that a person corrects with a text editor."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from competencygraph.ingest.corrections.kinds import KINDS, PARTS
from competencygraph.ingest.corrections.tree import Node, Tree, collapse, tree_of
from competencygraph.ingest.readings import Readings
from competencygraph.model import Evidence, ParsedDocument, Reading

__all__ = ["FORMAT", "line_words", "reading_digest", "review_text"]

FORMAT = "competencygraph-review-1"
"""What a review file says it is."""

_DIGITS = 16
_UNFOLDED = 1_000_000


def review_text(
    parsed: ParsedDocument,
    *,
    comments: str = "",
    place: Callable[[Evidence], str] | None = None,
    reason: Callable[[Reading], str] | None = None,
) -> str:
    """Return what was read of a document as a review file.

    Args:
        parsed: the document.
        comments: how to use the file, in the reader's language; each line becomes a comment on top.
        place: tells where lines stand in a document without line numbers of its own; empty when it has them.
        reason: tells why lines became what they are.

    Returns:
        YAML; read back untouched it corrects nothing.

    >>> from competencygraph.model import Item, Profile, SourceDocument
    >>> source = SourceDocument("a.txt", "0" * 64, "nl", ("Taken", "Plannen"))
    >>> parsed = ParsedDocument(source, (Profile("profile", tasks=(Item("Plannen", Evidence(2, 2)),)),))
    >>> print("".join(review_text(parsed).splitlines(keepends=True)[4:]))
    profiles:
    - id: 1
      kind: profile
      contents:
      - id: 2
        kind: task
        text: >-
          Plannen
        lines: 2
    unparsed: []
    <BLANKLINE>
    """
    tree = tree_of(parsed)
    writer = _Writer(parsed, place or (lambda _: ""), reason or _plain_reason)
    data = {
        "format": FORMAT,
        "file": parsed.document.path,
        "document": parsed.document.digest,
        "reading": reading_digest(tree),
        "profiles": [writer.item(node) for node in tree.profiles],
        "unparsed": [writer.item(node) for node in tree.unparsed],
    }
    head = "".join(f"# {line}".rstrip() + "\n" for line in comments.splitlines())
    body = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_UNFOLDED)
    return f"{head}\n{body}" if head else body


def reading_digest(tree: Tree) -> str:
    """Return a digest of what was read, which tells whether a review file was made of the same reading.

    Args:
        tree: as it was read.

    Returns:
        Hex digits.
    """
    said = [
        [
            node.number,
            node.kind,
            collapse(node.text),
            _lines_of(node),
            {name: collapse(node.parts[name]) for name in node.parts},
        ]
        for node in tree.walk()
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:_DIGITS]


def line_words(evidence: Evidence) -> int | str:
    """Return lines as a review file gives them: one number, or two with a hyphen.

    >>> line_words(Evidence(3, 3)), line_words(Evidence(3, 5))
    (3, '3-5')
    """
    start, end = evidence.start_line, evidence.end_line
    return start if start == end else f"{start}-{end}"


def _lines_of(node: Node) -> str:
    return "" if node.evidence is None else str(line_words(node.evidence))


def _plain_reason(reading: Reading) -> str:
    return f"{reading.rule}, {reading.confidence}"


class _Writer:
    """Makes the data of one review file."""

    def __init__(
        self, parsed: ParsedDocument, place: Callable[[Evidence], str], reason: Callable[[Reading], str]
    ) -> None:
        self._place = place
        self._reason = reason
        self._readings = Readings(parsed.readings)
        self._reasons = {part.evidence: part.reason for part in parsed.document.unparsed}

    def item(self, node: Node) -> dict[str, Any]:
        data: dict[str, Any] = {"id": node.number, "kind": node.kind}
        if collapse(node.text) and node.kind != "profile":
            data["text"] = _Text(collapse(node.text))
        for name in (name for name in PARTS if name in KINDS[node.kind].part_names):
            if collapse(node.parts.get(name)):
                data[name] = _Text(collapse(node.parts[name]))
        data |= self._origin(node)
        if node.children:
            data["contents"] = [self.item(child) for child in node.children]
        return data

    def _origin(self, node: Node) -> Mapping[str, Any]:
        if node.evidence is None:
            return {}
        origin: dict[str, Any] = {"lines": line_words(node.evidence)}
        where = self._place(node.evidence)
        if where:
            origin["where"] = where
        reading = self._readings.of(node.kind, node.text or "", node.evidence)
        why = self._reason(reading) if reading is not None else None
        if node.kind == "unparsed":
            why = self._reasons.get(node.evidence)
        if why:
            origin["why"] = why
        return origin


class _Text(str):
    """A text that is written as a block, so that an editor need not mind colons and quotation marks."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes texts as folded blocks."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return that nothing is written as an alias."""
        return True


def _block(dumper: yaml.SafeDumper, text: _Text) -> yaml.ScalarNode:

    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=">")


_Dumper.add_representer(_Text, _block)
