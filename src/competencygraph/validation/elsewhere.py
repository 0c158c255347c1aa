"""What the other documents of a store say about the things that one edition speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.queries.catalogue import load_lookup
from competencygraph.queries.parameters import BoundTerm, bind_rows
from competencygraph.store import GraphStore
from competencygraph.store.engine import plain_terms
from competencygraph.store.port import Term
from competencygraph.terms import cg, namespaces
from competencygraph.validation.edition import EditionData
from competencygraph.validation.observing.normalised_text import normalise
from competencygraph.validation.observing.observation import Value, observation

__all__ = ["SHAREABLE", "spellings", "with_elsewhere"]

#: Definitions of one name that are looked at, those of the own framework first; more of them say no more to an author.
_MOST = 5
_TYPE = NamedNode(f"{namespaces.RDF}type")
_LABEL = NamedNode(f"{namespaces.SKOS}prefLabel")
_IN_SCHEME = NamedNode(f"{namespaces.SKOS}inScheme")
_IS_PART_OF = NamedNode(f"{namespaces.DCTERMS}isPartOf")
_DERIVED = NamedNode(f"{namespaces.PROV}wasDerivedFrom")
_SOURCE_TEXT = NamedNode(cg.sourceText)
_HAS_EDITION, _FILE_NAME = NamedNode(cg.hasEdition), NamedNode(cg.fileName)
_IDENTIFIER = NamedNode(f"{namespaces.DCTERMS}identifier")
_COMPETENCY, _DICTIONARY = NamedNode(cg.Competency), NamedNode(cg.CompetencyDictionary)
#: The texts that documents may share: the property that holds them, by the kind of thing that has them.
SHAREABLE = {
    cg.Task: cg.text,
    cg.BehaviouralIndicator: cg.text,
    cg.Competency: f"{namespaces.SKOS}definition",
    cg.CompetencyGroup: f"{namespaces.SKOS}definition",
    cg.ProficiencyLevel: f"{namespaces.SKOS}prefLabel",
}
#: What leads from a competency to the rest of its description.
_PARTS = frozenset({NamedNode(cg.hasLevel), NamedNode(cg.hasIndicator), _DERIVED})
#: Words of fewer letters stay small where the words of a name begin with capitals.
_CAPITALISED = 4


def with_elsewhere(data: EditionData, store: GraphStore) -> EditionData:
    """Return an edition with what the current editions of other documents say about the same things.

    Args:
        data: the edition; what it has from elsewhere is replaced.
        store: the live graph is what is asked. The document's own nodes in it are left out.

    Returns:
        The edition with, from other documents: the competencies with one of its names (see `spellings`), each
        definition once in each framework; the dictionaries of its framework with the names of all their competencies
        and all that they say of those with one of its names; a ``cg:SharedText`` for each of its tasks, indicators,
        definitions and titles of levels that another document has word for word, where neither is a dictionary of the
        other's framework. The same for the same current editions, in whatever order they came.
    """
    elsewhere, observed = _Elsewhere(data, store).collected()
    return replace(data, elsewhere=elsewhere, observed=observed)


class _Elsewhere:
    """One look around."""

    def __init__(self, data: EditionData, store: GraphStore) -> None:
        self._document = NamedNode(data.document)
        self._statements = [plain_terms(triple) for triple in data.triples]
        self._store = store
        self._found: set[Triple] = set()

    def collected(self) -> tuple[tuple[Triple, ...], tuple[Triple, ...]]:
        """Return the triples from elsewhere and the observations, in an order of their own."""
        alike, listed = self._dictionaries()
        self._describe(alike)
        self._describe(self._same_competencies() - alike, follow={_DERIVED})
        self._describe(listed - alike, follow={_DERIVED})
        observed, others = self._shared_texts()
        self._describe(others, follow={_DERIVED})
        self._name_documents()
        return tuple(sorted(self._found, key=str)), observed

    def _rows(
        self, name: str, variables: Sequence[str], rows: Iterable[Sequence[BoundTerm]]
    ) -> list[list[Term | None]]:
        given = list(rows)
        if not given:
            return []
        return [list(row) for row in self._store.query(bind_rows(load_lookup(name).text, variables, given)).rows]

    def _own(self, kinds: Iterable[NamedNode]) -> set[Term]:
        wanted = set(kinds)
        return {subject for subject, predicate, value in self._statements if predicate == _TYPE and value in wanted}

    def _texts(self, nodes: set[Term], predicate: NamedNode) -> list[Literal]:
        found = {
            value
            for subject, holds, value in self._statements
            if holds == predicate and subject in nodes and isinstance(value, Literal)
        }
        return sorted(found, key=str)

    def _same_competencies(self) -> set[NamedNode]:
        names = self._texts(self._own([_COMPETENCY]), _LABEL)
        spelt = {spelling for name in names for spelling in spellings(name)}
        rows = ((self._document, name) for name in sorted(spelt, key=str))
        own = set(self._frameworks())
        named: defaultdict[str, list[tuple[bool, str, NamedNode]]] = defaultdict(list)
        for node, label, framework in self._rows("elsewhere-competencies", ("document", "label"), rows):
            if isinstance(node, NamedNode) and label is not None:
                named[normalise(label.value)].append((framework not in own, node.value, node))
        return {node for alike in named.values() for _, _, node in sorted(alike, key=lambda one: one[:2])[:_MOST]}

    def _dictionaries(self) -> tuple[set[NamedNode], set[NamedNode]]:
        """Note the framework's dictionaries; return the competencies in them with one of the names, and all in them."""
        named = {normalise(name.value) for name in self._texts(self._own([_COMPETENCY]), _LABEL)}
        alike: set[NamedNode] = set()
        listed: set[NamedNode] = set()
        for framework in self._frameworks():
            for dictionary, competency, label in self._rows(
                "elsewhere-dictionaries", ("document", "framework"), [(self._document, framework)]
            ):
                if not isinstance(dictionary, NamedNode):
                    continue
                self._found.add(Triple(dictionary, _TYPE, _DICTIONARY))
                if isinstance(competency, NamedNode) and isinstance(label, Literal):
                    listed.add(competency)
                    if normalise(label.value) in named:
                        alike.add(competency)
        return alike, listed

    def _frameworks(self) -> list[NamedNode]:
        return [
            value
            for subject, predicate, value in self._statements
            if subject == self._document and predicate == _IS_PART_OF and isinstance(value, NamedNode)
        ]

    def _shared_texts(self) -> tuple[tuple[Triple, ...], set[NamedNode]]:
        holders: dict[Literal, list[str]] = {}
        shareable = {
            (node, NamedNode(held)) for kind, held in SHAREABLE.items() for node in self._own([NamedNode(kind)])
        }
        for subject, predicate, value in self._statements:
            if (subject, predicate) in shareable and isinstance(value, Literal):
                holders.setdefault(value, []).append(subject.value)
        edition = next((one.value for one, predicate, _ in self._statements if predicate == _SOURCE_TEXT), "")
        triples: list[Triple] = []
        others: set[NamedNode] = set()
        number = 0
        for text, (other, documents) in self._found_elsewhere(sorted(holders, key=str)).items():
            others.add(other)
            for node in sorted(holders[text]):
                number += 1
                values: dict[str, Value] = {cg.otherNode: other, cg.documentCount: documents, cg.form: text.value}
                triples.extend(observation(edition, cg.SharedText, number, on=node, values=values))
        return tuple(triples), others

    def _found_elsewhere(self, texts: Sequence[Literal]) -> dict[Literal, tuple[NamedNode, int]]:
        """Return the first node elsewhere with each text, and how many documents have it.

        What a dictionary has in common with another document of its framework is quoted on purpose, and left out.
        """
        own_dictionary = bool(self._own([_DICTIONARY]))
        frameworks = set(self._frameworks())
        found: dict[Literal, tuple[NamedNode, int]] = {}
        for text, other, documents, framework, listed in self._rows(
            "elsewhere-texts", ("document", "text"), ((self._document, text) for text in texts)
        ):
            if not isinstance(text, Literal) or not isinstance(other, NamedNode) or documents is None:
                continue
            if framework in frameworks and (own_dictionary or (listed is not None and listed.value == "true")):
                continue
            first, count = found.get(text, (other, 0))
            found[text] = (min(first, other, key=str), count + int(documents.value))
        return found

    def _describe(self, nodes: set[NamedNode], follow: Set[NamedNode] = _PARTS) -> None:
        """Note what is said of nodes and of what these properties lead to."""
        front, done = nodes, set[NamedNode]()
        while front:
            done |= front
            further: set[NamedNode] = set()
            ordered = sorted(front, key=str)
            for node, predicate, value in self._rows("statements-of-nodes", ("node",), ([one] for one in ordered)):
                if not isinstance(node, NamedNode) or not isinstance(predicate, NamedNode) or value is None:
                    continue
                self._found.add(Triple(node, predicate, value))
                if predicate in follow and isinstance(value, NamedNode):
                    further.add(value)
            front = further - done

    def _name_documents(self) -> None:
        """Note the documents of the passages that were met."""
        editions = sorted(
            {one.object for one in self._found if one.predicate == _IS_PART_OF and "/ed/" in str(one.object)}, key=str
        )
        rows = ([edition] for edition in editions if isinstance(edition, NamedNode))
        for edition, document, identifier, file in self._rows("names-of-editions", ("edition",), rows):
            if not isinstance(edition, NamedNode) or not isinstance(document, NamedNode):
                continue
            self._found.add(Triple(document, _HAS_EDITION, edition))
            if identifier is not None:
                self._found.add(Triple(document, _IDENTIFIER, identifier))
            if file is not None:
                self._found.add(Triple(edition, _FILE_NAME, file))


def spellings(name: Literal) -> set[Literal]:
    """Return how a name may be written in another document: with other capitals, in the same or an unknown language.

    >>> sorted({one.value for one in spellings(Literal("Plannen en organiseren", language="nl"))})
    ['PLANNEN EN ORGANISEREN', 'Plannen en Organiseren', 'Plannen en organiseren', 'plannen en organiseren']
    """
    text = name.value
    titled = " ".join(word.capitalize() if len(word) >= _CAPITALISED else word for word in text.lower().split(" "))
    forms = {text, text.lower(), text.upper(), text[:1].upper() + text[1:].lower(), titled[:1].upper() + titled[1:]}
    plain = {Literal(form) for form in forms}
    return plain | {Literal(form, language=name.language) for form in forms} if name.language else plain
