"""What changed between two releases: terms, concepts and shapes, and which part of the version must rise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal as OneOf
from typing import TypeAlias

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node
from tools.release.sources import BASE

__all__ = ["Change", "Differences", "Rise", "compare", "differences_json", "differences_markdown"]

Rise: TypeAlias = OneOf["major", "minor", "patch", "none"]

_CG = BASE + "def/"
_STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
_REMEDY = URIRef(_CG + "remedy")
#: What a statement with this property is about, in the words of a reader; any other property says what is meant.
_ASPECTS = {
    SKOS.prefLabel: "label",
    SKOS.altLabel: "label",
    SKOS.hiddenLabel: "label",
    SKOS.definition: "definition",
    SKOS.scopeNote: "note",
    SKOS.example: "note",
    SKOS.editorialNote: "note",
    SKOS.changeNote: "note",
    DCTERMS.source: "note",
    _STATUS: "status",
    RDFS.isDefinedBy: "module",
    OWL.deprecated: "deprecation",
    DCTERMS.isReplacedBy: "deprecation",
    SH.name: "wording",
    SH.message: "wording",
    _REMEDY: "wording",
    SH.description: "wording",
}
_DERIVED = frozenset({RDFS.label, RDFS.comment})
_WORDING = frozenset({"label", "definition", "note", "status", "module", "wording"})
#: What a shape can ask of data without the property.
_ASKING = {SH.minCount, SH.qualifiedMinCount, SH.hasValue, SH.equals, SH.sparql, SH.node, SH["or"], SH.xone, SH["not"]}
_ORDER: tuple[Rise, ...] = ("none", "patch", "minor", "major")


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Args:
        kind: ``added``, ``removed``, ``renamed``, ``deprecated`` or ``changed``.
        about: ``term``, ``concept``, ``shape`` or ``axioms`` (those that belong to no single term).
        name: prefixed name or IRI of what changed; the new one of a term that was renamed; empty for axioms.
        aspect: of what changed: ``label``, ``definition``, ``note``, ``status``, ``module``, ``wording``, ``meaning``.
        before: statements that are gone, or the former name; sorted.
        after: statements that are new; sorted.
        rise: the part of the version that this alone makes rise.
    """

    kind: str
    about: str
    name: str
    rise: Rise
    aspect: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """All that changed.

    Args:
        before: version of the release before; None where there is none.
        after: version of this one.
        changes: sorted by rise, kind and name.
    """

    before: str | None
    after: str
    changes: tuple[Change, ...]

    @property
    def rise(self) -> Rise:
        """Return the highest rise that a change asks for; ``none`` without changes."""
        return max((one.rise for one in self.changes), key=_ORDER.index, default="none")


def compare(
    before: tuple[Graph, Graph],
    after: tuple[Graph, Graph],
    versions: tuple[str | None, str],
    prefixes: Mapping[str, str],
) -> Differences:
    """Return what changed between two releases, or their sources; versions and derived labels do not count.

    Args:
        before: the whole ontology and all shapes, as they were.
        after: the same, as they are.
        versions: of both; None for sources that were never released.
        prefixes: namespace by prefix, to name things by.

    Returns:
        The changes.
    """
    old, new = _Described(before, prefixes), _Described(after, prefixes)
    changes: list[Change] = []
    gone = sorted(old.nodes.keys() - new.nodes.keys())
    fresh = sorted(new.nodes.keys() - old.nodes.keys())
    for was, now in _renamed(old, new, gone, fresh):
        gone.remove(was)
        fresh.remove(now)
        changes.append(Change("renamed", new.nodes[now], new.short(now), "major", before=(old.short(was),)))
    changes += [Change("removed", old.nodes[one], old.short(one), "major") for one in gone]
    added = [Change("added", new.nodes[one], new.short(one), _rise_of_new(new, one, fresh)) for one in fresh]
    changes += added
    harmless = {
        f"{new.short(str(SH.property))} {one.name}" for one in added if one.about == "shape" and one.rise == "minor"
    }
    for node in sorted(old.nodes.keys() & new.nodes.keys()):
        changes += _changed(old, new, node, harmless)
    lost, made = old.axioms - new.axioms, new.axioms - old.axioms
    if lost or made:
        changes.append(
            Change("changed", "axioms", "", "major", "meaning", before=tuple(sorted(lost)), after=tuple(sorted(made)))
        )
    changes.sort(key=lambda one: (-_ORDER.index(one.rise), one.kind, one.about, one.name, one.aspect))
    return Differences(versions[0], versions[1], tuple(changes))


