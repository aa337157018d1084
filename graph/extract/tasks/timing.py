"""When all is done that stands below a line: headings that are times, times behind a body's name, labels and times that several items share."""

from __future__ import annotations

import re
from itertools import takewhile

from graph.extract.tasks import labelled
from graph.language import labels, times, when
from graph.language.folding import fold
from graph.language.lexicon import LOWER, UPPER
from graph.model import Block, Deadline, Document


def timed(block: Block) -> Deadline | None:
    """When all is done that stands below a line, as it says itself: "Nhiệm vụ trong quý III/2026", "Sở X (thời gian: Quý III/2026)", "…
    hoàn thành trước ngày 30/8/2026 các việc sau:"; or as a label of time says that stands before or behind all of its items."""
    words = block.text.strip()
    if found := when.heading(words):
        return found
    within = re.search(r"\(([^()]{6,80})\)[ :.]*$", words)
    if within and (found := when.heading(within[1])):
        return found
    asking = _SENTENCE.split(words)[-1]  # what stands before tells of something else
    if words.endswith(":") and (found := when.in_prose(asking)) and (found.due or found.start or _opens(words, found)):
        return found
    return _shared_time(block)


_SENTENCE = re.compile(rf"(?<=[{LOWER}\d)][.;]) (?=[{UPPER}])")


def repeats(time: Deadline, document: Document) -> bool:
    """Whether a time is no more than the period of the whole plan, printed again: "NHIỆM VỤ TRỌNG TÂM NĂM 2026" in a plan for 2026 says nothing
    of when a piece of work is due."""
    years = _PERIOD.fullmatch(fold(time.raw))
    return years is not None and document.header.period == (int(years["first"]), int(years["last"] or years["first"]))


_PERIOD = re.compile(r"(?:giai đoạn |năm )?(?P<first>20\d\d)(?: ?- ?(?P<last>20\d\d))?")


def _opens(words: str, time: Deadline) -> bool:
    """Whether a line begins with its time: "Định kỳ hằng năm, các sở có trách nhiệm:"; "Báo cáo định kỳ:" names a thing."""
    return words.startswith(time.raw) and not time.raw.startswith("Báo cáo")


def _shared_time(block: Block) -> Deadline | None:
    """The time of a line that stands before the items below a line or behind the last of them, and none of them has its own: a label
    ("Thời gian thực hiện: Quý II/2026"), also among other labels, or no more than the time ("Hoàn thành trước ngày 30/9/2026."). What stands
    below a deeper list is said of that list alone."""
    items = [c for c in block.children if c.numbering]
    if len(items) < 2:
        return None
    before = list(takewhile(lambda c: not c.numbering or _tells(c), block.children))
    marked = _last(items)
    bare = [] if marked else _last([c for c in items[-1].children if not c.numbering])
    said = (*before, *marked, *bare)
    for line in said:
        label = next(labels.find(line.text)) if labels.role(line.text) == "time" else None
        told = label[1]["value"] if label else line.text
        if (len(told) < _LONGEST and times.says_when(told)) if label else labelled.is_time(line):
            return None if _others_tell(items, said) else times.read(told)
    return None


_LONGEST = 90
"""Characters of a time that is said of several items; a longer value is a sentence about something else."""


def _tells(line: Block) -> bool:
    return labels.begins(line.text) or labelled.is_time(line)


def _last(lines: list[Block]) -> list[Block]:
    """The last of some lines, those that are labels or times."""
    return list(takewhile(_tells, reversed(lines)))[::-1]


def _others_tell(items: list[Block], said: tuple[Block, ...]) -> bool:
    """Whether any line of the items besides what is `said` of all names a time or is a label for who leads or when."""
    known = set(map(id, said))
    others = (other.text for item in items for other in item.walk() if id(other) not in known)
    return any(when.in_prose(words) or {role for role, _ in labels.find(words)} & {"lead", "time"} for words in others)
