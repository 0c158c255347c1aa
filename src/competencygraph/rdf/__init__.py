"""The profile model as RDF and back: the only place where both meet."""

from competencygraph.rdf.read_document import lines_of_revisions, triples_to_document
from competencygraph.rdf.write_corrections import correction_triples
from competencygraph.rdf.write_document import EditionGraph, document_to_triples

__all__ = ["EditionGraph", "correction_triples", "document_to_triples", "lines_of_revisions", "triples_to_document"]
