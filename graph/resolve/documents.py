"""Things that are documents -> their ids, names and values, and what is to be noted of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.language import places
from graph.language.folding import fold, look_alikes, tidy
from graph.language.lexicon import load
from graph.model import Citation, Claim, Correction, Entity, Findings, Header, Name, Note, PartialDate, Ref, Value
from graph.reading import text_file
from graph.resolve import identity, twice
from graph.resolve.merging import Thing
from graph.resolve.register import Register


@dataclass(frozen=True, slots=True)
class Instrument:
    """A document that was read or cited, with its id and what its mentions say of it together. `header`, `path` (of its file)
    and `kept` (where the output has its text) are those of a document that was read."""

    id: str
    thing: Thing
    kind: str  # class local name
    label: str
    number: str | None
    title: str | None
    date: PartialDate | None  # as printed, else the year that is part of the number
    header: Header | None = None
    path: str | None = None
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of documents: of those that were `read` by the position of their findings, of `mentioned` ones by that and the position
    of the citation."""

    read: Mapping[int, str]
    mentioned: Mapping[tuple[int, int], str]

    def end(self, source: int, position: int, citations: Sequence[Citation]) -> str:
        """The document at one end of a relation; it may be the document that says so."""
        itself = position < 0 or citations[position].itself
        return self.read[source] if itself else self.mentioned[source, position]


def instruments(things: Iterable[Thing], findings: Sequence[Findings]) -> list[Instrument]:
    """The documents that the things are, in their order; where two would get one id, the second gets a number behind it, one
    that was read a digest of its text, which no third one changes."""
    taken: Counter[str] = Counter()
    made = []
    for thing in things:
        read = findings[thing.source].document if thing.source is not None else None
        header, path = (read.header, read.source.path) if read else (None, None)
        kept = (read.source.kept or text_file(read.source.path)) if read else None
        wanted = _id(thing, header, path) + (f"/{thing.apart}" if thing.apart else "")
        taken[wanted] += 1
        behind = twice.digest(read.source) if read else str(taken[wanted])
        id = wanted if taken[wanted] == 1 else f"{wanted}/{behind}"
        number, title, date, kind = _number(thing), _title(thing), _date(thing), _kind(thing)
        label = (
            f"{load().type_of_class(kind, number, _called(thing))} số {number}"
            if number
            else _unnumbered(thing, kind, title, header, path)
        )
        made.append(Instrument(id, thing, kind, label, number, title, date, header, path, kept))
    return made


def ids_of(every: Sequence[Instrument]) -> Ids:
    """The ids of the documents, and of every mention."""
    read = {one.thing.source: one.id for one in every if one.thing.source is not None}
    return Ids(read, {(m.source, m.position): one.id for one in every for m in one.thing.mentions})


def _id(thing: Thing, header: Header | None, path: str | None) -> str:
    date = _date(thing)
    if thing.family.kind == "read" and header:
        place = header.jurisdiction if header.jurisdiction != places.CENTRAL else None
        title = f"{load().type_of_class(header.type)} {header.title or path}"
        return identity.document_id(identity.Family("name", "", place or ""), title, date)
    if thing.family.kind == "number":  # the fullest printing of the number: "64/2025" is 64/2025/QH15
        number = max((m.citation.number for m in thing.mentions if m.citation.number), key=len)
        return identity.document_id(identity.Family("number", number, thing.family.place), None, date)
    return identity.document_id(thing.family, _title(thing), date if thing.year else None)


def _date(thing: Thing) -> PartialDate | None:
    return next(iter(thing.dates()), None) or (PartialDate(thing.year) if thing.year else None)


def _called(thing: Thing) -> str:
    """The type word by which the document calls itself, else most texts do."""
    own = next((m.citation.called for m in thing.mentions if m.position < 0 and m.citation.called), None)
    printed = Counter(fold(m.citation.called) for m in thing.mentions if m.citation.called)
    return own or (max(printed, key=lambda word: (printed[word], word)) if printed else "")


def _number(thing: Thing) -> str | None:
    """The fullest printing of the number, in small and capital letters where there is one."""
    printed = Counter(m.citation.number for m in thing.mentions if m.citation.number)
    return max(printed, key=lambda n: (len(n), any(c.islower() for c in n), printed[n], n)) if printed else None


