"""Tasks in prose: bullets under an agency's heading; labelled lines; sentences that name who does it. A measure that names nobody is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from graph.language import assignees, charges, labels, times
from graph.language.folding import fold
from graph.language.lexicon import load
from graph.model import Assignee, Deadline, Document, Span, Task
from graph.structure.outline import Node


def find(document: Document, root: Node) -> list[Task]:
    """The tasks of a document's prose, whose outline is `root`.

    >>> from graph.model import Source
    >>> from graph.structure.outline import outline
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\\nVỀ A\\n\\nII. TỔ CHỨC THỰC HIỆN\\n1. Sở Y tế\\n- Chủ trì, phối hợp với Sở Xây dựng rà soát.\\n"
    >>> document = parse(Source("a.txt", text))
    >>> task, = find(document, outline(document.view.text, document.root.children))
    >>> task.ordinal, task.text, [a.name for a in task.leads], [a.name for a in task.coordinators]
    ('II.1.-1', 'Chủ trì, phối hợp với Sở Xây dựng rà soát.', ['Sở Y tế'], ['Sở Xây dựng'])
    """
    return _Prose(document).read(root)


class _Prose:
    """Tasks in prose, found while going down the outline."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = document.view
        self.here = document.header.jurisdiction
        self.everywhere = document.header.type == "OfficialLetter"
        self.tasks: list[Task] = []

    def read(self, root: Node) -> list[Task]:
        for child in root.children:
            self._part(child, assigning=self.everywhere)
        return self.tasks

    def _part(self, node: Node, *, assigning: bool) -> None:
        """A part: does its heading say that it assigns, or does an item of it name a body?"""
        if _closing(node):
            return
        inside = assigning or bool(
            node.kind in ("part", "roman", "figure", "decimal", "") and _parts().search(fold(node.text[:90]))
        )
        duty = (
            self._heading(node, inside=inside)
            if node.kind in ("article", "roman", "figure", "decimal", "letter")
            else None
        )
        if duty is not None and (inside or node.children):
            self._under(node, duty[0], duty[1])
            return
        if node.kind and self._with_labels(node):
            return
        if (inside or _charges(node) or self._leads_it(node)) and self._sentence(node):
            return
        for child in node.children:
            self._part(child, assigning=inside)

    def _with_labels(self, node: Node) -> bool:
        """An item whose lines below say who leads it: "Cơ quan chủ trì: …", "Thời gian thực hiện: …"."""
        told = [(c, role) for c in node.children for role, _ in labels.find(c.text) if labels.begins(c.text)]
        if "lead" not in [role for _, role in told]:
            return False
        self._add(Span(node.start, node.span.end), node.path(), node, [], [], below=[c for c, _ in told])
        return True

    def _heading(self, node: Node, *, inside: bool) -> tuple[list[Assignee], Span | None] | None:
        """The bodies that an item's words name and nothing else, and what of the line is already a duty."""
        words, rest = node.text, None
        colon = re.match(r"([^:.;]{4,160}):\s*(?=\S)", words)
        if colon and len(node.text) > colon.end() + 15 and not charges.names_only(words.strip(" .:*;"), self.here):
            words, rest = colon[1], Span(node.start + colon.end(), node.span.end)
        bare = _ASKED.sub("", _CHARGED.sub("", words.strip(" .:*;")))
        if (
            inside
            and (rest or node.children)
            and charges.KINDS.match(bare)
            and len(bare) < 120
            and not charges.leads_on().search(f" {bare}")
        ):
            found = charges.several(bare, node.start + node.text.find(bare), self.here)
            return (found, rest) if found else None
        if len(bare) > 220 or not bare or not charges.names_only(bare, self.here):
            return None
        found = [charges.moved(a, node.start) for a in assignees.read(words, self.here, whole=False)]
        return (found, rest) if found else None

    def _under(self, node: Node, leads: list[Assignee], rest: Span | None) -> None:
        """Everything under an agency's heading is its work: paragraphs, bullets, their own bullets."""
        shared: list[Assignee] = []
        if rest:
            rest, shared = self._duty(rest, node, leads)
            if rest:
                self._add(rest, node.path(), node, leads, [])
        for child in node.children:
            if _closing(child) or re.match(r"\W*(?:Mục|MỤC) \d", child.text):
                return
            if child.kind and (own := self._heading(child, inside=False)) and (own[1] or child.children):
                self._under(child, *own)
                continue
            if not child.kind and child.text.rstrip().endswith(":") and len(node.children) > 1:
                shared = self._with(child.text, child.start, leads)
                continue
            self._item(child, node, leads, shared)

    def _duty(self, span: Span, node: Node, leads: list[Assignee]) -> tuple[Span | None, list[Assignee]]:
        """The duty on a heading's own line, less the sentence that opens the list below: "… Chủ trì, phối hợp với X tham mưu:"."""
        words = self.view.text[span.start : span.end].rstrip()
        if not words.endswith(":") or not any(c.kind for c in node.children):
            return span, []
        last = max(words.rfind(". "), words.rfind("; "))
        shared = self._with(words[last + 1 :], span.start + last + 1, leads)
        return (Span(span.start, span.start + last + 1) if last > 0 else None), shared

    def _item(self, node: Node, heading: Node, leads: list[Assignee], shared: list[Assignee]) -> None:
        items = [c for c in node.children if c.kind]
        mine = self._subject(node, leads)
        if items and node.text.rstrip().endswith(":"):
            partners = self._with(node.text, node.start, mine or leads) or shared
            for child in items:
                self._item(child, heading, mine or leads, partners)
            return
        number = heading.path() if not node.kind else node.path()
        self._add(Span(node.start, node.span.end), number, node, mine or leads, shared)
        for child in items:
            if len(child.text) > 25:
                self._item(child, heading, mine or leads, shared)

    def _subject(self, node: Node, leads: list[Assignee]) -> list[Assignee]:
        """Bodies at the beginning of a bullet that does not speak of its heading's body: "UBND huyện, thành phố phối hợp …"."""
        subject = charges.leading(node.text, node.start, self.here)
        return subject if subject and node.kind in ("dash", "letter", "figure", "decimal") else []

    def _sentence(self, node: Node) -> bool:
        """An item that is a sentence with its subject: "Giao Sở X chủ trì …", "Giám đốc Sở X có trách nhiệm …"."""
        found = charges.leading(node.text, node.start, self.here) or charges.in_course(node.text, node.start, self.here)
        if not found:
            return False
        self._add(Span(node.start, node.span.end), node.path(), node, found, [])
        for child in node.children:
            if child.kind:
                self._item(child, node, charges.leading(child.text, child.start, self.here) or found, [])
            elif own := charges.leading(child.text, child.start, self.here):
                self._add(Span(child.start, child.span.end), child.path(), child, own, [])
        return True

    def _leads_it(self, node: Node) -> bool:
        """Whether an item of any part says of the bodies it begins with that they lead: "Sở X chủ trì, phối hợp với …"."""
        if not node.kind or " chủ trì" not in node.text[:240]:
            return False
        found = charges.leading(node.text, node.start, self.here)
        after = node.text[max((a.span.end for a in found), default=node.start) - node.start :]
        return bool(found) and bool(re.match(r"[ ,]*(?:có trách nhiệm |tiếp tục |chủ động )?chủ trì\b", after))

    def _with(self, text: str, start: int, leads: Sequence[Assignee]) -> list[Assignee]:
        return charges.partners(text, start, leads, self.here)

    def _add(
        self,
        span: Span,
        number: str,
        node: Node,
        leads: Sequence[Assignee],
        shared: Sequence[Assignee],
        *,
        below: Sequence[Node] = (),
    ) -> None:
        """One more task: its wording at `span`, labels inside it and in the lines `below` it."""
        wording = self.view.text[span.start : span.end].strip()
        told = {
            role: (m, span.start + self.view.text[span.start : span.end].find(wording))
            for role, m in labels.find(wording)
        }
        cut = min((m.start() for m, _ in told.values()), default=len(wording))
        lines = below or [c for c in node.children if not c.kind]
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


