"""What a build costs of what was built before: after no change, one change, one removal.

    python benchmarks/rebuild.py [FOLDER] [--size N] [--save]

All in one run, as shares of the cold build before; each result is compared, file by file, with a build that reads everything.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from building import built, documents, keep, machine, table
from same import differences, digests

from graph.build import SAMPLES

LINE = "\n1. Sở Công Thương chủ trì, phối hợp với Sở Tài chính soát lại các chợ trong năm 2024.\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--size", type=int, default=0, help="so many documents (default: those that are there)")
    parser.add_argument("--scratch", type=Path)
    parser.add_argument("--unchecked", action="store_true", help="do not build from nothing again to compare")
    parser.add_argument("--save", metavar="NAME")
    given = parser.parse_args()
    size = given.size or sum(path.suffix in (".txt", ".md") for path in given.folder.rglob("*"))
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        folder, out = Path(scratch) / "in", Path(scratch) / "out"
        documents(given.folder, size, folder)
        files = sorted(folder.iterdir())

        def step(name: str) -> None:
            made = built(folder, out, keep=True)
            share = f"{made.cpu / rows[0]['CPU s']:.1%}" if rows else ""
            rows.append(
                {
                    "build": name,
                    "examined": made.examined,
                    "CPU s": made.cpu,
                    "of the cold one": share,
                    "peak MB": round(made.peak),
                }
            )
            print(table(rows[-1:]), flush=True)

        step("cold")
        step("nothing changed")
        changed = files[len(files) // 2]
        text = changed.read_text(encoding="utf-8")
        middle = text.find("\n", len(text) // 2)
        changed.write_text(text[:middle] + LINE + text[middle:], encoding="utf-8", newline="")
        step("one changed")
        files[len(files) // 3].unlink()
        step("one removed")
        if not given.unchecked:
            built(folder, Path(scratch) / "fresh")
            wrong = list(differences(digests(out), digests(Path(scratch) / "fresh")))
            print(f"{len(wrong)} files differ from those of a build that reads everything", *wrong, sep="\n  ")
    if given.save:
        keep(given.save, rows)
    print(f"\n{size} documents; {machine()}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
