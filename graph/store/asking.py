"""How a question becomes a query: its name is looked up, its open values are filled in, what it may do is checked."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.errors import BadQuery
from graph.store.answer import Result
from graph.store.guard import guarded
from graph.store.question import NAMING, filled, question_named
from graph.store.readable import SECTIONS
from graph.vocab import ID, slug

if TYPE_CHECKING:
    import rdflib

FEW = 6
"""Signs that are named where one of them was expected."""


class Asking(ABC):
    """Whatever answers questions about a graph, wherever the graph is; a subclass says how a query is run."""

    def query(self, sparql: str, *, limit: int | None = None, bindings: Mapping[str, str] | None = None) -> Result:
        """The answer to a query, or to the question of that name; at most `limit` rows.

        `bindings` fill in what a query leaves open as `VALUES ?document { UNDEF }`: `{"document": "124/NQ-CP"}` asks
        about that document, named by number, source file, label or IRI; agencies and places go by their names, with or
        without the place and its rank. They become terms, never text of the query. A query can neither write nor reach
        a server. Raises `BadQuery`.

        >>> samples.query("implements", bindings={"document": "223/KH-UBND"}).values[0][:2]
        ('Kế hoạch số 223/KH-UBND', 'Nghị quyết số 25-NQ/TU')
        """
        return self._ask(self.composed(sparql, bindings or {}), limit)

    def composed(self, sparql: str, bindings: Mapping[str, str]) -> str:
        """The SPARQL of a question with its open values filled in.

        >>> samples.composed("SELECT ?d { VALUES ?year { UNDEF } ?d pol:targetYear ?year }", {"year": "2030"})
        'SELECT ?d { VALUES ?year { "2030" } ?d pol:targetYear ?year }'
        """
        text = guarded(question_named(sparql).sparql if re.fullmatch(r"[\w-]+", sparql) else sparql)
        return filled(text, {name: self._terms(name, value) for name, value in bindings.items()})

    @abstractmethod
    def _ask(self, sparql: str, limit: int | None) -> Result:
        """The answer to a query that is checked and complete."""

    @abstractmethod
    def dataset(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset; its default graph is the union of all."""

    def _terms(self, name: str, value: str) -> list[NamedNode | Literal]:
        """What a binding may mean: the thing of an IRI, every document, agency or place of that name, else the text itself."""
        if re.fullmatch(rf"https?://\S+|(?:{'|'.join(SECTIONS)})/\S+", value):
            return [_named(value if "://" in value else ID + value)]
        if name not in NAMING:
            return [Literal(value)]
        said, sparql = NAMING[name]
        asked = _unranked(slug(value))
        same = [
            NamedNode(str(iri)) for iri, called in self._ask(sparql, None).rows if _unranked(slug(str(called))) == asked
        ]
        if not same:
            raise BadQuery(f"{value}: {said}")
        return list(dict.fromkeys(same))


def _unranked(name: str) -> str:
    """A slug without the rank of a place before its name: both "tỉnh Phú Yên" and "Phú Yên" are found.

    >>> _unranked("so-cong-thuong-tinh-phu-yen"), _unranked("thanh-pho-hai-phong")
    ('so-cong-thuong-phu-yen', 'hai-phong')
    """
    return re.sub(r"-(?:tinh|thanh-pho)(?=-)", "", f"-{name}").strip("-")


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise BadQuery(f"{iri}: {error}") from None


def located(message: str, sparql: str) -> str:
    """The engine's complaint about a query, without what helps nobody, with the line it is about and a mark under the place.

    >>> print(located("error at 1:8: expected one of ?", "SELECT"))
    the query is wrong at line 1, column 8: expected one of ?
      SELECT
             ^
    """
    place = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not place:
        return f"the query cannot be read: {message}"
    line, column, reason = int(place[1]), int(place[2]), " ".join(place[3].split())
    shown = next(iter(sparql.split("\n")[line - 1 : line]), "")
    told = re.search(r"(?:expected|one of|,) ([A-Z]\w+ \w[^,]*)", reason)
    if told:  # among the signs that were expected stands what is wrong, as "Prefix not found"
        reason = told[1]
    elif reason.count(",") > FEW:  # every sign that could begin a term is no help
        reason = "something else was expected here; is the word before it wrong, or one missing?"
    return f"the query is wrong at line {line}, column {column}: {reason}\n  {shown}\n  {' ' * (column - 1)}^"
