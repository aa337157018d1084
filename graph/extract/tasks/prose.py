"""Tasks in prose: bullets under an agency's heading; labelled lines; sentences that name who does it. A measure that names nobody is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from graph.language import assignees, charges, kinds, labels, times
from graph.language.folding import fold
from graph.language.lexicon import any_of
from graph.model import Assignee, Block, Deadline, Document, Findings, InView, Task


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
    """Tasks in prose, found while going down the outline."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = document.view
        self.here = document.header.jurisdiction
        self.everywhere = document.header.type == "OfficialLetter"
        self.tasks: list[Task] = []

    def read(self, root: Block) -> list[Task]:
        for child in root.children:
            self._part(child, assigning=self.everywhere)
        return self.tasks

    def _part(self, node: Block, *, assigning: bool) -> None:
        """A part: does its heading say that it assigns, or does an item of it name a body?"""
        if _closing(node) or node.kind == "table":
            return
        inside = assigning or bool(
            node.numbering in ("part", "roman", "figure", "decimal", "") and _parts().search(fold(node.text[:90]))
        )
        duty = (
            self._heading(node, inside=inside)
            if node.numbering in ("article", "roman", "figure", "decimal", "letter")
            else None
        )
        if duty is not None and (inside or node.children):
            self._under(node, duty[0], duty[1])
            return
        if node.numbering and self._with_labels(node):
            return
        if (inside or _charges(node) or self._leads_it(node)) and self._sentence(node):
            return
        for child in node.children:
            self._part(child, assigning=inside)

    def _with_labels(self, node: Block) -> bool:
        """An item whose lines below say who leads it: "Cơ quan chủ trì: …", "Thời gian thực hiện: …"."""
        told = [(c, role) for c in node.children for role, _ in labels.find(c.text) if labels.begins(c.text)]
        if "lead" not in [role for _, role in told]:
            return False
        self._add(InView(node.start, node.line.end), node.path(), node, [], [], below=[c for c, _ in told])
        return True

    def _heading(self, node: Block, *, inside: bool) -> tuple[list[Assignee], InView | None] | None:
        """The bodies that an item's words name and nothing else, and what of the line is already a duty."""
        words, rest = node.text, None
        colon = re.match(r"([^:.;]{4,160}):\s*(?=\S)", words)
        if colon and len(node.text) > colon.end() + 15 and not charges.names_only(words.strip(" .:*;"), self.here):
            words, rest = colon[1], InView(node.start + colon.end(), node.line.end)
        bare = _entrusted().sub("", _tasked().sub("", words.strip(" .:*;")))
        if bare and len(bare) <= 220 and charges.names_only(bare, self.here):
            found = [charges.moved(a, node.start) for a in assignees.read(words, self.here, whole=False)]
            return (found, rest) if found else None
        if (
            inside
            and (rest or node.children)
            and kinds.with_own_name().match(bare)
            and len(bare) < 120
            and not charges.leads_on().search(f" {bare}")
        ):
            found = charges.several(bare, node.start + node.text.find(bare), self.here)
            return (found, rest) if found else None
        return None

    def _under(self, node: Block, leads: list[Assignee], rest: InView | None) -> None:
        """Everything under an agency's heading is its work: paragraphs, bullets, their own bullets."""
        shared: list[Assignee] = []
        if rest:
            rest, shared = self._duty(rest, node, leads)
            if rest:
                self._add(rest, node.path(), node, leads, [])
        for child in node.children:
            if _closing(child) or re.match(r"\W*(?:Mục|MỤC) \d", child.text):
                return
            if child.numbering and (own := self._heading(child, inside=False)) and (own[1] or child.children):
                self._under(child, *own)
                continue
            if not child.numbering and child.text.rstrip().endswith(":") and len(node.children) > 1:
                shared = self._with(child.text, child.start, leads)
                continue
            self._item(child, node, leads, shared)

    def _duty(self, span: InView, node: Block, leads: list[Assignee]) -> tuple[InView | None, list[Assignee]]:
        """The duty on a heading's own line, less the sentence that opens the list below: "… Chủ trì, phối hợp với X tham mưu:"."""
        words = self.view.text[span.start : span.end].rstrip()
        if not words.endswith(":") or not any(c.numbering for c in node.children):
            return span, []
        last = max(words.rfind(". "), words.rfind("; "))
        shared = self._with(words[last + 1 :], span.start + last + 1, leads)
        return (InView(span.start, span.start + last + 1) if last > 0 else None), shared

    def _item(self, node: Block, heading: Block, leads: list[Assignee], shared: list[Assignee]) -> None:
        items = [c for c in node.children if c.numbering]
        mine = self._subject(node, leads)
        if items and node.text.rstrip().endswith(":"):
            partners = self._with(node.text, node.start, mine or leads) or shared
            for child in items:
                self._item(child, heading, mine or leads, partners)
            return
        number = heading.path() if not node.numbering else node.path()
        self._add(InView(node.start, node.line.end), number, node, mine or leads, shared)
        for child in items:
            if len(child.text) > 25:
                self._item(child, heading, mine or leads, shared)

    def _subject(self, node: Block, leads: list[Assignee]) -> list[Assignee]:
        """Bodies at the beginning of a bullet that does not speak of its heading's body: "UBND huyện, thành phố phối hợp …"."""
        subject = charges.leading(node.text, node.start, self.here)
        return subject if subject and node.numbering in ("dash", "letter", "figure", "decimal") else []

    def _sentence(self, node: Block) -> bool:
        """An item that is a sentence with its subject: "Giao Sở X chủ trì …", "Giám đốc Sở X có trách nhiệm …"."""
        found = charges.leading(node.text, node.start, self.here) or charges.in_course(node.text, node.start, self.here)
        if not found:
            return False
        self._add(InView(node.start, node.line.end), node.path(), node, found, [])
        for child in node.children:
            if child.numbering:
                self._item(child, node, charges.leading(child.text, child.start, self.here) or found, [])
            elif own := charges.leading(child.text, child.start, self.here):
                self._add(InView(child.start, child.line.end), child.path(), child, own, [])
        return True

    def _leads_it(self, node: Block) -> bool:
        """Whether an item of any part says of the bodies it begins with that they lead: "Sở X chủ trì, phối hợp với …"."""
        if not node.numbering or " chủ trì" not in node.text[:240]:
            return False
        found = charges.leading(node.text, node.start, self.here)
        after = node.text[max((a.span.end for a in found), default=node.start) - node.start :]
        return bool(found) and bool(_leading().match(after))

    def _with(self, text: str, start: int, leads: Sequence[Assignee]) -> list[Assignee]:
        return charges.partners(text, start, leads, self.here)

    def _add(
        self,
        span: InView,
        number: str,
        node: Block,
        leads: Sequence[Assignee],
        shared: Sequence[Assignee],
        *,
        below: Sequence[Block] = (),
    ) -> None:
        """One more task: its wording at `span`, labels inside it and in the lines `below` it."""
        wording = self.view.text[span.start : span.end].strip()
        told = {
            role: (m, span.start + self.view.text[span.start : span.end].find(wording))
            for role, m in labels.find(wording)
        }
        cut = min((m.start() for m, _ in told.values()), default=len(wording))
        lines = below or [c for c in node.children if not c.numbering]
        told.update({role: (m, c.start) for c in lines for role, m in labels.find(c.text)})
        body = wording[:cut].rstrip()
        if len(body) < 12 or (not told and charges.names_only(body, self.here)):
            return
        partners = self._labelled(told, "coordinate") or [*self._with(body, span.start, leads)] or list(shared)
        time = told.get("time")
        deadline = times.read(time[0]["value"]) if time else self._time(body)
        lead_in = len(self.view.text[span.start : span.end]) - len(self.view.text[span.start : span.end].lstrip())
        source = self.view.source(span.start + lead_in, span.start + lead_in + len(wording.rstrip()))
        part = node.parent.text if node.parent and node.parent.text else None
        owners = self._labelled(told, "lead") or list(leads)
        self.tasks.append(
            Task(
                spans=(source,),
                text=wording,
                ordinal=number or None,
                part=part,
                leads=tuple(self._at_source(a) for a in owners),
                coordinators=tuple(self._at_source(a) for a in partners),
                deadline=deadline,
                carries=(),
                rule="prose",
            )
        )

    def _time(self, body: str) -> Deadline | None:
        """The time that a task's own wording sets: none long past, which only tells of something."""
        found, issued = times.in_prose(body), self.document.header.date
        past = found and found.due and issued and found.due.year + LONG_PAST < issued.year
        return None if past else found

    def _labelled(self, told: dict[str, tuple[re.Match[str], int]], role: str) -> list[Assignee]:
        if role not in told:
            return []
        match, at = told[role]
        return [charges.moved(a, at + match.start("value")) for a in assignees.read(match["value"], self.here)]

    def _at_source(self, a: Assignee) -> Assignee:
        return replace(a, span=self.view.source(a.span.start, a.span.end))


