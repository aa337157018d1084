"""Mentions: what rules found in one document, by the characters it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic

from typing_extensions import TypeVar

from graph.model.corrections import Outcome, Said
from graph.model.document import Document, Name, PartialDate
from graph.model.text import InView, Span

Place = TypeVar("Place", Span, InView, default=Span)
"""Where a finding stands: in the source, as steps hand it on, or in the view, as rules see it."""
NOWHERE_IN_VIEW = InView(0, 0)


@dataclass(frozen=True, slots=True)
class Citation(Generic[Place]):
    """A mention of a document: the words at `span`, and what they say of it."""

    span: Place
    type: str  # class local name
    number: str | None = None
    title: str | None = None  # of unnumbered ones
    date: PartialDate | None = None
    issuer: Name | None = None  # completed by its place where the words or the context make that certain
    joint: tuple[Name, ...] = ()  # who issued it together with the issuer
    subject: str | None = None  # "về …" of numbered ones
    itself: bool = False  # "Kế hoạch này"
    warning: str | None = None
    called: str = ""  # the type as printed: "Quy chế"
    alike: str = ""  # code points of characters in it that are not seen or only look like ours
    at: InView = NOWHERE_IN_VIEW  # the same words in the view
    said: Said | None = None  # a curator says it
    unsaid: bool = False  # a curator says that it is none: it stays, so that others keep their places


@dataclass(frozen=True, slots=True)
class Relation(Generic[Place]):
    """A statement between two documents, by their positions in the findings' citations; -1 is the document itself."""

    subject: int
    predicate: str  # "implements"
    object: int
    span: Place
    rule: str
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is to be done: the time as printed, the first and the last day, how it recurs."""

    raw: str
    start: PartialDate | None = None
    due: PartialDate | None = None
    recurrence: str | None = None  # "Ongoing", "Annual", "Quarterly", "Monthly", "Periodic"


@dataclass(frozen=True, slots=True)
class Assignee(Generic[Place]):
    """A mention of who does something: either a body, or a group that the text does not enumerate.

    While rules read, it stands in the words that they read (a piece of the view, a cell); as a finding, in the source.

    `complete` is false where the words name the body only together with those before them: "Hàm Yên" in "UBND huyện Na Hang, Hàm
    Yên".
    """

    span: Place
    words: str
    body: Name | None = None
    group: str | None = None  # "departments"
    complete: bool = True
    said: Said | None = None

    @property
    def name(self) -> str:
        """The full name of the body; of a group the words.

        >>> who = Assignee(Span(0, 5), "Sở YT", Name("Sở Y tế tỉnh Lào Cai", "tỉnh Lào Cai", 7))
        >>> who.name, Assignee(Span(0, 9), "các sở, ngành", group="departments").name
        ('Sở Y tế tỉnh Lào Cai', 'các sở, ngành')
        """
        return self.body.full if self.body else self.words

    def at(self, span: Span) -> Assignee[Span]:
        """The same mention at its characters in the source.

        >>> Assignee(InView(0, 7), "Sở Y tế").at(Span(40, 47)).span
        Span(start=40, end=47)
        """
        return Assignee(span, self.words, self.body, self.group, self.complete, self.said)


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work that the text assigns. `spans` are its wording, in two pieces where a page break cut it."""

    spans: tuple[Span, ...]
    text: str  # one line
    ordinal: str | None
    part: str | None  # the heading it stands under
    leads: tuple[Assignee[Span], ...]
    coordinators: tuple[Assignee[Span], ...]
    deadline: Deadline | None
    carries: tuple[int, ...]  # positions of the citations it carries out
    rule: str
    product: str | None = None
    confidence: float = 1.0  # 0 to 1: how sure the reading is that this is work of these bodies
    said: Said | None = None
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Aim(Generic[Place]):
    """A mention of what a document aims at: a zone, a project, or a quantified goal (kind "Indicator")."""

    span: Place
    kind: str  # class local name
    name: str
    place: str | None = None  # "huyện Sơn Dương"
    where: Place | None = None  # the words from the name to the end of its place
    intents: tuple[str, ...] = ()  # what is to happen to it: "Founding", "Extension"
    comparator: str | None = None
    value: Decimal | None = None
    high: Decimal | None = None  # of a range
    unit: str | None = None
    year: int | None = None
    base: str | None = None  # "giá so sánh 2010"
    period: tuple[int, int] | None = None  # the years that a mean is of
    confidence: float = (
        1.0  # 0 to 1: how sure the reading is; lower where a goal is counted in a noun that no list holds
    )
    said: Said | None = None
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A piece of work that the text sets and gives to nobody."""

    span: Span
    text: str  # one line
    ordinal: str | None
    part: str | None  # the heading it stands under
    said: Said | None = None
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one document. `corrected` are the corrections of it with what became of them; `same` and `apart` wait for the
    other documents."""

    document: Document
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    tasks: tuple[Task, ...] = ()
    zones: tuple[Aim, ...] = ()
    projects: tuple[Aim, ...] = ()
    goals: tuple[Aim, ...] = ()
    measures: tuple[Measure, ...] = ()
    corrected: tuple[Outcome, ...] = ()

    @property
    def aims(self) -> tuple[Aim, ...]:
        """Zones, projects and goals, in this order."""
        return (*self.zones, *self.projects, *self.goals)


Step = Callable[[Document, Findings], Findings]
"""A step of extraction: it reads the document and what the steps before it wrote, and writes its own part of the findings."""
