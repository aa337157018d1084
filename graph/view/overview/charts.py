"""What stands where in the charts: bars of work, the timeline of deadlines, the heat map of agencies and quarters.

Widths are shares of whatever room a chart has, so that its letters stay as large on a phone as on a wall; templates
draw them (`templates/charts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from graph.records.periods import bounds
from graph.records.tasks import Task
from graph.view.addresses import in_graph, words_at
from graph.view.lettering import wrapped
from graph.view.overview.facts import Facts

BARS = 12
"""Agencies that a chart of bars or a heat map shows; the table beside it has all."""
TASKS = 120
"""Tasks drawn in the timeline: more would be scrolled past, not read."""
QUARTERS = 24
"""More quarters than this are shown as years."""

LABEL, LETTER, LEADING = 340.0, 13.0, 17.0
BAR, NARROW = 12.0, 300.0  # in pixels; a chart on a phone is as narrow as this
ROW, HEAD, APART = 19.0, 26.0, 6.0
FIT = 25
"""Rows of the timeline that are printed in one piece."""
STEPS = 5
SERIES = ("dated", "recurring", "open", "coordinates")
"""The pieces of a bar: three kinds of tasks led, and tasks taken part in."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: its series, where it begins and how wide it is (in percent), and what it counts."""

    series: str
    left: float
    width: float
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One agency: its name in lines, where it leads, its pieces, and where the chart puts it."""

    name: str
    lines: tuple[str, ...]
    href: str
    parts: tuple[Part, ...]
    top: float

    @property
    def end(self) -> float:
        """Where the last piece ends."""
        return round(self.parts[-1].left + self.parts[-1].width, 2) if self.parts else 0.0

    @property
    def values(self) -> dict[str, str | int]:
        """What fills in the words of the bar: its name and what it counts."""
        counts = dict.fromkeys(SERIES, 0) | {part.series: part.count for part in self.parts}
        return {"name": self.name, "leads": self.led, **counts}

    @property
    def led(self) -> int:
        """All tasks led."""
        return sum(part.count for part in self.parts if part.series != "coordinates")

    @property
    def joined(self) -> int:
        """All tasks taken part in."""
        return sum(part.count for part in self.parts if part.series == "coordinates")

    @property
    def bar_top(self) -> float:
        """Where the pieces begin, below the name."""
        return self.top + LEADING * len(self.lines) + 3


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars, `height` pixels high; `left_out` agencies are only in the table."""

    bars: tuple[Bar, ...]
    height: float
    left_out: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """One task in the timeline: from `left` for `width` percent; it ends on its last day, or before the edge if `cut`."""

    name: str
    words: str
    href: str | None
    kind: str
    left: float
    width: float
    top: float
    due: str
    begun: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The tasks of one document in the timeline, under its name."""

    name: str
    href: str
    top: float
    stretches: tuple[Stretch, ...]

    @property
    def parts(self) -> tuple[tuple[float, float, tuple[Stretch, ...]], ...]:
        """The sheaf in pieces that each fit on a sheet of paper: where each begins, its height, its tasks."""
        pieces = []
        for first in range(0, len(self.stretches), FIT):
            held = self.stretches[first : first + FIT]
            top = held[0].top if first else self.top
            pieces.append((top, held[-1].top + ROW - top + (APART if held[-1] is self.stretches[-1] else 0), held))
        return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The timeline: years with where they begin, and the tasks by document; `undated` have no last day to be drawn."""

    years: tuple[tuple[int, float], ...]
    sheaves: tuple[Sheaf, ...]
    height: float
    drawn: int
    left_out: int
    undated: int


