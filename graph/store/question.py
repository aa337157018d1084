"""The named questions that come with the ontology, and how what a query leaves open is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from pyoxigraph import Literal, NamedNode

from graph.errors import BadQuery
from graph.vocab import ontology_dir


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: its SPARQL and what it asks, in Vietnamese and English."""

    name: str
    vi: str
    en: str
    sparql: str


@cache
def questions() -> tuple[Question, ...]:
    """The named questions that come with the ontology, by name; `Graph.query` takes the name of one for its SPARQL.

    >>> next(question.en for question in questions() if question.name == "most-cited")
    'Which documents are cited by the most documents?'
    """
    files = sorted((ontology_dir() / "questions").glob("*.rq"), key=lambda path: path.stem)
    return tuple(_question(file.stem, file.read_text(encoding="utf-8")) for file in files)


def question_named(name: str) -> Question:
    """The question of this name; raises `BadQuery` with the names near it where there is none."""
    known = {question.name: question for question in questions()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, cutoff=0.4) or sorted(known)
    raise BadQuery(f"{name}: there is no question of this name; near it: {', '.join(near)}")


def filled(sparql: str, terms: Mapping[str, Iterable[NamedNode | Literal]]) -> str:
    """The query with its open values filled in; those that stay open are taken out, which the engine plans better.

    >>> filled("SELECT * { VALUES ?document { UNDEF } VALUES ?place { UNDEF } ?s ?p ?document }", {"document": [Literal("A")]})
    'SELECT * { VALUES ?document { "A" }  ?s ?p ?document }'
    """
    for name, values in terms.items():
        if f"VALUES ?{name} {{ UNDEF }}" not in sparql:
            raise BadQuery(f"{name}: the query leaves no such value open (as VALUES ?{name} {{ UNDEF }})")
        sparql = sparql.replace(f"VALUES ?{name} {{ UNDEF }}", f"VALUES ?{name} {{ {' '.join(map(str, values))} }}")
    return re.sub(r"VALUES \?\w+ \{ UNDEF \}", "", sparql)


def _question(name: str, sparql: str) -> Question:
    asked = dict(re.findall(r"^# (vi|en): (.+)$", sparql, re.MULTILINE))
    return Question(name, asked.get("vi", ""), asked.get("en", ""), sparql)
