"""Where boxes and lines stand in a picture of documents: tiers from left to right, few crossings, nothing overlapping.

After Sugiyama, Tagawa and Toda (1981): layers, a dummy wherever a line passes a layer, sweeps that put each box at the
mean of its neighbours and keep the order with fewest crossings. At 60 documents that equals Graphviz's dot.
`view/templates/graph/layers.js` does the same in the browser; `tests/cases/layers.json` has the cases that both read.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

SWEEPS = 24
"""Passes over all layers, to the right and back: later ones rarely change anything, and the best is kept."""

Line = tuple[str, str]
"""From what is carried out to what carries it out."""
Slot = str | tuple[str, str, int]
"""What stands in a layer: a box, or the dummy of a line in that layer."""


@dataclass(frozen=True, slots=True)
class Layers:
    """The vertical middle of each box, the layer it stands in, and for each line the points where it passes layers.

    `bands` has the tier of each layer (`None`: unknown); `height` reaches from the first box's top to the last one's
    bottom; `crossings` counts how often lines cross.
    """

    at: dict[str, float]
    layer: dict[str, int]
    bends: dict[Line, tuple[tuple[int, float], ...]]
    bands: tuple[int | None, ...]
    height: float
    crossings: int


def layers(
    tiers: Mapping[str, int | None], lines: Iterable[Line], *, heights: Mapping[str, float], gap: float = 14.0
) -> Layers:
    """Places for the boxes of `tiers` (in the order of which they are drawn when nothing else decides) and their lines.

    A tier is one layer, or several where its documents carry out one another: their longest chain decides. What has no
    known tier stands on the left, since it is nearly always something named from below. The same input gives the same
    places on every machine: they are rounded to tenths.

    >>> found = layers({"a": 1, "b": 3, "c": 3}, [("a", "b"), ("a", "c")], heights=dict.fromkeys("abc", 20.0))
    >>> found.at, found.layer, found.bands, found.crossings
    ({'a': 27.0, 'b': 10.0, 'c': 44.0}, {'a': 0, 'b': 1, 'c': 1}, (1, 3), 0)
    """
    known = [line for line in dict.fromkeys(lines) if line[0] != line[1] and line[0] in tiers and line[1] in tiers]
    layer, bands = _layered(tiers, known)
    at: dict[Slot, float] = {}
    crossings, free = 0, [0.0] * len(bands)
    for boxes, inside in _apart(tiers, known):
        slots, segments = _slots({box: layer[box] for box in boxes}, inside, len(bands))
        ordered, crossed = _ordered(slots, segments)
        half = {slot: heights[slot] / 2 if isinstance(slot, str) else gap / 4 for column in slots for slot in column}
        at |= _below(_placed(ordered, segments, half, gap), ordered, half, gap, free)
        crossings += crossed
    bends: dict[Line, list[tuple[int, float]]] = {line: [] for line in known}
    for slot, y in at.items():
        if not isinstance(slot, str):
            bends[slot[:2]].append((slot[2], y))
    return Layers(
        {box: at[box] for box in tiers},
        layer,
        {(a, b): tuple(sorted(points, reverse=layer[a] > layer[b])) for (a, b), points in bends.items()},
        bands,
        round(max(max(free, default=0.0) - gap, 0.0), 1),
        crossings,
    )


def _apart(tiers: Mapping[str, int | None], lines: Sequence[Line]) -> list[tuple[list[str], list[Line]]]:
    """The boxes that lines join, and these lines: the largest group first. Nothing of two groups can cross."""
    joined = nx.Graph()
    joined.add_nodes_from(tiers)
    joined.add_edges_from(lines)
    place = {box: i for i, box in enumerate(tiers)}
    groups = sorted((sorted(group, key=place.__getitem__) for group in nx.connected_components(joined)),
                    key=lambda group: (-len(group), place[group[0]]))  # fmt: skip
    number = {box: i for i, group in enumerate(groups) for box in group}
    inside: list[list[Line]] = [[] for _ in groups]
    for line in lines:
        inside[number[line[0]]].append(line)
    return list(zip(groups, inside, strict=True))


def _below(
    at: Mapping[Slot, float], slots: Sequence[Sequence[Slot]], half: Mapping[Slot, float], gap: float, free: list[float]
) -> dict[Slot, float]:
    """The group as high as it can stand below those before it, in the layers from its first to its last.

    `free` has where each layer is free from, and is brought up to date.
    """
    used = [number for number, column in enumerate(slots) if column]
    span = range(used[0], used[-1] + 1)
    top = max(free[number] for number in span)
    shift = top - min(at[slot] - half[slot] for slot in at)
    moved = {slot: round(y + shift, 1) for slot, y in at.items()}
    bottom = max(moved[slot] + half[slot] for slot in moved)
    for number in span:
        free[number] = bottom + gap
    return moved


def _layered(tiers: Mapping[str, int | None], lines: Sequence[Line]) -> tuple[dict[str, int], tuple[int | None, ...]]:
    """The layer of each box, and the tier of each layer."""
    within: dict[int | None, list[str]] = defaultdict(list)
    for box, tier in tiers.items():
        within[tier].append(box)
    layer: dict[str, int] = {}
    bands: list[int | None] = []
    for tier in sorted(within, key=lambda tier: tier or 0):
        depth = _depths(within[tier], lines)
        layer |= {box: len(bands) + depth[box] for box in within[tier]}
        bands += [tier] * (max(depth.values()) + 1)
    return layer, tuple(bands)


def _depths(boxes: Sequence[str], lines: Sequence[Line]) -> dict[str, int]:
    """How many steps each box is from the top of its own tier; the boxes of a cycle count as one."""
    inside = nx.DiGraph()
    inside.add_nodes_from(boxes)
    inside.add_edges_from((a, b) for a, b in lines if a in inside and b in inside)
    knots = nx.condensation(inside)
    generations = enumerate(nx.topological_generations(knots))
    return {box: depth for depth, found in generations for knot in found for box in knots.nodes[knot]["members"]}


def _slots(
    layer: Mapping[str, int], lines: Sequence[Line], count: int
) -> tuple[list[list[Slot]], list[list[tuple[Slot, Slot]]]]:
    """What stands in each layer, and the pieces of lines between each layer and the next. A line inside one layer (it
    belongs to a cycle) has no piece."""
    slots: list[list[Slot]] = [[] for _ in range(count)]
    for box, number in layer.items():
        slots[number].append(box)
    segments: list[list[tuple[Slot, Slot]]] = [[] for _ in range(max(count - 1, 0))]
    for a, b in lines:
        left, right = sorted((a, b), key=lambda box: layer[box])
        here: Slot = left
        for number in range(layer[left], layer[right]):
            there: Slot = right if number + 1 == layer[right] else (a, b, number + 1)
            if there != right:
                slots[number + 1].append(there)
            segments[number].append((here, there))
            here = there
    return slots, segments


def _ordered(slots: list[list[Slot]], segments: Sequence[Sequence[tuple[Slot, Slot]]]) -> tuple[list[list[Slot]], int]:
    """The order in each layer with the fewest crossings found, and their number."""
    to_left, to_right = _neighbours(segments)
    best, fewest = slots, _crossings(slots, segments)
    now = [list(column) for column in slots]
    for sweep in range(SWEEPS):
        if not fewest:
            break
        columns = range(1, len(now)) if sweep % 2 == 0 else range(len(now) - 2, -1, -1)
        for number in columns:
            beside = now[number - 1] if sweep % 2 == 0 else now[number + 1]
            now[number] = _by_mean(now[number], beside, to_left if sweep % 2 == 0 else to_right)
        crossings = _crossings(now, segments)
        if crossings < fewest:
            best, fewest = [list(column) for column in now], crossings
    return best, fewest


def _neighbours(
    segments: Iterable[Iterable[tuple[Slot, Slot]]],
) -> tuple[dict[Slot, list[Slot]], dict[Slot, list[Slot]]]:
    to_left: dict[Slot, list[Slot]] = defaultdict(list)
    to_right: dict[Slot, list[Slot]] = defaultdict(list)
    for pieces in segments:
        for a, b in pieces:
            to_right[a].append(b)
            to_left[b].append(a)
    return to_left, to_right


def _by_mean(column: list[Slot], beside: Sequence[Slot], neighbours: Mapping[Slot, list[Slot]]) -> list[Slot]:
    """The column by the mean place of each slot's neighbours; a slot without neighbours keeps its place."""
    place = {slot: i for i, slot in enumerate(beside)}
    held = [slot for slot in column if not neighbours.get(slot)]
    moved = [slot for slot in column if neighbours.get(slot)]
    moved.sort(key=lambda slot: sum(place[n] for n in neighbours[slot]) / len(neighbours[slot]))
    keeps = set(held)
    turn = iter(moved)
    return [slot if slot in keeps else next(turn) for slot in column]


