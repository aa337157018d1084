"""When all is done that stands below a line: headings that are times, times behind a body's name, labels that several items share."""

from __future__ import annotations

import re

from graph.language import labels, times, when
from graph.model import Block, Deadline


def timed(block: Block) -> Deadline | None:
    """When all is done that stands below a line, as it says itself: "Nhiệm vụ trong quý III/2026", "Sở X (thời gian: Quý III/2026)", "…
    hoàn thành trước ngày 30/8/2026 các việc sau:"; or as a label of time says that stands before or behind all of its items."""
    words = block.text.strip()
    if found := when.heading(words):
        return found
    within = re.search(r"\(([^()]{6,80})\)[ :.]*$", words)
    if within and (found := when.heading(within[1])):
        return found
    if words.endswith(":") and (found := when.in_prose(words)) and (found.due or found.start):
        return found
    return _shared_time(block)


def _shared_time(block: Block) -> Deadline | None:
    """The time of a label that stands alone before the items below a line or behind the last of them, and none of them has its own."""
    items = [c for c in block.children if c.numbering]
    if len(items) < 2:
        return None
    for line in (block.children[0], list(items[-1].walk())[-1]):
        if not line.numbering and labels.role(line.text) == "time" and not _others_tell(items, line):
            return times.read(next(labels.find(line.text))[1]["value"])
    return None


def _others_tell(items: list[Block], line: Block) -> bool:
    """Whether any line of the items but this one names a time or is a label."""
    others = (other for item in items for other in item.walk() if other is not line)
    return any(when.in_prose(other.text) or any(labels.find(other.text)) for other in others)
