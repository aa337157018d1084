"""How often Python looks for things that nothing refers to any more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 10, 5)
"""Things made between two looks, and looks between two deeper ones. Python's own 700 suit a program that makes little and keeps nothing: a build makes
millions of things that stay, and looked at them for a sixth of its time. With these it takes a few megabytes more."""


@contextmanager
def seldom() -> Iterator[None]:
    """Meanwhile it looks as seldom as `SELDOM` says.

    >>> with seldom():
    ...     gc.get_threshold() == SELDOM
    True
    """
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
