"""A folder of outcomes by their keys: what was found in a file stays beside the output, and is not looked for again.

An entry is written whole or not at all. What is damaged, of another program or of another time is as if it were not there (`packed`).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

CACHE = ".cache"
"""The folder in the output. Its name begins with a dot: no page links to it, no server gives it away, and a build leaves it where it is."""


class Kept:
    """The outcomes in a folder, which is made when the first is put there.

    >>> with tempfile.TemporaryDirectory() as here:
    ...     kept = Kept(Path(here, "cache"))
    ...     kept.put("ab12", b"found")
    ...     kept.get("ab12"), kept.get("ab13")
    (b'found', None)
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """What was put under a key; None where there is nothing that can be read."""
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keeps the bytes under a key. Raises `OSError` where there is no room."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise

    def keep_only(self, keys: Collection[str]) -> None:
        """Removes all entries but these, and what killed builds left half written."""
        wanted = {self._path(key) for key in keys}
        for path in self.folder.glob("*/*"):
            if path not in wanted:
                with suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / (key[:2] or "_") / (key[2:] or "_")
