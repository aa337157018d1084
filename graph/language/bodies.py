"""Words -> the full name of a public body, and the place it belongs to.

Forms: "UBND tỉnh", "BTV Tỉnh ủy Lào Cai", "Bộ trưởng Bộ Tài chính" (the body they head), "HĐND Tỉnh", "Ban Chấp hành Đảng bộ
tỉnh (Khóa XVII)", "Giám đốc Sở Công Thương tỉnh Lào Cai". What the words leave open, the document's own place completes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language import kinds, offices, places
from graph.language.compiled import compiled
from graph.language.folding import fold, tidy
from graph.language.gazetteer import Body
from graph.language.lexicon import (
    LOWER,
    UPPER,
    any_of,
    data,
    either,
    levels,
    load,
    opens_sentence,
    proper_name,
)
from graph.model import Name


@lru_cache(maxsize=1)
def pattern() -> str:
    """A regular expression (no groups) for a body as an issuer is printed, to be used on a view's text."""
    lexicon = load()
    word = f"[{UPPER}][{LOWER}]*"
    central = either((w for b in lexicon.central for w in (b.name, *b.forms)), case=False)
    placed = either((w for b in lexicon.local if b.placed for w in (b.name, *b.forms)), case=False)
    party = either((w for b in lexicon.local if not b.placed for w in (b.name, *b.forms)), case=False)
    department = either((w for b in lexicon.departments for w in (b.name, *b.forms)), case=False)
    provincial = either((*lexicon.provincial, *lexicon.provincial_forms), case=False)
    capital = [word for entry in data("gazetteer/places.yaml")["levels"] for word in entry.get("capitals", ())]
    level = f"(?:{'|'.join([levels(), *capital])})"
    capitals = either(p.upper() for p in lexicon.provinces)  # in titles; other names in capitals end nowhere
    where = f"(?:{proper_name()}|{capitals}(?!\\w))"
    numbered = "|".join(
        form
        for e in data("gazetteer/places.yaml")["levels"]
        if "numbered" in e
        for form in (e["level"], *e["capitals"])
    )
    person = (
        f"(?!(?<=tỉnh )(?!(?:{either(lexicon.provinces)})(?!\\w))(?:{offices.person()}))"  # "… UBND tỉnh Lê Văn An"
    )
    place = f"(?: (?:(?:{numbered}) \\d{{1,2}}(?![\\d./]| tháng)|{level}(?: {person}{where})?))"
    term = r"(?: ?[(,]? ?(?i:khóa) [IVXL]+\)?)?"
    congress = f"(?i:Đại hội (?:đại biểu )?(?:toàn quốc|Đảng bộ {level}))(?: {proper_name()})?(?: lần thứ [IVXL]+)?"
    no_more = "(?! (?:tỉnh|huyện|chi nhánh(?! (?i:khu vực))|Đoàn|Hội(?! nghị)))"  # "Ban Chấp hành Trung ương Hội …" is not the Party's
    organ = either(lexicon.organs, case=False)
    of_body = f"{organ} (?:(?i:{levels()}) )?(?:(?:{party}|{placed})(?:{place}| {where})?|{central})"
    generic = f"{kinds.with_place()}{place}(?! ủy)"
    verbs = "|".join(any_of("tasks", section) for section in ("binding", "leading", "acting"))
    board = rf"Ban Chỉ đạo(?: xây dựng nông thôn mới| thực hiện)?(?: (?!(?:{verbs}|trên|tại|cho|trong)(?!\w))[{LOWER}\d]+){{0,7}}? (?:của )?{level}(?! (?:ủy|[{UPPER}]))"
    return (
        f"(?:(?:(?i:{offices.before_names()}) )*(?:{board}|{central}{no_more}{term}|{placed}{place}?{term}"
        f"|(?:{provincial})(?! (?:Sở|Bộ)(?!\\w))(?:{place}| {proper_name()})?(?![{LOWER}])|{of_body}|{party}(?:{place}| {where})?{term}"
        f"|(?:{department}|Sở {word}(?: (?:và |[{LOWER}]+ )?{word}){{0,4}}){place}?|{congress}|{generic}))"
    )


@lru_cache(maxsize=1)
def printed() -> re.Pattern[str]:
    """`pattern`, compiled once for all that look for a body at a place: it is long, and takes a tenth of a second.

    >>> printed().match("của Sở Y tế tỉnh Lào Cai ngày 5", 4)[0]
    'Sở Y tế tỉnh Lào Cai'
    """
    return compiled(pattern())