class _Described:
    """The two graphs of a release, node by node and as texts."""

    def __init__(self, graphs: tuple[Graph, Graph], prefixes: Mapping[str, str]) -> None:
        self.graph, self.shapes = graphs
        self._prefixes = sorted(prefixes.items(), key=lambda pair: -len(pair[1]))
        self.nodes: dict[str, str] = {}
        headers = {str(one) for one in self.graph.subjects(RDF.type, OWL.Ontology)}
        for node in self.graph.subjects():
            iri = str(node)
            if isinstance(node, URIRef) and iri.startswith(BASE) and iri not in headers:
                self.nodes[iri] = "term" if iri.startswith(_CG) else "concept"
        for node in self.shapes.subjects():
            if isinstance(node, URIRef) and str(node).startswith(BASE + "shape/"):
                self.nodes[str(node)] = "shape"
        self.axioms = {
            self.text(self.graph, one)
            for one in set(self.graph.subjects()) - set(self.graph.objects())
            if isinstance(one, BNode)
        }

    def statements(self, iri: str) -> dict[str, set[str]]:
        """Return the statements about a node by aspect, each as text."""
        graph = self.shapes if self.nodes[iri] == "shape" else self.graph
        found: dict[str, set[str]] = {}
        for predicate, value in graph.predicate_objects(URIRef(iri)):
            if predicate not in _DERIVED:
                aspect = _ASPECTS.get(URIRef(str(predicate)), "meaning")
                text = f"{self.short(str(predicate))} {self.text(graph, value)}"
                found.setdefault(aspect, set()).add(text)
        return found

    def short(self, iri: str) -> str:
        """Return the prefixed name of an IRI, where it has one."""
        for prefix, namespace in self._prefixes:
            rest = iri.removeprefix(namespace)
            if rest != iri and "/" not in rest and "#" not in rest and rest:
                return f"{prefix}:{rest}"
        return f"<{iri}>"

    def text(self, graph: Graph, node: Node) -> str:
        """Return a node as text; a blank one as all that is said of it, in one order."""
        if isinstance(node, URIRef):
            return self.short(str(node))
        if isinstance(node, Literal):
            mark = (
                f"@{node.language}" if node.language else f"^^{self.short(str(node.datatype))}" if node.datatype else ""
            )
            return json.dumps(str(node), ensure_ascii=False) + mark
        if graph.value(node, RDF.first) is not None:
            return f"( {' '.join(self.text(graph, one) for one in graph.items(node))} )"
        parts = sorted(
            f"{self.short(str(one))} {self.text(graph, value)}" for one, value in graph.predicate_objects(node)
        )
        return f"[ {' ; '.join(parts)} ]"


def _changed(old: _Described, new: _Described, node: str, harmless: set[str]) -> Iterable[Change]:
    """Yield what changed about a node that both have, one change an aspect; what is harmless makes only minor rise."""
    were, are = old.statements(node), new.statements(node)
    for aspect in sorted(were.keys() | are.keys()):
        lost = were.get(aspect, set()) - are.get(aspect, set())
        made = are.get(aspect, set()) - were.get(aspect, set())
        if not (lost or made):
            continue
        kind = "deprecated" if aspect == "deprecation" and made else "changed"
        rise: Rise = "patch" if aspect in _WORDING else "major"
        if aspect == "deprecation" or (rise == "major" and not lost and made <= harmless):
            rise = "minor"
        texts = (tuple(sorted(lost)), tuple(sorted(made)))
        yield Change(kind, new.nodes[node], new.short(node), rise, aspect, *texts)


