"""What makes two mentions of a document one: family, year and place; and the readable ids that follow from them.

A number is unique only with its issuer's place and its year. A name is unique with its class, and with the province where it names
none ("Quy hoạch tỉnh"). A law is known by its name and year, or by its number.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.language import bodies, numbers, places
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import load, proper_name
from graph.model import Measure, Name, PartialDate, Task
from graph.vocab import slug

Part = TypeVar("Part", Task, Measure)
CENTRAL = places.CENTRAL
_PARTY = 5  # the tier of the bodies of a province's Party


@dataclass(frozen=True, slots=True, order=True)
class Family:
    """Documents that share number or name, and place; the year tells them apart. `place` is "" for central ones."""

    kind: str  # "number" or "name"
    key: str
    place: str = ""


def of_number(number: str, issuer: Name | None, here: str | None) -> Family:
    """The family of a numbered mention in a document of the place `here`. An issuer of a province that does not name it is of the
    document's: a symbol of provinces says so, or the tier of a congress ("Đại hội đại biểu Đảng bộ tỉnh lần thứ XVII").

    >>> of_number("223/KH-UBND", None, "tỉnh Tuyên Quang")
    Family(kind='number', key='223/KH-UBND', place='tỉnh Tuyên Quang')
    >>> of_number("124/NQ-CP", bodies.name("Chính phủ"), "tỉnh Tuyên Quang").place
    ''
    """
    place = issuer.place if issuer else None
    if place is None:
        body = load().issuer_of_number(number)
        local = bool(body and (body.levels or (body.symbols and body.name.startswith("Sở"))))
        local = local or number.upper().endswith("/TU") or bool(issuer and issuer.tier == _PARTY)
        place = here if local and here else CENTRAL
    return Family("number", _law_key(numbers.key(number)), "" if place == CENTRAL else place)


def _law_key(key: str) -> str:
    """ "64/2025" is the law 64/2025/QH15: acts of the National Assembly are known by number and year."""
    return re.sub(r"/QH\d+$", "", key) if re.fullmatch(r"\d+/\d{4}/QH\d+", key) else key


def of_name(kind: str, title: str, here: str | None) -> Family:
    """The family of a mention by name.

    >>> of_name("MasterPlan", "Quy hoạch tỉnh", "tỉnh Tuyên Quang").key
    'masterplan:quy hoạch tỉnh tuyên quang'
    """
    key = fold(settled(title))
    province = here.removeprefix("tỉnh ") if here and here.startswith("tỉnh ") else None
    if province and key.startswith("quy hoạch tỉnh") and fold(province) not in key:
        key = key.replace("quy hoạch tỉnh", f"quy hoạch tỉnh {fold(province)}", 1)
    key = re.sub(r"\b(?:giai đoạn|thời kỳ)\b", "thời kỳ", key)
    local = compiled(rf"\b(?:tỉnh|thành phố)\b(?! {proper_name()})").search(title) and kind not in (
        "Law",
        "Treaty",
        "Constitution",
    )
    return Family("name", f"{kind.lower()}:{key}", here if local and here and here != CENTRAL else "")


def settled(title: str) -> str:
    """The settled form of a name that has several ("EVFTA"), else the name itself."""
    return _settled_forms().get(fold(title), title)


def _settled_forms() -> dict[str, str]:
    return {fold(w): p["name"] for p in load().programmes for w in (p["name"], *p["forms"])}


def document_id(family: Family, title: str | None, date: PartialDate | None) -> str:
    """The readable path of a document's IRI.

    >>> document_id(Family("number", "124/NQ-CP"), None, PartialDate(2020, 9, 3))
    'document/124-nq-cp/2020'
    >>> document_id(Family("number", "223/KH-UBND", "tỉnh Tuyên Quang"), None, PartialDate(2021))
    'document/tuyen-quang/223-kh-ubnd/2021'
    """
    name = family.key if family.kind == "number" else title or family.key.partition(":")[2]
    parts = [
        "document",
        place_slug(family.place) if family.place else "",
        short(slug(name)),
        str(date.year) if date else "",
    ]
    return "/".join(p for p in parts if p)


def standing(kind: str, document: str, parts: Sequence[Part], text: str) -> Iterator[tuple[str, Part]]:
    """A document's tasks or measures with their paths, without those that are unsaid: these keep their paths, so that no other moves up. What
    a curator says anew has a digest of its words in its path, which no other part of the document changes."""
    found = [part for part in parts if not (part.said and part.said.new)]
    for path, part in zip(part_ids(kind, document, (part.ordinal for part in found)), found, strict=True):
        if not part.unsaid:
            yield path, part
    said: set[str] = set()
    for part in parts:
        if part.said and part.said.new:
            span = part.spans[0] if isinstance(part, Task) else part.span
            path = next(part_ids(kind, document, (f"{part.ordinal or 'x'} {digest(span.of(text))}",)))
            if path not in said:  # two say the same words
                said.add(path)
                yield path, part


def digest(words: str) -> str:
    """Six hexadecimal digits that words tell."""
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:6]


def short(path: str) -> str:
    """At most about 80 characters of a slug, what was cut kept apart by a hash of the whole."""
    if len(path) <= 80:
        return path
    return path[:72].rsplit("-", 1)[0] + "-" + hashlib.sha256(path.encode()).hexdigest()[:6]


def place_slug(place: str, here: str | None = None) -> str:
    """A province by its name alone, anything below with its kind and its province, where that is known or the document's tells.

    >>> place_slug("tỉnh Phú Yên"), place_slug("thành phố Cần Thơ"), place_slug("huyện Yên Sơn"), place_slug("Trung ương")
    ('phu-yen', 'can-tho', 'tuyen-quang/huyen-yen-son', 'viet-nam')
    >>> place_slug("huyện Châu Thành"), place_slug("huyện Châu Thành", "tỉnh Long An")
    ('huyen-chau-thanh', 'long-an/huyen-chau-thanh')
    """
    if place == CENTRAL:
        return "viet-nam"
    if places.level(place) == "province":
        return slug(place.removeprefix("thành phố ").removeprefix("tỉnh "))
    above = places.province(place, here)
    return f"{place_slug(above)}/{slug(place)}" if above else slug(place)


def agency_id(name: Name, here: str | None = None) -> str:
    """The readable path of a body's IRI: its place, its name without it.

    >>> agency_id(bodies.name("Sở Công Thương tỉnh Tuyên Quang"))
    'agency/tuyen-quang/so-cong-thuong'
    >>> agency_id(bodies.name("Ủy ban nhân dân huyện Yên Sơn")), agency_id(bodies.name("Chính phủ"))
    ('agency/tuyen-quang/huyen-yen-son/uy-ban-nhan-dan', 'agency/chinh-phu')
    """
    if not name.place or name.place == CENTRAL:
        return f"agency/{short(slug(name.full))}"
    return f"agency/{place_slug(name.place, here)}/{short(slug(bodies.bare(name)))}"


def part_ids(kind: str, document: str, ordinals: Iterable[str | None]) -> Iterator[str]:
    """The paths of a document's tasks or measures by their printed numbers; equal ones are told apart in order.

    >>> list(part_ids("task", "document/ha-giang/5-kh-ubnd/2021", ["II.1", "II.1", None]))
    ['task/ha-giang/5-kh-ubnd/2021/ii-1', 'task/ha-giang/5-kh-ubnd/2021/ii-1_2', 'task/ha-giang/5-kh-ubnd/2021/x']
    """
    seen: Counter[str] = Counter()
    for ordinal in ordinals:
        number = slug((ordinal or "x").replace(".-", ".g").replace(".+", ".c"))
        seen[number] += 1
        end = number if seen[number] == 1 else f"{number}_{seen[number]}"
        yield f"{kind}/{document.removeprefix('document/')}/{end}"
