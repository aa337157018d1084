"""How alike two wordings are: vectors of pairs of neighbouring syllables, because most Vietnamese words have two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log, sqrt

Vector = Mapping[str, float]


def vectors(wordings: Sequence[str]) -> list[Vector]:
    """Each wording as weighted pairs of syllables, of length 1.

    The weight of a pair is (1 + log tf) · (1 + log((1 + N)/(1 + n))), n of all N wordings holding it (Salton and
    Buckley 1988).

    >>> one, other, third = vectors(["Xây dựng kế hoạch", "Ban hành kế hoạch", "Báo cáo kết quả"])
    >>> 0 < cosine(one, other) < round(cosine(one, one), 9) == 1.0, cosine(one, third)
    (True, 0)
    """
    counts = [_pairs(words) for words in wordings]
    held = Counter(pair for count in counts for pair in count)
    weight = {pair: 1 + log((1 + len(counts)) / (1 + n)) for pair, n in held.items()}
    return [_unit({pair: (1 + log(n)) * weight[pair] for pair, n in sorted(count.items())}) for count in counts]


def cosine(one: Vector, other: Vector) -> float:
    """The likeness of two vectors of length 1, from 0 to 1."""
    small, large = sorted((one, other), key=len)
    return sum(x * large[pair] for pair, x in small.items() if pair in large)


def _pairs(words: str) -> Counter[str]:
    """Pairs of neighbouring syllables; of a single one, itself.

    >>> sorted(_pairs("Xây dựng kế hoạch"))
    ['dựng kế', 'kế hoạch', 'xây dựng']
    """
    parts = re.findall(r"[^\W_]+", words.lower())
    return Counter(map(" ".join, pairwise(parts))) or Counter(parts)


def _unit(vector: dict[str, float]) -> Vector:
    length = sqrt(sum(x * x for x in vector.values()))
    return {pair: x / length for pair, x in vector.items()}
