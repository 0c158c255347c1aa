"""Pay: the range, the steps by seniority, the functional career and its pay scales."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from competencygraph.ingest.document import Line
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.clauses import amounts_in, currency_of
from competencygraph.model import Evidence, Salary, SalaryStep

__all__ = ["find_career", "pay_scales_of", "read_salary", "read_step"]

_SCALE = r"[A-E]\d[a-zA-Z]?"
_SCALES = re.compile(rf"\b{_SCALE}(?:\s*[-–/]\s*{_SCALE})+\b|\b[A-E]\d[a-zA-Z]\b")


def pay_scales_of(text: str) -> tuple[str, ...]:
    """Return the pay scales that a career runs through, as printed.

    >>> pay_scales_of("A4a-A4b")
    ('A4a', 'A4b')
    """
    match = _SCALES.search(text)
    return tuple(re.findall(_SCALE, match[0])) if match else ()


def find_career(text: str) -> str | None:
    """Return the functional career in a text, as printed; None when there is none.

    >>> find_career("Een salaris volgens salarisschaal A4a-A4b")
    'A4a-A4b'
    """
    match = _SCALES.search(text)
    return match[0] if match else None


def read_step(page: Page, paragraph: Paragraph) -> SalaryStep | None:
    """Return the salary step that a list item prints, None when it is none; places nothing."""
    text = page.wording(paragraph.lines)
    years = page.lexicon.pattern("seniority").search(text)
    amounts = amounts_in(text)
    if years is None or len(amounts) != 1:
        return None
    return SalaryStep(int(next(group for group in years.groups() if group)), amounts[0][1], paragraph.evidence)


def read_salary(page: Page, paragraphs: Sequence[Paragraph], steps: Sequence[SalaryStep]) -> Salary | None:
    """Return the pay that an offer prints: the first item with a minimum or a maximum amount, and the steps.

    Args:
        page: the document.
        paragraphs: the offer's items.
        steps: the salary steps among them.
    """
    for paragraph in paragraphs:
        text = page.wording(paragraph.lines)
        if not page.lexicon.pattern("salary_words").search(text):
            continue
        minimum, maximum = _extreme(page, text, "minimum"), _extreme(page, text, "maximum")
        if minimum is not None or maximum is not None:
            evidence = _lines_with_amounts(paragraph.lines)
            return Salary(minimum, maximum, currency_of(text), tuple(steps), evidence)
    if not steps:
        return None
    texts = [paragraph for paragraph in paragraphs if paragraph.evidence == steps[0].evidence]
    currency = currency_of(page.wording(texts[0].lines)) if texts else None
    return Salary(None, None, currency, tuple(steps), None)


def _lines_with_amounts(lines: Sequence[Line]) -> Evidence:
    """Return the range of the lines that print digits of an amount."""
    printed = [line for line in lines if amounts_in(line.text)] or list(lines)
    return Evidence(printed[0].number, printed[-1].end)


def _extreme(page: Page, text: str, name: str) -> Decimal | None:
    """Return the amount that follows the word for minimum or maximum, at most one word such as *gross* between."""
    amounts = amounts_in(text)
    for word in page.lexicon.pattern(name, before=r"\b", after=r"(?:\s+[^\W\d_]+)?[\s:]*").finditer(text):
        for position, amount, _ in amounts:
            if 0 <= position - word.end() <= 2:
                return amount
    return None
