"""Grids -> rows: a table that runs over pages is one table.

Repeated headers are dropped, a row cut by a page break is one row, also where its rest was glued to the next row; section rows are
headings for the rows below them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from graph.language import headings, kinds, numbering
from graph.language.folding import fold, tidy
from graph.language.headings import same_header
from graph.language.lexicon import any_of, load
from graph.model import Row, Span
from graph.structure.tables import fit
from graph.structure.tables.marked import Rows, Spans, trimmed, words


@dataclass(slots=True)
class _Open:
    """A row that the rows below it may still complete."""

    cells: dict[str, Spans]
    sections: tuple[str, ...]
    span: Span


@dataclass(slots=True)
class _Stitching:
    """The rows read so far, the open sections, and whether a page ended since the last row."""

    rows: list[_Open] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False
    in_heading: bool = False  # the last row was a section


def rows(grid: Rows, first: int, below: int, roles: list[str | None], text: str) -> list[Row]:
    """The rows of a grid whose headings stand in row `first` and `below` further ones; `roles` say what its columns hold."""
    header = [[fold(words(c, text)) for c in r] for r in grid[first : first + 1 + below]]
    state = _Stitching()
    for row in grid[first + 1 + below :]:
        plain = [fold(words(c, text)) for c in row]
        if plain in header or (len(plain) == len(header[0]) and same_header(plain, header[0])):
            state.broken = True
            continue
        if _names_columns(row, roles, text):  # headings printed again below a section, behind its number
            continue
        if not any(row):
            continue
        cells = {role: row[i] if i < len(row) else () for i, role in enumerate(roles) if role}
        _take(state, cells, row, text)
        state.broken = False
    return repeated([Row(row.cells, row.sections, row.span) for row in state.rows], text)


def repeated(below: Sequence[Row], text: str) -> list[Row]:
    """Rows whose cells that say "the same as above" hold what the cell above them holds: "nt", a quotation mark. Not those of the work.

    >>> text = "Sở Y tế nt"
    >>> found = repeated([Row({"lead": (place,)}, (), place) for place in (Span(0, 7), Span(8, 10))], text)
    >>> [words(row.cells["lead"], text) for row in found]
    ['Sở Y tế', 'Sở Y tế']
    """
    found: list[Row] = []
    above: Mapping[str, Spans] = {}
    for row in below:
        same = {
            role: above[role]
            for role, cell in row.cells.items()
            if role not in ("ordinal", "task") and above.get(role) and fit.is_same(words(cell, text))
        }
        found.append(replace(row, cells={**row.cells, **same}) if same else row)
        above = found[-1].cells
    return found


def _names_columns(row: list[Spans], roles: list[str | None], text: str) -> bool:
    """Whether a row prints the headings of its columns again: three or more of them, with those of the work and of who leads."""
    read = [
        (headings.role(words(cell, text)), column) for cell, column in zip(row, roles, strict=False) if cell and column
    ]
    named = [column for cell, column in read if cell == column]
    return len(named) >= 3 and "lead" in named and "task" in named


def _take(state: _Stitching, cells: dict[str, Spans], row: list[Spans], text: str) -> None:
    """Reads one more row: a section, a row of work, or what completes the row above."""
    ordinal = words(cells.get("ordinal", ()), text)
    if _shifted(state, ordinal, cells, row, text):
        return
    rest = _glued(state, ordinal, cells, text)
    if rest is None:
        if state.in_heading:
            number, heading = state.sections[-1]
            state.sections[-1] = (number, f"{heading} {words(cells['task'], text)}")
        else:
            _continue(state.rows[-1], cells, text)
        return
    title = _section(ordinal, rest, row if rest is cells else list(rest.values()), text)
    cells = rest
    state.in_heading = title is not None
    if title is not None:
        _open(state, ordinal, title)
        return
    spans = [s for c in cells.values() for s in c]
    if not cells.get("task") or not spans:
        return
    state.rows.append(
        _Open(cells, tuple(h for _, h in state.sections), Span(min(spans).start, max(s.end for s in spans)))
    )


def _section(ordinal: str, cells: dict[str, Spans], row: list[Spans], text: str) -> str | None:
    """The heading that a section row holds, None for other rows. It has one text besides its number, or the same text in all its
    cells."""
    filled = {fold(words(c, text)) for c in row[1:] if c}
    task = cells.get("task", ())
    if len(filled) == 1 and not cells.get("lead") and (task or len([c for c in row if c]) <= 2):
        return words(task or next(c for c in row[1:] if c), text)
    if len(filled) == 1 and len([c for c in row[1:] if c]) > 2:
        return words(task, text)
    if not filled and ordinal and not numbering.is_of_row(ordinal):
        return ordinal
    if task and numbering.is_roman(ordinal) and not cells.get("lead") and not cells.get("coordinate"):
        return words(task, text)  # a scrap of the row above stands in one of its cells
    return None


def _open(state: _Stitching, ordinal: str, heading: str) -> None:
    """Opens a section and closes those of its own level and below: letters over Roman figures over figures over figures with points. One
    cell over all columns holds the number before the words."""
    if ordinal == heading:
        ordinal = numbering.of_section(heading) or ""
        heading = heading.removeprefix(ordinal).lstrip(" .)")
    level = numbering.level(ordinal)
    state.sections = [(o, h) for o, h in state.sections if numbering.level(o) < level]
    state.sections.append((ordinal, f"{ordinal} {heading}".strip()))


def _glued(state: _Stitching, ordinal: str, cells: dict[str, Spans], text: str) -> dict[str, Spans] | None:
    """The cells that belong to this row. What continues the row above is appended to that row; None where all of it does."""
    if not state.rows:
        return cells
    task = cells.get("task", ())
    if not ordinal and task and not cells.get("lead") and (state.broken or _begins_inside(words(task, text))):
        return None
    if not task or not (state.broken or _begins_inside(words(task, text))):
        return cells
    parted = _parted(task, text)
    if parted is None:
        return cells
    tail, own = parted
    before = state.rows[-1]
    before.cells["task"] = (*before.cells["task"], *tail)
    rest = {**cells, "task": own}
    if not own:
        return None
    for role in ("lead", "coordinate", "time", "start", "due", "product"):
        mine = cells.get(role, ())
        if mine and before.cells.get(role):
            left, rest[role] = _tail_of(mine, words(before.cells[role], text), text)
            before.cells[role] = (*before.cells[role], *left)
    return rest


def _begins_inside(words_: str) -> bool:
    return bool(re.match(r"[^\W\d_]", words_)) and words_[0].islower()


def _parted(cell: Spans, text: str) -> tuple[Spans, Spans] | None:
    """The end of the cell above and the words of its own, where a cell holds both; None where its beginning continues nothing. A cell of
    several paragraphs is cut inside of one or between two."""
    if not _begins_inside(tidy(cell[0].of(text))):
        return None
    for i, span in enumerate(cell):
        if i and not _begins_inside(tidy(span.of(text))):
            return cell[:i], cell[i:]
        cut = _cut(span, text)
        if cut is not None:
            return (*cell[:i], *trimmed(text, span.start, cut)), (*trimmed(text, cut, span.end), *cell[i + 1 :])
    return None


def _cut(cell: Span, text: str) -> int | None:
    """Where a new piece of work begins inside a cell whose beginning continues a sentence; None where none begins."""
    piece = cell.of(text)
    paragraph = re.search(r"</p>\s*<p>", piece)
    if paragraph:
        return cell.start + paragraph.end()
    verbs = "|".join(re.escape(v) for v in load().assigning["verbs"])
    verb = re.search(rf"(?<=[\w.…] )(?:{verbs})\b", piece)
    return cell.start + verb.start() if verb else None


@lru_cache(maxsize=1)
def _restart() -> re.Pattern[str]:
    """Where a cell begins: a body of any kind, a group, a time."""
    return re.compile(rf"(?<!\w)(?:{kinds.any_kind()}(?!\w)|{any_of('lines', 'cells')})")


def _tail_of(cell: Spans, above: str, text: str) -> tuple[Spans, Spans]:
    """Splits a cell that holds the end of the cell above and words of its own: "Đào tạo Sở Nội vụ" -> "Đào tạo", "Sở Nội vụ". It
    splits before a word with which a cell can begin; of several, before the one with which the cell above begins."""
    restarts = [(i, match) for i, span in enumerate(cell) for match in _restart().finditer(span.of(text))]
    alike = [(i, match) for i, match in restarts if match.string[match.start() : match.start() + 6] == above[:6]]
    if not restarts:  # nothing begins here: all of it belongs above
        return (cell, ()) if sum(len(span.of(text)) for span in cell) < 24 else ((), cell)
    i, restart = alike[-1] if alike else restarts[0]
    at = cell[i].start + restart.start()
    return (*cell[:i], *trimmed(text, cell[i].start, at)), (*trimmed(text, at, cell[i].end), *cell[i + 1 :])


def _continue(row: _Open, cells: dict[str, Spans], text: str) -> None:
    for role, cell in cells.items():
        if role != "ordinal" and cell:
            row.cells[role] = (*row.cells.get(role, ()), *cell)


def _shifted(state: _Stitching, ordinal: str, cells: dict[str, Spans], row: list[Spans], text: str) -> bool:
    """Whether a row only completes the row above, one column too far to the left: a body stands where the work should. Its cells go to
    that row."""
    if ordinal or not state.rows or not cells.get("task"):
        return False
    looks = _restart().match(words(cells["task"], text))
    missing = [r for r in ("lead", "coordinate") if not state.rows[-1].cells.get(r)]
    if not looks or not missing or len(words(cells["task"], text)) > 90:
        return False
    roles = [r for r in state.rows[-1].cells if r not in ("ordinal", "task")]
    for role, cell in zip(roles, [c for c in row if c], strict=False):
        if not state.rows[-1].cells.get(role):
            state.rows[-1].cells[role] = cell
    return True
