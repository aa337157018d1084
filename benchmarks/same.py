"""Whether two copies of policygraph write the same bytes: `python benchmarks/same.py OTHER [FOLDER …]`.

OTHER is a checkout of another commit (`git worktree add ../before HEAD~1`). Each folder (default: the samples) is built by both, each in a
process of its own, and every file that differs is named. The exit status is 1 where one does. Changes that only move code
have to pass this; a change of what is written names the files it means to change.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent.parent


def digests(out: Path) -> dict[str, str]:
    """The digest of every file below `out`, by its path; `store/` holds what `graph.nq` holds in the engine's own form."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    names = ((path.relative_to(out).as_posix(), path) for path in files)
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in names
        if not name.startswith(("store/", ".cache/"))
    }


def build(tree: Path, folder: Path | None, out: Path) -> dict[str, str]:
    """What the code in `tree` writes for the documents in `folder`."""
    command = [sys.executable, "-P", "build_graph.py", *([str(folder)] if folder else []), "-q", "-o", str(out)]
    done = subprocess.run(
        command, cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, text=True
    )
    if not out.is_dir():
        raise SystemExit(f"{tree} built nothing of {folder or 'the samples'}:\n{done.stderr}")
    return digests(out)


def differences(here: dict[str, str], there: dict[str, str]) -> Iterator[str]:
    """The files that only one side wrote, or that differ."""
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            yield f"{name} ({'only here' if name not in there else 'only there' if name not in here else 'differs'})"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("other", type=Path)
    parser.add_argument("folders", type=Path, nargs="*")
    given = parser.parse_args()
    wrong = 0
    with TemporaryDirectory() as scratch:
        for i, folder in enumerate([path.resolve() for path in given.folders] or [None]):
            here = build(HERE, folder, Path(scratch) / f"{i}-here")
            there = build(given.other.resolve(), folder, Path(scratch) / f"{i}-there")
            found = list(differences(here, there))
            wrong += len(found)
            print(
                f"{folder.name if folder else 'samples'}: {len(here)} files, {len(found)} different",
                *found,
                sep="\n  ",
                flush=True,
            )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
