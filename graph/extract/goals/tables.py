"""Quantified goals in tables: a row names the goal, its cells hold the values, with one column a year or one for all.

Forms: "Chỉ tiêu | Đơn vị | Năm 2026 | Năm 2027 | … | Giai đoạn 2026 - 2030"; "Chỉ tiêu | Đơn vị | Mục tiêu" with the year in a section
row ("Đến năm 2030"), in the table's heading or above it; signs and ranges in cells ("≥ 80", "16 - 18", "Tối thiểu 2%"); rows below
another ("- Nông nghiệp", "Trong đó: …"); two lines of headings, what is counted with its unit in the second ("Kế hoạch 2026" over
"Lượng (tấn)" and "Giá trị (triệu đồng)"). Columns that tell what was reached ("Thực hiện năm 2025") are left out, and tables of money.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest

from graph.extract.goals import placed
from graph.extract.goals.cells import goals_of, unit_of, value
from graph.extract.goals.patterns import patterns
from graph.extract.norms import lays_down_rules
from graph.language import quantities
from graph.language.folding import fold
from graph.language.lexicon import any_of, phrases
from graph.model import Aim, Document, Findings, Span, Table
from graph.structure.tables import words

_ABOVE = 500
"""Characters above a table in which its heading stands."""
_LONGEST = 300
"""Characters of a name; what is longer is no goal's name."""
_UNDER = " | "
"""Between the heading above and the one below it."""
_DEEPEST, _LONGEST_LEAF = 4, 60
"""Lines of headings at most, and characters of one in a line below the first."""
_COUNTED = re.compile(r"(?P<what>[^()\d]*?) ?\((?P<unit>[^()\d][^()]*)\)")
"""A heading that says what is counted and its unit."""


@dataclass(slots=True)
class _Columns:
    name: int
    unit: int | None
    values: tuple[tuple[int, str], ...]  # position and heading
    about: bool  # the headings say that the rows are goals


@dataclass(slots=True)
class _Reading:
    """What the rows read so far say of the next: the year of the section, the goal that dashes go on from."""

    year: int | None
    parent: str = ""
    bare: bool = False  # the parent has no figures: it names the thing that the rows below it count
    found: list[Aim] = field(default_factory=list)


def step(document: Document, findings: Findings) -> Findings:
    """The goals of the tables. Reads: header, tables. Writes: goals."""
    written = document.header.date
    return replace(
        findings,
        goals=tuple(
            find(
                document.source.text,
                document.tables,
                written.year if written else None,
                rules=lays_down_rules(document.header),
            )
        ),
    )


def find(text: str, tables: Iterable[Table], written: int | None = None, *, rules: bool = False) -> list[Aim]:
    """The goals in the tables of a text. `written` is the year of the document: columns of earlier years are past. `rules`: whether it lays
    down rules; its tables of figures are goals only where the words above them say so.

    >>> from graph import structure
    >>> from graph.model import Source
    >>> text = "TT\\tChỉ tiêu\\tĐơn vị\\tNăm 2026\\tNăm 2027\\n1\\tTỷ lệ hộ nghèo\\t%\\t≤ 3,5\\t≤ 3\\n"
    >>> [(a.name, a.comparator, str(a.value), a.unit, a.year) for a in find(text, structure.tables.find(Source("a.txt", text)))]
    [('Tỷ lệ hộ nghèo', '<=', '3.5', '%', 2026), ('Tỷ lệ hộ nghèo', '<=', '3', '%', 2027)]
    """
    found: list[Aim] = []
    for table in tables:
        grid = table.grid.rows()
        for first, row in enumerate(grid[:4]):
            headings, lines = _headings(grid[first:], text)
            above = fold(_above(row, text))
            about = bool((patterns().set_by_rules if rules else _patterns()["about"]).search(above))
            rows = grid[first + lines :]
            named = _named(headings, rows, text) if about else None
            columns = _columns(headings, written, named=named, units=about and _with_units(rows, text))
            if columns and (about or (columns.about and not rules)):
                found += _rows(rows, columns, _Reading(quantities.year(above)), text)
                break
            if about and (
                aims := [*placed.by_rows([words(cell, text) for cell in row], rows, quantities.year(above), text)]
            ):
                found += aims
                break
    return found


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {role: re.compile(any_of("aims", "tabled", role)) for role in phrases("aims")["tabled"]}


