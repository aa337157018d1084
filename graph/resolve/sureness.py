"""How sure a reading is, as a value of the thing that was read.

`pol:confidence` belongs to the task, goal, zone or project and not to its claims: people ask which tasks are sure, and a thing with
many claims needs one answer. Of several mentions, in one document or in several, the surest counts: a zone that one sentence surely
names is there, whatever the other sentences leave open.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from graph.model import Value

NAME = "pol:confidence"
Values = tuple[tuple[str, Value], ...]


def value(mentions: Iterable[float]) -> tuple[str, Value]:
    """The property with its value, the surest of the mentions, to two places.

    >>> value([0.6, 0.9]), value([1.0])
    (('pol:confidence', Decimal('0.9')), ('pol:confidence', Decimal('1')))
    """
    return NAME, Decimal(f"{round(max(mentions), 2):g}")


def surest(values: Values, other: Values) -> Values:
    """The values of one description, with the confidence of the other where that is surer.

    >>> surest((value([0.6]), ("pol:unit", "ha")), (value([0.9]),))
    (('pol:confidence', Decimal('0.9')), ('pol:unit', 'ha'))
    """
    sure = [float(v) for name, v in (*values, *other) if name == NAME and isinstance(v, Decimal)]
    rest = tuple(pair for pair in values if pair[0] != NAME)
    return tuple(sorted((*rest, value(sure)), key=lambda pair: pair[0])) if sure else values
