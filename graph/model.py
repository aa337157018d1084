"""The nouns: what the text side hands over, from a file's text to facts.

A *mention* is words at a place in one text; an *entity* is the thing they name. They meet only in resolving.
Positions are characters, 0-based, end exclusive, into one untouched text. Absent is `None` or `()`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of one source text.

    >>> Span(2, 5).of("Số 223")
    ' 22'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Source:
    """One input file as read: its text, never rewritten, and where its pages begin (empty for plain text)."""

    path: str  # relative to the input folder, posix
    text: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A source's text as rules read it, with the way back: hard-wrapped lines joined, markdown marks, page numbers and
    doubled blanks left out, letters composed, one tone placement, one dash. Blocks stand on lines of their own, so a
    pattern that excludes a newline never crosses a paragraph or a cell.

    `text` is made of pieces; piece i begins at `at[i]` in the view, stands at `start[i]` to `end[i]` in the source.
    """

    text: str
    at: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]

    def source(self, start: int, end: int) -> Span:
        """The characters of the source that the view's characters `start` to `end` were read from.

        >>> View("số 12", (0, 3), (0, 5), (3, 7)).source(3, 5)
        Span(start=5, end=7)
        """
        return Span(self._map(start, last=False), self._map(max(end - 1, start), last=True))

    def _map(self, position: int, *, last: bool) -> int:
        i = max(bisect_right(self.at, position) - 1, 0)
        following = self.at[i + 1] if i + 1 < len(self.at) else len(self.text)
        if following - self.at[i] != self.end[i] - self.start[i]:  # letters were composed, or a line end became a blank
            return self.end[i] if last else self.start[i]
        return self.start[i] + position - self.at[i] + (1 if last else 0)


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
class Header:
    """What a document says of itself. Every field is `None` where the text does not print it."""

    type: str | None = None  # class local name: "Plan"
    number: str | None = None  # normalised: "223/KH-UBND"
    date: PartialDate | None = None
    issuer: str | None = None  # full name with jurisdiction
    jurisdiction: str | None = None  # "tỉnh Tuyên Quang", "Trung ương"
    title: str | None = None
    period: tuple[int, int] | None = None
    signer: str | None = None
    role: str | None = None
    span: Span = Span(0, 0)  # the letterhead and title
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


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a document: the words at `span`, and what they say of it."""

    span: Span
    type: str  # class local name
    number: str | None = None
    title: str | None = None  # of unnumbered ones
    date: PartialDate | None = None
    issuer: str | None = (
        None  # as read, full name; jurisdiction filled in where the words or the context make it certain
    )
    subject: str | None = None  # "về …" of numbered ones
    itself: bool = False  # "Kế hoạch này"
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement between two documents, by their positions in the findings' citations; -1 is the document itself."""

    subject: int
    predicate: str  # "implements"
    object: int
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is to be done: the time as printed, the first and the last day, how it recurs."""

    raw: str
    start: PartialDate | None = None
    due: PartialDate | None = None
    recurrence: str | None = None  # "Ongoing", "Annual", "Quarterly", "Monthly", "Periodic"


@dataclass(frozen=True, slots=True)
class Assignee:
    """A mention of who does something: a body by its full name, or a group that the text does not enumerate."""

    span: Span
    name: str
    group: str | None = None  # "departments"; `name` is then the printed words


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work that the text assigns. `spans` are its wording, in two pieces where a page break cut it."""

    spans: tuple[Span, ...]
    text: str  # one line
    ordinal: str | None
    part: str | None  # the heading it stands under
    leads: tuple[Assignee, ...]
    coordinators: tuple[Assignee, ...]
    deadline: Deadline | None
    carries: tuple[int, ...]  # positions of the citations it carries out
    rule: str
    product: str | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """A mention of what a document aims at: a zone, a project, or a quantified goal (kind "Indicator")."""

    span: Span
    kind: str  # class local name
    name: str
    place: str | None = None  # "huyện Sơn Dương"
    where: Span | None = None  # from the name to where the place's ends
    intents: tuple[str, ...] = ()  # what is to happen to it: "Founding", "Extension"
    comparator: str | None = None
    value: Decimal | None = None
    high: Decimal | None = None  # of a range
    unit: str | None = None
    year: int | None = None
    base: str | None = None  # "giá so sánh 2010"
    period: tuple[int, int] | None = None  # the years that a mean is of


@dataclass(frozen=True, slots=True)
class Measure:
    """A piece of work that the text sets and gives to nobody."""

    span: Span
    text: str  # one line
    ordinal: str | None
    part: str | None  # the heading it stands under


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one document."""

    document: Document
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    tasks: tuple[Task, ...] = ()
    aims: tuple[Aim, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that is another entity, by its id."""

    id: str


Value = str | int | Decimal | PartialDate | Ref


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the graph: its id is the path of its IRI, its kind a class of the vocabulary.

    `values` are (property, value) pairs in prefixed names, sorted; a `str` under `dcterms:title` is Vietnamese text.
    """

    id: str
    kind: str
    label: str
    alt: tuple[str, ...] = ()
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with the words it rests on. `subject` and `object` are entity ids; for an entity's own existence the
    predicate is "rdf:type" and the object its class ("pol:Task").

    `intents` say what is to happen to the thing that is aimed at ("Extension"). `edge` is false where the text says it but the graph does not: a stronger edge stands between the two documents, or it
    cannot be so (it contradicts time), and `warning` then says why.
    """

    subject: str
    predicate: str
    object: str
    document: str
    span: Span
    exact: str
    rule: str
    edge: bool = True
    warning: str | None = None
    intents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Bodies or places that went over into another one, as curated data tell: `before` and `after` are entity ids, `source`
    is the act that says so. `after` is empty where they ended without one successor."""

    id: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    date: PartialDate
    source: str
    curator: str


@dataclass(frozen=True, slots=True)
class Curated:
    """A statement between two entities that curated data make, and no document: `curator` is the file, `source` what it
    follows."""

    subject: str
    predicate: str
    object: str
    source: str
    curator: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the report: what looks wrong, what was merged, what stayed open.

    `kind` is one of "warning", "merged", "unresolved"; `code` names the check ("type-symbol", "two-dates", "time", …).
    """

    kind: Literal["warning", "merged", "unresolved"]
    code: str
    message: str
    documents: tuple[str, ...] = ()  # ids of the source documents concerned
    count: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What resolving settled: the input of the graph. `read` maps a source path to the id of its document."""

    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    read: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    curated: tuple[Curated, ...] = ()
