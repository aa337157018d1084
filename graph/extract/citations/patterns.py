"""The patterns by which names of documents are read, from `phrases/titles.yaml` and the gazetteer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.language import bodies, dates, numbers
from graph.language.beginnings import Beginnings, Places
from graph.language.compiled import compiled
from graph.language.lexicon import LOWER, UPPER, any_of, either, load, phrases, proper_name


class Patterns(NamedTuple):
    """The patterns for names of documents and for what stands around them."""

    law: re.Pattern[str]
    amending: re.Pattern[str]
    known_law: re.Pattern[str]
    law_name: re.Pattern[str]
    small_law: re.Pattern[str]
    basis: re.Pattern[str]
    amended_year: re.Pattern[str]
    settled: re.Pattern[str]
    head: re.Pattern[str]
    capital_head: re.Pattern[str]
    small_head: re.Pattern[str]
    presupposing: re.Pattern[str]
    carried_out: re.Pattern[str]
    anchor: re.Pattern[str]
    extension: re.Pattern[str]
    place: re.Pattern[str]
    stop: re.Pattern[str]
    drafting: re.Pattern[str]
    executing: re.Pattern[str]
    counting: re.Pattern[str]
    writing: re.Pattern[str]
    bill: re.Pattern[str]
    national: re.Pattern[str]
    location: re.Pattern[str]
    level: re.Pattern[str]
    generic: re.Pattern[str]
    acronym: re.Pattern[str]
    law_stop: re.Pattern[str]
    partner: re.Pattern[str]


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    p = patterns()
    names = ("law", "settled", "head", "capital_head", "small_head")
    return Beginnings({name: getattr(p, name) for name in names}, shared=True)


@lru_cache(maxsize=2)
def places(view: str) -> Places:
    """Where in a text the patterns "law", "settled", "head", "capital_head" and "small_head" can begin.

    >>> [match["head"] for match in places("Theo Đề án chợ nổi").finditer("head")]
    ['Đề án']
    """
    return _begun().places(view)


def presupposed(view: str, start: int) -> bool:
    """Whether the words before a name say that the document exists: "thực hiện …", "theo …", "từ …"."""
    return patterns().presupposing.search(view, max(start - 60, 0), start) is not None


def either_case(name: str) -> tuple[str, ...]:
    """A settled name as it is written, and in the middle of a sentence with a small letter; not one that is an abbreviation.

    >>> either_case("Chương trình OCOP"), either_case("EVFTA")
    (('Chương trình OCOP', 'chương trình OCOP'), ('EVFTA',))
    """
    return (name, name[0].lower() + name[1:]) if name[1:2].islower() else (name,)


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The words of `ontology/phrases/titles.yaml` and of the laws and places in the gazetteers, in the forms in which
    names are printed."""
    titles = phrases("titles")
    capitals = either(p.upper() for p in load().provinces)
    name = f"(?-i:{proper_name()}|{capitals}(?!\\w))"  # never in small letters, whatever the words around it

    def join(key: str) -> str:
        return "|".join(f"(?:{entry['words']})" for entry in titles[key]).replace("NAME", name)

    heads = any_of("titles", "heads")
    settled = [form for p in load().programmes for w in (p["name"], *p["forms"]) for form in either_case(w)]
    laws, law = either(load().laws).replace(",", ",?"), load().law_words
    amended = r"(?:sửa đổi|bổ sung|Sửa đổi)(?:,? (?:và )?(?:bổ sung|sửa đổi))?(?: một số (?:điều|nội dung))?(?: của)?"
    return Patterns(
        law=compiled(rf"(?<!\w)(?:{law}|{law.upper()}) (?=[{UPPER}{LOWER}])"),
        amending=compiled(
            rf"Luật {amended} [^;:.\n()]*?(?=;|:|\.|\n| số \d| ngày| năm \d| \(|$| (?:{join('amending_stops')}))"
        ),
        known_law=compiled(rf"(?i:{laws})(?!\w)"),
        law_name=compiled(rf"(?:{law}) [{UPPER}][{LOWER}]*(?!\w)(?:,? [{UPPER}{LOWER}]+){{0,12}}"),
        small_law=compiled(rf"(?:{law}) [{LOWER}]+(?: ?,? [^\W\d_]+){{0,14}}?(?=,? (?:ngày \d|năm (?:19|20)\d\d))"),
        basis=compiled(rf"\W*(?:{any_of('mentions', 'basis')})"),
        amended_year=compiled(r" năm (?:19|20)\d\d(?=,? (?:ngày|số) \d)"),
        settled=compiled(rf"(?<!\w){either(settled)}(?!\w)"),
        head=compiled(
            rf"(?<!\w)(?P<head>{heads}|(?<=phê duyệt )(?i:{heads})|(?<=ban hành )(?i:{heads})|(?<=\d, )(?i:{heads}))(?= )"
        ),
        capital_head=compiled(rf"(?<!\w)(?P<head>{heads.upper()})(?= )"),
        small_head=compiled(rf"(?<!\w)(?P<head>{heads.lower()})(?= )"),
        presupposing=compiled(rf"(?<!\w)(?i:{any_of('titles', 'presupposing')}) $"),
        carried_out=compiled(rf"(?: triển khai| tổ chức)*(?: thực hiện| thi hành) (?P<head>(?i:{heads}))(?= )"),
        anchor=compiled(f"(?i:{join('anchors')})(?!\\d)"),
        extension=compiled(f"(?:{join('extensions')})(?!\\w)", re.IGNORECASE),
        place=compiled(f"(?<= )(?:{join('places')})(?!\\w)"),
        stop=compiled(
            rf"\.(?!\d{{3}})(?!(?<=\b\d\.)\d(?!\d|\.\d))|[;:!?\"\n]|(?<![{UPPER}\d])\)|\((?![{UPPER}]{{2,}}[A-Za-z0-9]*\))|(?<=[ ,])(?i:{join('stops')})(?!\w)"
            rf"|,? (?:và |hoặc |cùng )?(?=(?:{heads}|{load().type_words}) (?:này|số))|, (?={heads})",
        ),
        drafting=compiled(f"(?<!\\w)(?:{join('drafting')})(?!\\w)", re.IGNORECASE),
        executing=compiled(f"(?<!\\w)(?:{join('executing')})(?!\\w)", re.IGNORECASE),
        counting=compiled(f"(?<!\\w)(?:{join('counting')}) $", re.IGNORECASE),
        writing=compiled(f"(?<!\\w)(?:{join('writing')}) $", re.IGNORECASE),
        bill=compiled(f"(?:{join('bills')}) $", re.IGNORECASE),
        national=compiled(f"(?i:{join('national')})(?!\\w)"),
        location=compiled(rf",? (?:{join('location')}) ", re.IGNORECASE),
        level=compiled(f"(?<!\\w)(?:{join('level')})(?!\\w)"),
        generic=compiled(f" (?:{join('generic')})(?!\\w)", re.IGNORECASE),
        acronym=compiled(any_of("titles", "acronyms")),
        law_stop=compiled(rf",? (?:{any_of('titles', 'law_stops')})(?!\w)"),
        partner=compiled(
            rf" và [{UPPER}][^;:.,\n()\"]{{1,80}}?(?=[;:.,\n()\"]|(?<!\w) ?(?:{join('parting')})(?!\w)|$)"
        ),
    )