LONG_PAST = 5  # years before a document's date: a day so far back sets no task's time, a typing error may be nearer


@lru_cache(maxsize=1)
def _entrusted() -> re.Pattern[str]:
    """ "Trách nhiệm của Sở X"; of an office the words before are part of the name."""
    return re.compile(rf"^(?:{any_of('tasks', 'entrusted')}) (?!Thủ trưởng|Giám đốc)")


@lru_cache(maxsize=1)
def _tasked() -> re.Pattern[str]:
    """ "Sở X có các nhiệm vụ sau đây" """
    return re.compile(rf" (?:{any_of('tasks', 'tasked')})$")


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    """ "…, có trách nhiệm chủ trì" """
    return re.compile(rf"[ ,]*(?:(?:{any_of('tasks', 'before_lead')}) )?chủ trì\b")


def _charges(node: Block) -> bool:
    """Whether an item charges a body wherever it stands: "Giao Sở X …", "Điều 2. Sở X chủ trì …"."""
    return bool(node.numbering) and (
        node.text.startswith("Giao ")
        or (node.numbering == "article" and bool(re.search(any_of("tasks", "by_article"), node.text[:160])))
    )


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    return re.compile(any_of("tasks", "parts"))


def _closing(node: Block) -> bool:
    """What follows is no work: recipients, signatures, the formula of entry into force."""
    closes, in_force = _end()
    return node.kind == "end" or bool(closes.match(node.text)) or bool(in_force.search(node.text))


@lru_cache(maxsize=1)
def _end() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"\W*(?:{any_of('tasks', 'closing')})"), re.compile(any_of("tasks", "in_force"))
