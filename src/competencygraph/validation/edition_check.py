"""Checking editions in processes of their own: what such a process loads once, and does for each edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from competencygraph.validation.checker import Checker
    from competencygraph.validation.edition import EditionData
    from competencygraph.validation.finding import Finding
    from competencygraph.validation.observing import Thresholds
    from competencygraph.validation.shapes import Profile, Shapes

__all__ = ["EditionCheck", "codes_of", "prepare_reading", "read_own"]


class EditionCheck:
    """Checks one edition after another with the packaged shapes and rules, and with shapes of one's own.

    It is pickled before it is prepared, and does the tasks of `Supervised`. Making one loads nothing.

    Args:
        profile: which packaged shapes.
        own: further shapes, which `read_own` found to be in order.
        thresholds: what counts as alike; None for the usual.

    >>> EditionCheck("core").profile
    'core'
    """

    def __init__(self, profile: Profile, own: tuple[Shapes, ...] = (), thresholds: Thresholds | None = None) -> None:
        self.profile = profile
        self._own = own
        self._thresholds = thresholds
        self._checkers: tuple[Checker, ...] = ()
        self._own_ready = not own

    def prepare(self) -> None:
        """Load the packaged shapes and rules; shapes of one's own are for the first task, which has a deadline.

        Raises:
            DefinitionError: packaged shapes or rules are faulty.
        """
        from competencygraph.validation.checker import Checker
        from competencygraph.validation.pyshacl_engine import PyshaclEngine
        from competencygraph.validation.rules import load_rules
        from competencygraph.validation.shapes import load_shapes

        packaged = load_shapes(self.profile)
        self._checkers = (Checker(PyshaclEngine(packaged), packaged, load_rules(), self._thresholds),)

    def _prepare_own(self) -> None:
        from competencygraph.validation.checker import Checker
        from competencygraph.validation.pyshacl_engine import PyshaclEngine
        from competencygraph.validation.worker import note

        for shapes in self._own:
            note(shapes.source)
            engine = PyshaclEngine(shapes, checked=True)
            self._checkers = (*self._checkers, Checker(engine, shapes, (), self._thresholds))
        self._own_ready = True

    def __call__(self, data: EditionData) -> tuple[Finding, ...]:
        """Return what is wrong with an edition, or worth a look; prepares first when that was not done.

        Args:
            data: the edition, and what other documents say of the same things.

        Returns:
            The findings by place.

        Raises:
            ShapesError: a shape turned out to be at fault.
        """
        from competencygraph.validation.finding import sorted_findings

        if not self._checkers:
            self.prepare()
        if not self._own_ready:
            self._prepare_own()
        return sorted_findings([finding for checker in self._checkers for finding in checker.check(data)])


def prepare_reading() -> None:
    """Load what `read_own` needs, for `Supervised` to do without a deadline."""
    from competencygraph.validation.pyshacl_engine import engine_of_shapes

    engine_of_shapes()


def read_own(path: Path) -> Shapes:
    """Return a user's own shapes, found to be in order; a task of `Supervised`, since reading them may take long.

    Args:
        path: a Turtle file.

    Returns:
        The shapes.

    Raises:
        ShapesError: the file cannot be read, or a shape is faulty or cannot be evaluated; it names file and shape.

    >>> from pathlib import Path
    >>> read_own(Path("nowhere.ttl"))
    Traceback (most recent call last):
    competencygraph.errors.ShapesError: nowhere.ttl: there is no such file; give a Turtle file with shapes
    """
    from competencygraph.validation.pyshacl_engine import PyshaclEngine
    from competencygraph.validation.shapes import read_shapes

    shapes = read_shapes(path)
    PyshaclEngine(shapes)
    return shapes


def codes_of(shapes: Shapes) -> frozenset[str]:
    """Return the codes that findings of some shapes can have.

    Args:
        shapes: those in question.

    Returns:
        A code for each shape and constraint that has an IRI.

    >>> from competencygraph.validation.shapes import load_shapes
    >>> "CG-Grade-rank" in codes_of(load_shapes("core"))
    True
    """
    from pyoxigraph import NamedNode

    from competencygraph.validation.checker import shape_code

    return frozenset(shape_code(node.value) for node in shapes.graph if isinstance(node, NamedNode))
