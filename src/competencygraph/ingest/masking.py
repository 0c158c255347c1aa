"""Personal contact data is masked before the model, the evidence or a log sees it.

Rules, in this order, each on one line of text:

- an e-mail address becomes ``[e-mail]``;
- a telephone number (international, or national with a leading zero; 8 to 15 digits) becomes ``[telefoon]``;
- the name after a label for a contact person, or after a form of address, becomes ``[naam]``.

Amounts, dates, national register numbers and postcodes are left alone: they are not telephone numbers.
"""

from __future__ import annotations

import re

__all__ = ["mask_contacts"]

_EMAIL = re.compile(r"(?:mailto:)?[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_PHONE = re.compile(
    r"(?<![\w/.,-])(?:\+|00)\d{1,3}(?:[ ./()-]{0,3}\d{1,4}){2,6}(?!\w|[.,]\d)"
    r"|(?<![\w/.,€$£-])\(?0\d{1,3}\)?[ /.-]{1,3}\d{2,3}(?:[ ./-]?\d{2,3}){1,3}(?!\w|[.,]\d|\s*(?:€|EUR|euro))"
)
_CAPITALISED = r"[^\W\d_a-zà-ÿ][\w'’-]+"
_NAME = rf"{_CAPITALISED}(?:\s+(?:(?:van|de|den|der|du|le|la|von|ten|ter|el)\s+){{0,2}}{_CAPITALISED}){{0,3}}"
_LABEL = re.compile(
    r"(?i:\b(?:contactpersoon|contact\s*person|personne\s+de\s+contact|contacteer|contactez))\s*:\s*(?P<name>"
    + _NAME
    + ")"
)
_ADDRESS = re.compile(
    r"\b(?:[Dd]hr\.?|[Mm]evr\.?|[Mm]evrouw|[Dd]e heer|[Mm]onsieur|[Mm]adame|Mme|Mr\.?|Mrs\.?|Ms\.?)\s+(?P<name>"
    + _NAME
    + ")"
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
        line = _PHONE.sub("[telefoon]", line)
    for pattern in (_LABEL, _ADDRESS):
        line = pattern.sub(lambda match: match[0].removesuffix(match["name"]) + "[naam]", line)
    return line
