"""The CSV files beside the page: one for each analysis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.analysis.agenda import Timed, deadlines
from graph.analysis.chains import Chain, chains
from graph.analysis.coordination import Dyad, dyads
from graph.analysis.coverage import Answer, coverage
from graph.analysis.gaps import Gap, gaps
from graph.analysis.workload import Load, loads
from graph.records.goals import Goal, goals
from graph.records.printable import BYTE_ORDER_MARK
from graph.store import Answering
from graph.view.text.table import csv_text

TABLES: dict[str, tuple[type[Any], Callable[[Answering], list[Any]]]] = {
    "workload.csv": (Load, loads),
    "deadlines.csv": (Timed, deadlines),
    "coordination.csv": (Dyad, dyads),
    "chains.csv": (Chain, chains),
    "coverage.csv": (Answer, coverage),
    "goals.csv": (Goal, goals),
    "gaps.csv": (Gap, gaps),
}
"""The rows of each file, and where they come from."""


def tables(graph: Answering) -> dict[str, str]:
    """The text of each file by its name. It begins with a byte order mark, by which Excel knows UTF-8 on a double click.

    >>> tables(samples)["goals.csv"].splitlines()[0][1:34]
    'goal,comparator,value,value_max,u'
    """
    return {name: BYTE_ORDER_MARK + csv_text(kind, rows(graph)) for name, (kind, rows) in TABLES.items()}
