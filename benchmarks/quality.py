"""How good the reading is, as the data card tells it: `python benchmarks/quality.py` writes `graph/view/datacard/quality.json`.

The figures are those of `docs/unseen.md`, where each first look was written down with its day and commit: its first table is of documents
that nobody had tuned to, its last what they became since and the documents whose texts and misses nobody reads. They cannot be measured again,
since a document is unseen once; so they are taken from there, and a test holds the file against the page.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "unseen.md"
KEPT = ROOT / "graph" / "view" / "datacard" / "quality.json"
WANTED = ("header", "citations", "relations", "tasks", "leads", "coordinates", "deadlines", "indicators")


def tables(text: str) -> list[tuple[str, dict[str, dict[str, str]]]]:
    """Each table over all rungs: the heading it stands under, and by section the figures of its columns."""
    found = []
    heading = ""
    for part in re.split(r"\n{2,}", text):
        if part.startswith("## "):
            heading = part.removeprefix("## ")
        if part.startswith("| F1 | rung 1 |"):
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines()]
            found.append((heading, {row[0]: dict(zip(rows[0][1:], row[1:], strict=True)) for row in rows[2:]}))
    return found


def quality(text: str) -> dict[str, object]:
    """The figures by section: at the first look, since their misses were read, and blind."""
    (first, looked), (last, since) = tables(text)[0], tables(text)[-1]
    return {
        "first": first.partition(", ")[2].removeprefix("all rungs, "),
        "last": last,
        "f1": {name: [looked[name]["all 19"], since[name]["all 19"], since[name]["five blind"]] for name in WANTED},
    }


if __name__ == "__main__":
    KEPT.write_text(json.dumps(quality(PAGE.read_text("utf-8")), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(KEPT.read_text("utf-8"))
