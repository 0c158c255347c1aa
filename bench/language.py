"""How well and how fast libraries tell the language of short texts about jobs; missing ones are left out.

The texts are those of ``tests/ingest/language_samples.tsv``; each chooses among Dutch, French, English and German.
"""

from __future__ import annotations

import csv
import importlib
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[1] / "tests" / "ingest" / "language_samples.tsv"
LANGUAGES = ("nl", "fr", "en", "de")
WORDS = 10
SIZE = 8192
RUNS = 9

Detector = Callable[[str], str | None]


def ours() -> Detector:
    """Return the detector of the package: langdetect on samples, with the right to tell none."""
    return importlib.import_module("competencygraph.ingest.language").language_of


def langdetect() -> Detector:
    """Return langdetect on the whole text."""
    module: Any = importlib.import_module("langdetect.detector_factory")
    factory = module.DetectorFactory()
    folder = Path(module.PROFILES_DIRECTORY)
    factory.load_json_profile([(folder / name).read_text(encoding="utf-8") for name in LANGUAGES])
    factory.seed = 0

    def detect(text: str) -> str | None:
        detector = factory.create()
        detector.append(text)
        return str(detector.detect())

    return detect


def lingua(low: bool = False) -> Detector:
    """Return lingua, in its usual or in its low accuracy mode."""
    module: Any = importlib.import_module("lingua")
    names = module.Language.DUTCH, module.Language.FRENCH, module.Language.ENGLISH, module.Language.GERMAN
    builder = module.LanguageDetectorBuilder.from_languages(*names)
    detector = (builder.with_low_accuracy_mode() if low else builder).build()

    def detect(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else None

    return detect


def py3langid() -> Detector:
    """Return py3langid."""
    module: Any = importlib.import_module("py3langid")
    module.set_languages(list(LANGUAGES))
    return lambda text: str(module.classify(text)[0])


def simplemma() -> Detector:
    """Return simplemma."""
    module: Any = importlib.import_module("simplemma")
    return lambda text: str(module.langdetect(text, lang=LANGUAGES)[0][0])


def eld() -> Detector:
    """Return eld."""
    module: Any = importlib.import_module("eld")
    detector = module.LanguageDetector()
    detector.dynamic_lang_subset(list(LANGUAGES))
    return lambda text: detector.detect(text).language


def pycld2() -> Detector:
    """Return pycld2."""
    module: Any = importlib.import_module("pycld2")
    return lambda text: str(module.detect(text, bestEffort=True)[2][0][1])


LIBRARIES: dict[str, Callable[[], Detector]] = {
    "competencygraph": ours,
    "langdetect": langdetect,
    "lingua": lingua,
    "lingua, low accuracy": lambda: lingua(low=True),
    "py3langid": py3langid,
    "simplemma": simplemma,
    "eld": eld,
    "pycld2": pycld2,
}


def main() -> None:
    """Print one row a library."""
    with SAMPLES.open(encoding="utf-8", newline="") as stream:
        samples = [
            (row["language"], row["text"]) for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    long = (" ".join(text for language, text in samples if language == "nl") * 5)[:SIZE]
    print(f"{'library':22}{'load ms':>9}{'8 kB ms':>9}{f'of {len(samples)}':>8}{f'{WORDS} words':>10}")
    for name, make in LIBRARIES.items():
        start = time.perf_counter()
        try:
            detect = make()
            detect("Een eerste zin, zodat alles geladen is.")
        except ModuleNotFoundError:
            continue
        load = (time.perf_counter() - start) * 1000
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            detect(long)
            times.append((time.perf_counter() - start) * 1000)
        right = sum(detect(text) == language for language, text in samples)
        short = sum(detect(" ".join(text.split()[:WORDS])) == language for language, text in samples)
        print(f"{name:22}{load:9.0f}{statistics.median(times):9.1f}{right:8}{short:10}")


if __name__ == "__main__":
    main()
