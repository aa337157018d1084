"""Mentions of all documents -> things: which are one document. Nothing is merged silently: every merge that the words alone do
not make certain leaves a note.

Order: family (number or name, and place); the year within it; mentions without a year go to the only year that fits, first in their
own text, then in the corpus; a read document that prints no number is recognised as the one that others cite.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from graph.language.folding import fold
from graph.model import Citation, Correction, Findings, Name, Note, PartialDate
from graph.resolve import following, identity, twice
from graph.resolve.identity import Family

ALIKE = 90
"""Least ratio (rapidfuzz, 0 to 100) between a read title and the subject by which others cite it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation in its text; position -1 is the read document itself, by its header.

    `latest` is the latest possible year: a document of that year carries out or changes this one, which therefore cannot be later.
    """

    source: int
    position: int
    citation: Citation
    family: Family
    year: int | None
    latest: int | None = None
    changed: bool = False  # a law that another law amends or ends: of which year, only its own text can tell

    def can_be_of(self, year: int) -> bool:
        """Whether a document of a year can be the one meant: it is not younger than what cites it."""
        return self.latest is None or year <= self.latest


@dataclass(slots=True)
class Thing:
    """One document, with all that was read of it. `source` is the number of the findings it was read as."""

    family: Family
    year: int | None
    mentions: list[Mention] = field(default_factory=list)
    source: int | None = None
    apart: str = ""  # a digest, where a curator parted it from another that has the same number or name

    @property
    def key(self) -> int:
        """What tells it from all others, whatever they are called."""
        return id(self)

    def dates(self) -> list[PartialDate]:
        """Dates as printed, the read document's own first, then those of its number's year, the most frequent, the first."""
        own = [m.citation.date for m in self.mentions if m.position < 0 and m.citation.date]
        cited = [m.citation.date for m in self.mentions if m.position >= 0 and m.citation.date]
        ranked = Counter(cited)  # in the order in which each is first printed
        return [*own, *sorted(ranked, key=lambda d: (d.year != self.year, -len(str(d)) // 4, -ranked[d]))]


def merge(findings: Sequence[Findings]) -> tuple[list[Thing], list[Note]]:
    """The things that the findings speak of, and notes on what was merged."""
    notes: list[Note] = []
    printed = [m for i, f in enumerate(findings) for m in _mentions(i, f)]
    named = _same_names(printed)
    notes += _joined("longer-name", printed, named, "no other name goes on from it")
    numbered = _laws_by_number(named)
    notes += _joined("law-number", named, numbered, "elsewhere that name is printed with this number")
    mentions = _years_in_text(numbered)
    things = _by_year(mentions, findings, notes)
    things = _recognised(things, findings, notes)
    return sorted(things, key=_order), notes


def _order(thing: Thing) -> tuple[Family, int]:
    return thing.family, thing.year or 0


def _mentions(i: int, findings: Findings) -> Iterator[Mention]:
    header = findings.document.header
    here = header.jurisdiction
    own = Citation(
        header.span,
        header.type or "OtherDocument",
        header.number,
        date=header.date,
        issuer=header.issuer,
        joint=header.joint,
        subject=header.title,
        called=header.called,
    )
    family = (
        identity.of_number(header.number, header.issuer, here)
        if header.number
        else Family("read", findings.document.source.path)
    )
    yield Mention(i, -1, own, family, following.year(own))
    latest, changed = following.latest_years(findings), following.changed_laws(findings)
    for position, c in enumerate(findings.citations):
        if c.itself or c.unsaid:
            continue
        if c.number and not (c.title and c.type in ("Law", "Ordinance")):
            family = identity.of_number(c.number, c.issuer, here)
        elif c.title:
            family = identity.of_name(c.type, c.title, here)
        else:
            continue
        yield Mention(i, position, c, family, following.year(c), latest.get(position), position in changed)


def _with(m: Mention, *, family: Family | None = None, year: int | None = None) -> Mention:
    return replace(m, family=family or m.family, year=year or m.year)


def _joined(code: str, before: list[Mention], after: list[Mention], why: str) -> Iterator[Note]:
    """A note for each family that went over to another."""
    full: dict[Family, str] = {}
    for m in after:
        full[m.family] = max(
            full.get(m.family, ""), m.citation.title or "", key=lambda t: (bool(t), not t.isupper(), len(t))
        )
    gone: dict[tuple[Family, Family], list[Mention]] = defaultdict(list)
    for old, new in zip(before, after, strict=True):
        if old.family != new.family:
            gone[old.family, new.family].append(old)
    for (_, family), joined in sorted(gone.items()):
        yield _merged(code, f"{_printed(joined)} is taken for {full[family] or family.key}: {why}", joined)


def _printed(mentions: Iterable[Mention]) -> str:
    """How the first of the mentions prints the document."""
    first = min(mentions, key=lambda m: (m.source, m.position))
    return first.citation.number or first.citation.title or first.family.key


def _laws_by_number(mentions: list[Mention]) -> list[Mention]:
    """ "Luật số 87/2025/QH15" joins the law that elsewhere bears name and number."""
    named = {
        identity.of_number(m.citation.number, None, None): m.family
        for m in mentions
        if m.family.kind == "name" and m.citation.number
    }
    return [_with(m, family=named.get(m.family)) if m.family in named else m for m in mentions]


def _same_names(mentions: list[Mention]) -> list[Mention]:
    """A name that another one continues is the same, where only one does: "Quy hoạch X" and "Quy hoạch X thời kỳ 2021-2030"."""
    families = sorted({m.family for m in mentions if m.family.kind == "name"})
    by_place: dict[str, list[Family]] = defaultdict(list)
    for family in families:
        by_place[family.place].append(family)
    longer: dict[Family, Family] = {}
    for place, group in by_place.items():
        for family in group:
            wider = (group, by_place.get("", [])) if place else (group,)
            fits = [f for others in wider for f in _begun(others, family.key) if _continues(family.key, f.key)]
            if len(fits) == 1 or (fits and len({_root(f.key) for f in fits}) == 1):
                longer[family] = max(fits, key=lambda f: len(f.key))
    return [_with(m, family=longer.get(m.family)) for m in mentions]


def _begun(families: Sequence[Family], key: str) -> Sequence[Family]:
    """The families whose key begins with a key, of those of one place in the order of their keys."""
    first = bisect_left(families, key, key=lambda family: family.key)
    behind = bisect_left(families, True, lo=first, key=lambda family: not family.key.startswith(key))
    return families[first:behind]


def _continues(short: str, long: str) -> bool:
    return long.startswith(short) and long[len(short) :].startswith(
        (" thời kỳ", ", tầm nhìn", ", định hướng", " đến năm", " (")
    )


def _root(key: str) -> str:
    return key.split(", ")[0]


def _years_in_text(mentions: list[Mention]) -> list[Mention]:
    """A mention without a year means the one that its own text dates, when there is just one."""
    years: dict[tuple[int, Family], set[int]] = defaultdict(set)
    for m in mentions:
        if m.year:
            years[m.source, m.family].add(m.year)
    return [
        _with(m, year=year)
        if m.year is None and len(known := years[m.source, m.family]) == 1 and m.can_be_of(year := next(iter(known)))
        else m
        for m in mentions
    ]


def _by_year(mentions: Sequence[Mention], findings: Sequence[Findings], notes: list[Note]) -> list[Thing]:
    things: dict[tuple[Family, int | None], Thing] = {}
    again: list[Thing] = []
    taken = twice.taken((((m.family, m.year), m.source) for m in mentions if m.position < 0), findings)
    for m in mentions:
        if m.position < 0 and (first := taken[m.family, m.year]) != m.source:
            again.append(Thing(m.family, m.year, [m], m.source))
            notes.append(twice.note(first, m.source, findings))
            continue
        thing = things.setdefault((m.family, m.year), Thing(m.family, m.year))
        thing.mentions.append(m)
        if m.position < 0:
            thing.source = m.source
    with_year: dict[Family, list[Thing]] = defaultdict(list)
    for thing in things.values():
        with_year[thing.family] += [thing] if thing.year else []
    for (family, year), thing in list(things.items()):
        dated = with_year[family] if year is None else []
        if len(dated) == 1 and not (thing.source is not None and dated[0].source is not None):
            notes += _dated(thing, dated[0], findings)
            if not thing.mentions:
                del things[family, year]
    return [*things.values(), *again]


def _dated(undated: Thing, dated: Thing, findings: Sequence[Findings]) -> Iterator[Note]:
    """Mentions without a year go over to the only document of their number or name that has one, where they can mean it."""
    gone = [m for m in undated.mentions if _could_be(m, dated, findings)]
    if not gone:
        return
    if any(m.position < 0 for m in gone):
        dated.source, undated.source = undated.source, None
    going = set(map(id, gone))
    undated.mentions = [m for m in undated.mentions if id(m) not in going]
    dated.mentions += gone
    message = f"{_printed(gone)} without a year is taken for that of {dated.year}: no other is known"
    yield _merged("undated", message, gone)


def _could_be(m: Mention, dated: Thing, findings: Sequence[Findings]) -> bool:
    """A text cannot mean a document that came after it, or after one that follows it; and laws of one name follow each other, so that the
    year that another text prints is not that of the law which an amending one changes."""
    if m.changed:
        return False
    written = findings[m.source].document.header.date
    return dated.year is None or ((written is None or written.year >= dated.year) and m.can_be_of(dated.year))


def _merged(code: str, message: str, mentions: list[Mention]) -> Note:
    return Note("merged", code, message, tuple(sorted({str(m.source) for m in mentions})), len(mentions))


def _recognised(things: list[Thing], findings: Sequence[Findings], notes: list[Note]) -> list[Thing]:
    """Read documents without a number become the ones that others cite: same type, place, subject, no contradicting date."""
    unnumbered = [t for t in things if t.family.kind == "read"]
    gone: set[int] = set()
    for thing in unnumbered:
        fits = [
            t for t in things if t.source is None and t.family.kind == "number" and _is_cited_as(thing, t, findings)
        ]
        if len(fits) == 1 and not _is_named(thing, fits[0], findings):
            notes.append(_proposed(thing, fits[0], findings))
        elif len(fits) == 1:
            cited = fits[0]
            number = next(m.citation.number for m in cited.mentions if m.citation.number)
            path = findings[thing.source or 0].document.source.path
            notes.append(
                _merged(
                    "recognised",
                    f"{path} prints no number; it is {number}: same issuer, type and subject",
                    cited.mentions,
                )
            )
            cited.mentions += thing.mentions
            cited.source = thing.source
            gone.add(id(thing))
    return [t for t in things if id(t) not in gone]


def _is_named(read: Thing, cited: Thing, findings: Sequence[Findings]) -> bool:
    """Whether a text that cites a document prints the very title of the read one: then no likeness has to tell that they are one."""
    title = findings[read.source or 0].document.header.title or ""
    subjects = (m.citation.subject for m in cited.mentions if m.citation.subject)
    return any(_begins(subject, title) for subject in subjects)


def _begins(subject: str, title: str) -> bool:
    """The sentence may go on after the subject, or leave off before the title's end, where that is long enough to tell."""
    short, long = sorted((_bare(subject), _bare(title)), key=len)
    return short == long or (len(short) > _TELLING and long.startswith(short) and not long[len(short)].isalnum())


