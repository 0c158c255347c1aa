"""The page itself: what the template is given, and the page it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from rdflib import DCTERMS, SKOS, Graph, Literal, URIRef
from tools.release.reference.cards import KINDS, LANGUAGES, Card, read_cards, read_schemes
from tools.release.reference.diagram import draw
from tools.release.reference.names import Names, Token
from tools.release.reference.usage import Usage, add_axioms, read_rules, read_usages
from tools.release.sources import BASE, ONTOLOGY, Module, Sources
from tools.release.versions import version_iri

__all__ = ["Reference", "reference_page"]

_TEMPLATES = Path(__file__).with_name("templates")
_CG = BASE + "def/"


@dataclass(frozen=True, slots=True)
class Reference:
    """What the page is about.

    Args:
        version: of the release.
        before: version of the release before; None where there is none.
        sources: modules and shapes.
        whole: the whole ontology, as released.
        shapes: all shapes that are judged together, as released.
        files: titles by language of each file that the page names, by its path.
        data: how often each class has each property in example data; empty without any.
    """

    version: str
    before: str | None
    sources: Sources
    whole: Graph
    shapes: Graph
    files: Mapping[str, Mapping[str, str]]
    data: Mapping[tuple[str, str], int] = field(default_factory=dict)


def reference_page(
    reference: Reference, words: Mapping[str, Mapping[str, str]], choices: Mapping[str, list[str]]
) -> bytes:
    """Return the page.

    Args:
        reference: what it is about.
        words: the words of the page by key and language.
        choices: ``modules``: names of modules in the order of the page, others come after; ``overview``: local names of
            the classes of the first diagram, those that are gone left out.

    Returns:
        HTML that loads nothing from elsewhere.
    """
    names = Names(reference.sources.prefix_table)
    core = next(one.graph for one in reference.sources.shapes if one.place == "shapes/core")
    usages = read_usages(core, names)
    add_axioms(usages, reference.whole)
    cards = read_cards(reference.whole, names, usages, read_rules(reference.shapes))
    known = [_CG + name for name in choices["overview"] if _CG + name in cards]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page = environment.get_template("page.html.j2").render(
        version=reference.version,
        before=reference.before,
        iri=str(ONTOLOGY),
        version_iri=str(version_iri(str(ONTOLOGY), reference.version)),
        prior_iri=None if reference.before is None else str(version_iri(str(ONTOLOGY), reference.before)),
        description=_texts(reference.whole, ONTOLOGY, DCTERMS.description),
        words=words,
        languages=LANGUAGES,
        kinds=list(KINDS.values()),
        modules=_modules(reference, cards, usages, names, choices["modules"]),
        overview=draw(known, cards, usages, names, inside=True),
        cards=cards,
        schemes=_schemes(reference, cards),
        counts={kind: sum(one.kind == kind for one in cards.values()) for kind in KINDS.values()},
        files=_files(reference.files),
        prefixes=reference.sources.prefix_table,
        names=names,
        anchor=lambda iri: cards[iri].name if iri in cards else "",
        row_middle=lambda box, number: box.y + 26 + 4 + 19 * (number + 0.5) + 4,
        data=reference.data,
        said=lambda tokens: _said(tokens, cards),
        style=Markup((_TEMPLATES / "page.css").read_text(encoding="utf-8")),  # noqa: S704  (a file of ours)
        script=Markup((_TEMPLATES / "page.js").read_text(encoding="utf-8")),  # noqa: S704
    )
    return page.encode()


def _modules(
    reference: Reference, cards: Mapping[str, Card], usages: Mapping[str, list[Usage]], names: Names, order: list[str]
) -> list[dict[str, Any]]:
    """Return the modules that define terms, each with its cards by kind and its diagram."""
    found = []
    for module in sorted(reference.sources.modules, key=lambda one: (_rank(one, order), one.place)):
        own = [card for card in cards.values() if card.module == str(module.iri)]
        if not own:
            continue
        classes = [card.iri for card in own if card.kind == "class"]
        groups = {kind: [card for card in own if card.kind == kind] for kind in KINDS.values()}
        found.append(
            {
                "anchor": _anchor(module),
                "iri": str(module.iri),
                "title": _texts(module.graph, module.iri, DCTERMS.title),
                "description": _texts(module.graph, module.iri, DCTERMS.description),
                "groups": {kind: group for kind, group in groups.items() if group},
                "diagram": draw(classes, cards, usages, names),
            }
        )
    return found


def _schemes(reference: Reference, cards: Mapping[str, Card]) -> list[dict[str, Any]]:
    found = []
    for number, (iri, concepts) in enumerate(read_schemes(reference.whole).items(), start=1):
        if iri in cards:
            continue
        title = _texts(reference.whole, URIRef(iri), SKOS.prefLabel)
        found.append({"anchor": f"scheme-{number}", "iri": iri, "title": title, "concepts": concepts})
    return found


def _files(titles: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Return the files of the release that are read by people or programs of theirs, those of one thing together."""
    rows: dict[str, dict[str, Any]] = {}
    for path, title in titles.items():
        stem, dot, ending = path.rpartition(".")
        if ending == "xml":
            continue
        row = rows.setdefault(stem or path, {"title": title, "paths": []})
        row["paths"].append((path, ending if dot else path))
    return list(rows.values())


def _texts(graph: Graph, node: URIRef, word: URIRef) -> dict[str, str]:
    found = [one for one in graph.objects(node, word) if isinstance(one, Literal)]
    return {one.language: str(one) for one in sorted(found) if one.language}


def _rank(module: Module, order: list[str]) -> int:
    name = module.place.removeprefix("ontology/")
    return order.index(name) if name in order else len(order)


def _anchor(module: Module) -> str:
    return "module-" + module.place.removeprefix("ontology/").replace("/", "-")


def _said(tokens: tuple[Token, ...], cards: Mapping[str, Card]) -> list[tuple[str, str]]:
    """Return words with the anchor of the card that each has; empty for none."""
    return [(token.text, cards[token.iri].name if token.iri in cards else "") for token in tokens]
