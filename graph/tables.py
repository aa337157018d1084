"""Text -> tables: rows whose cells know what they hold, whatever form the table was dumped in.

Forms: tab-separated lines; one cell a line, rows apart by empty lines; markdown pipes on one line; pipes broken over lines, where a
row end and an empty cell both read "|" line end "|", so that the header says how many columns there are. A table that runs over pages
is one table: repeated headers are dropped, a row cut by a page break is one row, also where its rest was glued to the next row.
Section rows are headings for the rows below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from graph.folding import composed, fold, tidy
from graph.lexicon import load
from graph.model import Span

Cell = tuple[Span, ...]
"""The characters of a cell: none where it is empty, several where a page break cut it."""


@dataclass(slots=True)
class Row:
    """A row of an assignment table: its cells by role, and the sections above it, outermost first."""

    cells: dict[str, Cell]
    sections: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """An assignment table: it has a column for the work and one for who leads it."""

    span: Span
    roles: tuple[str, ...]
    rows: tuple[Row, ...]


def find(text: str) -> list[Table]:
    """The assignment tables of a text, in order.

    >>> text = "STT\\tNhiệm vụ\\tCơ quan chủ trì\\n1\\tLập quy hoạch\\tSở Xây dựng\\n"
    >>> table, = find(text)
    >>> {role: words(cell, text) for role, cell in table.rows[0].cells.items()}
    {'ordinal': '1', 'task': 'Lập quy hoạch', 'lead': 'Sở Xây dựng'}
    """
    text, stands = composed(text)
    tables: list[Table] = []
    marked = (*_tabbed(text), *_stacked(text)) if "\t" in text else ()
    piped = (*_piped(text), *_broken(text)) if "|" in text else ()
    for grid in (*marked, *piped):
        table = _table(grid, text)
        if (
            table
            and table.rows
            and not any(t.span.start < table.span.end and table.span.start < t.span.end for t in tables)
        ):
            tables.append(table)
    return [_in_source(table, stands) for table in sorted(tables, key=lambda t: t.span)]


def _in_source(table: Table, stands: Sequence[int]) -> Table:
    """The table with its spans in a text whose letters are not composed."""

    def at(span: Span) -> Span:
        return Span(stands[span.start], stands[span.end])

    rows = (Row({role: tuple(map(at, c)) for role, c in r.cells.items()}, r.sections, at(r.span)) for r in table.rows)
    return Table(at(table.span), table.roles, tuple(rows))


def words(cell: Cell, text: str) -> str:
    """The words of a cell on one line."""
    return tidy(" ".join(s.of(text) for s in cell))


def unmarked(text: str) -> list[Span]:
    """Where an assignment table was dumped as bare lines, its cells parted by nothing: from its headings to the next appendix, the
    recipients or the end. Its lines are no prose; which of them make a cell is not to be told.

    >>> text = "STT\\nNhiệm vụ\\nCơ quan\\nchủ trì\\n1\\nLập quy hoạch\\nSở Xây dựng\\n\\nNơi nhận:\\n- Lưu: VT"
    >>> [text[s.start : s.end] for s in unmarked(text)]
    ['STT\\nNhiệm vụ\\nCơ quan\\nchủ trì\\n1\\nLập quy hoạch\\nSở Xây dựng\\n\\n']
    """
    text, stands = composed(text)
    found: list[Span] = []
    for head in _BARE_HEAD.finditer(text):
        if found and head.start() < found[-1].end:
            continue
        below = [line.strip() for line in text[head.end() : head.end() + 400].split("\n")[1:13]]
        headings = fold(" ".join(line for line in below if len(line) < 40))
        if (
            not any("\t" in w or "|" in w for w in below)
            and _BARE_TASK.search(headings)
            and _BARE_LEAD.search(headings)
        ):
            end = _BARE_END.search(text, head.end())
            found.append(Span(head.start(), end.start() if end else len(text)))
    return [Span(stands[s.start], stands[s.end]) for s in found]


_BARE_HEAD = re.compile(r"^[ \r]*(?:S?TT|Số TT|Stt)[ \r]*$", re.MULTILINE)
_BARE_TASK = re.compile(r"nhiệm vụ|nội dung|công việc|giải pháp|đề án")
_BARE_LEAD = re.compile(r"(?:cơ quan|đơn vị|nhiệm vụ) (?:chủ trì|phối hợp|thực hiện)")
_BARE_END = re.compile(r"^[^\w\n]*(?:Nơi nhận\b|PHỤ LỤC|Phụ lục [IVX\d]+\s*$)", re.MULTILINE)

Grid = list[list[Cell]]


def _trimmed(text: str, start: int, end: int) -> Cell:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip(" \t\u00a0\r\n*_"))
    right = start + len(piece.rstrip(" \t\u00a0\r\n*_"))
    return (Span(left, right),) if right > left else ()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _tabbed(text: str) -> Iterator[Grid]:
    """Runs of lines with several tabs, empty lines between them passed over."""
    grid: Grid = []
    misses = 0
    for at, line in _lines(text):
        if line.count("\t") >= 2 and line.strip("\t ").count("\t") + line.count("\t") >= 2:
            row, position = [], at
            for cell in line.split("\t"):
                row.append(_trimmed(text, position, position + len(cell)))
                position += len(cell) + 1
            grid.append(row)
            misses = 0
        elif line.strip():
            misses += 1
            if misses > 2 and grid:
                yield grid
                grid = []
    if grid:
        yield grid


def _stacked(text: str) -> Iterator[Grid]:
    """Lines that begin with a tab and hold no other: one cell each; an empty line ends the row."""
    grid: Grid = []
    row: list[Cell] = []
    for at, line in (*_lines(text), (len(text), "")):
        if line.startswith("\t") and "\t" not in line[1:]:
            row.append(_trimmed(text, at, at + len(line)))
        elif not line.strip(" \r"):
            if row:
                grid.append(row)
            row = []
        elif row and row[-1] and not line.isupper() and len(line) < 200:  # a cell that goes on below
            row[-1] = (Span(row[-1][0].start, at + len(line.rstrip())),)
        else:  # a line of prose ends the table
            if row:
                grid.append(row)
            if grid:
                yield grid
            grid, row = [], []
    if grid:
        yield grid


def _piped(text: str) -> Iterator[Grid]:
    grid: Grid = []
    for at, line in (*_lines(text), (len(text), "")):
        stripped = line.strip()
        if stripped.startswith("|") and stripped.count("|") >= 4:
            if not re.fullmatch(r"[|:\-\s]+", stripped):
                grid.append(_between_pipes(text, at, line))
        elif grid:
            yield grid
            grid = []


def _between_pipes(text: str, at: int, line: str) -> list[Cell]:
    marks = [at + i for i, c in enumerate(line) if c == "|"]
    ends = [*marks[1:]] if line.rstrip().endswith("|") else [*marks[1:], at + len(line)]
    return [_trimmed(text, start + 1, end) for start, end in zip(marks, ends, strict=False)]


def _broken(text: str) -> Iterator[Grid]:
    """Cells between pipes that stand on lines of their own; the header row tells the number of columns."""
    marks = [m.start() for m in re.finditer(r"\|", text)]
    if sum(1 for m in re.finditer(r"^\|\s*$", text, re.MULTILINE)) < 6:
        return
    tokens = [_trimmed(text, a + 1, b) for a, b in pairwise(marks)]
    i = 0
    while i < len(tokens):
        width = _header_width(tokens, i, text)
        if not width:
            i += 1
            continue
        grid: Grid = [tokens[i : i + width]]
        i += width + 1
        while i < len(tokens):
            i += _gap(tokens, i, text)
            size = _row_size(tokens, i, width, text)
            if not size:
                break
            grid.append(tokens[i : i + size] + [()] * (width - size))
            i += size + 1
        yield grid


def _gap(tokens: list[Cell], i: int, text: str) -> int:
    """Tokens to pass over before a row: further empty ones, and headings printed again inside the table."""
    start = i
    while i + 1 < len(tokens) and not tokens[i] and tokens[i + 1] and _ORDINAL.fullmatch(words(tokens[i + 1], text)):
        i += 1
    roles = [_role(words(t, text)) for t in tokens[i : i + 10]]
    if "lead" in roles[1:3] and roles[0] in ("task", "ordinal"):
        i = next((n for n in range(i, min(i + 12, len(tokens))) if not tokens[n]), i) + 1
    return i - start


def _row_size(tokens: list[Cell], i: int, width: int, text: str) -> int:
    """How many tokens make the row at i, before the empty one that parts two rows; 0 where the table ends. A heading that spans
    columns makes a row of fewer."""

    def numbered(n: int) -> bool:
        return n < len(tokens) and bool(tokens[n]) and bool(_ORDINAL.fullmatch(words(tokens[n], text)))

    if i >= len(tokens) or not (numbered(i) or not tokens[i]):
        return 0
    sizes: tuple[int, ...] = (2, width, *range(3, width))
    for size in sizes:
        end = i + size
        if end > len(tokens) or (end < len(tokens) and tokens[end]):
            continue
        headings = [_role(words(t, text)) for t in tokens[end + 1 : end + 4]]
        if size == width or (any(tokens[i:end]) and (numbered(end + 1) or "lead" in headings[1:])):
            return size
    return 0


def _header_width(tokens: list[Cell], i: int, text: str) -> int:
    if not tokens[i] or _role(words(tokens[i], text)) != "ordinal":
        return 0
    width = next((n for n in range(2, 11) if i + n < len(tokens) and not tokens[i + n]), 0)
    roles = [_role(words(t, text)) for t in tokens[i : i + width]]
    return width if "task" in roles and "lead" in roles else 0


_ORDINAL = re.compile(r"(?:[IVXLC]+|[A-ZĐ]|\d{1,3}(?:\.\d{1,3})*|[a-zđ])[.)]?")


def _role(header: str) -> str | None:
    folded = fold(header)
    for text, patterns in ((folded, load().columns), (folded.replace(" ", ""), _squeezed())):
        role = next((role for role, pattern in patterns if pattern.search(text)), None) if text else None
        if role:
            return role
    return None


@lru_cache(maxsize=1)
def _squeezed() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The same headings without blanks: OCR tears words ("Thời gi an")."""
    return tuple((role, re.compile(p.pattern.replace(" ", ""))) for role, p in load().columns)


