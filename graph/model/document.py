"""A document as parsed, once: what it says of itself, the tree of its blocks, its tables, its view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.model.text import Grid, InView, Source, Span, View

BlockKind = Literal["document", "heading", "item", "paragraph", "note", "table", "row", "cell", "furniture", "end"]
"""What a block is. `note` is a foot note, `furniture` what pages add (page numbers, running heads), `end` the recipients or the
signature."""
Numbering = Literal["part", "article", "roman", "figure", "decimal", "letter", "dash", "plus", ""]
"""The kind of mark that a block begins with; "" without one."""

NOWHERE = Span(0, 0)


_PLAIN = {"–": "-", "•": "-", "·": "-", "*": "-"}
"""Bullets that stand for a dash."""


@dataclass(slots=True, eq=False)
class Block:
    """A node of a document's tree: a heading with what stands below it, a paragraph, an item, a table with its rows and cells.

    `line` is its line of the view and `text` that line without its mark, which begins at `start` in the view; of a table, a row,
    a cell and what pages add they are empty. The children of a table are rows, theirs cells, theirs lines. Furniture stands below the document itself.
    """

    kind: BlockKind
    span: Span
    line: InView = InView(0, 0)  # noqa: RUF009 - a value
    text: str = ""
    start: int = 0
    mark: str = ""
    numbering: Numbering = ""
    parent: Block | None = field(default=None, repr=False)
    children: list[Block] = field(default_factory=list, repr=False)
    nth: int = 0  # among its parent's children of the same numbering
    table: Table | None = field(default=None, repr=False)

    def walk(self) -> Iterator[Block]:
        """This block and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def prose(self) -> Iterator[Block]:
        """As `walk`, without tables whose rows assign tasks: these are read as rows."""
        if self.table is None or self.table.of != "tasks":
            yield self
            for child in self.children:
                yield from child.prose()

    def path(self) -> str:
        """Printed numbers from the part down: "IV.1.a", dashes counted: "4.-2", and bullets as dashes.

        >>> part = Block("item", Span(0, 9), mark="IV", numbering="roman", parent=Block("document", Span(0, 99)))
        >>> Block("item", Span(10, 20), mark="-", numbering="dash", parent=part, nth=2).path()
        'IV.-2'
        """
        if self.parent is None:
            return ""
        counted = self.numbering in ("dash", "plus", "") and self.kind != "end"
        mark = f"{_PLAIN.get(self.mark, self.mark)}{self.nth}" if counted else self.mark
        above = self.parent.path()
        if self.numbering == "decimal" and mark.startswith(f"{self.parent.mark}."):  # "2.1" repeats the "2" above it
            above = above.removesuffix(self.parent.mark).rstrip(".")
        return f"{above}.{mark}" if above else mark


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what its heading says, and the role that follows from it ("task", "lead", "time", …)."""

    heading: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by the role of their column, and the sections above it, outermost first."""

    cells: Mapping[str, tuple[Span, ...]]
    sections: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document. `of` says what its rows assign or list; `rows` are those below the headings, whole where a page
    break cut them. A table of tasks without rows is one whose cells could not be told apart: its lines are no prose.
    `unplaced` are cells that no row took."""

    span: Span
    grid: Grid
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    of: Literal["tasks", "other"] = "other"
    unplaced: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as far as it is printed: a year, a month of a year, or a day.

    >>> str(PartialDate(2022, 1)), str(PartialDate(2021, 12, 18))
    ('2022-01', '2021-12-18')
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{x:02}" for x in (self.month, self.day) if x)])

    def fits(self, other: PartialDate) -> bool:
        """Whether the two can be the same date, one perhaps printed with less precision."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(a is None or b is None or a == b for a, b in pairs)

    def before(self, other: PartialDate) -> bool:
        """Whether it is certainly the earlier one, as far as both are printed.

        >>> PartialDate(2021, 5).before(PartialDate(2021, 6, 1)), PartialDate(2021).before(PartialDate(2021, 6))
        (True, False)
        """
        for a, b in ((self.year, other.year), (self.month, other.month), (self.day, other.day)):
            if a is None or b is None or a > b:
                return False
            if a < b:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Name:
    """A body by its full name, with the place ("tỉnh Tuyên Quang", "Trung ương"; None where nothing tells) and the tier that
    this name says it has: whoever names it, and wherever, names the same body.

    >>> str(Name("Sở Y tế tỉnh Lào Cai", "tỉnh Lào Cai", 7))
    'Sở Y tế tỉnh Lào Cai'
    """

    full: str
    place: str | None
    tier: int

    def __str__(self) -> str:
        return self.full


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself. Every field is `None` where the text does not print it."""

    type: str | None = None  # class local name: "Plan"
    number: str | None = None  # normalised: "223/KH-UBND"
    date: PartialDate | None = None
    issuer: Name | None = None
    joint: tuple[Name, ...] = ()  # who issued it together with the issuer
    jurisdiction: str | None = None  # "tỉnh Tuyên Quang", "Trung ương"
    title: str | None = None
    period: tuple[int, int] | None = None
    signer: str | None = None
    role: str | None = None
    span: Span = NOWHERE  # the letterhead and title
    title_span: Span | None = None
    called: str = ""  # the type as printed: "QUY CHẾ"
    appended: bool = False  # it belongs to another document, which it names


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a document's table of contents: where it stands, how deep (1 = highest), its words on one line."""

    span: Span
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source with its structure, made once by `graph.structure.parse`: every later step reads this and no raw lines."""

    source: Source
    header: Header
    root: Block
    view: View = field(default=View("", (), (), ()), repr=False)
    tables: tuple[Table, ...] = ()