@lru_cache(maxsize=8192)
def name(words: str, here: str | None = None) -> Name | None:
    """The body that the words name, completed by the place of the document they stand in; None where they name none.

    Its place and tier are those that the full name says alone: "Báo", in a document of Lào Cai, and "Báo Lào Cai" in any other
    are one body.

    >>> name("UBND Tỉnh", "tỉnh Phú Yên").full, name("BTV Tỉnh ủy Lào Cai").full
    ('Ủy ban nhân dân tỉnh Phú Yên', 'Ban Thường vụ Tỉnh ủy Lào Cai')
    >>> name("Bộ trưởng Bộ Tài chính").full, name("Ban Chấp hành Trung ương Đảng khóa XIII").place
    ('Bộ Tài chính', 'Trung ương')
    >>> name("Báo", "tỉnh Lào Cai") == name("Báo Lào Cai", "tỉnh Phú Yên")
    True
    """
    completed = _read(words, here)
    return alone(completed) if completed else None


def alone(name: Name) -> Name:
    """The body with the place and tier that its full name alone gives."""
    return _read(name.full, None) or name


_NOTE = re.compile(r"(?<=[a-zà-ỹđ])(?:\d{1,3}|\[\d{1,3}\])$")
"""The number of a foot note, printed right behind a name: "Bộ Công an19"."""


def _read(words: str, here: str | None) -> Name | None:
    text = re.sub(r"\s*[(,]?\s*(?i:khóa|khoá)\s+[IVXL]+\)?$", "", tidy(words)).strip(" ,;")
    text = _NOTE.sub("", text)
    text = re.sub(r"^Tổng Công ty\b", "Tổng công ty", text)  # both are printed; the laws write the second
    text = re.sub(r"^Đảng Đoàn\b", "Đảng đoàn", text)
    bare = offices.without(text, case=False)
    return central(text) or central(bare) or _local(bare, here) or department(bare, here) or other(bare, here)


def central(text: str) -> Name | None:
    """The body of the whole country that the words name and nothing else; None where they name none.

    >>> central("bộ tài chính").full, central("Bộ Tài chính cũ")
    ('Bộ Tài chính', None)
    """
    body = central_forms().get(fold(text))
    return Name(body.name, places.CENTRAL, body.tier) if body else None


@lru_cache(maxsize=1)
def central_forms() -> dict[str, Body]:
    """The bodies of the whole country by their folded names and forms."""
    return {fold(w): b for b in load().central for w in (b.name, *b.forms)}


@lru_cache(maxsize=1)
def _local_names() -> frozenset[str]:
    return frozenset(form for form, _ in local_forms())


@lru_cache(maxsize=1)
def _level() -> re.Pattern[str]:
    return compiled(rf" (?:{levels()})$")


@lru_cache(maxsize=1)
def local_forms() -> list[tuple[str, Body]]:
    """The committees and councils of every place with their folded names and forms, the longest first."""
    forms = [(fold(w), b) for b in load().local for w in (b.name, *b.forms)]
    return sorted(forms, key=lambda f: -len(f[0]))


def _local(text: str, here: str | None) -> Name | None:
    folded = fold(text)
    for form, body in local_forms():
        if folded == form or folded.startswith(form + " "):
            rest = (
                text[len(form) :].strip() if len(folded) == len(text) else " ".join(text.split()[len(form.split()) :])
            )
            if not body.placed and kinds.of(rest[:1].upper() + rest[1:]):
                return None  # the committee of a body: "Ban Thường vụ Đảng ủy Bộ Y tế"
            return placed(body, rest, here) if body.placed else party(body, rest, here)
    return None


def placed(body: Body, rest: str, here: str | None) -> Name:
    """A committee or council with its place, which the words behind its name tell, or the document's own place."""
    level, place = places.split(rest)
    place = places.known(level, place)
    if place:
        where: str | None = f"{level} {place}"
    else:
        where = _own(here, level)
    tier = body.tier if places.level(where) == "province" or (not where and level in (None, "tỉnh")) else 7
    return Name(f"{body.name} {where or level or ''}".strip(), where, tier)


def party(body: Body, rest: str, here: str | None) -> Name:
    """A party committee with the name of its place."""
    level = body.levels[0]
    rest = places.proper(places.split(rest)[1] or rest)
    place = places.known(level, rest if compiled(proper_name()).fullmatch(rest) else None)
    if place is None and (own := _own(here, level)):
        place = own[len(level) :].strip()
    return Name(f"{body.name} {place or ''}".strip(), f"{level} {place}" if place else None, body.tier)