def _above(row: list[tuple[Span, ...]], text: str) -> str:
    """The last lines above a table, its title among them."""
    start = min((span.start for cell in row for span in cell), default=0)
    return text[max(start - _ABOVE, 0) : start]


def _headings(rows: list[list[tuple[Span, ...]]], text: str) -> tuple[list[str], int]:
    """The folded headings of the columns and the number of lines they take; further lines complete the headings they stand below."""
    top = [fold(words(cell, text)) for cell in rows[0]]
    below = [fold(words(cell, text)) for cell in rows[1]] if len(rows) > 1 else []
    if deep := _deep(top, rows, text):
        return deep
    if not _is_second(below):
        return top, 1
    return (_moved(top, below, rows[2:]) if below[0] else _merged(top, below)), 2


def _deep(top: list[str], rows: list[list[tuple[Span, ...]]], text: str) -> tuple[list[str], int] | None:
    """The headings where two lines and more stand below the first, under its cells that span several columns; None where they do not."""
    full, lines = top, 1
    while lines < min(_DEEPEST, len(rows)) and all(top[:2]):
        below = [fold(words(cell, text)) for cell in rows[lines]]
        if any(below[:2]) or not any(below) or max(map(len, below)) > _LONGEST_LEAF:
            break
        full, lines = _merged(full, below), lines + 1
    return (full, lines) if lines > 2 else None


def _merged(top: list[str], below: list[str]) -> list[str]:
    """Headings with those of the line below them; one that spans several columns stands over each of these."""
    spanning, leaf, full = "", "", []
    for heading, own in zip_longest(top, below, fillvalue=""):
        leaf = own or ("" if heading and heading != spanning else leaf)
        spanning = heading or spanning
        full.append(f"{spanning}{_UNDER}{leaf}" if leaf else heading)
    return full


