"""SKOS concept schemes of others: a new framework, whose concepts keep their IRIs and all that is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from pathlib import PurePath

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from competencygraph._version import __version__
from competencygraph.errors import TakenKeyError, UsageError
from competencygraph.imports.blank_parts import with_blank_parts
from competencygraph.imports.cautions import harmless, is_of_vocabulary, masked
from competencygraph.imports.comparing import shown
from competencygraph.imports.line_index import LineIndex
from competencygraph.imports.port import (
    Change,
    Fault,
    FilePlace,
    Held,
    ImportFile,
    ImportOptions,
    NewEdition,
    Reading,
    Unplaced,
)
from competencygraph.imports.rdf_reading import rdf_format, read_rdf, speaks_of_concepts
from competencygraph.imports.revising import described_edition, new_passages
from competencygraph.queries.catalogue import load_lookup
from competencygraph.rdf.iris import document_iri, edition_iri, framework_iri, slug
from competencygraph.rdf.vocabulary import (
    COMPETENCY,
    DCAT_DATASET,
    DCT_IDENTIFIER,
    DCT_IS_PART_OF,
    DCT_LANGUAGE,
    DCT_SOURCE,
    DCT_TITLE,
    DOCUMENT,
    EXTRACTOR_VERSION,
    FRAMEWORK,
    GRADE,
    GRADE_SCHEME,
    PREF_LABEL,
    TYPE,
)
from competencygraph.rdf.writer import string
from competencygraph.store.scratch import Quads
from competencygraph.terms import namespaces

__all__ = ["READER", "SkosReader"]

_CONCEPT = NamedNode(f"{namespaces.SKOS}Concept")
_SCHEME = NamedNode(f"{namespaces.SKOS}ConceptScheme")
_TITLES = (
    DCT_TITLE,
    PREF_LABEL,
    NamedNode("http://purl.org/dc/elements/1.1/title"),
    NamedNode(f"{namespaces.RDFS}label"),
)
_KINDS = {"competencies": COMPETENCY, "grades": GRADE}
#: What each fault of `faults-of-concepts` is, and what to do.
_FAULTS = {
    "no label": ("the concept {node} has no label", "give it one skos:prefLabel for each language"),
    "two labels": ("the concept {node} has two preferred labels in one language ({about})", "keep one of them"),
    "label twice": (
        "“{about}” is a preferred label of {node} and another label of it too",
        "keep it as one of both",
    ),
    "two kinds": ("{node} is a concept and a scheme or collection at once", "give each an IRI of its own"),
    "circle": ("{node} is broader than itself, by way of others", "break the circle"),
    "dangling": (
        "{node} is broader or narrower than {about}, which the file does not describe",
        "describe it, or map to it",
    ),
}


class SkosReader:
    """Reads concept schemes."""

    name = "skos"

    def recognises(self, file: ImportFile) -> bool:
        """Tell whether the file is RDF with concepts of a scheme."""
        return rdf_format(file) is not None and speaks_of_concepts(file)

    def read(self, file: ImportFile, held: Held, options: ImportOptions) -> Reading:
        """Return the file as an edition of a document of its own."""
        content = read_rdf(file)
        kept, harmful = harmless(content.triples())
        framework, document = _keys(file, held.base, options)
        kinds = {node: kind for node, kind in _kinds(content.store) if not is_of_vocabulary(node)}
        if not kinds:
            raise UsageError("the file holds no concept", where=file.name, remedy="give a SKOS concept scheme")
        _check_nodes(kinds, document, file, held)
        index = LineIndex(file.data)
        faults = tuple(_faults(content.store, index))
        about = (t for t in kept if isinstance(t.subject, NamedNode) and t.subject.value in kinds)
        own = with_blank_parts(about, kept)
        unplaced = (*harmful, *_unplaced(kept - own, index))
        if faults:
            return Reading(faults=faults, unplaced=unplaced)
        _check_key(document, held)
        places = {node: index.place(node, None) for node in kinds}
        triples = {masked(triple, options.mask) for triple in own}
        triples |= {Triple(NamedNode(node), TYPE, kind) for node, kind in kinds.items()}
        triples |= set(_as_asked(kinds, NamedNode(framework), options))
        edition = _edition(framework, document, triples, kinds, places, file, options)
        return Reading(editions=(edition,), unplaced=unplaced, compared=(document,))


READER = SkosReader()


def _rows(store: Quads, lookup: str) -> Iterator[list[object]]:
    answer = store.query(load_lookup(lookup).text)
    if isinstance(answer, QuerySolutions):
        names = [variable.value for variable in answer.variables]
        for row in answer:
            yield [row[name] for name in names]


def _kinds(store: Quads) -> Iterator[tuple[str, NamedNode]]:
    """Yield what each node is; what the file says goes before how it uses the node."""
    stated: dict[str, NamedNode] = {}
    used: dict[str, NamedNode] = {}
    for node, kind, says in _rows(store, "kinds-of-concepts"):
        if isinstance(node, NamedNode) and isinstance(kind, NamedNode):
            (stated if shown(says) == "true" else used).setdefault(node.value, kind)
    yield from ({**used, **stated}).items()


def _faults(store: Quads, index: LineIndex) -> Iterator[Fault]:
    for node, fault, about in _rows(store, "faults-of-concepts"):
        what, remedy = _FAULTS[shown(fault)]
        words = "" if about is None else shown(about)
        place = index.place(shown(node), words if shown(fault) == "label twice" else None)
        name = f"<{shown(node)}>" if isinstance(node, NamedNode) else "a blank node"
        yield Fault(what.format(node=name, about=words or "-"), place, remedy)


def _unplaced(triples: Set[Triple], index: LineIndex) -> Iterator[Unplaced]:
    """Yield what is not imported, by the class of what it speaks of."""
    classes = {shown(t.subject): shown(t.object) for t in sorted(triples, key=str) if t.predicate == TYPE}
    counts = Counter(classes.get(shown(triple.subject), "") for triple in triples)
    for name, count in sorted(counts.items()):
        node = min(shown(t.subject) for t in triples if classes.get(shown(t.subject), "") == name)
        what = f"statements on nodes of the class <{name}>" if name else "statements on nodes without a class"
        yield Unplaced(what, count, index.place(node, None))


def _keys(file: ImportFile, base: str, options: ImportOptions) -> tuple[str, str]:
    """Return the IRIs of the framework and of the document."""
    stem = slug(PurePath(file.name).stem)
    first, slash, second = (options.as_key or stem).partition("/")
    framework = framework_iri(base, first)
    return framework, document_iri(framework, second if slash else stem)


def _check_key(document: str, held: Held) -> None:
    """Refuse a key that a document has that is no concept scheme."""
    if document not in held.documents:
        return
    if not any(t.predicate == TYPE and t.object in {_CONCEPT, _SCHEME} for t in held.triples(document)):
        raise TakenKeyError(
            "the store holds another document under this key", where=document, remedy="give another key with --as"
        )


def _check_nodes(kinds: Iterable[str], document: str, file: ImportFile, held: Held) -> None:
    """Refuse a file that describes nodes of other documents as concepts, such as our own export as SKOS."""
    taken = [node for node in kinds if held.document_of(node) not in {None, document}]
    if taken:
        raise UsageError(
            f"the store holds <{min(taken)}> as a part of a document, and no scheme describes it anew",
            where=file.name,
            remedy="edit documents with an RDF format or with tables",
        )


def _as_asked(kinds: dict[str, NamedNode], framework: NamedNode, options: ImportOptions) -> Iterator[Triple]:
    """Yield what concepts are by the word of the user."""
    asked = _KINDS.get(options.concepts or "")
    for node, kind in kinds.items():
        if asked is not None and kind == _CONCEPT:
            yield Triple(NamedNode(node), TYPE, asked)
            if asked == COMPETENCY:
                yield Triple(NamedNode(node), DCT_IS_PART_OF, framework)
        elif asked == GRADE and kind == _SCHEME:
            yield Triple(NamedNode(node), TYPE, GRADE_SCHEME)


def _edition(
    framework: str,
    document: str,
    triples: set[Triple],
    kinds: dict[str, NamedNode],
    places: dict[str, FilePlace],
    file: ImportFile,
    options: ImportOptions,
) -> NewEdition:
    edition = edition_iri(document, file.digest)
    names = {shown(t.subject): shown(t.object) for t in sorted(triples, key=str) if t.predicate in _TITLES}
    nodes = [Change(document, node, "added", after=names.get(node, node), place=places[node]) for node in sorted(kinds)]
    titles = _titles(triples, kinds, options)
    described = {
        *_described(framework, document, PurePath(document).name, PurePath(framework).name),
        *(Triple(NamedNode(framework), PREF_LABEL, title) for title in titles),
        *described_edition(document, edition, file),
    }
    languages = {t.object.language for t in triples if isinstance(t.object, Literal) and t.object.language}
    catalogue = {
        *described,
        Triple(NamedNode(framework), TYPE, DCAT_DATASET),
        Triple(NamedNode(framework), DCT_SOURCE, NamedNode(document)),
        *(Triple(NamedNode(framework), DCT_LANGUAGE, string(language)) for language in languages),
        Triple(NamedNode(edition), EXTRACTOR_VERSION, string(__version__)),
    }
    stated = triples | described | set(new_passages(edition, nodes, triples, file))
    return NewEdition(document, edition, tuple(sorted(stated, key=str)), tuple(sorted(catalogue, key=str)), places)


def _described(framework: str, document: str, key: str, framework_key: str) -> Iterable[Triple]:
    yield Triple(NamedNode(framework), TYPE, FRAMEWORK)
    yield Triple(NamedNode(framework), DCT_IDENTIFIER, string(framework_key))
    yield Triple(NamedNode(document), TYPE, DOCUMENT)
    yield Triple(NamedNode(document), DCT_IDENTIFIER, string(key))
    yield Triple(NamedNode(document), DCT_IS_PART_OF, NamedNode(framework))


def _titles(triples: Set[Triple], kinds: dict[str, NamedNode], options: ImportOptions) -> list[Literal]:
    """Return the title that the user gives, else those of the only scheme; one a language."""
    if options.title is not None:
        return [string(options.mask(options.title))]
    schemes = [node for node, kind in kinds.items() if kind == _SCHEME]
    if len(schemes) != 1:
        return []
    found: dict[str, Literal] = {}
    for held in _TITLES:
        for triple in sorted(triples, key=str):
            if triple.predicate == held and shown(triple.subject) == schemes[0] and isinstance(triple.object, Literal):
                found.setdefault(triple.object.language or "", triple.object)
    return list(found.values())
