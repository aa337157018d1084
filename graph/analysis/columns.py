"""Where documents stand in a picture: one band of columns for each tier, from the top of the state on the left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from ..cards import Card

ACROSS, DOWN, GAP = 150.0, 56.0, 70.0
"""Units between two columns, two rows, and more between two bands: a number of usual length fits under its document."""
SHAPE = 1.5
"""Width to height that the whole should have, that of the drawing on a laptop's screen."""

_UNKNOWN = 99


@dataclass(frozen=True, slots=True)
class Band:
    """The columns of one tier (`None`: unknown), between `left` and `right`."""

    tier: int | None
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Places:
    """A position for each IRI, the bands from left to right, and the height of all."""

    at: dict[str, tuple[float, float]]
    bands: tuple[Band, ...]
    height: float


def columns(cards: Iterable[Card]) -> Places:
    """Tiers as bands from left to right, in each the documents by time, down one column and then the next.

    Every second column is half a row lower, so that the names under neighbours do not meet. Positions depend on the
    documents alone and are whole tenths: the same on every machine.

    >>> columns([Card("b", "B", tier=3), Card("a", "A", tier=1)]).at
    {'a': (0.0, 0.0), 'b': (220.0, 0.0)}
    """
    tiers: dict[int, list[Card]] = defaultdict(list)
    for card in cards:
        tiers[card.tier or _UNKNOWN].append(card)
    rows = _rows([len(found) for found in tiers.values()])
    at, bands, left = {}, [], 0.0
    for tier, found in sorted(tiers.items()):
        for i, card in enumerate(sorted(found, key=lambda card: card.order)):
            column, row = divmod(i, rows)
            at[card.iri] = (round(left + column * ACROSS, 1), round(row * DOWN + column % 2 * DOWN / 2, 1))
        width = ceil(len(found) / rows) * ACROSS
        bands.append(Band(None if tier == _UNKNOWN else tier, left - ACROSS / 2, left + width - ACROSS / 2))
        left += width + GAP
    return Places(at, tuple(bands), rows * DOWN)


def _rows(sizes: list[int]) -> int:
    """Rows to a column that bring the whole nearest to `SHAPE`.

    >>> _rows([1]), _rows([100, 40, 3])
    (1, 19)
    """

    def shape(rows: int) -> float:
        width = sum(ceil(size / rows) for size in sizes) * ACROSS + (len(sizes) - 1) * GAP
        return width / (rows * DOWN)

    return min(range(1, max(sizes, default=1) + 1), key=lambda rows: (abs(shape(rows) - SHAPE), rows))
