"""What the findings in a file depend on, as one digest: while it stays the same, the file need not be read again.

Three things: the bytes of the file with its name, the rules (the code of the text side and the word lists), and the programs and libraries by
which files are read. Whoever gives `examine` a further thing to go by adds it to `key`.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b, file_digest
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from graph.model import Correction
from graph.reading import Input
from graph.vocab import ontology_dir

PACKAGE = Path(__file__).resolve().parents[1]
RULES = (
    "curate",
    "errors.py",
    "extract",
    "language",
    "making/examine.py",
    "making/packed.py",
    "model",
    "reading",
    "structure",
    "vocab.py",
)
"""What of the package decides on the findings in one file."""
READERS = ("ahocorasick_rs", "lxml", "msgspec", "numpy", "pillow", "pypdfium2", "PyYAML", "rapidfuzz")
"""Libraries by which files are read."""
WRITERS = (
    "Jinja2", "MarkupSafe", "XlsxWriter", "matplotlib", "networkx", "oxrdflib", "pandas", "pyarrow", "pyoxigraph", "pyshacl", "pyvis", "rdflib",
    "resvg_py",
)  # fmt: skip
"""Those by which the rest of an output is made. Without some of them it is less: no pictures of the figures."""
_PROGRAMS = ("soffice", "tesseract")
"""Without them some files are read in another way, or not at all."""


def key(file: Input, *, kept: str = "", corrections: Iterable[Correction] = (), rules: str = "") -> str:
    """The digest of all that `examine(file, kept=kept, corrections=corrections)` depends on; of corrections also the lines where they stand. Raises `OSError` where the file cannot be read.

    `rules` are those that hold now (`digest_of_rules`), unless others are given.

    >>> key(Input(Path(__file__), "a.txt")) == key(Input(Path(__file__), "b.txt"))
    False
    """
    parts = (rules or digest_of_rules(), file.name, file.member, kept, repr([*corrections]), content(file.path))
    return digest("\0".join(parts).encode(errors="surrogatepass"))


@cache
def digest_of_rules() -> str:
    """The digest of the rules and of what reads files, asked once in a process."""
    return digest_of_code(RULES, READERS)


def digest_of_code(parts: tuple[str, ...] = (".",), libraries: tuple[str, ...] = (*READERS, *WRITERS)) -> str:
    """The digest of the code in these parts of the package, of the ontology with its word lists, of the libraries and of the programs."""
    folders = (*(PACKAGE / part for part in parts), ontology_dir())
    told = [f"{file.relative_to(folder).as_posix()} {content(file)}" for folder in folders for file in _files(folder)]
    return digest("\n".join([sys.version, *told, *map(_library, libraries), *map(_program, _PROGRAMS)]).encode())


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        return iter([folder])
    found = (path for path in sorted(folder.rglob("*")) if "__pycache__" not in path.parts)
    return (path for path in found if path.is_file())


def content(path: Path) -> str:
    """The SHA-256 of a file's bytes in hexadecimal digits, for which most processors have a step of their own. Raises `OSError`."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _library(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name


def _program(name: str) -> str:
    """A program as it is installed: another one has another size or another time."""
    found = shutil.which(name)
    status = Path(found).stat() if found else None
    return f"{name} {status.st_size} {status.st_mtime_ns}" if status else name


def digest(told: bytes) -> str:
    """The digest of some bytes."""
    return blake2b(told, digest_size=20).hexdigest()
