"""Where each kind of statement goes in SKOS, and in the DCAT-AP catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from competencygraph.exports.port import Mapped

__all__ = ["dcat_ap_mapping", "skos_mapping"]

_AS_IT_STANDS = "as it stands"
_STATED = ("skos:Concept", "skos:ConceptScheme", "skos:Collection", "skos:OrderedCollection")
_OURS = ("cg:Competency", "cg:ProficiencyLevel", "cg:BehaviouralIndicator", "cg:CompetencyGroup")
_OWN = ("cg:position", "cg:rank", "prov:wasDerivedFrom")
_OWN_OF_STATED = (*_OWN, "cg:hasLevel", "cg:inGroup", "dcterms:isPartOf")
_MATCHES = ("skos:broadMatch", "skos:closeMatch", "skos:exactMatch", "skos:narrowMatch", "skos:relatedMatch")
_LABELS = ("skos:altLabel", "skos:hiddenLabel", "skos:prefLabel")
_NOTES = ("skos:definition", "skos:example", "skos:note", "skos:scopeNote")
_RELATIONS = ("skos:broader", "skos:narrower", "skos:related")
_TERMS = (
    "dcterms:created",
    "dcterms:description",
    "dcterms:license",
    "dcterms:modified",
    "dcterms:source",
    "dcterms:title",
)
_BESIDE = ("catalogue", "inferences", "superseded", "other")
_NOT_LIVE = "of what is not in the live graph nothing is carried"
_ABOUT_CONCEPTS = "of editorial statements only those about a concept are carried, when they are asked for"
_NOT_DATASET = "of what is not in the live graph only frameworks, publishers and editorial statements are carried"
_VOCABULARY = "of the vocabulary only schemes of which a document names a grade are carried"
_ONLY_CONCEPTS = "SKOS describes concepts: no profiles, tasks, criteria, vacancies, documents, order, rank or place"
_ONLY_ROLES = "SKOS, ORG and PROV describe no result areas, tasks, criteria, definitions, pay, selection or order"
_ONLY_IDENTITY = "of a document, an edition and a passage only what identifies it and its language are carried"
_STAYS_IN = "what the store adds to an imported scheme stays in it"
_NAMED_ONLY = "ORG wants the post above itself, and the document only names it"


def skos_mapping() -> tuple[Mapped, ...]:
    """Return where each kind of statement goes in the SKOS format.

    Returns:
        Entries, of which the first that fits holds.

    >>> skos_mapping()[0].part
    'catalogue'
    """
    return (
        Mapped("cg:EditorialStatement", "*", "", because=_ABOUT_CONCEPTS, part="catalogue"),
        *(Mapped("*", "*", "", because=_NOT_LIVE, part=part) for part in _BESIDE),
        *_grades(),
        Mapped("*", "*", "", because=_VOCABULARY, part="vocabulary"),
        *_competencies(),
        *(Mapped(name, prop, "", because=_ONLY_CONCEPTS) for name in _OURS for prop in _OWN),
        *_stated(),
        Mapped("*", "*", "", because=_ONLY_CONCEPTS),
    )


def dcat_ap_mapping() -> tuple[Mapped, ...]:
    """Return where each kind of statement goes in the DCAT-AP format.

    Returns:
        Entries, of which the first that fits holds.

    >>> any(entry.target == "org:Post" for entry in dcat_ap_mapping())
    True
    """
    return (
        *_catalogue(),
        *(Mapped("*", "*", "", because=_NOT_DATASET, part=part) for part in _BESIDE),
        *_grades(),
        Mapped("cg:Grade", "cg:rank", "cg:rank", part="vocabulary"),
        Mapped("*", "*", "", because=_VOCABULARY, part="vocabulary"),
        *_competencies(),
        Mapped("cg:ProficiencyLevel", "cg:rank", "cg:rank"),
        *_documents(),
        *_functions(),
        *_requirements(),
        *(
            Mapped(name, "prov:wasDerivedFrom", "prov:wasDerivedFrom")
            for name in (
                "cg:Competency",
                "cg:ProficiencyLevel",
                "cg:CompetencyGroup",
                "cg:CompetencyDictionary",
                "cg:FunctionFamily",
                "cg:FunctionProfile",
                "cg:Vacancy",
                "cg:AdmissionCondition",
                "cg:KnowledgeRequirement",
                "cg:TechnicalRequirement",
                "org:Organization",
                "org:Post",
            )
        ),
        *_stated(),
        Mapped("*", "*", "", because=_ONLY_ROLES),
    )


def _each(classes: Iterable[str], properties: Iterable[str], target: str = "") -> Iterator[Mapped]:
    """Yield an entry for each class and property; without a target the statement keeps its property."""
    for name in classes:
        for prop in properties:
            yield Mapped(name, prop, target or prop)


def _typed(name: str, target: str) -> Mapped:
    return Mapped(name, "rdf:type", target, object_class=name)


def _grades() -> Iterator[Mapped]:
    """Yield entries for grades, wherever they are stated."""
    yield _typed("cg:Grade", "skos:Concept")
    yield _typed("cg:GradeScheme", "skos:ConceptScheme")
    yield from _each(("cg:Grade",), (*_LABELS, *_NOTES, *_RELATIONS, *_MATCHES, "skos:notation", "skos:inScheme"))
    yield Mapped("cg:GradeScheme", "skos:prefLabel", "skos:prefLabel, dcterms:title")
    yield Mapped("cg:GradeScheme", "skos:scopeNote", "skos:scopeNote, dcterms:description")
    yield from _each(("cg:GradeScheme",), ("skos:altLabel", "skos:definition", "skos:note", *_TERMS))


def _competencies() -> Iterator[Mapped]:
    """Yield entries for competencies, levels, indicators, groups, dictionaries and scales."""
    yield _typed("cg:Competency", "skos:Concept")
    yield _typed("cg:ProficiencyLevel", "skos:Concept, narrower than its competency")
    yield _typed("cg:BehaviouralIndicator", "skos:example of its level")
    yield _typed("cg:CompetencyGroup", "skos:Collection")
    yield _typed("cg:CompetencyDictionary", "skos:ConceptScheme")
    yield _typed("cg:ProficiencyScale", "skos:ConceptScheme")
    concepts = ("cg:Competency", "cg:ProficiencyLevel")
    yield from _each(concepts, (*_LABELS, *_NOTES, *_RELATIONS, *_MATCHES, "skos:notation", "skos:inScheme"))
    yield from _each(("cg:CompetencyGroup",), (*_LABELS, *_NOTES, "skos:notation"))
    schemes = ("cg:CompetencyDictionary", "cg:ProficiencyScale")
    yield from _each(schemes, ("skos:prefLabel",), "skos:prefLabel, dcterms:title")
    yield from _each(schemes, ("skos:altLabel", *_NOTES, "skos:notation"))
    yield Mapped("cg:Competency", "cg:hasLevel", "skos:narrower, skos:broader")
    yield Mapped("cg:Competency", "dcterms:isPartOf", "skos:inScheme")
    yield Mapped("cg:Framework", "skos:prefLabel", "dcterms:title, skos:prefLabel of the scheme of its competencies")
    yield Mapped("cg:Competency", "cg:inGroup", "skos:member")
    yield Mapped("cg:ProficiencyLevel", "cg:hasIndicator", "skos:example")
    yield Mapped("cg:BehaviouralIndicator", "cg:text", "skos:example")
    yield Mapped("cg:CompetencyRequirement", "cg:inGroup", "skos:member")
    yield Mapped("cg:CompetencyRequirement", "cg:concerns", "skos:member, of a requirement in a group")


def _stated() -> Iterator[Mapped]:
    """Yield entries for concepts, schemes and collections that stand in the store as such."""
    for name in _STATED:
        for prop in _OWN_OF_STATED:
            yield Mapped(name, prop, "", because=_STAYS_IN)
    for name in _STATED:
        for kind in _STATED:
            yield Mapped(name, "rdf:type", _AS_IT_STANDS, object_class=kind)
        yield Mapped(name, "rdf:type", "", because=_STAYS_IN)
        yield Mapped(name, "*", _AS_IT_STANDS)


def _catalogue() -> Iterator[Mapped]:
    """Yield entries for the catalogue graph."""
    part = "catalogue"
    for name, prop, target, kind in (
        ("cg:Framework", "rdf:type", "dcat:Dataset", "cg:Framework"),
        ("cg:Framework", "dcterms:identifier", "dcterms:identifier", "*"),
        ("cg:Framework", "skos:prefLabel", "dcterms:title", "*"),
        ("cg:Framework", "dcterms:publisher", "dcterms:publisher", "*"),
        ("org:Organization", "skos:prefLabel", "foaf:name; skos:prefLabel where it has a language", "*"),
        ("cg:EditorialStatement", "rdf:type", "rdf:Statement", "cg:EditorialStatement"),
        ("cg:EditorialStatement", "cg:isAbout", "rdf:subject", "*"),
        ("cg:EditorialStatement", "cg:statedProperty", "rdf:predicate", "*"),
        ("cg:EditorialStatement", "cg:statedValue", "rdf:object", "*"),
        ("cg:EditorialStatement", "cg:reason", "dcterms:description", "*"),
        ("cg:EditorialStatement", "prov:wasAttributedTo", "prov:wasAttributedTo", "*"),
    ):
        yield Mapped(name, prop, target, object_class=kind, part=part)
    yield Mapped(
        "cg:Framework", "dcterms:source", "", because="the documents say of which framework they are", part=part
    )
    yield Mapped(
        "cg:Document", "*", "", because="the current edition says it as well, which is what is read", part=part
    )


def _documents() -> Iterator[Mapped]:
    """Yield entries for documents, editions and passages."""
    yield _typed("cg:Document", "prov:Entity")
    yield Mapped("cg:Document", "dcterms:identifier", "dcterms:identifier")
    yield Mapped("cg:Document", "dcterms:isPartOf", "dcterms:isPartOf, prov:wasDerivedFrom of the dataset")
    yield Mapped("cg:Document", "cg:hasEdition", "prov:specializationOf of the edition")
    yield Mapped("cg:Edition", "cg:digest", "dcterms:identifier")
    yield Mapped("cg:Edition", "dcterms:language", "dcterms:language")
    yield Mapped(
        "cg:Edition", "cg:sourceText", "", because="the text of a document is not published with the catalogue"
    )
    yield Mapped("cg:Passage", "*", "", because=_ONLY_IDENTITY)
    yield from _each(("cg:Framework",), ("dcterms:description", "dcterms:license"))
    for prop in ("dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:license"):
        yield Mapped("", prop, f"{prop}, of the catalogue alone")


def _functions() -> Iterator[Mapped]:
    """Yield entries for profiles, families, posts, vacancies and organisations."""
    yield _typed("cg:FunctionFamily", "prov:Entity")
    yield Mapped("cg:FunctionFamily", "skos:prefLabel", "dcterms:title")
    yield Mapped("cg:FunctionFamily", "dcterms:isPartOf", "dcterms:isPartOf; dcterms:identifier of its roles")
    yield Mapped("cg:FunctionFamily", "cg:hasProfile", "dcterms:isPartOf of the role")
    yield Mapped("cg:FunctionFamily", "cg:hasPurpose", "dcterms:description, of its roles too")
    yield _typed("cg:FunctionProfile", "org:Role")
    yield Mapped("cg:FunctionProfile", "skos:prefLabel", "skos:prefLabel")
    yield Mapped("cg:FunctionProfile", "dcterms:isPartOf", "dcterms:isPartOf, dcterms:identifier")
    yield Mapped("cg:FunctionProfile", "cg:atGrade", "dcterms:type")
    yield Mapped("cg:FunctionProfile", "cg:hasPurpose", "dcterms:description")
    yield Mapped("cg:Purpose", "cg:text", "dcterms:description of the role or the family")
    yield Mapped("cg:Purpose", "prov:wasDerivedFrom", "prov:wasDerivedFrom of the role or the family")
    yield _typed("org:Post", "org:Post")
    yield from _each(("org:Post",), ("skos:prefLabel", "org:role", "org:postIn", "org:reportsTo"))
    yield Mapped("org:Post", "cg:reportsToText", "", because=_NAMED_ONLY)
    yield Mapped("org:Organization", "skos:prefLabel", "foaf:name; skos:prefLabel where it has a language")
    yield from _each(("org:Organization",), ("dcterms:identifier", "dcterms:spatial"))
    yield _typed("cg:Vacancy", "prov:Entity")
    yield Mapped("cg:Vacancy", "cg:forProfile", "dcterms:relation")
    yield Mapped("cg:Vacancy", "cg:offeredBy", "dcterms:publisher, cv:PublicOrganisation")
    yield Mapped("cg:Vacancy", "cg:hasCondition", "dcterms:requires")


def _requirements() -> Iterator[Mapped]:
    """Yield entries for what is asked of a person."""
    for name in ("cg:CompetencyRequirement", "cg:KnowledgeRequirement", "cg:TechnicalRequirement"):
        for asking in ("cg:FunctionProfile", "cg:Vacancy"):
            yield Mapped(asking, "cg:hasExpectation", "dcterms:requires", object_class=name)
    yield Mapped("cg:CompetencyRequirement", "cg:atLevel", "dcterms:requires of the role or the vacancy")
    for name in ("cg:KnowledgeRequirement", "cg:TechnicalRequirement"):
        yield Mapped(name, "cg:text", "dcterms:description")
        yield _typed(name, "prov:Entity, dcterms:type")
    yield Mapped("cg:AdmissionCondition", "cg:text", "dcterms:description, dcterms:language")
    yield _typed("cg:AdmissionCondition", "cv:Requirement, dcterms:type")
    for name in ("cg:GeneralCondition", "cg:RecruitmentCondition"):
        yield Mapped("cg:AdmissionCondition", "rdf:type", "dcterms:type", object_class=name)
