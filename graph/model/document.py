"""A document as parsed: what it says of itself, its blocks, its view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from graph.model.text import Source, Span, View

BlockKind = Literal["document", "heading", "paragraph", "item", "table", "row", "cell", "furniture"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document: a part under its heading, a paragraph, a list item, a table, its rows and cells.

    `ordinal` is the printed number ("III", "2.1", "a", "-"); `furniture` is what pages add (page numbers, running heads).
    """

    kind: BlockKind
    span: Span
    ordinal: str | None = None
    children: tuple[Block, ...] = ()

    def walk(self) -> Iterator[Block]:
        """This block and everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


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


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself. Every field is `None` where the text does not print it."""

    type: str | None = None  # class local name: "Plan"
    number: str | None = None  # normalised: "223/KH-UBND"
    date: PartialDate | None = None
    issuer: Name | None = None
    jurisdiction: str | None = None  # "tỉnh Tuyên Quang", "Trung ương"
    title: str | None = None
    period: tuple[int, int] | None = None
    signer: str | None = None
    role: str | None = None
    span: Span = NOWHERE  # the letterhead and title
    title_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a document's table of contents: where it stands, how deep (1 = highest), its words on one line."""

    span: Span
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One source with its structure: the header it prints and the tree of its blocks."""

    source: Source
    header: Header
    root: Block
    view: View = field(default=View("", (), (), ()), repr=False)
