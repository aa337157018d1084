"""Quantified goals in tables: a row names the goal, its cells hold the values, with one column a year or one for all.

Forms: "Chỉ tiêu | Đơn vị | Năm 2026 | Năm 2027 | … | Giai đoạn 2026 - 2030"; "Chỉ tiêu | Đơn vị | Mục tiêu" with the year in a section
row ("Đến năm 2030"), in the table's heading or above it; signs and ranges in cells ("≥ 80", "16 - 18", "Tối thiểu 2%"); rows below
another ("- Nông nghiệp", "Trong đó: …"). Columns that tell what was reached ("Thực hiện năm 2025") are left out, and tables of money.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from graph.language import quantities
from graph.language.folding import fold
from graph.language.lexicon import any_of, phrases
from graph.model import Aim, Document, Findings, Span, Table
from graph.structure.tables import words

_ABOVE = 500
"""Characters above a table in which its heading stands."""
_LONGEST = 300
"""Characters of a name; what is longer is no goal's name."""


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
    found: list[Aim] = field(default_factory=list)


def step(document: Document, findings: Findings) -> Findings:
    """The goals of the tables. Reads: header, tables. Writes: goals."""
    written = document.header.date
    return replace(
        findings, goals=tuple(find(document.source.text, document.tables, written.year if written else None))
    )


def find(text: str, tables: Iterable[Table], written: int | None = None) -> list[Aim]:
    """The goals in the tables of a text. `written` is the year of the document: columns of earlier years are past.

    >>> from graph import structure
    >>> from graph.model import Source
    >>> text = "TT\\tChỉ tiêu\\tĐơn vị\\tNăm 2026\\tNăm 2027\\n1\\tTỷ lệ hộ nghèo\\t%\\t≤ 3,5\\t≤ 3\\n"
    >>> [(a.name, a.comparator, str(a.value), a.unit, a.year) for a in find(text, structure.tables.find(Source("a.txt", text)))]
    [('Tỷ lệ hộ nghèo', '<=', '3.5', '%', 2026), ('Tỷ lệ hộ nghèo', '<=', '3', '%', 2027)]
    """
    found: list[Aim] = []
    for table in tables:
        grid = [[cell.spans for cell in table.grid.row(i)] for i in range(table.grid.height)]
        for first, row in enumerate(grid[:4]):
            headings = _headings(grid[first : first + 2], text)
            columns = _columns(headings, written)
            if columns and (columns.about or _patterns()["about"].search(fold(_above(row, text)))):
                found += _rows(grid[first + 1 :], columns, _Reading(quantities.year(fold(_above(row, text)))), text)
                break
    return found


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {role: re.compile(any_of("aims", "tabled", role)) for role in phrases("aims")["tabled"]}


def _above(row: list[tuple[Span, ...]], text: str) -> str:
    """The last lines above a table, its title among them."""
    start = min((span.start for cell in row for span in cell), default=0)
    return text[max(start - _ABOVE, 0) : start]


def _headings(rows: list[list[tuple[Span, ...]]], text: str) -> list[str]:
    """The folded headings of the columns; years in a second line of headings complete those they stand below."""
    top = [fold(words(cell, text)) for cell in rows[0]]
    below = [fold(words(cell, text)) for cell in rows[1]] if len(rows) > 1 else []
    if not (below and not below[0] and any(re.search(r"(?:19|20)\d\d", cell) for cell in below)):
        return top
    spanning, full = "", []
    for i, heading in enumerate(top):
        spanning = heading or spanning
        full.append(f"{spanning} {below[i]}" if i < len(below) and below[i] else heading)
    return full