def _own(here: str | None, level: str | None) -> str | None:
    """The place of a level that a document of the place `here` means: its own, or the province of its district."""
    if here is None or here == places.CENTRAL or level is None or here.startswith(level):
        return here if here != places.CENTRAL else None
    above = places.province(here)
    return above if above and above.startswith(level) else None


def department(text: str, here: str | None) -> Name | None:
    """The department of a province that the words name; None where they name none."""
    if not re.match(r"(?i:sở) ", text):
        return None
    text = _spelled(text)
    match = compiled(rf"\s(?i:{levels()})(?:\s{proper_name()})?$").search(text)
    base = text[: match.start()] if match else text
    level, place = places.split(match[0].strip()) if match else (None, None)
    where = f"{level} {place}" if place else here if here != places.CENTRAL else None
    return Name(f"{base} {where}" if where else base, where, 7)


def _spelled(text: str) -> str:
    """A department's name written out: "Sở NN&PTNT" -> "Sở Nông nghiệp và Phát triển nông thôn"."""
    parts = text.split()
    forms = _department_forms()
    for n in range(len(parts), 1, -1):
        full = forms.get(fold(" ".join(parts[:n])))
        if full:
            return " ".join([full, *parts[n:]])
    return text


@lru_cache(maxsize=1)
def _department_forms() -> dict[str, str]:
    return {fold(w): d.name for d in load().departments for w in (d.name, *d.forms)}


@lru_cache(maxsize=1)
def _provincial_forms() -> dict[str, str]:
    return {fold(w): w for w in load().provincial}


def _written_out(text: str) -> str:
    """A provincial body in the form that the gazetteer settles: "Ủy ban MTTQ tỉnh" -> "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"."""
    tight = re.sub(r" ?- ?", "-", text)
    folded = fold(tight)
    if len(folded) != len(tight) or any(folded == f or folded.startswith(f"{f} ") for f in _provincial_forms()):
        return text
    for form, name in sorted(load().provincial_forms.items(), key=lambda item: -len(item[0])):
        begin = fold(form)
        if folded == begin or folded.startswith(f"{begin} "):
            return name + tight[len(begin) :]
    return text


def other(text: str, here: str | None) -> Name | None:
    """A body of a kind that the gazetteer does not list: as printed, completed where it ends in the kind of place."""
    if not text or not text[0].isupper() or opens_sentence().match(text):
        return None
    if text.startswith("Đại hội"):
        return Name(text, here if "toàn quốc" not in text else places.CENTRAL, 5 if "toàn quốc" not in text else 1)
    text = _written_out(text)
    text = re.sub(r"\bUBND\b", "Ủy ban nhân dân", re.sub(r"\bHĐND\b", "Hội đồng nhân dân", text))
    local = here if here and here != places.CENTRAL else None
    province = local.split(" ", 1)[-1] if local and not local.startswith("thành phố ") else (local or "")[10:]
    if local and fold(text) in _provincial_forms():
        bare = fold(text) in map(fold, load().by_name)
        return Name(f"{_provincial_forms()[fold(text)]} {province if bare else local}", local, 7)
    if local and fold(text).endswith(("tỉnh ủy", "thành ủy")):
        return Name(f"{text} {province}", local, 5)
    ending = re.search(rf"\s((?i:{levels()}))$", text)
    if ending and local and local.startswith(places.split(ending[1])[0] or "?"):
        return Name(f"{text[: ending.start()]} {local}", local, 7)
    party = compiled(rf"\b(Tỉnh|Thành) ủy ({proper_name()})$").search(text)
    if party:
        return Name(text, f"{'tỉnh' if party[1] == 'Tỉnh' else 'thành phố'} {party[2]}", 5)
    kind = kinds.school(fold(text)) or kinds.of(text)
    behind = text[len(kind.word) :] if kind else text  # "Thông tấn xã Việt Nam" is of no "xã Việt Nam"
    match = compiled(rf"\b({levels()}) ({proper_name()})\b").search(behind)
    place = places.known(match[1], match[2]) if match else None
    unit = kinds.is_local(text) if places.level(local) == "province" else kinds.is_unit(text)
    if not match and local and unit and not _ends_in_place(text):
        return Name(f"{text} {local}", local, kind.tier if kind else 7)
    own = not match and kind and text != kind.word and not _ends_in_place(text)
    if own and kind and (kind.alone or text.endswith(_OF_THE_COUNTRY)):
        return Name(text, places.CENTRAL, kind.alone or min(kind.tier, 4))
    return Name(text, f"{match[1]} {place}" if match and place else None, kind.tier if kind else 7)


_OF_THE_COUNTRY = (" Việt Nam", " Trung ương")
"""What the names of bodies of the whole country end in."""


