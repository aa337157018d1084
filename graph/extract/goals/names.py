"""What a goal is called: the words before its figure, or behind it where these name what a share is of.

Forms: "Tỷ lệ hộ nghèo còn 3%" (before), "Đến năm 2030, 95% hộ có nước" (behind), "…, tương đương 138.700 lao động" (as the figure before),
"(trong đó: phường A: 25 máy)" (a part of what stands before the brackets).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.extract.goals.patterns import patterns
from graph.language import quantities

_MARK = re.compile(r"^\(?(?:\d{1,2}|[a-zđ])\) ")
"""The mark of a member of a list inside a sentence: "(2) tổng thu"."""
_DATED = re.compile(r"^(?: ?trở lên(?!\w))?[^\w(]*(?:\((?:(?:đến|vào|trong|hết) )?(?:năm )?\d{4}\))?")
"""What still belongs to the figure before: "trở lên", a year in brackets."""
_VERB = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")
"""A word or two before a share: what is done to it, "Xóa 100% nhà tạm"."""
_MOST = 200
"""Characters behind a figure that name it at most."""
_AT_YEAR = re.compile(
    r"[:,]? ?(?:(?:và|cho|đến|vào|trong|hết|cuối|giai đoạn) )*(?:năm \d{4}|(?<=giai đoạn )\d{4} ?[-–] ?\d{4})(?: là)?:?$"
)
"""A year at the end of a name, which is that of the figure."""
_BY_YEAR = re.compile(
    r"(?<=[^\s,]{2})(?<!so với) (?:(?:vào|đến|trong)(?: hết| cuối)? năm \d{4}|năm \d{4}(?= ?(?:,|và(?!\w)|$)))"
)
"""A year behind a name by which its figure is to be reached."""


def part_of(said: str) -> str | None:
    """The part that a figure in parentheses is of: "40 máy (trong đó: phường A: 25 máy, …)"."""
    opened = said.rfind("(")
    match = re.search(r"[(,;:] ?([^\W\d_][^(,;:]{1,60}): ?$", said[opened:]) if opened > said.rfind(")") else None
    return match[1].strip() if match else None


class Named(NamedTuple):
    """What a goal is called, and what the words around its figure are for the figures behind it."""

    going_on: str | None  # what further figures of the sentence go on from
    name: str | None
    taken: int = 0  # characters behind the figure that the name is made of
    unit: str = ""  # of things
    verb: str = ""  # what is done to the things counted; those of a further figure are the object of it too


def rest(words: str, *, more: bool = False) -> tuple[str, int]:
    """The words after a figure that can name it, and where they end: at the end of the sentence, at a purpose, or at what leads over to the
    next one. `more`: a figure stands behind them, so what begins with a name of its own is that figure's.

    >>> rest(" hộ có nước sạch, góp phần giữ sức khỏe.")
    ('hộ có nước sạch', 16)
    >>> rest(" hộ có nước sạch, tỷ lệ hộ nghèo còn ", more=True)
    ('hộ có nước sạch', 16)
    """
    match = re.match(r"\s*((?:[^;.]|[.](?=\d))+)", words)
    if not match:
        return "", 0
    p = patterns()
    name = match[1][:_MOST]
    name = name.rpartition(" ")[0] if len(match[1]) > _MOST else name
    name = name[: name.rfind("(")] if name.count("(") > name.count(")") else name
    for end in (p.purpose, _BY_YEAR):
        if found := end.search(name):
            name = name[: found.start()]
    if more and (own := p.own.search(name)):
        name = name[: own.start()]
    name = _AT_YEAR.sub("", p.led_over.sub("", name)) if more else name
    name = "" if _dated(name) else p.led_over.sub("", f" {name}").strip()
    return (name, match.start(1) + len(name)) if len(name) > 1 else ("", 0)


def name_of(
    said: str, figure: re.Match[str], after: str, before: Named | None, *, from_today: bool = False, more: bool = False
) -> Named:
    """What the goal of a figure is called, by the words before and after it and by the goal before it in the sentence; `from_today`:
    the words before it also tell what is so today ("từ 65% lên 75%"); `more`: a figure stands behind the words after it."""
    p = patterns()
    share = figure["unit"].startswith("%")
    noun = bool(share and p.share_of.match(after))
    if before and p.behind.match(said) and "," in said:  # where the things before are, "…, bình quân"
        said = f", {said.rsplit(',', 1)[-1].lstrip()}"
    printed, said = said, _DATED.sub(" ", said).lstrip(" •·–")
    named_before = p.head.match(p.opening.sub("", said)) and "," not in said  # "Tỷ lệ … bảo đảm tiêu chuẩn đạt"
    striven = [] if named_before else list(p.urged.finditer(said))
    left = said[striven[-1].end() :] if striven else ""
    if striven and (len(left) > 12 or (noun and p.verb.fullmatch(f" {left}"))):
        said = left
    label, _, told = said.rpartition(": ")
    if label and (p.head.match(bare_name(told)) or (noun and bare_name(told)) or p.yearly.match(told)):
        said = told
    acting = p.opening.sub("", said).strip(" ,:;-")
    body = bare_name(said, moved=from_today)
    body = "" if share and _dated(body) else body  # "60% số bến vào năm 2028 và 75% vào năm 2030"
    if before and before.going_on and not (noun and not body) and _goes_on(said, body):
        what = "" if share or body else _what(after, more=more)
        going_on = before.going_on
        if what and quantities.is_measure(figure["unit"]) and not said.strip(" ,").removeprefix("và"):
            return before._replace(name=f"{going_on},{what}", taken=len(what))
        again = share or body or said.strip(" ,") or before.unit in ("", figure["unit"])
        if (not what and again) or quantities.is_measure(figure["unit"]):
            only_year = _dated(body) or (not body and re.search(r"năm \d{4}", said))
            joined = going_on if only_year or not said.strip(" ,") else _joined(going_on, said)
            return before._replace(name=joined, taken=0)
    if noun and before and before.name and _INSIDE.search(printed) and _IS_SO.match(after):
        return Named(None, f"{before.name}, {after}", len(after))
    if noun and p.target.search(said):
        return Named(None, _share(after), len(after))
    acts = p.acting.fullmatch(acting.removeprefix("đạt mục tiêu ")) or (
        _VERB.fullmatch(acting) and not p.named.search(said) and noun
    )
    if noun and body and " " not in body.replace(" ", "", 1) and p.named.search(said) and not p.head.match(body):
        return Named(None, f"{body} {after}", len(after))
    if noun and p.keeping.fullmatch(acting):
        return Named(None, _share(after), len(after))
    if share and len(after) > 2 and (acts or p.shared.search(body)):
        return Named(None, f"{acting if acts else body} {after}", len(after))
    clause = p.opening.sub("", said.rsplit(",", 1)[-1]).strip(" ,:;-")
    if noun and body and "," in said and (not clause or p.acting.fullmatch(clause.removeprefix("đạt mục tiêu "))):
        return Named(None, f"{clause} {after}" if p.changing.fullmatch(clause) else _share(after), len(after))
    if noun and said.rstrip().endswith(":") and p.predicate.search(after):
        return Named(None, _share(after), len(after))
    if not body and share:
        return Named(None, _share(after), len(after)) if noun else Named(None, None)
    if share:
        if before and before.name and (inside := _within(printed, body, before.name)):
            return Named(inside, inside)
        grown = p.growth.search(said)
        body = _of_before(body, before)
        return Named(body, f"{body} {grown[1]}" if grown and not p.grows_itself.search(body) else body)
    return _count(said, body, figure, after, before, more=more)


def _within(said: str, body: str, before: str) -> str | None:
    """The name of a later share that only says which part of the first it is of: "…, trong đó có bằng cấp 30%", "Tỷ trọng dịch vụ đạt 50%,
    công nghiệp 40%"."""
    head, p = _OF_WHAT.match(before), patterns()
    if not head or p.head_anywhere.search(body) or not re.match(r"[\s)]*(?:,|và(?!\w)|trong đó)", said):
        return None
    having = re.match(r"[\s,;]*trong đó,? ((?:có|được) )", said)
    return f"{before}, {having[1]}{body}" if having else f"{head[0]} {body}"


