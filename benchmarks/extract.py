"""How long the text side takes, as a ratio to spaCy merely tokenising the same text; and how it grows.

    python benchmarks/extract.py [FOLDER] [--rounds 3]

Prints the time of parse + extract + resolve over texts already in memory, divided by the time that spaCy's blank "vi"
(without pyvi) needs to tokenise them; the rounds of the two are interleaved, because a shared machine is not equally
fast all the time, and the smallest ratio of times is told beside the median. Then the growth from 100 to 1,000
documents, and the time of `policygraph --help` beside that of `python -c "import click"`. FOLDER defaults to the real
documents beside the project, or, where they are absent, to documents made from the samples.
"""

from __future__ import annotations

import argparse
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

WHOLE = 1_000_000
"""Characters that spaCy takes at once."""
SHORT = 5_000
"""spaCy's tokeniser cuts the rest of the text anew for every word, so its time grows with the square of the length: the
ratio to whole documents flatters us, the ratio to short pieces is the one to hold on to."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=BULK if BULK.is_dir() else SAMPLES)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    sources = texts(options.folder)
    if options.folder == SAMPLES:
        sources = many(sources, 300)
    characters = sum(len(source.text) for source in sources)
    print(f"{options.folder.name}: {len(sources)} documents, {characters:,} characters")
    for size in (SHORT, WHOLE):
        print(against_spacy(sources, options.rounds, size))
    print(growth(sources, options.rounds))
    print(start(options.rounds * 5))


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


def against_spacy(sources: Sequence[Source], rounds: int, size: int) -> str:
    """The ratio where spaCy gets the texts in pieces of at most `size` characters."""
    import spacy

    tokenise = spacy.blank("vi", config=SPACY).make_doc
    pieces = [source.text[at : at + size] for source in sources for at in range(0, len(source.text), size)]
    times = []
    for _ in range(rounds):
        ours = seconds(lambda: whole(sources))
        times.append((ours, seconds(lambda: [tokenise(piece) for piece in pieces])))
    ratios = sorted(ours / theirs for ours, theirs in times)
    ours, theirs = (median(column) for column in zip(*times, strict=True))
    speed = sum(len(source.text) for source in sources) / ours / 1e6
    return (
        f"extraction {ours:.1f} s ({speed:.2f} million characters a second), spaCy {theirs:.1f} s in pieces of up to "
        f"{size:,} characters: ratio {median(ratios):.2f} (smallest {ratios[0]:.2f}, largest {ratios[-1]:.2f})"
    )


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
