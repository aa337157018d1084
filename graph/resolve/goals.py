"""Goals of several documents -> which are the same goal, and which are weaker than the goal they carry out.

Two goals can be compared when their names say the same apart from where they hold and how they are put, and unit and year are equal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from graph.language.folding import fold
from graph.language.lexicon import proper_name
from graph.model import Claim, Entity, Note, Ref

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


def weaker(entities: Mapping[str, Entity], claims: Sequence[Claim]) -> Iterator[Note]:
    """Warnings of goals that ask for less than the same goal of a document that theirs carries out, with the words of both."""
    set_by, words = _set_by(claims), {c.subject: c.exact for c in claims if c.predicate == "rdf:type"}
    above = _above(claims)
    for pair in same(entities.values(), set_by):
        for goal, over in (pair, pair[::-1]):
            document, source = set_by[goal.id], set_by[over.id]
            if source in above.get(document, ()) and asks_less(goal, over):
                message = (
                    f"{entities[document].label} asks for less than {entities[source].label}, which it carries out: "
                    f"“{_line(words[goal.id])}”, and there “{_line(words[over.id])}”"
                )
                yield Note("warning", "weaker-goal", message, (document,))


def _line(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 200 else plain[:199] + "…"


def _above(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """For each document, those that it carries out, directly or through others."""
    direct: dict[str, set[str]] = defaultdict(set)
    for c in claims:
        if c.edge and c.predicate == "pol:implements" and c.subject.startswith("document/"):
            direct[c.subject].add(c.object)
    reached: dict[str, set[str]] = {}
    for document in direct:
        seen, open_ = set[str](), list(direct[document])
        while open_:
            over = open_.pop()
            if over not in seen:
                seen.add(over)
                open_ += direct.get(over, ())
        reached[document] = seen
    return reached


_LEAST_WANTED, _MOST_WANTED = (">", ">="), ("<", "<=")


def asks_less(goal: Entity, over: Entity) -> bool:
    """Whether a goal is certainly weaker than the other: where one of them tells that more, or that less, is better.

    >>> def goal(sign, value):
    ...     return Entity("i", "Indicator", "x", (), (("pol:comparator", sign), ("pol:value", Decimal(value))))
    >>> [asks_less(goal(*a), goal(*b)) for a, b in ((("=", 75), (">=", 80)), ((">=", 80), (">", 80)), (("=", 75), ("=", 80)))]
    [True, True, False]
    >>> asks_less(goal("<=", 3), goal("<=", 2)), asks_less(goal("=", 85), goal(">=", 80))
    (True, False)
    """
    mine, theirs = dict(goal.values), dict(over.values)
    sign, wanted = mine.get("pol:comparator"), theirs.get("pol:comparator")
    value, asked = mine.get("pol:value"), theirs.get("pol:value")
    if not isinstance(value, Decimal) or not isinstance(asked, Decimal) or "~" in (sign, wanted):
        return False
    high = mine.get("pol:valueMax")
    told = {sign, wanted}
    if told & {*_LEAST_WANTED} and not told & {*_MOST_WANTED}:
        return value < asked or (value == asked and wanted == ">" and sign != ">")
    if told & {*_MOST_WANTED} and not told & {*_LEAST_WANTED}:
        most = high if isinstance(high, Decimal) else value
        return most > asked or (most == asked and wanted == "<" and sign != "<")
    return False
