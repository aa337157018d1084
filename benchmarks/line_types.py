"""Which lines are duties: the rules beside a trained model, each document left out of what the model is trained on.

    python benchmarks/line_types.py [--before OUTPUT …]

A line of the outline is a duty where a task of the gold begins; table rows are left out, for no line decides them. Rows of
the printed table, each with precision, recall and F1 over all lines: the rules as they are; an averaged perceptron on the
line's words, mark, place and neighbours; the same with what the rules say as one more feature; and the rules of an
earlier commit, from the graphs it built of the same documents (`--before`). The rules as they are were developed on these
documents and the model never saw the one it is asked about, so the honest pair is the model and the rules *before*.
Averaged perceptron: Collins 2002, https://aclanthology.org/W02-1001/. Its order of lines is shuffled with a fixed seed.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from rapidfuzz import fuzz

from graph.build import build
from graph.evaluate.gold import Gold, read_gold
from graph.evaluate.likeness import name_key
from graph.language import assignees, charges, kinds
from graph.language.folding import fold
from graph.model import Block, Document
from graph.reading import find, read
from graph.store import open_graph
from graph.structure import parse

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SETS = (("ladder/docs", "ladder/gold"), ("corpus", "gold"))
ROUNDS = 8
LONGEST = 90  # characters of a line's beginning by which it is known


@dataclass(slots=True)
class Line:
    """A line of a document in a set, what is seen of it, whether the gold says that it is a duty, and what others say."""

    folder: str
    document: str
    start: int
    end: int
    features: list[str]
    duty: bool = False
    said: dict[str, bool] = field(default_factory=dict)


def lines(folder: str, document: Document, gold: Gold) -> list[Line]:
    """The lines of a document that can be a duty, the gold's tasks laid on them."""
    here = document.header.jurisdiction
    blocks = [b for b in document.root.prose() if b.text and b.kind in ("heading", "item", "paragraph")]
    found = [
        Line(folder, gold.stem, b.span.start, b.span.end, list(features(b, i / len(blocks), here)))
        for i, b in enumerate(blocks)
    ]
    keys = [name_key(block.text)[:LONGEST] for block in blocks]
    for task in gold.tasks:
        key = name_key(task.text)[:LONGEST]
        best = max(range(len(keys)), key=lambda i: fuzz.ratio(key, keys[i][: len(key)]), default=None)
        if best is not None and len(keys[best]) > 11 and fuzz.ratio(key, keys[best][: len(key)]) >= 85:
            found[best].duty = True
    return found


def features(block: Block, place: float, here: str | None) -> Iterator[str]:
    """What is seen of a line: its mark, first and last words, the bodies it names, its verbs, what stands above and around it."""
    words = fold(block.text).split()
    yield from ("bias", f"mark={block.numbering}", f"place={int(place * 5)}", f"below={min(len(block.children), 3)}")
    yield from (f"first={' '.join(words[:n])}" for n in (1, 2, 3))
    yield f"last={block.text.rstrip()[-1:]}"
    yield f"length={min(len(words) // 8, 6)}"
    yield f"body={bool(kinds.of(block.text))}"
    yield f"named={min(len(assignees.read(block.text, here, whole=False)), 3)}"
    yield f"only={charges.names_only(block.text.strip(' .:*;'), here)}"
    yield from (f"word={word}" for word in set(words))
    above, depth = block.parent, 0
    while above is not None and above.text:
        yield f"above{min(depth, 2)}={' '.join(fold(above.text).split()[:3])}"
        yield f"above{min(depth, 2)}-only={charges.names_only(above.text.strip(' .:*;'), here)}"
        yield f"above{min(depth, 2)}-body={bool(kinds.of(above.text))}"
        above, depth = above.parent, depth + 1
    yield f"depth={depth}"
    if block.parent:
        at = block.parent.children.index(block)
        beside = block.parent.children[at - 1].text if at else ""
        yield f"before={' '.join(fold(beside).split()[:2])}"


