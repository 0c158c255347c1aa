"""Names of the graphs that every store holds, as functions of the base IRI of the data."""

from __future__ import annotations

from competencygraph.terms import namespaces

__all__ = [
    "CONTENT_DIGEST",
    "HAS_CURRENT_VERSION",
    "PREVIOUS_VERSION",
    "catalogue_graph",
    "inference_graph",
    "live_name",
    "local_graph",
    "mapping_graph",
    "state_graph",
    "vocabulary_graph",
]

CONTENT_DIGEST = f"{namespaces.CG}contentDigest"
HAS_CURRENT_VERSION = f"{namespaces.DCAT}hasCurrentVersion"
PREVIOUS_VERSION = f"{namespaces.DCAT}previousVersion"


def vocabulary_graph(base: str = namespaces.DATA_BASE) -> str:
    """Return the name of the graph of the ontology and its schemes.

    Args:
        base: base IRI of the data, ending in a slash.

    Returns:
        An IRI.

    >>> vocabulary_graph("http://example.org/")
    'http://example.org/graph/vocabulary'
    """
    return f"{base}graph/vocabulary"


def mapping_graph(base: str = namespaces.DATA_BASE) -> str:
    """Return the name of the graph of the reviewed mappings.

    Args:
        base: base IRI of the data, ending in a slash.

    Returns:
        An IRI.

    >>> mapping_graph("http://example.org/")
    'http://example.org/graph/mappings'
    """
    return f"{base}graph/mappings"


def catalogue_graph(base: str = namespaces.DATA_BASE) -> str:
    """Return the name of the graph that describes documents, editions and frameworks.

    Args:
        base: base IRI of the data, ending in a slash.

    Returns:
        An IRI.

    >>> catalogue_graph("http://example.org/")
    'http://example.org/graph/catalogue'
    """
    return f"{base}graph/catalogue"


def inference_graph(base: str = namespaces.DATA_BASE) -> str:
    """Return the name of the graph of what a reasoner derived.

    Args:
        base: base IRI of the data, ending in a slash.

    Returns:
        An IRI.

    >>> inference_graph("http://example.org/")
    'http://example.org/graph/inferences'
    """
    return f"{base}graph/inferences"


def local_graph(base: str = namespaces.DATA_BASE) -> str:
    """Return the name of the graph of what updates added to the live graph beside all editions.

    Args:
        base: base IRI of the data, ending in a slash.

    Returns:
        An IRI.

    >>> local_graph("http://example.org/")
    'http://example.org/graph/local'
    """
    return f"{base}graph/local"


def state_graph(base: str = namespaces.DATA_BASE) -> str:
    """Return the name of the store's own graph: one sentinel for each graph.

    Args:
        base: base IRI of the data, ending in a slash.

    Returns:
        An IRI.

    >>> state_graph("http://example.org/")
    'http://example.org/graph/state'
    """
    return f"{base}graph/state"


def live_name(base: str = namespaces.DATA_BASE) -> str:
    """Return the name under which the state speaks of the live graph, which is the default graph.

    Args:
        base: base IRI of the data, ending in a slash.

    Returns:
        An IRI that no graph bears.

    >>> live_name("http://example.org/")
    'http://example.org/graph/live'
    """
    return f"{base}graph/live"