def _columns(headings: list[str], written: int | None) -> _Columns | None:
    """Which column holds what; None where these are no headings of a table of goals."""
    known = _patterns()
    if len(headings) < 3 or max(map(len, headings)) > 120:
        return None
    names = [i for i, h in enumerate(headings) if known["name"].search(h) and not known["other"].search(h)]
    about = [i for i in names if "chỉ tiêu" in headings[i] and not _numbers(headings[i])]
    name = next(iter(about or [i for i in names if not _numbers(headings[i])]), None)
    unit = next((i for i, h in enumerate(headings) if known["unit"].search(h)), None)
    if name is None:
        return None
    values = tuple((i, h) for i, h in enumerate(headings) if i > name and i != unit and _is_value(h, written))
    dated = sum(bool(_numbers(heading)) for _, heading in values)
    if not values or (unit is None and not dated and not about) or re.search(r"nhiệm vụ|dự án", headings[name]):
        return None
    return _Columns(name, unit, values, about=bool(about))


def _numbers(heading: str) -> list[str]:
    return re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", heading)


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
            state.parent = name or state.parent
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
    below = re.match(r"(?:[-+•*]|trong đó ?:?) *", name, re.IGNORECASE)
    if below and state.parent:
        name = f"{state.parent}, {name[below.end() :]}"
    elif not below:
        state.parent = re.sub(r" ?\([^()]*\)$", "", name)
    unit = words(row[columns.unit], text) if columns.unit is not None and columns.unit < len(row) else ""
    if not unit and (told := re.search(rf"\(({quantities.units()})\)$", name)):
        unit, name = told[1], name[: told.start()].strip()
    if len(name) > _LONGEST or not re.search(r"[^\W\d_]{2}", name):
        return
    start = row[columns.name][0].start
    for cell, heading in values:
        year = quantities.year(heading) or next((int(y) for y in reversed(_numbers(heading))), None) or state.year
        yield from _values(name, cell, unit, year, Span(start, cell[-1].end), heading, text)


def _values(
    name: str, cell: tuple[Span, ...], unit: str, year: int | None, span: Span, heading: str, text: str
) -> Iterator[Aim]:
    """The goals of a cell, apart by semicolons: "≤ 3 Đông Nam Á; ≤ 50 Thế giới"."""
    for said in words(cell, text).split(";"):
        match = _value().fullmatch(said.strip())
        if not match:
            continue
        own, rest = _unit_of(match["rest"] or "")
        if unit and own and not own.startswith("%") and fold(own) != fold(unit):  # "≤ 3 vùng" of a rank
            own, rest = "", f"{own}{rest}"
        counted = own or unit
        if not counted or (rest and not own and re.search(r"\d", rest)):
            continue
        yield Aim(
            span,
            "Indicator",
            f"{name} {rest}".strip() if rest and not rest.startswith(("và", "(")) else name,
            comparator=quantities.sign(match["sign"], more="trở lên" in (match["rest"] or "")),
            value=quantities.decimal(match["low"]),
            high=quantities.decimal(match["high"]) if match["high"] else None,
            unit=quantities.unit(counted),
            year=year,
            base=quantities.base(name),
            period=quantities.period(heading),
        )


@lru_cache(maxsize=1)
def _value() -> re.Pattern[str]:
    number = quantities.NUMBER
    return re.compile(
        rf"(?:(?:đạt|còn|tăng|giảm|phấn đấu|bình quân|đến|từ|thêm) )*(?P<sign>(?:(?:{quantities.signs()}) ?)*)(?:từ )?"
        rf"(?P<low>{number})(?:(?: ?%)? ?[-–÷] ?(?P<high>{number}))?(?: ?(?P<rest>[^\d].{{0,80}}))?",
        re.IGNORECASE,
    )


def _unit_of(rest: str) -> tuple[str, str]:
    """(the unit that begins the words after a figure, what is left of them)."""
    match = re.match(rf"({quantities.units()})(?!\w)", rest.strip(), re.IGNORECASE)
    left = rest.strip()[match.end() :] if match else rest.strip()
    return (match[1] if match else ""), re.sub(r"^(?:trở lên)?[ ,.]*", "", left)
