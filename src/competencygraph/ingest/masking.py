"""Personal contact data is masked before the model, the evidence or a log sees it.

Rules, in this order:

- an e-mail address becomes ``[e-mail]``, also one that a line's end cuts off behind the ``@``, one with an at sign
  written as ``(at)`` or with spaces round it, and one without a point in its domain;
- a telephone number becomes ``[telefoon]``: international; national with a leading zero and the groups that numbers
  are printed in in Belgium and the countries round it, Great Britain, Ireland and Italy; or any behind a label such as
  ``Tel.``;
- the name behind a label for a contact person (also alone on the line below it), behind a form of address, or behind a
  word such as *call* where a sentence tells whom to turn to, becomes ``[naam]``; one capitalised word behind a label
  that a small letter follows begins a sentence and is no name.

Amounts, dates, hours, account, enterprise and national register numbers are left alone, and so are departments,
offices and products where a name could stand. Each pattern begins at the start of a word and is bounded or does not
go back, so that masking takes time in proportion to the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["mask_contacts", "mask_file_name", "mask_lines"]

# E-mail. A local part is what no white space or bracket breaks; soft hyphens and joiners may stand in a domain.
_LOCAL = r"[^\s@＠﹫<>()\[\]{},;:\"“”„«»|•]"
_PART = r"[\w\u00ad\u200b-\u200d\u2010\u2011-]"
_POINT = r"(?:\.|\s?[(\[{]\s?(?:dot|punt|point)\s?[)\]}]\s?)"
_DOTTED = rf"(?!\d+\.\d+(?!\w)){_PART}++(?:{_POINT}{_PART}++)++"
_ANY_DOMAIN = rf"(?:(?=[^\W\d_]){_PART}++(?:(?:{_POINT}|[@＠﹫]){_PART}++)*+|{_DOTTED}|\[[\d.:a-fA-F]{{2,45}}\])"
_AT = r"[@＠﹫]"
_EMAIL = re.compile(
    rf"(?:(?<!{_LOCAL}){_LOCAL}++|[\"“„][^\"“”„]{{1,64}}[\"”])"
    rf"(?:{_AT}{_ANY_DOMAIN}|\s{{0,3}}{_AT}\s{{0,3}}{_DOTTED}|{_AT}\s*$"
    rf"|\s{{0,2}}[(\[{{]\s?(?i:at|arobase|apenstaartje|@)\s?[)\]}}]\s{{0,2}}{_ANY_DOMAIN})"
)
_MAILTO = re.compile(r"(?i:mailto:)[^\s<>()\[\]\",;]*[^\s<>()\[\]\",;.]")
_EMAIL_SIGNS = re.compile(r"(?i)[@＠﹫]|[(\[{]\s?(?:at|arobase|apenstaartje)\s?[)\]}]|mailto:")

# Telephone numbers, and the numbers that look like one.
_SPACE = r" \u00a0\u2007\u2009\u202f"
_DASH = r"\u00ad\u2010-\u2014-"
_CURRENCY = r"(?:€|EUR|[Ee]uro)"
_KEPT = (
    r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?!\w)",  # IBAN
    r"(?<![\w-])\d{3}-\d{7}-\d{2}(?!\w)",  # Belgian account number before IBAN
    r"(?<!\w)(?i:kbo|bce|btw|tva|vat|rpr|rpm|ondernemingsnummer|entreprise)(?:[\s:.°-]|nr|n°){0,6}"
    r"(?:BE)?[ .]?[01]\d{3}[. ]?\d{3}[. ]?\d{3}(?!\w)",
    r"(?<![\w.])0(?!4[6-9])\d{3}\.\d{3}\.\d{3}(?!\w|\.\d)",  # enterprise number
    r"(?i:\bp\.?\s?iva|\bpartita\s{1,2}iva)[\s:.°-]{0,3}\d{11}(?!\w)",  # Italian enterprise number
    r"(?<![\w.])\d{2}\.\d{2}\.\d{2}[- ]\d{3}[. ]\d{2}(?!\w)",  # national register number
    r"(?<![\w./-])[0-3]?\d(?P<sign>[/.-])[01]?\d(?P=sign)(?:19|20)\d{2}(?!\w|[./-]\d)",  # date
    r"(?<![\w.])[0-2]\d[.:][0-5]\d(?:\s?[\s/–-]\s?[0-2]\d[.:][0-5]\d){1,9}(?!\w|[.:]\d)",  # hours
    rf"(?<![\w.,])\+?\d{{1,3}}(?:[ .]\d{{3}}){{1,6}}(?:,\d{{1,2}})?\s?{_CURRENCY}",  # amount
)
_BEFORE = (
    r"(?:(?<![\w/.,€$£-])(?<![€$£] )|(?<=\b[TtFfMm])|(?<=\b[TtFfMm][.:/])"
    r"|(?<=(?i:\bt[eé]l|\bgsm|\bfax))|(?<=(?i:\bt[eé]l|\bgsm|\bfax)[.:/-]))"
)
_INTERNATIONAL = (
    rf"(?:\(?(?<!\d)\+[{_SPACE}]?|{_BEFORE}\(?00(?:[{_SPACE}](?=[34]\d))?)"
    rf"(?:3[1-4]\)?[{_SPACE}./{_DASH}]{{0,3}}(?:\(0\)[{_SPACE}]?)?[1-9](?:[{_SPACE}./(){_DASH}]{{0,3}}\d){{7,8}}"
    rf"|44\)?[{_SPACE}./{_DASH}]{{0,3}}(?:\(0\)[{_SPACE}]?)?[1-9](?:[{_SPACE}./(){_DASH}]{{0,3}}\d){{8,9}}"
    rf"|[1-9](?:[{_SPACE}./(){_DASH}]{{0,3}}\d){{7,14}})(?!\w|[.,]\d|\s*{_CURRENCY})"
)
# The groups of digits of national numbers; the longest stand first, so that no digit is left over.
_GROUPS = (
    *("5 2 2 2", "5 3 3", "5 7", "5 6", "4 3 2 2", "4 3 4", "4 8", "4 7", "3 3 3 2", "3 8"),
    *("2 2 2 2 2", "4 2 2 2", "4 3 3", "4 2 4", "4 6", "3 3 2 2", "3 3 4", "3 7", "2 8", "5 5", "2 3 3 2", "3 2 5"),
    *("2 3 2 2", "2 3 4", "2 7", "3 2 2 2", "3 3 3", "3 6", "4 5"),
)
# Groups of four, as also amounts in columns have.
_FOURS = ("4 4 4", "3 4 4", "3 4 3")
_BETWEEN = rf"(?:[{_SPACE}]?[./{_DASH}][{_SPACE}]?|[{_SPACE}])"


def _grouped(groups: str) -> str:
    """Return the pattern of a national number printed in groups of these lengths."""
    head, *rest = groups.split()
    area = rf"0[1-9]\d{{{int(head) - 2}}}"
    digits = _BETWEEN.join(rf"\d{{{length}}}" for length in rest)
    return rf"(?:\({area}\)[{_SPACE}./{_DASH}]{{0,3}}|{area}[{_SPACE}./{_DASH}]{{1,3}}){digits}"


_NATIONAL = (
    rf"{_BEFORE}(?:0[34]0[{_SPACE}./{_DASH}]{{1,3}}\d\d(?:{_BETWEEN}\d\d){{3}}"
    rf"|{'|'.join(_grouped(groups) for groups in _GROUPS)}"
    rf"|(?:{'|'.join(_grouped(groups) for groups in _FOURS)})(?![{_SPACE}]\d{{4}}(?!\d))"
    r"|0(?!\d(?:[024][1-9]|[135][0-2])(?:[0-2]\d|3[01]))[1-37-9]\d{9}"
    rf"|0[46][{_SPACE}{_DASH}]?\d{{4}}[{_SPACE}{_DASH}]?\d{{4}}|0(?:4[5-9]|6\d)\d{{7}}|0[1-9]\d{{7}})"
    rf"(?!\w|[.,]\d|\s*{_CURRENCY})"
)
_NUMBER = re.compile(rf"(?P<kept>{'|'.join(_KEPT)})|{_INTERNATIONAL}|{_NATIONAL}")
# Behind a label any digits are a telephone number but years, a date, hours and thousands.
_NO_TELEPHONE = (
    r"(?!(?:19|20)\d\d\s?[\s/–-]\s?(?:19|20)\d\d(?!\d)|\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?:19|20)\d\d(?!\d)"
    r"|\d{1,2}[.:]\d\d\s?[\s/–-]\s?\d{1,2}[.:]\d\d(?!\d)|(?:\d{1,2}[ .]\d{3}[ .]000|\d{1,3}(?:[ .]000)+)(?!\d))"
)
_DIGITS = rf"\(?\d(?:[{_SPACE}./(){_DASH}]{{0,2}}\d){{5,13}}(?!\w|[.,]\d|\s*{_CURRENCY})"
_LABELLED_NUMBER = re.compile(
    r"(?<!\w)(?P<label>(?:(?i:t[eé]l(?:[eé](?:phone|foon|fon|fono))?(?:nummer|nr)?|phone|gsm|fax)"
    r"(?:\s{1,2}(?i:number|nummer|nr|no|n°))?(?:\s?[.:]{1,2}\s{0,3}|\s{1,3}|(?=\())"
    r"|(?i:mob(?:ile|iel)?|handy|portable|natel|whatsapp|rufnummer)\s?[.:]\s{0,3}|[TMF]\s?:\s{0,3}))"
    rf"{_NO_TELEPHONE}(?P<numbers>(?:{_DIGITS}|\[telefoon\])"
    rf"(?:\s?(?:[/,;]|of|or|ou|en|et|and)\s?(?:{_DIGITS}|\[telefoon\])){{0,3}})"
)
_FURTHER_NUMBER = re.compile(_DIGITS)

# Names: capitalised words that are no department, office, product or next label.
_ROLES = (
    r"(?:burgemeester|schepen|schepene|bourgmestre|[ée]chevine?|voorzitter|voorzitster|pr[ée]sidente?|minister|ministre"
    r"|directeur|directrice|(?:adjunct-|bestuurs)directeur|secretaris|secr[ée]taire|gouverneur|diensthoofd|afdelingshoofd"
    r"|teamleider|teamverantwoordelijke|manager|griffier|ontvanger|notaris|professor|prof|dokter|docteur|doctor|dr|ir|ing)"
)
_DEPARTMENTS = (
    r"diensten|dienst|team|afdeling|directie|departement|cel|sector|cluster|bureau|kabinet|secretariaat|service|[ée]quipe"
    r"|direction|d[ée]partement|department|division|cellule|cabinet|office|unit|stad|gemeente|gemeentebestuur|lokaal"
    r"|bestuur|ville|commune|administration|administratie|ocmw|cpas|fod|spf|hr|hrm|human|vdab|selor|personeel"
    r"|personeelsdienst|onthaal|helpdesk|servicedesk|zie|voir|algemene?|vlaamse?|federale?|externe|interne|sociale"
    r"|technische|openbare|publieke|lokale|stedelijke|gemeentelijke|provinciale|tel|t[ée]l|telefoon|gsm|fax|e-mail"
    r"|email|mail|adres|adresse|functie|euro|dhr|mevr|mej|mevrouw|meneer|juffrouw|monsieur|madame|mademoiselle|mmes?|mlle"
    r"|mw|mr|mrs|ms"
)
_PRODUCTS = (
    r"microsoft|office|word|excel|project|teams|access|outlook|power(?:point|bi|apps|shell)?|windows|visio|sharepoint"
    r"|onenote|onedrive|exchange|publisher|planner|dynamics|azure|sql|server|copilot|dos|paint"
)
_WORD = rf"(?!(?i:{_ROLES}|{_DEPARTMENTS}|{_PRODUCTS})\b)[^\W\d_a-zà-ÿ][\w'’-]++"
_PARTICLE = r"(?:van|vanden|vander|de|del|della|den|der|des|di|du|von|ten|ter|el|'t|’t|l[ea])\s{1,2}"
_INITIAL = r"(?:[^\W\d_a-zà-ÿ]\.[\s-]{0,2})"
_MORE = rf"(?:\s{{1,3}}(?:{_PARTICLE}){{0,2}}{_WORD})"
_FIRST = rf"(?:(?:van|de|den|der|du|von|ten|ter|el)\s{{1,2}}){{0,2}}{_WORD}"
_NAME = rf"{_INITIAL}{{0,4}}{_FIRST}{_MORE}{{0,3}}"
_FULL_NAME = rf"(?:{_INITIAL}{{1,4}}{_FIRST}|{_WORD}{_MORE}){_MORE}{{0,3}}"
_TURNED = (
    rf"(?:(?:[Vv]an|[Dd]e[nr]?|[Vv]on|[Tt]e[nr]|[Dd]u|[Ll]e)\s{{1,2}}){{0,3}}{_WORD},\s{{0,2}}"
    rf"(?:{_WORD}(?!\s+[a-zà-ÿ])|{_INITIAL}{{1,4}}(?!\w))"
)
_AND = r"(?:\s?[,;&/]\s?|\s{1,2}(?:en|et|and|und|of|or|ou)\s{1,2})"
_PERSON = r"(?:contactperso(?:on|nen)|contact\s{0,2}persons?|personnes?\s{1,2}de\s{1,2}contact)"
_OFFICE = re.compile(
    r"(?i)\b(?:services|support|customers?|clients?|recruitment|resources|ressources|centre|center|council|county|borough"
    r"|government|authorit(?:y|ies)|ministry|agenc(?:y|ies)|agence|section|national|public|local|enquir(?:y|ies)|desk"
    r"|reception|admissions|senior|elected|members?|states|duty|officers?|executive|assistants?|deputy|directors|managers"
    r"|european|europese|europ[ée]en(?:ne)?|provincie|province|partners|partenaires|stakeholders|klanten\w*|communicati(?:on"
    r"|e)|union|unie|instellingen|institutions|medewerkers|burgers|citizens|internation(?:al|ale)|university|universiteit"
    r"|universit[ée]|(?:town|city)\s+hall)\b"
)
_LABEL = re.compile(
    rf"\b(?i:{_PERSON}|contacteer|contactez)\s{{0,3}}(?:\([^()]{{0,20}}\)\s{{0,3}})?"
    rf"(?:[:|]\s{{0,9}}(?P<name>{_TURNED}|{_NAME}(?:{_AND}{_FULL_NAME}){{0,5}})"
    rf"|(?<=\s)(?P<bare>{_FULL_NAME}(?:{_AND}{_FULL_NAME}){{0,5}}))"
)
_INFORMATION = (
    r"(?:inlichtingen|renseignements|(?:further|more|meer)\s{1,2}info(?:rmation|rmatie)?"
    r"|(?:informal\s{1,2})?(?:enquiries|inquiries|queries))"
)
_CONTACT = re.compile(
    rf"\b(?i:contact(?:\s{{1,2}}name)?|{_INFORMATION})\s{{0,3}}[:|]\s{{0,9}}"
    rf"(?P<name>{_TURNED}|{_FULL_NAME}(?:{_AND}{_FULL_NAME}){{0,5}})"
)
# Words that tell whom to turn to. A name behind them is one where the means stands behind it, or a cue before it.
_TURN_TO = (
    r"(?:contact(?:\s{1,2}(?:op(?:nemen)?\s{1,2})?met)?|call|ring|(?:tele)?phone|e-?mail|speak\s{1,2}(?:to|with)"
    r"|write\s{1,2}to|ask\s{1,2}for|(?:queries|enquiries|inquiries|questions)\s{1,2}to|bel(?:len)?(?:\s{1,2}(?:naar|met))?"
    r"|mail(?:en)?(?:\s{1,2}(?:naar|met))?|terecht\s{1,2}bij|contacter|joindre|appele[rz]|t[ée]l[ée]phone[rz]\s{1,2}à"
    r"|aupr[èe]s\s{1,2}de|adresse[rz](?:-vous)?\s{1,2}à|[ée]cri(?:re|vez)\s{1,2}à)"
)
_TURNED_TO = re.compile(
    rf"\b(?i:{_TURN_TO})\s{{1,3}}(?P<name>{_FULL_NAME}(?:{_AND}{_FULL_NAME}){{0,2}})"
    r"(?:(?P<means>(?=[^\[!?]{0,40}\[(?:telefoon|e-mail)\])|(?=\s(?:on|at|via|op|au|par)\s*$))"
    r"|(?=\s*+(?:$|[.,;:(!?|–-]|(?:on|at|via|by|for|or|if|to|from|in|before|voor|op|of|au|par|pour|ou)\b)))"
)
_CUE = re.compile(
    r"(?i)\b(?:please|gelieve|veuillez|neem|vragen|info|informatie|information|inlichtingen|renseignements?|questions?"
    r"|enquir(?:y|ies)|quer(?:y|ies)|discussion|chat|details|interested|intéressée?)\b"
)
_HEADING_MARK = r"\s*+(?:[•*#–-]{1,6}\s{1,3}|\*\*|[A-Z\d]{1,2}[.)]\s{1,3})?"
_HEADING_END = r"\s{0,3}:?(?:\*\*)?:?\s*+"
_LONE_LABEL = re.compile(
    rf"{_HEADING_MARK}(?i:{_PERSON}|contact(?:gegevens|informatie|\s(?:details|name|us))?|contactez-nous|coordonnées)"
    rf"{_HEADING_END}"
)
_LOOSE_LABEL = re.compile(rf"{_HEADING_MARK}(?i:{_INFORMATION}){_HEADING_END}")
_LONE_NAME = re.compile(
    r"\s*+(?:[•*–-]\s{1,3})?(?P<label>(?i:naam|name|nom)\s{0,2}:\s{0,3})?"
    rf"(?P<name>{_TURNED}|{_FULL_NAME})(?=\s*+(?P<next>$|[,;(\[/|–-]))"
)
_SENTENCE_GOES_ON = re.compile(r"\s+[a-zà-ÿ]")
_ADDRESS = re.compile(
    r"\b(?:(?i:dhr|mevr|mej)\.?|(?i:mevrouw|meneer|juffrouw|de\s{1,2}he(?:er|ren)|monsieur|madame|mademoiselle)"
    r"|Mmes?|Mlle|Mw\.?|mw\.|Mr\.?|Mrs\.?|Ms\.?|MM\.|(?<![\w.])M\.(?!\s{0,2}Sc\b)|Dr\.|[Pp]rof\.)(?:\s{1,3}|(?<=\.))"
    rf"(?:(?:(?:de|le|la)\s)?(?i:{_ROLES}\.?)\s{{1,2}})?(?P<name>{_NAME})"
)
_LETTERED_M = re.compile(r"\s*+M\.\s+")
_LETTERED_L = re.compile(r"\s*+L[.)]\s")


def mask_contacts(line: str) -> str:
    """Return the line with personal contact data masked.

    Args:
        line: one line of text.

    Returns:
        The line; everything but contact data is unchanged.

    Source:
        DESIGN, section 2, "Privacy".

    >>> mask_contacts("Bel +32 9 123 45 67; loon € 4.470; Contactpersoon: Jan Peeters")
    'Bel [telefoon]; loon € 4.470; Contactpersoon: [naam]'
    """
    if _EMAIL_SIGNS.search(line):
        line = _EMAIL.sub("[e-mail]", _MAILTO.sub("[e-mail]", line))
    if any(sign.isdigit() for sign in line):
        line = _NUMBER.sub(lambda match: match[0] if match["kept"] else "[telefoon]", line)
        line = _LABELLED_NUMBER.sub(_unnumbered, line)
    line = _CONTACT.sub(_unless_office, _LABEL.sub(_labelled, line))
    return _ADDRESS.sub(_unnamed, _turned_to(line))


def mask_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of a document with personal contact data masked.

    Beyond what one line tells: a name alone below a label or heading for contact is masked, and ``M.`` at the start of
    a line is no form of address in a document whose parts are lettered up to ``L``.

    Args:
        lines: the lines, in order.

    Returns:
        As many lines.

    Source:
        DESIGN, section 2, "Privacy".

    >>> mask_lines(["Contactpersoon:", "", "Jan Peeters", "Taken"])
    ('Contactpersoon:', '', '[naam]', 'Taken')
    """
    masked: list[str] = []
    lettered = awaited = loosely = False
    for line in lines:
        marker = _LETTERED_M.match(line) if lettered else None
        start = marker.end() if marker else 0
        clean = line[:start] + mask_contacts(line[start:])
        found = _LONE_NAME.match(clean) if (awaited or loosely) and line.strip() else None
        if found and (awaited or found["label"] or found["next"]):
            clean = _unless_office(found) + clean[found.end() :]
        if line.strip():
            awaited, loosely = (label.fullmatch(line) is not None for label in (_LONE_LABEL, _LOOSE_LABEL))
        lettered = lettered or _LETTERED_L.match(line) is not None
        masked.append(clean)
    return tuple(masked)


