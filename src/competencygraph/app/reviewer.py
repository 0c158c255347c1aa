"""Who judged a mapping: a role, never a person."""

from __future__ import annotations

import re

from competencygraph.errors import UsageError
from competencygraph.ingest.masking import mask_contacts

__all__ = ["check_reviewer", "names_person"]

_LONGEST = 60
_ROLE = re.compile(r"[^\W\d_](?:[^\W_]|[ '’&(),/-])*")
#: Two words or more that begin with a capital, as names do; RH and HR are no such words.
_CAPITALISED = re.compile(r"\b[A-ZÀ-Ý][\w'’-]*[a-zà-ÿ][\w'’-]*(?: [A-ZÀ-Ý][\w'’-]*[a-zà-ÿ][\w'’-]*)+")
_LONG_NUMBER = re.compile(r"\d{4}")
_PERSON = re.compile(r"(?i)orcid|@|mailto:|[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9x]")


def check_reviewer(role: str) -> str:
    """Return the role of a reviewer, with its white space collapsed.

    A name in small letters cannot be told from a role.

    Raises:
        UsageError: it looks like a person: a name, an address, an account, an ORCID.

    >>> check_reviewer("HR  analyst")
    'HR analyst'
    >>> check_reviewer("0000-0002-1825-0097")
    Traceback (most recent call last):
    competencygraph.errors.UsageError: this looks like a person, and a review names a role; for example: HR analyst
    """
    role = " ".join(role.split())
    if not role or len(role) > _LONGEST or not role.isprintable():
        raise UsageError("this is no role", where=role[:_LONGEST] or None, remedy="for example: HR analyst")
    cased = role.title() if role.isupper() and " " in role else role
    named = (f"Contact: {name}" for name in _CAPITALISED.findall(cased))
    if (
        names_person(role)
        or _LONG_NUMBER.search(role)
        or not _ROLE.fullmatch(role)
        or any(mask_contacts(text) != text for text in (role, *named))
    ):
        raise UsageError("this looks like a person, and a review names a role", remedy="for example: HR analyst")
    return role


def names_person(text: str) -> bool:
    """Tell whether a text is, or holds, what identifies a person: an ORCID or an e-mail address.

    >>> names_person("https://orcid.org/0000-0002-1825-0097"), names_person("HR analyst")
    (True, False)
    """
    return _PERSON.search(text) is not None
