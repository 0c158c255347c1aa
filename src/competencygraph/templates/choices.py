"""What an author can choose from while filling in a form."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NO_CHOICES", "Choices", "Described"]


@dataclass(frozen=True, slots=True)
class Described:
    """What a dictionary or profile says of a competency that can be chosen, for the author to look up.

    Args:
        name: its name.
        definition: its definition, empty without one.
        level: the number or letter of one of its levels, empty without one.
        title: the title of that level, empty without one.
    """

    name: str
    definition: str = ""
    level: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Names that a form proposes; an author may type another one.

    Args:
        competencies: their names, exactly as the dictionaries and profiles print them, so that what is chosen is found
            there again.
        levels: numbers and letters of levels, the lowest first.
        groups: names of groups of competencies.
        grades: notations of grades, in the order of their schemes.
        described: definitions and levels of the competencies, a row for each level.

    >>> NO_CHOICES.of("grades"), Choices(levels=("1", "2")).of("levels")
    ((), ('1', '2'))
    """

    competencies: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    described: tuple[Described, ...] = ()

    def of(self, name: str | None) -> tuple[str, ...]:
        """Return one list.

        Args:
            name: ``competencies``, ``levels``, ``groups`` or ``grades``; None for what nothing is proposed for.

        Returns:
            The list, empty where nothing is proposed.
        """
        lists = {
            "competencies": self.competencies,
            "levels": self.levels,
            "groups": self.groups,
            "grades": self.grades,
        }
        return () if name is None else lists[name]


NO_CHOICES = Choices()
"""What a form proposes that is made without a store: nothing."""
