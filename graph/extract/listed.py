"""Projects in lists of projects: the rows of tables whose heading says that they name some.

Forms: "TT | Danh mục dự án | Địa điểm | Chủ đầu tư", "Tên công trình, dự án | Quy mô | Thời gian". A row with words in one cell alone heads
others; a row that names projects in general is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.extract.norms import lays_down_rules
from graph.language import numbering
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import any_of
from graph.model import Aim, Document, Span, Table
from graph.structure.tables import words

LISTED = 0.8
"""How sure a project is that only the heading of its column calls one."""
_LEAST, _MOST = 12, 220
"""Characters of a project's name."""


def find(document: Document) -> list[Aim[Span]]:
    """The projects that the tables of a document list, in order; a document that lays down rules lists none of its own.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "TT\\tTên dự án\\tĐịa điểm\\tVốn\\nI\\tGiao thông\\t\\t\\n1\\tNâng cấp cầu Bến Gỗ\\tXã Tân An\\t20\\n2\\tKè sông Lá\\tXã Tân An\\t8\\n"
    >>> [aim.name for aim in find(parse(Source("a.txt", text)))]
    ['Nâng cấp cầu Bến Gỗ']
    """
    if lays_down_rules(document.header):
        return []
    return [aim for table in document.tables for aim in _of_table(table, document.source.text)]


def _of_table(table: Table, text: str) -> Iterator[Aim[Span]]:
    rows = table.grid.rows()
    for first, row in enumerate(rows[:3]):
        column = next((i for i, cell in enumerate(row) if _names().match(fold(words(cell, text)))), None)
        if column is not None and sum(map(bool, row)) > 2:
            for below in rows[first + 1 :]:
                yield from _project(below, column, text)
            return


def _project(row: list[tuple[Span, ...]], column: int, text: str) -> Iterator[Aim[Span]]:
    if column >= len(row) or not row[column] or sum(map(bool, row)) < 3:
        return
    if column and row[0] and numbering.is_roman(words(row[0], text)):
        return
    name = words(row[column], text).strip(" .;:")
    named = re.search(r"[^\W\d_] [^\W_]", name) and name[:1].isupper() and not name.isupper()
    if _LEAST <= len(name) <= _MOST and named and not _general().match(fold(name)):
        cell = row[column]
        yield Aim(Span(cell[0].start, cell[-1].end), "Project", name, confidence=LISTED)


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    return compiled(any_of("aims", "listing"))


@lru_cache(maxsize=1)
def _general() -> re.Pattern[str]:
    return compiled(any_of("aims", "listed_none"))
