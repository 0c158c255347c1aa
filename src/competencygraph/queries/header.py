"""The YAML header of a query file: taken from the text and checked against its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from typing import Any, Literal

import yaml

from competencygraph.errors import DefinitionError
from competencygraph.terms import resources, safe_yaml

__all__ = ["PARAMS_MARK", "TABLES", "header_schema", "mark", "parse_header"]

TABLES: dict[str, tuple[str, ...]] = {
    "scores": ("part", "score"),
    "journal": ("time", "kind", "document", "came", "added", "dropped"),
}
"""Types of parameters that are tables: the variables of their rows."""


def mark(name: str) -> re.Pattern[str]:
    """Return the pattern of the comment line where rows of a name are put: ``#@name``.

    >>> bool(mark("scores").search("  #@scores"))
    True
    """
    return re.compile(rf"^[ \t]*#@{re.escape(name)}[ \t]*$", re.MULTILINE)


PARAMS_MARK = mark("params")
_HEADER_LINE = re.compile(r"^#\+(?: (.*)|)$")


class _StrictLoader(safe_yaml.SafeLoader):
    """A safe loader that refuses a key that stands twice in one mapping, and leaves dates as text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice[0]} stands twice", node.start_mark)
        return super().construct_mapping(node, deep=deep)


_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def header_schema(kind: Literal["question", "lookup", "rule", "inference", "clash"]) -> dict[str, Any]:
    """Return the JSON Schema of a header.

    Args:
        kind: ``question`` for what the catalogue offers, ``lookup`` for a query that the package itself asks, ``rule``
            for a query that finds faults, ``inference`` for one that infers, ``clash`` for one that finds
            contradictions.

    Returns:
        A JSON Schema (2020-12) with the definitions that it refers to.

    >>> header_schema("question")["$ref"]
    '#/$defs/question'
    """
    schema: dict[str, Any] = json.loads(resources.read_text("queries", "header.schema.json"))
    return {**schema, "$ref": f"#/$defs/{kind}"}


def parse_header(text: str, where: str, schema: dict[str, Any]) -> dict[str, Any]:
    r"""Return the header of a query as plain data.

    Args:
        text: the whole text of the ``.rq`` file.
        where: the file, for messages.
        schema: what the header must conform to: `header_schema`.

    Returns:
        The header; it conforms to the schema, its columns, parameters and marks agree with one another and the text.

    Raises:
        DefinitionError: there is no header, it is no YAML, breaks its schema or disagrees with the query.

    >>> query = "#+ summary: All.\n#+ columns: {thing: iri}\nSELECT ?thing WHERE { ?thing a ?class }"
    >>> parse_header(query, "all.rq", header_schema("lookup"))["columns"]
    {'thing': 'iri'}
    """
    from jsonschema import Draft202012Validator

    lines = []
    for line in text.splitlines():
        match = _HEADER_LINE.match(line)
        if match is None:
            break
        lines.append(match.group(1) or "")
    if not lines:
        raise DefinitionError(
            "the query has no header", where=where, remedy="start the file with lines of YAML behind '#+'"
        )
    try:
        header = yaml.load("\n".join(lines), Loader=_StrictLoader)  # noqa: S506 - a subclass of the safe loader
    except yaml.YAMLError as error:
        raise DefinitionError(
            f"the header is no YAML: {error}", where=where, remedy="mend the lines behind '#+'"
        ) from error
    faults = sorted(Draft202012Validator(schema).iter_errors(header), key=lambda fault: list(map(str, fault.path)))
    if faults:
        place = "/".join(str(step) for step in faults[0].absolute_path) or "the header"
        raise DefinitionError(
            f"{place}: {faults[0].message}",
            where=where,
            remedy="see queries/header.schema.json for what may stand there",
        )
    checked: dict[str, Any] = header
    _check_agreement(checked, text, where)
    return checked


def _check_agreement(header: dict[str, Any], text: str, where: str) -> None:
    """Raise DefinitionError where parts of a header contradict each other or the query below it."""
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#+"))
    params = header.get("params", {})
    language = header.get("language")
    tables = {name: TABLES[param["type"]] for name, param in params.items() if param["type"] in TABLES}
    known = [*(name for name in params if name not in tables), *([language] if language is not None else [])]
    complaints: list[str] = []
    if language in params:
        complaints.append(f"{language} is both a parameter and the variable of the asked language")
    complaints.extend(f"the query does not speak of ?{name}" for name in known if not re.search(rf"[?$]{name}\b", body))
    if bool(known) != bool(PARAMS_MARK.search(body)):
        complaints.append("'#@params' stands in the query exactly when there is something to put there")
    for name, variables in tables.items():
        if not mark(name).search(body):
            complaints.append(f"'#@{name}' stands nowhere in the query")
        complaints.extend(
            f"the query does not speak of ?{variable}"
            for variable in variables
            if not re.search(rf"[?$]{variable}\b", body)
        )
    complaints.extend(
        f"params/{name}/within: there is no parameter {other}"
        for name, param in params.items()
        for other in param.get("within", {}).values()
        if other not in params
    )
    chart = header.get("chart", {})
    complaints.extend(
        f"chart/{role}: there is no {'parameter' if role.endswith('_name') else 'column'} {name}"
        for role, name in chart.items()
        if role != "kind" and name not in (params if role.endswith("_name") else header["columns"])
    )
    complaints.extend(
        f"unbound: there is no column {name}" for name in header.get("unbound", []) if name not in header["columns"]
    )
    complaints.extend(
        f"example: there is no parameter {name}" for name in header.get("example", {}) if name not in params
    )
    if complaints:
        raise DefinitionError(complaints[0], where=where, remedy="make header and query agree")
