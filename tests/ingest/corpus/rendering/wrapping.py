"""Running text broken into lines, words at line ends too where asked."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["wrap"]

_VOWELS = "aeiouyáàâäéèêëíìîïóòôöúùûü"
_SHORTEST = 7


def wrap(
    text: str,
    width: float,
    measure: Callable[[str], float] = len,
    *,
    hyphenate: bool = False,
) -> list[str]:
    """Return a text in lines.

    Args:
        text: the text, its white space only between words.
        width: the greatest width of a line, in the units of `measure`.
        measure: gives the width of a piece of text.
        hyphenate: whether a word that does not fit is broken with a hyphen, where a consonant begins a syllable.

    Returns:
        At least one line; one that is too wide where a single word is.

    >>> wrap("een organisatie leiden", 10, hyphenate=True)
    ['een orga-', 'nisatie', 'leiden']
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if measure(joined) <= width:
            line = joined
            continue
        head, rest = _broken(f"{line} " if line else "", word, width, measure) if hyphenate else ("", word)
        if head:
            lines.append(head)
        elif line:
            lines.append(line)
        line = rest
    return [*lines, line]


def _broken(line: str, word: str, width: float, measure: Callable[[str], float]) -> tuple[str, str]:
    if len(word) < _SHORTEST or not word.isalpha():
        return "", word
    for place in range(len(word) - 3, 2, -1):
        if _begins_syllable(word, place) and measure(f"{line}{word[:place]}-") <= width:
            return f"{line}{word[:place]}-", word[place:]
    return "", word


def _begins_syllable(word: str, place: int) -> bool:
    before, here, after = word[place - 1].lower(), word[place].lower(), word[place + 1].lower()
    return before in _VOWELS and here not in _VOWELS and after in _VOWELS