def phrase(view: str, first: int, limit: int) -> int:
    """Where the words of a name end that nothing but its phrase ends, at `limit` at the latest.

    >>> view = "Theo Đề án dời chợ ra sông để giữ bến."
    >>> view[11 : phrase(view, 11, len(view))]
    'dời chợ ra sông'
    """
    stop = patterns().stop.search(view, first, limit)
    limit = stop.start() if stop else limit
    end = _phrase_end().search(view, first, limit)
    return first + len(view[first : end.start() if end else limit].rstrip(" ,"))


@lru_cache(maxsize=1)
def _phrase_end() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<= )|(?=,))(?:{any_of('titles', 'phrase_ends')})(?!\w)")


@lru_cache(maxsize=1)
def owner() -> re.Pattern[str]:
    """ "… của Hội đồng nhân dân tỉnh về …": whose document it is, inside its name."""
    return compiled(rf" của (?:{bodies.pattern()})(?!\w)")


class Tail(NamedTuple):
    """What stands behind a name: number, date and issuer as printed, None where none is, and where it ends."""

    number: str | None
    date: str | None
    issuer: str | None
    end: int


def tail(view: str, at: int, *, law: bool = False) -> Tail:
    """What stands behind a name at a place; behind that of a `law` a year may stand alone.

    >>> tail("Luật A (sửa đổi) 2024", 6, law=True).date, tail("Đề án A 2024", 8).date
    ('2024', None)
    >>> tail("Luật A số 5/2020/QH14 ngày 3/4/2020 của Quốc hội", 6)
    Tail(number='5/2020/QH14', date='ngày 3/4/2020', issuer='Quốc hội', end=48)
    """
    first = _behind_name().match(view, at)
    number, date, end = (first[1], first[2] or first[3], first.end()) if first else (None, None, at)
    if law and end == at and (bare := _behind_law().match(view, at)):
        date, end = bare[1], bare.end()
    issuer = bodies.printed().match(view, end + len(_OF)) if view.startswith(_OF, end) else None
    if issuer:
        dated = _behind_issuer().match(view, issuer.end())
        end = dated.end() if dated else issuer.end()
        date = date or (dated and (dated[1] or dated[2]))
    return Tail(number, date, issuer and issuer[0], end)


_OF = " của "


@lru_cache(maxsize=1)
def _behind_name() -> re.Pattern[str]:
    return compiled(rf"(?: số ({numbers.NUMBER}|{numbers.BARE}))?(?:[ ,]*(?:({dates.DAY})|năm ((?:19|20)\d{{2}})))?")


@lru_cache(maxsize=1)
def _behind_issuer() -> re.Pattern[str]:
    return compiled(rf" ?,? ?(?:({dates.DAY})|năm ((?:19|20)\d{{2}}))")


@lru_cache(maxsize=1)
def _behind_law() -> re.Pattern[str]:
    changed = r"(?: \(?(?i:sửa đổi(?:,? bổ sung)?)\)?,?)?"
    return compiled(rf"{changed}(?: (?i:năm))? \(?((?:19|20)\d{{2}})(?!\d|[/.-]\d| ?- ?\d)\)?")