def _table(grid: Grid, text: str) -> Table | None:
    for i, row in enumerate(grid):
        headers = [words(c, text) for c in row]
        roles = [_role(h) for h in headers]
        if "task" in roles and "lead" in roles and len([r for r in roles if r]) >= 3 and max(map(len, headers)) < 90:
            below = 1 if i + 1 < len(grid) and _is_subheader(grid[i + 1], row, text) else 0
            named = _named(grid[i : i + 1 + below], text)
            if named.count("task") != 1 or "lead" not in named:
                continue
            rows = _rows(grid, i, below, named, text)
            spans = [s for r in grid[i:] for c in r for s in c]
            return Table(Span(spans[0].start, max(s.end for s in spans)), tuple(r or "" for r in named), tuple(rows))
    return None


def _is_subheader(row: list[Cell], above: list[Cell], text: str) -> bool:
    """A second line of headings: short words that are headings, under a heading that is empty or spans them."""
    filled = [words(c, text) for c in row]
    return (
        not filled[0]
        and sum(1 for w in filled if w) in (1, 2, 3)
        and all(len(w) < 30 and _role("Thời gian " + w) for w in filled if w)
    )


def _named(headers: Grid, text: str) -> list[str | None]:
    """Roles of the columns, a heading that spans several being shared; each role once, the first of equals."""
    top = [words(c, text) for c in headers[0]]
    full = list(top)
    if len(headers) > 1:
        below = [words(c, text) for c in headers[1]]
        spanning = ""
        for i, name in enumerate(top):
            spanning = name or spanning
            if i < len(below) and below[i]:
                full[i] = f"{spanning} {below[i]}"
    roles = [_role(h) for h in full]
    if "due" in roles and "time" in roles and roles.index("time") == roles.index("due") - 1:
        roles[roles.index("time")] = "start"
    if "due" in roles and "start" not in roles:
        roles[roles.index("due")] = "time"
    if "task" not in roles and "product" in roles:
        roles[roles.index("product")] = "task"
    seen: set[str] = set()
    return [r if r and not (r in seen or seen.add(r)) else None for r in roles]  # type: ignore[func-returns-value]