def _title(thing: Thing) -> str | None:
    """The fullest printing of the name, in small letters where there is one."""
    titles = Counter(tidy(m.citation.title) for m in thing.mentions if m.citation.title)
    if not titles:
        return None
    longest = max(len(fold(t)) for t in titles)
    full = [t for t in titles if len(fold(t)) > longest - 3]
    return max(full, key=lambda t: (sum(c.islower() for c in t) > len(t) / 3, t[:1].isupper(), titles[t], t))


def _unnumbered(thing: Thing, kind: str, title: str | None, header: Header | None, path: str | None) -> str:
    """What a document without a number is called: of one that was read its type and subject, else the name it is cited by."""
    if header is None or path is None:
        return title or thing.family.key
    subject = header.title or path
    word = load().type_of_class(kind, None, _called(thing))
    return subject if kind == "OtherDocument" or fold(subject).startswith(f"{fold(word)} ") else f"{word}: {subject}"


def _kind(thing: Thing) -> str:
    """The class that the document's own header says, else the one that most mentions say, the symbol of its number deciding."""
    own = [m.citation.type for m in thing.mentions if m.position < 0 and m.citation.type != "OtherDocument"]
    if own:
        return own[0]
    printed = Counter(m.citation.type for m in thing.mentions)
    number = _number(thing)
    by_symbol = load().class_of_number(number) if number else None
    return max(printed, key=lambda t: (printed[t], t == by_symbol, t))


def entity(one: Instrument, register: Register) -> Entity:
    """The document with its values; its issuer and place are registered."""
    issuer = _issuer(one.thing)
    place = one.thing.family.place or (one.header.jurisdiction if one.header else None)
    subject = (one.header and one.header.title) or one.title or _subject(one.thing)
    values: dict[str, Value | None] = {
        "eli:id_local": one.number,
        "eli:date_document": next(iter(one.thing.dates()), None),
        "eli:passed_by": Ref(register.agency(issuer, one.thing.family.place or None)) if issuer else None,
        "pol:tier": issuer.tier if issuer else _tier(one.kind, one.number),
        "dcterms:title": subject,
        "pol:jurisdiction": Ref(register.place(place)) if place else None,
        **(_values_read(one.header, one.path, one.kept) if one.header and one.path and one.kept else {}),
    }
    known = [(name, value) for name, value in values.items() if value is not None]
    together = (Ref(register.agency(body, one.thing.family.place or None)) for body in _joint(one.thing, issuer))
    known += (("eli:passed_by", ref) for ref in together)
    printed = tuple(sorted(known, key=lambda pair: (pair[0], str(pair[1]) if pair[0] == "eli:passed_by" else "")))
    return Entity(one.id, one.kind, one.label, _alternatives(one), printed)


def _values_read(header: Header, path: str, kept: str) -> dict[str, Value | None]:
    """What only a document that was read has."""
    first, last = header.period or (None, None)
    return {
        "pol:signedBy": header.signer,
        "pol:signedAs": header.role,
        "pol:sourceFile": path,
        "pol:textFile": kept,
        "pol:periodStart": first,
        "pol:periodEnd": last,
    }


def _issuer(thing: Thing) -> Name | None:
    """The issuer of the document's own header, else the one that most citations print."""
    own = [m.citation.issuer for m in thing.mentions if m.position < 0 and m.citation.issuer]
    printed = Counter(m.citation.issuer for m in thing.mentions if m.citation.issuer)
    return own[0] if own else max(printed, key=lambda i: (printed[i], len(i.full), i.full)) if printed else None


def _joint(thing: Thing, issuer: Name | None) -> tuple[Name, ...]:
    """Who issued the document together with its issuer, by the mention that names most of them, its own header before others."""
    named = [
        (m.position < 0, len(m.citation.joint), m.citation.joint) for m in thing.mentions if m.citation.issuer == issuer
    ]
    own = [joint for of_itself, _, joint in named if of_itself]
    most = own[0] if own else max(named, key=lambda one: (one[1], str(one[2])))[2] if named else ()
    return tuple(name for name in most if name != issuer)


def _tier(kind: str, number: str | None) -> int | None:
    """The tier of an issuer that no text names, by the symbol of the number or the class."""
    if number and number.upper().endswith(("/TW", "-TW")):
        return 1
    body = load().issuer_of_number(number) if number else None
    return body.tier if body else 2 if kind in ("Law", "Ordinance", "Constitution") else None


