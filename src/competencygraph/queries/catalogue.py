"""The named questions that can be asked of a graph."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from competencygraph.errors import DefinitionError, UnknownQuestionError
from competencygraph.queries.header import header_schema, parse_header
from competencygraph.terms import resources

__all__ = ["ColumnType", "Parameter", "ParameterType", "Question", "QuestionCatalogue", "load_catalogue", "load_lookup"]

ParameterType: TypeAlias = Literal[
    "iri", "grade", "text", "integer", "decimal", "boolean", "date", "language", "scores", "journal"
]
ColumnType: TypeAlias = Literal["iri", "text", "integer", "decimal", "boolean", "date", "level"]

_INTERNAL = "internal"
#: Folders of queries that are no questions.
_APART = frozenset({_INTERNAL, "export", "inference", "lint"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question.

    Args:
        name: its name, which is also the variable of the query.
        type: what kind of value it takes.
        required: True when the question cannot be asked without it.
        default: the value that holds when it is not given; None without one.
        classes: for an IRI: the node must have one of these classes (``cg:FunctionProfile``); empty for any node.
        values: for a text: the words that it takes; empty for any text.
        within: for a grade and for scores: the parameters that narrow the look-up, by what they are (``scheme``,
            ``family``, ``vacancy``).
        description: what it means, in one clause; empty when the name says it all.
    """

    name: str
    type: ParameterType
    required: bool = False
    default: str | int | bool | None = None
    classes: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    within: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    description: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: the text of a query and what its header says.

    Args:
        name: the stem of its file.
        id: its competency question (``CQ-001``); empty for a look-up of the package itself.
        titles: its title by language: nl, fr and en.
        summary: what it answers, in English.
        params: its parameters by name, in the order of the header.
        columns: type of each column by name, in the order of the answer.
        unbound: the columns that may be empty.
        tags: subjects, for finding it.
        example: values that show its use.
        language: the variable that takes the asked language; None when no label is chosen by language.
        text: the whole file; plain SPARQL that runs as it stands.
        none: what it means that there are no rows, by language; empty where that goes without saying.
        chart: which column a chart takes for what, with its ``kind``; empty for a question that is not drawn.
    """

    name: str
    id: str
    titles: Mapping[str, str]
    summary: str
    params: Mapping[str, Parameter]
    columns: Mapping[str, ColumnType]
    unbound: frozenset[str]
    tags: tuple[str, ...]
    example: Mapping[str, object]
    language: str | None
    text: str
    none: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    chart: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class QuestionCatalogue:
    """The questions of a folder, by name.

    Args:
        questions: the questions; no two have one name or one id.

    Raises:
        DefinitionError: two questions have one name or one id.

    >>> load_catalogue().get("rises").id
    'CQ-001'
    """

    def __init__(self, questions: tuple[Question, ...]) -> None:
        for attribute in ("name", "id"):
            values = [getattr(question, attribute) for question in questions]
            twice = sorted({value for value in values if values.count(value) > 1})
            if twice:
                raise DefinitionError(
                    f"two questions have the {attribute} {twice[0]}", where="queries", remedy="rename one of them"
                )
        self._questions = {question.name: question for question in sorted(questions, key=lambda one: one.id)}

    def __iter__(self) -> Iterator[Question]:
        return iter(self._questions.values())

    def __len__(self) -> int:
        return len(self._questions)

    def names(self) -> tuple[str, ...]:
        """Return the names of the questions, in the order of their ids.

        >>> load_catalogue().names()[0]
        'rises'
        """
        return tuple(self._questions)

    def get(self, name: str) -> Question:
        """Return the question with this name.

        Args:
            name: the name of a question, which is the stem of its file.

        Returns:
            The question.

        Raises:
            UnknownQuestionError: there is none; the message names the nearest.

        >>> load_catalogue().get("rise")
        Traceback (most recent call last):
        competencygraph.errors.UnknownQuestionError: rise: there is no such question; did you mean rises?
        """
        if name in self._questions:
            return self._questions[name]
        near = difflib.get_close_matches(name, self._questions, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(self._questions)}"
        raise UnknownQuestionError("there is no such question", where=name, remedy=remedy)


def load_catalogue(folder: Traversable | None = None) -> QuestionCatalogue:
    """Return the questions of a folder and its sub-folders.

    Args:
        folder: what holds a folder a subject, each with ``.rq`` files; the packaged queries when None. What stands in
            ``internal`` is asked by the package itself, ``inference`` and ``lint`` infer and check: no questions.

    Returns:
        The catalogue.

    Raises:
        DefinitionError: there is no query in the folder, or one of them has a faulty header.

    >>> "evidence" in load_catalogue().names()
    True
    """
    root: Traversable = resources.path("queries") if folder is None else folder
    schema = header_schema("question")
    questions: list[Question] = []
    for subject in sorted((one for one in root.iterdir() if one.is_dir()), key=lambda one: one.name):
        if subject.name in _APART:
            continue
        questions.extend(
            _question(file, schema)
            for file in sorted(subject.iterdir(), key=lambda one: one.name)
            if file.name.endswith(".rq")
        )
    if not questions:
        raise DefinitionError("there is no question in this folder", where=root.name, remedy="install the package anew")
    return QuestionCatalogue(tuple(questions))


@cache
def load_lookup(name: str) -> Question:
    """Return a query that the package itself asks, to understand a parameter.

    Args:
        name: the stem of a file in ``queries/internal``.

    Returns:
        The query, with the parts of a question that its short header lacks left empty.

    Raises:
        DefinitionError: its header is faulty.

    >>> list(load_lookup("classes-of-node").columns)
    ['class']
    """
    return _question(resources.path("queries") / _INTERNAL / f"{name}.rq", header_schema("lookup"))


def _question(file: Traversable, schema: dict[str, Any]) -> Question:
    """Return the question in a file whose header conforms to `schema`."""
    text = file.read_text(encoding="utf-8")
    header = parse_header(text, file.name, schema)
    params = {
        name: Parameter(
            name=name,
            type=param["type"],
            required=param.get("required", False),
            default=param.get("default"),
            classes=tuple(param.get("class", ())),
            values=tuple(param.get("values", ())),
            within=MappingProxyType(param.get("within", {})),
            description=param.get("description", ""),
        )
        for name, param in header.get("params", {}).items()
    }
    return Question(
        name=file.name.removesuffix(".rq"),
        id=header.get("id", ""),
        titles=MappingProxyType(header.get("title", {})),
        summary=" ".join(header["summary"].split()),
        params=MappingProxyType(params),
        columns=MappingProxyType(header["columns"]),
        unbound=frozenset(header.get("unbound", ())),
        tags=tuple(header.get("tags", ())),
        example=MappingProxyType(header.get("example", {})),
        language=header.get("language"),
        text=text,
        none=MappingProxyType(header.get("none", {})),
        chart=MappingProxyType(header.get("chart", {})),
    )
