"""Bodies as letterheads print them: in capitals, broken over lines, the body above before the one that issues.

Forms: "ỦY BAN NHÂN DÂN / TỈNH LÀO CAI"; "UBND TỈNH LÀO CAI / SỞ Y TẾ"; "ĐOÀN TNCS HỒ CHÍ MINH / BAN CHẤP HÀNH TỈNH LÀO CAI"; "TỈNH ỦY LÀO CAI / BAN
TUYÊN GIÁO"; "BỘ TÀI CHÍNH - BỘ Y TẾ", which issue together; "UBND THÀNH PHỐ X / PHƯỜNG Y". Capitals do not say how a name is written: that the text
says, or the names that are known.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language import bodies, kinds, offices, places
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import data, levels, load
from graph.model import Name


def issuers(lines: list[str], here: str | None, view: str, *, joint: bool = False) -> tuple[Name, ...]:
    """The bodies that issue, of a letterhead's left column in small letters: the last body named, completed by the ones above it, or all of
    those that dashes part. `joint`: what issues is known to be several bodies, whatever parts them.

    >>> [name.full for name in issuers(["ủy ban nhân dân", "tỉnh tuyên quang"], None, "")]
    ['Ủy ban nhân dân tỉnh Tuyên Quang']
    >>> [name.full for name in issuers(["ubnd tỉnh lào cai", "sở nông nghiệp và môi trường"], None, "")]
    ['Sở Nông nghiệp và Môi trường tỉnh Lào Cai']
    >>> [name.full for name in issuers(["bộ tài chính-", "bộ y tế"], None, "")]
    ['Bộ Tài chính', 'Bộ Y tế']
    """
    named = list(dict.fromkeys(_joined(lines)))  # a mass organisation is printed above and at the right
    parted = [piece for words in named for piece in _parted(words)]
    dashed = next((words for words in named if len(_parted(words)) > 1), None)
    if dashed:
        parted = _parted(dashed)
    elif not joint or len(parted) < 2:
        last = _last(named, here, view)
        return (last,) if last else ()
    above = _last(named[: next(i for i, words in enumerate(named) if parted[0] in words)], here, view)
    found = (_one(words, above.place if above and above.place else here, view) for words in parted)
    return tuple(dict.fromkeys(bodies.alone(name) for name in found if name))


def _last(named: list[str], here: str | None, view: str) -> Name | None:
    """The last of the bodies, which those above it complete."""
    found: Name | None = None
    above = ""
    for words in named:
        place = found.place if found and found.place else here
        body = _within(above, words, here, view) or _one(words, place, view)
        kind = kinds.of(body.full) if body and body.place is None else None
        if body and kind and kind.within and found and places.level(found.place) in ("below", "province"):
            body = bodies.name(f"{body.full} {found.place}") or body
        found, above = body or found, words
    return bodies.alone(found) if found else None


def _within(above: str, words: str, here: str | None, view: str) -> Name | None:
    """The body that an organ is together with the body above it, which its name needs: "ban chấp hành tỉnh x" of "đoàn tncs hồ chí minh"."""
    match = _organ().match(words)
    if not above or not match:
        return None
    organ, rest = match[0], words[match.end() :].strip()
    if rest and places.split(rest)[0] is None:
        return None
    of = re.sub(r"^ban chấp hành (?=trung ương)", "", above)
    for whole in (f"{organ} {of} {rest}".strip(), f"{organ} {of.removesuffix(' việt nam')} {rest}".strip()):
        if bodies.is_name(whole) or _is_listed(whole):
            return _one(whole, here, view)
    return None


def _is_listed(folded: str) -> bool:
    """Whether an organ of a committee or a council of a place is named with it: "văn phòng ubnd huyện x"."""
    of = [form for form, body in bodies.local_forms() if body.placed or " " in form]
    return any(folded.startswith(tuple(f"{fold(organ)} {form}" for form in of)) for organ in load().organs)


@lru_cache(maxsize=1)
def _organ() -> re.Pattern[str]:
    """An organ that is named by the body it belongs to: "ban thường vụ", "ban tuyên giáo", "ủy ban trung ương"."""
    held = data("gazetteer/issuers.yaml")
    mass = [
        form for organs in held["mass_organs"].values() for organ, forms in organs.items() for form in (organ, *forms)
    ]
    words = sorted({fold(word) for word in (*mass, *load().organs)}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)")


_OFFICE = "văn phòng "


def _parted(words: str) -> list[str]:
    """The bodies of a line that dashes part: "bộ tài chính-bộ y tế", but not "bộ lao động-thương binh và xã hội", and not those of which one
    is the office: "văn phòng hđnd-ubnd huyện x"."""
    if words.startswith(_OFFICE):
        return [words]
    return compiled(rf" ?- ?(?={kinds.in_small_letters().pattern})").split(words.strip(" -"))


def _joined(lines: list[str]) -> list[str]:
    """Lines joined into bodies: a line that begins a body's name begins a new one, unless the two lines are one central body."""
    joined: list[str] = []
    for line in lines:
        whole = bodies.central(f"{_parted(joined[-1])[-1]} {line}") if joined else None
        starts = kinds.in_small_letters().match(line) or _organ().match(line)
        on = joined and (whole or not starts or re.search(r"(?:,|và|của|-)$", joined[-1]))
        if on and not (whole and whole == bodies.central(line)):
            joined[-1] += line if joined[-1].endswith("-") else f" {line}"
        else:
            joined.append(line)
    return joined


