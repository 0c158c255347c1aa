"""The processes that check: made without loading what they load, so that they can be started before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from competencygraph.validation.edition_check import EditionCheck
from competencygraph.validation.supervised import DEFAULT_SECONDS, Supervised

if TYPE_CHECKING:
    from competencygraph.validation.edition import EditionData
    from competencygraph.validation.finding import Finding
    from competencygraph.validation.observing import Thresholds
    from competencygraph.validation.shapes import Profile, Shapes

__all__ = ["Workers", "check_workers"]

Workers: TypeAlias = "Supervised[EditionData, tuple[Finding, ...]]"


def check_workers(
    profile: Profile,
    own: tuple[Shapes, ...] = (),
    thresholds: Thresholds | None = None,
    *,
    processes: int | None = None,
    seconds: float = DEFAULT_SECONDS,
) -> Workers:
    """Return processes that check editions, not yet started.

    Args:
        profile: which packaged shapes.
        own: shapes of the user's own.
        thresholds: what counts as alike; None for the usual.
        processes: how many check at once; None for as many as there are processors.
        seconds: what checking one document may take.

    Returns:
        The processes; they end with `close`, or with the ``with`` block that they are used in.

    >>> with check_workers("core", processes=1) as workers:
    ...     list(workers.map([]))
    []
    """
    task = EditionCheck(profile, own, thresholds)
    return Supervised(task, prepare=task.prepare, processes=processes, seconds=seconds, name=_name)


def _name(data: EditionData) -> str:
    from competencygraph.app.listing import short_name

    return short_name(data.document)
