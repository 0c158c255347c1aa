"""What checks ask of an engine that evaluates shapes, whichever it is.

The types here are pyoxigraph's terms and plain text: nothing of one engine passes through. The reference engine keeps
shapes as objects in memory and visits one focus node after another (`pyshacl_engine`); the next one may compile each
constraint to a SPARQL query that answers for all focus nodes at once on a store. Both are made from `Shapes`, once,
and then asked about many graphs; both give results that are equal and in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from competencygraph.validation.shapes import Shapes

__all__ = ["EngineFactory", "ShapeEngine", "ShapeResult"]


@dataclass(frozen=True, slots=True)
class ShapeResult:
    """One result of a validation: a row of a W3C validation report.

    Args:
        focus: the node that was checked.
        component: IRI of the constraint component (``sh:sourceConstraintComponent``).
        shape: IRI of the shape, or ``_:`` and the label of a blank node.
        severity: IRI of the severity.
        path: the property path as SPARQL writes it, an IRI without brackets when it is a single property; None when
            the result is about the node itself.
        value: the offending value; None when there is none.
        constraint: IRI or ``_:`` label of the SPARQL constraint (``sh:sourceConstraint``); None for others.
        messages: text by language tag, an empty tag for a text without language; ``{?var}`` and ``{$this}`` are
            filled in.
        path_triples: the triples of a path that is no single property, its head first; for ``sh:resultPath``.
    """

    focus: NamedNode | BlankNode | Literal
    component: str
    shape: str
    severity: str
    path: str | None = None
    value: NamedNode | BlankNode | Literal | None = None
    constraint: str | None = None
    messages: Mapping[str, str] = field(default_factory=dict)
    path_triples: tuple[Triple, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """Return what results are sorted by; results that differ have a different one.

        >>> ShapeResult(NamedNode("a:a"), "a:C", "a:S", "a:V").order[:2]
        ('<a:a>', '')
        """
        value = "" if self.value is None else str(self.value)
        texts = (f"{language} {text}" for language, text in sorted(self.messages.items()))
        return (
            str(self.focus),
            self.path or "",
            self.shape,
            self.component,
            value,
            self.severity,
            self.constraint or "",
            *texts,
        )


class ShapeEngine(Protocol):
    """Evaluates shapes on graphs.

    An engine is made from `Shapes` by its `EngineFactory`, which raises `ShapesError` for shapes that it cannot
    evaluate; no fault of the shapes is ever a result, and no fault of the data an error. It fetches nothing, infers
    nothing but what ``rdfs:subClassOf`` in the data says of classes, and leaves the data as it is.

    A result's blank nodes are those of the data and of the shapes. An engine may be asked again and again, by one
    thread at a time; it sets no limit of time: run it in `Supervised`, and let it `note` the shape that it is at.
    """

    def validate(self, data: Iterable[Triple]) -> tuple[ShapeResult, ...]:
        """Return what does not conform, sorted by `ShapeResult.order`; nothing when all does.

        Raises:
            ShapesError: a shape turned out to be at fault.
        """
        ...


EngineFactory: TypeAlias = Callable[[Shapes], ShapeEngine]
