"""`index.html`: the page a researcher opens first. What was read, who is to do what until when, and where it says so.

Everything is in the page as HTML and SVG; its script only sorts, filters and changes the language.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.analysis.concentration import Concentration
from graph.records.documents import Step
from graph.store import Answering
from graph.view.addresses import in_graph, words_at
from graph.view.lettering import clipped
from graph.view.overview.chain_picture import ChainPicture, chain_picture
from graph.view.overview.charts import SERIES, axis, bars, heat_map, timeline
from graph.view.overview.facts import Facts
from graph.view.overview.grid import body
from graph.view.overview.ledger import Ledger
from graph.view.overview.work_tables import work_numbers
from graph.view.shell import environment, text
from graph.view.speech import Speech, speaking
from graph.view.words import LANGUAGES, words

if TYPE_CHECKING:
    from jinja2 import Environment

ROWS = 1000
"""Rows of a table that the page holds; the workbook has all."""
FIRST = 15
"""Rows that a table shows before it is asked for all."""
GROUPS = 8

_SECTIONS = ("chain", "work", "time", "tasks", "coverage", "goals", "warnings", "unread", "documents")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on top of the page: which one, of how many, and the section that it leads to."""

    name: str
    number: int
    leads_to: str
    of: dict[str, int]


def write_index(out: Path, graph: Answering, ledger: Ledger, *, lang: str = LANGUAGES[0]) -> Path:
    """The path of `index.html`, written into the folder `out`; the same graph gives the same bytes."""
    page = Path(out) / "index.html"
    page.write_text(index(graph, ledger, lang=lang), encoding="utf-8", newline="\n")
    return page


def index(graph: Answering, ledger: Ledger, *, lang: str = LANGUAGES[0]) -> str:
    """The page of a graph and its tables as text."""
    spoken = {
        each: words(each, "shared", "index", "search") | {"classes": ledger.class_names[each]} for each in LANGUAGES
    }
    speech = Speech(lang, spoken[lang])
    found = ledger.facts
    picture = chain(found, speech)
    style = text("index.css") + text("goes_on.css") + _least_width(picture)
    made = drawing(speech, scripts=[text("goes_on.js"), text("index.js")], style=style)
    time = timeline(found)
    values = {
        "spoken": spoken, "figures": key_figures(graph, found), "read": _read(found),
        "tables": {table.name: table for table in ledger.tables}, "picture": picture,
        "bodies": bars(found, groups=False), "groups": bars(found, groups=True, most=GROUPS), "series": SERIES,
        "heat": heat_map(found), "time": time, "years": axis(time.years), "spread": _spread(found.spread),
        "sections": _SECTIONS, "rows": ROWS, "first": FIRST, "body": body,
    }  # fmt: skip
    return made.get_template("index.html").render(values).lstrip()


def drawing(speech: Speech, *, scripts: list[str] | None = None, style: str = "") -> Environment:
    """The environment of templates in which pages and figures are drawn: text is escaped, and steers nothing."""
    from markupsafe import Markup

    made = speaking(environment(scripts or [], style), speech)
    made.filters.update(clipped=clipped, address=lambda value: quote(str(value)), markup=Markup)
    return made


def chain(found: Facts, speech: Speech) -> ChainPicture:
    """The picture of all documents that carry out one another; boxes lead to texts, lines to their words."""
    between = [step for step in found.steps if step.predicate == "implements"]
    tiers = {str(tier): speech.told(f"shared.tiers.{tier}") for tier in range(8)}
    return chain_picture(
        found.cards,
        between,
        tiers=tiers,
        title=speech.told("index.chain.picture"),
        link=lambda card: found.paper(card.iri).href or in_graph(card.iri, "chain"),
        evidence=_evidence,
        marked=lambda tier: (
            speech.marked(f"shared.tiers.{tier}") if tier else speech.marked("index.chain.picture", "label")
        ),
    )


def key_figures(graph: Answering, found: Facts) -> tuple[Figure, ...]:
    """The numbers on top, each with its denominator."""
    numbers = work_numbers(found)
    drawn = [step for step in found.steps if step.drawn]
    carried = sum(step.predicate == "implements" for step in drawn)
    read = sum(card.source is not None for card in found.cards.values())
    ((claims, doubtful, goals, goal_documents),) = graph.query(_COUNTS).rows
    return (
        Figure("documents", read, "documents", {"of": len(found.cards)}),
        Figure("carried", carried, "chain", {"of": len(drawn)}),
        Figure("tasks", numbers["tasks"], "tasks", numbers),
        Figure("dated", numbers["dated"], "time", {"of": numbers["tasks"], **numbers}),
        Figure("leading", numbers["leading"], "work", {"of": numbers["bodies"], "groups": numbers["groups"]}),
        Figure("goals", int(goals or 0), "goals", {"of": int(goal_documents or 0)}),
        Figure("claims", int(claims or 0), "warnings&kind=doubtful", {"doubtful": int(doubtful or 0)}),
    )


def _evidence(step: Step) -> str | None:
    return next((words_at(quote) for quote in step.quotes if quote.exact), None)


def _least_width(picture: ChainPicture) -> str:
    """The picture shrinks with the page as long as its letters can be read."""
    return f"#chain .drawn svg {{ min-width: {picture.width * 0.78:.0f}px; max-width: {picture.width:.0f}px; }}\n"


def _read(found: Facts) -> dict[str, Any]:
    read = [card for card in found.cards.values() if card.source]
    days = sorted(card.date for card in read if card.date)
    counts = {"read": len(read), "cited": len(found.cards) - len(read)}
    return counts | ({"first": days[0], "last": days[-1]} if days else {})


def _spread(known: Concentration) -> dict[str, float]:
    if not known.assignments:
        return {}
    return {
        "four": round(100 * known.four_largest_share),
        "gini": round(known.gini, 2),
        "effective": round(known.effective, 1),
    }


_COUNTS = """
SELECT ?claims ?doubtful ?goals ?documents WHERE {
  { SELECT (COUNT(?c) AS ?claims) WHERE { ?c a pol:Claim ; oa:exact ?words } }
  { SELECT (COUNT(?c) AS ?doubtful) WHERE { ?c pol:warning ?why } }
  { SELECT (COUNT(?i) AS ?goals) WHERE { ?i a pol:Indicator } }
  { SELECT (COUNT(DISTINCT ?d) AS ?documents) WHERE { ?d a pol:PolicyDocument ; pol:targets ?i . ?i a pol:Indicator } }
}"""
