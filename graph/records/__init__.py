"""What a built graph says, as plain rows: of documents, tasks, bodies, goals, and of the words they rest on.

Analyses and pages start here. Each thing is asked of a graph once, however many of them need it: an open graph does not
change, and what is remembered of it goes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from graph.store import Answering

Answer = TypeVar("Answer")


def once(ask: Callable[[Answering], Answer]) -> Callable[[Answering], Answer]:
    """The function `ask`, run once for each open graph; later calls give the same answer, so it must not be changed.

    >>> asked = []
    >>> size = once(lambda graph: asked.append(graph) or len(asked))
    >>> size(samples), size(samples), len(asked)
    (1, 1, 1)
    >>> forget(size, samples)
    >>> size(samples)
    2
    """
    answers: WeakKeyDictionary[Answering, Answer] = WeakKeyDictionary()

    @wraps(ask)
    def remembered(graph: Answering) -> Answer:
        if graph not in answers:
            answers[graph] = ask(graph)
        return answers[graph]

    _ANSWERS[remembered] = answers
    return remembered


def forget(asked: Callable[[Answering], object], graph: Answering) -> None:
    """Gives back the room of what was asked of a graph `once`, which nobody will ask again soon."""
    _ANSWERS[asked].pop(graph, None)


_ANSWERS: dict[Callable[[Answering], Any], WeakKeyDictionary[Answering, Any]] = {}
