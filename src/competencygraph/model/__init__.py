"""The profile model: frozen dataclasses without third-party imports."""

from competencygraph.model.catalogue import DocumentEntry, EditorialStatement, FrameworkEntry
from competencygraph.model.competency import Competency, CompetencyGroup, KnowledgeItem, ProficiencyLevel
from competencygraph.model.correction import Correction, StatedCorrection, Target
from competencygraph.model.document import ParsedDocument, SourceDocument, UnparsedText
from competencygraph.model.evidence import Evidence, Item, Place
from competencygraph.model.location import Location, locate
from competencygraph.model.profile import (
    Criterion,
    CriterionDescriptor,
    Definition,
    Position,
    Profile,
    ProfileSection,
    Purpose,
    ResultArea,
)
from competencygraph.model.reading import Reading
from competencygraph.model.vacancy import (
    Application,
    Conditions,
    OrganisationValue,
    PassRule,
    Requirements,
    Reserve,
    Salary,
    SalaryStep,
    Selection,
    SelectionPart,
    Vacancy,
)

__all__ = [
    "Application",
    "Competency",
    "CompetencyGroup",
    "Conditions",
    "Correction",
    "Criterion",
    "CriterionDescriptor",
    "Definition",
    "DocumentEntry",
    "EditorialStatement",
    "Evidence",
    "FrameworkEntry",
    "Item",
    "KnowledgeItem",
    "Location",
    "OrganisationValue",
    "ParsedDocument",
    "PassRule",
    "Place",
    "Position",
    "ProficiencyLevel",
    "Profile",
    "ProfileSection",
    "Purpose",
    "Reading",
    "Requirements",
    "Reserve",
    "ResultArea",
    "Salary",
    "SalaryStep",
    "Selection",
    "SelectionPart",
    "SourceDocument",
    "StatedCorrection",
    "Target",
    "UnparsedText",
    "Vacancy",
    "locate",
]
