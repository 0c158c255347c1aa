"""Parameters of a question: from what a person or a program gives to a typed term, and from terms into the query.

Text of a user never enters a query: a value becomes an IRI or a literal first, and the term is what is written, with
every character that SPARQL could take for syntax escaped.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from competencygraph.errors import ParameterError
from competencygraph.queries.catalogue import Parameter
from competencygraph.queries.header import mark
from competencygraph.terms import namespaces

__all__ = ["BoundTerm", "bind", "bind_rows", "check_names", "convert", "serialise"]

BoundTerm: TypeAlias = NamedNode | Literal

_INTEGER = re.compile(r"[+-]?[0-9]{1,19}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|\\([uU])|.)", re.DOTALL)
_SHOWN = 60


def convert(parameter: Parameter, value: object) -> BoundTerm:
    """Return the term that a value stands for.

    Args:
        parameter: says which type the value must be of. A grade must have been looked up before: it is an IRI here.
        value: a string as it is typed on a command line, or a Python value of the type itself.

    Returns:
        An IRI for ``iri`` and ``grade``, else a literal of the type.

    Raises:
        ParameterError: the value is not of the type, or RDF or a store cannot hold it (NUL, a lone surrogate, a number
            beyond 64 bits); names the parameter.

    >>> str(convert(Parameter("minimum", "integer"), "12"))
    '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'
    >>> convert(Parameter("minimum", "integer"), "twelve")
    Traceback (most recent call last):
    competencygraph.errors.ParameterError: minimum: 'twelve' is no whole number; give a whole number such as 3
    """
    match parameter.type:
        case "iri" | "grade":
            return _iri(parameter, value)
        case "text":
            return Literal(_word(parameter, value) if parameter.values else _text(parameter, value))
        case "integer":
            return _integer(parameter, value)
        case "decimal":
            return _decimal(parameter, value)
        case "boolean":
            return _boolean(parameter, value)
        case "date":
            return _date(parameter, value)
        case "language":
            tag = _text(parameter, value)
            if not _LANGUAGE.fullmatch(tag):
                raise _refusal(parameter, value, "is no language tag", "give a tag such as nl, fr or en")
            return Literal(tag)
        case "scores" | "journal":
            raise TypeError(f"{parameter.name} is a table: see competencygraph.queries.tables")


def serialise(term: BoundTerm) -> str:
    r"""Return a term as SPARQL text that reads as this one term in every client.

    Args:
        term: an IRI or a literal.

    Returns:
        The term in N-Triples notation. SPARQL lets a client replace ``\u`` and ``\U`` escapes before it reads the
        query at all, and some clients do so even behind an escaped backslash; so the letter behind a backslash of
        the text is written as an escape itself, and every escape has eight digits.

    Source:
        SPARQL 1.1 Query Language, section 19.2 (codepoint escape sequences).

    >>> serialise(Literal('say "A4"'))
    '"say \\"A4\\""'
    """
    text = str(term)
    return _ESCAPE.sub(_escape, text) if isinstance(term, Literal) else text


def bind(text: str, terms: Mapping[str, BoundTerm]) -> str:
    r"""Return a query with parameters bound.

    Args:
        text: a query with the comment line ``#@params`` in each group that must know the parameters.
        terms: the term of each variable; may be empty.

    Returns:
        The query with one row of VALUES for each mark; the query as it stands when there is nothing to bind.

    >>> print(bind("SELECT ?a WHERE {\n  #@params\n}", {"a": NamedNode("urn:x")}))
    SELECT ?a WHERE {
      VALUES (?a) { (<urn:x>) }
    }
    """
    return bind_rows(text, tuple(terms), [tuple(terms.values())]) if terms else text


def bind_rows(text: str, names: Sequence[str], rows: Iterable[Sequence[BoundTerm]], *, at: str = "params") -> str:
    r"""Return a query with several rows of parameters bound; the answer is that of all rows together.

    Args:
        text: a query with the comment line ``#@params`` in each group that must know the parameters.
        names: of the variables, at least one.
        rows: terms in the order of the names.
        at: the name of the mark: ``scores`` for the comment line ``#@scores``.

    Returns:
        The query with these rows of VALUES for each mark.

    >>> print(bind_rows("SELECT ?a WHERE {\n  #@params\n}", ["a"], [[NamedNode("urn:x")], [NamedNode("urn:y")]]))
    SELECT ?a WHERE {
      VALUES (?a) { (<urn:x>) (<urn:y>) }
    }
    """
    variables = " ".join(f"?{name}" for name in names)
    lines = " ".join(f"({' '.join(serialise(term) for term in row)})" for row in rows)
    values = f"VALUES ({variables}) {{ {lines} }}"
    return mark(at).sub(lambda found: found.group().replace(f"#@{at}", values), text)


def check_names(
    parameters: Mapping[str, Parameter], given: Mapping[str, object], where: str, *, complete: bool = True
) -> None:
    """Check that the given names are parameters and that no required one is missing.

    Args:
        parameters: the parameters of a question, by name.
        given: the values by name; None counts as not given.
        where: the question, for messages.
        complete: whether the required ones must be among them.

    Raises:
        ParameterError: a name is unknown (with the nearest that is known), or a required one is missing.

    >>> check_names({"from": Parameter("from", "grade", required=True)}, {"form": "A4"}, "rises")
    Traceback (most recent call last):
    competencygraph.errors.ParameterError: rises: there is no parameter 'form'; did you mean from?
    """
    for name in given:
        if name in parameters:
            continue
        near = difflib.get_close_matches(str(name), parameters, n=1)
        if near:
            remedy = f"did you mean {near[0]}?"
        elif parameters:
            remedy = f"choose from {', '.join(parameters)}"
        else:
            remedy = "this question takes none"
        raise ParameterError(f"there is no parameter {_shown(name)}", where=where, remedy=remedy)
    missing = [name for name, one in parameters.items() if one.required and given.get(name) is None]
    if missing and complete:
        raise ParameterError(
            f"the parameter {missing[0]} is missing",
            where=where,
            remedy=f"add {' '.join(f'{name}=…' for name in missing)}",
        )


def _escape(match: re.Match[str]) -> str:
    """Return an escape of N-Triples in the form that `serialise` explains."""
    code, letter = match.group(1), match.group(2)
    if code is not None:
        return f"\\U0000{code.upper()}"
    if letter is not None:
        return f"\\\\\\U{ord(letter):08X}"
    return match.group()


def _shown(value: object) -> str:
    """Return a value for a message: one line, printable, not too long."""
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        return "this number"
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _refusal(parameter: Parameter, value: object, what: str, remedy: str) -> ParameterError:
    """Return the error that refuses a value."""
    return ParameterError(f"{_shown(value)} {what}", where=parameter.name, remedy=remedy)


def _text(parameter: Parameter, value: object) -> str:
    """Return a value as text that RDF and a store can hold."""
    if not isinstance(value, str):
        raise _refusal(parameter, value, "is no text", "give text")
    text = str(value)
    if any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in text):
        raise _refusal(
            parameter, value, "holds a character that no text can hold", "leave out NUL and broken characters"
        )
    return text


def _iri(parameter: Parameter, value: object) -> NamedNode:
    """Return a value as an absolute IRI."""
    text = value.value if isinstance(value, NamedNode) else _text(parameter, value)
    try:
        return NamedNode(text)
    except ValueError as error:
        raise _refusal(
            parameter, value, f"is no absolute IRI ({_shown(str(error))})", "give a full IRI such as https://…"
        ) from error


def _word(parameter: Parameter, value: object) -> str:
    """Return one of the words that a parameter takes."""
    word = _text(parameter, value)
    if word in parameter.values:
        return word
    near = difflib.get_close_matches(word.casefold(), parameter.values, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"choose from {', '.join(parameter.values)}"
    raise _refusal(parameter, value, "is not one of its words", remedy)


def _integer(parameter: Parameter, value: object) -> Literal:
    """Return a value as a whole number of at most 64 bits."""
    remedy = "give a whole number such as 3"
    if isinstance(value, str):
        if not _INTEGER.fullmatch(value):
            raise _refusal(parameter, value, "is no whole number", remedy)
        number = int(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    else:
        raise _refusal(parameter, value, "is no whole number", remedy)
    if not -(2**63) <= number < 2**63:
        raise ParameterError("the number is too large", where=parameter.name, remedy="give one of at most 18 digits")
    return Literal(str(number), datatype=NamedNode(namespaces.XSD + "integer"))


def _decimal(parameter: Parameter, value: object) -> Literal:
    """Return a value as a decimal number of at most 20 digits before and 18 behind the point."""
    remedy = "give a number such as 2.5"
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _refusal(parameter, value, "is no decimal number", remedy)
    if isinstance(value, str) and not _DECIMAL.fullmatch(value):
        raise _refusal(parameter, value, "is no decimal number", remedy)
    if isinstance(value, int) and abs(value) >= 10**20:
        raise ParameterError("the number is too large", where=parameter.name, remedy=remedy)
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise _refusal(parameter, value, "is no decimal number", remedy) from error
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or number.adjusted() >= 20 or (number and exponent < -18):
        raise _refusal(parameter, value, "is out of range", "give at most 20 digits before and 18 behind the point")
    plain = format(number if number else Decimal(0), "f")
    return Literal(plain, datatype=NamedNode(namespaces.XSD + "decimal"))


def _boolean(parameter: Parameter, value: object) -> Literal:
    """Return a value as true or false."""
    known = _BOOLEANS.get(value.lower()) if isinstance(value, str) else value
    if not isinstance(known, bool):
        raise _refusal(parameter, value, "is neither true nor false", "give true or false")
    return Literal("true" if known else "false", datatype=NamedNode(namespaces.XSD + "boolean"))


def _date(parameter: Parameter, value: object) -> Literal:
    """Return a value as a day."""
    remedy = "give a day such as 2024-05-15"
    day = value
    if isinstance(value, str):
        if not _DATE.fullmatch(value):
            raise _refusal(parameter, value, "is no date", remedy)
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise _refusal(parameter, value, "is no day of the calendar", remedy) from error
    if not isinstance(day, date) or isinstance(day, datetime):
        raise _refusal(parameter, value, "is no date", remedy)
    return Literal(day.isoformat(), datatype=NamedNode(namespaces.XSD + "date"))
