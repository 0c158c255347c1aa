"""The command line's own words in three languages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from competencygraph.errors import DefinitionError

__all__ = ["Messages", "catalogue_of_messages"]


@cache
def catalogue_of_messages() -> dict[str, dict[str, str]]:
    """Return all messages: by key, then by language.

    Raises:
        DefinitionError: the packaged file is faulty.

    >>> sorted(catalogue_of_messages()["ingest.added"])
    ['en', 'fr', 'nl']
    """
    from competencygraph.terms import safe_yaml

    data = safe_yaml.load((files("competencygraph.cli") / "messages.yaml").read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise DefinitionError("the messages are no mapping", where="messages.yaml", remedy="install the package anew")
    return data


class Messages:
    """The messages in one language.

    Args:
        language: ``nl``, ``fr`` or ``en``.

    >>> Messages("nl")("query.rows", count=6), Messages("nl")("query.rows", count=1)
    ('6 rijen', 'één rij')
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a message with its values filled in; an unknown key is an error of the program (KeyError)."""
        messages = catalogue_of_messages()
        if values.get("count") == 1 and f"{key}.one" in messages:
            key = f"{key}.one"
        return messages[key][self.language].format(**values)