def _is_second(cells: list[str]) -> bool:
    """Whether cells are a second line of headings: years ("Năm 2027"), or what is counted with its unit ("Lượng (tấn)")."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(_numbers(cell) or _COUNTED.fullmatch(cell) for cell in filled)


def _moved(top: list[str], below: list[str], rows: list[list[tuple[Span, ...]]]) -> list[str]:
    """The headings where the cells of the second line do not stand below their own: the last ones of the first line span them, all the
    same number, as many as fill the width of the rows."""
    heads, leaves = [h for h in top if h], [b for b in below if b]
    width = max((max(i for i, cell in enumerate(row) if cell) + 1 for row in rows if any(row)), default=0)
    spanning = len(heads) + len(leaves) - width
    if not 0 < spanning <= len(heads) or len(leaves) % spanning:
        return top
    each = len(leaves) // spanning
    over = [head for head in heads[-spanning:] for _ in range(each)]
    return heads[:-spanning] + [f"{head}{_UNDER}{leaf}" for head, leaf in zip(over, leaves, strict=True)]


def _named(headings: list[str], rows: list[list[tuple[Span, ...]]], text: str) -> int | None:
    """The column that names the goals by what its cells hold: the first with words in all, where the headings below are dated amounts."""
    amounts = [i for i, h in enumerate(headings) if _COUNTED.fullmatch(h.rpartition(_UNDER)[2]) and _numbers(h)]
    filled = [row for row in rows if sum(map(bool, row)) > 1]
    for i in range(min(amounts, default=0)):
        if filled and all(i < len(row) and re.search(r"[^\W\d_]{2}", words(row[i], text)) for row in filled):
            return i
    return None


def _with_units(rows: list[list[tuple[Span, ...]]], text: str) -> bool:
    """Whether most rows hold a figure with its unit in one cell: "100%", "Tối thiểu 2%"."""
    filled = [row for row in rows if sum(map(bool, row)) > 1]
    figures = [
        row
        for row in filled
        if any((m := value().fullmatch(words(cell, text))) and unit_of(m["rest"] or "")[0] for cell in row if cell)
    ]
    return 2 * len(figures) > len(filled)


def _columns(
    headings: list[str], written: int | None, *, named: int | None = None, units: bool = False
) -> _Columns | None:
    """Which column holds what; None where these are no headings of a table of goals. `named`: the column of names where no heading says.
    `units`: the figures bring their units."""
    known = _patterns()
    if len(headings) < 3 or max(map(len, headings)) > 120:
        return None
    names = [i for i, h in enumerate(headings) if known["name"].search(h) and not known["other"].search(h)]
    about = [i for i in names if "chỉ tiêu" in headings[i] and not _numbers(headings[i])]
    name = next(iter(about or [i for i in names if not _numbers(headings[i])]), named)
    unit = next((i for i, h in enumerate(headings) if known["unit"].search(h)), None)
    if name is None:
        return None
    values = tuple((i, h) for i, h in enumerate(headings) if i > name and i != unit and _is_value(h, written))
    if not values:
        values = tuple((i, h) for i, h in enumerate(headings) if i > name and i != unit and placed.is_place(h))
        values = values if len(values) > 1 else ()
    dated = sum(bool(_numbers(heading)) for _, heading in values)
    if (
        not values
        or (unit is None and not dated and not about and not units)
        or re.search(r"nhiệm vụ|dự án", headings[name])
    ):
        return None
    return _Columns(name, unit, values, about=bool(about))


def _numbers(heading: str) -> list[str]:
    return re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", heading)


def _year(heading: str) -> int | None:
    return quantities.year(heading) or next((int(year) for year in reversed(_numbers(heading))), None)


def _is_value(heading: str, written: int | None) -> bool:
    known = _patterns()
    years = _numbers(heading)
    past = known["past"].search(heading) or (years and written and int(years[-1]) < written)
    return bool(known["value"].search(heading)) and not past and not known["other"].search(heading)


def _rows(rows: list[list[tuple[Span, ...]]], columns: _Columns, state: _Reading, text: str) -> list[Aim]:
    for row in rows:
        if columns.name >= len(row):
            continue
        filled = {fold(words(cell, text)) for cell in row[1:] if cell}
        name = words(row[columns.name], text).strip(" :;.")
        values = [(row[i], heading) for i, heading in columns.values if i < len(row) and row[i]]
        if not name or len(filled) == 1 or not values:  # a section, or a heading of rows
            state.year = quantities.year(fold(" ".join(filled))) or state.year
            state.parent, state.bare = name or state.parent, True
            continue
        state.found += _row(row, name, values, columns, state, text)
    return state.found


def _row(
    row: list[tuple[Span, ...]],
    name: str,
    values: list[tuple[tuple[Span, ...], str]],
    columns: _Columns,
    state: _Reading,
    text: str,
) -> Iterator[Aim]:
    below = re.match(r"(?:(?:[-+•*]|trong đó ?:?) *)+", name, re.IGNORECASE)
    dashed = any(re.fullmatch(r"[-+•*–]", words(cell, text).strip()) for cell in row[: columns.name])
    if below and state.parent:
        name = f"{state.parent}, {name[below.end() :]}"
    elif dashed and state.parent:
        name = f"{name} {_inside(state.parent)}" if state.bare else f"{state.parent}, {name}"
    elif not below:
        state.parent, state.bare = re.sub(r" ?\([^()]*\)$", "", name), False
    unit = words(row[columns.unit], text) if columns.unit is not None and columns.unit < len(row) else ""
    any_unit = "" if columns.unit is not None else r"|[^\W\d_]+(?: [^\W\d_]+){0,2}"
    if not unit and (told := re.search(rf"\(({quantities.units()}{any_unit})\)$", name)):
        unit, name = told[1], name[: told.start()].strip()
    if len(name) > _LONGEST or not re.search(r"[^\W\d_]{2}", name):
        return
    start = row[columns.name][0].start
    for cell, heading in values:
        leaf = heading.rpartition(_UNDER)[2]
        year = _year(leaf) or _year(heading) or state.year
        amount = _COUNTED.fullmatch(leaf) if not unit else None
        counted = f"{amount['what'].capitalize()} {_inside(name)}" if amount and amount["what"] else name
        own = amount["unit"] if amount else unit
        counted = placed.of_place(counted, leaf)
        yield from goals_of(counted, cell, own, year, Span(start, cell[-1].end), leaf, text)


def _inside(name: str) -> str:
    """A name within another: without the capital that only begins it."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
