"""Work that makes many objects which stay: the search for garbage between them takes time and finds none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for garbage. It goes on behind where it went on before; objects that nothing holds are freed all the while, but for
    those that hold each other.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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
