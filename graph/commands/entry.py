"""Where the command `policygraph` begins: an interrupt while libraries are loaded ends it without a word, as nothing has begun."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from contextlib import suppress


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line (`graph.cli.main`). Until it is loaded, Ctrl-C is the system's and leaves no traceback; after that, the command's."""
    before = None
    with suppress(ValueError):  # not in the main thread, where no signal arrives
        before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from graph.cli import main as command

    if before is not None:
        signal.signal(signal.SIGINT, before)
    command(None if arguments is None else [*arguments])


if __name__ == "__main__":
    main()
