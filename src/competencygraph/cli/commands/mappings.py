"""``competencygraph mappings``: what says nearly the same in different documents, and what a reviewer says of it."""

from __future__ import annotations

import shutil
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from competencygraph.cli._output import Talk, rich_stdout, write_data
from competencygraph.cli._settings import (
    Debug,
    Lang,
    Quiet,
    Settings,
    StoreFolder,
    folder_settings_of,
    help_text,
    invocation_of,
    settings_of,
    show_help_alone,
)

if TYPE_CHECKING:
    from competencygraph.app.mapping import Listed

__all__ = ["app"]

app = typer.Typer(
    name="mappings",
    help="Suggest, review and load mappings between competencies, indicators and tasks of different documents.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

_PIPE_WIDTH = 120


class MappingFormat(StrEnum):
    """How to write mappings."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Kind(StrEnum):
    """What is compared."""

    COMPETENCY = "competency"
    INDICATOR = "indicator"
    TASK = "task"


class Match(StrEnum):
    """The mapping properties of SKOS."""

    EXACT = "exactMatch"
    CLOSE = "closeMatch"
    BROAD = "broadMatch"
    NARROW = "narrowMatch"
    RELATED = "relatedMatch"


_DEFAULT_FOLDER = Path("mappings")

Folder = Annotated[
    Path, typer.Option("--mappings", metavar="FOLDER", help="Where the mappings lie, reviewed ones and candidates.")
]
Candidates = Annotated[
    Path | None,
    typer.Option(
        "--candidates",
        metavar="FILE",
        help="The candidates.  [default: candidates.sssom.tsv in that folder]",
        show_default=False,
    ),
]
Subject = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="IRI of a node, or the path behind …/id/.", show_default=False)
]
Object = Annotated[
    str, typer.Argument(metavar="OBJECT", help="IRI of the other node of the candidate.", show_default=False)
]
Reviewer = Annotated[
    str, typer.Option("--reviewer", metavar="ROLE", help='Your role, never a name: "HR analyst".', show_default=False)
]
Comment = Annotated[
    str | None, typer.Option("--comment", metavar="TEXT", help="Why, in a few words.", show_default=False)
]
SetName = Annotated[str, typer.Option("--name", help="The reviewed set: mappings/NAME.sssom.tsv.")]


@app.callback()
def _group(ctx: typer.Context) -> None:
    show_help_alone(ctx)


def suggest(
    ctx: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="The file to write; candidates that stood there are replaced.  [default: candidates.sssom.tsv in "
            "that folder]",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        list[Kind] | None,
        typer.Option("--kind", help="Only these; may be given again.  [default: all]", show_default=False),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option("--threshold", help="The least score, from 0.5 to 1.  [default: 0.74]", show_default=False),
    ] = None,
    within: Annotated[bool, typer.Option("--within", help="Also pairs inside one document.")] = False,
    license_iri: Annotated[
        str | None,
        typer.Option("--license", metavar="IRI", help="The license of the table, for its header.", show_default=False),
    ] = None,
    folder: Folder = _DEFAULT_FOLDER,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write the pairs that say nearly the same to a file of candidates; what is reviewed is not suggested again.

    Example:
      competencygraph mappings suggest
      competencygraph mappings suggest --kind competency --threshold 0.9
    """
    from competencygraph.app.mapping import CANDIDATES, DEFAULT_LICENSE
    from competencygraph.app.similar import KINDS
    from competencygraph.app.similar import suggest as suggest_mappings
    from competencygraph.similarity import THRESHOLD
    from competencygraph.store import open_store

    settings = folder_settings_of(ctx)
    talk = Talk(settings)
    with open_store(settings.store) as opened, talk.progress("mappings.progress") as progress:
        result = suggest_mappings(
            opened,
            folder,
            out or folder / CANDIDATES,
            kinds=[one.value for one in kind] if kind else tuple(KINDS),
            threshold=THRESHOLD if threshold is None else threshold,
            within=within,
            license_iri=license_iri or DEFAULT_LICENSE,
            progress=progress,
        )
    found = result.found
    talk.say("mappings.compared", texts=found.texts, wordings=found.wordings, pairs=found.compared)
    if found.left_out:
        talk.say("mappings.left-out", skipped=found.left_out, blocks=found.full)
    if result.reviewed:
        talk.say("mappings.known", count=result.reviewed)
    talk.say("mappings.suggested", count=result.written, path=result.path)


def list_(
    ctx: typer.Context,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="What is reviewed, not what waits for it.")] = False,
    minimum: Annotated[float, typer.Option("--minimum", min=0, max=1, help="The least score of a candidate.")] = 0.0,
    limit: Annotated[
        int, typer.Option("--limit", min=0, help="How many at most, the most alike first; 0 for all.")
    ] = 0,
    output: Annotated[MappingFormat, typer.Option("--format", help="How to write them.")] = MappingFormat.TABLE,
    candidates: Candidates = None,
    folder: Folder = _DEFAULT_FOLDER,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """List the candidates, or what is reviewed, with both texts and the words that differ.

    Definitions of competencies are shown where the store is at hand.

    Example:
      competencygraph mappings list --limit 10
      competencygraph mappings list --reviewed --format json
    """
    from competencygraph.app.mapping import candidates_in, reviewed_in
    from competencygraph.app.similar import definitions_in

    settings = settings_of(ctx)
    found = reviewed_in(folder, candidates) if reviewed else candidates_in(folder, candidates, minimum=minimum)
    shown = found[:limit] if limit else found
    definitions = definitions_in(settings.store, (node for one in shown for node in one.mapping.pair))
    _show(shown, definitions, len(found), output, settings)


