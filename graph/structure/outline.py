"""A document's lines -> the tree of its numbered parts, items and bullets.

Levels follow the marks: Phần, Roman, figures, figures with points, letters, dashes, plus signs; what stands below another without a mark
of its own belongs to it. Total: any text gives a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.model import Block, Span

_MARK = re.compile(
    r"\W{0,2}?(?:(?P<part>(?:Phần|PHẦN|Chương|CHƯƠNG) (?:(?:thứ|THỨ) \w+|[IVX]+|\d+)(?!\w))|(?P<article>(?:Điều|ĐIỀU) \d+[a-z]?)|(?P<roman>[IVX]{1,5})(?=[.\-)]|/(?!v))|(?P<decimal>\d{1,2}(?:\.\d{1,2})+)|\(?(?P<figure>\d{1,2})(?=[.)\-/])"
    r"|(?P<letter>[a-zđ])(?=\))|(?P<dash>[-–•*])(?= ?[^\W\d_])|(?P<plus>\+))[.)\-/:]*\s*"
)
_END = re.compile(r"\W*(?:Nơi nhận\b|T/?M\. ?[A-ZĐ]|KT\. ?[A-ZĐ])")
"""Recipients and signature: what is listed below them is no part of the text."""
_MARKING = frozenset("PCĐIVXNTK")
"""Letters that a mark or an end begins with; a line that begins with another letter, and no bracket behind it, has none."""
_ORDER = ("part", "article", "roman", "figure", "decimal", "letter", "dash", "plus")
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


@dataclass(slots=True)
class Node:
    """A line of the outline: its characters in the view, its mark, what stands below it. The root has no mark."""

    span: Span
    text: str  # without its mark
    start: int  # where `text` begins in the view
    mark: str = ""
    kind: str = ""
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)
    nth: int = 0  # among its parent's children of the same kind

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    def path(self) -> str:
        """Printed numbers from the part down: "IV.1.a", dashes counted: "4.-2".

        >>> root = outline("I. MỤC TIÊU\\n1. Chung\\n- Một\\n- Hai", ())
        >>> [n.path() for n in root.walk()][1:]
        ['I', 'I.1', 'I.1.-1', 'I.1.-2']
        """
        if self.parent is None:
            return ""
        mark = f"{self.mark}{self.nth}" if self.kind in ("dash", "plus", "") else self.mark
        above = self.parent.path()
        if self.kind == "decimal" and mark.startswith(f"{self.parent.mark}."):  # "2.1" repeats the "2" above it
            above = above.removesuffix(self.parent.mark).rstrip(".")
        return f"{above}.{mark}" if above else mark


def outline(view: str, blocks: tuple[Block, ...], *, skip: tuple[Span, ...] = ()) -> Node:
    """The tree of a view's lines; lines whose blocks lie in `skip` (spans of the source: tables) are left out.

    >>> root = outline("V. TỔ CHỨC THỰC HIỆN\\n1. Sở Công Thương\\n- Chủ trì A.\\n+ Chi tiết.\\n2. Sở Xây dựng", ())
    >>> [(n.path(), n.text) for n in root.walk()][2:]
    [('V.1', 'Sở Công Thương'), ('V.1.-1', 'Chủ trì A.'), ('V.1.-1.+1', 'Chi tiết.'), ('V.2', 'Sở Xây dựng')]
    """
    root = Node(Span(0, len(view)), "", 0)
    open_: list[Node] = [root]
    at = 0
    for i, line in enumerate(view.split("\n")):
        start, at = at, at + len(line) + 1
        if not line or line.isspace():
            continue
        if skip and i < len(blocks) and any(s.start <= blocks[i].span.start < s.end for s in skip):
            continue
        _place(open_, _node(line, start))
    return root


def _node(line: str, start: int) -> Node:
    first = line[0]
    if first.isalpha() and first not in _MARKING and line[1:2] != ")":
        return Node(Span(start, start + len(line)), line, start)
    if _END.match(line):
        return Node(Span(start, start + len(line)), line, start, "", "end")
    match = _MARK.match(line)
    kind = match.lastgroup if match else None
    if not match or not kind or (match.end() == len(line) and kind in ("dash", "plus")):
        return Node(Span(start, start + len(line)), line, start)
    return Node(Span(start, start + len(line)), line[match.end() :], start + match.end(), match[kind].strip(), kind)


def _place(open_: list[Node], node: Node) -> None:
    """Below the last open line whose mark is of a higher kind. A line without a mark goes below the one before it; capitals close
    everything, as a heading does."""
    if node.kind == "end":
        del open_[1:]
    if not node.kind:
        if _is_title(node.text):
            del open_[1:]
        parent = open_[-1]  # all that are open below the root have marks
    else:
        while len(open_) > 1 and not _above(open_[-1], node):
            open_.pop()
        parent = open_[-1]
    node.parent = parent
    node.nth = next((c.nth for c in reversed(parent.children) if c.kind == node.kind), 0) + 1
    parent.children.append(node)
    if node.kind:
        open_.append(node)


def _is_title(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 8


def _above(upper: Node, node: Node) -> bool:
    if upper.kind == node.kind:
        return node.kind == "decimal" and node.mark.startswith(upper.mark + ".")
    if not upper.kind:
        return False
    if upper.kind == "end":
        return node.kind in ("dash", "plus", "letter")
    if node.kind == "end":
        return False
    return _RANK[upper.kind] < _RANK[node.kind]
