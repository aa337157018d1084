"""The page that asks the graph: an editor, the named questions as a menu, the answer as table, chart or graph.

`policygraph serve` gives it away at `/`. The editor is Ace, as the package django-static-ace-builds carries it (Django is
not needed); where that is missing, a plain field takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from graph.records.printable import printable
from graph.store import Answering, Result, questions
from graph.store.question import TOPICS
from graph.view.shell import environment, text
from graph.view.words import LANGUAGES, words
from graph.vocab import ID, PREFIXES

SCRIPTS = (
    "goes_on.js",
    "graph/text.js",
    *(f"query/{name}.js" for name in ("style", "editor", "questions", "table", "chart", "picture", "history", "page")),
)
_ACE = "static/ace-builds"
_ROWS, _COLUMNS = 1_048_575, 16_384
"""What a sheet of Excel holds below its head."""
_LONGEST = 32_767

_TERMS = """SELECT ?term ?kind ?vi ?en ?means WHERE {
  VALUES (?type ?kind) { (<http://www.w3.org/2002/07/owl#Class> "class") (<http://www.w3.org/2002/07/owl#ObjectProperty> "edge")
    (<http://www.w3.org/2002/07/owl#DatatypeProperty> "value") }
  ?term a ?type ; rdfs:label ?vi, ?en FILTER(LANG(?vi) = "vi" && LANG(?en) = "en")
  FILTER(STRSTARTS(STR(?term), STR(pol:)))
  OPTIONAL { ?term skos:definition ?means FILTER(LANG(?means) = "en") }
} ORDER BY ?kind ?term"""
_USED = """SELECT DISTINCT ?p WHERE { ?s ?p ?o FILTER(!STRSTARTS(STR(?p), STR(pol:))) } ORDER BY ?p"""


def query_page(graph: Answering, *, lang: str = LANGUAGES[0], beside: Sequence[str] = ()) -> str:
    """The page as text. `beside` are the files of the build that it links to."""
    spoken = {each: words(each, "shared", "query") for each in LANGUAGES}
    made = environment(
        [*_ace(), *map(text, SCRIPTS)],
        text("query/page.css") + text("goes_on.css"),
        images="data: blob:",
        connect="'self'",
    )
    page = {
        "id": ID,
        "prefixes": PREFIXES,
        "terms": _terms(graph),
        "topics": {name: dict(zip(LANGUAGES, said, strict=True)) for name, said in TOPICS.items()},
        "questions": [
            {"name": q.name, "vi": q.vi, "en": q.en, "topic": q.about, "sparql": _bare(q.sparql),
             "open": [[p.name, p.example] for p in q.parameters]}
            for q in questions()
        ],
    }  # fmt: skip
    return made.get_template("query/page.html").render(
        page=page, spoken=spoken, lang=lang, words=spoken[lang]["query"], shared=spoken[lang]["shared"], beside=beside
    )


def workbook(found: Result) -> bytes:
    """The answer as a sheet of Excel: numbers and days as such, words as text whatever they look like.

    >>> workbook(samples.query("most-cited", limit=2))[:2]
    b'PK'
    """
    import xlsxwriter

    held = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, {"in_memory": True, **plain}) as book:
        sheet = book.add_worksheet("answer")
        head = book.add_format({"bold": True, "bg_color": "#dce9f7"})
        for at, column in enumerate(found.columns[:_COLUMNS]):
            sheet.write_string(0, at, printable(column), head)
        for number, row in enumerate(found.values[:_ROWS], 1):
            for at, value in enumerate(row[:_COLUMNS]):
                _write(sheet, number, at, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(found.columns) - 1), 24)
    return held.getvalue()


def _write(sheet: Any, row: int, at: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**15:
        sheet.write_number(row, at, value)
    else:
        sheet.write_string(row, at, printable(str(value))[:_LONGEST])


def _bare(sparql: str) -> str:
    """The query of a question without the lines that the menu and the form show already.

    >>> _bare("# vi: …?\\n# en: …?\\n# A note.\\nASK {}\\n")
    '# A note.\\nASK {}'
    """
    return re.sub(r"^# (?:vi|en|topic|with): .*\n", "", sparql, flags=re.MULTILINE).strip()


def _terms(graph: Answering) -> list[list[str]]:
    """Our classes and properties with their names, and the properties of others that occur: for completion."""
    own = [["pol:" + _local(row[0]), *(cell or "" for cell in row[1:])] for row in graph.query(_TERMS).rows]
    others = (_curie(str(iri)) for (iri,) in graph.query(_USED).rows)
    return own + [[name, "value", "", "", ""] for name in others if name]


def _local(iri: str | None) -> str:
    return str(iri).removeprefix(PREFIXES["pol"])


def _curie(iri: str) -> str:
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and iri[len(base) :].replace("_", "").isalnum():
            return f"{prefix}:{iri[len(base) :]}"
    return ""


def _ace() -> list[str]:
    """The editor's scripts; none where the package is missing."""
    spec = find_spec("django_static_ace_builds")
    if spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(spec.submodule_search_locations[0]) / _ACE
    return [
        text("query/ace.js"),
        *(text(folder / f"{name}.js") for name in ("ace", "ext-language_tools", "mode-sparql")),
    ]