@dataclass(slots=True)
class _Stitching:
    """Rows so far, the sections open, and whether a page broke since the last row."""

    rows: list[Row] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False
    in_heading: bool = False  # the last row was a section


def _rows(grid: Grid, first: int, below: int, roles: list[str | None], text: str) -> list[Row]:
    header = [[fold(words(c, text)) for c in r] for r in grid[first : first + 1 + below]]
    state = _Stitching()
    for row in grid[first + 1 + below :]:
        plain = [fold(words(c, text)) for c in row]
        if plain in header or (len(plain) == len(header[0]) and _same_header(plain, header[0])):
            state.broken = True
            continue
        if not any(row):
            continue
        cells = {role: row[i] if i < len(row) else () for i, role in enumerate(roles) if role}
        _take(state, cells, row, text)
        state.broken = False
    return state.rows


def _same_header(plain: list[str], header: list[str]) -> bool:
    return (
        plain[0] == header[0]
        and sum(a == b for a, b in zip(plain, header, strict=False)) >= len(header) - 1
        and bool(plain[0])
    )


def _take(state: _Stitching, cells: dict[str, Cell], row: list[Cell], text: str) -> None:
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
        Row(cells, tuple(h for _, h in state.sections), Span(min(spans).start, max(s.end for s in spans)))
    )


