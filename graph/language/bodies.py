"""Words -> the full name of a public body, and the place it belongs to.

Forms: "UBND tỉnh", "BTV Tỉnh ủy Lào Cai", "Bộ trưởng Bộ Tài chính" (the body they head), "HĐND Tỉnh", "Ban Chấp hành Đảng bộ
tỉnh (Khóa XVII)", "Giám đốc Sở Công Thương tỉnh Lào Cai". What the words leave open, the document's own place completes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language.folding import fold, tidy
from graph.language.lexicon import LOWER, UPPER, Body, data, either, full_levels, levels, load, proper_name
from graph.model import Name

CENTRAL = "Trung ương"
_GENERIC = (  # kinds of bodies whose own name follows
    "Ban Chỉ đạo|Ban Quản lý|Ban Tổ chức|Ban Dân vận|Ban Tuyên giáo|Ban Nội chính|Ban Cán sự đảng|Đảng đoàn|Đảng ủy|"
    "Văn phòng|Cục|Tổng cục|Viện|Kho bạc Nhà nước|Bảo hiểm xã hội|Liên đoàn Lao động|Hội Nông dân|Hội Liên hiệp Phụ nữ|"
    "Đoàn Thanh niên|Công an|Bộ Chỉ huy Quân sự|Thanh tra|Tập đoàn|Tổng công ty|Tòa án nhân dân|Viện kiểm sát nhân dân"
)


@lru_cache(maxsize=1)
def pattern() -> str:
    """A regular expression (no groups) for a body as an issuer is printed, to be used on a view's text."""
    lexicon = load()
    word = f"[{UPPER}][{LOWER}]*"
    central = either((w for b in lexicon.central for w in (b.name, *b.forms)), case=False)
    placed = either((w for b in lexicon.local if b.placed for w in (b.name, *b.forms)), case=False)
    party = either((w for b in lexicon.local if not b.placed for w in (b.name, *b.forms)), case=False)
    department = either((w for b in lexicon.departments for w in (b.name, *b.forms)), case=False)
    provincial = either(lexicon.provincial, case=False)
    capital = [word for entry in data("gazetteer/places.yaml")["levels"] for word in entry.get("capitals", ())]
    level = f"(?:{'|'.join([levels(), *capital])})"
    capitals = either(p.upper() for p in lexicon.provinces)  # in titles; other names in capitals end nowhere
    where = f"(?:{proper_name()}|{capitals}(?!\\w))"
    place = f"(?: {level}(?: {where})?)"
    term = r"(?: ?[(,]? ?(?i:khóa) [IVXL]+\)?)?"
    congress = f"(?i:Đại hội (?:đại biểu )?(?:toàn quốc|Đảng bộ {level}))(?: {proper_name()})?(?: lần thứ [IVXL]+)?"
    organ = "(?i:Văn phòng|Ban Tổ chức|Ban Tuyên giáo(?: và Dân vận)?|Ban Dân vận|Ban Nội chính|Ủy ban Kiểm tra|Đảng đoàn|Ban cán sự đảng|Trường Chính trị|Đảng ủy)"
    generic = f"(?:{_GENERIC})(?: [{UPPER}{LOWER}]+){{0,8}}?{place}"
    return (
        f"(?:(?:(?:{_offices()}) )*(?:{central}(?! tỉnh){term}|{placed}{place}?{term}|{party}(?: {where})?{term}"
        f"|(?:{department}|Sở {word}(?: (?:và |[{LOWER}]+ )?{word}){{0,4}}){place}?|{congress}"
        f"|{organ} (?:(?i:{levels()}) )?(?:(?:{party}|{placed})(?:{place}| {where})?|{central})|(?:{provincial})(?:{place}| {proper_name()})?(?![{LOWER}])|{generic}))"
    )


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
    return _alone(completed) if completed else None


def _alone(name: Name) -> Name:
    """The body as its full name alone says it."""
    return _read(name.full, None) or name