_ASKED = re.compile(r"^(?:Đề nghị|Yêu cầu|Giao|Trách nhiệm của) (?!Thủ trưởng|Giám đốc)")
LONG_PAST = 5  # years before a document's date: a day so far back sets no task's time, a typing error may be nearer
_CHARGED = re.compile(r" (?:có|chịu) (?:các )?(?:trách nhiệm|nhiệm vụ)(?: sau(?: đây)?)?$")


def _charges(node: Node) -> bool:
    """Whether an item charges a body wherever it stands: "Giao Sở X …", "Điều 2. Sở X chủ trì …"."""
    return bool(node.kind) and (
        node.text.startswith("Giao ")
        or (node.kind == "article" and bool(re.search(r"chủ trì|có trách nhiệm|làm đầu mối", node.text[:160])))
    )


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(load().assigning["parts"]))


def _closing(node: Node) -> bool:
    """What follows is no work: recipients, signatures, the formula of entry into force."""
    return node.kind == "end" or bool(_CLOSES.match(node.text)) or bool(_ENTERS.search(node.text))


_CLOSES = re.compile(r"\W*(?:Nơi nhận|Kính gửi|(?:Lưu|Như trên|Như Điều)\b)")
_ENTERS = re.compile(r"chịu trách nhiệm thi hành (?:Quyết định|Nghị quyết|Nghị định|Thông tư) này")
