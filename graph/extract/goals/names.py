"""What a goal is called: the words before its figure, or behind it where these name what a share is of.

Forms: "Tỷ lệ hộ nghèo còn 3%" (before), "Đến năm 2030, 95% hộ có nước" (behind), "…, tương đương 138.700 lao động" (as the figure before),
"(trong đó: phường A: 25 máy)" (a part of what stands before the brackets).
"""

from __future__ import annotations

import re

from graph.extract.goals.patterns import patterns
from graph.language import quantities

_DATED = re.compile(r"^[^\w(]*(?:\((?:(?:đến|vào|trong|hết) )?(?:năm )?\d{4}\))?")
"""A year in brackets behind the figure before."""
_VERB = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")
"""A word or two before a share: what is done to it, "Xóa 100% nhà tạm"."""
_AT_YEAR = re.compile(r"[:,]? ?(?:(?:đến|vào|trong|hết) )*năm \d{4}(?: là)?$")
"""A year at the end of a name, which is that of the figure."""


def part_of(said: str) -> str | None:
    """The part that a figure in parentheses is of: "40 máy (trong đó: phường A: 25 máy, …)"."""
    opened = said.rfind("(")
    match = re.search(r"[(,;:] ?([^\W\d_][^(,;:]{1,60}): ?$", said[opened:]) if opened > said.rfind(")") else None
    return match[1].strip() if match else None


def rest(words: str) -> tuple[str, int]:
    """The words after a figure that can name it, and where they end: at the end of the sentence or at what leads over to the next one."""
    match = re.match(r"\s*([^;.]{3,110})", words)
    if not match:
        return "", 0
    name = patterns().led_over.sub("", match[1])
    return name, match.start(1) + len(name)


def name_of(said: str, figure: re.Match[str], after: str, before: str | None) -> tuple[str | None, str | None, bool]:
    """(what further figures of the sentence go on from, the name of this goal, whether it is made of the words after it)."""
    p = patterns()
    said = _DATED.sub(" ", said).lstrip(" •·–")
    striven = list(p.urged.finditer(said))
    said = said[striven[-1].end() :] if striven and len(said) - striven[-1].end() > 12 else said
    acting = p.opening.sub("", said).strip(" ,:;-")
    body = p.opening.sub("", p.verb.sub("", f" {said}")).strip(" ,:;-")
    share = figure["unit"].startswith("%")
    body = _AT_YEAR.sub("", body).strip(" ,:;-") or body
    if before and _goes_on(said, body):
        only_year = _dated(body) or (not body and re.search(r"năm \d{4}", said))
        return before, before if only_year else _joined(before, said), False
    acts = p.acting.fullmatch(acting) or (
        _VERB.fullmatch(acting) and not p.named.search(said) and p.share_of.match(after)
    )
    if share and len(after) > 2 and (acts or p.shared.search(body)):
        return None, f"{acting if acts else body} {after}", True
    clause = p.opening.sub("", said.rsplit(",", 1)[-1]).strip(" ,:;-")
    if (
        share
        and body
        and "," in said
        and p.share_of.match(after)
        and (not clause or p.acting.fullmatch(clause.removeprefix("đạt mục tiêu ")))
    ):
        return None, f"Tỷ lệ {after}", True
    if not body and share:
        share_of = "" if re.match(r"(?i:t[ỷỉ] (?:lệ|trọng))", after) else "Tỷ lệ "
        named = len(after) > 2 and after[:1] not in ",:)"
        return None, f"{share_of}{after}" if named else None, named
    if not body:
        told = _what(after, 8) or (f" {after}" if re.match(r"(?:có|đạt|được) ", after) else "")
        return None, f"Số {figure['unit']}{told}" if told or "/" in figure["unit"] else None, False
    if not share and not p.named.search(said):
        counted = "" if quantities.is_measure(figure["unit"]) else f" {figure['unit']}"
        body = f"{body}{counted}{_what(after)}"
    return body, body, False


def _goes_on(said: str, body: str) -> bool:
    """Whether a later figure has no name of its own: "…, tăng bình quân 05 năm trên 14%", "…, tương đương trên 138.700 lao động"."""
    grows = patterns().grows.match(said) and patterns().growth.search(said)
    periods = re.fullmatch(r"(?:,? ?(?:và |trong đó )*giai đoạn \d{4} ?[-–] ?\d{4})+", body)
    return bool(not body or periods or _dated(body) or (grows and len(body) < 60) or patterns().equal.match(said))


def _dated(body: str) -> bool:
    """Whether nothing but the year of a figure stands before it."""
    return bool(re.fullmatch(r"(?:(?:và|đến|vào|hết) )*năm \d{4}", body))


def _joined(before: str, said: str) -> str:
    alike = patterns().equal.match(said)
    return f"{before}, {said.strip(' ,')}" if alike else f"{before} {said.strip(' ,')}".strip()


def _what(after: str, most: int = 6) -> str:
    """What kind of thing a unit counts: the words after it, to where the sentence goes on."""
    match = re.match(rf"(?:{patterns().counted.pattern}){{1,{most}}}", after)
    return f" {match[0].strip()}" if match else ""