def _one(folded: str, here: str | None, view: str) -> Name | None:
    folded = bodies.without_term(folded.strip(" ,;-"))
    bare = offices.without(folded, case=False)
    if central := bodies.central(folded) or bodies.central(bare):
        return central
    for form, body in bodies.local_forms():
        if bare == form or bare.startswith(form + " "):
            rest = _cased(_lowest(bare[len(form) :].strip()))
            return bodies.placed(body, rest, here) if body.placed else bodies.party(body, rest, here)
    known = next((d.name for d in load().departments if bare.startswith(fold(d.name))), None)
    if known:
        rest = _cased(bare[len(fold(known)) :].strip())
        return bodies.department(f"{known} {rest}".strip(), here)
    return bodies.other(_written(bare, view) or written(bare), here)


def _written(folded: str, view: str) -> str | None:
    """The name as the text itself writes it, where it does so other than in capitals."""
    if len(folded) <= 6:
        return None
    return next(
        (m[0] for m in re.finditer(re.escape(folded), view, re.IGNORECASE) if not m[0].isupper() and m[0][0].isupper()),
        None,
    )


def _lowest(rest: str) -> str:
    """The lowest of several places: "thành phố x phường y" is the ward."""
    pieces = re.split(rf"(?<!thị) (?=(?:{levels()}) \S)", rest)
    rank = {str(entry["level"]): n for n, entry in enumerate(data("gazetteer/places.yaml")["levels"])}
    return max(pieces, key=lambda piece: rank.get(places.split(piece)[0] or "", 0)) if len(pieces) > 1 else rest


def written(folded: str) -> str:
    """A body's name in small letters as it is written: the word of its kind, names that are known and places in their capitals, the first
    word of its own name, and all of it behind a kind of bodies that bear the names of places and people.

    >>> written("cục quản lý cạnh tranh"), written("tập đoàn điện lực việt nam"), written("hội nông dân tỉnh sơn la")
    ('Cục Quản lý cạnh tranh', 'Tập đoàn Điện lực Việt Nam', 'Hội Nông dân tỉnh Sơn La')
    >>> written("trường đại học bãi ngang")
    'Trường Đại học Bãi Ngang'
    """
    place = re.search(rf"(?<=\s)(?:{levels()})(?! ủy) .+$", folded)
    name, behind = (folded[: place.start()], _cased(place[0])) if place else (folded, "")
    listed = next((pair for pair in _known(whole=True) if f"{name} ".startswith(f"{pair[0]} ")), None)
    if listed:
        return listed[1] + name[len(listed[0]) :] + behind
    school = kinds.school(name)
    kind = school or next((k for k in kinds.kinds() if re.match(rf"{k.folded()}(?!\w)", name)), None)
    if kind is None:
        return name[:1].upper() + name[1:] + behind
    own = name[len(kind.word) :].replace("-", " - ")
    for phrase, known in _known():
        within = "" if known in _anywhere() else r"(?<=^ )"
        own = re.sub(rf"{within}(?<!\w){re.escape(phrase)}(?!\w)", known, own)
    if school:
        own = " ".join(word[:1].upper() + word[1:] for word in own.split(" "))
    return kind.word + own[:2].upper() + own[2:] + behind


@lru_cache(maxsize=2)
def _known(*, whole: bool = False) -> list[tuple[str, str]]:
    """Names within names that are known, the longest first: listed bodies, what they are called behind the word of their kind, and
    provinces. `whole`: listed bodies alone."""
    lexicon = load()
    bodies_ = [*lexicon.central, *lexicon.departments, *lexicon.local]
    listed = {*(b.name for b in bodies_), *lexicon.provincial, *lexicon.provincial_forms.values()}
    if not whole:
        own = {name[len(kind.word) + 1 :] for name in listed if (kind := kinds.of(name))}
        listed = {words for words in listed | own if " " in words and words[:1].isupper()}
        listed |= _anywhere()
    return sorted(((fold(words), words) for words in listed), key=lambda pair: (-len(pair[0]), pair))


@lru_cache(maxsize=1)
def _anywhere() -> frozenset[str]:
    """Names that are written so wherever they stand: of places and people, of committees of the Party and of the people."""
    return frozenset(
        {"Việt Nam", "Hồ Chí Minh", *load().provinces, *(w for body in load().local for w in (body.name, *body.forms))}
    )


def _cased(folded: str) -> str:
    level, place = places.split(folded)
    return (
        f"{level} {places.proper(place.upper())}"
        if level and place
        else places.proper(folded.upper())
        if not level
        else folded
    )
