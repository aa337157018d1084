"""Goals of several documents -> which are the same goal.

Two goals can be compared when their names say the same apart from where they hold and how they are put, and unit and year are equal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from graph.language.folding import fold
from graph.language.lexicon import proper_name
from graph.model import Claim, Entity, Ref

SHARED = 0.85
"""Least share of the words of two names that both have (Jaccard) for them to be one goal: "cảng biển" and "cửa khẩu" in names of
thirteen words leave 0.76."""
_LEAST = 2  # words of a name that tell a goal

_PUT = frozenset(
    [
        "tỷ",
        "tỉ",
        "lệ",
        "trọng",
        "số",
        "các",
        "của",
        "toàn",
        "tỉnh",
        "thành",
        "phố",
        "trên",
        "địa",
        "bàn",
        "cả",
        "nước",
        "quốc",
        "gia",
        "đạt",
        "chiếm",
        "phấn",
        "đấu",
        "và",
        "là",
        "có",
        "được",
        "tổng",
        "mức",
        "bình",
        "quân",
        "hằng",
        "hàng",
        "năm",
        "giai",
        "đoạn",
        "đến",
        "duy",
        "trì",
        "ổn",
        "định",
        "tốc",
        "độ",
        "theo",
        "ở",
        "trong",
        "cho",
        "với",
    ]
)


def joined(entities: Iterable[Entity], claims: Sequence[Claim]) -> list[Entity]:
    """The entities, goals with `pol:comparableWith` the same goals of other documents."""
    every = list(entities)
    pairs: dict[str, set[str]] = defaultdict(set)
    for one, other in same(every, _set_by(claims)):
        pairs[one.id].add(other.id)
        pairs[other.id].add(one.id)
    return [_with(entity, sorted(pairs[entity.id])) if entity.id in pairs else entity for entity in every]


def _with(entity: Entity, others: list[str]) -> Entity:
    values = (*entity.values, *(("pol:comparableWith", Ref(other)) for other in others))
    return replace(entity, values=tuple(sorted(values, key=lambda v: v[0])))


def _set_by(claims: Sequence[Claim]) -> dict[str, str]:
    """The document that sets a goal."""
    return {c.object: c.document for c in claims if c.predicate == "pol:targets" and c.object.startswith("indicator/")}


def same(entities: Iterable[Entity], set_by: Mapping[str, str]) -> Iterator[tuple[Entity, Entity]]:
    """Pairs of goals of different documents that are one goal: by their words, unit and year.

    >>> def goal(id, name, unit="%", year=2025):
    ...     return Entity(id, "Indicator", name, (), (("pol:targetYear", year), ("pol:unit", unit)))
    >>> goals = [goal("a", "Tỷ lệ hộ dân dùng nước sạch"), goal("b", "Tỷ lệ hộ dân tỉnh Lào Cai dùng nước sạch đạt"), goal("c", "hộ nghèo")]
    >>> [(x.id, y.id) for x, y in same(goals, {"a": "1", "b": "2", "c": "3"})]
    [('a', 'b')]
    """
    groups: dict[tuple[object, object], list[Entity]] = defaultdict(list)
    for entity in entities:
        values = dict(entity.values)
        if entity.kind == "Indicator" and entity.id in set_by and "pol:targetYear" in values and "pol:unit" in values:
            groups[values["pol:targetYear"], values["pol:unit"]].append(entity)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if set_by[one.id] != set_by[other.id] and _alike(_words(one.label), _words(other.label)):
                yield one, other


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    common = len(one & other)
    return common >= _LEAST and common >= SHARED * len(one | other)


@lru_cache(maxsize=1)
def _where() -> re.Pattern[str]:
    return re.compile(rf"(?:trên )?(?:địa bàn )?(?:của )?(?:toàn )?(?:tỉnh|thành phố) {proper_name()}|\([^()]*\)")


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> frozenset[str]:
    """The words that say which goal it is."""
    return frozenset(re.findall(r"[^\W_]+", fold(_where().sub(" ", name)))) - _PUT
