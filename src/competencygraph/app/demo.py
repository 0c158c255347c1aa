"""Use case: a first graph from the packaged documents."""

from __future__ import annotations

from dataclasses import dataclass

from competencygraph.app.asking import ask_question
from competencygraph.app.check_report import CheckReport
from competencygraph.app.checking import CheckRun, kept_findings
from competencygraph.app.ingesting import IngestReport, Progress, ingest
from competencygraph.queries import Answer
from competencygraph.store import open_store
from competencygraph.terms import resources

__all__ = ["FROM_GRADE", "TO_GRADE", "DemoReport", "demo"]

#: The demonstration asks what changes from one of these grades to the other.
FROM_GRADE, TO_GRADE = "A4", "A5"


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demonstration did.

    Args:
        report: of the ingest.
        triples: how many triples the live graph holds.
        answer: to the question.
        check: what a check of the store found.
    """

    report: IngestReport
    triples: int
    answer: Answer
    check: CheckReport

    @property
    def changed(self) -> bool:
        """Return whether any document was new or different."""
        return self.report.counts["unchanged"] < len(self.report.outcomes)


def demo(location: str, *, language: str = "en", progress: Progress | None = None) -> DemoReport:
    """Build a graph from the packaged documents, ask what changes from A4 to A5, and check the documents.

    Args:
        location: the store's folder.
        language: of labels.
        progress: called as documents are stored.

    Returns:
        What was stored, the answer, and what the check found.

    Raises:
        StoreError: the store cannot be opened or written.
    """
    cache = kept_findings(location)
    with CheckRun() as run:
        if not cache.is_dir():
            run.start()
        report = ingest(location, [resources.path("documents")], progress=progress)
        with open_store(location) as store:
            values = {"from": FROM_GRADE, "to": TO_GRADE, "scheme": "grades/federal"}
            answer = ask_question(store, "rises", values, language=language)
            return DemoReport(report, store.count(), answer, run.check(store, cache=cache))
