"""Signs that a PDF prints in a code of its own: bullets of symbol fonts, ligatures, spaces, hyphens."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "is_symbol_font", "symbol", "with_bullet"]

_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "dingbats")
_TICKS = frozenset({0xFC, 0xFE, 0x50, 0x52})
_BOXES = frozenset({0xA8, 0x6F, 0x71, 0x72, 0x70})
_HYPHEN_AT_END = "\x02"
_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LIGATURES = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFB00, 0xFB07), *range(0xFB13, 0xFB18))
}
_BULLETS = "•‣⁃∙●○◦■□▪▫◆◇❖❑❒❏❐➔➢➤➜►▶▸✓✔✗✘☐☑☒·"
_BULLET = re.compile(rf"(?:[{_BULLETS}]|[\ue000-\uf8ff])(?:\s+|(?=[^\W\d_]))(?=\S)")
_LONE = re.compile(r"[\ue000-\uf8ff]")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn"})


def is_symbol_font(name: str) -> bool:
    """Return whether a font, its name in lower case, holds signs in the places of letters.

    >>> is_symbol_font("wingdings-regular"), is_symbol_font("arialmt")
    (True, False)
    """
    return any(word in name for word in _SYMBOL_FONTS)


def symbol(code: int) -> str:
    r"""Return the sign that a symbol font prints at a code: a tick, a box, a bullet; known signs as they are.

    >>> symbol(0xF0B7), symbol(ord("§")), symbol(ord("ü")), symbol(0x25CF), symbol(0x20)
    ('•', '•', '✓', '●', ' ')
    """
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if low in {0x20, 0xA0, 0x09, 0x0D, 0x0A}:
        return " "
    if low in _TICKS:
        return "✓"
    if low in _BOXES:
        return "□"
    return chr(code) if low > 0xFF and not 0xE000 <= low <= 0xF8FF else "•"


def clean(text: str) -> str:
    r"""Return text in NFC with ligatures spelt out, any space as one blank, and without signs that are not seen.

    A hyphen at the line's end that pdfium marks becomes a hyphen; a soft hyphen stays there alone.

    >>> clean("\ufb01nanci\u0308n\u00a0\u00a0en o\u00adp"), clean("vertegen\x02"), clean("vertegen\u00ad")
    ('financïn en op', 'vertegen-', 'vertegen\xad')
    """
    text = text.replace(_HYPHEN_AT_END, "-")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
        soft = "\u00ad" if text.rstrip().endswith("\u00ad") else ""
        text = _SPACES.sub(" ", text)
        text = "".join(sign for sign in text if unicodedata.category(sign) not in _DROPPED) + soft
    elif not text.isprintable():
        text = "".join(sign for sign in _SPACES.sub(" ", text) if sign.isprintable())
    return text.strip()


def with_bullet(text: str) -> str:
    """Return a line's text with the bullet that it begins with, whatever its shape, as ``•`` and a space.

    >>> with_bullet("➢ Leiden"), with_bullet("✓"), with_bullet("- Leiden")
    ('• Leiden', '✓', '- Leiden')
    """
    return _LONE.sub("•", _BULLET.sub("• ", text, count=1) if _BULLET.match(text) else text)