def _read(words: str, here: str | None) -> Name | None:
    text = re.sub(r"\s*[(,]?\s*(?i:khóa|khoá)\s+[IVXL]+\)?$", "", tidy(words)).strip(" ,;")
    bare = _without_office(text)
    return _central(text) or _central(bare) or _local(bare, here) or _department(bare, here) or _other(bare, here)


def _central(text: str) -> Name | None:
    body = _central_forms().get(fold(text))
    return Name(body.name, CENTRAL, body.tier) if body else None


@lru_cache(maxsize=1)
def _central_forms() -> dict[str, Body]:
    return {fold(w): b for b in load().central for w in (b.name, *b.forms)}


@lru_cache(maxsize=1)
def _local_forms() -> list[tuple[str, Body]]:
    forms = [(fold(w), b) for b in load().local for w in (b.name, *b.forms)]
    return sorted(forms, key=lambda f: -len(f[0]))


def _local(text: str, here: str | None) -> Name | None:
    folded = fold(text)
    for form, body in _local_forms():
        if folded == form or folded.startswith(form + " "):
            rest = (
                text[len(form) :].strip() if len(folded) == len(text) else " ".join(text.split()[len(form.split()) :])
            )
            return _placed(body, rest, here) if body.placed else _party(body, rest, here)
    return None


def _placed(body: Body, rest: str, here: str | None) -> Name:
    level, place = split_place(rest)
    place = _known(level, place)
    if place:
        where: str | None = f"{level} {place}"
    else:
        where = here if here and here != CENTRAL and (not level or here.startswith(level)) else None
    tier = body.tier if _provincial(where) or (not where and level in (None, "tỉnh")) else 7
    return Name(f"{body.name} {where or level or ''}".strip(), where, tier)


def _party(body: Body, rest: str, here: str | None) -> Name:
    level = body.levels[0]
    rest = proper(rest)
    place = _known(level, rest if re.fullmatch(proper_name(), rest) else None)
    if place is None and here and here.startswith(level):
        place = here[len(level) :].strip()
    return Name(f"{body.name} {place or ''}".strip(), f"{level} {place}" if place else None, body.tier)


def _known(level: str | None, place: str | None) -> str | None:
    """The place, less what follows a province's name ("Đồng Nai Sửa đổi"); places below provinces are taken as printed."""
    if level != "tỉnh" or not place or place in load().provinces:
        return place
    parts = place.split()
    return next((p for n in range(len(parts) - 1, 0, -1) if (p := " ".join(parts[:n])) in load().provinces), None)


def _department(text: str, here: str | None) -> Name | None:
    if not re.match(r"(?i:sở) ", text):
        return None
    text = _spelled(text)
    match = re.search(rf"\s(?i:{levels()})(?:\s{proper_name()})?$", text)
    base = text[: match.start()] if match else text
    level, place = split_place(match[0].strip()) if match else (None, None)
    where = f"{level} {place}" if place else here if here != CENTRAL else None
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


def _other(text: str, here: str | None) -> Name | None:
    """A body of a kind that the gazetteer does not list: as printed, completed where it ends in the kind of place."""
    if not text or not text[0].isupper():
        return None
    if text.startswith("Đại hội"):
        return Name(text, here if "toàn quốc" not in text else CENTRAL, 5 if "toàn quốc" not in text else 1)
    text = re.sub(r"\bUBND\b", "Ủy ban nhân dân", re.sub(r"\bHĐND\b", "Hội đồng nhân dân", text))
    local = here if here and here != CENTRAL else None
    province = local.split(" ", 1)[-1] if local and not local.startswith("thành phố ") else (local or "")[10:]
    if local and fold(text) in _provincial_forms():
        bare = fold(text) in ("báo", "điện lực", "công ty điện lực")
        return Name(f"{_provincial_forms()[fold(text)]} {province if bare else local}", local, 7)
    if local and fold(text).endswith(("tỉnh ủy", "thành ủy")):
        return Name(f"{text} {province}", local, 5)
    ending = re.search(rf"\s((?i:{levels()}))$", text)
    if ending and local and local.startswith(split_place(ending[1])[0] or "?"):
        return Name(f"{text[: ending.start()]} {local}", local, 7)
    party = re.search(rf"\b(Tỉnh|Thành) ủy ({proper_name()})$", text)
    if party:
        return Name(text, f"{'tỉnh' if party[1] == 'Tỉnh' else 'thành phố'} {party[2]}", 5)
    match = re.search(rf"\b({levels()}) ({proper_name()})\b", text)
    return Name(text, f"{match[1]} {match[2]}" if match else None, 7)


