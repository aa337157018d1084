"""A duty as its own words, the labels below it and the lines above it give it -> Task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.extract.tasks import labelled, years
from graph.language import assignees, charges, when
from graph.model import Assignee, Block, Deadline, Document, Header, InView, Task

_SHORTEST, _LABELLED = 12, 5
"""Characters that are a duty at least, and where a label says who leads it: "Bế mạc"."""
LONG_PAST = 5  # years before a document's date: a day so far back sets no task's time, a typing error may be nearer


@dataclass(frozen=True, slots=True)
class Scope:
    """What a line inherits from the lines above it: whether they assign or tell what was, who leads, who works with them, how sure that is."""

    assigning: bool
    telling: bool = False
    working: bool = False  # a heading above is of work to be done: "Nhiệm vụ, giải pháp"
    leads: tuple[Assignee[InView], ...] = ()
    partners: tuple[Assignee[InView], ...] = ()
    heading: Block | None = None
    joint: bool = False  # whom a line begins with works with them
    time: Deadline | None = None  # a heading says when all below it is done: "Nhiệm vụ thường xuyên"
    certain: float = 1.0

    def within(self, *, telling: bool, assigning: bool, working: bool) -> Scope:
        """The same, but for whether the lines above assign, tell what was or say what is to be done."""
        same = (self.telling, self.assigning, self.working) == (telling, assigning, working)
        return self if same else replace(self, telling=telling, assigning=assigning, working=working)


def asks_throughout(header: Header) -> bool:
    """Whether a document is there to give work, whatever its parts are called: letters, directives, notices of what was decided, resolutions
    of the Government."""
    of_government = header.issuer is not None and header.issuer.full == "Chính phủ"
    return header.type in years.ASKING or (header.type == "Resolution" and of_government)


class Duties:
    """The duties of a document, written down one by one while its lines are read."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = document.view
        self.here = document.header.jurisdiction
        self.tasks: list[Task] = []

    def add(self, span: InView, number: str, node: Block, scope: Scope, *, below: Sequence[Block] = ()) -> None:
        """One more task: its wording at `span`, labels inside it and in the lines `below` it; what neither says it inherits.

        >>> from graph.model import Source
        >>> from graph.structure import parse
        >>> document = parse(Source("a.txt", "KẾ HOẠCH\\nVỀ A\\n\\n1. Mở chợ chiếu ở bến. Chủ trì: Sở Y tế. Thời gian: Quý I/2026.\\n"))
        >>> duties, line = Duties(document), document.root.children[-1]
        >>> duties.add(InView(line.start, line.line.end), "1", line, Scope(assigning=True))
        >>> [(a.name, str(task.deadline.due)) for task in duties.tasks for a in task.leads]
        [('Sở Y tế', '2026-03-31')]
        """
        printed = self.view.text[span.start : span.end]
        wording, start = printed.strip(), span.start + len(printed) - len(printed.lstrip())
        cut, told = labelled.inside(wording, start)
        told |= labelled.below(below or labelled.beneath(node))
        body = wording[:cut].rstrip()
        if len(body) < (_LABELLED if "lead" in told else _SHORTEST):
            return
        if not told and charges.names_only(body, self.here):
            return
        owners, helpers = labelled.charged(told.get("lead", ()), self.here)
        named = [a for text, at in told.get("coordinate", ()) for a in self._read(text, at)]
        partners = named or helpers or self.partners(body, span.start, scope.leads) or list(scope.partners)
        time = told.get("time") or labelled.beside(told)
        part = node.parent.text if node.parent and node.parent.text else None
        self.tasks.append(
            Task(
                spans=(self.view.source(start, start + len(wording)),),
                text=" ".join(wording.split()),
                ordinal=number or None,
                part=part,
                leads=tuple(self._at_source(a) for a in owners or scope.leads),
                coordinators=tuple(self._at_source(a) for a in partners),
                deadline=labelled.latest(time) if time else self._time(body, scope),
                carries=(),
                rule="prose",
                confidence=round(scope.certain, 2),
            )
        )

    def partners(self, text: str, start: int, leads: Sequence[Assignee[InView]]) -> list[Assignee[InView]]:
        """With whom words that begin at `start` say that a duty is done, besides those who lead it."""
        return charges.partners(text, start, leads, self.here)

    def _time(self, body: str, scope: Scope) -> Deadline | None:
        """The day that a task's own wording sets, else the time of the lines above. A day long past only tells of something."""
        found, issued = when.in_prose(body), self.document.header.date
        if found and found.due and issued and found.due.year + LONG_PAST < issued.year:
            found = None
        if not found or not (found.due or found.start or found.recurrence):
            found = years.soon(body, self.document.header) or found
        if scope.time and (not found or (scope.time.recurrence and not found.due)):
            return scope.time
        return found

    def _read(self, words: str, at: int) -> list[Assignee[InView]]:
        return [charges.moved(a, at) for a in assignees.read(words, self.here)]

    def _at_source(self, a: Assignee[InView]) -> Assignee:
        return a.at(self.view.back(a.span))