def accept(
    ctx: typer.Context,
    subject: Subject,
    other: Object,
    predicate: Annotated[Match, typer.Option("--predicate", help="What holds between both.", show_default=False)],
    reviewer: Reviewer,
    comment: Comment = None,
    name: SetName = "reviewed",
    candidates: Candidates = None,
    folder: Folder = _DEFAULT_FOLDER,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Move a candidate to the reviewed mappings: SUBJECT has OBJECT as its exact, close, broader … match.

    Example:
      competencygraph mappings accept lievegem/002/… federal-be/000/… --predicate closeMatch --reviewer "HR analyst"
    """
    _review(ctx, subject, other, predicate.value, reviewer, comment, name, candidates, folder)


def reject(
    ctx: typer.Context,
    subject: Subject,
    other: Object,
    reviewer: Reviewer,
    comment: Comment = None,
    name: SetName = "reviewed",
    candidates: Candidates = None,
    folder: Folder = _DEFAULT_FOLDER,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Move a candidate to the reviewed mappings as one that does not hold; it is not suggested again.

    Example:
      competencygraph mappings reject lievegem/002/… federal-be/000/… --reviewer "HR analyst" --comment "other level"
    """
    _review(ctx, subject, other, None, reviewer, comment, name, candidates, folder)


def load(
    ctx: typer.Context,
    folder: Folder = _DEFAULT_FOLDER,
    store: StoreFolder = None,
    lang: Lang = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Give the graph exactly the accepted mappings, in place of those that it holds.

    Example:
      competencygraph mappings load
    """
    from competencygraph.app.listing import short_name
    from competencygraph.app.mapping import load_mappings

    settings = folder_settings_of(ctx)
    talk = Talk(settings)
    result = load_mappings(settings.store, folder)
    for unknown in result.unknown:
        nodes = ", ".join(map(short_name, unknown.nodes))
        talk.warn(talk.messages("mappings.unknown", place=unknown.listed.place, nodes=nodes))
    for _, lines in groupby(result.unreviewed, key=lambda one: one.path):
        first, *more = lines
        talk.warn(talk.messages("mappings.unreviewed", place=first.place, count=1 + len(more)))
    talk.say("mappings.loaded", count=result.loaded, rejected=result.rejected)
    if not result.changed:
        talk.say("mappings.unchanged")


def _review(
    ctx: typer.Context,
    subject: str,
    other: str,
    predicate: str | None,
    reviewer: str,
    comment: str | None,
    name: str,
    candidates: Path | None,
    folder: Path,
) -> None:
    """Move a candidate, and say where it is now."""
    from competencygraph.app.asking import full_iri
    from competencygraph.app.listing import short_name
    from competencygraph.app.mapping import review

    talk = Talk(invocation_of(ctx).settings())
    done = review(
        folder,
        full_iri(subject),
        full_iri(other),
        predicate=predicate,
        reviewer=reviewer,
        comment=comment,
        name=name,
        candidates=candidates,
    )
    ends = {"subject": short_name(done.mapping.subject), "object": short_name(done.mapping.object)}
    if predicate is None:
        talk.say("mappings.rejected", path=done.path, **ends)
    else:
        talk.say("mappings.accepted", path=done.path, predicate=predicate, **ends)


def _show(
    shown: tuple[Listed, ...], definitions: dict[str, str], count: int, output: MappingFormat, settings: Settings
) -> None:
    """Write mappings to stdout, and say how many there are."""
    from competencygraph.cli._mappings import mappings_csv, mappings_json, mappings_sections
    from competencygraph.cli._sections import print_sections, sections_text

    talk = Talk(settings)
    if output is MappingFormat.JSON:
        write_data(mappings_json(shown, definitions))
    elif output is MappingFormat.CSV:
        write_data(mappings_csv(shown, definitions))
    elif shown:
        console = rich_stdout(settings)
        coloured = console is not None and settings.colour
        title = str(shown[0].path) if len({one.path for one in shown}) == 1 else str(shown[0].path.parent)
        sections = mappings_sections(shown, definitions, title, talk.messages("mappings.no-match"), coloured=coloured)
        if console is not None and coloured:
            print_sections(console, sections)
        else:
            write_data(sections_text(sections, shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns))
    talk.say("mappings.listed", count=count)
    if len(shown) < count:
        talk.say("mappings.shown", shown=len(shown))


for _name, _command in (
    ("suggest", suggest),
    ("list", list_),
    ("accept", accept),
    ("reject", reject),
    ("load", load),
):
    app.command(_name, help=help_text(_command))(_command)
