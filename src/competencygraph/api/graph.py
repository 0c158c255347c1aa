"""`Graph`: documents in, answers out.

>>> from competencygraph.terms import resources
>>> with Graph.open(":memory:") as graph:
...     report = graph.ingest(resources.path("documents"))
...     rows = graph.query("rises", from_="A4", to="A5")
>>> report.counts["added"], len(rows), rows[1]["aspectLabel"]
(5, 6, 'Strategie')
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from competencygraph.api.result import Result
from competencygraph.app.answer_book import book_of
from competencygraph.app.asking import ask_question
from competencygraph.app.check_report import CheckReport
from competencygraph.app.checking import CheckOptions, check_in
from competencygraph.app.choosing import Choice, choices
from competencygraph.app.describing import described, find_questions
from competencygraph.app.ingesting import IngestOptions, IngestReport, ingest_into
from competencygraph.app.profiles import load_profile
from competencygraph.app.sparql import answer_of, run_sparql
from competencygraph.app.tracing import Explanation, why
from competencygraph.store import GraphStore, holds_store, is_server, open_store
from competencygraph.store.limits import UNTRUSTED_MEMORY, UNTRUSTED_ROWS, UNTRUSTED_TIMEOUT

if TYPE_CHECKING:
    from competencygraph.app.compared import Comparison
    from competencygraph.app.reasoning import ReasonReport
    from competencygraph.exports import Losses
    from competencygraph.model import Profile

__all__ = ["Graph"]


class Graph:
    """A graph of competency frameworks: ingest documents, ask questions, trace answers.

    Use `Graph.open`, in a ``with`` block or with `close`.

    Args:
        store: an open store.
        language: of labels where a question gives no other, ``nl``, ``fr`` or ``en``.
    """

    def __init__(self, store: GraphStore, *, language: str = "en") -> None:
        self._store = store
        self._language = language
        self.closed = False

    @classmethod
    def open(cls, path: str | Path = ".competencygraph", *, write: bool | None = None, language: str = "en") -> Graph:
        """Open a graph.

        Args:
            path: the store's folder, the address of a server, or ``:memory:`` for a graph that is gone when it is
                closed.
            write: whether documents can be ingested; one process at a time can hold a folder for writing.
                None: in memory, for a folder that does not exist yet and for a server without a store.
            language: of labels, ``nl``, ``fr`` or ``en``.

        Returns:
            The graph.

        Raises:
            StoreError: the folder holds no store, a damaged one, or one that another process is writing to.

        >>> with Graph.open(":memory:") as graph:
        ...     graph.sparql("ASK { ?s ?p ?o }")
        False
        """
        if write is None:
            write = not (holds_store(path) if is_server(path) else Path(path).exists())
        return cls(open_store(path, write=write), language=language)

    def ingest(
        self, *paths: str | Path, catalogue: str | Path | None = None, as_key: str | None = None, replace: bool = False
    ) -> IngestReport:
        """Read documents and make each the current edition.

        Args:
            paths: files, and folders with documents.
            catalogue: the catalogue of all of them; None to use the ``catalogue.yaml`` beside each.
            as_key: the key of the document when one file is given, ``KEY`` or ``FRAMEWORK/KEY``.
            replace: whether a file may take over a key that another file holds.

        Returns:
            What became of each file. A file that cannot be used is ``refused`` in it, with its error, and the
            others are stored.

        Raises:
            CatalogueError: the given catalogue cannot be used.
            StoreError: the graph is not open for writing, or writing failed.
        """
        options = IngestOptions(None if catalogue is None else Path(catalogue), as_key, replace)
        return ingest_into(self._store, [Path(path) for path in paths], options)

    def query(
        self, name: str, /, *, language: str | None = None, timeout: float | None = 60.0, **parameters: object
    ) -> Result:
        """Ask a named question.

        Args:
            name: of the question, as ``competencygraph questions`` lists them.
            language: of labels; None for the graph's.
            timeout: seconds that a query may take, None for no limit.
            parameters: of the question. A name that Python keeps for itself takes an underscore: ``from_``.

        Returns:
            One mapping a row, with the columns of the question as keys and plain Python values; shown as a table.

        Raises:
            UnknownQuestionError: there is no such question.
            ParameterError: a parameter is missing, unknown, of the wrong type or ambiguous.
            UnknownNodeError: the graph does not hold a node that is asked for.

        >>> with Graph.open(":memory:") as graph:
        ...     graph.query("criteria")
        []
        """
        values = {key.removesuffix("_"): value for key, value in parameters.items()}
        labels = language or self._language
        answer = ask_question(self._store, name, values, language=labels, timeout=timeout)
        return Result(
            answer.rows, answer.question.columns, lambda: book_of(self._store, answer, values, language=labels)
        )

    def questions(self, *, tag: str | None = None, word: str | None = None) -> list[dict[str, object]]:
        """Return the named questions, with what each takes and gives.

        Args:
            tag: only those on a subject.
            word: only those with a word in their name, title or summary.

        Returns:
            One mapping a question: name, title, summary, params, columns, tags, example.

        >>> with Graph.open(":memory:") as graph:
        ...     [one["name"] for one in graph.questions(tag="pay")]
        ['pay']
        """
        return [described(question, self._language) for question in find_questions(tag=tag, word=word)]

    def choices(self, name: str, parameter: str, *, language: str | None = None) -> tuple[Choice, ...]:
        """Return what a parameter of a question can take in this graph, by label.

        Args:
            name: of the question.
            parameter: its name.
            language: of the labels; None for the graph's.

        Returns:
            Value and label of each; what `query` takes is the value, the IRI, or a label that only one has.

        Raises:
            UnknownQuestionError: there is no such question.
            ParameterError: it has no such parameter, or one without choices.
        """
        return choices(self._store, name, parameter, language=language or self._language)

    def profile(self, iri: str) -> Profile:
        """Return a profile as its document describes it.

        A document that tells grades apart describes one family: the IRI of a family's profile at one grade gives that
        whole family, with the wordings of all its grades. For one grade alone ask
        ``query("profile", profile=…)`` with that IRI.

        Args:
            iri: of a function family, or of a function profile; the path behind ``…/id/`` does as well.

        Returns:
            The profile model.

        Raises:
            UnknownNodeError: the graph holds no such profile.

        >>> from competencygraph.terms import resources
        >>> with Graph.open(":memory:") as graph:
        ...     _ = graph.ingest(resources.path("documents"))
        ...     graph.profile("federal-be/000/family").grades
        ('A4', 'A5')
        >>> with Graph.open(":memory:") as graph:
        ...     _ = graph.ingest(resources.path("documents"))
        ...     one_grade = "federal-be/000/family/grade/a4"
        ...     rows = graph.query("profile", profile=one_grade)
        ...     graph.profile(one_grade).grades, {row["grade"] for row in rows if row["kind"] == "descriptor"}
        (('A4', 'A5'), {'A4'})
        """
        return load_profile(self._store, iri)

    def sparql(
        self, text: str, *, timeout: float = UNTRUSTED_TIMEOUT, max_rows: int = UNTRUSTED_ROWS
    ) -> Result | bool | list[tuple[str, str, str]]:
        """Run free SPARQL, apart from this process and within limits; it only reads.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE, without SERVICE. The prefixes of the project (``cg:``, ``skos:``
                and so on) need no declaration; one that the text declares holds instead.
            timeout: seconds that it may take.
            max_rows: rows that it may give.

        Returns:
            Rows as `query` gives them; a truth value for ASK; N-Triples terms, three a triple, for CONSTRUCT
            and DESCRIBE.

        Raises:
            QueryRefusedError: the text is no such query.
            QueryLimitError: a limit was reached; nothing partial is returned.

        >>> with Graph.open(":memory:") as graph:
        ...     graph.sparql("SELECT ?s WHERE { ?s ?p ?o }")
        []
        """
        result = run_sparql(self._store, text, timeout=timeout, max_rows=max_rows, max_memory=UNTRUSTED_MEMORY)
        if result.boolean is not None:
            return result.boolean
        if result.triples is not None:
            return [(str(one.subject), str(one.predicate), str(one.object)) for one in result.triples]
        answer = answer_of(result, text)
        return Result(
            answer.rows, answer.question.columns, lambda: book_of(self._store, answer, language=self._language)
        )

    def why(self, node: str) -> Explanation:
        """Return the words of the documents behind a node.

        Args:
            node: its IRI, or the path behind ``…/id/``.

        Returns:
            The node with its quotes, each with file and lines.

        Raises:
            UnknownNodeError: the graph holds no such node.
        """
        return why(self._store, node, language=self._language)

    def compare(
        self, a: str, b: str | None = None, *, grades: tuple[str, str] | None = None, language: str | None = None
    ) -> Comparison:
        """Compare two profiles, two grades of a family, or two editions of a document.

        Args:
            a: a profile, a family, a document or an edition: its IRI or the path behind ``…/id/``; or a file.
            b: the same for the other side; None to compare a document with its previous edition, or a family at two
                grades.
            grades: notations of the two grades of the family `a`.
            language: of the words; None for the graph's.

        Returns:
            The changes, each with its kind, both texts and both places.

        Raises:
            UsageError: the two sides are none that can be compared.
            UnknownNodeError: the graph holds no such node.
        """
        from competencygraph.app.comparing import compare_in

        return compare_in(self._store, a, b, grades=grades, language=language or self._language)

    def check(
        self,
        *targets: str | Path,
        profile: Literal["core", "publication"] = "publication",
        shapes: Sequence[str | Path] = (),
        settings: str | Path | None = None,
        baseline: str | Path | None = None,
        as_key: str | None = None,
    ) -> CheckReport:
        """Check documents, against what the graph holds; nothing is stored.

        The check runs in processes of their own, with a deadline for each document.

        Args:
            targets: files, folders with documents, and IRIs or names of nodes of the graph; none for all of the graph.
            profile: ``core`` for what must hold of all data, ``publication`` for what a published profile must have
                too.
            shapes: Turtle files with shapes of your own.
            settings: a file with thresholds, rules and exemptions; None for the usual.
            baseline: a JSON report of an earlier check, whose findings are left out.
            as_key: the key of the document when one file is given, ``KEY`` or ``FRAMEWORK/KEY``.

        Returns:
            The findings by document, with their severity, place, message and remedy in three languages.

        Raises:
            UsageError: a target, the settings, the shapes or the baseline cannot be used.
            CheckLimitError: the check of the only document was ended at its limit.

        >>> from competencygraph.terms import resources
        >>> with Graph.open(":memory:") as graph:
        ...     report = graph.check(resources.path("documents") / "003_e054c458ca781ce5.txt")
        >>> report.documents[0].findings[0].messages["en"]
        'A published function family has a title.'
        """
        options = CheckOptions(
            profile,
            tuple(Path(path) for path in shapes),
            None if settings is None else Path(settings),
            None if baseline is None else Path(baseline),
            as_key=as_key,
        )
        return check_in(self._store, [str(target) for target in targets], options)

    def reason(self, profile: str | None = None, *, timeout: float = 120.0, materialise: bool = True) -> ReasonReport:
        """Find out whether a profile agrees with the ontology, and infer what follows from the whole graph.

        Needs the extra ``reasoning`` and Java, or the extra ``java``.

        Args:
            profile: the family, profile or dictionary to look at: its IRI, the path behind ``…/id/``, or the end of
                that path; None for the newest edition.
            timeout: seconds that the reasoner may take.
            materialise: whether to write what follows into the graph of inferences; not done when the profile is
                inconsistent.

        Returns:
            Whether it is consistent, what follows, and which statements clash, with their lines.

        Raises:
            MissingExtraError: owlready2 or Java is missing.
            UnknownNodeError: the graph holds no such profile.
            CheckLimitError: the reasoner's time or memory was used up.
            StoreError: the inferences could not be written.
        """
        from competencygraph.app.reasoning import reason

        return reason(self._store, profile, timeout=timeout, materialise=materialise, language=self._language)

    def export(
        self,
        format: str,
        path: str | Path,
        *,
        only: Sequence[str] = (),
        editorial: bool | None = None,
        overwrite: bool = False,
    ) -> Losses:
        """Write the graph in a format that other programs read.

        Args:
            format: its name, one of those that ``competencygraph export --list`` gives.
            path: the file, or the folder for a format of several files.
            only: frameworks and documents to write, ``FRAMEWORK`` or ``FRAMEWORK/DOCUMENT``; empty for all.
            editorial: whether editorial statements are in, marked as such; None for what the format does.
            overwrite: whether an earlier export may be replaced.

        Returns:
            How many statements have a place in the format, and which have none.

        Raises:
            UsageError: there is no such format, it cannot go there, or it cannot hold something of the graph.
            UnknownNodeError: the graph holds no such framework or document.
            MissingExtraError: the format needs an extra of the package.
        """
        from competencygraph.app.exporting import ExportOptions, export_in

        options = ExportOptions(editorial, tuple(only), overwrite, self._language)
        return export_in(self._store, format, Path(path), options).losses

    def close(self) -> None:
        """Close the graph; a second call does nothing."""
        self.closed = True
        self._store.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
