"""Assigned tasks: rows of assignment tables; bullets under an agency's heading; labelled lines; sentences that name who does it.

Each task has its wording, who leads, who takes part, when, and which documents it carries out. A measure that names nobody is no task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph import assignees, bodies, deadlines, tables
from graph.folding import composed, fold, tidy
from graph.lexicon import load
from graph.model import Assignee, Citation, Deadline, Document, Span, Task
from graph.outline import Node, outline
from graph.tables import Row, Table


def find(document: Document, citations: Sequence[Citation], nested: frozenset[int] = frozenset()) -> list[Task]:
    """The tasks of a document, in order; spans are the source's, and so are the citations'. `nested` are the positions of citations
    that the words say another one is about ("Kế hoạch A về thực hiện B": B).

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\\nVỀ A\\n\\nII. TỔ CHỨC THỰC HIỆN\\n1. Sở Y tế\\n- Chủ trì, phối hợp với Sở Xây dựng rà soát.\\n"
    >>> task, = find(parse(Source("a.txt", text)), [])
    >>> task.ordinal, task.text, [a.name for a in task.leads], [a.name for a in task.coordinators]
    ('II.1.-1', 'Chủ trì, phối hợp với Sở Xây dựng rà soát.', ['Sở Y tế'], ['Sở Xây dựng'])
    """
    text = document.source.text
    grids = tables.find(text)
    found = [t for n, table in enumerate(grids, 1) for t in _of_table(document, table, n if len(grids) > 1 else 0)]
    skip = (*(t.span for t in grids), *tables.unmarked(text))
    root = outline(document.view.text, document.root.children, skip=skip)
    found += _Prose(document).read(root)
    notes = _footnotes(document)
    tasks = [_carrying(t, text, citations, nested, notes) for t in found]
    return sorted(tasks, key=lambda t: t.spans)


def _of_table(document: Document, table: Table, number: int) -> Iterator[Task]:
    text, here = document.source.text, document.header.jurisdiction
    before: tuple[Assignee, ...] = ()
    named = [
        bool(assignees.read(tables.words(r.cells["lead"], text), here, whole=False))
        for r in table.rows
        if r.cells.get("lead")
    ]
    if sum(named) < 0.5 * len(named):
        return  # the column that looked like who leads holds something else
    for row in table.rows:
        leads = _cell(row, "lead", text, here)
        merged = not leads and not row.cells.get("lead") and not row.cells.get("coordinate")
        if merged and before:
            leads = before  # a cell shared by several rows is printed in the first
        wording = tables.words(row.cells["task"], text)
        if not leads or (len(wording) < 6 and not row.cells.get("lead")):
            continue
        before = leads
        coordinators = _cell(row, "coordinate", text, here)
        yield Task(
            spans=row.cells["task"],
            text=wording,
            ordinal=_row_number(row, text, number),
            part=row.sections[-1] if row.sections else None,
            leads=leads,
            coordinators=coordinators,
            deadline=_row_time(row, text),
            carries=(),
            rule="table",
            product=tables.words(row.cells["product"], text) if row.cells.get("product") else None,
        )


def _cell(row: Row, role: str, text: str, here: str | None) -> tuple[Assignee, ...]:
    """The assignees of a cell. One cut by a page break is read as one; its mentions then rest on all of it."""
    spans = row.cells.get(role, ())
    if not spans:
        return ()
    if len(spans) == 1 and "\n" not in spans[0].of(text) and "*" not in spans[0].of(text):
        start = spans[0].start
        words, stands = composed(spans[0].of(text))
        return tuple(
            Assignee(Span(start + stands[a.span.start], start + stands[a.span.end]), a.name, a.group)
            for a in assignees.read(words, here)
        )
    whole = spans[0] if len(spans) == 1 else max(spans, key=lambda s: s.end - s.start)
    return tuple(Assignee(whole, a.name, a.group) for a in assignees.read(tables.words(spans, text), here))


def _row_number(row: Row, text: str, table: int) -> str | None:
    ordinal = tables.words(row.cells.get("ordinal", ()), text).rstrip(".)") or None
    section = next((m[0] for s in row.sections if (m := re.match(r"[IVXA-Đ]+(?=[. ])", s))), None)
    number = f"{section}.{ordinal}" if section and ordinal else ordinal
    return f"PL{table}.{number}" if table and number else number


def _row_time(row: Row, text: str) -> Deadline | None:
    start, due = (tables.words(row.cells.get(role, ()), text) for role in ("start", "due"))
    if start or due:
        return deadlines.both(start, due)
    return deadlines.read(tables.words(row.cells.get("time", ()), text))


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
        labels = [(c, role) for c in node.children for role, _ in _labels(c.text) if _LABELLED().match(c.text)]
        if "lead" not in [role for _, role in labels]:
            return False
        self._add(Span(node.start, node.span.end), node.path(), node, [], [], below=[c for c, _ in labels])
        return True

    def _heading(self, node: Node, *, inside: bool) -> tuple[list[Assignee], Span | None] | None:
        """The bodies that an item's words name and nothing else, and what of the line is already a duty."""
        words, rest = node.text, None
        colon = re.match(r"([^:.;]{4,160}):\s*(?=\S)", words)
        if colon and len(node.text) > colon.end() + 15 and not _names_only(words.strip(" .:*;"), self.here):
            words, rest = colon[1], Span(node.start + colon.end(), node.span.end)
        bare = _ASKED.sub("", _CHARGED.sub("", words.strip(" .:*;")))
        if (
            inside
            and (rest or node.children)
            and _KINDS.match(bare)
            and len(bare) < 120
            and not _leads().search(f" {bare}")
        ):
            found = self._several(bare, node.start + node.text.find(bare))
            return (found, rest) if found else None
        if len(bare) > 220 or not bare or not _names_only(bare, self.here):
            return None
        found = [_moved(a, node.start) for a in assignees.read(words, self.here, whole=False)]
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
                shared = self._partners(child.text, child.start, leads)
                continue
            self._item(child, node, leads, shared)

    def _duty(self, span: Span, node: Node, leads: list[Assignee]) -> tuple[Span | None, list[Assignee]]:
        """The duty on a heading's own line, less the sentence that opens the list below: "… Chủ trì, phối hợp với X tham mưu:"."""
        words = self.view.text[span.start : span.end].rstrip()
        if not words.endswith(":") or not any(c.kind for c in node.children):
            return span, []
        last = max(words.rfind(". "), words.rfind("; "))
        shared = self._partners(words[last + 1 :], span.start + last + 1, leads)
        return (Span(span.start, span.start + last + 1) if last > 0 else None), shared

    def _item(self, node: Node, heading: Node, leads: list[Assignee], shared: list[Assignee]) -> None:
        items = [c for c in node.children if c.kind]
        mine = self._subject(node, leads)
        if items and node.text.rstrip().endswith(":"):
            partners = self._partners(node.text, node.start, mine or leads) or shared
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
        subject = self._leading(node.text, node.start)
        return subject if subject and node.kind in ("dash", "letter", "figure", "decimal") else []

    def _sentence(self, node: Node) -> bool:
        """An item that is a sentence with its subject: "Giao Sở X chủ trì …", "Giám đốc Sở X có trách nhiệm …"."""
        found = self._leading(node.text, node.start) or self._in_course(node.text, node.start)
        if not found:
            return False
        self._add(Span(node.start, node.span.end), node.path(), node, found, [])
        for child in node.children:
            if child.kind:
                self._item(child, node, self._leading(child.text, child.start) or found, [])
            elif own := self._leading(child.text, child.start):
                self._add(Span(child.start, child.span.end), child.path(), child, own, [])
        return True

    def _leads_it(self, node: Node) -> bool:
        """Whether an item of any part says of the bodies it begins with that they lead: "Sở X chủ trì, phối hợp với …"."""
        if not node.kind or " chủ trì" not in node.text[:240]:
            return False
        found = self._leading(node.text, node.start)
        after = node.text[max((a.span.end for a in found), default=node.start) - node.start :]
        return bool(found) and bool(re.match(r"[ ,]*(?:có trách nhiệm |tiếp tục |chủ động )?chủ trì\b", after))

    def _leading(self, text: str, start: int) -> list[Assignee]:
        """The bodies that a sentence begins with, when a verb of working follows."""
        given = re.match(r"(?:Giao|Yêu cầu|Đề nghị|Phân công|Khuyến khích)(?: cho)? ", text)
        at = given.end() if given else 0
        if not given and not re.match(r"[^\W\d_]", text):
            return []
        named = _UNLISTED.match(text[at:]) if given else None
        if named and (several := self._several(named[1], start + at)):
            return several
        found: list[Assignee] = []
        window = text[at : at + 400]
        reach = 0
        for a in assignees.read(window, self.here, whole=False):
            gap = window[reach : a.span.start]
            if re.fullmatch(r"(?:[ ,;/]|và|cùng|các|Đồng chí|lãnh đạo|Lãnh đạo|đơn vị|Thủ trưởng|trực thuộc)*", gap):
                found.append(_moved(a, start + at))
                reach = a.span.end
            elif reach:
                break
        after = window[reach:]
        verb = _leads().match(re.sub(r"^[ ,]*(?:và )?(?:\([^)]*\) ?)?", "", after)) if found else None
        return found if verb or (found and given) else []

    def _several(self, words: str, at: int) -> list[Assignee]:
        """The bodies of a list whose members each begin as a body of some kind does; one, where it is no such list."""
        pieces = [m for m in re.finditer(r"[^,;]+", words) if m[0].strip()]
        if not all(_KINDS.match(m[0].strip()) for m in pieces):
            pieces = list(re.finditer(r".+", words))
        found: list[Assignee] = []
        for m in pieces:
            bare = m[0].strip()
            first = at + m.start() + m[0].find(bare)
            if name := bodies.name(bare, self.here):
                found.append(Assignee(Span(first, first + len(bare)), name.full))
        return found

    def _in_course(self, text: str, start: int) -> list[Assignee]:
        """ "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan … phản ánh về …"."""
        if not re.match(r"Trong quá trình|Nếu |Khi ", text):
            return []
        for clause in re.finditer(r"[,;] (?:đề nghị |yêu cầu )?(?=các |Các )", text[:420]):
            window = text[clause.end() : clause.end() + 200]
            taken: list[Assignee] = []
            reach = 0
            for a in assignees.read(window, self.here, whole=False):
                if not re.fullmatch(r"(?:[ ,;]|và|các)*", window[reach : a.span.start]):
                    break
                taken.append(_moved(a, start + clause.end()))
                reach = a.span.end
            if taken and _leads().match(window[reach:].lstrip(" ,")):
                return taken
        return []

    def _partners(self, text: str, start: int, leads: Sequence[Assignee]) -> list[Assignee]:
        """The bodies that a duty says are worked with: "phối hợp với X, Y rà soát …"."""
        found: list[Assignee] = []
        names = {a.group or a.name for a in leads}
        for match in _WITH.finditer(text):
            window = text[match.end() : match.end() + 420]
            reach = 0
            for a in assignees.read(window, self.here, whole=False):
                if not re.fullmatch(
                    r"(?:[ ,;/:.()]|và|cùng|các|với|cấp|của|nhà nước|phối hợp|cùng với)*", window[reach : a.span.start]
                ):
                    break
                reach = a.span.end
                if (a.group or a.name) not in names:
                    names.add(a.group or a.name)
                    found.append(_moved(a, start + match.end()))
        return found

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
        labels = {
            role: (m, span.start + self.view.text[span.start : span.end].find(wording)) for role, m in _labels(wording)
        }
        cut = min((m.start() for m, _ in labels.values()), default=len(wording))
        lines = below or [c for c in node.children if not c.kind]
        labels.update({role: (m, c.start) for c in lines for role, m in _labels(c.text)})
        body = wording[:cut].rstrip()
        if len(body) < 12 or (not labels and _names_only(body, self.here)):
            return
        partners = self._labelled(labels, "coordinate") or [*self._partners(body, span.start, leads)] or list(shared)
        time = labels.get("time")
        deadline = deadlines.read(time[0]["value"]) if time else self._time(body)
        lead_in = len(self.view.text[span.start : span.end]) - len(self.view.text[span.start : span.end].lstrip())
        source = self.view.source(span.start + lead_in, span.start + lead_in + len(wording.rstrip()))
        part = node.parent.text if node.parent and node.parent.text else None
        owners = self._labelled(labels, "lead") or list(leads)
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
        found, issued = deadlines.in_prose(body), self.document.header.date
        past = found and found.due and issued and found.due.year + LONG_PAST < issued.year
        return None if past else found

    def _labelled(self, labels: dict[str, tuple[re.Match[str], int]], role: str) -> list[Assignee]:
        if role not in labels:
            return []
        match, at = labels[role]
        return [_moved(a, at + match.start("value")) for a in assignees.read(match["value"], self.here)]

    def _at_source(self, a: Assignee) -> Assignee:
        return Assignee(self.view.source(a.span.start, a.span.end), a.name, a.group)


