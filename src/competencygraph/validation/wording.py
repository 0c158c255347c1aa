"""The word lists that observers work with; the words stand in ``wording.yaml``, by subject."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from competencygraph.errors import DefinitionError
from competencygraph.terms import safe_yaml

__all__ = ["read_wording", "wording"]

_FILE = "wording.yaml"
# The same loader in C, several times as fast, where PyYAML was built with it.


def wording(subject: str) -> Any:
    """Return the packaged words of a subject; they are shared, so nobody changes them.

    Args:
        subject: a key of ``wording.yaml``.

    Returns:
        What stands under the key: text, numbers, lists and mappings.

    Raises:
        DefinitionError: the file is faulty, or knows no such subject.

    >>> wording("tea-leaves")
    Traceback (most recent call last):
    competencygraph.errors.DefinitionError: wording.yaml: there are no words on this subject: tea-leaves
    """
    subjects = _packaged()
    if subject not in subjects:
        raise DefinitionError(f"there are no words on this subject: {subject}", where=_FILE)
    return subjects[subject]


@cache
def _packaged() -> dict[str, Any]:
    return read_wording(files("competencygraph.validation").joinpath(_FILE).read_text(encoding="utf-8"))


def read_wording(text: str) -> dict[str, Any]:
    """Return the words in the text of such a file.

    Args:
        text: YAML, a mapping of subjects; months and dates stay text.

    Returns:
        What it holds, by subject.

    Raises:
        DefinitionError: it is no YAML, no mapping, or a subject stands in it twice or empty.

    >>> read_wording("months: [januari, février]")
    {'months': ['januari', 'février']}
    """
    try:
        node = yaml.compose(text, Loader=safe_yaml.SafeLoader)
        data = safe_yaml.load(text)
    except yaml.YAMLError as error:
        raise DefinitionError("the word lists are no YAML", where=_FILE) from error
    if not isinstance(node, yaml.MappingNode) or not isinstance(data, dict):
        raise DefinitionError("the word lists are no mapping of subjects", where=_FILE)
    subjects = [key.value for key, _ in node.value]
    for subject in subjects:
        if subjects.count(subject) > 1:
            raise DefinitionError(f"the subject {subject} stands twice", where=_FILE)
        if not data.get(subject):
            raise DefinitionError(f"the subject {subject} holds nothing", where=_FILE)
    return data
