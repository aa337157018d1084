"""Patterns as the engine keeps them: compiled once for an installation, as Python compiles a module once.

To compile the patterns that one plan needs takes longer than to read it, and `re` keeps nothing from one process to the next. What the compiler
gives is a list of numbers. It is kept beside the compiled modules, in `__pycache__`, and obeys what they obey (`PYTHONDONTWRITEBYTECODE`,
`PYTHONPYCACHEPREFIX`). In it are numbers and words alone, which the engine checks before it takes them, nothing that is run. What is damaged, of
another Python, or cannot be written is as if it were not there.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import atexit
import json
import os
import re
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

_SECONDS = 0.05
"""To compile took so long since something was last kept, and as long as all before: worth writing a file."""
_MOST = 16 * 1024 * 1024
"""Bytes of the file at most. Beyond, all of it goes: most is of word lists that were changed since."""
_DIGEST = 20
_CODE = ("compiled.py", "edges.py", "beginnings.py")
"""By which it is made: other code finds other words."""

_Form = tuple[int, int, int, int, dict[str, int]]
"""Of a compiled pattern: where its numbers begin and how many they are, its flags, its groups, and those with a name."""


@lru_cache(maxsize=1024)
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that `re.compile` gives. For the long ones, of word lists: of the others a look-up takes as long.

    >>> compiled("(?P<law>[Ll]uật) cũ", re.IGNORECASE) == re.compile("(?P<law>[Ll]uật) cũ", re.IGNORECASE)
    True
    """
    shelf, name = _shelf(), f"{int(flags)} {pattern}"
    if form := shelf.forms.get(name):
        return _built(pattern, shelf.numbers[form[0] : form[0] + form[1]].tolist(), *form[2:])
    with shelf.spending():  # the steps of `re.compile`, which does not give the numbers
        tree = _parser.parse(pattern, flags)
        code = _compiler._code(tree, flags)
        form = (len(shelf.numbers), len(code), int(flags | tree.state.flags), tree.state.groups, tree.state.groupdict)
        shelf.forms[name] = form
        shelf.numbers.extend(code)
    return _built(pattern, code, *form[2:])


def derived(purpose: str, pattern: str, find: Callable[[], frozenset[str]]) -> frozenset[str]:
    """Words that are derived from a pattern, found once for each purpose and kept with the patterns.

    >>> sorted(derived("letters", "ab", lambda: frozenset("ab")))
    ['a', 'b']
    """
    shelf, name = _shelf(), f"{purpose} {pattern}"
    if name not in shelf.words:
        with shelf.spending():
            shelf.words[name] = sorted(find())
    return frozenset(shelf.words[name])


def _built(pattern: str, code: list[int], flags: int, groups: int, named: dict[str, int]) -> re.Pattern[str]:
    names: list[str | None] = [None] * groups
    for name, number in named.items():
        names[number] = name
    made: re.Pattern[str] = _sre.compile(pattern, flags, code, groups - 1, named, tuple(names))
    return made


class Shelf:
    """The compiled forms in a file, and those that came since it was read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.forms: dict[str, _Form] = {}
        self.words: dict[str, list[str]] = {}
        self.numbers = array("I")
        self._spent = self._before = 0.0
        with suppress(OSError, ValueError, TypeError):
            self._read(path.read_bytes())

    def _read(self, data: bytes) -> None:
        told = memoryview(data)[_DIGEST:]
        if data[:_DIGEST] != _digest(told):
            return
        length = int.from_bytes(told[:8], "big")
        forms, words = json.loads(str(told[8 : 8 + length], "utf-8", "surrogatepass"))
        self.numbers.frombytes(told[8 + length :])
        self.forms, self.words = forms, words

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Around what is found anew: it is kept when it is worth it."""
        began = time.perf_counter()
        yield
        self._spent += time.perf_counter() - began
        if self._spent > max(_SECONDS, self._before):
            self.keep()

    def keep(self) -> None:
        """Writes what came since, together with what others wrote meanwhile."""
        if not self._spent or sys.dont_write_bytecode:
            return
        self._before, self._spent = self._before + self._spent, 0.0
        other = Shelf(self._path)
        for name, (start, length, *rest) in self.forms.items():
            if name not in other.forms:
                other.forms[name] = (len(other.numbers), length, *rest)  # type: ignore[assignment]
                other.numbers.extend(self.numbers[start : start + length])
        told = json.dumps([other.forms, other.words | self.words], ensure_ascii=False).encode("utf-8", "surrogatepass")
        data = b"".join([len(told).to_bytes(8, "big"), told, other.numbers.tobytes()])
        with suppress(OSError):
            _replaced(self._path, _digest(data) + data) if len(data) < _MOST else self._path.unlink()


def _replaced(path: Path, data: bytes) -> None:
    """The file with other bytes, at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, Path(__file__).stat().st_mode & 0o666)  # read by whoever reads the module
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise


def _digest(data: Any) -> bytes:
    """Tells apart what is whole; also what another Python, or another machine, wrote."""
    return blake2b(data, digest_size=_DIGEST, key=_this()).digest()


@cache
def _this() -> bytes:
    code = [Path(__file__).with_name(name).read_bytes() for name in _CODE]
    engine = f"{sys.version} {sys.byteorder} {_sre.MAGIC} {_sre.CODESIZE}"
    return blake2b(b"".join([engine.encode(), *code]), digest_size=_DIGEST).digest()


@cache
def _shelf() -> Shelf:
    shelf = Shelf(Path(cache_from_source(__file__)).with_suffix(".patterns"))
    atexit.register(shelf.keep)
    return shelf