def mask_file_name(name: str) -> str:
    """Return the name of a file with personal contact data masked.

    Args:
        name: the name without folders; ``_`` is read as a space when something in it is masked.

    Returns:
        The name, its ending kept.

    >>> mask_file_name("profiel_0475_12_34_56.txt"), mask_file_name("functie_profiel.txt")
    ('profiel [telefoon].txt', 'functie_profiel.txt')
    """
    stem, point, ending = name.rpartition(".")
    if not stem or not ending.isalpha():
        stem, point, ending = name, "", ""
    addressless = _EMAIL.sub("[e-mail]", stem) if _EMAIL_SIGNS.search(stem) else stem
    spaced = addressless.replace("_", " ")
    masked = mask_contacts(spaced)
    return f"{addressless if masked == spaced else masked}{point}{ending}"


def _labelled(match: re.Match[str]) -> str:
    """Return the label with the name masked, or as it stands when one capitalised word begins a sentence."""
    if match["name"] is None:
        return match[0].removesuffix(match["bare"]) + "[naam]"
    goes_on = _SENTENCE_GOES_ON.match(match.string, match.end())
    return match[0] if goes_on and " " not in match["name"] else _unnamed(match)


def _unnamed(match: re.Match[str]) -> str:
    return match[0].removesuffix(match["name"]) + "[naam]"


def _unless_office(match: re.Match[str]) -> str:
    """Return what stands before the name with the name masked, or all as it stands when an office is named."""
    return match[0] if _OFFICE.search(match["name"]) else _unnamed(match)


def _unnumbered(match: re.Match[str]) -> str:
    """Return the label with the numbers behind it masked."""
    return match["label"] + _FURTHER_NUMBER.sub("[telefoon]", match["numbers"])


def _turned_to(line: str) -> str:
    """Return the line with the names masked of those whom it tells to turn to."""
    cue = _CUE.search(line)

    def masked(match: re.Match[str]) -> str:
        cued = cue is not None and cue.start() < match.start("name")
        return _unless_office(match) if cued or match["means"] is not None else match[0]

    return _TURNED_TO.sub(masked, line)
