"""Processes of our own that may be ended: what reads harmful files, and what answers queries that may never come to an end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any


def started(module: str, *arguments: str, **options: Any) -> subprocess.Popen[Any]:
    """`python -m module` with this package on its path, in a session of its own: Ctrl-C is for the parent, which ends it.

    `options` are those of `subprocess.Popen`. What the child says on its standard error goes nowhere.
    """
    search = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", module, *arguments],
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": search, "PYTHONUTF8": "1"},
        start_new_session=True,
        **options,
    )


def limit(memory: int) -> None:
    """Bytes of address space for this process from now on; no core is left behind. Windows has no such limit."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_with_parent() -> None:
    """On Linux this process is killed when the one ends that started it, whatever it is doing."""
    with suppress(OSError, AttributeError, ImportError):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
