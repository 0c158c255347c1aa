"""The contexts of a JSON-LD file: packaged ones are put in their place, others from elsewhere are refused."""

from __future__ import annotations

import json
from typing import Any

from competencygraph.errors import DefinitionError, UsageError
from competencygraph.terms import resources

__all__ = ["CONTEXT_IRI", "with_packaged_contexts"]

#: The context of the project; its file is ``context.jsonld`` of the packaged ontology.
CONTEXT_IRI = "https://w3id.org/competencygraph/def/context.jsonld"
_DEEPEST = 200
_SHALLOW = f"at most {_DEEPEST} levels are read"


def with_packaged_contexts(data: bytes, where: str) -> bytes:
    """Return a JSON-LD file whose contexts all stand in it.

    Args:
        data: the file, UTF-8.
        where: its name, for messages.

    Returns:
        The file, the project's own context in the place of its address.

    Raises:
        UsageError: it is no JSON, is too deep, or names a context of elsewhere.

    >>> with_packaged_contexts(b'{"@context": {"a": "urn:a"}}', "a.jsonld")
    b'{"@context": {"a": "urn:a"}}'
    """
    try:
        whole = json.loads(data)
    except RecursionError as error:
        raise UsageError("the file is too deep", where=where, remedy=_SHALLOW) from error
    except ValueError as error:
        said = str(error).partition("; use ")[0]
        raise UsageError(f"the file is no JSON: {said[:200]}", where=where, remedy="mend it") from error
    front: list[tuple[Any, int]] = [(whole, 0)]
    replaced = False
    while front:
        value, depth = front.pop()
        if depth > _DEEPEST:
            raise UsageError("the file is too deep", where=where, remedy=_SHALLOW)
        if isinstance(value, dict):
            if "@import" in value:
                raise _refused(value["@import"], where)
            if "@context" in value:
                value["@context"], changed = _context(value["@context"], where)
                replaced = replaced or changed
            front.extend((inner, depth + 1) for inner in value.values())
        elif isinstance(value, list):
            front.extend((inner, depth + 1) for inner in value)
    return json.dumps(whole, ensure_ascii=False).encode() if replaced else data


def _context(value: Any, where: str) -> tuple[Any, bool]:
    """Return a context without addresses, and whether it had one."""
    if isinstance(value, list):
        parts = [_context(part, where) for part in value]
        return [part for part, _ in parts], any(changed for _, changed in parts)
    if not isinstance(value, str):
        return value, False
    if value != CONTEXT_IRI:
        raise _refused(value, where)
    try:
        return json.loads(resources.read_text("ontology", "context.jsonld"))["@context"], True
    except (KeyError, ValueError) as error:
        raise DefinitionError("the packaged context is faulty", where="context.jsonld") from error


def _refused(name: object, where: str) -> UsageError:
    return UsageError(
        f"the context {str(name)[:100]} stands elsewhere, and nothing is fetched",
        where=where,
        remedy="write the context into the file",
    )
