"""How well two annotators agree: the F1 of one's gold against the other's, section by section, and kappa where there are labels.

Of things that are found in a text nobody can count how often both rightly found none, which measures that are corrected for chance need. For these
the F1 is the measure of agreement: kappa comes near to it as the number of such places grows (Hripcsak and Rothschild, "Agreement, the F-measure,
and reliability in information retrieval", JAMIA 12(3), 2005). Where both have the same thing and each gives it one of several labels, Cohen's kappa
is κ = (p_o - p_e) / (1 - p_e): p_o is the share of things with one label, p_e what chance would give, the sum over all labels of the product of the
two annotators' shares (Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import PolicyGraphError
from graph.evaluate import Figure, figures_of, spellings_of
from graph.evaluate.agreement import Case, compare
from graph.evaluate.gold import Gold, GoldDocument, read_gold
from graph.evaluate.likeness import SELF, pairs
from graph.evaluate.stated import Stated, StatedClaim, StatedIndicator, StatedTask

NONE = "none"
"""The label of what one annotator gives no label."""
Labels = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa of two annotators' labels: of how many things, the share with the same label, and what is left of it beyond chance; None where
    chance alone gives full agreement, since all labels are one."""

    name: str
    things: int
    observed: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures of the documents that both annotated, the first's gold as what is wanted and (`back`) the second's, the kappas, and the documents
    that only one annotated."""

    figures: tuple[Figure, ...]
    back: tuple[Figure, ...]
    kappas: tuple[Kappa, ...]
    documents: int
    only_one: tuple[str, ...] = ()

    def f1(self, section: str) -> float:
        """The F1 of a section: the mean of both directions. They differ a little, as what is said of a task that only one has counts once."""
        both = [
            figure.counts.f1 for figures in (self.figures, self.back) for figure in figures if figure.section == section
        ]
        return sum(both) / len(both)


def agreement(one: Path, other: Path, *, document: str | None = None) -> Agreement:
    """How far the gold in two folders agrees, of the documents that both have.

    >>> gold = Path(__file__).parent.parent / "samples" / "gold"
    >>> same = agreement(gold, gold)
    >>> {figure.counts.f1 for figure in same.figures}, same.only_one
    ({1.0}, ())
    """
    first = {gold.stem: gold for gold in read_gold(one, document=document)}
    second = {gold.stem: gold for gold in read_gold(other, document=document)}
    both = [(first[stem], second[stem]) for stem in sorted(first.keys() & second.keys())]
    if not both:
        raise PolicyGraphError(
            f"{one} and {other}: no document is annotated in both; gold of one document has one name in both folders"
        )
    only = tuple(sorted(first.keys() ^ second.keys()))
    there, back = _figures(both), _figures([(beside, gold) for gold, beside in both])
    return Agreement(there, back, tuple(_kappas(both)), len(both), only)


def _figures(both: Iterable[tuple[Gold, Gold]]) -> tuple[Figure, ...]:
    cases = [Case(gold, _stated(beside), _me(beside)) for gold, beside in both]
    found = [(case.gold.stem, comparison) for case in cases for comparison in compare(case)]
    spellings: dict[str, str] = {}
    for case in cases:
        spellings |= spellings_of(case.stated, [case.gold])
    return tuple(figures_of(found, spellings))


def cohen(labels: Sequence[Labels]) -> tuple[float, float | None]:
    """The observed agreement and Cohen's kappa of pairs of labels; no kappa where all labels are one.

    The example is that of Cohen's kind: 20 of 50 both say yes, 15 both say no.

    >>> observed, kappa = cohen([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15)
    >>> round(observed, 2), round(kappa, 2)
    (0.7, 0.4)
    >>> cohen([("yes", "yes")])
    (1.0, None)
    """
    n = len(labels)
    observed = sum(a == b for a, b in labels) / n
    shares = [Counter(pair[i] for pair in labels) for i in (0, 1)]
    chance = sum(shares[0][label] * shares[1][label] for label in shares[0]) / n**2
    return observed, None if chance == 1 else (observed - chance) / (1 - chance)


def _kappas(both: Iterable[tuple[Gold, Gold]]) -> Iterator[Kappa]:
    found: dict[str, list[Labels]] = defaultdict(list)
    for one, other in both:
        found["types of citations"] += _types(one, other)
        found["relations of two documents"] += _relations(one, other)
        found["recurrence of tasks"] += _recurrences(one, other)
    for name, labels in found.items():
        if labels:
            yield Kappa(name, len(labels), *cohen(labels))


def _types(one: Gold, other: Gold) -> list[Labels]:
    """The types of the documents that both cite."""
    kinds = [{citation.key: citation.type or NONE for citation in gold.citations} for gold in (one, other)]
    return [(kinds[0][key], kinds[1][key]) for key in sorted(kinds[0].keys() & kinds[1].keys())]


def _relations(one: Gold, other: Gold) -> list[Labels]:
    """What each says of the pairs of documents between which either says something, both having cited them."""
    known = [{SELF, *(citation.key for citation in gold.citations)} for gold in (one, other)]
    said = [{(g.key(r.subject), g.key(r.object)): r.predicate for r in g.relations} for g in (one, other)]
    ends = sorted(said[0].keys() | said[1].keys())
    both = [pair for pair in ends if set(pair) <= known[0] & known[1]]
    return [(said[0].get(pair, NONE), said[1].get(pair, NONE)) for pair in both]


def _recurrences(one: Gold, other: Gold) -> list[Labels]:
    """How often the tasks recur that both have."""
    pair = pairs([task.text for task in one.tasks], [task.text for task in other.tasks])
    return [(one.tasks[i].recurrence or NONE, other.tasks[j].recurrence or NONE) for i, j in pair.items()]


def _me(gold: Gold) -> str:
    return f"{gold.stem}:"


def _stated(gold: Gold) -> Stated:
    """The gold of a document as if a graph stated it, so that another annotator's can be held against it as against a graph."""
    me = _me(gold)
    documents = {me: gold.header} | {f"{me}citation/{i}": each for i, each in enumerate(gold.citations)}
    ids = {SELF: me} | {each.key: id for id, each in documents.items() if id != me}
    labels = {**_named(gold, "zones"), **_named(gold, "projects")}
    goals = {f"{me}goal/{i}": each for i, each in enumerate(gold.indicators)}
    tasks = {f"{me}task/{i}": each for i, each in enumerate(gold.tasks)}
    who = {name: f"{me}body/{name}" for task in gold.tasks for name in (*task.leads, *task.coordinates)}
    issuers = {id: f"{me}issuer/{each.issuer}" for id, each in documents.items() if each.issuer}
    claims = [
        *(StatedClaim(ids[gold.key(r.subject)], r.predicate, ids[gold.key(r.object)], me) for r in gold.relations),
        *(StatedClaim(thing, "type", "", me) for thing in (*labels, *goals)),
    ]
    kinds = {thing: "Project" if "/projects/" in thing else "Zone" for thing in labels}
    subjects = {
        (edge, id): frozenset(who[name] for name in names)
        for id, task in tasks.items()
        for edge, names in (("leads", task.leads), ("coordinates", task.coordinates))
    }
    carried = {
        ("implements", id): frozenset(ids[gold.key(name)] for name in task.implements) for id, task in tasks.items()
    }
    return Stated(
        numbers=_each(documents, "number"),
        dates=_each(documents, "date"),
        issuers=issuers,
        titles=_each(documents, "title"),
        labels={
            **{id: str(documents[of].issuer) for of, id in issuers.items()},
            **{id: name for name, id in who.items()},
            **{id: each.name for id, each in goals.items()},
            **{id: name for id, (name, _) in labels.items()},
        },
        other_names={id: frozenset(others) for id, (_, others) in labels.items()},
        classes={
            **{id: frozenset({each.type}) for id, each in documents.items() if each.type},
            **{id: frozenset({kind}) for id, kind in kinds.items()},
        },
        read={gold.stem: me},
        text_files={},
        claims=tuple(claims),
        tasks={me: tuple(StatedTask(id, t.text, t.start, t.due, t.recurrence) for id, t in tasks.items())},
        subjects=subjects,
        objects={("mentions", me): frozenset(id for id in documents if id != me), **carried},
        indicators=tuple(
            StatedIndicator(id, g.value, g.unit, g.year or "", g.comparator) for id, g in goals.items()
        ),
    )  # fmt: skip


def _named(gold: Gold, section: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Zones or projects by an id: name and other names."""
    things = gold.zones if section == "zones" else gold.projects
    return {f"{_me(gold)}/{section}/{i}": (each.name, each.aliases) for i, each in enumerate(things)}


def _each(documents: dict[str, GoldDocument], field: str) -> dict[str, str]:
    return {id: str(value) for id, each in documents.items() if (value := getattr(each, field))}


def to_text(found: Agreement) -> str:
    """The agreement as a table: of each section how much both have, only the first, only the second, and the F1; below it the kappas."""
    lines = [f"only in one folder: {stem}" for stem in found.only_one]
    lines.append(f"{'section':26} {'both':>5} {'only A':>6} {'only B':>6} {'F1':>6}")
    for figure in found.figures:
        c = figure.counts
        f1 = f"{found.f1(figure.section):.3f}" if c.hits + c.misses + c.extras else "-"
        lines.append(f"{figure.section:26} {c.hits:5} {c.misses:6} {c.extras:6} {f1:>6}")
    lines.append(f"{'labels':26} {'of':>5} {'':6} {'same':>6} {'kappa':>6}")
    for each in found.kappas:
        kappa = "-" if each.kappa is None else f"{each.kappa:.3f}"
        lines.append(f"{each.name:26} {each.things:5} {'':6} {each.observed:6.3f} {kappa:>6}")
    told = f"Documents: {found.documents}. F1, the mean of both directions: agreement where nothing can be chance (Hripcsak and Rothschild 2005); kappa: Cohen's, (p_o - p_e) / (1 - p_e)."
    return "\n".join([*lines, told]) + "\n"


def to_json(found: Agreement) -> str:
    """The agreement as JSON: under "figures" of each section what both have, what only one has, and the F1; the kappas under "kappas"."""
    figures = {
        f.section: {
            "both": f.counts.hits,
            "only a": f.counts.misses,
            "only b": f.counts.extras,
            "f1": found.f1(f.section),
        }
        for f in found.figures
    }
    kappas = {k.name: {"of": k.things, "same": k.observed, "kappa": k.kappa} for k in found.kappas}
    told = {
        "figures": figures,
        "kappas": kappas,
        "documents": found.documents,
        "only in one folder": list(found.only_one),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