@dataclass(frozen=True, slots=True)
class Heat:
    """One place of the heat map: how many tasks, and how dark (0 to `STEPS`)."""

    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One agency of the heat map."""

    name: str
    href: str
    heats: tuple[Heat, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Agencies by when the tasks that they lead are due: `columns` are quarters (or years), "recurring" and "open"."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    totals: tuple[int, ...]
    by: str
    left_out: int


def bars(found: Facts, *, groups: bool, most: int = BARS) -> Bars:
    """What bodies (or groups) lead, divided by when it ends, and what they take part in; the most burdened first."""
    rows = [row for row in found.burdens if bool(row.group) == groups and row.leads + row.coordinates]
    rows.sort(key=lambda row: (-row.leads, -row.coordinates, row.agency))
    widest = max((row.leads + row.coordinates for row in rows[:most]), default=1)
    figures = max((len(f"{row.leads:,} + {row.coordinates:,}") for row in rows[:most]), default=0)
    room = 100 - 100 * (9 + 7 * figures) / NARROW  # percent; what stands behind a bar has the rest
    drawn, top = [], 0.0
    for row in rows[:most]:
        counts = dict(zip(SERIES, (row.dated, row.recurring, row.open, row.coordinates), strict=True))
        lines = wrapped(row.agency, LABEL, LETTER, most=2)
        drawn.append(Bar(row.agency, lines, in_graph(row.agency_iri, "agency"), _parts(counts, room / widest), top))
        top = drawn[-1].bar_top + BAR + 11
    return Bars(tuple(drawn), top, max(len(rows) - most, 0))


def timeline(found: Facts, *, most: int = TASKS) -> Timeline:
    """When tasks end, and from when they are known to run: from their first day, else from when they were given.

    Tasks stand under their documents, the soonest due first. A last day more than ten years behind nine tenths of all
    others would press these together: its bar is cut at the edge.
    """
    dated = [task for task in found.tasks if task.due]
    shown = dated[:most]
    if not shown:
        return Timeline((), (), 0, 0, 0, len(found.tasks))
    first, last = _span(shown)
    sheaves, top = [], 0.0
    for document, group in groupby(sorted(shown, key=lambda d: (_order(found, d), d.order)), lambda d: d.document):
        paper = found.paper(document)
        stretches: list[Stretch] = []
        for task in group:
            stretches.append(_stretch(task, first, last, top + HEAD + ROW * len(stretches)))
        sheaves.append(Sheaf(paper.text, paper.href or "", top, tuple(stretches)))
        top += HEAD + ROW * len(stretches) + APART
    years = tuple((year, _at(date(year, 1, 1), first, last)) for year in range(first.year, last.year + 1))
    undated = len(found.tasks) - len(dated)
    return Timeline(years, tuple(sheaves), top, len(shown), len(dated) - len(shown), undated)


def heat_map(found: Facts, *, most: int = BARS) -> HeatMap:
    """How many tasks each body leads that are due in each quarter; by years where there are more than `QUARTERS`."""
    led = [
        (task, body)
        for task in found.tasks
        for body in task.leads
        if body in found.agencies and not found.agencies[body].group
    ]
    by = "quarter" if len({task.quarter for task, _ in led if task.kind == "dated"}) <= QUARTERS else "year"
    when = {task.iri: task.quarter if by == "quarter" else task.year for task, _ in led}
    times = sorted({when[task.iri] for task, _ in led if task.kind == "dated"} - {"dated"})
    columns = (*times, *(kind for kind in ("recurring", "open") if any(when[d.iri] == kind for d, _ in led)))
    counts = Counter((body, when[task.iri]) for task, body in led)
    whole = Counter(body for _, body in led)
    names = sorted(whole, key=lambda body: (-whole[body], found.agencies[body].label))
    peak = max((counts[body, column] for body in names[:most] for column in columns), default=1)
    rows = tuple(
        HeatRow(
            found.agencies[body].label,
            in_graph(body, "agency"),
            tuple(_heat(counts[body, column], peak) for column in columns),
        )
        for body in names[:most]
    )
    tasks = Counter(when[task.iri] for task in {task.iri: task for task, _ in led}.values())
    return HeatMap(columns, rows, tuple(tasks[column] for column in columns), by, max(len(names) - most, 0))


def _parts(counts: dict[str, int], each: float) -> tuple[Part, ...]:
    parts, left = [], 0.0
    for series, count in counts.items():
        if count:
            share = each * count
            parts.append(Part(series, round(left, 2), round(share, 2), count))
            left += share
    return tuple(parts)


def _span(shown: Sequence[Task]) -> tuple[date, date]:
    """The first of January before the first beginning, and the one after the last end."""
    ends = sorted(_day(task.due or "", last=True) for task in shown)
    near = ends[(len(ends) * 9 - 1) // 10]
    last = next(end for end in reversed(ends) if end.year <= near.year + 10)
    first = min(min(_begins(task), end) for task, end in ((task, _day(task.due or "", last=True)) for task in shown))
    return date(max(first.year, near.year - 20), 1, 1), date(last.year + 1, 1, 1)


def _begins(task: Task) -> date:
    known = task.start or task.given
    return _day(known) if known else _day(task.due or "")


def _day(day: str, *, last: bool = False) -> date:
    return date.fromisoformat(bounds(day)[last])


def _at(day: date, first: date, last: date) -> float:
    return round(100 * min(max((day - first).days / (last - first).days, 0.0), 1.0), 2)


def _stretch(task: Task, first: date, last: date, top: float) -> Stretch:
    end = _day(task.due or "", last=True)
    left, right = _at(min(_begins(task), end), first, last), _at(end, first, last)
    name = f"{task.ordinal} {task.text}" if task.ordinal else task.text
    href = words_at(task.quote) if task.quote else None
    begun = task.start is not None
    return Stretch(
        " ".join(name.split())[:120], task.text, href, task.kind, left, round(right - left, 2), top, task.due or "", begun,
        end >= last,
    )  # fmt: skip


def _order(found: Facts, task: Task) -> tuple[str, ...]:
    card = found.cards.get(task.document)
    return tuple(map(str, card.order)) if card else ("9999",)


def _heat(count: int, peak: int) -> Heat:
    """Shades are equal steps of the square root, so that ones and twos stay apart."""
    return Heat(count, 0 if not count else max(1, round(STEPS * (count / peak) ** 0.5)))


def axis(years: Iterable[tuple[int, float]], *, most: int = 12) -> list[tuple[int, float]]:
    """The years to name: all, or every second, fifth or tenth where there would be more than `most`.

    >>> axis([(year, 0.0) for year in range(2018, 2046)], most=8)
    [(2020, 0.0), (2025, 0.0), (2030, 0.0), (2035, 0.0), (2040, 0.0), (2045, 0.0)]
    """
    known = list(years)
    step = next((step for step in (1, 2, 5, 10) if len(known) / step <= most), 20)
    return [(year, at) for year, at in known if year % step == 0]
