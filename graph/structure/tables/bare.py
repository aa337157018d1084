"""Text -> assignment tables that were dumped as bare lines, their cells parted by nothing but line ends.

`dump` leaves out what pages add; `decode` finds which lines are a cell, and of which column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from graph.language import numbering
from graph.language.ahead import Ahead
from graph.language.folding import fold
from graph.language.headings import named
from graph.language.lexicon import any_of
from graph.model import Cell, Column, Grid, Row, Span, Table
from graph.structure.tables import dump, held
from graph.structure.tables.decode import Cut, Reading, Token, decode
from graph.structure.tables.dump import Printed
from graph.structure.tables.rows import repeated


class _Patterns(NamedTuple):
    work: re.Pattern[str]
    lead: re.Pattern[str]
    doer: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The words of `ontology/phrases/lines.yaml` in and around the lines of a dumped table."""

    words = partial(any_of, "lines")
    return _Patterns(
        work=re.compile(words("dumped_works")),
        lead=re.compile(words("dumped_leads")),
        doer=re.compile(words("dumped_doers")),
    )


def spans(text: str) -> list[Span]:
    """Where an assignment table was dumped as bare lines: from its headings to the next appendix, the recipients or the end. Its
    lines are no prose.

    >>> text = "STT\\nNhiệm vụ\\nCơ quan\\nchủ trì\\n1\\nLập quy hoạch\\nSở Xây dựng\\n\\nNơi nhận:\\n- Lưu: VT"
    >>> [text[s.start : s.end] for s in spans(text)]
    ['STT\\nNhiệm vụ\\nCơ quan\\nchủ trì\\n1\\nLập quy hoạch\\nSở Xây dựng\\n\\n']
    """
    found: list[Span] = []
    ends = Ahead(dump.ends(), text)
    for head in dump.head().finditer(text):
        if found and head.start() < found[-1].end:
            continue
        below = [line.strip() for line in text[head.end() : head.end() + 400].split("\n")[1:13]]
        headings = fold(" ".join(line for line in below if len(line) < 40))
        marked = any("\t" in w or "|" in w for w in below)
        last = ends.behind(head.end())
        span = Span(head.start(), last.start() if last else len(text))
        works = not marked and bool(_patterns().work.search(headings) or _of_work(text, span))
        if works and (
            _patterns().lead.search(headings) or (_patterns().doer.search(headings) and _is_read(text, span))
        ):
            found.append(span)
    return found


def _is_read(text: str, span: Span) -> bool:
    """Whether rows can be read below headings of which none is known to be that of who leads, two at least."""
    inside = dump.printed(text, span)
    end, heads = dump.headings(inside)
    headings = [words for words, _ in heads]
    printed, tokens = dump.tokens(inside, end)
    roles, reading = _read(tokens, named(headings, []), headings, printed)
    return _readable(roles) and len(reading.rows) > 1 and reading.score > 0


def _of_work(text: str, span: Span) -> bool:
    """Whether the headings of a table tell which column holds the work, though none of them is known to."""
    _, heads = dump.headings(dump.printed(text, Span(span.start, min(span.end, span.start + 800))))
    return "task" in named([words for words, _ in heads], [])


def find(text: str) -> Iterator[Table]:
    """The tables of a composed text; one whose rows cannot be read has none.

    >>> text = "TT\\nNội dung\\nCơ quan\\nchủ trì\\nThời hạn\\n1\\nLập bản đồ cho\\nmười xã\\nBan Chợ nổi\\nQuý I/2026\\n"
    >>> [[span.of(text) for cell in row.cells.values() for span in cell] for table in find(text) for row in table.rows]
    [['1', 'Lập bản đồ cho\\nmười xã', 'Ban Chợ nổi', 'Quý I/2026']]
    """
    for span in spans(text):
        inside = dump.printed(text, span)
        end, heads = dump.headings(inside)
        headings = [words for words, _ in heads]
        roles = named(headings, [])
        printed, tokens = dump.tokens(inside, end)
        roles, reading = _read(tokens, roles, headings, printed)
        readable = _readable(roles)
        rows = tuple(repeated([*_rows(reading.rows, printed, roles)], text))
        lost = [*reading.unplaced, *range(reading.end, len(printed))] if readable else []
        columns = tuple(Column(heading, role) for heading, role in zip(headings, roles, strict=True))
        cells = ((i, row.cells.get(role or "", ())) for i, row in enumerate(rows) for role in roles)
        numbered = tuple(Cell(cell, i, n % len(roles)) for n, (i, cell) in enumerate(cells))
        grid = Grid(span, numbered, len(rows), len(roles), "lines")
        yield Table(span, grid, columns, rows, "tasks", tuple(printed[n].span for n in lost))


def _readable(roles: Sequence[str | None]) -> bool:
    return {"task", "lead"} <= set(roles) and roles[0] == "ordinal"


def _read(
    tokens: Sequence[Token], roles: list[str | None], headings: Sequence[str], printed: Sequence[Printed]
) -> tuple[list[str | None], Reading]:
    """The best reading, with the roles of its columns: a column whose heading tells nothing gets the role that its cells have."""
    tried = [roles]
    if "lead" not in roles and "task" in roles:  # whichever column may hold who leads
        tried = [[*roles[:i], "lead", *roles[i + 1 :]] for i, role in enumerate(roles) if role is None and i]
    read = [(r, decode(tokens, r, marks=False)) for r in tried if _readable(r)]
    if not read:
        return roles, Reading((), (), 0, 0.0)
    told, reading = max(read, key=lambda one: one[1].score)
    columns = [
        [" ".join(printed[n].text for n in at) for cut in reading.rows if (at := cut.cells.get(i))]
        for i in range(len(told))
    ]
    held_ = held.completed(roles, headings, columns)
    if held_ == told:
        return told, reading
    return (held_, decode(tokens, held_, marks=False)) if _readable(held_) else (roles, Reading((), (), 0, 0.0))


def _rows(cuts: Sequence[Cut], printed: Sequence[Printed], roles: Sequence[str | None]) -> Iterator[Row]:
    sections: list[tuple[int, str]] = []
    marks = [numbering.bare(" ".join(printed[n].text for n in cut.cells.get(0, ()))) for cut in cuts]
    for cut, mark, following in zip(cuts, marks, [*marks, ""][1:], strict=True):
        cells = {role: dump.cell(at, printed) for n, role in enumerate(roles) if role and (at := cut.cells.get(n))}
        if "task" not in cells:
            continue
        heads = mark[:1].isalpha() or following.startswith(f"{mark}.") or (following == "1" and mark != "")
        if heads and mark and set(cells) == {"ordinal", "task"}:
            level = 0 if mark[0].isalpha() else 1 + mark.count(".")
            heading = f"{mark}. {' '.join(printed[i].text for n in sorted(cut.cells) if n for i in cut.cells[n])}"
            sections = [*((n, words) for n, words in sections if n < level), (level, heading)]
            continue
        whole = [span for cell in cells.values() for span in cell]
        yield Row(
            cells,
            tuple(words for _, words in sections),
            Span(min(whole).start, max(span.end for span in whole)),
        )
