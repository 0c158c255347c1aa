"""Words and phrases of three languages for generated documents; none is taken from the documents in ``documents/``.

Headings and keywords come from the lexicon that extraction reads, since documents share those by their nature.
A ``|`` inside a word marks where a line end may break it; `plain` takes it out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from competencygraph.ingest.lexicon import load_lexicon

__all__ = ["LANGUAGES", "PHRASES", "WORDS", "Wording", "plain"]

LANGUAGES = ("nl", "fr", "en")

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "nouns": "bruggen slui|zen vaar|ten boom|gaarden dijken torens bijen|korven zeilen kompas|sen lan|taarns orgels"
        " molens weiden tuin|huizen kassen zaden kelders ge|vels stand|beelden kaarsen haven|lichten ankers kranen"
        " bakens fluiten pen|selen trom|mels zee-egels goudvissen wan|tellen",
        "singular": "Zeevaart Bijenteelt Tuinbouw Steen|hou|werij Scheepsbouw Glaskunst Houtzagerij"
        " Pot|ten|bakkerij Duinbeheer",
        "adjectives": "roestige houten blauwe stille natte droge zoute gladde ronde smalle koperen gebogen"
        " verweerde zilveren",
        "infinitives": "schilderen poetsen smeren slijpen her|stellen ver|gulden zagen weven vouwen drogen"
        " stapelen snoeien",
        "finites": "Schildert Poetst Smeert Slijpt Verguldt Zaagt Weeft Vouwt Droogt Stapelt Snoeit",
        "places": "langs onder achter naast boven tussen van van",
        "roles": "sluis|wachter tuinman orgelbouwer kaarsenmaker imker molenaar loods duikmeester"
        " boswachter klokkengieter",
        "names": "Zandeke Brakelare Wintersele Duinzele Torhave",
        "skills": "Zeebenen Evenwicht Handigheid Geduld Stuurmanskunst Scherpte Kleurgevoel Maatvastheid"
        " Windgevoel Waakzaamheid Roeikracht Gehoor",
    },
    "fr": {
        "nouns": "ponts éclu|ses vergers digues clochers ruches voiles boussoles lanternes orgues moulins"
        " prairies serres"
        " graines caves façades statues bougies phares ancres grues balises flûtes pinceaux tam|bours poissons",
        "singular": "Navi|gation Apiculture Horticulture Maçonnerie Verrerie Scierie Poterie Pêche Vannerie",
        "adjectives": "rouillés bleus calmes humides secs salés lisses ronds étroits cuivrés courbes argentés",
        "infinitives": "peindre polir graisser aiguiser dorer scier tisser plier sécher empiler tailler repasser",
        "finites": "Peint Polit Graisse Aiguise Dore Scie Tisse Plie Sèche Empile Taille",
        "places": "derrière devant sous entre sur par",
        "roles": "éclusier jardinier facteur apiculteur meunier pilote plongeur garde-forestier fondeur luthier",
        "names": "Sablonval Brumelle Hivernoy Dunecourt Tourmare",
        "skills": "Équilibre Habileté Patience Pilotage Acuité Coloris Précision Vigilance Souffle Ouïe Mesure Cadence",
    },
    "en": {
        "nouns": "bridges canals orchards dykes towers bee|hives sails com|passes lanterns organs wind|mills meadows"
        " seeds cellars gables statues candles light|houses anchors cranes beacons flutes brushes drums goldfish",
        "singular": "Navi|gation Beekeeping Horti|culture Masonry Glazing Sawmilling Pottery Fishery Weaving",
        "adjectives": "rusty wooden blue silent damp dry salty smooth round narrow copper crooked weathered silver",
        "infinitives": "paint polish grease sharpen repair gild saw weave fold stack prune launder",
        "finites": "Paints Polishes Greases Sharpens Gilds Saws Weaves Folds Stacks Prunes",
        "places": "behind beneath beside above between of of",
        "roles": "lock-keeper gardener beekeeper chandler miller pilot diver ranger bell-founder luthier",
        "names": "Sandleigh Brackmere Winterham Duneford Towerhythe",
        "skills": "Balance Deftness Patience Helmsmanship Acuity Colouring Precision Wakefulness Breath"
        " Hearing Measure Cadence",
    },
}

# Phrases that no entry of the lexicon gives word for word. `{}` takes the place's or the function's name.
PHRASES: dict[str, dict[str, str]] = {
    "nl": {
        "the": "de",
        "and": "en",
        "or": "of",
        "divider": "teneinde",
        "as": "Als",
        "optional": "(facultatief)",
        "examples": "Voorbeelden van taken",
        "includes": "Dit omvat onder meer:",
        "level": "Niveau",
        "note": "Omwille van de leesbaarheid staat hier telkens één vorm; zeilen en ankers gelden voor iedereen.",
        "between": "aantal kranen tussen de {} en {}",
        "organisation": "gemeente {}",
        "skills_wanted": "Als {} beschik je over deze gedragscompetenties:",
        "knowledge_wanted": "Je hebt ook kennis van:",
        "expect": "Wat verwacht {} van jou?",
        "must": "Aan welke voorwaarden moet je voldoen?",
        "offer": "Wat bieden wij jou?",
        "steps": "Uit welke stappen bestaat de selectieprocedure?",
        "apply": "Hoe solliciteren?",
        "salary": "Een loon volgens salarisschaal {} (min. bruto € {}, max. bruto € {})",
        "step": "Met {} jaar anciënniteit: bruto € {}",
        "part": "Deel",
        "points": "({} punten)",
        "eliminatory": "(eliminerend)",
        "rule": "Om geslaagd te zijn moet je op elk onderdeel minstens {}% behalen.",
        "total": "Op het totaal moet je minstens {}% behalen.",
        "reserve": "Deze reserve geldt voor {} jaar.",
        "deadline": "Solliciteren kan uiterlijk tot {} via de gele brievenbus.",
        "send": "Wij vragen:",
        "career_label": "Functionele loopbaan",
        "title_label": "Functietitel",
        "page": "Pagina {} van {}",
        "general_conditions": "Algemene toelatingsvoorwaarden",
        "recruitment_conditions": "Aanwervingsvoorwaarden",
        "job": "Inhoud van de job",
        "place": "Plaats in de organisatie",
        "closing": "Verruimende bepaling",
        "general_info": "Algemene info",
        "dates": "woensdag 15 mei 2030|dinsdag 3 juni 2031|vrijdag 12 maart 2032",
        "days": "zondag 28 april|maandag 3 maart|12 oktober 2031",
        "years": "twee=2|drie=3|vier=4",
    },
    "fr": {
        "the": "les",
        "and": "et",
        "or": "ou",
        "divider": "afin de",
        "as": "En tant que",
        "optional": "(facultatif)",
        "examples": "Exemples de tâches",
        "includes": "Cela comprend notamment:",
        "level": "Niveau",
        "note": "Pour la lisibilité une seule forme est imprimée ici; les voiles et les ancres valent pour tous.",
        "between": "nombre de grues entre {} et {}",
        "organisation": "commune de {}",
        "skills_wanted": "Comme {} vous avez ces compétences:",
        "knowledge_wanted": "Vous avez aussi ces connaissances:",
        "expect": "Qu'attendons-nous de vous à {}?",
        "must": "Quelles sont les conditions?",
        "offer": "Que vous offrons-nous?",
        "steps": "Comment se passe la procédure de sélection?",
        "apply": "Comment postuler?",
        "salary": "Un salaire selon l'échelle {} (min. brut € {}, max. brut € {})",
        "step": "Avec {} ans d'ancienneté: brut € {}",
        "part": "Partie",
        "points": "({} points)",
        "eliminatory": "(éliminatoire)",
        "rule": "Pour avoir réussi il faut obtenir au moins {}% à chaque épreuve.",
        "total": "Il faut obtenir au moins {}% au total.",
        "reserve": "Cette réserve vaut pour {} ans.",
        "deadline": "Postuler est possible jusqu'au {} dans la boîte jaune.",
        "send": "Les documents à joindre:",
        "career_label": "Carrière fonctionnelle",
        "title_label": "Titre de la fonction",
        "page": "Page {} de {}",
        "general_conditions": "Conditions générales d'admission",
        "recruitment_conditions": "Conditions de recrutement",
        "job": "Contexte",
        "place": "Place dans l'organisation",
        "closing": "Disposition complémentaire",
        "general_info": "Informations générales",
        "dates": "mercredi 15 mai 2030|mardi 3 juin 2031|vendredi 12 mars 2032",
        "days": "dimanche 28 avril|lundi 3 mars|12 octobre 2031",
        "years": "deux=2|trois=3|quatre=4",
    },
    "en": {
        "the": "the",
        "and": "and",
        "or": "or",
        "divider": "in order to",
        "as": "As",
        "optional": "(optional)",
        "examples": "Examples of tasks",
        "includes": "This includes among other things:",
        "level": "Level",
        "note": "For the sake of reading only one form is printed here; the sails and the anchors are for everyone.",
        "between": "number of cranes between {} and {}",
        "organisation": "city of {}",
        "skills_wanted": "As {} you have these competencies:",
        "knowledge_wanted": "You also have knowledge of:",
        "expect": "What do we expect of you at {}?",
        "must": "Which conditions do you have to meet?",
        "offer": "What do we offer you? Our offer",
        "steps": "How does the selection procedure go?",
        "apply": "How to apply",
        "salary": "A salary on pay scale {} (min. gross € {}, max. gross € {})",
        "step": "With {} years of seniority: gross € {}",
        "part": "Part",
        "points": "({} points)",
        "eliminatory": "(eliminatory)",
        "rule": "To have passed you must reach at least {}% on each part.",
        "total": "You must reach at least {}% in total.",
        "reserve": "This reserve list holds for {} years.",
        "deadline": "You can apply no later than {} in the yellow box.",
        "send": "Please send these documents:",
        "career_label": "Functional career",
        "title_label": "Job title",
        "page": "Page {} of {}",
        "general_conditions": "General conditions of admission",
        "recruitment_conditions": "Recruitment conditions",
        "job": "Context",
        "place": "Place in the organisation",
        "closing": "Further provision",
        "general_info": "General information",
        "dates": "Wednesday 15 May 2030|Tuesday 3 June 2031|Friday 12 March 2032",
        "days": "Sunday 28 April|Monday 3 March|12 October 2031",
        "years": "two=2|three=3|four=4",
    },
}


def plain(text: str) -> str:
    """Return a text without the marks of where its words may be broken.

    >>> plain("slui|zen")
    'sluizen'
    """
    return text.replace("|", "")


@dataclass
class Wording:
    """Random wording in one language.

    Args:
        random: where chance comes from.
        language: one of `LANGUAGES`.
    """

    random: Random
    language: str

    def __post_init__(self) -> None:
        self.style = self.random.choice(["plain", "plain", "plain", "capitals", "colon"])

    def word(self, kind: str) -> str:
        """Return a word of a kind such as ``nouns``."""
        return self.random.choice(WORDS[self.language][kind].split())

    def words(self, kind: str, count: int) -> list[str]:
        """Return `count` different words of a kind."""
        return self.random.sample(WORDS[self.language][kind].split(), count)

    def phrase(self, name: str, *values: object) -> str:
        """Return a phrase with its blanks filled."""
        return PHRASES[self.language][name].format(*values)

    def choice(self, name: str) -> str:
        """Return one of the alternatives that a phrase lists."""
        return self.random.choice(PHRASES[self.language][name].split("|"))

    def heading(self, kind: str) -> str:
        """Return a heading that the lexicon knows for this kind alone, a capital first."""
        lexicon = load_lexicon()
        phrases = lexicon.data[self.language]["headings"][kind]
        phrase: str = self.random.choice([phrase for phrase in phrases if lexicon.heading_kind(phrase) == kind])
        return phrase[0].upper() + phrase[1:]

    def styled(self, heading: str) -> str:
        """Return a heading as this document prints its headings: as it is, in capitals, or with a colon."""
        if self.style == "colon":
            return f"{heading}:"
        return heading.upper() if self.style == "capitals" else heading

    def things(self) -> str:
        """Return a noun phrase, now and then with a place, a remark in brackets or a proper name."""
        the, random = PHRASES[self.language]["the"], self.random
        noun, adjective = self.word("nouns"), self.word("adjectives")
        text = f"{the} {noun} {adjective}" if self.language == "fr" else f"{the} {adjective} {noun}"
        chance = random.random()
        if chance < 0.25:
            text += f" {self.word('places')} {the} {self.word('nouns')}"
        elif chance < 0.33:
            text += f" ({self.word('nouns')}, {self.word('nouns')}…)"
        elif chance < 0.4:
            text += f" ({random.randint(2, 90)} {PHRASES[self.language]['or']} {random.randint(100, 900)})"
        elif chance < 0.48:
            text += f" {self.word('places')} {self.word('names')}"
        return text

    def doing(self, parts: int) -> str:
        """Return what is done, in `parts` parts, a small letter first and no point."""
        joiner = f" {PHRASES[self.language]['and']} "
        done = []
        for _ in range(parts):
            verb, things = self.word("infinitives"), self.things()
            done.append(f"{things} {verb}" if self.language == "nl" else f"{verb} {things}")
        return joiner.join(done)

    def task(self, parts: int = 0) -> str:
        """Return what is done, a capital first and no point."""
        return _capital(self.doing(parts or self.random.choice([1, 1, 1, 2, 2, 3])))

    def behaviour(self, parts: int = 0) -> str:
        """Return what someone does, in the third person, no point."""
        joiner = f", {self.word('finites').lower()} "
        count = parts or self.random.choice([1, 1, 2, 2, 3])
        return f"{self.word('finites')} {joiner.join(self.things() for _ in range(count))}"

    def sentences(self, count: int) -> str:
        """Return running text of `count` sentences."""
        return " ".join(f"{self.task(self.random.choice([1, 2, 3]))}." for _ in range(count))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