def _provincial(place: str | None) -> bool:
    if not place:
        return False
    return place.startswith("tỉnh ") or (place.startswith("thành phố ") and place[10:] in load().cities)


def split_place(words: str) -> tuple[str | None, str | None]:
    """Kind and name of a place: "TP. Hồ Chí Minh" -> ("thành phố", "Hồ Chí Minh"); either may be absent.

    >>> split_place("tỉnh Phú Yên"), split_place("Tỉnh"), split_place("THÀNH PHỐ CẦN THƠ")
    (('tỉnh', 'Phú Yên'), ('tỉnh', None), ('thành phố', 'Cần Thơ'))
    """
    match = re.match(rf"(?i:({levels()}))(?:\s+(.+))?$", words.strip())
    if not match:
        return None, None
    level = full_levels().get(match[1].lower(), match[1].lower())
    return level, proper(match[2].strip()) if match[2] else None


def proper(words: str) -> str:
    """A place's name as it is written today: words in capitals get capitals at their beginnings only.

    >>> proper("BÀ RỊA - VŨNG TÀU"), proper("Đắc Lắc")
    ('Bà Rịa - Vũng Tàu', 'Đắk Lắk')
    """
    name = " ".join(w.capitalize() for w in words.split()) if words.isupper() else words
    return load().spellings.get(name, name)


def bare(name: Name) -> str:
    """A body's name without the place that it ends in.

    >>> bare(Name("Sở Y tế tỉnh Lào Cai", "tỉnh Lào Cai", 7)), bare(Name("Tỉnh ủy Lào Cai", "tỉnh Lào Cai", 5))
    ('Sở Y tế', 'Tỉnh ủy')
    """
    place = "" if name.place is None or name.place == CENTRAL else name.place
    return name.full.removesuffix(place).removesuffix(place.partition(" ")[2]).strip() or name.full


def short_forms(name: Name) -> tuple[str, ...]:
    """The forms and symbols by which the gazetteer knows a body, without its place; none where it does not list the body.

    >>> short_forms(Name("Sở Nội vụ tỉnh Lào Cai", "tỉnh Lào Cai", 7)), short_forms(Name("Văn phòng Chính phủ", CENTRAL, 3))
    (('SNV',), ('VPCP',))
    """
    listed = _listed().get(re.sub(rf" (?:{levels()})$", "", bare(name)))
    return tuple(sorted({*listed.forms, *(s.rstrip("*") for s in listed.symbols)})) if listed else ()


@lru_cache(maxsize=1)
def _listed() -> dict[str, Body]:
    lexicon = load()
    return {body.name: body for body in (*lexicon.departments, *lexicon.local, *lexicon.central)}


@lru_cache(maxsize=4096)
def is_name(words: str) -> bool:
    """Whether the words are a body's name and nothing else, in capitals too ("BỘ TRƯỞNG BỘ XÂY DỰNG").

    >>> is_name("THỦ TƯỚNG CHÍNH PHỦ"), is_name("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THANH HÓA"), is_name("BAN HÀNH QUY CHẾ")
    (True, True, False)
    """
    bare = _without_office(tidy(words).strip(" ,;:()"), case=False) or words
    folded = re.sub(r"[ (,]*khóa [ivxl]+\)?$", "", fold(bare))
    if folded in _central_forms() or fold(words) in _central_forms():
        return True
    for form, body in _local_forms():
        if folded == form or folded.startswith(form + " "):
            rest = folded[len(form) :].strip()
            return not rest or (len(rest.split()) <= 6 and (not body.placed or split_place(rest)[0] is not None))
    return any(folded.startswith(fold(d.name)) for d in load().departments) and len(folded.split()) < 16