_INSIDE = re.compile(r"trong đó,? *$")
_IS_SO = re.compile(r"(?:đã|được|có|qua|đạt|là) ")
"""What begins the words behind a share that say what is so of the things before it: "200 thợ, trong đó 65% đã qua đào tạo"."""


def _of_before(body: str, before: Named | None) -> str:
    """A name that says only what is measured, with the thing before it in the sentence: "Vùng quế (diện tích 50 ha, sản lượng 7 tấn)"."""
    relating = patterns().relating
    if not before or not before.name or not relating.fullmatch(body):
        return body
    words = before.name.split(", ")
    return ", ".join([*(words[:-1] if len(words) > 1 and relating.fullmatch(words[-1]) else words), body])


_OF_WHAT = re.compile(r"t[ỷỉ] (?:lệ|trọng)(?!\w)", re.IGNORECASE)


def _count(said: str, body: str, figure: re.Match[str], after: str, before: Named | None, *, more: bool) -> Named:
    """What a number of things, or an amount, is called."""
    p, unit, had = patterns(), _THOUSANDS.sub("", figure["unit"]), patterns().had.search(said)
    if not body:
        listed = before is not None and before.verb and not said.strip(" ,").removeprefix("và")
        if before and listed:  # "Lập 12 tổ nuôi ong, 5 hợp tác xã trồng chè"
            what = _what(after, more=more)
            return Named(None, f"{before.verb} {unit}{what}", len(what), unit, before.verb)
        what = f" {after}" if after else ""
        return Named(None, f"Số {unit}{what}" if what or "/" in unit or had else None, len(what))
    if p.named.search(said) or p.head.match(body):
        whole = _of_before(body, before)
        return Named(whole, whole, len(_what(after, more=more)) if more and quantities.is_measure(unit) else 0)
    clause = bare_name(said.rsplit(",", 1)[-1])
    if body.rpartition(",")[0].count(" ") > 2 and p.doing.match(clause):
        body = clause
    what = _what(after, more=more)
    if not what and quantities.is_measure(unit) and p.doing.fullmatch(body):  # "trồng 50 ha trên đất trống"
        what = f" {after.partition(',')[0]}".rstrip()
    having = " có" if had else ""
    last_clause = re.split(r"[:,] ", body.lower())[-1]
    said_already = unit.lower().split()[-1] in last_clause.split() and not p.doing.match(last_clause)
    counted = "" if quantities.is_measure(unit) or (said_already and not having) else f"{having} {unit}"
    short = not having and body.count(" ") < 4
    return Named(f"{body}{counted}{what}", f"{body}{counted}{what}", len(what), unit, body if short else "")


