"""500 texts that break formats: control characters, formulas, markup, escapes, directions, lengths."""

from __future__ import annotations

from itertools import product

_STARTS = (
    "=1+1",
    '=HYPERLINK("https://example.org/","x")',
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "'=1",
    '"=1"',
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<b>",
    "https://example.org/?a=b&c=<d>",
    "]]>",
    "<![CDATA[x]]>",
    "<script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY e 'e'>]>&e;",
    "<?xml version='1.0'?>",
    "&amp;&#0;&lt;",
    "--><!--",
    '"quoted"',
    "'''\"\"\"",
    "back\\slash \\u0041 \\",
    "_x0001_ _x005F_",
    "a;b,c|d\te",
    "line\nbreak",
    "carriage\rreturn",
    "both\r\nof them",
    "\u2028line\u2029paragraph\u0085next",
    "\u202eright to left\u202c",
    "\u2066isolate\u2069\u200f\u200e",
    "\ufeffmark of order",
    "zero\u200bwidth\u00ad",
    "cafe\u0301",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0010ffff\U0001f600",
    "x" * 15_000,
    "é" * 9_000,
    "many words " * 1_000,
    " leading and trailing ",
    "   ",
    "",
    "{{ 7*7 }} ${7*7} <%= 7 %>",
    "NULL",
    "true",
    "1e400",
    "00012",
    "2024-02-30",
    "#N/A",
    "%s %d {0} {x}",
    "../../etc/passwd",
    "cg:Task",
    "@prefix x: <y> .",
    '"} INSERT DATA { <a> <b> <c> } #',
    "' OR 1=1 --",
)
_FORBIDDEN = ("\u0001", "\u0008", "\u000b", "\u001f", "\ufffe", "\uffff", "a\u0000b")
"""What XML cannot hold."""


def hostile_texts(*, usual: bool) -> list[str]:
    """Return 500 texts; with `usual` none that XML cannot hold, and none that is blank, which no label may be."""
    starts = _STARTS if usual else (*_FORBIDDEN, *_STARTS)
    frames = ("{}", "{} end", "{}\n{}", " {}", "x{}y", "{}\t", "({})", "{}=", "<{}>", "{}!")
    found = dict.fromkeys(frame.replace("{}", start) for frame, start in product(frames, starts))
    return [text for text in found if text.strip() or not usual][:500]