def _section(ordinal: str, cells: dict[str, Cell], row: list[Cell], text: str) -> str | None:
    """The heading of a section row: one text and nothing else, or the same text in all its cells. The first cell is its number."""
    filled = {fold(words(c, text)) for c in row[1:] if c}
    task = cells.get("task", ())
    if len(filled) == 1 and not cells.get("lead") and (task or len([c for c in row if c]) <= 2):
        return words(task or next(c for c in row[1:] if c), text)
    if len(filled) == 1 and len([c for c in row[1:] if c]) > 2:
        return words(task, text)
    if not filled and ordinal and not _ORDINAL.fullmatch(ordinal):
        return ordinal
    if task and re.fullmatch(r"[IVXLC]+[.)]?", ordinal) and not cells.get("lead") and not cells.get("coordinate"):
        return words(task, text)  # a scrap of the row above stands in one of its cells
    return None


def _open(state: _Stitching, ordinal: str, heading: str) -> None:
    """A section closes those of its own level and below: Roman over figures over figures with points."""
    level = _level(ordinal)
    state.sections = [(o, h) for o, h in state.sections if _level(o) < level]
    state.sections.append((ordinal, f"{ordinal} {heading}".strip()))


def _level(ordinal: str) -> int:
    bare = ordinal.rstrip(".)")
    if re.fullmatch(r"[A-HK-UĐ]", bare):
        return 0
    if re.fullmatch(r"[IVXLC]+", bare):
        return 1
    return 2 + bare.count(".") if bare and bare[0].isdigit() else 9


