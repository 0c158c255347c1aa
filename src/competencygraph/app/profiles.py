"""Use case: a stored profile as the profile model."""

from __future__ import annotations

from competencygraph.app.asking import full_iri
from competencygraph.errors import ParameterError, UnknownNodeError
from competencygraph.model import Profile
from competencygraph.queries import ask
from competencygraph.queries.catalogue import load_lookup
from competencygraph.rdf import triples_to_document
from competencygraph.rdf.rows import triples_from_rows
from competencygraph.store import GraphStore

__all__ = ["load_profile"]


def load_profile(store: GraphStore, name: str) -> Profile:
    """Return a profile of the store as the model that its document gave.

    Args:
        store: what to ask.
        name: IRI of a function family or a function profile, or its path below the data base; a family's profile
            at one grade gives the family.

    Returns:
        The profile, read from the current edition of its document.

    Raises:
        UnknownNodeError: the store holds no such family or profile.
    """
    try:
        rows = ask(store, load_lookup("profile-roots"), {"node": full_iri(name)}).rows
    except ParameterError as error:
        raise _unknown(name) from error
    own = [index for index, row in enumerate(rows) if row["own"]]
    if not own:
        raise _unknown(name)
    answer = ask(store, load_lookup("statements-of-graph"), {"graph": rows[own[0]]["edition"]})
    return triples_to_document(triples_from_rows(answer.result.rows)).profiles[own[0]]


def _unknown(name: str) -> UnknownNodeError:
    return UnknownNodeError(
        "the store holds no such family or profile", where=name, remedy="take an IRI from the answer to a question"
    )
