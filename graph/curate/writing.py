"""A correction put behind those that a file holds; the file stays as it is but for the new line."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from graph.curate.events import Wrong, parsed
from graph.curate.file import Kept, read_files, read_text, refuse_long
from graph.errors import PolicyGraphError, shown
from graph.model import Correction, line

_HEAD = "# What was decided of the documents beside this file; policygraph build does it again each time (docs/corrections.md).\n"
_ITEM = re.compile(r"^( *)- ", re.MULTILINE)


def checked(one: Correction, file: Path, kept: Kept) -> tuple[Correction, Kept]:
    """The correction with the line that it would have in a file, and all corrections with it.

    Raises `PolicyGraphError` where it is no good, stands there already, or cannot stand beside another; the message names both lines.
    """
    text = _with(one, file)
    number = text.count("\n")
    try:
        refuse_long(text.encode())
        new, faults = read_text(text, shown(file.name))
    except Wrong as wrong:
        raise PolicyGraphError(
            f"{shown(file)}: with one line more it could not be read ({wrong}); nothing was added"
        ) from None
    mine = next((each for each in new if each.line == number), None)
    mistaken = [fault for fault in faults if fault.correction.line == number]
    if mistaken or mine is None:
        raise PolicyGraphError(
            "\n".join(map(str, mistaken or faults)) or f"{file}: the line would not be read; put the words in quotes"
        )
    if mine in kept.corrections:
        (there,) = (each for each in kept.corrections if each == mine)
        raise PolicyGraphError(f"{there.place}: this stands there already")
    every = read_files((), more=(*kept.corrections, mine))
    against = [fault for fault in every.faults if mine in (fault.correction, *fault.beside)]
    if against:
        raise PolicyGraphError("\n".join(map(str, against)))
    return mine, every


def write(one: Correction, file: Path) -> None:
    """Writes the file with the correction behind the others; what was there is kept if that fails."""
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(_with(one, file), encoding="utf-8", newline="\n")
        os.replace(beside, file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise PolicyGraphError(
            f"{file}: it cannot be written ({error.strerror}); check the folder's permissions"
        ) from error


def _with(one: Correction, file: Path) -> str:
    """The text of the file with the correction behind the others, as far in as they are."""
    try:
        text = file.read_bytes().decode("utf-8-sig") if file.exists() else _HEAD  # ends of lines stay as they are
        list(parsed(text))
    except Wrong as wrong:
        raise PolicyGraphError(f"{shown(file)}, line {wrong.line}: {wrong}; nothing was added") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyGraphError(f"{shown(file)}: it cannot be read ({error}); nothing was added") from None
    item = _ITEM.search(text)
    lead = item[1] if item else ""
    return f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{lead}{line(one)}\n"
