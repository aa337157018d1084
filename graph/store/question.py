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

_NAME = """SELECT ?thing ?name WHERE {{ VALUES ?p {{ {properties} }} ?thing ?p ?name
    FILTER EXISTS {{ VALUES ?class {{ {classes} }} ?thing a ?class }} }}"""
_CALLED = "rdfs:label skos:altLabel skos:hiddenLabel"
NAMING: dict[str, tuple[str, str]] = {
    "document": (
        "no document of the graph has this number, source file or label",
        _NAME.format(properties="eli:id_local pol:sourceFile rdfs:label", classes="pol:PolicyDocument"),
    ),
    "agency": (
        "no agency of the graph is called this; `policygraph query workload-by-agency` lists those that have tasks",
        _NAME.format(properties=_CALLED, classes="pol:Agency pol:AgencyGroup"),
    ),
    "place": (
        'no place of the graph is called this; write a province as "tỉnh Phú Yên" or "phu yen"',
        _NAME.format(properties=_CALLED, classes="pol:Place"),
    ),
}
"""Open values that are things: what is said where no thing is called so, and the query for all their names."""


TOPICS: dict[str, tuple[str, str]] = {
    "document": ("Văn bản", "Documents"),
    "chain": ("Chuỗi văn bản", "Chains of documents"),
    "task": ("Nhiệm vụ", "Tasks"),
    "agency": ("Cơ quan", "Agencies"),
    "goal": ("Chỉ tiêu, khu, dự án", "Goals, zones, projects"),
    "place": ("Địa phương", "Places"),
    "evidence": ("Bằng chứng và chất lượng", "Evidence and quality"),
}
"""What the questions are about, in Vietnamese and English, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question leaves open, and a value with which it has an answer on the samples."""

    name: str
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: its SPARQL, what it asks in Vietnamese and English, and what it leaves open."""

    name: str
    vi: str
    en: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()
    about: str = ""
    """The group under which it is listed: one of `TOPICS`."""


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
    asked = dict(re.findall(r"^# (vi|en|topic): (.+)$", sparql, re.MULTILINE))
    examples = dict(re.findall(r"^# with: (\w+)=(.+)$", sparql, re.MULTILINE))
    opened = dict.fromkeys(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", sparql))
    parameters = tuple(Parameter(name, examples.get(name, "")) for name in opened)
    return Question(name, asked.get("vi", ""), asked.get("en", ""), sparql, parameters, asked.get("topic", ""))