def is_office(words: str) -> bool:
    """Whether the words name who heads a body, not the body.

    >>> is_office("Giám đốc Sở Y tế"), is_office("Sở Y tế")
    (True, False)
    """
    return bool(re.match(rf"(?:{_offices()})\s", tidy(words), re.IGNORECASE))


@lru_cache(maxsize=1)
def _offices() -> str:
    """A pattern for who heads a body, as it stands before the body's name."""
    return "|".join(entry["before"] for entry in data("gazetteer/offices.yaml")["offices"] if "before" in entry)


@lru_cache(maxsize=2)
def _office_pattern(*, case: bool) -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{_offices()})\s+)+", 0 if case else re.IGNORECASE)


def _without_office(words: str, *, case: bool = True) -> str:
    """The body's name behind the office of who heads it."""
    return _office_pattern(case=case).sub("", words) or words


def of_capitals(lines: list[str], here: str | None, view: str) -> Name | None:
    """The issuing body of a letterhead's left column: the last body named, completed by the ones above it.

    >>> of_capitals(["ủy ban nhân dân", "tỉnh tuyên quang"], None, "").full
    'Ủy ban nhân dân tỉnh Tuyên Quang'
    >>> of_capitals(["ubnd tỉnh lào cai", "sở nông nghiệp và môi trường"], None, "").full
    'Sở Nông nghiệp và Môi trường tỉnh Lào Cai'
    >>> of_capitals(["thủ tướng", "chính phủ"], None, "").full
    'Thủ tướng Chính phủ'
    """
    found: Name | None = None
    for words in _bodies_in(lines):
        body = _capitals(words, found.place if found and found.place else here, view)
        found = body or found
    return _alone(found) if found else None


def _bodies_in(lines: list[str]) -> list[str]:
    """Lines joined into bodies: a line that begins a body's name begins a new one, unless the two lines are one central body."""
    starts = re.compile(
        r"(?:ủy ban|ubnd|hội đồng nhân dân|hđnd|sở |bộ |ban |cục |chi cục|tổng cục|văn phòng|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|đảng đoàn|"
        r"chính phủ|thủ tướng|quốc hội|chủ tịch nước|viện |tòa án|công an|thanh tra|kiểm toán|ngân hàng|đoàn |trung tâm|liên đoàn|hội )"
    )
    joined: list[str] = []
    for line in lines:
        whole = _central(f"{joined[-1]} {line}") if joined else None
        cut = whole is not None and _central(joined[-1]) in (None, whole)
        if joined and (cut or not starts.match(line) or re.search(r"(?:,|và|của)$", joined[-1])):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def _capitals(folded: str, here: str | None, view: str) -> Name | None:
    folded = re.sub(r"[ (,]*khóa [ivxl]+\)?$", "", folded.strip(" ,;"))
    bare = _without_office(folded, case=False)
    if central := _central(folded) or _central(bare):
        return central
    for form, body in _local_forms():
        if bare == form or bare.startswith(form + " "):
            rest = _cased(bare[len(form) :].strip())
            return _placed(body, rest, here) if body.placed else _party(body, rest, here)
    known = next((d.name for d in load().departments if bare.startswith(fold(d.name))), None)
    if known:
        rest = _cased(bare[len(fold(known)) :].strip())
        return _department(f"{known} {rest}".strip(), here)
    written = re.search(re.escape(bare), view, re.IGNORECASE) if len(bare) > 6 else None
    mixed = (
        next((m[0] for m in re.finditer(re.escape(bare), view, re.IGNORECASE) if not m[0].isupper()), None)
        if written
        else None
    )
    return _other(mixed or bare[:1].upper() + bare[1:], here)


def _cased(folded: str) -> str:
    level, place = split_place(folded)
    return f"{level} {proper(place.upper())}" if level and place else proper(folded.upper()) if not level else folded