def _glued(state: _Stitching, ordinal: str, cells: dict[str, Cell], text: str) -> dict[str, Cell] | None:
    """What of a row is its own. None: all of it goes on from the row before; else the parts that do are given to that row."""
    if not state.rows:
        return cells
    task = cells.get("task", ())
    if not ordinal and task and not cells.get("lead") and (state.broken or _begins_inside(words(task, text))):
        return None
    if not task or not (state.broken or _begins_inside(words(task, text))):
        return cells
    cut = _cut(task[0], text)
    if cut is None:
        return cells
    tail, own = Span(task[0].start, cut), _trimmed(text, cut, task[0].end)
    before = state.rows[-1]
    before.cells["task"] = (*before.cells["task"], *_trimmed(text, tail.start, tail.end))
    rest = {**cells, "task": own}
    if not own:
        return None
    for role in ("lead", "coordinate", "time", "start", "due", "product"):
        mine = cells.get(role, ())
        if mine and before.cells.get(role):
            left, rest[role] = _tail_of(mine[0], words(before.cells[role], text), text)
            before.cells[role] = (*before.cells[role], *left)
    return rest


def _begins_inside(words_: str) -> bool:
    return bool(re.match(r"[^\W\d_]", words_)) and words_[0].islower()


def _cut(cell: Span, text: str) -> int | None:
    """Where a new piece of work begins inside a cell that begins in the middle of a sentence."""
    piece = cell.of(text)
    if not _begins_inside(tidy(piece)):
        return None
    paragraph = re.search(r"</p>\s*<p>", piece)
    if paragraph:
        return cell.start + paragraph.end()
    verbs = "|".join(re.escape(v) for v in load().assigning["verbs"])
    verb = re.search(rf"(?<=[\w.…] )(?:{verbs})\b", piece)
    return cell.start + verb.start() if verb else None


_RESTART = re.compile(
    r"(?<!\w)(?:Sở|Các (?:[Ss]ở|cơ quan|đơn vị)|UBND|Ủy ban|Ban |Công an|Văn phòng|Bộ |Cục|Thanh tra|Báo |Đài|Thường xuyên|Hàng năm|Hằng năm|Năm \d|Quý|Tháng|Định kỳ|Trung tâm)"
)


def _tail_of(cell: Span, above: str, text: str) -> tuple[Cell, Cell]:
    """(what completes the cell above, what is the row's own): "Đào tạo Sở Nội vụ" -> "Đào tạo", "Sở Nội vụ". Of several places where
    a cell could begin, the one that begins as the cell above does."""
    piece = cell.of(text)
    restarts = list(_RESTART.finditer(piece))
    alike = [m for m in restarts if piece[m.start() : m.start() + 6] == above[:6]]
    restart = alike[-1] if alike else restarts[0] if restarts else None
    if restart is None and len(piece) < 24:  # nothing begins here: all of it belongs above
        return (cell,), ()
    if restart is None or restart.start() == 0:
        return (), (cell,)
    at = cell.start + restart.start()
    return _trimmed(text, cell.start, at), _trimmed(text, at, cell.end)


def _continue(row: Row, cells: dict[str, Cell], text: str) -> None:
    for role, cell in cells.items():
        if role != "ordinal" and cell:
            row.cells[role] = (*row.cells.get(role, ()), *cell)


def _shifted(state: _Stitching, ordinal: str, cells: dict[str, Cell], row: list[Cell], text: str) -> bool:
    """Cells that stand one column to the left, below a row they complete: its leading body stands where the work should."""
    if ordinal or not state.rows or not cells.get("task"):
        return False
    looks = _RESTART.match(words(cells["task"], text))
    missing = [r for r in ("lead", "coordinate") if not state.rows[-1].cells.get(r)]
    if not looks or not missing or len(words(cells["task"], text)) > 90:
        return False
    roles = [r for r in state.rows[-1].cells if r not in ("ordinal", "task")]
    for role, cell in zip(roles, [c for c in row if c], strict=False):
        if not state.rows[-1].cells.get(role):
            state.rows[-1].cells[role] = cell
    return True
