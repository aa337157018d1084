"""What values certainly are as a shape wants them: True only of the usual forms, which every engine reads in the same way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Triple

from graph.store.answer import Term
from graph.vocab import PREFIXES

SH, _RDF, _XSD = "http://www.w3.org/ns/shacl#", PREFIXES["rdf"], PREFIXES["xsd"]
_WORDS = frozenset({_XSD + "string", _RDF + "langString"})
_FORMS = {
    _XSD + "gYear": re.compile(r"[1-9][0-9]{3}"),
    _XSD + "gYearMonth": re.compile(r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])"),
    _XSD + "date": re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"),
    _XSD + "integer": re.compile(r"-?[0-9]{1,15}"),
    _XSD + "decimal": re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?"),
}
"""The usual forms of values, which every engine reads in the same way."""
_NUMBERS = frozenset({_XSD + "integer", _XSD + "decimal"})


class Unknown(Exception):
    """A shape that says what is not known here."""


class Kinds(Protocol):
    """What tells of what class a thing is."""

    def is_a(self, thing: Term, kind: str) -> bool:
        """Whether a value is a thing of a class."""


Test = Callable[[Term, Kinds], bool]
"""Whether a value certainly is as a shape wants it."""
Pair = Callable[[list[Term], list[Term]], bool]
"""The same of the values of two properties."""


def value_of(term: Term) -> str:
    """The address, or the words of a literal."""
    return term.value if not isinstance(term, Triple) else str(term)


def _words(value: Term) -> str | None:
    """What a pattern looks at; None where engines may see it in different ways."""
    return (
        value.value
        if isinstance(value, NamedNode) or (isinstance(value, Literal) and value.datatype.value in _WORDS)
        else None
    )


def _is_of(value: Term, kind: str) -> bool:
    """Whether a literal is of a datatype, and in its usual form."""
    if not isinstance(value, Literal) or value.datatype.value != kind:
        return False
    if kind in _WORDS:
        return True
    return _FORMS[kind].fullmatch(value.value) is not None and (kind != _XSD + "date" or _is_day(value.value))


def _is_day(words: str) -> bool:
    try:
        return bool(date.fromisoformat(words))
    except ValueError:
        return False


def _datatype(kind: str) -> Test:
    if kind not in _FORMS and kind not in _WORDS:
        raise Unknown(kind)
    return lambda value, _: _is_of(value, kind)


def _node_kind(kind: str) -> Test:
    if kind != SH + "IRI":
        raise Unknown(kind)
    return lambda value, _: isinstance(value, NamedNode)


def _pattern(words: str) -> Test:
    search = re.compile(words).search
    return lambda value, _: (seen := _words(value)) is not None and search(seen) is not None


def _number(value: Term) -> Decimal | None:
    return (
        Decimal(value.value) if isinstance(value, Literal) and any(_is_of(value, kind) for kind in _NUMBERS) else None
    )


def _at_least(bound: str) -> Test:
    return lambda value, _: (number := _number(value)) is not None and number >= Decimal(bound)


def _at_most(bound: str) -> Test:
    return lambda value, _: (number := _number(value)) is not None and number <= Decimal(bound)


def _ordered(values: list[Term], others: list[Term], *, even: bool) -> bool:
    return all(_before(one, other, even=even) for one, other in product(values, others))


def _before(one: Term, other: Term, *, even: bool) -> bool:
    if _is_of(one, _XSD + "date") and _is_of(other, _XSD + "date"):
        return value_of(one) < value_of(other) or (even and one == other)
    first, second = _number(one), _number(other)
    return first is not None and second is not None and (first < second or (even and first == second))


def _apart(values: list[Term], others: list[Term]) -> bool:
    """Whether no value is among the others, in whatever letters their languages are named."""
    if any(_words(value) is None for value in (*values, *others)):
        return False
    return not {*map(value_of, values)} & {*map(value_of, others)}


TESTS: dict[str, Callable[[str], Test]] = {
    "class": lambda kind: lambda value, data: data.is_a(value, kind),
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "pattern": _pattern,
    "minLength": lambda least: lambda value, _: len(_words(value) or "") >= int(least),
    "minInclusive": _at_least,
    "maxInclusive": _at_most,
}
PAIRS: dict[str, Pair] = {
    "disjoint": _apart,
    "lessThan": lambda values, others: _ordered(values, others, even=False),
    "lessThanOrEquals": lambda values, others: _ordered(values, others, even=True),
}
