"""Reading YAML that ships with the package, by the parser in C where PyYAML has it: some eight times as fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

__all__ = ["SafeLoader", "load"]

if TYPE_CHECKING:
    from yaml import SafeLoader
else:
    #: Builds plain data only, as `yaml.SafeLoader` does.
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str) -> Any:
    """Return the data that a YAML text holds.

    Args:
        text: one document.

    Returns:
        Mappings, lists, texts, numbers and dates.

    >>> load("languages: [nl, fr]")
    {'languages': ['nl', 'fr']}
    """
    return yaml.load(text, Loader=SafeLoader)  # noqa: S506 - a safe loader, whichever it is
