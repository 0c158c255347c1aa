"""Personal contact data is masked before the model, the evidence or a log sees it.

Rules, in this order, each on one line of text:

- an e-mail address becomes ``[e-mail]``;
- a telephone number becomes ``[telefoon]``: international with 8 to 15 digits, or national with a leading zero, 9 or 10
  digits and the groups that Belgian, Dutch and French numbers are printed in;
- the name after a label for a contact person, or after a form of address, becomes ``[naam]``; one capitalised word
  behind a label that a small letter follows begins a sentence and is no name.

Amounts, dates, national register numbers and postcodes are left alone: they are not telephone numbers.
"""

from __future__ import annotations

import re

__all__ = ["mask_contacts"]

_EMAIL = re.compile(r"(?:mailto:)?[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_INTERNATIONAL = re.compile(r"(?<![\w/.,-])(?:\+|00)[1-9]\d{0,2}(?:[ ./()-]{0,3}\d{1,4}){2,6}(?!\w|[.,]\d)")
_NATIONAL = re.compile(
    r"(?<![\w/.,€$£-])\(?(?:"
    r"0\d{1,3}\)?[ /.-]{1,3}(?:\d{2,3}(?:[ ./-]\d{2,3}){1,3}|\d{6,8})"
    r"|0\d{2}\)?[ /.-]{1,3}\d{3}[ .-]\d{4}"
    r"|0[46][ -]?\d{4}[ ]?\d{4}|0[46]\d{8}"
    r")(?!\w|[.,/-]\d|\s*(?:€|EUR|euro))"
)
_CAPITALISED = r"[^\W\d_a-zà-ÿ][\w'’-]+"
_PARTICLES = r"(?:van|de|den|der|du|von|ten|ter|el)\s+"
_INITIALS = r"(?:[A-Z]\.\s*){0,3}"
_SURNAMES = rf"(?:\s+(?:{_PARTICLES}|l[ea]\s+){{0,2}}{_CAPITALISED}){{0,3}}"
_NAME = rf"{_INITIALS}(?:{_PARTICLES}){{0,2}}{_CAPITALISED}{_SURNAMES}"
_LABEL = re.compile(
    r"(?i:\b(?:contactpersoon|contact\s*person|personne\s+de\s+contact|contacteer|contactez))\s*:\s*(?P<name>"
    + _NAME
    + ")"
)
_CONTACT = re.compile(
    r"(?i:\b(?:contact|inlichtingen|renseignements|further\s+information))\s*:\s*"
    r"(?!(?i:dienst|team|afdeling|directie|cel|service|équipe|département|department|office|stad|gemeente|lokaal|ville|commune|hr)\b)"
    rf"(?P<name>{_INITIALS}{_CAPITALISED}\s+(?:{_PARTICLES}){{0,2}}{_CAPITALISED}{_SURNAMES})"
)
_SENTENCE_GOES_ON = re.compile(r"\s+[a-zà-ÿ]")
_PRODUCTS = r"(?!Office|Word|Excel|Project|Teams|Access|Outlook|Power|Windows|Visio|SharePoint)"
_ADDRESS = re.compile(
    r"\b(?:[Dd]hr\.?|[Mm]evr\.?|[Mm]evrouw|[Dd]e heer|[Mm]onsieur|[Mm]adame|Mme|Mr\.?|Mrs\.?|Ms\.?)\s+"
    rf"{_PRODUCTS}(?P<name>{_NAME})"
)


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
    line = _EMAIL.sub("[e-mail]", line) if "@" in line else line
    if any(sign.isdigit() for sign in line):
        line = _INTERNATIONAL.sub(lambda match: _phone(match, 8, 15), line)
        line = _NATIONAL.sub(lambda match: _phone(match, 9, 10), line)
    line = _CONTACT.sub(_unnamed, _LABEL.sub(_labelled, line))
    return _ADDRESS.sub(_unnamed, line)


def _phone(match: re.Match[str], fewest: int, most: int) -> str:
    digits = sum(sign.isdigit() for sign in match[0])
    return "[telefoon]" if fewest <= digits <= most else match[0]


def _labelled(match: re.Match[str]) -> str:
    """Return the label with the name masked, or as it stands when one capitalised word begins a sentence."""
    goes_on = _SENTENCE_GOES_ON.match(match.string, match.end())
    return match[0] if goes_on and " " not in match["name"] else _unnamed(match)


def _unnamed(match: re.Match[str]) -> str:
    return match[0].removesuffix(match["name"]) + "[naam]"