def _ends_in_place(text: str) -> bool:
    """Whether a name ends in that of a province: "Hội Nông dân Lào Cai"."""
    return any(text.endswith(f" {province}") for province in load().provinces)


def bare(name: Name) -> str:
    """A body's name without the place that it ends in.

    >>> bare(Name("Sở Y tế tỉnh Lào Cai", "tỉnh Lào Cai", 7)), bare(Name("Tỉnh ủy Lào Cai", "tỉnh Lào Cai", 5))
    ('Sở Y tế', 'Tỉnh ủy')
    """
    place = "" if name.place is None or name.place == places.CENTRAL else name.place
    return name.full.removesuffix(place).removesuffix(place.partition(" ")[2]).strip() or name.full


def is_listed(words: str) -> bool:
    """Whether a list holds the body, with the kind of its place or without, so that its name is known to end there.

    >>> is_listed("Sở Xây dựng"), is_listed("Công an tỉnh"), is_listed("Ban Chỉ đạo Phòng")
    (True, True, False)
    """
    name = _level().sub("", fold(offices.without(words)))
    words_of = name.split(" ")
    placed = any(" ".join(words_of[:n]) in _local_names() for n in range(1, len(words_of) + 1))
    return placed or name in central_forms() or name in _department_forms() or name in _provincial_forms()


def short_forms(name: Name) -> tuple[str, ...]:
    """The forms and symbols by which the gazetteer knows a body, without its place; none where it does not list the body.

    >>> short_forms(Name("Sở Nội vụ tỉnh Lào Cai", "tỉnh Lào Cai", 7)), short_forms(Name("Văn phòng Chính phủ", places.CENTRAL, 3))
    (('SNV',), ('VPCP',))
    """
    listed = _listed().get(_level().sub("", bare(name)))
    return tuple(sorted({*listed.forms, *(s.rstrip("*") for s in listed.symbols)})) if listed else ()


@lru_cache(maxsize=1)
def _listed() -> dict[str, Body]:
    lexicon = load()
    return {body.name: body for body in (*lexicon.departments, *lexicon.local, *lexicon.central)}


@lru_cache(maxsize=4096)
def is_name(words: str) -> bool:
    """Whether the words are a body's name and nothing else, in capitals too ("BỘ TRƯỞNG BỘ XÂY DỰNG"), with its term ("KHÓA IX, KỲ HỌP THỨ
    BA"). Behind an office a name of any kind is one.

    >>> is_name("THỦ TƯỚNG CHÍNH PHỦ"), is_name("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THANH HÓA"), is_name("BAN HÀNH QUY CHẾ")
    (True, True, False)
    >>> is_name("HIỆU TRƯỞNG TRƯỜNG ĐẠI HỌC BÃI NGANG"), is_name("HỘI ĐỒNG NHÂN DÂN XÃ A KHÓA II, KỲ HỌP THỨ 9")
    (True, True)
    """
    bare = offices.without(tidy(words).strip(" ,;:()"), case=False) or words
    folded = without_term(fold(bare))
    if folded in central_forms() or fold(words) in central_forms():
        return True
    for form, body in local_forms():
        if folded == form or folded.startswith(form + " "):
            rest = folded[len(form) :].strip()
            return not rest or (len(rest.split()) <= 6 and (not body.placed or places.split(rest)[0] is not None))
    few = len(folded.split()) < 16
    return few and (
        any(folded.startswith(fold(d.name)) for d in load().departments)
        or (bare != tidy(words).strip(" ,;:()") and bool(kinds.in_small_letters().match(folded)))
    )


def is_bare(words: str) -> bool:
    """Whether the words name a committee or council without its place: "HỘI ĐỒNG NHÂN DÂN".

    >>> is_bare("HỘI ĐỒNG NHÂN DÂN"), is_bare("HĐND TỈNH LÀO CAI"), is_bare("CHÍNH PHỦ")
    (True, False, False)
    """
    return any(fold(words) == form for form, body in local_forms() if body.placed)


_TERM = re.compile(r"[ (,]*(?:khóa|kỳ họp) (?:thứ |lần thứ )?(?:[ivxl]+|\d+|\w+(?: \w+)?)\)?(?=$|[ ,(-])")


def without_term(folded: str) -> str:
    """Folded words of a body without its term and session.

    >>> without_term("hội đồng nhân dân xã a khóa ii, kỳ họp thứ 9"), without_term("ban chấp hành trung ương khóa xiii")
    ('hội đồng nhân dân xã a', 'ban chấp hành trung ương')
    """
    begins = _TERM.search(folded)
    return folded[: begins.start()] if begins else folded