_ASKED = re.compile(r"^(?:Đề nghị|Yêu cầu|Giao|Trách nhiệm của) (?!Thủ trưởng|Giám đốc)")
LONG_PAST = 5  # years before a document's date: a day so far back sets no task's time, a typing error may be nearer
_CHARGED = re.compile(r" (?:có|chịu) (?:các )?(?:trách nhiệm|nhiệm vụ)(?: sau(?: đây)?)?$")


def _charges(node: Node) -> bool:
    """Whether an item charges a body wherever it stands: "Giao Sở X …", "Điều 2. Sở X chủ trì …"."""
    return bool(node.kind) and (
        node.text.startswith("Giao ")
        or (node.kind == "article" and bool(re.search(r"chủ trì|có trách nhiệm|làm đầu mối", node.text[:160])))
    )


_KINDS = re.compile(
    r"(?:Viện|Trung tâm|Cục|Tổng cục|Vụ|Văn phòng|Ban|Công ty|Tổng công ty|Tập đoàn|Trường|Học viện|Đảng ủy|Hội|Hiệp hội|Đài|Báo|Quỹ|Chi cục|Liên đoàn|Liên minh|Ngân hàng) (?:[A-ZĐ]|nhà nước )"
)
"""Kinds of bodies that may head a list of duties without being known by name."""
_UNLISTED = re.compile(
    rf"({_KINDS.pattern}[^.;:]{{2,110}}?) (?=chủ trì|phối hợp|làm đầu mối|theo dõi|có trách nhiệm|tham mưu|tổ chức|hướng dẫn"
    r"|xây dựng|chỉ đạo|triển khai|tiếp tục)"
)
"""Such a body, or several, and a verb of working behind."""
_WITH = re.compile(
    r"(?:phối hợp(?: chặt chẽ| thường xuyên|,? (?:chặt chẽ|thường xuyên),?)*(?: cùng)?(?: với)?(?: giữa)?(?: các cơ quan:)?|cùng với) ",
    re.IGNORECASE,
)


