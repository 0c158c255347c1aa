"""A profile model, as its hand-written JSON holds it, set again as the document that it was written from.

The texts come from the model; the words between them (headings of parts, lead-ins) are those of the five documents in
``documents/``. Two forms: a federal function family (result areas by role, criteria per grade), and a profile of a
municipality, with its vacancy where it announces one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from .blocks import Block, Cell, Heading, Item, Labels, Layout, Listing, Paragraph, Source, Table

__all__ = ["source_from"]

Model = Mapping[str, Any]


def source_from(model: Model, *, layout: Layout | None = None) -> Source:
    """Return the document that a profile model was written from, as blocks.

    Args:
        model: a document with one profile, in the form of `to_json`.
        layout: how it looks; the default layout when not given.

    Returns:
        A Dutch document of which reading must give the same model, evidence apart.

    >>> model = {"profiles": [{"kind": "profile", "title": "Bode", "purpose": {"text": "Post rondbrengen."}}]}
    >>> [block.text for block in source_from(model).blocks]
    ['Bode', 'Doel van de functie', 'Post rondbrengen.']
    """
    (profile,) = model["profiles"]
    if profile["kind"] == "family":
        blocks = _family(profile)
    elif profile.get("vacancy"):
        blocks = _vacancy_and_profile(profile)
    else:
        blocks = _plain_profile(profile)
    return Source("nl", tuple(blocks), layout or Layout(), ("docx", "pdf"))


def _bullets(texts: Sequence[str | Model], marker: str = "bullet", end: str = "") -> Listing:
    return Listing(tuple(Item(_text(text)) for text in texts), marker, end)


def _text(item: str | Model) -> str:
    return item if isinstance(item, str) else str(item["text"])


def _family(profile: Model) -> Iterator[Block]:
    for section in profile["sections"]:
        yield Paragraph(f"{section['notation']} {section['text']}")
    purpose = profile["purpose"]
    yield Heading(1, "Doel")
    yield Paragraph(purpose["activity"])
    yield Paragraph("teneinde")
    yield Paragraph(purpose["purpose"])
    yield Heading(1, "Resultaatgebieden")
    for area in profile["result_areas"]:
        yield Heading(2, f"Als {area['role']}{' (facultatief)' if area['optional'] else ''}")
        yield Paragraph(f"{area['activity']} teneinde {area['purpose']}")
        yield Paragraph("Voorbeelden van taken", bold=True)
        yield _bullets(area["tasks"], end=";")
    yield Heading(1, "Onderscheidende criteria")
    yield _criteria(profile)
    if profile["definitions"]:
        yield Paragraph("* Definitie", bold=True)
    for definition in profile["definitions"]:
        sign = ": " if definition["minimum"] is None else " = "
        yield Paragraph(f"{definition['term']}{sign}{definition['definition']}")


def _criteria(profile: Model) -> Table:
    grades = profile["grades"]
    head = (Cell(), *(Cell((grade,)) for grade in grades))
    rows = []
    for criterion in profile["criteria"]:
        cells = (_descriptor(criterion["descriptors"].get(grade)) for grade in grades)
        rows.append((Cell((criterion["name"],)), *cells))
    return Table((head, *rows))


def _descriptor(descriptor: Model | None) -> Cell:
    """Return a cell in paragraphs where the document has an "of" on a line of its own."""
    if descriptor is None:
        return Cell()
    text = _text(descriptor)
    if ": van " in text and " of van " in text:
        lead, _, rest = text.partition(": ")
        one, _, other = rest.partition(" of van ")
        return Cell((f"{lead}:", one, "of", f"van {other}"))
    if " OF " in text:
        one, _, other = text.partition(" OF ")
        return Cell((one, "OF", other))
    return Cell((text,))


def _plain_profile(profile: Model) -> Iterator[Block]:
    yield Heading(1, profile["title"])
    yield Heading(2, "Doel van de functie")
    yield Paragraph(profile["purpose"]["text"])
    if profile.get("result_areas"):
        yield Heading(2, "Resultaatsgebieden")
        yield Listing(tuple(Item(area["name"]) for area in profile["result_areas"]))
    if profile.get("competencies"):
        yield Heading(2, "Competenties")
    for competency in profile.get("competencies", []):
        yield Heading(3, competency["name"])
        yield Paragraph(competency["definition"])
        for level in competency["levels"]:
            yield Paragraph(f"{level['title']}:")
            yield _bullets(level["indicators"])
    for name, items in _by_group(profile.get("knowledge", [])):
        yield Heading(2, name)
        yield _bullets(items)


def _by_group(items: Sequence[Model]) -> list[tuple[str, list[Model]]]:
    return [(name, list(members)) for name, members in groupby(items, lambda item: str(item["group"]["name"]))]


def _vacancy_and_profile(profile: Model) -> Iterator[Block]:
    yield from _vacancy(profile, profile["vacancy"])
    yield from _profile(profile)


def _section(profile: Model, heading: str) -> Model:
    return next(section for section in profile["sections"] if section["heading"] == heading)


def _headed(section: Model, level: int = 2) -> Iterator[Block]:
    notation = f"{section['notation']}. " if section["notation"] else ""
    yield Heading(level, f"{notation}{section['heading']}")
    if section["text"]:
        yield Paragraph(section["text"])


def _vacancy(profile: Model, vacancy: Model) -> Iterator[Block]:
    yield Heading(1, "Informatiebundel")
    yield Heading(1, f"{profile['title']} ({vacancy['career']})")
    yield Heading(2, f"A. Algemene Info – {vacancy['organisation']}")
    yield from _headed(_section(profile, "Visie en waarden"), 3)
    for value in vacancy["values"]:
        yield Paragraph(value["name"], bold=True)
        yield Paragraph(value["text"])
    yield from _headed(_section(profile, "Inhoud van de job"))
    asked = _section(profile, "Wat verwacht Lievegem van jou?")
    yield from _headed(asked)
    competencies, knowledge, more = map(_text, asked["items"])
    yield Paragraph(f"{competencies}:")
    yield _bullets(vacancy["requirements"]["competencies"])
    yield Paragraph(f"{knowledge}:")
    yield _bullets(vacancy["requirements"]["knowledge"])
    yield Paragraph(more)
    section = _section(profile, "Aan welke voorwaarden moet je voldoen?")
    yield Heading(2, f"{section['notation']}. {section['heading']}")
    yield Paragraph(f"{section['text']}:")
    yield Heading(3, "Algemene toelatingsvoorwaarden")
    yield _bullets(vacancy["conditions"]["general"])
    yield Heading(3, "Aanwervingsvoorwaarden")
    yield _bullets(vacancy["conditions"]["recruitment"])
    yield Heading(2, "E. Wat bieden wij jou?")
    yield _offer(vacancy)
    yield Heading(2, "F. Uit welke stappen bestaat de selectieprocedure?")
    yield from _selection(vacancy["selection"])
    yield Heading(2, "G. Wervingsreserve")
    yield Paragraph(vacancy["reserve"]["text"])
    yield from _application(_section(profile, "Hoe solliciteren?"), vacancy["application"])
    yield from _headed(_section(profile, "Beoordeling van de kandidaturen"))


def _offer(vacancy: Model) -> Listing:
    """Return the offers, the steps of the salary as a list under the one that leads them in."""
    steps = tuple(
        Item(f"Met {step['years']} jaar anciënniteit: Bruto € {step['amount']:,}".replace(",", "."))
        for step in vacancy["salary"]["steps"]
    )
    items = []
    for offer in vacancy["offer"]:
        leads = _text(offer).startswith("Naargelang het aantal jaren")
        items.append(Item(f"{_text(offer)}:", steps) if leads else Item(_text(offer)))
    return Listing(tuple(items))


def _selection(selection: Model) -> Iterator[Block]:
    for part in selection["parts"]:
        remark = f"{part['points']} punten" if part["points"] else "eliminerend"
        yield Heading(3, f"{part['notation']}: {part['name']} ({remark}) – {part['date']}")
        yield Paragraph(part["text"])
    *together, last = (_text(rule) for rule in selection["rules"])
    yield Paragraph(" ".join(together))
    yield Paragraph(last)


def _application(section: Model, application: Model) -> Iterator[Block]:
    link, *rest = map(_text, section["items"])
    yield Heading(2, f"{section['notation']}. {section['heading']}")
    yield Paragraph(f"Solliciteren kan uiterlijk tot {application['deadline_text']} via deze link:")
    yield Paragraph(link)
    yield Paragraph("Wij vragen:")
    yield _bullets(application["documents"])
    for text in rest:
        yield Paragraph(text)


def _profile(profile: Model) -> Iterator[Block]:
    yield Heading(1, "FUNCTIE- EN COMPETENTIEPROFIEL")
    yield Heading(1, profile["title"])
    yield Heading(2, "A. Algemene Info")
    labels = [text.split(": ", 1) for text in map(_text, _section(profile, "Algemene Info")["items"])]
    position, career = profile["position"]["title"], profile["vacancy"]["career"]
    first = (("Graad (functietitel)", position), ("Functionele loopbaan", career))
    yield Labels((*first, *((label, value) for label, value in labels)))
    yield Heading(2, "B. Doel van de functie")
    yield Paragraph(profile["purpose"]["text"])
    yield from _headed(_section(profile, "Plaats in de organisatie"))
    yield from _headed(_section(profile, "Resultaatgebieden"))
    for area in profile["result_areas"]:
        yield Heading(3, f"{area['notation']}. {area['name']}")
        if area["description"]:
            yield Paragraph(area["description"])
            yield Paragraph("Dit omvat onder meer de volgende concrete taken:")
        yield _bullets(area["tasks"])
    for name, items in _by_group(profile["knowledge"]):
        yield Heading(3, f"{len(profile['result_areas']) + 1}. {name}")
        yield _bullets(items)
    yield Heading(2, "Competenties")
    for competency, new in _with_news(profile["competencies"]):
        if new:
            yield Heading(3, competency["group"]["name"])
            yield Paragraph(competency["group"]["definition"])
        yield Heading(4, competency["name"])
        yield Paragraph(competency["definition"])
        for level in competency["levels"]:
            yield Paragraph(f"Niveau {level['level']} – {level['title']}", bold=True)
            yield _bullets(level["indicators"])
    yield from _headed(_section(profile, "Verruimende bepaling"))


def _with_news(competencies: Sequence[Model]) -> Iterator[tuple[Model, bool]]:
    """Yield the competencies, each with whether its group begins with it."""
    group = None
    for competency in competencies:
        yield competency, competency["group"]["name"] != group
        group = competency["group"]["name"]