_TELLING = 30
"""Characters of a subject by which it tells a document, though it is printed without its end."""


def _proposed(read: Thing, cited: Thing, findings: Sequence[Findings]) -> Note:
    """That a read document may be the cited one, with the lines that say so, and that say it is not."""
    document = findings[read.source or 0].document
    path, title = document.source.path, document.header.title or ""
    number = next(m.citation.number for m in cited.mentions if m.citation.number)
    message = f"{path} prints no number; it may be {number}: same issuer and type, and a like subject"
    offer = Correction("same", path, title, number)
    return replace(_merged("recognised", message, cited.mentions), kind="proposed", offers=(offer,))


def _is_cited_as(read: Thing, cited: Thing, findings: Sequence[Findings]) -> bool:
    header = findings[read.source or 0].document.header
    if not header.title or any(m.source == read.source for m in cited.mentions):
        return False
    for m in cited.mentions:
        c = m.citation
        if c.type != header.type or (c.date and header.date and not c.date.fits(header.date)):
            return False
        if not _same_issuer(c.issuer, header.issuer):
            return False
    subjects = [m.citation.subject for m in cited.mentions if m.citation.subject]
    return any(_alike(header.title, s) for s in subjects)


def _same_issuer(cited: Name | None, read: Name | None) -> bool:
    """Whether the issuer that a citation prints, if it does, can be that of a document: organs of one place and tier sign for each
    other."""
    if cited is None or read is None:
        return cited is None
    return fold(cited.full) == fold(read.full) or (cited.place, cited.tier) == (read.place, read.tier)


def _bare(words: str) -> str:
    return fold(words).removeprefix("về việc ").removeprefix("về ").rstrip(" .;,")


def _alike(title: str, subject: str) -> bool:
    a, b = _bare(title), _bare(subject)
    b = b[: len(a) + 4] if len(b) > len(a) > 30 else b  # the sentence may go on after the subject
    return fuzz.ratio(a, b) >= ALIKE
