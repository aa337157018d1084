"""General measures: work that a part like "NHIỆM VỤ, GIẢI PHÁP" sets without naming who does it.

Purposes, goals, past results and the organisation of the work are no measures, and nor is an item that begins with the body that acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from graph.language import assignees, charges, labels
from graph.language.folding import fold
from graph.language.lexicon import any_of, phrases
from graph.model import Block, Document, Findings, Measure, Span, Task

_HEADINGS = frozenset({"part", "article", "roman", "figure", "decimal", "letter", ""})
_LEAST = 25
"""A measure has at least so many characters; a shorter item is a heading or a remainder."""
_SENTENCE = 60
"""An item with items below it is itself a measure, where it has so many characters and ends as a sentence does."""


def step(document: Document, findings: Findings) -> Findings:
    """The work that the prose sets and gives to nobody. Reads: header, root, view, tasks. Writes: measures."""
    return replace(findings, measures=tuple(find(document, findings.tasks)))


def find(document: Document, tasks: Sequence[Task]) -> list[Measure]:
    """The measures of a document, in order.

    Forms: bullets, numbered items and paragraphs below a heading of measures. An item that only announces the ones below
    it is none, and what is already one of the `tasks` is none.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\\nVỀ A\\n\\nI. MỤC TIÊU\\n1. Phấn đấu đạt mục tiêu đã đề ra.\\nII. NHIỆM VỤ VÀ GIẢI PHÁP\\n1. Về vốn\\n- Huy động vốn từ nhiều nguồn.\\n"
    >>> [(m.ordinal, m.text, m.part) for m in find(parse(Source("a.txt", text)), ())]
    [('II.1.-1', 'Huy động vốn từ nhiều nguồn.', 'Về vốn')]
    """
    if (document.header.type or "OtherDocument") not in phrases("measures")["kinds"]:
        return []
    taken = [span for task in tasks for span in task.spans]
    here = document.header.jurisdiction
    found = []
    for node in _below(document.root, here, setting=False):
        span = document.view.source(node.start, node.start + len(node.text.rstrip()))
        if any(t.start < span.end and span.start < t.end for t in taken):
            continue
        if not _names_who_acts(node.text, here):
            found.append(_measure(node, span))
    return found


def opens(heading: str) -> bool:
    """Whether a heading says that measures stand below it.

    >>> opens("III. NHIỆM VỤ VÀ GIẢI PHÁP"), opens("Nhiệm vụ, quyền hạn"), opens("Phân công nhiệm vụ")
    (True, False, False)
    """
    return bool(_headings("opening").search(fold(heading)))


def closes(heading: str) -> bool:
    """Whether nothing below a heading can be a measure: results, money, the organisation of the work.

    >>> closes("TỔ CHỨC THỰC HIỆN"), closes("Tổ chức thực hiện tốt quy hoạch")
    (True, False)
    """
    return bool(_headings("closing").search(fold(heading)))


def aims(heading: str) -> bool:
    """Whether a heading speaks of purposes or goals.

    >>> aims("MỤC ĐÍCH, YÊU CẦU"), aims("Nhân lực đáp ứng yêu cầu phát triển")
    (True, False)
    """
    return bool(_headings("aims").search(fold(heading)))


@lru_cache(maxsize=4)
def _headings(kind: str) -> re.Pattern[str]:
    return re.compile(any_of("measures", kind))


def _below(node: Block, here: str | None, *, setting: bool) -> Iterator[Block]:
    """The measures below a node. `setting`: a heading above it says that measures follow."""
    for child in node.children:
        if child.kind == "end":
            return
        if child.kind in ("table", "furniture"):
            continue
        heading = (
            child.numbering in _HEADINGS and len(child.text) < 160 and (bool(child.children) or not child.numbering)
        )
        if heading and closes(child.text):
            continue
        if heading and aims(child.text):
            if opens(child.text):  # "Mục tiêu, nhiệm vụ": the headings below decide
                yield from _below(child, here, setting=False)
            continue
        if setting and _is_measure(child):
            yield child
        if child.children and _names_who_acts(child.text, here):
            continue  # what stands below is that body's work
        announced = heading and not child.text.rstrip().endswith((".", ";")) and _announces(child)
        yield from _below(child, here, setting=setting or announced)


def _announces(node: Block) -> bool:
    """Whether a heading opens measures. In articles only their parts do ("Điều 1 … III. Nhiệm vụ"), and articles on
    "giải pháp": their clauses on "nhiệm vụ" or "biện pháp" say what an office or a sanction is."""
    if not opens(node.text[:90]):
        return False
    above: Block | None = node
    while above is not None and above.numbering not in ("part", "roman", "article"):
        above = above.parent
    in_article = above is not None and above.numbering == "article"
    return not in_article or (above is node and "giải pháp" in fold(node.text[:90]))


def _is_measure(node: Block) -> bool:
    text = node.text.rstrip()
    if len(text) < _LEAST or text.endswith(":") or not text[:1].isupper() or text.isupper() or labels.begins(text):
        return False
    if not node.numbering:  # a paragraph, below an item: others open and close a part
        return (
            text.endswith((".", ";", "…"))
            and node.parent is not None
            and bool(node.parent.numbering)
            and not closes(text)
        )
    return not node.children or (len(text) >= _SENTENCE and text.endswith((".", ";")))


def _names_who_acts(text: str, here: str | None) -> bool:
    """Whether the words begin with a body or a group: they are then about its work, assigned or not."""
    bare = charges.uncharged(text)
    return any(a.span.start == 0 for a in assignees.read(bare[:120], here, whole=False))


def _measure(node: Block, span: Span) -> Measure:
    above = node.parent.text if node.parent and node.parent.text else None
    number = node.path() if node.numbering or node.parent is None else node.parent.path()
    return Measure(span, node.text.strip(), number or None, above)
