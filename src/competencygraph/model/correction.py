"""What an editor corrected in what was read, told so that it can be done again to a later reading."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, get_args

from competencygraph.model.evidence import Evidence

__all__ = ["Action", "Correction", "StatedCorrection", "Target"]

Action = Literal["reword", "reclass", "move", "merge", "split", "drop", "add", "state"]


@dataclass(frozen=True, slots=True)
class Target:
    """Something that was read, told by the words of the document alone, since line numbers and rules change.

    Args:
        kind: what it was read as, such as ``task``.
        text: its text as it was read; empty where it has none.
        quote: the document's lines that it was read from, white space collapsed; empty for a whole profile.
        path: the texts of what contains it, outermost first.
        occurrence: how many like it in all this stand before it.
    """

    kind: str
    text: str
    quote: str
    path: tuple[str, ...] = ()
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that an editor corrected.

    Args:
        action: what was done; ``add`` makes an item of lines, ``state`` says what the document does not print.
        target: what it was done to; what is added is told by its lines and its new kind.
        part: the part that gets other words, None for the text itself.
        kind: the kind that the target gets; None where it keeps its own.
        values: the new words: one for a text, one for each piece of what is split.
        parts: names and values of the parts of what is added.
        into: what the target goes into, or what it is merged with; None where it stays.
        lines: where the target stood when it was corrected; None for what has no lines.

    >>> done = Correction("drop", Target("task", "Plannen", "• Plannen"), lines=Evidence(3, 3))
    >>> Correction.from_text(done.to_text()) == done
    True
    """

    action: Action
    target: Target
    part: str | None = None
    kind: str | None = None
    values: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    into: Target | None = None
    lines: Evidence | None = None

    def to_text(self) -> str:
        """Return the correction as one line of JSON, the same for equal corrections."""
        data: dict[str, Any] = {"action": self.action, "target": _target_data(self.target)}
        optional = {
            "part": self.part,
            "kind": self.kind,
            "values": list(self.values),
            "parts": dict(self.parts),
            "into": None if self.into is None else _target_data(self.into),
            "lines": None if self.lines is None else [self.lines.start_line, self.lines.end_line],
        }
        data |= {name: value for name, value in optional.items() if value}
        return json.dumps(data, ensure_ascii=False, separators=(", ", ": "))

    @classmethod
    def from_text(cls, text: str) -> Correction:
        """Return the correction that `to_text` wrote.

        Raises:
            ValueError: the text is none.
        """
        try:
            data = json.loads(text)
            action = data["action"]
            if action not in get_args(Action):
                raise ValueError(f"there is no action {action}")
            lines = data.get("lines")
            return cls(
                action=action,
                target=_target(data["target"]),
                part=data.get("part"),
                kind=data.get("kind"),
                values=tuple(data.get("values", ())),
                parts=tuple(data.get("parts", {}).items()),
                into=_target(data["into"]) if "into" in data else None,
                lines=None if lines is None else Evidence(*lines),
            )
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"this is no correction: {text[:80]}") from error


@dataclass(frozen=True, slots=True)
class StatedCorrection:
    """A correction of a stored document, as the graph states it.

    Args:
        correction: what was corrected.
        attributed_to: the role of who corrected it, never a person.
        fits: whether what it is about is still read; one that does not fit changes nothing and is kept.
        text: the text of the item that it is about as it is now, None where there is none.
        evidence: the item's lines; None for a whole profile and for what is gone.
        profile: which profile of the document it is in, from 0; None for what is in none.
    """

    correction: Correction
    attributed_to: str
    fits: bool = True
    text: str | None = None
    evidence: Evidence | None = None
    profile: int | None = None


def _target_data(target: Target) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": target.kind, "text": target.text, "quote": target.quote}
    if target.path:
        data["path"] = list(target.path)
    if target.occurrence:
        data["occurrence"] = target.occurrence
    return data


def _target(data: dict[str, Any]) -> Target:
    return Target(data["kind"], data["text"], data["quote"], tuple(data.get("path", ())), data.get("occurrence", 0))
