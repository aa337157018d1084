"""Findings with spans of the view, as rules read it -> findings with spans of the source."""

from __future__ import annotations

from graph.model import Aim, Citation, InView, Relation, View


def placed(aim: Aim[InView], view: View) -> Aim:
    """The aim with its words in the source.

    >>> from graph.model import InView
    >>> placed(Aim(InView(0, 5), "Zone", "KCN A"), View("KCN A", (0,), (3,), (8,))).span
    Span(start=3, end=8)
    """
    where = view.back(aim.where) if aim.where else None
    return Aim(
        view.back(aim.span), aim.kind, aim.name, aim.place, where, aim.intents, aim.comparator, aim.value, aim.high, aim.unit,
        aim.year, aim.base, aim.period, aim.confidence,
    )  # fmt: skip


def placed_citation(c: Citation[InView], view: View) -> Citation:
    """The citation with its words in the source; where they stand in the view is kept."""
    return Citation(
        view.back(c.span), c.type, c.number, c.title, c.date, c.issuer, c.joint, c.subject, c.itself, c.warning, c.called, c.alike, c.span
    )  # fmt: skip


def in_view(c: Citation) -> Citation[InView]:
    """The citation with its span of the view, for rules that read the words between citations."""
    return Citation(
        c.at, c.type, c.number, c.title, c.date, c.issuer, c.joint, c.subject, c.itself, c.warning, c.called, c.alike, c.at
    )  # fmt: skip


def placed_relation(r: Relation[InView], view: View) -> Relation:
    """The relation with its words in the source."""
    return Relation(r.subject, r.predicate, r.object, view.back(r.span), r.rule)
