"""An answer as text: csv, json and Markdown for people and programs, the W3C result formats for RDF tools.

Every writer is a pure function: the same answer gives the same text.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode

from competencygraph.errors import ParameterError
from competencygraph.queries.answer import Answer
from competencygraph.store.port import Term
from competencygraph.terms import namespaces

__all__ = ["FORMATS", "to_csv", "to_json", "to_markdown", "to_srj", "to_srx", "to_tsv", "write_answer"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\x00")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~])")


def to_csv(answer: Answer) -> str:
    r"""Return an answer as comma-separated values with a header row.

    Args:
        answer: the answer.

    Returns:
        Lines that end in CR LF, as RFC 4180 wants them; an empty cell where there is no value. Text that a spreadsheet
        would take for a formula begins with an apostrophe.

    Source:
        DESIGN, section 6: cells that begin with ``= + - @``, tab or NUL are written as text.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_cell(row[column]) for column in answer.columns] for row in answer.rows)
    return out.getvalue()


def to_json(answer: Answer) -> str:
    """Return an answer as a JSON array with one object a row.

    Args:
        answer: the answer.

    Returns:
        The array, indented, ending in a line end. Numbers are numbers, but a decimal is a string (its digits are kept),
        as is a date; null where there is no value.
    """
    rows = [{column: _json_value(row[column]) for column in answer.columns} for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def to_markdown(answer: Answer) -> str:
    """Return an answer as a Markdown table.

    Args:
        answer: the answer.

    Returns:
        Lines of a table; what Markdown or HTML would take for markup is escaped, line ends are spaces.
    """
    lines = [_markdown_row(list(answer.columns)), _markdown_row(["---"] * len(answer.columns), raw=True)]
    lines.extend(_markdown_row([_plain(row[column]) for column in answer.columns]) for row in answer.rows)
    return "\n".join(lines) + "\n"


def to_srj(answer: Answer) -> str:
    """Return an answer in the SPARQL 1.1 Query Results JSON Format.

    Args:
        answer: the answer.

    Returns:
        The document, ending in a line end.
    """
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.result.rows
    ]
    document = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def to_srx(answer: Answer) -> str:
    """Return an answer in the SPARQL Query Results XML Format.

    Args:
        answer: the answer.

    Returns:
        The document, ending in a line end.

    Raises:
        ParameterError: a value holds a control character, which XML cannot hold.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">',
        "  <head>",
    ]
    lines.extend(f"    <variable name={quoteattr(name)}/>" for name in answer.columns)
    lines.extend(["  </head>", "  <results>"])
    for row in answer.result.rows:
        lines.append("    <result>")
        lines.extend(
            f"      <binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(answer.columns, row, strict=True)
            if term is not None
        )
        lines.append("    </result>")
    lines.extend(["  </results>", "</sparql>"])
    return "\n".join(lines) + "\n"


def to_tsv(answer: Answer) -> str:
    """Return an answer in the SPARQL 1.1 Query Results TSV Format.

    Args:
        answer: the answer.

    Returns:
        Lines of terms in Turtle notation with tabs between them.
    """
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines.extend("\t".join("" if term is None else _tsv_term(term) for term in row) for row in answer.result.rows)
    return "\n".join(lines) + "\n"


FORMATS: Mapping[str, Callable[[Answer], str]] = MappingProxyType(
    {"csv": to_csv, "json": to_json, "md": to_markdown, "srj": to_srj, "srx": to_srx, "tsv": to_tsv}
)


def write_answer(answer: Answer, name: str) -> str:
    """Return an answer in the format with this name.

    Args:
        answer: the answer.
        name: one of `FORMATS`.

    Returns:
        The text.

    Raises:
        ParameterError: there is no such format.

    >>> sorted(FORMATS)
    ['csv', 'json', 'md', 'srj', 'srx', 'tsv']
    """
    if name not in FORMATS:
        raise ParameterError(f"there is no format {name!r}", where="format", remedy=f"choose from {', '.join(FORMATS)}")
    return FORMATS[name](answer)


def _plain(value: object) -> str:
    """Return a value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _cell(value: object) -> str:
    """Return a value as the text of a cell that no spreadsheet takes for a formula."""
    text = _plain(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_STARTS) else text


def _json_value(value: object) -> object:
    """Return a value as JSON can hold it."""
    return _plain(value) if isinstance(value, Decimal | date) else value


def _markdown_row(cells: list[str], *, raw: bool = False) -> str:
    """Return one row of a Markdown table."""
    texts = (
        cells if raw else [_MARKDOWN.sub(r"\\\1", html.escape(" ".join(cell.split()), quote=False)) for cell in cells]
    )
    return f"| {' | '.join(texts)} |"


def _json_term(term: Term) -> dict[str, str]:
    """Return a term as the JSON results format wants it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language is not None:
        found["xml:lang"] = term.language
    elif term.datatype.value != namespaces.XSD + "string":
        found["datatype"] = term.datatype.value
    return found


def _xml_term(term: Term) -> str:
    """Return a term as the XML results format wants it."""
    if _NOT_IN_XML.search(term.value):
        raise ParameterError(
            "a value holds a control character, which XML cannot hold", where="srx", remedy="choose the format srj"
        )
    text = escape(term.value, {"\r": "&#13;"})
    if isinstance(term, NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language is not None:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    if term.datatype.value != namespaces.XSD + "string":
        return f"<literal datatype={quoteattr(term.datatype.value)}>{text}</literal>"
    return f"<literal>{text}</literal>"


def _tsv_term(term: Term) -> str:
    """Return a term in Turtle notation without a tab or a line end."""
    text = str(term)
    return text.replace("\t", "\\t") if isinstance(term, Literal) else text
