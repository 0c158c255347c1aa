"""The project's own RDF, as it is exported: what a file states of documents, beside what the store holds of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set
from dataclasses import replace

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QuerySolutions, Triple

from competencygraph.imports.blank_parts import with_blank_parts
from competencygraph.imports.catalogue_parts import CatalogueParts, owner_of
from competencygraph.imports.cautions import harmless, is_of_vocabulary, masked
from competencygraph.imports.comparing import shown
from competencygraph.imports.describing import Stated, changes_of, notice_of, older_edition
from competencygraph.imports.evidence import evidence_of, without_other_evidence
from competencygraph.imports.line_index import LineIndex
from competencygraph.imports.port import (
    Change,
    Fault,
    FilePlace,
    Held,
    ImportFile,
    ImportOptions,
    NewEdition,
    Notice,
    Reading,
    Unplaced,
)
from competencygraph.imports.rdf_reading import RdfFile, rdf_format, read_rdf, speaks_of_documents, speaks_of_nodes
from competencygraph.queries.catalogue import load_lookup
from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.rdf.rows import triples_from_rows
from competencygraph.rdf.vocabulary import (
    DCAT_HAS_CURRENT_VERSION,
    DOCUMENT,
    HAS_EDITION,
    TYPE,
    WAS_REVISION_OF,
)
from competencygraph.store import catalogue_graph, inference_graph, local_graph, mapping_graph, vocabulary_graph
from competencygraph.store.writing import name_blank_nodes
from competencygraph.terms import namespaces

__all__ = ["READER", "RdfReader"]

_PREVIOUS = NamedNode(f"{namespaces.DCAT}previousVersion")
_MAPPINGS = frozenset(
    NamedNode(f"{namespaces.SKOS}{name}Match") for name in ("exact", "close", "broad", "narrow", "related")
)
_DOCUMENT = re.compile(r"(?!graph/|grades/)[A-Za-z0-9][A-Za-z0-9._~-]*/(?!organisation$)[A-Za-z0-9][A-Za-z0-9._~-]*")
_EDITION = re.compile(r"/ed/[0-9a-f]{8,64}")
_NAMES = "give the document an IRI below a framework of this store, and the edition one below the document"
#: Beyond so many bytes nobody looks for lines.
_INDEXED = 50_000_000


class RdfReader:
    """Reads what export writes as RDF."""

    name = "rdf"

    def recognises(self, file: ImportFile) -> bool:
        """Tell whether the file is RDF that speaks of documents or nodes of ours."""
        return rdf_format(file) is not None and (speaks_of_documents(file) or speaks_of_nodes(file))

    def read(self, file: ImportFile, held: Held, options: ImportOptions) -> Reading:
        """Return how the file differs from the store."""
        content = read_rdf(file)
        kept, harmful = harmless(content.triples())
        own = _OwnStatements(content, kept, held)
        changes: list[Change] = []
        editions: list[NewEdition] = []
        faults: list[Fault] = []
        notices: list[Notice] = []
        known = {shown(triple.object) for triple in held.catalogue() if triple.predicate == HAS_EDITION}
        index = LineIndex(file.data) if len(file.data) <= _INDEXED else None
        for document, given in sorted(own.documents.items()):
            older = older_edition(document, given, held)
            stated = own.as_read(document, given, held.triples(document) if older is None else held.graph(older))
            if document in held.documents and not _is_other_edition(stated, known):
                if older is not None:
                    notices.append(notice_of(older, held.documents[document], options))
                found, wrong = changes_of(document, stated, held, options, index, older)
                changes += found
                faults += wrong
            elif stated.edition is None:
                own.leave(stated.triples, "statements of a document that has no edition, in the file or the store")
            elif not _is_well_named(document, stated.edition, held.base):
                place = FilePlace() if index is None else index.place(document, None)
                faults.append(Fault(f"<{document}> and its edition have no IRI of this store", place, _NAMES))
            else:
                editions.append(_new_edition(document, stated, held.triples(document), options))
        own.leave_catalogue({edition.document for edition in editions}, options)
        return Reading(
            tuple(changes),
            tuple(editions),
            tuple(faults),
            (*harmful, *own.unplaced()),
            tuple(sorted(own.documents)),
            tuple(notices),
        )


READER = RdfReader()


def _is_well_named(document: str, edition: str, base: str) -> bool:
    """Tell whether the IRIs of a document and its edition are such as the store makes, and name no other graph."""
    return _DOCUMENT.fullmatch(document.removeprefix(base)) is not None and (
        document.startswith(base) and _EDITION.fullmatch(edition.removeprefix(document)) is not None
    )


def _is_other_edition(stated: Stated, known: Set[str]) -> bool:
    """Tell whether the file holds, whole, an edition of a document that the store does not know."""
    node = None if stated.edition is None else NamedNode(stated.edition)
    whole = any(triple.subject == node and triple.predicate == TYPE for triple in stated.triples)
    return stated.edition is not None and stated.edition not in known and whole


def _new_edition(document: str, stated: Stated, old: Set[Triple], options: ImportOptions) -> NewEdition:
    """Return an edition as the file holds it; what it says of editions that are held is as the store has it."""
    named = {shown(triple.subject) for triple in stated.triples} & evidence_of(old)
    triples = stated.triples | {triple for triple in old if shown(triple.subject) in named}
    return NewEdition(
        document,
        stated.edition or "",
        tuple(sorted((masked(triple, options.mask) for triple in triples), key=str)),
        tuple(sorted((masked(triple, options.mask) for triple in stated.catalogue), key=str)),
    )


class _OwnStatements:
    """The statements of a file by document.

    Args:
        content: the file.
        kept: its statements that may be imported.
        held: the store, which may hold documents that the file only speaks of.
    """

    def __init__(self, content: RdfFile, kept: Set[Triple], held: Held) -> None:
        self._store = content.store
        self._kept = kept
        self._held = held
        self._left: defaultdict[str, int] = defaultdict(int)
        self._of_catalogue: frozenset[Triple] = frozenset()
        named = [graph.value for graph in content.store.named_graphs() if isinstance(graph, NamedNode)]
        self.documents: dict[str, Stated] = self._from_graphs(named) if named else self._from_one_graph()

    def leave(self, triples: Set[Triple], what: str) -> None:
        """Note statements that are not imported."""
        if triples:
            self._left[what] += len(triples)

    def leave_catalogue(self, whole: Set[str], options: ImportOptions) -> None:
        """Note what the file says otherwise of documents and frameworks that the catalogue of the store describes."""
        described = {shown(triple.subject) for triple in self._held.catalogue()}
        taken = {triple for document in whole for triple in self.documents[document].catalogue}
        other = {masked(triple, options.mask) for triple in self._of_catalogue - taken} - self._held.catalogue()
        self.leave(
            {
                triple
                for triple in other
                if triple.predicate not in {_PREVIOUS, DCAT_HAS_CURRENT_VERSION}
                and not isinstance(triple.object, BlankNode)
                and ((owner := self._held.document_of(shown(triple.subject))) or shown(triple.subject) in described)
                and owner not in whole
            },
            "statements of the catalogue, such as editorial statements, which no file changes",
        )

    def as_read(self, document: str, stated: Stated, described: Set[Triple]) -> Stated:
        """Return what the file states of a document, evidence and catalogue as the store holds them."""
        edition = self._held.documents.get(document)
        if edition is None:
            return stated
        named = frozenset(name_blank_nodes(stated.triples, edition))
        triples, other = without_other_evidence(named, described)
        self.leave(other, "statements that change what was read from a document, or which edition is which")
        return replace(stated, triples=triples)

    def unplaced(self) -> tuple[Unplaced, ...]:
        """Return what is not imported."""
        return tuple(Unplaced(what, count) for what, count in sorted(self._left.items()))

    def _graph(self, name: str | None) -> set[Triple]:
        graph = DefaultGraph() if name is None else NamedNode(name)
        return {quad.triple for quad in self._store.quads_for_pattern(None, None, None, graph)} & self._kept

    def _from_graphs(self, named: list[str]) -> dict[str, Stated]:
        """Return what a file with named graphs states: each edition has its own."""
        base = self._held.base
        catalogue = self._graph(catalogue_graph(base))
        if not catalogue:
            catalogue, _ = self._catalogue()
        current = {shown(t.subject): shown(t.object) for t in catalogue if t.predicate == DCAT_HAS_CURRENT_VERSION}
        editions: dict[str, str] = {}
        left = set(named) - {catalogue_graph(base), vocabulary_graph(base)}
        graphs = {name: self._graph(name) for name in sorted(left)}
        for name, triples in graphs.items():
            for triple in triples:
                if triple.predicate == HAS_EDITION and triple.object == NamedNode(name):
                    editions[name] = shown(triple.subject)
        documents: dict[str, Stated] = {}
        parts = CatalogueParts(catalogue, set(editions.values()))
        stated = {triple for name in editions for triple in graphs[name]}
        self._of_catalogue = frozenset(catalogue - stated)
        placed: set[Triple] = set(vocabulary_triples()) | catalogue
        for name, document in sorted(editions.items()):
            left.discard(name)
            placed |= graphs[name]
            if current.get(document, name) != name:
                self.leave(graphs[name], "statements of earlier editions")
                continue
            words = {triple for triple in graphs[name] if is_of_vocabulary(shown(triple.subject))}
            self.leave(words, "statements of another vocabulary")
            documents[document] = Stated(name, frozenset(graphs[name] - words), parts.of(document))
        self.leave(self._graph(vocabulary_graph(base)) - set(vocabulary_triples()), "statements of another vocabulary")
        reasons = {
            mapping_graph(base): "mappings: load them with `competencygraph mappings load`",
            inference_graph(base): "inferences: make them with `competencygraph reason`",
            local_graph(base): "statements that updates added to no document",
        }
        for name in sorted(left):
            placed |= graphs[name]
            self.leave(graphs[name], reasons.get(name, f"statements of the graph {name}"))
        self.leave(self._graph(None) - placed, "statements of the default graph that no other graph of the file has")
        return documents

    def _from_one_graph(self) -> dict[str, Stated]:
        """Return what a file without named graphs states: a node belongs to the document that its IRI goes on from."""
        whole = self._graph(None)
        stated = {
            shown(t.subject) for t in whole if t.predicate == TYPE and t.object == DOCUMENT and ":" in shown(t.subject)
        }
        known = stated | set(self._held.documents)
        catalogue, alone = self._catalogue()
        self._of_catalogue = frozenset(alone)
        foreign = alone | set(vocabulary_triples())
        others = self._held.shared()
        guests = {triple for triple in others if self._held.document_of(shown(triple.subject)) is not None}
        elsewhere = self._held.elsewhere() | guests
        parts: defaultdict[str, set[Triple]] = defaultdict(set)
        rest: set[Triple] = set()
        for triple in whole - foreign:
            document = owner_of(shown(triple.subject), known)
            if document is None or triple in elsewhere or triple.predicate in _MAPPINGS:
                rest.add(triple)
            else:
                parts[document].add(triple)
        documents: dict[str, Stated] = {}
        current_editions = {
            shown(t.subject): shown(t.object) for t in catalogue if t.predicate == DCAT_HAS_CURRENT_VERSION
        }
        placed: set[Triple] = set(catalogue)
        referred = self._shared()
        described = CatalogueParts(catalogue, known)
        editions = {one: current_editions.get(one) or _only_edition(one, parts[one]) for one in parts}
        graphs = {one: self._described(one, editions[one]) for one in parts}
        others = others.union(*(graphs[one] - self._held.triples(one) for one in parts))
        for document in sorted(parts):
            held = graphs[document]
            outside = {triple.subject for triple in held}
            shared = (referred[document] - alone) | {triple for triple in rest if triple.subject in outside}
            shared -= (others | elsewhere) - held
            triples = frozenset(with_blank_parts(parts[document] | shared, rest))
            placed |= triples
            documents[document] = Stated(editions[document], triples, described.of(document))
        left = rest - placed - elsewhere
        mappings = {triple for triple in left if triple.predicate in _MAPPINGS}
        words = {triple for triple in left if is_of_vocabulary(shown(triple.subject))}
        self.leave(words, "statements of another vocabulary")
        self.leave(mappings, "mappings: load them with `competencygraph mappings load`")
        self.leave(left - mappings - words, "statements that belong to no document")
        return documents

    def _described(self, document: str, edition: str | None) -> frozenset[Triple]:
        """Return what the store holds of a document: its current edition, and the earlier one that the file names."""
        current = self._held.triples(document)
        older = older_edition(document, Stated(edition, frozenset(), frozenset()), self._held)
        return current if older is None else current | self._held.graph(older)

    def _shared(self) -> defaultdict[str, set[Triple]]:
        """Return what each document states of nodes that do not stand below it."""
        found: defaultdict[str, set[Triple]] = defaultdict(set)
        answer = self._store.query(load_lookup("shared-of-documents").text)
        if isinstance(answer, QuerySolutions):
            for row in answer:
                found[shown(row["document"])].update(
                    triples_from_rows([(row["subject"], row["predicate"], row["object"])])
                )
        return found

    def _catalogue(self) -> tuple[set[Triple], set[Triple]]:
        """Return what the catalogue graph says too, and what it alone says."""
        answer = self._store.query(load_lookup("catalogue-of-file").text)
        if not isinstance(answer, QuerySolutions):
            return set(), set()
        found: set[Triple] = set()
        shared: set[Triple] = set()
        for row in answer:
            (triple,) = triples_from_rows([(row["subject"], row["predicate"], row["object"])])
            found.add(triple)
            if row["alone"].value != "true":
                shared.add(triple)
        return found & self._kept, found - shared


def _only_edition(document: str, triples: Set[Triple]) -> str | None:
    """Return the edition that no other is a revision of; None when there is none, or several."""
    revised = {triple.object for triple in triples if triple.predicate == WAS_REVISION_OF}
    node = NamedNode(document)
    editions = {t.object for t in triples if t.subject == node and t.predicate == HAS_EDITION} - revised
    return min(map(shown, editions)) if len(editions) == 1 else None
