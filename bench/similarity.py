"""Similarity: time, memory and pairs for many texts; blocks beside all pairs; precision and recall on labelled pairs.

The texts are made up: words of syllables, as frequent as words are (Zipf), with small words between. One in ten is a
near copy of an earlier one: a word left out, put elsewhere, added, or replaced. Of those copies that reach the
threshold it is counted how many are found.
"""

from __future__ import annotations

import argparse
import csv
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from pathlib import Path
from random import Random

from competencygraph.similarity import MOST_IN_BLOCK, THRESHOLD, NodeText, find_pairs, score_texts
from competencygraph.similarity.reducing import reduce_text
from competencygraph.similarity.scoring import score

LABELLED = Path(__file__).resolve().parents[1] / "tests" / "similarity" / "labelled.tsv"
LANGUAGES = {"nl": "de van het en in voor", "fr": "le de la et en pour", "en": "the of a and in for"}
CONSONANTS, VOWELS, ENDS = "bdfghklmnprstvw", "aeiou", ("", "l", "n", "r", "k", "m")
A_DOCUMENT = 40
STEPS = 100


@dataclass(frozen=True)
class Measure:
    """Precision and recall at a threshold."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.2f}  recall {self.recall:.2f}  F1 {self.f1:.2f}"


def labelled() -> list[dict[str, str]]:
    """Return the labelled pairs."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def measure(pairs: Sequence[dict[str, str]], threshold: float) -> Measure:
    """Return how well a threshold tells which pairs say the same."""
    found = [score_texts(pair["one"], pair["other"], pair["language"]) >= threshold for pair in pairs]
    same = [pair["same"] == "yes" for pair in pairs]
    right = sum(map(all, zip(found, same, strict=True)))
    return Measure(right / sum(found) if any(found) else 1.0, right / sum(same) if any(same) else 1.0)


