"""Tasks in prose: bullets under an agency's heading; labelled lines; sentences that name who does it. A measure that names nobody is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.extract.tasks import heads, labelled, lines, sentences, shares, subjects, timing
from graph.extract.tasks.duties import Duties, Scope, asks_throughout
from graph.extract.tasks.subjects import Subject
from graph.language import labels, when
from graph.model import Assignee, Block, Document, Findings, InView, Task


def step(document: Document, findings: Findings) -> Findings:
    """The tasks of the prose. Reads: header, root, view. Writes: tasks."""
    return replace(findings, tasks=(*findings.tasks, *find(document)))


def find(document: Document) -> list[Task]:
    """The tasks of a document's prose.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\\nVỀ A\\n\\nII. TỔ CHỨC THỰC HIỆN\\n1. Sở Y tế\\n- Chủ trì, phối hợp với Sở Xây dựng rà soát.\\n"
    >>> task, = find(parse(Source("a.txt", text)))
    >>> task.ordinal, task.text, [a.name for a in task.leads], [a.name for a in task.coordinators]
    ('II.1.-1', 'Chủ trì, phối hợp với Sở Xây dựng rà soát.', ['Sở Y tế'], ['Sở Xây dựng'])
    """
    return _Prose(document).read(document.root)


class _Prose:
    """Tasks in prose, found while going down the outline: each line is read by what it is and what it inherits."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = document.view
        self.here = document.header.jurisdiction
        self.duties = Duties(document)
        self.parts = lines.parts(document.view.text)

    def read(self, root: Block) -> list[Task]:
        """The tasks below a block, in the order of the text."""
        self._below(root, Scope(assigning=asks_throughout(self.document.header)))
        return self.duties.tasks

    def _below(self, node: Block, scope: Scope) -> None:
        """The lines below a line, in their order. Below a heading of bodies the end of a text ends their work."""
        for child in node.children:
            if lines.closes(child) or (scope.leads and _SECTION.match(child.text)):
                if scope.leads:
                    return
                continue
            if child.kind != "table" and not (scope.leads and _no_duty(child)):
                scope = self._line(child, scope)

    def _line(self, node: Block, scope: Scope) -> Scope:
        """One line with all below it. Returns what the lines behind it inherit."""
        node = lines.whole(node)
        if node.children and (time := timing.timed(node)) and not timing.repeats(time, self.document):
            self._read(node, replace(scope, time=time))
            return scope
        return self._read(node, scope)

    def _read(self, node: Block, scope: Scope) -> Scope:
        """A line by what it is. Returns what the lines behind it inherit."""
        if head := self._heading(node, scope):
            self._headed(node, head, scope)
            return scope
        if node.numbering and (self._with_closing(node, scope) or self._with_labels(node, scope)):
            return scope
        if self._announces(node) and (head := heads.heading(node, self.here, assigning=True)) and head.score == 1.0:
            return replace(scope, assigning=True, leads=head.bodies, partners=(), heading=None)
        inside = scope.assigning or lines.opens(node, self.parts) or (lines.asks(node) and self._announces(node))
        telling = scope.telling or lines.tells(node, self.parts)
        working = lines.works(node) or (scope.working and node.numbering != "article" and not lines.provides(node))
        within = scope.within(telling=telling, assigning=inside, working=working)
        subject = self._subject(node, within)
        if subject and not subject.asked and lines.concludes(node, subject.end):
            return replace(scope, assigning=True, leads=(), partners=(), heading=None)
        if subject and self._announces(node):
            own = tuple(self.duties.partners(node.text, node.start, subject.bodies))
            certain = min(subject.certain, scope.certain)
            time = timing.timed(node) or scope.time
            return replace(
                scope, assigning=True, leads=subject.bodies, partners=own, heading=None, certain=certain, time=time
            )
        if subject:
            self._sentence(node, subject, scope)
        elif scope.leads:
            return self._inheriting(node, scope)
        else:
            if node.children:
                self._below(node, within)
            return replace(scope, assigning=inside) if self._announces(node) else scope
        return scope

    def _announces(self, node: Block) -> bool:
        """Whether a paragraph without a mark says what the numbered items behind it have in common: "… thực hiện các nội dung sau:"."""
        if node.numbering or node.children or not node.text.rstrip().endswith(":"):
            return False
        following = lines.following(node)
        return following is not None and following.numbering in ("figure", "letter", "dash")

    def _heading(self, node: Block, scope: Scope) -> heads.Heading | None:
        """A numbered line as a heading of bodies, with work on it or below it."""
        if node.numbering in ("", "part") or (not scope.leads and node.numbering in ("dash", "plus")):
            return None
        if lines.criteria(node):
            return None
        head = heads.heading(node, self.here, assigning=scope.assigning)
        if not head or not (head.rest or node.children):
            return None
        if not scope.assigning and ((head.rest and not node.children) or heads.is_topic(node, head, self.here)):
            return None
        bullet = node.numbering in ("dash", "plus") and not (node.text.rstrip().endswith(":") and node.children)
        return None if bullet and head.score < 1.0 else head

    def _headed(self, node: Block, head: heads.Heading, scope: Scope) -> None:
        """All below a heading of bodies is their work."""
        below = Scope(assigning=True, leads=head.bodies, heading=node, certain=head.score, time=scope.time)
        if head.rest:
            rest, shared = self._duty(head.rest, node, head.bodies)
            if rest:
                self.duties.add(rest, node.path(), node, below)
            below = replace(below, partners=tuple(shared))
        self._below(node, below)

    def _with_closing(self, node: Block, scope: Scope) -> bool:
        """Items of work that a labelled line closes, which says who leads them all: "Trách nhiệm chỉ đạo thực hiện: …"."""
        items = [c for c in node.children if c.numbering]
        closing = lines.closing(items[-1]) if len(items) > 1 else []
        if "lead" not in labelled.below(closing) or len(node.text) > 200:
            return False
        own = [b for item in items for b in item.walk() if b not in closing]
        if any(b.numbering and labels.begins(b.text) for b in own) or any(map(lines.closing, items[:-1])):
            return False
        if any(labelled.says_who(line, self.here) for line in own):
            return False
        if closing[0].numbering and any(self._subject(item, scope) for item in items[:-1]):
            return False  # each says itself who leads it
        for item in items:
            last = [b for b in item.walk() if b is item or (b not in closing and b.kind != "table")][-1]
            span = InView(item.start, last.line.end)
            self.duties.add(span, item.path(), item, Scope(assigning=True, time=scope.time), below=closing)
        return True

    def _with_labels(self, node: Block, scope: Scope) -> bool:
        """An item that says who leads it: in labelled lines below it, behind its words on the same line, or in brackets at its end."""
        told = labelled.lines(node)
        if "lead" not in labelled.below(told):
            if any(c.numbering for c in node.children):
                return False
            cut, within = labelled.inside(node.text, node.start)
            leads = labelled.bracketed(node, self.here) or labelled.behind(node, self.here) if not scope.leads else []
            if not (cut > (25 if len(within) == 1 else 8) and "lead" in within) and not leads:
                return False
            own = Scope(assigning=True, leads=tuple(leads), time=scope.time)
            self.duties.add(InView(node.start, node.line.end), node.path(), node, own)
            return True
        first, below = node.children[0], Scope(assigning=True, time=scope.time)
        works = [c for c in first.children if c.numbering] if lines.heads_content(first) else []
        for work in works:
            span = InView(work.start, list(work.walk())[-1].line.end)
            self.duties.add(span, work.path(), work, below, below=told)
        if not works:
            end = first.line.end if lines.content(first) else node.line.end
            self.duties.add(InView(node.start, end), node.path(), node, below, below=told)
        for child in node.children:
            if child.numbering in ("part", "article", "roman", "figure", "decimal") and child not in told:
                self._line(child, Scope(assigning=False))
        return True

    def _subject(self, node: Block, scope: Scope) -> Subject | None:
        """Whom the line itself charges, where that is sure enough for the place that it stands in."""
        if (
            scope.telling
            or lines.promulgates(node)
            or node.kind in ("furniture", "table", "row", "cell")
            or lines.grounds(node)
        ):
            return None
        found = subjects.find(node.text, node.start, self.here)
        issuer = self.document.header.issuer
        if found and issuer:
            found = subjects.asked_by(issuer.full, found, node.text, node.start, self.here)
        if found and self._said_of(found, node):
            return found
        if not found or found.certain < (subjects.LIKELY if found.asked else self._bar(node, scope, found)):
            return None
        own = not found.asked and issuer is not None and [a.name for a in found.bodies] == [issuer.full]
        letter = self.document.header.type == "OfficialLetter"
        opening = not scope.assigning or (not node.numbering and (not letter or node.text.rstrip().endswith(":")))
        if own and (opening or (not letter and asks_throughout(self.document.header))):
            return None  # what the issuer itself does, as it says in its opening
        return found

    def _said_of(self, found: Subject, node: Block) -> bool:
        """Whether an item says of bodies by name, or of whom a colon follows, what they do, with whatever verb."""
        scheduled = lines.scheduled(node, self.document.header.date)
        case = scheduled or lines.casual(node)
        item = node.parent if case and not node.numbering and node.parent else node
        if item.numbering not in _ITEMS or found.begin:
            return False
        if lines.labelled(node.text, found.bodies[0].span.start - node.start) and subjects.named(found.bodies):
            return True
        if not (case or lines.heads(node) or lines.conditional(node)):
            return False
        sure = found.certain >= subjects.FAIR and len(node.text) > _SENTENCE
        if scheduled and found.certain >= subjects.FAIR:
            return True
        if not lines.heads(node):
            certain = subjects.obliged(node.text[found.end :]) or (case and subjects.known(found.bodies))
            return subjects.named(found.bodies) or (sure and certain)
        mine = self.document.header.issuer
        named = subjects.committees(found.bodies) or all(
            a.body and (not mine or a.name != mine.full) for a in found.bodies
        )
        return named or sure or node.text[found.end - 1 : found.end] == ":"

    def _bar(self, node: Block, scope: Scope, found: Subject) -> float:
        """How sure a subject has to be: below bodies and outside the parts that assign more than in them."""
        if scope.leads:
            if scope.joint:
                return subjects.POSSIBLE
            return subjects.FAIR if node.numbering in ("dash", "letter", "figure", "decimal", "", "plus") else 2.0
        if scope.assigning:
            return subjects.POSSIBLE if node.numbering else subjects.FAIR
        return subjects.FAIR if scope.working and self._does(node, found) else subjects.SURE

    def _does(self, node: Block, found: Subject) -> bool:
        """Whether a line of a part on what is to be done gives work: to bodies by name, or to a group in a certain time."""
        if lines.tale(node.text[found.begin :]):
            return False
        time = None if subjects.named(found.bodies) else when.in_prose(node.text)
        return subjects.named(found.bodies) or (time is not None and time.recurrence != "Ongoing")

    def _sentence(self, node: Block, subject: Subject, scope: Scope) -> None:
        """A line with its own subject: a duty, or, with a colon and items below, what they inherit."""
        if scope.joint:
            self._duty_of(node, replace(scope, partners=subject.bodies))
            return
        parts = shares.of(node.text, node.start, self.here, subject, scope.leads)
        if node.numbering and scope.leads and subject.begin and not subject.asked and len(parts) == 1:
            self._inheriting(node, replace(scope, leads=sentences.besides(node.text, subject, scope.leads)))
            return
        below = Scope(assigning=True, leads=subject.bodies, heading=node, certain=subject.certain, time=scope.time)
        items = any(c.numbering for c in node.children)
        if items and node.text.rstrip().endswith(":") and not lines.enumerates(node):
            self._below(
                node, replace(below, partners=tuple(self.duties.partners(node.text, node.start, subject.bodies)))
            )
            return
        if items and lines.enumerates(node):
            self.duties.add(InView(node.start, list(node.walk())[-1].line.end), node.path(), node, below)
            return
        if not node.numbering and not node.children and (pieces := sentences.pieces(node, subject, self.here)):
            begin = subject.begin
            doers = subject.bodies
            for at, behind in (*pieces, (len(node.text) + 1, ())):
                cut = InView(node.start + begin, min(node.start + at - 1, node.line.end))
                self.duties.add(cut, node.path(), node, replace(below, leads=doers))
                begin, doers = at, behind or subject.bodies
            return
        *before, last = parts
        for begin, end, bodies in before:
            first = max(begin, 0 if node.numbering else subject.begin)
            self.duties.add(
                InView(node.start + first, node.start + end), node.path(), node, replace(below, leads=bodies)
            )
        if before:
            self._duty_of(node, replace(below, leads=last.bodies), begin=last.begin)
            return
        others = subjects.further(node.text, node.start, self.here, subject)
        below = replace(below, leads=(*subject.bodies, *others))
        self._duty_of(node, below, begin=0 if node.numbering else subject.begin)

    def _inheriting(self, node: Block, scope: Scope) -> Scope:
        """A line below a heading of bodies that names nobody else: with whom the lines behind or below it are done, or a duty."""
        items = any(c.numbering for c in node.children)
        beside = len(node.parent.children) > 1 if node.parent else False
        opening = node.text.rstrip().endswith(":") or (lines.partners(node) and items)
        following = lines.following(node)
        if not node.numbering and opening and beside and not (following and lines.inline(following)):
            return replace(scope, partners=tuple(self.duties.partners(node.text, node.start, scope.leads)))
        if items and lines.enumerates(node):
            self.duties.add(InView(node.start, list(node.walk())[-1].line.end), node.path(), node, scope)
            return scope
        if items and lines.joint(node):
            self._below(node, replace(scope, joint=True))
            return scope
        if (items and (opening or lines.neutral(node) or lines.titles(node))) or self._heads_others(node, scope):
            own = tuple(self.duties.partners(node.text, node.start, scope.leads))
            self._below(node, replace(scope, partners=own or scope.partners))
            return scope
        self._duty_of(node, scope)
        return scope

    def _heads_others(self, node: Block, scope: Scope) -> bool:
        """Whether a line, below no heading of bodies, only heads paragraphs or items that each charge somebody else."""
        if scope.heading is not None or not node.children:
            return False
        first = node.children[0]
        short = len(node.text) < 160 and node.numbering not in ("", "dash", "plus")
        if short and first.kind == "paragraph" and not first.numbering and self._others(first, scope):
            return True
        items = [c for c in node.children if c.numbering]
        return len(items) > 1 and all(self._given(item, scope) for item in items)

    def _given(self, item: Block, scope: Scope) -> bool:
        """Whether an item, or a paragraph right below it, charges somebody itself."""
        below = (c for c in item.children if c.kind == "paragraph" and not c.numbering)
        return any(self._others(line, scope) for line in (item, *below))

    def _duty_of(self, node: Block, scope: Scope, *, begin: int = 0) -> None:
        """A duty with the paragraphs that go on with it; then the items below it."""
        end, rest = self._continued(node, scope)
        following = lines.following(node)
        end = max(end, following.line.end) if following and lines.inline(following) else end
        number = scope.heading.path() if scope.heading and not node.numbering else node.path()
        self.duties.add(InView(node.start + begin, end), number, node, scope)
        for child in rest:
            if lines.closes(child):
                return
            worth = len(child.text) > 25 or (child.children and not scope.heading)
            if (child.numbering and worth and not labelled.is_time(child)) or (
                not child.numbering and self._subject(child, replace(scope, leads=()))
            ):
                self._line(child, scope if child.numbering else replace(scope, leads=(), partners=(), heading=None))

    def _continued(self, node: Block, scope: Scope) -> tuple[int, list[Block]]:
        """Where a duty ends whose point goes on in paragraphs without a mark, and what stands below it behind them."""
        end = node.line.end
        for i, child in enumerate(node.children):
            goes_on = not child.numbering and child.kind == "paragraph" and not lines.closes(child)
            told = any(labels.find(child.text)) or labelled.is_time(child)
            if not goes_on or lines.apart(child) or told or self._others(child, scope):
                return end, node.children[i:]
            end = child.line.end
        return end, []

    def _others(self, node: Block, scope: Scope) -> bool:
        """Whether a paragraph charges others than those who lead the work above it."""
        found = self._subject(node, replace(scope, leads=()))
        above = {a.group or a.name for a in scope.leads}
        return found is not None and {a.group or a.name for a in found.bodies} != above

    def _duty(
        self, span: InView, node: Block, leads: Sequence[Assignee[InView]]
    ) -> tuple[InView | None, list[Assignee[InView]]]:
        """The duty on a heading's own line, less the sentence that opens the list below: "… Chủ trì, phối hợp với X tham mưu:"."""
        words = self.view.text[span.start : span.end].rstrip()
        if not words.endswith(":") or not any(c.numbering for c in node.children):
            return span, []
        last = max(words.rfind(". "), words.rfind("; "))
        shared = self.duties.partners(words[last + 1 :], span.start + last + 1, leads)
        return (InView(span.start, span.start + last + 1) if last > 0 else None), shared


def _no_duty(node: Block) -> bool:
    """Whether a line below a heading of bodies is a part of a sentence, the time of others, or says what a body is."""
    return lines.inline(node) or labelled.is_time(node) or lines.fact(node)


_ITEMS = ("dash", "letter", "plus", "figure", "decimal")
_SENTENCE = 60
"""Characters of an item from which it is a sentence, no name of those to whom a document goes."""
_SECTION = re.compile(r"\W*(?:Mục|MỤC) \d")
