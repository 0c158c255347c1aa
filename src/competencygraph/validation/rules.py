"""Lint rules: queries that find faults, with what to say about them in three languages."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from competencygraph.errors import DefinitionError
from competencygraph.queries.header import header_schema, parse_header
from competencygraph.terms import resources
from competencygraph.validation.finding import Severity

__all__ = ["LANGUAGES", "PLACES", "RULE_BASE", "LintRule", "load_rules"]

#: IRIs of lint rules begin so.
RULE_BASE = "https://w3id.org/competencygraph/rule/"
LANGUAGES = ("nl", "fr", "en")
#: What a message may name beside the columns: where the finding and the other node stand.
PLACES = frozenset({"place", "otherPlace"})


@dataclass(frozen=True, slots=True)
class LintRule:
    """A query that returns one row for each fault.

    Args:
        name: the stem of its file.
        family: the folder that it stands in.
        severity: how serious its findings are, unless settings say otherwise.
        titles: its name, by language.
        summary: what it finds and why that matters, in English.
        messages: what to say of a row, by language, with ``{column}`` where the row's value goes.
        remedies: what to do, by language, the same way.
        observations: the observers that must have looked at the text.
        columns: type of each column by name, in the order of the query.
        unbound: columns that may be empty.
        text: the query.
    """

    name: str
    family: str
    severity: Severity
    titles: Mapping[str, str]
    summary: str
    messages: Mapping[str, str]
    remedies: Mapping[str, str]
    observations: tuple[str, ...]
    columns: Mapping[str, str]
    unbound: frozenset[str]
    text: str

    @property
    def code(self) -> str:
        """Return the stable code of its findings."""
        return f"CG-{self.name}"

    @property
    def iri(self) -> str:
        """Return its IRI."""
        return f"{RULE_BASE}{self.name}"


@cache
def load_rules() -> tuple[LintRule, ...]:
    """Return the packaged lint rules, sorted by family and name.

    Raises:
        DefinitionError: there is none, two have one name, or a header is faulty.

    >>> load_rules()[0].code[:3]
    'CG-'
    """
    return read_rules(resources.path("queries") / "lint")


def read_rules(folder: Traversable) -> tuple[LintRule, ...]:
    """Return the lint rules of a folder with a folder for each family; see `load_rules`.

    Args:
        folder: the folder.

    Returns:
        The rules, sorted by family and name.

    Raises:
        DefinitionError: there is none, two have one name, or a header is faulty.
    """
    rules: dict[str, LintRule] = {}
    for family in sorted((one for one in folder.iterdir() if one.is_dir()), key=lambda one: one.name):
        for file in sorted(family.iterdir(), key=lambda one: one.name):
            if not file.name.endswith(".rq"):
                continue
            rule = read_rule(file.read_text(encoding="utf-8"), file.name, family.name)
            if rule.name in rules:
                raise DefinitionError("two rules have this name", where=rule.name, remedy="rename one of them")
            rules[rule.name] = rule
    if not rules:
        raise DefinitionError("there is no rule in this folder", where=folder.name, remedy="install the package anew")
    return tuple(rules.values())


def read_rule(text: str, file: str, family: str) -> LintRule:
    """Return the rule in a query file.

    Args:
        text: the file's text.
        file: its name.
        family: the folder that it stands in.

    Returns:
        The rule.

    Raises:
        DefinitionError: the header is faulty, or a message names what the query has no column for.
    """
    header = parse_header(text, file, header_schema("rule"))
    columns = header["columns"]
    for words in (header["message"], header["remedy"]):
        for message in words.values():
            named = {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}
            unknown = sorted(named - columns.keys() - PLACES)
            if "otherPlace" in named and "other" not in columns:
                unknown.append("otherPlace")
            if unknown:
                raise DefinitionError(
                    f"a message names {unknown[0]}, for which there is no column", where=file, remedy="add the column"
                )
    return LintRule(
        name=file.removesuffix(".rq"),
        family=family,
        severity=Severity(header["severity"]),
        titles=MappingProxyType(header["title"]),
        summary=" ".join(header["summary"].split()),
        messages=MappingProxyType(header["message"]),
        remedies=MappingProxyType(header["remedy"]),
        observations=tuple(header.get("observations", ())),
        columns=MappingProxyType(columns),
        unbound=frozenset(header.get("unbound", ())),
        text=text,
    )