def best_threshold(pairs: Sequence[dict[str, str]]) -> float:
    """Return the lowest threshold, in steps of a hundredth from one half, with the highest F1."""
    return max((step / STEPS for step in range(STEPS // 2, STEPS)), key=lambda one: (measure(pairs, one).f1, -one))


def show_labelled() -> None:
    """Print what the labelled pairs say."""
    pairs = labelled()
    first, second = ([pair for pair in pairs if pair["half"] == half] for half in ("first", "second"))
    chosen = best_threshold(first)
    print(f"labelled pairs: {len(first)} to choose with, {len(second)} to measure with")
    print(f"  best threshold on the first half   {chosen:.2f}   {measure(first, chosen)}")
    print(f"  the same on the second half               {measure(second, chosen)}")
    print(f"  in use                             {THRESHOLD:.2f}")
    for language in LANGUAGES:
        print(f"  second half, {language}       {measure([p for p in second if p['language'] == language], THRESHOLD)}")
    for category in dict.fromkeys(pair["category"] for pair in pairs):
        some = [pair for pair in second if pair["category"] == category]
        above = sum(score_texts(pair["one"], pair["other"], pair["language"]) >= THRESHOLD for pair in some)
        said = "say the same" if some[0]["same"] == "yes" else "say something else"
        print(f"  second half, {category:11}{above:3} of {len(some):2} reach it ({said})")
    print()


def made_up(
    count: int, vocabulary: int, *, seed: int = 0, even: bool = False
) -> tuple[list[NodeText], list[tuple[NodeText, NodeText]]]:
    """Return texts, and the pairs of a text and its near copy."""
    random = Random(seed)
    words = sorted(set(_words(random, vocabulary)))
    random.shuffle(words)
    weights = list(accumulate(1.0 if even else 1 / (rank + 2.7) for rank in range(len(words))))
    texts: list[NodeText] = []
    copies: list[tuple[NodeText, NodeText]] = []
    for number in range(count):
        document = f"urn:document:{number // A_DOCUMENT}"
        source = random.choice(texts) if texts and number % 10 == 9 else None
        if source is not None and source.document != document:
            text, language, kind = _changed(source.text.split(), words, random), source.language, source.kind
        else:
            language = random.choices(tuple(LANGUAGES), (6, 2, 2))[0]
            kind = random.choice(("task", "indicator"))
            told = random.choices(words, cum_weights=weights, k=random.choice((3, 4, 5, 6, 6, 7, 8, 8, 10, 12, 15)))
            small = LANGUAGES[language].split()
            text = " ".join(
                word for one in told for word in ([random.choice(small), one] if random.random() < 0.5 else [one])
            )
            source = None
        made = NodeText(f"urn:node:{number:07}", "urn:text", text, language, kind, document)
        texts.append(made)
        if source is not None:
            copies.append((source, made))
    return texts, copies


def _words(random: Random, count: int) -> Iterator[str]:
    for _ in range(count):
        syllables = (
            random.choice(CONSONANTS) + random.choice(VOWELS) + random.choice(ENDS)
            for _ in range(random.choice((2, 3, 3, 4)))
        )
        yield "".join(syllables)


def _changed(words: list[str], vocabulary: list[str], random: Random) -> str:
    place = random.randrange(len(words))
    match random.randrange(4):
        case 0 if len(words) > 4:
            del words[place]
        case 1:
            words.insert(random.randrange(len(words)), words.pop(place))
        case 2:
            words.insert(place, random.choice(vocabulary))
        case _ if len(words) > 4:
            words[place] = random.choice(vocabulary)
    return " ".join(words)


def show_beside_all_pairs(count: int, vocabulary: int) -> None:
    """Print blocks and all pairs side by side on the same texts."""
    texts, _ = made_up(count, vocabulary, seed=1)
    start = time.perf_counter()
    found = find_pairs(texts)
    blocks = time.perf_counter() - start
    start = time.perf_counter()
    reduced = [(text, reduce_text(text.text, text.language)) for text in texts]
    expected = set()
    compared = 0
    for (one, left), (other, right) in combinations(reduced, 2):
        if (one.kind, one.language) == (other.kind, other.language) and one.document != other.document:
            compared += 1
            if score(left, right) >= THRESHOLD:
                expected.add(frozenset((left.text, right.text)))
    naive = time.perf_counter() - start
    words = {text.node: short.text for text, short in reduced}
    pairs = {frozenset((words[pair.one], words[pair.other])) for pair in found.pairs}
    print(f"{count} texts, blocks beside all pairs")
    print(
        f"  blocks      {blocks:8.2f} s  {found.compared:>12,} pairs compared  {len(pairs):>7,} pairs of wordings found"
    )
    print(f"  all pairs   {naive:8.2f} s  {compared:>12,} pairs compared  {len(expected):>7,} pairs of wordings found")
    print(f"  ratio       {naive / blocks:8.1f}    {len(expected - pairs)} missed, {len(pairs - expected)} too many\n")


def show_many(count: int, vocabulary: int, most: int, *, even: bool) -> None:
    """Print time, memory and pairs for many texts."""
    texts, copies = made_up(count, vocabulary, even=even)
    start, cpu = time.perf_counter(), time.process_time()
    found = find_pairs(texts, most_in_block=most)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    near = [pair for pair in copies if score_texts(pair[0].text, pair[1].text, pair[0].language) >= THRESHOLD]
    words = {text.node: reduce_text(text.text, text.language).text for text in texts}
    pairs = {frozenset((words[pair.one], words[pair.other])) for pair in found.pairs}
    kept = sum(frozenset((words[one.node], words[other.node])) in pairs for one, other in near)
    spread = "equally frequent" if even else "as frequent as words are"
    print(f"{count} texts, {vocabulary} words, {spread}; {most} texts of a block at most")
    print(f"  {seconds:.0f} s ({cpu:.0f} s of one processor), {memory:.0f} MB at most in the whole process")
    print(f"  {found.wordings:,} wordings, {found.compared:,} pairs compared, {len(found.pairs):,} found")
    print(f"  {found.full} full blocks, {found.left_out:,} comparisons left out")
    print(
        f"  of {len(near):,} near copies that reach the threshold {kept:,} are found ({kept / max(len(near), 1):.2%})\n"
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, nargs="*", default=[100_000], help="how many texts")
    parser.add_argument("--vocabulary", type=int, default=20_000, help="how many words they are made of")
    parser.add_argument(
        "--even", action="store_true", help="words that are equally frequent: the worst that blocks can meet"
    )
    parser.add_argument("--beside", type=int, default=4_000, help="how many texts for all pairs; 0 to leave that out")
    parser.add_argument("--most-in-block", type=int, default=MOST_IN_BLOCK)
    chosen = parser.parse_args()
    show_labelled()
    if chosen.beside:
        show_beside_all_pairs(chosen.beside, chosen.vocabulary)
    for count in chosen.texts:
        show_many(count, chosen.vocabulary, chosen.most_in_block, even=chosen.even)


if __name__ == "__main__":
    main()