def _moved(a: Assignee, by: int) -> Assignee:
    return Assignee(Span(a.span.start + by, a.span.end + by), a.name, a.group)


@lru_cache(maxsize=4096)
def _names_only(words: str, here: str | None) -> bool:
    """Whether words name bodies and nothing else: what is left without the names is glue."""
    return assignees.apart(words, _GLUE, here)


_GLUE = re.compile(
    r"(?:[\s,;/.:()&*]|và|các|cùng|Các|Sở|Bộ|của|thuộc|trực thuộc|Trách nhiệm|trách nhiệm|chung|Đối với|Đề nghị|đề nghị|Giao|tỉnh|thành phố|trung ương|"
    r"Trung ương|có|liên quan|khác|trên địa bàn|Thủ trưởng|Lãnh đạo|Giám đốc|Chủ tịch|đơn vị|cơ quan)*"
)


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(load().assigning["parts"]))


@lru_cache(maxsize=1)
def _leads() -> re.Pattern[str]:
    verbs = "|".join(load().assigning["leading"])
    return re.compile(
        rf"(?:(?:tiếp tục|chủ động|kịp thời|thường xuyên|phải|cần|sẽ|cũng|trên cơ sở|có) )*(?:{verbs})\b", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _LABELLED() -> re.Pattern[str]:  # noqa: N802 - a pattern, compiled when first used
    labels = load().assigning["labels"]
    alternatives = "|".join(f"(?P<{role}>{words})" for role, words in labels.items())
    return re.compile(
        rf"\W{{0,4}}(?:{alternatives})\s*:\s*(?P<value>[^\n]*?)(?=[.;]?\s*(?:$|\n)|[.;] (?=[A-ZĐ]\w* \w+ ?\w* ?\w*:))",
        re.IGNORECASE,
    )


def _labels(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The labelled lines in a text: (role, match with its value). A value ends where the next label begins, also in the same line."""
    if ":" not in text:
        return
    for match in _label().finditer(text):
        role = next(r for r in load().assigning["labels"] if match[r])
        yield role, match


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    labels = load().assigning["labels"]
    alternatives = "|".join(f"(?P<{role}>{words})" for role, words in labels.items())
    following = "|".join(labels.values())
    return re.compile(
        rf"(?<!\w)(?:{alternatives})\s*:\s*"
        rf"(?P<value>.*?)(?=\.?\s*$|[.;] [A-ZĐ][^:]{{3,40}}:|[.;]? (?:- )?(?:{following})\s*:)",
        re.IGNORECASE,
    )


def _closing(node: Node) -> bool:
    """What follows is no work: recipients, signatures, the formula of entry into force."""
    return node.kind == "end" or bool(_CLOSES.match(node.text)) or bool(_ENTERS.search(node.text))


_CLOSES = re.compile(r"\W*(?:Nơi nhận|Kính gửi|(?:Lưu|Như trên|Như Điều)\b)")
_ENTERS = re.compile(r"chịu trách nhiệm thi hành (?:Quyết định|Nghị quyết|Nghị định|Thông tư) này")


def _footnotes(document: Document) -> dict[str, Span]:
    """Notes at the foot of pages by their number: "1 Các quy định của …"."""
    notes: dict[str, Span] = {}
    for block in document.root.children:
        match = re.match(r"\s*(\d{1,2}|[¹²³⁴-⁹])\s?(?=[A-ZĐ])", block.span.of(document.source.text))
        if match:
            notes.setdefault(match[1], block.span)
    return notes


def _carrying(
    task: Task, text: str, citations: Sequence[Citation], nested: frozenset[int], notes: dict[str, Span]
) -> Task:
    """The task with the documents that it carries out."""
    places = list(task.spans)
    note = re.search(r"[^\W\d_](\d{1,2}|[¹²³⁴-⁹])(?=[\s.;,]|$)", task.text)
    carried: list[int] = []
    for i, c in enumerate(citations):
        if c.itself or i in nested or not any(s.start <= c.span.start < s.end for s in places):
            continue
        inside = next(s for s in places if s.start <= c.span.start < s.end)
        before = fold(tidy(text[inside.start : c.span.start]))[-220:]
        if _is_carried(before, carried, citations, i, text):
            carried.append(i)
    if note and note[1] in notes and _executes(task.text[: note.start()]):
        span = notes[note[1]]
        carried += [i for i, c in enumerate(citations) if not c.itself and span.start <= c.span.start < span.end]
    return Task(
        task.spans,
        task.text,
        task.ordinal,
        task.part,
        task.leads,
        task.coordinators,
        task.deadline,
        tuple(carried),
        task.rule,
        task.product,
    )


def _executes(words: str) -> bool:
    return bool(re.search(r"thực hiện[^.;]{0,60}(?:quy định|pháp luật)", words[-200:]))


def _is_carried(before: str, carried: list[int], citations: Sequence[Citation], i: int, text: str) -> bool:
    verb = _carry().search(before)
    if verb and not _watched().search(before[: verb.start()].rstrip()):
        return True
    if not carried:
        return False
    last = citations[carried[-1]]
    gap = tidy(text[last.span.end : citations[i].span.start])
    if re.fullmatch(r"[ ,;]*(?:và|gắn với|cùng)?[ ,;]*(?:các)?", gap):
        return True
    return (
        last.type == citations[i].type and bool(re.search(r"(?:(?:^| )và|[;,])$", gap)) and not re.search(r"\. ", gap)
    )


@lru_cache(maxsize=1)
def _carry() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load().assigning['carrying'])})\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _watched() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load().assigning['not_carried'])})", re.IGNORECASE)
