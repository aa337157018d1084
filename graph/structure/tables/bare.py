"""Text -> assignment tables that were dumped as bare lines, their cells parted by nothing but line ends.

A page's text layer gives such a table line by line: the headings, then for each row its number and its cells one behind the other, every
cell on as many lines as its column is narrow. Rows begin at their numbers; a cell tells itself by what it is: bodies and groups lead
and take part, a time ends the row, what stands before them is the work. A row that does not tell its cells is left out, and so is one
that a page break cut, whose cells go on by turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.language import charges, times
from graph.language.folding import fold
from graph.language.headings import ORDINAL, named
from graph.model import Cell, Column, Grid, Row, Span, Table
from graph.structure.lines import lines
from graph.structure.tables.marked import Spans

_HEAD = re.compile(r"^[ \r]*(?:S?TT|Số TT|Stt)[ \r]*$", re.MULTILINE)
_TASK = re.compile(r"nhiệm vụ|nội dung|công việc|giải pháp|đề án")
_LEAD = re.compile(r"(?:cơ quan|đơn vị|nhiệm vụ) (?:chủ trì|phối hợp|thực hiện)")
_END = re.compile(r"^[^\w\n]*(?:Nơi nhận\b|PHỤ LỤC|Phụ lục [IVX\d]+\s*$)", re.MULTILINE)
_RUNNING = re.compile(r"CÔNG BÁO/|\d{1,4}$|Trang \d")
_OPEN = re.compile(
    r"(?:[,;:/(&–—-]|(?<!\w)(?:và|của|với|các|cho|về|theo|tại|thuộc|là|do|từ|đến|trong|bởi|(?-i:Bộ|Sở|Ủy ban)))$",
    re.IGNORECASE,
)
"""The end of a line after which the same cell goes on."""
_BODY = re.compile(
    r"(?:Các|Cơ quan|Đơn vị|Bộ|Sở|Ủy ban|UBND|HĐND|Hội đồng|Công an|Công ty|Văn phòng|Ban|Thanh tra|Ngân hàng|Viện|Cục|Chi cục|Tổng cục|Vụ|Bảo hiểm"
    r"|Tòa án|Hội(?! nghị| thảo)|Liên đoàn|Liên minh|Tập đoàn|Tổng công ty|Kiểm toán|Doanh nghiệp|Địa phương|Đài|Báo(?! cáo)|Trường|Học viện"
    r"|Mặt trận|MTTQ|Đảng ủy|Tỉnh ủy|Thành ủy|Trung tâm|Thông tấn xã|Chủ đầu tư|Quỹ|Đoàn|Kho bạc|BQL|Thủ trưởng|Chính phủ|Thủ tướng|Quốc hội) ?"
)
"""How a line begins that begins the name of a body or of a group, however it is cut."""
_ABOVE = re.compile(
    r"Chính phủ|Thủ tướng|Quốc hội|Bộ Chính trị|Ban Bí thư|Ban Chấp hành|Ban Thường vụ|HĐND|Hội đồng nhân dân"
)
_HALF_TIME = re.compile(r"(?<!\w)(?:ngày|tháng|quý|năm|nam|đoạn|trước|[IVX]{1,3})$", re.IGNORECASE)
_LONGEST_TIME = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the dump, without blanks at its ends."""

    span: Span
    text: str


def spans(text: str) -> list[Span]:
    """Where an assignment table was dumped as bare lines: from its headings to the next appendix, the recipients or the end. Its
    lines are no prose.

    >>> text = "STT\\nNhiệm vụ\\nCơ quan\\nchủ trì\\n1\\nLập quy hoạch\\nSở Xây dựng\\n\\nNơi nhận:\\n- Lưu: VT"
    >>> [text[s.start : s.end] for s in spans(text)]
    ['STT\\nNhiệm vụ\\nCơ quan\\nchủ trì\\n1\\nLập quy hoạch\\nSở Xây dựng\\n\\n']
    """
    found: list[Span] = []
    for head in _HEAD.finditer(text):
        if found and head.start() < found[-1].end:
            continue
        below = [line.strip() for line in text[head.end() : head.end() + 400].split("\n")[1:13]]
        headings = fold(" ".join(line for line in below if len(line) < 40))
        marked = any("\t" in w or "|" in w for w in below)
        if not marked and _TASK.search(headings) and _LEAD.search(headings):
            end = _END.search(text, head.end())
            found.append(Span(head.start(), end.start() if end else len(text)))
    return found


