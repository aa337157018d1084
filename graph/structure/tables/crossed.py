"""Matrices: rows of work, a column for each body or place, and marks where the work is theirs.

A mark says who leads ("x", "●", "CT", "Chủ trì") or who takes part ("PH", "Phối hợp"); the bodies are the headings of the marked columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph.language import collectives, governed
from graph.model import Row
from graph.structure.tables.fit import is_named
from graph.structure.tables.marked import Rows, Spans, words

MARK = re.compile(r"[xX✓✔√v+*•●]{1,2}")
"""A cross, in a column of a period or of a body."""
_LEADS = re.compile(r"CT|[Cc]hủ trì|C")
_HELPS = re.compile(r"PH|[Pp]hối hợp|P|○")
_MOST = 0.9
"""Of the cells with words below such headings so many are marks."""


def columns(
    top: Sequence[Spans], under: Sequence[Spans], roles: Sequence[str | None], below: Rows, text: str
) -> dict[int, Spans]:
    """The columns of bodies whose cells are marks, two at least, with the heading that names each; none where a column tells who leads.
    `under`: the second line of headings.

    >>> from graph.model import Span
    >>> text = "Việc|Xã Tân An|Xã Bến Củi|Sửa chợ|x"
    >>> work, one, two, row, mark = ((Span(m.start(), m.end()),) for m in re.finditer(r"[^|]+", text))
    >>> found = columns([work, one, two], (), ["task", None, None], [[row, mark, ()]], text)
    >>> [words(heading, text) for heading in found.values()]
    ['Xã Tân An', 'Xã Bến Củi']
    """
    if "lead" in roles or "task" not in roles:
        return {}
    named = {i: heading for i, heading in enumerate(_bodies(top, under, text)) if heading and roles[i] is None}
    cells = [w for row in below for i in named if i < len(row) and (w := words(row[i], text))]
    marks = sum(bool(MARK.fullmatch(w) or _LEADS.fullmatch(w) or _HELPS.fullmatch(w)) for w in cells)
    return named if len(named) > 1 and cells and marks >= _MOST * len(cells) else {}


def _bodies(top: Sequence[Spans], under: Sequence[Spans], text: str) -> Iterator[Spans]:
    """The heading of each column that names a body: its own, or with that of the first line which spans it ("Xã" over "Tân An")."""
    spanning: Spans = ()
    for i, heading in enumerate(top):
        spanning = heading or spanning
        own = under[i] if i < len(under) else ()
        told = (own, (*spanning, *own)) if own else (heading,)
        yield next((spans for spans in told if spans and _is_body(words(spans, text))), ())


def _is_body(heading: str) -> bool:
    placed = governed.committees(heading, 0, len(heading), None)
    return bool(placed or collectives.group(heading)) or is_named(heading)


def assigned(read: Sequence[Row], grid: Rows, heads: Mapping[int, Spans], text: str) -> list[Row]:
    """The rows with the headings of the columns that are marked in them: as who leads, and as who takes part."""
    lines = {cell[0]: row for row in grid for cell in row if cell}
    found: list[Row] = []
    for row in read:
        line = lines[row.cells["task"][0]]
        said = {i: words(line[i], text) for i in heads if i < len(line) and line[i]}
        helping = {i for i, mark in said.items() if _HELPS.fullmatch(mark)}
        doers = {
            "lead": tuple(span for i in said if i not in helping for span in heads[i]),
            "coordinate": tuple(span for i in said if i in helping for span in heads[i]),
        }
        found.append(replace(row, cells={**row.cells, **{role: spans for role, spans in doers.items() if spans}}))
    return found
