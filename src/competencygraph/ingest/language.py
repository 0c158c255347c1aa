"""The language of a document, told by langdetect from samples of its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

__all__ = ["Language", "language_of"]

Language = Literal["nl", "fr", "en", "de"]

_LANGUAGES = ("nl", "fr", "en", "de")
# What a document may be in instead: without these, Spanish would be taken for French.
_OTHERS = ("es", "it", "pt", "ro", "pl", "sv", "da")
_SAMPLES = 5
_SAMPLE_SIZE = 200
# How often the library draws from a sample; it takes 7 of itself, which differ no more than the samples do.
_TRIALS = 2
# A document of fewer letters is no more than a heading, which says little: "Manager" is Dutch, English and French.
_MIN_LETTERS = 30
# Of one sample, how sure the library must be; of all samples, which share one language must have.
_SURE = 0.8
_MAJORITY = 0.5
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def language_of(text: str) -> Language | None:
    """Return the language that most of a text is written in.

    The text is told from up to five samples spread evenly over it, so that a long one takes no longer and a heading
    in another language does not decide.

    Args:
        text: running text; line ends count as spaces.

    Returns:
        ``nl``, ``fr``, ``en`` or ``de``, the same for the same text every time; None for another language, for
        fewer than 30 letters, and where no language has more than half of the samples.

    >>> language_of("De ploegen van de groendienst aansturen en het onderhoud van de parken plannen.")
    'nl'
    >>> language_of("Project Manager") is None
    True
    """
    samples = list(_samples(text))
    letters = sum(len(sample) for sample in samples)
    if letters < _MIN_LETTERS:
        return None
    votes: Counter[str] = Counter()
    for sample in samples:
        found, probability = _detect(sample)
        if probability < _SURE:
            continue
        votes[found] += len(sample)
        # Whatever the others say, no language can have more.
        if votes[found] > letters * _MAJORITY:
            return cast(Language, found) if found in _LANGUAGES else None
    return None


def _samples(text: str) -> Iterator[str]:
    """Yield the words of up to `_SAMPLES` parts of the text, each of about `_SAMPLE_SIZE` characters."""
    count = max(1, min(_SAMPLES, len(text) // _SAMPLE_SIZE))
    step = len(text) / count
    size = _SAMPLE_SIZE if count == _SAMPLES else int(step) + 1
    for index in range(count):
        start = int(index * step)
        words = _WORD.findall(text[start : start + size])
        # A word written in capitals says nothing to the library.
        sample = " ".join(word.lower() if word.isupper() else word for word in words)
        if sample:
            yield sample


def _detect(sample: str) -> tuple[str, float]:
    """Return the likeliest language with its probability; an empty name where the sample holds no letter it knows."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.n_trial = _TRIALS
    detector.append(sample)
    try:
        ranked = detector.get_probabilities()
    except LangDetectException:
        return "", 0.0
    return (ranked[0].lang, ranked[0].prob) if ranked else ("", 0.0)


@lru_cache(maxsize=1)
def _factory() -> Any:
    """Return a detector factory of the languages that matter; its draws are the same in every run."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    folder = Path(PROFILES_DIRECTORY)
    factory.load_json_profile([(folder / name).read_text(encoding="utf-8") for name in (*_LANGUAGES, *_OTHERS)])
    factory.seed = 0
    return factory
