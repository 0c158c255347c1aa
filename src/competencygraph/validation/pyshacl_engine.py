"""The reference engine: pyshacl, with its shapes kept between validations, and the only module that imports it.

pyshacl is asked shape by shape, without its reports: what it would write into a report graph and a text is taken where
it is found (`_record`), so that messages keep their language and a value with a backslash does no harm. Queries of
shapes were checked by `shape_queries`, whose reading takes the place of pyshacl's patterns, which see keywords in
strings and comments. Nothing of this is left behind in the process: `_pyshacl_adjusted` sets and restores it.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pyshacl.shape
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from pyparsing import ParseException
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.constraints.sparql.sparql_based_constraint_components import (
    BoundShapeValidatorComponent,
    SPARQLConstraintComponentValidator,
)
from pyshacl.errors import ConstraintLoadWarning, ReportableRuntimeError
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from pyshacl.monkey import rdflib_bool_patch, rdflib_bool_unpatch
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shapes_graph import ShapesGraph
from rdflib.plugins.sparql.sparql import Query, SPARQLError

from competencygraph.errors import ShapesError
from competencygraph.validation.port import ShapeResult
from competencygraph.validation.rdflib_terms import Terms
from competencygraph.validation.shacl_terms import SH
from competencygraph.validation.shape_data import PreparedGraph, evaluated, without_long_lists
from competencygraph.validation.shape_graph import Term, identifier
from competencygraph.validation.shape_limits import shown
from competencygraph.validation.shape_paths import path_text, path_triples
from competencygraph.validation.shapes import Shapes
from competencygraph.validation.worker import note

__all__ = ["PyshaclEngine", "engine_of_shapes"]

_LOCK = threading.RLock()
_MAX_DEPTH = 100
_LOGGERS = ("rdflib.term", "pyshacl.shapes_graph", "pyshacl.shape")
_HOLE = re.compile(r"\{[?$](\w+)\}")
_ABSENT = object()
# pyshacl looks each statement about a shape up in a list, which takes half the time of a validation.
_PARAMETERS = (frozenset(ALL_CONSTRAINT_PARAMETERS), CONSTRAINT_PARAMETERS_MAP)
_FAULTS = (ReportableRuntimeError, NotImplementedError)
# What rdflib lets a user's query raise: the errors of what it calls with the values that the query names.
_OWN_FAULTS = (
    *_FAULTS,
    ArithmeticError,
    AttributeError,
    LookupError,
    ParseException,
    RuntimeError,
    SPARQLError,
    TypeError,
    ValueError,
    re.error,
)
_MAX_GENERIC = 300
_SHAPES_OF_SHAPES = "shacl-shacl"


class PyshaclEngine:
    """Evaluates shapes with pyshacl: SHACL Core and SHACL-SPARQL, no rules, no inference, nothing fetched.

    Args:
        shapes: read and kept once; a user's own are also validated against the shapes of shapes (meta-SHACL).
        checked: whether a user's own were found to be in order by an engine before.

    Raises:
        ShapesError: pyshacl cannot evaluate a shape, or it is not well formed.

    >>> from competencygraph.validation.shapes import load_shapes
    >>> PyshaclEngine(load_shapes("core")).validate([])
    ()
    """

    def __init__(self, shapes: Shapes, *, checked: bool = False) -> None:
        self._shapes = shapes
        self._terms = Terms()
        self._queries: dict[str, Query] = {}
        check = not (shapes.packaged or checked)
        if check:
            _check_well_formed(shapes)
        with _pyshacl_adjusted():
            graph = rdflib.Graph(store="SimpleMemory", bind_namespaces="none")
            with _strict_booleans():
                self._terms.graph(evaluated(shapes, checked=checked), graph)
            quiet = logging.getLogger("pyshacl.shapes_graph")
            with self._faults(None):
                self._graph = ShapesGraph(graph, logger=quiet)
                harvested = list(self._graph.shapes)
                components = self._graph.custom_constraints
            self._targeted: list[tuple[str, Any]] = []
            for shape in harvested:
                if check:
                    note(self._name(shape))
                    with self._faults(shape):
                        self._load(shape, components)
                if _has_target(shape):
                    self._targeted.append((self._name(shape), shape))
            self._targeted.sort(key=lambda named: (named[0], str(named[1].node)))

    def validate(self, data: Iterable[Triple]) -> tuple[ShapeResult, ...]:
        """Return what does not conform.

        Args:
            data: the triples to validate, with the classes above theirs where targets name these.

        Returns:
            The results, sorted; nothing when all conforms.

        Raises:
            ShapesError: a shape turned out to be at fault.
        """
        terms = Terms()
        with _pyshacl_adjusted():
            graph = PreparedGraph(self._queries)
            terms.graph(data, graph)
            executor = SHACLExecutor(validator=None, max_validation_depth=_MAX_DEPTH)
            results = []
            for name, shape in self._targeted:
                if self._shapes.source != _SHAPES_OF_SHAPES:
                    note(name)
                with self._faults(shape):
                    _, reports = shape.validate(executor, graph)
                    results += [self._result(found[0], terms) for _, _, found in reports]
        return tuple(sorted(results, key=lambda result: result.order))

    def _name(self, shape: Any) -> str:
        node = self._node(shape.node)
        return self._shapes.graph.named(node) or identifier(node)

    def _node(self, term: Any) -> Term:
        return self._terms.to_pyoxigraph(term)

    @contextmanager
    def _faults(self, shape: Any) -> Iterator[None]:
        """Turn what pyshacl says of shapes into the error that names the shape."""
        place: dict[str, str | None] = {"where": self._shapes.source, "shape": None}
        if shape is not None:
            place = self._shapes.place(self._node(shape.node))
        faults: tuple[type[Exception], ...] = _FAULTS if self._shapes.packaged else _OWN_FAULTS
        try:
            yield
        except ShapesError:
            raise
        except faults as error:
            reason = shown(str(error).split("For reference, see")[0]) or type(error).__name__
            raise ShapesError(f"the shape cannot be evaluated: {reason}", remedy="mend the shape", **place) from None

    def _load(self, shape: Any, components: Iterable[Any]) -> None:
        """Make each constraint of a shape once, so that what is wrong with it is found before there is data."""
        kinds = {CONSTRAINT_PARAMETERS_MAP.get(predicate) for predicate, _ in _statements(shape)}
        for kind in kinds - {None}:
            with suppress(ConstraintLoadWarning):
                for query in getattr(_made(kind, shape), "sparql_constraints", ()):
                    self._prepare(query)
        for component in components:
            if component in shape.find_custom_constraints():
                self._prepare(component.make_validator_for_shape(shape).query_helper)

    def _prepare(self, query: Any) -> None:
        """Parse a query as it will be asked."""
        _, text = query.pre_bind_variables(rdflib.URIRef("urn:focus"))
        text = query.apply_prefixes(text)
        try:
            PreparedGraph(self._queries).prepared(text)
        except (ParseException, RecursionError, SPARQLError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise ReportableRuntimeError(reason) from None

    def _result(self, record: _Record, terms: Terms) -> ShapeResult:
        focus = terms.to_pyoxigraph(record.focus)
        value = None if record.value is None else terms.to_pyoxigraph(record.value)
        path: Term | None = None
        if record.path is not None:
            path = self._node(record.path)
            if record.path_is_computed and not isinstance(path, NamedNode):
                raise ShapesError(
                    f"its query gives ?path a value that is no property: {shown(identifier(path))}",
                    remedy="give it an IRI, or choose another variable",
                    **self._shapes.place(self._node(record.shape)),
                )
        text = None if path is None else path_text(self._shapes.graph, path)
        constraint = None if record.constraint is None else identifier(self._node(record.constraint))
        said = {name: terms.to_pyoxigraph(bound) for name, bound in record.bound.items()}
        filled = {name: identifier(bound) for name, bound in said.items()}
        filled = {"this": identifier(focus), **({} if value is None else {"value": identifier(value)}), **filled}
        if text is not None:
            filled = {**filled, "path": text, "PATH": text}
        return ShapeResult(
            focus=focus,
            component=str(record.component),
            shape=identifier(self._node(record.shape)),
            severity=str(record.severity),
            path=text,
            value=value,
            constraint=constraint,
            messages=self._messages(record, said.get("message"), filled),
            path_triples=() if path is None else path_triples(self._shapes.graph, path),
        )

    def _messages(self, record: _Record, said: Term | None, filled: Mapping[str, str]) -> dict[str, str]:
        """Return the message that the query gives, else that of its constraint, of its shape or of its validator.

        Source:
            SHACL, sections 2.1.5 and 5.3.2.
        """
        if isinstance(said, Literal):
            return {said.language or "": said.value}
        for speaker in (record.constraint, record.shape, record.validator):
            if speaker is not None:
                texts = self._shapes.graph.texts(self._node(speaker), f"{SH}message")
                if texts:
                    return {language: _filled(text, filled) for language, text in texts.items()}
        return {"": shown(record.generic, _MAX_GENERIC)} if record.generic else {}


@dataclass(frozen=True, slots=True)
class _Record:
    """What pyshacl found, in terms of rdflib."""

    focus: Any
    component: Any
    shape: Any
    severity: Any
    path: Any
    path_is_computed: bool
    value: Any
    constraint: Any
    validator: Any
    bound: Mapping[str, Any]
    generic: str


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _HOLE.sub(lambda hole: values.get(hole[1], hole[0]), text)


def _statements(shape: Any) -> Iterable[tuple[Any, Any]]:
    statements: Iterable[tuple[Any, Any]] = shape.sg.graph.predicate_objects(shape.node)
    return statements


def _made(kind: Any, shape: Any) -> Any:
    return kind(shape)


def _has_target(shape: Any) -> bool:
    return any(True for targets in shape.target() for _ in targets)


def _check_well_formed(shapes: Shapes) -> None:
    """Refuse shapes that do not conform to the shapes of shapes.

    Source:
        W3C, SHACL, appendix C (SHACL Shapes to Validate Shapes Graphs), as pyshacl ships it.
    """
    for result in engine_of_shapes().validate(without_long_lists(shapes)):
        component = result.component.removeprefix(SH).removesuffix("ConstraintComponent")
        about = "" if result.path is None else result.path.replace(SH, "sh:")
        value = "" if result.value is None or result.value == result.focus else shown(identifier(result.value))
        reason = ", ".join(part for part in (about, value, component) if part)
        raise ShapesError(
            f"the shape is not well formed ({reason})",
            remedy="mend it as the SHACL recommendation says",
            **shapes.place(result.focus),
        )


@cache
def engine_of_shapes() -> PyshaclEngine:
    """Return the engine for the shapes of shapes, made once.

    >>> engine_of_shapes().validate([])
    ()
    """
    content = (files("pyshacl") / "assets" / "shacl-shacl.ttl").read_bytes()
    rules = tuple(quad.triple for quad in parse(content, RdfFormat.TURTLE))
    return PyshaclEngine(Shapes(rules, _SHAPES_OF_SHAPES, packaged=True))


def _record(
    component: Any,
    datagraph: Any,
    focus_node: Any,
    value_node: Any = None,
    result_path: Any = None,
    constraint_component: Any = None,
    source_constraint: Any = None,
    extra_messages: Any = None,
    bound_vars: Any = None,
) -> tuple[str, None, list[Any]]:
    """Stand in for `ConstraintComponent.make_v_result`: no text, no triples, but what they would be made of."""
    if isinstance(bound_vars, dict):
        raise ReportableRuntimeError("its query binds ?failure")
    shape = component.shape
    bound: dict[str, Any] = dict(bound_vars[3]) if bound_vars is not None and len(bound_vars) > 3 else {}
    validator = None
    if isinstance(component, BoundShapeValidatorComponent):
        bound = dict(component.query_helper.param_bind_map)
        validator = component.validator.node
    generic = ""
    computed = result_path is not None and source_constraint is not None
    if source_constraint is None and validator is None:
        generic = " ".join(str(text) for text in component.make_generic_messages(datagraph, focus_node, value_node))
    record = _Record(
        focus=focus_node,
        component=constraint_component or component.shacl_constraint_component,
        shape=shape.node,
        severity=shape.severity,
        path=shape.path() if result_path is None and shape.is_property_shape else result_path,
        path_is_computed=computed,
        value=value_node,
        constraint=source_constraint,
        validator=validator,
        bound=bound,
        generic=generic,
    )
    return "", None, [record]


def _accepted(*_: Any, **__: Any) -> bool:
    """Stand in for `SPARQLQueryHelper.check_invalid_sparql`: queries were checked when the shapes were read."""
    return True


@contextmanager
def _pyshacl_adjusted() -> Iterator[None]:
    """Adjust pyshacl and rdflib for one piece of work by one thread, and leave them as they were.

    Literals keep their lexical form (two tests of the W3C suite depend on it); pyshacl's cache of validators, which
    confuses graphs that come to stand at one address, is set aside.
    """
    with ExitStack() as stack:
        stack.enter_context(_LOCK)
        stack.enter_context(_replaced(rdflib, "NORMALIZE_LITERALS", False))
        stack.enter_context(_replaced(ConstraintComponent, "make_v_result", _record))
        stack.enter_context(_replaced(SPARQLQueryHelper, "check_invalid_sparql", _accepted))
        stack.enter_context(_replaced(SPARQLConstraintComponentValidator, "validator_cache", {}))
        stack.enter_context(_replaced(pyshacl.shape, "CONSTRAINT_PARAMS", _PARAMETERS))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        for logger in _LOGGERS:
            stack.enter_context(_replaced(logging.getLogger(logger), "disabled", True))
        yield


@contextmanager
def _strict_booleans() -> Iterator[None]:
    """Let only ``true`` be true, and not ``1``: of a shape's parameters SHACL names the term."""
    with _replaced(rdflib, "NORMALIZE_LITERALS", False):
        rdflib_bool_patch()  # type: ignore[no-untyped-call]
        try:
            yield
        finally:
            rdflib_bool_unpatch()  # type: ignore[no-untyped-call]


@contextmanager
def _replaced(holder: Any, name: str, value: object) -> Iterator[None]:
    """Give a module, class or object an attribute for a while, which it may have had or not."""
    before = vars(holder).get(name, _ABSENT)
    setattr(holder, name, value)
    try:
        yield
    finally:
        if before is _ABSENT:
            delattr(holder, name)
        else:
            setattr(holder, name, before)