def find(text: str) -> Iterator[Table]:
    """The tables of a text whose letters are composed, each with the rows that tell their cells, perhaps none.

    >>> text = "TT\\nNội dung\\nCơ quan\\nchủ trì\\nThời hạn\\n1\\nLập bản đồ cho\\nmười xã\\nBộ Xây dựng\\nQuý I/2026\\n"
    >>> [[span.of(text) for cell in row.cells.values() for span in cell] for table in find(text) for row in table.rows]
    [['1', 'Lập bản đồ cho\\nmười xã', 'Bộ Xây dựng', 'Quý I/2026']]
    """
    for span in spans(text):
        inside = [Printed(line.span, line.text.strip()) for line in lines(span.of(text), span.start)]
        end, headings, roles = _headings(inside)
        rows = tuple(_rows(_numbered(inside, end), roles)) if _readable(roles) else ()
        columns = tuple(Column(heading, role) for heading, role in zip(headings, roles, strict=True))
        cells = ((i, row.cells.get(role or "", ())) for i, row in enumerate(rows) for role in roles)
        numbered = tuple(Cell(cell, i, n % len(roles)) for n, (i, cell) in enumerate(cells))
        yield Table(span, Grid(span, numbered, len(rows), len(roles), "lines"), columns, rows, "tasks")


def _headings(inside: Sequence[Printed]) -> tuple[int, list[str], list[str | None]]:
    """Where the headings end, their words, and the roles they name: one goes on where a line begins with a small letter."""
    end = next((i for i, line in enumerate(inside[1:24], 1) if ORDINAL.fullmatch(line.text)), 0)
    cells: list[str] = []
    for words in (line.text for line in inside[:end] if line.text):
        if cells and (words[0].islower() or _OPEN.search(cells[-1])):
            cells[-1] += f" {words}"
        else:
            cells.append(words)
    return end, cells, named(cells, [])


def _readable(roles: Sequence[str | None]) -> bool:
    """Whether the columns stand so that cells can be told: number, work, who leads, who takes part; a time, if any, last."""
    first = [r for r in roles if r in ("ordinal", "task", "lead", "coordinate")]
    return first in (["ordinal", "task", "lead"], ["ordinal", "task", "lead", "coordinate"]) and (
        list(roles[: len(first)]) == first and ("time" not in roles or roles[-1] == "time")
    )


def _numbered(inside: Sequence[Printed], i: int) -> Iterator[tuple[Printed, list[Printed], bool]]:
    """The rows: their number, their lines, whether a page break cut them."""
    number: Printed | None = None
    below: list[Printed] = []
    cut = False
    head = [line.text for line in inside[:i] if line.text]
    while i < len(inside):
        line = inside[i]
        page = _page(inside, i, head, number)
        if page:
            after = next((x for x in inside[page:] if x.text), None)
            cut = cut or after is None or not ORDINAL.fullmatch(after.text)
            i = page
            continue
        if ORDINAL.fullmatch(line.text) and _follows(number, line):
            if number:
                yield number, below, cut
            number, below, cut = line, [], False
        elif line.text:
            below.append(line)
        i += 1
    if number:
        yield number, below, cut


def _page(inside: Sequence[Printed], i: int, head: list[str], number: Printed | None) -> int:
    """Where the lines between two pages end that begins at i: page number, running head, the headings again; 0 where none does."""
    j, running = i, False
    while j < len(inside) and (not inside[j].text or _RUNNING.match(inside[j].text)):
        if running and ORDINAL.fullmatch(inside[j].text) and _follows(number, inside[j]):
            break
        running = running or inside[j].text.startswith("CÔNG BÁO")
        j += 1
    filled = [line.text for line in inside[j : j + 2 * len(head)] if line.text][: len(head)]
    if filled == head:
        seen = 0
        while seen < len(head):
            seen += bool(inside[j].text)
            j += 1
        return j
    return j if running else 0


