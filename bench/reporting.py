"""The table of measured questions, and which aims are met."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from measuring import Measure

__all__ = ["Case", "print_report"]

NAMED_AIM = 20.0
AGGREGATE_AIMS = {"disk": 5_000.0, "memory": 1_000.0, "virtuoso": 1_000.0}
AGGREGATE_SIZE = 3_000_000
ALIKE = 1.1
_WIDE = 34
_COLUMN = 19


@dataclass(frozen=True)
class Case:
    """A question with values of its parameters.

    Args:
        name: of the question, and what tells this case from its others.
        question: name of the question.
        kind: ``named``, ``aggregate`` or ``listing``.
        aim: milliseconds on disk at every size; None for the usual aim of its kind.
        values: parameters, with placeholders.
    """

    name: str
    question: str
    kind: str
    aim: float | None
    values: Mapping[str, object]


def print_report(cases: Sequence[Case], measures: Sequence[Measure], loads: Sequence[float]) -> None:
    """Print a table for each size, then the aims."""
    if not measures:
        print("nothing is measured yet")
        return
    found = {(one.engine, one.size, one.case, one.form): one for one in measures}
    engines = list(dict.fromkeys(one.engine for one in measures))
    sizes = sorted({one.size for one in measures})
    print(f"load of the machine meanwhile: {min(loads):.1f} to {max(loads):.1f}, median {statistics.median(loads):.1f}")
    print("median and 95th percentile in milliseconds; naive: its median, and how many times that of the catalogue")
    for size in sizes:
        _print_size(size, cases, engines, found)
    print("\naims (~ met by the time that the process itself computed, missed by that which passed)")
    for aim, missed, count in _aims(cases, sizes, found):
        met = "no measure" if not count else "MISSED" if missed else "met"
        print(f"  {met}: {aim} ({count - len(missed)} of {count})")
        for line in missed:
            print(f"           {line}")
    differing = sorted(
        {f"{one.case} at {one.size:,}" for one in measures if one.digest and _digests(one, measures) > 1}
    )
    print(f"\nrows that differ between engines or forms: {', '.join(differing) or 'none'}")


def _print_size(
    size: int, cases: Sequence[Case], engines: Sequence[str], found: Mapping[tuple[str, int, str, str], Measure]
) -> None:
    columns = [(engine, form) for engine in engines for form in ("catalogue", "naive")]
    shown = [
        (engine, form) for engine, form in columns if any((engine, size, one.name, form) in found for one in cases)
    ]
    heads = [engine if form == "catalogue" else f"naive, {engine}" for engine, form in shown]
    print(f"\n{f'{size:,} triples':{_WIDE}}{'rows':>9}" + "".join(f"{head:>{_COLUMN}}" for head in heads))
    for case in cases:
        own = [found.get((engine, size, case.name, form)) for engine, form in shown]
        rows = next((str(one.rows) for one in own if one is not None and one.digest), "")
        if any(own):
            cells = [_cell(one, found) for one in own]
            print(f"{case.name:{_WIDE}}{rows:>9}" + "".join(f"{cell:>{_COLUMN}}" for cell in cells))


def _cell(one: Measure | None, found: Mapping[tuple[str, int, str, str], Measure]) -> str:
    if one is None:
        return ""
    if one.median is None or one.p95 is None:
        return one.failure if len(one.failure) < _COLUMN else one.failure.partition(":")[0][: _COLUMN - 1]
    if one.form == "catalogue":
        return f"{one.median:.1f} {one.p95:8.1f}"
    base = found.get((one.engine, one.size, one.case, "catalogue"))
    return (
        f"{one.median:.1f} {one.median / base.median:7.1f}x"
        if base is not None and base.median
        else f"{one.median:.1f}"
    )


def _aims(
    cases: Sequence[Case], sizes: Sequence[int], found: Mapping[tuple[str, int, str, str], Measure]
) -> Iterator[tuple[str, list[str], int]]:
    """Yield each aim, what misses it, and how many measures there were."""
    for aim in sorted({case.aim or NAMED_AIM for case in cases if case.kind == "named"}):
        ones = [
            one
            for case in cases
            for size in sizes
            if case.kind == "named" and (case.aim or NAMED_AIM) == aim
            if (one := found.get(("disk", size, case.name, "catalogue"))) is not None
        ]
        yield f"named ones on disk, at every size: median under {aim:g} ms", _over(ones, aim), len(ones)
    for engine, aim in AGGREGATE_AIMS.items():
        ones = [
            one
            for case in cases
            if case.kind == "aggregate"
            if (one := found.get((engine, AGGREGATE_SIZE, case.name, "catalogue"))) is not None
        ]
        if ones:
            yield (
                f"corpus-wide aggregates at {AGGREGATE_SIZE:,}, {engine}: median under {aim:g} ms",
                _over(ones, aim),
                len(ones),
            )
    pairs = [
        (one, naive)
        for (engine, size, case, form), naive in found.items()
        if form == "naive" and (one := found.get((engine, size, case, "catalogue"))) is not None
    ]
    slower = [
        f"{one.case}, {one.engine}, {one.size:,}: {_said(one)}, naive {_said(naive)}"
        for one, naive in pairs
        if naive.median is not None and (one.median is None or one.median > ALIKE * naive.median)
    ]
    yield "none slower than its naive form (by more than a tenth)", slower, len(pairs)


def _over(ones: Sequence[Measure], aim: float) -> list[str]:
    """Return a line for each measure that misses an aim; a mark where it computed for less time."""
    return [
        f"{'~' if one.cpu is not None and one.cpu < aim and one.engine != 'virtuoso' else ' '} "
        f"{one.case}, {one.engine}, {one.size:,}: {_said(one)}, {one.rows} rows"
        for one in ones
        if one.median is None or one.median >= aim
    ]


def _said(one: Measure) -> str:
    if one.median is None:
        return one.failure
    computed = "" if one.cpu is None or one.engine == "virtuoso" else f" ({one.cpu:.1f} computing)"
    return f"{one.median:.1f} ms{computed}"


def _digests(one: Measure, measures: Sequence[Measure]) -> int:
    return len({m.digest for m in measures if m.digest and (m.case, m.size) == (one.case, one.size)})
