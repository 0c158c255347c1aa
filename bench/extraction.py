"""How many generated documents are extracted without a difference, by layout and language.

python bench/extraction.py --documents 50
"""

from __future__ import annotations

import argparse
import sys

from generator import LAYOUTS, generate
from scoring import differences, found_in, misplaced, parse_text, unexplained
from wording import LANGUAGES

from competencygraph.errors import CompetencyGraphError


def is_exact(layout: str, language: str, seed: int) -> bool:
    """Return whether extraction finds what a generated document states, every line placed or explained."""
    document = generate(layout, language, seed)
    try:
        parsed = parse_text(document.text)
    except CompetencyGraphError:
        return False
    different = any(differences(document.expected, found_in(parsed)))
    return not different and not unexplained(parsed) and not misplaced(parsed)


def main() -> int:
    """Score every layout in every language and print a table."""
    parser = argparse.ArgumentParser(description="Score extraction on generated documents.")
    parser.add_argument("--documents", type=int, default=50, help="documents for each layout and language")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    options = parser.parse_args()
    print(f"{'layout':10}" + "".join(f"{language:>8}" for language in LANGUAGES) + f"   exact, of {options.documents}")
    for layout in LAYOUTS:
        exact = [
            sum(is_exact(layout, language, options.seed + number) for number in range(options.documents))
            for language in LANGUAGES
        ]
        print(f"{layout:10}" + "".join(f"{count:8d}" for count in exact))
    return 0


if __name__ == "__main__":
    sys.exit(main())
