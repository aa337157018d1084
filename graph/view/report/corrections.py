"""What the report says of corrections: what was decided, and lines that decide what is open."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Correction, Facts, line
from graph.view.text.table import markdown

MOST = 50
"""Rows of a section, and lines to copy below it."""


def decided(facts: Facts) -> str:
    """One row for each correction that took effect: what it does, in which document, by whom, when and why."""
    files = {id: path for path, id in facts.read}
    rows = [
        (
            f"{done.correction.verb} {done.correction.about}".strip(),
            done.correction.words[:160],
            files.get(done.document, done.document),
            done.correction.by,
            done.correction.date,
            done.correction.why,
        )
        for done in sorted(facts.corrected, key=lambda done: done.correction)
    ]
    if not rows:
        return ""
    more = f"\n\nHere are the first {MOST} of {len(rows):,}." if len(rows) > MOST else ""
    return markdown(("verb", "words", "file", "by", "date", "why"), rows[:MOST]) + more


def fenced(offers: Sequence[Correction]) -> str:
    """Lines to copy into corrections.yaml, in a block that no word of theirs can end.

    >>> print(fenced([Correction("say", "5/KH-UBND", "a ``` b", "task")]))
    To decide, copy a line into corrections.yaml beside the documents, and fill in who, when and why:
    <BLANKLINE>
    ```yaml
    - {say: "task", document: "5/KH-UBND", words: "a \\u0060\\u0060\\u0060 b", by: "", date: "", why: ""}
    ```
    """
    if not offers:
        return ""
    lines = "\n".join(line(one).replace("`", "\\u0060") for one in offers[: 2 * MOST])
    return f"To decide, copy a line into corrections.yaml beside the documents, and fill in who, when and why:\n\n```yaml\n{lines}\n```"
