"""Characters that steer a terminal or turn the order of what is read, shown instead of obeyed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["visible", "visible_line"]

_PICTURES = 0x2400
_DELETE = 0x7F
#: Marks, embeddings, overrides and isolates of the bidirectional algorithm, and the separators of lines and paragraphs.
_STEERING = (0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_SHOWN: Mapping[int, str] = MappingProxyType(
    {code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in "\t\n"}
    | {_DELETE: "\N{SYMBOL FOR DELETE}"}
    | {code: f"⟨U+{code:04X}⟩" for code in (*range(0x80, 0xA0), *_STEERING)}
)


def visible(text: str) -> str:
    r"""Return a text whose control characters can be seen; tabs and line ends stay.

    >>> visible("a\x1b[31mb\u202ec\n")
    'a␛[31mb⟨U+202E⟩c\n'
    """
    return text.translate(_SHOWN)


def visible_line(text: str) -> str:
    r"""Return a text as one line whose control characters can be seen.

    >>> visible_line("new\nline.txt")
    'new␊line.txt'
    """
    return visible(text).replace("\n", "\N{SYMBOL FOR LINE FEED}")
