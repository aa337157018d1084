"""How long the text side takes, as a ratio to spaCy merely tokenising the same text; and how it grows.

    python benchmarks/extract.py [FOLDER] [--rounds 3]

Prints the CPU time of parse + extract + resolve over texts already in memory, divided by the time that spaCy's blank "vi" (without pyvi) needs to
tokenise them in pieces of 5,000 characters, its cache of words empty ("cold") and filled ("warm"); and by the time of underthesea's NER, where it is
installed, on a sample, and of one bare `re` pass. Rounds are interleaved, because a shared machine is not equally fast all the time, and the smallest
and the largest ratio are told beside the median. Then the growth from 100 to 1,000 documents (`--growth`), and the time of `policygraph --help`
beside that of `python -c "import click"`. FOLDER defaults to sixty real documents beside the project, spread over the sizes, or, where they are absent,
to documents made from the samples.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import process_time

from graph.build import SAMPLES
from graph.errors import UnreadableFile
from graph.extract import extract
from graph.model import Facts, Source
from graph.reading import find, read
from graph.resolve import resolve
from graph.structure import parse

BULK = Path(__file__).resolve().parent.parent.parent / "shared" / "bulk"
SPACY = {"nlp": {"tokenizer": {"@tokenizers": "spacy.vi.VietnameseTokenizer", "use_pyvi": False}}}

PIECE = 5_000
"""Characters that spaCy gets at once: its tokeniser cuts the rest of the text anew for every word, so its time grows with the square of the length."""
TOKEN = re.compile(r"\w+|[^\w\s]+")
NAMED = 3_000
"""Characters of the sample in which underthesea looks for names: it takes seconds for them."""
SAMPLED = 30
"""Documents of each of the two kinds of the real ones."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=BULK if BULK.is_dir() else SAMPLES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true")
    options = parser.parse_args()
    sources = texts(options.folder)
    if options.folder == SAMPLES:
        sources = many(sources, 300)
    elif options.folder == BULK:
        sources = spread(sources)
    characters = sum(len(source.text) for source in sources)
    print(f"{options.folder.name}: {len(sources)} documents, {characters:,} characters")
    print(against(sources, options.rounds))
    if options.growth:
        print(growth(sources, options.rounds))
    print(start(options.rounds * 5))


def spread(sources: Sequence[Source]) -> list[Source]:
    """Of each kind, which is told by the first word of the file's name, some of all sizes."""
    kinds: dict[str, list[Source]] = {}
    for source in sorted(sources, key=lambda source: (len(source.text), source.path)):
        kinds.setdefault(re.split(r"\W", source.path)[0], []).append(source)
    large = [kind for kind in kinds.values() if len(kind) >= SAMPLED] or list(kinds.values())
    return [kind[i * len(kind) // SAMPLED] for kind in large for i in range(SAMPLED)]


def texts(folder: Path) -> list[Source]:
    sources = []
    for file in find([folder]).files:
        try:
            sources.append(read(file.path, name=file.name))
        except UnreadableFile as failure:
            print(failure, file=sys.stderr)
    return sources


def many(sources: Sequence[Source], number: int) -> list[Source]:
    """That many documents under names of their own: what there is, again and again, each with a number of its own."""
    made = []
    for i in range(number):
        source = sources[i % len(sources)]
        again = i // len(sources)
        text = source.text.replace("/KH-", f"{again}/KH-").replace("/QĐ-", f"{again}/QĐ-") if again else source.text
        made.append(replace(source, path=f"{again}/{source.path}", text=text))
    return made


def whole(sources: Sequence[Source]) -> Facts:
    """The whole extraction."""
    return resolve([extract(parse(source)) for source in sources])


def seconds(act: Callable[[], object]) -> float:
    """CPU time: another process on the machine does not count."""
    before = process_time()
    act()
    return process_time() - before


def against(sources: Sequence[Source], rounds: int) -> str:
    """The ratios to others that read the same texts, each with its median, its least and its greatest."""
    import spacy

    pieces = [source.text[at : at + PIECE] for source in sources for at in range(0, len(source.text), PIECE)]
    characters = sum(map(len, pieces))
    warm = spacy.blank("vi", config=SPACY)
    for piece in pieces:
        warm.make_doc(piece)
    whole(sources[:1])
    names = recogniser()
    costs: dict[str, list[float]] = {}
    for _ in range(rounds):
        ours = seconds(lambda: whole(sources))
        cold = spacy.blank("vi", config=SPACY)
        others = {
            "spaCy cold": seconds(lambda: [cold.make_doc(piece) for piece in pieces]),  # noqa: B023 - called at once
            "spaCy warm": seconds(lambda: [warm.make_doc(piece) for piece in pieces]),
            "one re pass": seconds(lambda: [TOKEN.findall(source.text) for source in sources]),
        }
        if names:
            sample = "\n".join(pieces)[:NAMED]
            others["underthesea's NER"] = seconds(lambda: names(sample)) * characters / len(sample)  # noqa: B023
        costs.setdefault("ours", []).append(ours)
        for name, spent in others.items():
            costs.setdefault(name, []).append(ours / spent)
    speeds = [
        f"text to facts {median(costs['ours']):.2f} s ({characters / median(costs['ours']) / 1e6:.2f} million characters a second); ratios to"
    ]
    for name, ratios in costs.items():
        if name != "ours":
            speeds.append(f"{name}: {median(ratios):.3g} (smallest {min(ratios):.3g}, largest {max(ratios):.3g})")
    return "\n  ".join([*speeds, *([] if names else ["underthesea is not installed: pip install underthesea"])])


def recogniser() -> Callable[[str], object] | None:
    """underthesea's recogniser of names, warm; None where it is not installed."""
    try:
        from underthesea import ner
    except ImportError:
        return None
    ner("Sở Y tế tỉnh Cà Mau")
    return lambda text: ner(text)


def growth(sources: Sequence[Source], rounds: int) -> str:
    """Documents of one size, so that only their number grows: the shorter half, repeated."""
    short = sorted(sources, key=lambda source: len(source.text))[: max(len(sources) // 2, 1)]
    lots = many(short, 1000)
    few = lots[::10]
    share = sum(len(s.text) for s in lots) / sum(len(s.text) for s in few)
    times = [(seconds(lambda: whole(few)), seconds(lambda: whole(lots))) for _ in range(max(rounds // 2, 1))]
    hundred, thousand = (min(column) for column in zip(*times, strict=True))
    return (
        f"100 documents {hundred:.2f} s, 1,000 documents {thousand:.2f} s: "
        f"{thousand / hundred:.1f} times the time for {share:.1f} times the text"
    )


def start(rounds: int) -> str:
    """Wall time of starting `policygraph --help`, beside Python with click alone."""
    import os
    from time import perf_counter

    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    commands = {"click": ["-c", "import click"], "help": ["-m", "graph.cli", "--help"]}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, arguments in commands.items():
            before = perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, env=env, stdout=subprocess.DEVNULL)
            times[name].append(perf_counter() - before)
    ours, theirs = median(times["help"]), median(times["click"])
    return f"--help {ours:.3f} s, import click {theirs:.3f} s: ratio {ours / theirs:.2f}, {ours - theirs:+.3f} s"


if __name__ == "__main__":
    main()
