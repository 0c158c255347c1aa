"""Names of the vocabulary: namespaces, the closed namespace of terms, packaged resources.

>>> cg.hasTask
'https://w3id.org/competencygraph/def/hasTask'
"""

from competencygraph.terms import cg, namespaces, resources

__all__ = ["cg", "namespaces", "resources"]