def _renamed(old: _Described, new: _Described, gone: list[str], fresh: list[str]) -> list[tuple[str, str]]:
    """Return the terms that went and came back with the same definitions under another name."""
    by_words: dict[tuple[str, frozenset[str]], list[str]] = {}
    for iri in fresh:
        words = frozenset(new.statements(iri).get("definition", ()))
        if words:
            by_words.setdefault((new.nodes[iri], words), []).append(iri)
    pairs = []
    for iri in gone:
        words = frozenset(old.statements(iri).get("definition", ()))
        twins = by_words.get((old.nodes[iri], words), [])
        if len(twins) == 1:
            pairs.append((iri, twins.pop()))
    return pairs


def _rise_of_new(new: _Described, iri: str, fresh: list[str]) -> Rise:
    """Return what something new makes rise: a shape changes results, unless no data can have what it is about.

    That is so on a class that is new, and on a property that is new where the shape does not ask for it.
    """
    if new.nodes[iri] != "shape":
        return "minor"
    node = URIRef(iri)
    owners = {node, *new.shapes.subjects(SH.property, node), *new.shapes.subjects(SH.sparql, node)}
    targets = {str(target) for owner in owners for target in new.shapes.objects(owner, SH.targetClass)}
    on_new_property = str(new.shapes.value(node, SH.path)) in fresh and not _ASKING & set(new.shapes.predicates(node))
    return "minor" if on_new_property or (targets and targets <= set(fresh)) else "major"


def differences_json(differences: Differences, *, first: bool) -> bytes:
    """Return differences as JSON.

    Args:
        differences: of two releases.
        first: whether there is no release before; then no change is listed.
    """
    document: dict[str, object] = {"after": differences.after, "first": True}
    if first:
        return (json.dumps(document, indent=2) + "\n").encode()
    document = {
        "after": differences.after,
        "first": False,
        "before": differences.before,
        "rise": differences.rise,
        "changes": [asdict(one) for one in differences.changes],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def differences_markdown(differences: Differences, *, first: bool) -> bytes:
    """Return differences as Markdown.

    Args:
        differences: of two releases.
        first: whether there is no release before.
    """
    lines = [f"# What changed in {differences.after}", ""]
    if first:
        lines += ["This is the first release: there is none to compare it with.", ""]
        return "\n".join(lines).encode()
    lines += [f"Compared with {differences.before or 'sources that were never released'}.", ""]
    lines += [_ADVICE[differences.rise], ""]
    for rise in reversed(_ORDER):
        group = [one for one in differences.changes if one.rise == rise]
        if group:
            lines += [f"## {_TITLES[rise]}", ""]
            for change in group:
                lines += _lines(change)
            lines.append("")
    return "\n".join(lines).encode()


_ADVICE: dict[Rise, str] = {
    "major": "The major number must rise: inferences, results or names of terms changed.",
    "minor": "The minor number must rise: terms were added or deprecated.",
    "patch": "The patch number must rise: only wording changed.",
    "none": "Nothing changed.",
}
_TITLES: dict[Rise, str] = {
    "major": "Changes of inferences, results or names (major)",
    "minor": "New and deprecated terms (minor)",
    "patch": "Wording (patch)",
    "none": "",
}


def _lines(change: Change) -> list[str]:
    name = f"`{change.name}`" if change.name else "that belong to no single term"
    if change.kind == "renamed":
        return [f"- {change.about} renamed: `{change.before[0]}` is now {name}"]
    aspect = f" ({change.aspect})" if change.aspect else ""
    lines = [f"- {change.about} {change.kind}{aspect}: {name}"]
    lines += [f"  - before: {_code(one)}" for one in change.before]
    lines += [f"  - after: {_code(one)}" for one in change.after]
    return lines


def _code(text: str) -> str:
    """Return text as code in Markdown, on one line."""
    fence = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{fence}{space}{' '.join(text.split())}{space}{fence}"
