"""Files as a check takes them: read, corrected as the store keeps it, and mapped; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from competencygraph.app.check_report import CheckedDocument
from competencygraph.app.collecting import Candidate, Catalogues
from competencygraph.app.correcting import Correcting, correct, kept_corrections
from competencygraph.app.listing import current_documents
from competencygraph.errors import CompetencyGraphError, UsageError
from competencygraph.ingest import entry_for
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.supervised import DocumentReader, ParsedFile
from competencygraph.model import StatedCorrection
from competencygraph.rdf import EditionGraph, correction_triples, document_to_triples
from competencygraph.rdf.iris import document_iri, framework_iri
from competencygraph.store import EditionChange, GraphStore, open_store
from competencygraph.terms.namespaces import DATA_BASE
from competencygraph.validation.edition import EditionData

__all__ = ["ReadDocument", "Reading", "store_of"]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A file that was read.

    Args:
        document: what a report says of it, its findings not yet known.
        graph: what it states.
    """

    document: CheckedDocument
    graph: EditionGraph

    @property
    def data(self) -> EditionData:
        """Return the edition as a check takes it, without what other documents say."""
        return EditionData(self.graph.document, (*self.graph.triples, *self.graph.catalogue))


class Reading:
    """Reads files for a check.

    Args:
        catalogue: the catalogue for all files; None to use the one beside each.
        as_key: the key of the only file, ``KEY`` or ``FRAMEWORK/KEY``; None to take the catalogue's.
        limits: what reading one file may take.
        store: keeps corrections by hand, which are applied; None for none.
        refuse: called with the path of a file that cannot be used, and why.

    Raises:
        CatalogueError: the given catalogue cannot be used.
    """

    def __init__(
        self,
        catalogue: Path | None,
        as_key: str | None,
        limits: Limits,
        store: GraphStore | None,
        refuse: Callable[[str, CompetencyGraphError], None],
    ) -> None:
        self._catalogues = Catalogues(catalogue)
        self._as_key = as_key
        self._limits = limits
        self._store = store
        self._refuse = refuse
        self._held = frozenset[str]() if store is None else {one.document for one in current_documents(store)}

    def documents(self, candidates: Sequence[Candidate]) -> Iterator[ReadDocument]:
        """Yield the files that can be used, each read while the one before it is worked on.

        Args:
            candidates: the files.

        Yields:
            In the order of the files.
        """
        with DocumentReader(self._limits) as reader:
            files = reader.read_all(candidate.path for candidate in candidates)
            for candidate, file in zip(candidates, files, strict=True):
                try:
                    read = self._mapped(candidate, file)
                except UsageError as error:
                    self._refuse(str(candidate.path), error)
                else:
                    yield read

    def _mapped(self, candidate: Candidate, file: ParsedFile | UsageError) -> ReadDocument:
        entry = entry_for(candidate.path, self._catalogues.for_document(candidate), self._as_key)
        if isinstance(file, UsageError):
            raise file
        document = document_iri(framework_iri(DATA_BASE, entry.framework.key), entry.key)
        corrected = correct(file.parsed, Correcting(), lambda: self._kept(document))
        graph = document_to_triples(corrected.parsed, entry)
        stated = correction_triples(graph, corrected.stated)
        source = file.parsed.document
        checked = CheckedDocument(
            graph.document, entry.key, source.path, (), candidate.path, file.notices, source.language
        )
        return ReadDocument(checked, replace(graph, catalogue=(*graph.catalogue, *stated)))

    def _kept(self, document: str) -> Sequence[StatedCorrection]:
        return kept_corrections(self._store, document) if self._store is not None and document in self._held else ()


def store_of(documents: Sequence[ReadDocument]) -> GraphStore:
    """Return a store in memory in which documents find each other.

    Args:
        documents: of those with one IRI the last counts.

    Returns:
        The store, to be closed.
    """
    store = open_store(":memory:", write=True)
    graphs = {one.graph.document: one.graph for one in documents}
    store.replace_editions(
        [EditionChange(one.document, one.edition, one.triples, one.catalogue) for one in graphs.values()]
    )
    return store