def _subject(thing: Thing) -> str | None:
    subjects = Counter(tidy(m.citation.subject) for m in thing.mentions if m.citation.subject)
    return max(subjects, key=lambda s: (subjects[s], -len(s), s)) if subjects else None


def _alternatives(one: Instrument) -> tuple[str, ...]:
    names = {fold(t): tidy(t) for m in one.thing.mentions if (t := m.citation.title)}
    names.pop(fold(one.label), None)
    return tuple(sorted(names.values()))


def notes(every: Sequence[Instrument], ids: Ids, claims: Iterable[Claim]) -> Iterator[Note]:
    """Warnings of what the mentions of a document contradict in one another or in time, and what was cited and not read."""
    for one in every:
        yield from _warnings(one, ids)
        if one.header is None:
            yield _unread(one, ids)
    named = {one.id: one for one in every}
    for claim in claims:
        if claim.warning and not claim.said:
            message = f"{claim.warning}; the words are kept as a claim"
            yield Note("warning", "time", message, (claim.document,), 1, (_offer(claim, named),))


def _offer(claim: Claim, named: Mapping[str, Instrument]) -> Correction:
    """The line that takes a statement back: of which documents, and by which words."""
    ends = (("from", claim.subject), ("to", claim.object))
    details = tuple((key, (named[id].number or named[id].label,)) for key, id in ends if id != claim.document)
    about = claim.predicate.removeprefix("pol:")
    return Correction("unsay", named[claim.document].path or "", " ".join(claim.exact.split()), about, details)


def remarks(findings: Findings, me: str) -> Iterator[Note]:
    """What the reader of a file says of its text: that it was converted, that some of it is in doubt."""
    for remark in findings.document.source.remarks:
        yield Note("warning", "reading", remark, (me,))


def hidden(findings: Findings, me: str) -> Iterator[Note]:
    """Whether the number in the letterhead is printed with characters that are not seen, or that only look like ours."""
    header = findings.document.header
    line = re.search(r"(?i:số)\W[^\n]{0,60}", header.span.of(findings.document.source.text)) if header.number else None
    if line and (alike := look_alikes(line[0])):
        message = (
            f"its own number, {header.number}, is read from characters that only look so, or are not seen: {alike}"
        )
        yield Note("warning", "look-alike", message, (me,))


def unplaced(findings: Findings, id_: str) -> Iterator[Note]:
    """What the tables of a document hold and no row took."""
    for n, table in enumerate(findings.document.tables, 1):
        if table.unplaced:
            lost = len(table.unplaced)
            text = findings.document.source.text
            line = text.count("\n", 0, table.unplaced[0].start) + 1
            cells = "1 cell" if lost == 1 else f"{lost} cells"
            yield Note(
                "warning", "unplaced", f"table {n}: no row takes {cells}, the first in line {line}", (id_,), lost
            )


def _warnings(one: Instrument, ids: Ids) -> Iterator[Note]:
    where = tuple(sorted({ids.read[m.source] for m in one.thing.mentions}))
    dates = one.thing.dates()
    clash = [d for d in dates if not d.fits(dates[0])]
    if clash:
        printed = ", ".join(dict.fromkeys(map(str, dates)))
        message = f"{one.label} is printed with several dates: {printed}; the first is kept"
        yield Note("warning", "two-dates", message, where, len(clash))
    for warning in sorted({m.citation.warning for m in one.thing.mentions if m.citation.warning}):
        yield Note("warning", "type-symbol", f"{one.label}: {warning}; kept as printed", where)
    for alike in sorted({m.citation.alike for m in one.thing.mentions if m.citation.alike}):
        yield Note("warning", "look-alike", f"{one.label} is read from characters that only look so: {alike}", where)


def _unread(one: Instrument, ids: Ids) -> Note:
    """A document that is cited and not in the folder, with what is known of it."""
    cited = [m for m in one.thing.mentions if m.position >= 0]
    what = ", ".join(str(x) for x in (_issuer(one.thing), one.date) if x) or "neither issuer nor date known"
    where = tuple(sorted({ids.read[m.source] for m in cited}))
    return Note("unresolved", "not-read", f"{one.label} ({what})", where, len(cited))