_THOUSANDS = re.compile(r"^(?:nghìn|ngàn|triệu|tỷ) (?=[^\W\d_]+ [^\W\d_])", re.IGNORECASE)
"""Thousands before what is counted, no part of a name: "15 triệu lượt khách"."""


def bare_name(said: str, *, moved: bool = False) -> str:
    """The words before a figure without what begins the sentence, its verbs, its year, and what is done to the thing that has a measure:
    "Nâng tỷ lệ hộ có nước lên" -> "tỷ lệ hộ có nước"; `moved`: from a figure of today."""
    p = patterns()
    body, shorter = "", f" {said}"
    while shorter != body:
        body = shorter
        shorter = _MARK.sub("", p.opening.sub("", p.verb.sub("", f" {body}")).strip(" ,:;-"))
        shorter = _AT_YEAR.sub("", shorter).strip(" ,:;-") or shorter
    raised = p.raised.match(body) or ((moved or p.to_level.search(said)) and p.moved.match(body))
    body = body[raised.end() :] if raised else body
    return body.replace("(", ", ", 1).replace(" , ", ", ") if body.count("(") > body.count(")") else body


def _share(after: str) -> str:
    """The name of a share of what the words name: "số hộ có nước" -> "Tỷ lệ hộ có nước"."""
    return after if re.match(r"(?i:t[ỷỉ] (?:lệ|trọng))", after) else f"Tỷ lệ {patterns().whole.sub('', after)}"


def completed(name: str, after: str, following: str) -> str:
    """The name of a share that shares its predicate with the one behind it ("95% hộ ở đô thị và 85% hộ ở nông thôn có nước sạch").

    >>> completed("Tỷ lệ hộ ở đô thị", "hộ ở đô thị", "hộ ở nông thôn có nước sạch")
    'Tỷ lệ hộ ở đô thị có nước sạch'
    """
    predicate = patterns().predicate
    said = predicate.search(following)
    return f"{name}{following[said.start() :]}" if said and said.start() > 2 and not predicate.search(after) else name


def _goes_on(said: str, body: str) -> bool:
    """Whether a later figure has no name of its own: "…, tăng bình quân 05 năm trên 14%", "…, tương đương trên 138.700 lao động"."""
    grows = patterns().grows.match(said) and patterns().growth.search(said)
    periods = re.fullmatch(r"(?:,? ?(?:và |trong đó )*giai đoạn \d{4} ?[-–] ?\d{4})+", body)
    return bool(not body or periods or _dated(body) or (grows and len(body) < 60) or patterns().equal.match(said))


def _dated(body: str) -> bool:
    """Whether nothing but the year of a figure stands before it."""
    return bool(re.fullmatch(r"(?:(?:và|đến|vào|hết) )*năm \d{4}(?:,| và)*", body))


def _joined(before: str, said: str) -> str:
    alike = patterns().equal.match(said)
    return (
        f"{before}, {said.strip(' ,')}" if alike else f"{before} {said.strip(' ,').removeprefix('và').strip()}".strip()
    )


def _what(after: str, *, more: bool) -> str:
    """What kind of thing a unit counts: the words after it, to where the sentence goes on; where a figure stands behind them (`more`),
    to the next comma."""
    match = patterns().things.match(after.partition(",")[0] if more else after)
    return f" {match[0].strip()}" if match else ""
