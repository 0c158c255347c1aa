"""Repair of signs that damage a text without being part of it: mojibake, ligatures, invisible and odd spaces.

Quotes, dashes and ellipses stay as the document prints them, and no line is added or taken away.
"""

from __future__ import annotations

import re

__all__ = ["clean_lines", "clean_text", "repair_mojibake"]

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "ĳ": "ij",
    "Ĳ": "IJ",
}
_SPACES = dict.fromkeys(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F)), " ")
# Without width: joiners, marks of direction, and the byte order mark inside a text.
_INVISIBLE = dict.fromkeys(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)))
# List markers in the places that symbol fonts give them.
_SYMBOLS = {"\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "•", "\uf06e": "■", "\uf0a8": "□", "\uf071": "□"}
_TABLE = str.maketrans({**_LIGATURES, **_SPACES, **_INVISIBLE, **_SYMBOLS})
_TO_CLEAN = re.compile("[" + "".join(map(chr, _TABLE)) + "]")
_SOFT_HYPHEN = re.compile("\u00ad(?!\\s*$)")

# UTF-8 that was read as Windows-1252 or Latin-1: a lead byte with a sign that only a second byte explains.
_SUSPECT = re.compile(
    r"[ÃÂÅÄ][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
    r"|â[€‚–—\u0080-\u00bf][\u0080-\u00bf\u2018-\u203aœžŸ™˜]"
)
_CONTROLS = re.compile("[\u0080-\u0084\u0086-\u009f]")


def clean_lines(lines: list[str]) -> list[str]:
    r"""Return the lines with ligatures as letters, spaces as plain ones, and without invisible signs.

    A soft hyphen stays at a line's end, where it says that the word goes on.

    Args:
        lines: the lines of a document.

    Returns:
        As many lines.

    >>> clean_lines(["eﬃciënt\u00a0werk", "orga\u00adnisatie\u200b", "vertegen\u00ad"])
    ['efficiënt werk', 'organisatie', 'vertegen\xad']
    """
    return [_SOFT_HYPHEN.sub("", clean_text(line)) if "\u00ad" in line else clean_text(line) for line in lines]


def clean_text(text: str) -> str:
    """Return a text as `clean_lines` does, its soft hyphens kept."""
    return text.translate(_TABLE) if _TO_CLEAN.search(text) else text


def repair_mojibake(text: str) -> str:
    """Return a text with letters mended that were read in the wrong encoding.

    Only lines that show it are mended, and only when ftfy finds them worse than what they become.

    Args:
        text: the text, which may hold several lines.

    Returns:
        The text with as many lines.

    >>> repair_mojibake("de coÃ¶rdinator van het team")
    'de coördinator van het team'
    >>> repair_mojibake("“Drie jaar…” bij SÃO")
    '“Drie jaar…” bij SÃO'
    """
    if _SUSPECT.search(text):
        text = "\n".join(_mended(line) if _SUSPECT.search(line) else line for line in text.split("\n"))
    if _CONTROLS.search(text):
        from ftfy.fixes import fix_c1_controls

        text = "\n".join(fix_c1_controls(line) if _CONTROLS.search(line) else line for line in text.split("\n"))
    return text


def _mended(line: str) -> str:
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    return fix_encoding(line).replace("\n", " ") if is_bad(line) else line