def trained(lines: Sequence[Line], seen: Mapping[int, Sequence[str]]) -> dict[str, float]:
    """Averaged weights of a perceptron."""
    weights, sums, last = defaultdict[str, float](float), defaultdict[str, float](float), defaultdict[str, int](int)
    order, step = list(lines), 0
    shuffle = random.Random(0)
    for _ in range(ROUNDS):
        shuffle.shuffle(order)
        for line in order:
            step += 1
            known = seen[id(line)]
            if (sum(weights[f] for f in known) > 0) != line.duty:
                for f in known:
                    sums[f] += (step - last[f]) * weights[f]
                    last[f] = step
                    weights[f] += 1.0 if line.duty else -1.0
    return {f: (sums[f] + (step - last[f]) * weight) / step for f, weight in weights.items()}


def left_out(all_lines: Sequence[Line], name: str, *more: str) -> None:
    """Asks, of each document, a model that was trained on the others; `more` are those whose word is a feature."""
    seen = {id(line): [*line.features, *(f"{one}={line.said[one]}" for one in more)] for line in all_lines}
    for document in sorted({line.document for line in all_lines}):
        weights = trained([line for line in all_lines if line.document != document], seen)
        for line in all_lines:
            if line.document == document:
                line.said[name] = sum(weights.get(f, 0.0) for f in seen[id(line)]) > 0


def stated(out: Path, all_lines: Iterable[Line], name: str) -> None:
    """Lays the tasks of a built graph on the lines."""
    rows = open_graph(out).query(
        "SELECT DISTINCT ?file ?start WHERE { ?c a pol:Claim ; rdf:predicate rdf:type ; rdf:object pol:Task ; "
        "pol:statedIn/pol:sourceFile ?file ; oa:start ?start }"
    )
    starts = defaultdict[str, list[int]](list)
    for file, start in rows.rows:
        starts[Path(str(file)).stem].append(int(str(start)))
    for line in all_lines:
        here = any(line.start <= start < line.end for start in starts[line.document])
        line.said[name] = line.said.get(name, False) or here


def row(all_lines: Sequence[Line], name: str) -> str:
    """Precision, recall and F1 of what one of them says."""
    hits = sum(line.duty and line.said[name] for line in all_lines)
    said, duties = sum(line.said[name] for line in all_lines), sum(line.duty for line in all_lines)
    return f"{name:<34}{hits / max(said, 1):7.3f}{hits / duties:7.3f}{2 * hits / (said + duties):7.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    all_lines: list[Line] = []
    with TemporaryDirectory() as scratch:
        for i, (docs, gold) in enumerate(SETS):
            if not (SHARED / docs).is_dir():
                raise SystemExit(f"{docs}: the documents with gold are not beside the project")
            annotated = {one.stem: one for one in read_gold(SHARED / gold)}
            for file in find([SHARED / docs]).files:
                all_lines += lines(docs, parse(read(file.path)), annotated[file.path.stem])
            stated(build([SHARED / docs], Path(scratch) / str(i), pages=False).out, all_lines, "rules")
    rows = ["rules", "model", "model that hears the rules"]
    left_out(all_lines, rows[1])
    left_out(all_lines, rows[2], "rules")
    for out in options.before:
        stated(out, all_lines, "rules before")
    shown = [*rows, *(["rules before"] if options.before else [])]
    table("all", all_lines, shown)
    for docs, _ in SETS:
        table(docs, [line for line in all_lines if line.folder == docs], shown)


def table(what: str, chosen: Sequence[Line], names: Sequence[str]) -> None:
    documents, duties = len({line.document for line in chosen}), sum(line.duty for line in chosen)
    print(f"{what}: {documents} documents, {len(chosen)} lines, {duties} of them duties")
    print(f"{'':<34}{'P':>7}{'R':>7}{'F1':>7}")
    for name in names:
        print(row(chosen, name))


if __name__ == "__main__":
    main()