def _crossings(slots: Sequence[Sequence[Slot]], segments: Sequence[Sequence[tuple[Slot, Slot]]]) -> int:
    """How many pairs of pieces cross: pairs whose ends stand in opposite orders."""
    total = 0
    for number, pieces in enumerate(segments):
        left = {slot: i for i, slot in enumerate(slots[number])}
        right = {slot: i for i, slot in enumerate(slots[number + 1])}
        seen: list[int] = []
        ends = sorted((left[a], right[b]) for a, b in pieces)
        for _, end in ends:
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total


def _placed(
    slots: Sequence[Sequence[Slot]],
    segments: Sequence[Sequence[tuple[Slot, Slot]]],
    half: Mapping[Slot, float],
    gap: float,
) -> dict[Slot, float]:
    """A height for each slot, near to its neighbours' and in the order of its layer, nothing overlapping."""
    to_left, to_right = _neighbours(segments)
    at: dict[Slot, float] = {}
    for column in slots:
        at |= _spread(column, [0.0] * len(column), half, gap)
    for sweep in range(SWEEPS):
        rightward = sweep % 2 == 0
        beside = to_left if rightward else to_right
        for column in slots if rightward else reversed(slots):
            wanted = [_mean([at[n] for n in beside.get(slot, ())], at[slot]) for slot in column]
            at |= _spread(column, wanted, half, gap)
    return at


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _spread(
    column: Sequence[Slot], wanted: Sequence[float], half: Mapping[Slot, float], gap: float
) -> dict[Slot, float]:
    """The heights nearest to those wanted (least squares) that keep the order and the gap: pool adjacent violators."""
    offsets, offset = [], 0.0
    for i, slot in enumerate(column):
        offset += half[column[i - 1]] + gap + half[slot] if i else 0.0
        offsets.append(offset)
    pools: list[tuple[float, int]] = []
    for want, shift in zip(wanted, offsets, strict=True):
        pools.append((want - shift, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            (total, size), (more, other) = pools[-2], pools.pop()
            pools[-1] = (total + more, size + other)
    free = [total / size for total, size in pools for _ in range(size)]
    return {slot: free[i] + offsets[i] for i, slot in enumerate(column)}
