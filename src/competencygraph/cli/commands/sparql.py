"""``competencygraph sparql``: free SPARQL, apart from this process and within limits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, write_data
from competencygraph.cli._settings import Debug, Lang, Quiet, StoreFolder, settings_of
from competencygraph.cli.commands.query import AnswerFormat, OutFile, Overwrite, format_for, save_answer, show_answer
from competencygraph.errors import UsageError

if TYPE_CHECKING:
    from competencygraph.store import QueryResult

__all__ = ["sparql"]

_SUFFIXES = frozenset({".rq", ".sparql", ".ru", ".txt"})


def sparql(
    ctx: typer.Context,
    query: Annotated[
        str,
        typer.Argument(metavar="QUERY|FILE|-", help="The text, a file with it, or - for stdin.", show_default=False),
    ],
    output: Annotated[
        AnswerFormat | None, typer.Option("--format", help="How to write rows; a table unless --out says else.")
    ] = None,
    out: OutFile = None,
    overwrite: Overwrite = False,
    update: Annotated[bool, typer.Option("--update", help="The text is a SPARQL update; it is written.")] = False,
    timeout: Annotated[
        float, typer.Option(min=0.1, help="Seconds that a query may take, 86400 at most; no limit on --update.")
    ] = 30.0,
    max_rows: Annotated[int, typer.Option(min=1, help="Rows that it may give.")] = 100_000,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Run free SPARQL on the store: read-only unless --update, SERVICE and LOAD refused.

    Rows come as --format says, a truth value as true or false, triples as sorted N-Triples. The prefixes cg:, skos:,
    dcterms:, prov:, org:, dcat:, rdf:, rdfs:, owl: and xsd: need no declaration; one that the text declares holds.

    Example:
      competencygraph sparql "SELECT ?task WHERE { ?task a cg:Task } LIMIT 3"
      competencygraph sparql question.rq --format csv
    """
    from competencygraph.app.sparql import answer_of, run_sparql, run_update
    from competencygraph.app.tracing import locations_in
    from competencygraph.store import open_store

    settings = settings_of(ctx)
    chosen = format_for(output, out)
    text = _text(query)
    if update:
        with open_store(settings.store, write=True) as opened:
            run_update(opened, text)
        Talk(settings).say("sparql.updated")
        return
    with open_store(settings.store) as opened:
        result = run_sparql(opened, text, timeout=timeout, max_rows=max_rows)
        if result.boolean is not None or result.triples is not None:
            _write_other(_other(result, chosen), chosen, out, overwrite=overwrite)
            return
        answer = answer_of(result, text)
        if chosen is AnswerFormat.XLSX or out is not None:
            save_answer(opened, answer, {}, chosen, out, settings, overwrite=overwrite)
            return
        locations = locations_in(opened, answer.rows) if chosen is AnswerFormat.TABLE else {}
    show_answer(answer, chosen, settings, ("", ""), locations)


def _text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    path = Path(query)
    if path.suffix not in _SUFFIXES or any(character.isspace() for character in query):
        return query
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "the query file cannot be read", where=query, remedy="give the path of a text file in UTF-8"
        ) from error


def _write_other(text: str, output: AnswerFormat, out: Path | None, *, overwrite: bool) -> None:
    """Write a truth value or triples."""
    from competencygraph.cli._answer_file import write_new_file

    if output is AnswerFormat.XLSX:
        raise UsageError("only rows fit in a workbook", where="--format xlsx", remedy="ask with SELECT")
    if out is None:
        write_data(text)
    else:
        write_new_file(out, f"{text}\n".encode(), overwrite=overwrite)


def _other(result: QueryResult, output: AnswerFormat) -> str:
    if result.boolean is not None:
        if output is AnswerFormat.SRJ:
            return json.dumps({"head": {}, "boolean": result.boolean})
        return json.dumps(result.boolean)
    return "\n".join(sorted(f"{triple} ." for triple in result.triples or ()))
