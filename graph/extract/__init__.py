"""Document -> Findings: the steps in order. Each reads the document and what earlier steps wrote, and writes its own part."""

from __future__ import annotations

from functools import reduce

from graph.extract import citations, doubted, intended, measures, relations
from graph.extract.goals import prose as goals_of_prose
from graph.extract.goals import tables as goals_of_tables
from graph.extract.tasks import carried, defined, pointed, units, years
from graph.extract.tasks import prose as tasks_of_prose
from graph.extract.tasks import tables as tasks_of_tables
from graph.model import Document, Findings, Step
from graph.processes.garbage import uncollected

__all__ = ["STEPS", "extract"]

STEPS: tuple[Step, ...] = (
    citations.step,
    relations.step,
    tasks_of_tables.step,
    tasks_of_prose.step,
    defined.step,
    pointed.step,
    units.step,
    years.step,
    carried.step,
    intended.step,
    goals_of_tables.step,
    goals_of_prose.step,
    measures.step,
    doubted.step,
)
"""What is looked for, in this order. The docstring of each step ends with what it reads and what it writes."""


def extract(document: Document) -> Findings:
    """Everything found in one document.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\\nThực hiện Nghị quyết số 25-\\nNQ/TU\\n\\nCăn cứ Luật Đất đai ngày 18/01/2024;\\n"
    >>> found = extract(parse(Source("a.txt", text)))
    >>> [(c.number or c.title, c.span.of(text)) for c in found.citations]
    [('25-NQ/TU', 'Nghị quyết số 25-\\nNQ/TU'), ('Luật Đất đai', 'Luật Đất đai ngày 18/01/2024')]
    >>> [(r.subject, r.predicate, r.object) for r in found.relations]
    [(-1, 'implements', 0), (-1, 'basedOn', 1)]
    """
    with uncollected():
        return reduce(lambda findings, step: step(document, findings), STEPS, Findings(document))
