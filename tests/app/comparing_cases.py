"""Documents with edits made by hand, and tables of what is expected."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

HERE = Path(__file__).parent

#: The five edits of `compare_five_edits.tsv`: what the document says, and what is written instead.
FIVE_EDITS = (
    # a task in other words
    (
        "langetermijnplanning voor de activiteiten opstellen;",
        "langetermijnplanning voor de activiteiten van de entiteit opstellen;",
    ),
    # a new task
    (
        "• Coördinatievergaderingen tussen de diensten organiseren; \n",
        "• Coördinatievergaderingen tussen de diensten organiseren; \n"
        "• De planning van de diensten op elkaar afstemmen; \n",
    ),
    # a task that is dropped
    ("• De autonomie van de teams en de medewerkers bevorderen; \n", ""),
    # a task that goes to another result area
    ("• De veranderingsprocessen stimuleren en coördineren binnen de entiteit; \n", ""),
    (
        "• Informatie afleiden uit de markt",
        "• De veranderingsprocessen stimuleren en coördineren binnen de entiteit; \n• Informatie afleiden uit de markt",
    ),
    # a criterion in other words
    ("entiteit en de middelen en het budget bepalen \n", "entiteit en de middelen en het budget beheren \n"),
)
#: A competency at another level.
LEVEL_EDIT = (("Niveau 3 – Brengt een beleid naar voren", "Niveau 2 – Brengt een beleid naar voren"),)


def edited(documents: Path, folder: Path, key: str, edits: tuple[tuple[str, str], ...]) -> Path:
    """Write a document with edits, each of which fits exactly once, and the catalogue beside it; return its path."""
    (original,) = documents.glob(f"{key}_*.txt")
    text = original.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(documents / "catalogue.yaml", folder)
    path = folder / original.name
    path.write_text(text, encoding="utf-8")
    return path


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of expected results; there is at least one."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    assert rows
    return rows
