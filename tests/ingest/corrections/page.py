"""A profile small enough to correct by hand in a test, and the means to do it as a text editor would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from competencygraph.ingest.corrections import (
    Corrected,
    apply_corrections,
    corrections_between,
    read_edited,
    review_text,
)
from competencygraph.model import (
    Competency,
    Criterion,
    CriterionDescriptor,
    Evidence,
    Item,
    KnowledgeItem,
    ParsedDocument,
    ProficiencyLevel,
    Profile,
    ProfileSection,
    Purpose,
    ResultArea,
    SourceDocument,
    UnparsedText,
)

LINES = (
    "Hoofdtuinier",  # 1
    "Doel: de parken onderhouden teneinde ze open te houden.",  # 2
    "1 Parken beheren",  # 3
    "• Perken aanleggen",  # 4
    "• Bomen snoeien",  # 5
    "  en hout afvoeren",  # 6
    "2 Ploeg leiden",  # 7
    "• Werk verdelen; verlof plannen",  # 8
    "• Kennis van plantenziekten",  # 9
    "Samenwerken",  # 10
    "Niveau 2",  # 11
    "• Deelt informatie",  # 12
    "Klantgericht werken",  # 13
    "• Luistert naar bezoekers",  # 14
    "Impact",  # 15
    "Een perk.",  # 16
    "Een park.",  # 17
    "Kennis",  # 18
    "• Snoeitechnieken",  # 19
    "Plaats",  # 20
    "• Afdeling Groen",  # 21
    "Pagina 1",  # 22
    "• Overlegt met collega's",  # 23
    "• Lost klachten op",  # 24
)


def at(start: int, end: int | None = None) -> Evidence:
    return Evidence(start, end or start)


def document(lines: tuple[str, ...] = LINES) -> ParsedDocument:
    """Return the profile, as a reader would give it."""
    areas = (
        ResultArea(
            at(3),
            name="Parken beheren",
            notation="1",
            tasks=(Item("Perken aanleggen", at(4)), Item("Bomen snoeien", at(5)), Item("en hout afvoeren", at(6))),
        ),
        ResultArea(
            at(7),
            name="Ploeg leiden",
            notation="2",
            tasks=(Item("Werk verdelen; verlof plannen", at(8)), Item("Kennis van plantenziekten", at(9))),
        ),
    )
    competencies = (
        Competency(
            "Samenwerken",
            at(10),
            levels=(ProficiencyLevel(2, None, (Item("Deelt informatie", at(12)),), at(11)),),
        ),
        Competency(
            "Klantgericht werken",
            at(13),
            levels=(ProficiencyLevel(None, None, (Item("Luistert naar bezoekers", at(14)),), at(14)),),
        ),
    )
    cells = (CriterionDescriptor("A1", "Een perk.", at(16)), CriterionDescriptor("A2", "Een park.", at(17)))
    profile = Profile(
        "family",
        title="Hoofdtuinier",
        evidence=at(1),
        grades=("A1", "A2"),
        grades_evidence=at(15),
        purpose=Purpose(
            "de parken onderhouden teneinde ze open te houden.", at(2), "de parken onderhouden", "ze open te houden."
        ),
        result_areas=areas,
        criteria=(Criterion("Impact", at(15), cells),),
        competencies=competencies,
        knowledge=(KnowledgeItem("Snoeitechnieken", at(19)),),
        sections=(ProfileSection(at(20, 21), "Plaats", items=(Item("Afdeling Groen", at(21)),)),),
    )
    unparsed = (
        UnparsedText("Pagina 1", at(22), "page number"),
        UnparsedText("• Overlegt met collega's • Lost klachten op", at(23, 24)),
    )
    return ParsedDocument(SourceDocument("tuin.txt", "ab" * 32, "nl", lines, unparsed), (profile,))


class Editor:
    """A review file in the hands of an editor.

    Args:
        folder: where the file is written.
        parsed: what was read.
    """

    def __init__(self, folder: Path, parsed: ParsedDocument | None = None) -> None:
        self.parsed = parsed or document()
        self.path = folder / "review.yaml"
        self.path.write_text(review_text(self.parsed), encoding="utf-8")
        self.data = yaml.safe_load(self.path.read_text(encoding="utf-8"))

    def items(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        waiting = [*self.data["profiles"], *self.data["unparsed"]]
        while waiting:
            item = waiting.pop(0)
            found.append(item)
            waiting = [*item.get("contents", []), *waiting]
        return found

    def item(self, text: str) -> dict[str, Any]:
        """Return the item with a text."""
        return next(item for item in self.items() if item.get("text") == text)

    def holder(self, text: str) -> list[dict[str, Any]]:
        """Return the list that an item with a text stands in."""
        lists = [item["contents"] for item in self.items() if "contents" in item] + [self.data["unparsed"]]
        return next(found for found in lists if any(item.get("text") == text for item in found))

    @property
    def top(self) -> list[dict[str, Any]]:
        """Return what the profile contains."""
        contents: list[dict[str, Any]] = self.data["profiles"][0]["contents"]
        return contents

    def save(self) -> Path:
        self.path.write_text(yaml.safe_dump(self.data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return self.path

    def corrected(self) -> Corrected:
        """Return the document as the file corrects it; all corrections fit."""
        corrections = corrections_between(self.parsed, read_edited(self.save()))
        result = apply_corrections(self.parsed, corrections)
        assert corrections
        assert result.unfit == ()
        assert len(result.applied) == len(corrections)
        return result

    def profile(self) -> Profile:
        return self.corrected().parsed.profiles[0]
