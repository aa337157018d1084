"""What was read with doubt and nobody has decided yet, that first on which most hangs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.analysis.keystones import bases, descendants
from graph.model import Correction
from graph.records.documents import Card, cards
from graph.records.kinds import kind_of
from graph.records.tasks import tasks
from graph.store import Answering
from graph.vocab import DOCUMENT_EDGES, DOUBTFUL, PREFIXES

_LONGEST = 300
"""Characters of the words that a correction quotes; longer ones by their beginning."""
_ABOUT = {"indicator": "goal"}
"""Kinds of things by the word that corrections have for them, where it is another."""
_CITING = frozenset({"cites", "mentions"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading in doubt: what it is (`kind`: a word of corrections), why it is doubted (a confidence, or a warning), its words and where they stand, and
    what hangs on it.

    Of a thing, `claims` are the other statements that name it, `tasks` those that aim at it, `documents` those that state it. Of a statement that
    a document implements another, `documents` are the one that does so and all that stand below it by what they implement, `tasks` those that they
    set; of any other statement between documents only the one that makes it.
    """

    kind: str
    label: str
    sure: str
    warning: str
    words: str
    source: str
    file: str
    start: int
    end: int
    claims: int
    tasks: int
    documents: int
    document_iri: str
    iri: str
    offer: Correction  # unsigned: that it is right; `unsay` says that it is wrong

    @property
    def hangs(self) -> int:
        """How much hangs on it: claims, tasks and documents together."""
        return self.claims + self.tasks + self.documents

    @property
    def place(self) -> tuple[str, int, int, str]:
        """Where it stands."""
        return self.file, self.start, self.end, self.kind


def doubtful(graph: Answering, names: Mapping[str, str] | None = None) -> list[Doubt]:
    """All doubts: tasks, goals, zones and projects whose confidence is under `DOUBTFUL`, and statements with a warning; without those that a
    curator confirmed. That first on which most hangs, of these the least sure. `names` are what corrections call documents, by their files; by
    these themselves where nothing else is given.

    >>> rows = doubtful(samples)
    >>> [row.hangs for row in rows] == sorted((row.hangs for row in rows), reverse=True)
    True
    """
    names = names or {}
    found = [*_things(graph, names), *_statements(graph, names, cards(graph))]
    distinct = {(row.document_iri, row.offer): row for row in sorted(found, key=lambda row: row.hangs)}
    return sorted(distinct.values(), key=lambda row: (-row.hangs, row.sure or "1", row.place))


def cut(words: str) -> str:
    """Words as a correction quotes them: on one line, long ones by their beginning.

    >>> cut("Lập\\n sổ"), len(cut("a " * 400)), cut("a " * 400)[-3:]
    ('Lập sổ', 301, 'a …')
    """
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _things(graph: Answering, names: Mapping[str, str]) -> Iterable[Doubt]:
    first: dict[str, tuple[str | None, ...]] = {}
    stated: dict[str, set[str]] = defaultdict(set)
    for row in sorted(graph.query(_THINGS).rows, key=lambda row: (str(row[0]), str(row[5]), int(row[8] or 0))):
        first.setdefault(str(row[0]), row)
        stated[str(row[0])].add(str(row[4]))
    named, aimed = _claims(graph), _aimed(graph)
    for iri, row in first.items():
        _, kind, label, sure, document, source, file, words, start, end, ordinal = row
        name = kind_of(str(kind).rpartition("#")[2]) or ""
        about = _ABOUT.get(name, name)
        details = (("number", (str(ordinal),)),) if ordinal else ()
        offer = Correction(
            "say", names.get(str(source), str(source)), cut(str(words)), about, details if about == "task" else ()
        )
        numbers = (max(named[iri] - 1, 0), aimed[iri], len(stated[iri]))
        yield Doubt(
            about, str(label), str(sure), "", str(words), str(source), str(file), int(start or 0), int(end or 0), *numbers,
            str(document), iri, offer,
        )  # fmt: skip


def _statements(graph: Answering, names: Mapping[str, str], known: Mapping[str, Card]) -> Iterable[Doubt]:
    _, below = bases(graph, ("implements",))
    set_by = Counter(task.document for task in tasks(graph))
    for subject, predicate, thing, document, source, file, words, start, end, warning in graph.query(_WARNED).rows:
        name = str(predicate).rpartition("#")[2]
        if name not in (*DOCUMENT_EDGES, "mentions"):
            continue
        about = "citation" if name in _CITING else name
        under = {str(subject), *descendants(str(subject), below)} if about == "implements" else set[str]()
        details = () if about == "citation" else _ends(str(subject), str(thing), str(document), known)
        offer = Correction("say", names.get(str(source), str(source)), cut(str(words)), about, details)
        card, other = known.get(str(subject)), known.get(str(thing))
        label = f"{card.called(80) if card else subject} → {other.called(80) if other else thing}"
        numbers = (0, sum(set_by[iri] for iri in under), max(len(under), 1))
        yield Doubt(
            about, label, "", str(warning), str(words), str(source), str(file), int(start or 0), int(end or 0), *numbers,
            str(document), str(thing), offer,
        )  # fmt: skip


def _ends(subject: str, thing: str, me: str, known: Mapping[str, Card]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The documents at both ends, as a correction names them; that of the one that says so is left out."""
    ends = (("from", subject), ("to", thing))
    return tuple((key, (known[iri].number or known[iri].label,)) for key, iri in ends if iri != me and iri in known)


def _claims(graph: Answering) -> Counter[str]:
    """How many claims name each thing that is in doubt."""
    found: Counter[str] = Counter()
    for end in ("subject", "object"):
        query = f"SELECT ?thing (COUNT(?c) AS ?n) WHERE {{ ?thing pol:confidence ?sure FILTER(?sure < {DOUBTFUL:f}) ?c rdf:{end} ?thing }} GROUP BY ?thing"
        found.update(_numbers(graph, query))
    return found


def _aimed(graph: Answering) -> Counter[str]:
    """How many tasks aim at each thing."""
    return _numbers(
        graph, "SELECT ?thing (COUNT(?task) AS ?n) WHERE { ?task a pol:Task ; pol:targets ?thing } GROUP BY ?thing"
    )


def _numbers(graph: Answering, query: str) -> Counter[str]:
    return Counter({str(thing): int(number or 0) for thing, number in graph.query(query).rows})


_THINGS = f"""
SELECT ?thing ?kind ?label ?sure ?document ?source ?file ?words ?start ?end ?ordinal WHERE {{
  ?thing pol:confidence ?sure FILTER(?sure < {DOUBTFUL:f})
  ?thing rdfs:label ?label ; a ?kind
  FILTER(STRSTARTS(STR(?kind), "{PREFIXES["pol"]}") && ?kind != pol:Zone)
  ?claim rdf:subject ?thing ; rdf:predicate rdf:type ; pol:statedIn ?document ; oa:exact ?words ; oa:start ?start ; oa:end ?end .
  ?document pol:sourceFile ?source ; pol:textFile ?file
  OPTIONAL {{ ?thing pol:ordinal ?ordinal }}
}}"""
_WARNED = """
SELECT ?s ?p ?o ?document ?source ?file ?words ?start ?end ?warning WHERE {
  ?claim pol:warning ?warning ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pol:statedIn ?document ; oa:exact ?words ;
    oa:start ?start ; oa:end ?end .
  ?document pol:sourceFile ?source ; pol:textFile ?file
  FILTER NOT EXISTS { ?claim pol:curatedBy ?who }
} ORDER BY ?document ?start ?end ?p ?o"""