def _follows(before: Printed | None, line: Printed) -> bool:
    """Whether a number comes next: other figures alone on a line are of a page or of a cell."""
    mark = line.text.rstrip(".)")
    if before is None or not mark[0].isdigit():
        return before is None or bool(re.fullmatch(r"[IVXLC]+|[A-ZĐ]", mark))
    above = before.text.rstrip(".)")
    if not above[0].isdigit() or "." in mark:
        return mark == "1" or "." in mark or above[0].isalpha()
    return mark == "1" or int(mark) == int(above.split(".")[0]) + 1


def _rows(numbered: Iterator[tuple[Printed, list[Printed], bool]], roles: Sequence[str | None]) -> Iterator[Row]:
    sections: list[tuple[int, str]] = []
    parts = list(numbered)
    for (number, below, cut), following in zip(parts, [*(p[0].text for p in parts[1:]), ""], strict=True):
        mark = number.text.rstrip(".)")
        heads = mark[0].isalpha() or following.startswith(f"{mark}.")
        cells = None if cut or heads else _cells(below, roles)
        if cells:
            said = {"ordinal": (number.span,), **cells}
            end = max(s.end for cell in said.values() for s in cell)
            yield Row(said, tuple(words for _, words in sections), Span(number.span.start, end))
        elif heads and below:
            level = 0 if mark[0].isalpha() else 1 + mark.count(".")
            heading = f"{mark}. {' '.join(line.text for line in below)}"
            sections = [*((n, words) for n, words in sections if n < level), (level, heading)]


def _cells(below: list[Printed], roles: Sequence[str | None]) -> dict[str, Spans] | None:
    """The cells of a row by role; None where they do not tell themselves."""
    body = list(below)
    found: dict[str, Spans] = {}
    if roles[-1] == "time":
        first = _time(body)
        if first is None:
            return None
        found["time"] = _cell(body[first:])
        body = body[:first]
    i, end = next(((i, end) for i in range(1, len(body)) if (end := _run(body, i))), (0, 0))
    beyond = [r for r in roles if r not in ("ordinal", "task", "lead", "coordinate", "time")]
    parts = _parts(body[i:end])
    if beyond[:1] == [None] and len(parts) > 2 and _ABOVE.match(parts[-1][0].text):
        end -= len(parts.pop())  # who decides, in a column of its own
    if not i or len(parts) > (1 if "coordinate" not in roles else 2 if None in beyond else 4):
        return None
    if bool(body[end:]) != bool(beyond):
        return None
    found["task"], found["lead"] = _cell(body[:i]), _cell(parts[0])
    if len(parts) > 1:
        found["coordinate"] = _cell([line for part in parts[1:] for line in part])
    if beyond == ["product"] and not _BODY.match(body[end].text):
        found["product"] = _cell(body[end:])
    return {role: found[role] for role in ("task", "lead", "coordinate", "product", "time") if role in found}


def _time(body: Sequence[Printed]) -> int | None:
    """The line at which the time begins that ends a row."""
    for first in range(len(body) - 1, max(len(body) - 5, 0), -1):
        words = " ".join(line.text for line in body[first:])
        if not (words[0].isupper() or words[0].isdigit()) or _BODY.match(words):
            continue
        if _OPEN.search(body[first - 1].text) or _HALF_TIME.search(body[first - 1].text):
            continue
        read = times.read(words) if len(words) <= _LONGEST_TIME else None
        return first if read and (read.start or read.due or read.recurrence) else None
    return None


def _run(body: Sequence[Printed], i: int) -> int:
    """Where the lines end that begin at line i and name bodies and nothing else; 0 where line i begins no cell of them."""
    if not _BODY.match(body[i].text) or _OPEN.search(body[i - 1].text):
        return 0
    ends = [
        end
        for end in range(i + 1, min(i + 24, len(body)) + 1)
        if (end == len(body) or body[end].text[0].isupper()) and not _OPEN.search(body[end - 1].text)
    ]
    joined = ((end, " ".join(line.text for line in body[i:end])) for end in reversed(ends))
    return next((end for end, words in joined if charges.names_only(words, None)), 0)


def _parts(run: Sequence[Printed]) -> list[list[Printed]]:
    """Lines that name bodies, parted where a name begins behind a line that is complete."""
    parts: list[list[Printed]] = []
    for line in run:
        if parts and (_OPEN.search(parts[-1][-1].text) or not _BODY.match(line.text)):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _cell(part: Sequence[Printed]) -> Spans:
    return (Span(part[0].span.start, part[-1].span.end),)
