"""One bad document does not cost the others, whatever fails on it: what is made of all is made of those that do not make it fail.

Reading one file cannot fail for another. What follows, from resolving to the last page, is made of all documents together; when an exception
says that something is wrong with one, it is found by trying, left out, and named.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from typing import TypeVar

from graph.errors import PolicyGraphError

T = TypeVar("T")
R = TypeVar("R")

_OF_A_NAME = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.EISDIR, errno.ENOTDIR, errno.EEXIST}
"""Errors of the system that are about what is written, not about where: any other would come again (a full disk, no permission)."""


def spared(
    things: Sequence[T], make: Callable[[Sequence[T]], R], *, blamed: Callable[[Exception], bool] | None = None
) -> tuple[R, list[tuple[T, Exception]]]:
    """What `make` gives of the things, and those that were left out because it failed on them, each with its exception.

    Costs nothing while nothing fails; then one try for each thing alone, and for those that fail only beside others one for each
    halving. Raises what `make` raises where `blamed` says that no thing is to blame (default: `may_be_of_one`), and where nothing is left.

    >>> spared([4, 0, 2], lambda numbers: [8 // number for number in numbers])
    ([2, 4], [(0, ZeroDivisionError('integer division or modulo by zero'))])
    """
    blamed = blamed or may_be_of_one
    left, out = list(things), list[tuple[T, Exception]]()
    while True:
        try:
            return make(left), out
        except Exception as error:
            if not blamed(error) or len(left) < 2:
                raise
            bad = _alone(left, make, blamed) or _beside(left, make, error, blamed)
            if len(bad) == len(left):  # nothing is wrong with one: it fails on any
                raise
        out += [(left[i], why) for i, why in sorted(bad.items())]
        left = [thing for i, thing in enumerate(left) if i not in bad]


def may_be_of_one(error: Exception) -> bool:
    """Whether an exception may be the fault of one thing: not what is raised on purpose, nor what the machine lacks.

    >>> may_be_of_one(ValueError()), may_be_of_one(OSError(errno.ENOSPC, "")), may_be_of_one(OSError(errno.ENAMETOOLONG, ""))
    (True, False, True)
    """
    if isinstance(error, OSError):
        return error.errno in _OF_A_NAME
    return not isinstance(error, PolicyGraphError | ImportError | MemoryError)


def _tried(
    things: Sequence[T], make: Callable[[Sequence[T]], R], blamed: Callable[[Exception], bool]
) -> Exception | None:
    try:
        make(things)
    except Exception as error:
        if not blamed(error):
            raise
        return error
    return None


def _alone(
    left: Sequence[T], make: Callable[[Sequence[T]], R], blamed: Callable[[Exception], bool]
) -> dict[int, Exception]:
    """The positions of those that fail by themselves."""
    tried = ((i, _tried([thing], make, blamed)) for i, thing in enumerate(left))
    return {i: error for i, error in tried if error}


def _beside(
    left: Sequence[T], make: Callable[[Sequence[T]], R], error: Exception, blamed: Callable[[Exception], bool]
) -> dict[int, Exception]:
    """The position of the first that fails beside those before it."""
    holds, fails = 1, len(left)
    while fails - holds > 1:
        middle = (holds + fails) // 2
        found = _tried(left[:middle], make, blamed)
        holds, fails, error = (holds, middle, found) if found else (middle, fails, error)
    return {fails - 1: error}
