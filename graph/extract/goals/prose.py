"""Quantified goals: what is to be reached, by how much, in what unit, by when.

Forms: "Giá trị sản xuất công nghiệp (giá so sánh 2010) đạt trên 27.700 tỷ đồng, tăng bình quân 05 năm (2021 - 2025) trên 14%", "Cơ cấu lao động …
chiếm trên 25,8%, tương đương trên 138.700 lao động, trong đó lao động qua đào tạo chiếm trên 65%", "Phấn đấu 100% thôn, bản có điện",
"95% hộ ở đô thị và 85% hộ ở nông thôn có nước sạch", "Thành lập mới ít nhất 5 cụm công nghiệp", "không quá 1%", "05 - 06%". What was
reached in the past is no goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from graph.extract.back import placed
from graph.language import quantities
from graph.language.folding import fold
from graph.language.lexicon import any_of, phrases
from graph.model import Aim, Block, Document, Findings, InView, Place


class _Patterns(NamedTuple):
    figure: re.Pattern[str]
    goals: re.Pattern[str]
    past: re.Pattern[str]
    striving: re.Pattern[str]
    acting: re.Pattern[str]
    shared: re.Pattern[str]
    reached: re.Pattern[str]
    numbered: re.Pattern[str]
    made: re.Pattern[str]
    led_over: re.Pattern[str]
    verb: re.Pattern[str]
    opening: re.Pattern[str]
    urged: re.Pattern[str]
    named: re.Pattern[str]
    grows: re.Pattern[str]
    growth: re.Pattern[str]
    equal: re.Pattern[str]
    counted: re.Pattern[str]


SAME = 75
"""Least likeness of names (rapidfuzz token-set ratio, 0 to 100) at which equal figures of two lists are one goal."""
REPEATED = 97
"""The same within one list, whose members differ by a word ("cảng biển", "cửa khẩu")."""


_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The words of `ontology/phrases/aims.yaml` in the forms of a goal: "verb (, adverb) (level) figure unit"."""
    number = quantities.NUMBER

    def words(section: str) -> str:
        return any_of("aims", section)

    return _Patterns(
        figure=re.compile(
            rf"(?P<sign>(?:(?<!\w)(?:{quantities.signs()})(?: |(?=\d)))*)(?:từ )?(?<![\w/.,-])(?P<low>{number})"
            rf"(?:(?: ?%)? ?(?:-|đến) ?(?P<high>{number}))? ?(?P<unit>(?:{quantities.units()})(?:/năm)?(?!\w))(?P<more> trở lên)?",
            re.IGNORECASE,
        ),
        goals=re.compile(words("goals")),
        past=re.compile(words("past")),
        striving=re.compile(words("striving"), re.IGNORECASE),
        acting=re.compile(rf"(?:[^:]{{0,60}}: ?)?(?:{words('acting')})", re.IGNORECASE),
        shared=re.compile(rf"(?<!\w)(?:{words('sharing')})$", re.IGNORECASE),
        reached=re.compile(rf"(?:{words('reaching')})\s*(?:(?:{words('averaging')}) )?$"),
        numbered=re.compile(rf"(?:{words('numbering')})\s*$", re.IGNORECASE),
        made=re.compile(rf"(?:{words('making')})(?: và [^\d]{{0,20}})? $", re.IGNORECASE),
        led_over=re.compile(rf"(?:[ ,:(]+(?:{words('leading_over')}))*[ ,:(]*$"),
        verb=re.compile(
            rf"(?:,? (?:{words('expecting')}))*(?: (?:{words('standing')}))*(?: (?:{words('level')}))*\s*$",
            re.IGNORECASE,
        ),
        opening=re.compile(rf"^[\s,:;()-]*(?:(?:{words('opening')})(?!\w)[ ,:]*)+"),
        urged=re.compile(rf"(?i:{words('urging')})(?: đến(?: hết)? năm \d{{4}},?)? "),
        named=re.compile(rf"(?:{words('naming')})\s*(?:bình quân )?$"),
        grows=re.compile(rf"^[\s,]*(?:{words('growing')})"),
        growth=re.compile(
            rf"\b({words('growing')})(?: trưởng)?(?: bình quân)?(?: hằng năm| hàng năm| \d+ năm(?: \([^)]*\))?)? *$"
        ),
        equal=re.compile(rf"^[\s,]*(?:{words('equalling')})"),
        counted=re.compile(rf" ?(?!(?:{words('counted_end')})\b)[^\s,;.:()]+"),
    )


@lru_cache(maxsize=1)
def _passing() -> frozenset[str]:
    return frozenset(any_of("aims", "passing").split("|"))


def step(document: Document, findings: Findings) -> Findings:
    """The goals of the prose; a row that a table's goal was read from is not read as prose too. Reads: header, root, view, goals.
    Writes: goals."""
    tabled, view = findings.goals, document.view
    prose: list[tuple[Block | None, Aim]] = []
    for where, goal in stated(document.root, view.text, kind=document.header.type):
        span = view.back(goal.span)
        if not any(row.span.start < span.end and span.start < row.span.end for row in tabled):
            prose.append((where, placed(goal, view)))
    return replace(findings, goals=tuple(distinct([*prose, *((None, row) for row in tabled)])))


def find(root: Block, view: str) -> list[Aim[InView]]:
    """The goals of a document, in order.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "II. MỤC TIÊU ĐẾN NĂM 2025\\n- Cơ cấu lao động ngành công nghiệp chiếm trên 25,8%, tương đương trên 138.700 lao động."
    >>> document = parse(Source("a.txt", text))
    >>> [(a.name, a.comparator, str(a.value), a.unit, a.year) for a in find(document.root, document.view.text)]
    [('Cơ cấu lao động ngành công nghiệp', '>', '25.8', '%', 2025), ('Cơ cấu lao động ngành công nghiệp, tương đương', '>', '138700', 'lao động', 2025)]
    """
    return distinct(list(stated(root, view)))


def stated(root: Block, view: str, *, kind: str | None = None) -> Iterator[tuple[Block, Aim[InView]]]:
    """Each statement of a goal, with what it stands in; a text may state one several times. `kind` is the class of the document:
    one that lays down rules asks for figures everywhere, and sets goals only under a heading that says so."""
    state, rules = _State(), kind in phrases("aims")["normative"]
    for node in root.prose():
        if node.parent is not None:
            state.enter(node)
            if not state.past and (state.goal or not rules):
                yield from ((node.parent, aim) for aim in _in_line(node, view, goal=state.goal, year=state.year))


@dataclass(slots=True)
class _State:
    """What the headings read so far say of the figures below them."""

    goal: bool = False
    past: bool = False
    year: int | None = None
    part_year: int | None = None
    head_year: int | None = None  # of the last heading with a figure: "1. Đến năm 2030" over "a) Về kinh tế"
    part_past: bool = False
    part_goal: bool = False

    def enter(self, node: Block) -> None:
        title = node.numbering == "" and node.text.isupper() and sum(c.isupper() for c in node.text) > 8
        announces = node.text.rstrip().endswith(":")
        if not node.numbering and not title and not announces:
            return
        heading = fold(node.text)
        if node.numbering in ("part", "article", "roman") or title:
            self.part_goal = self.goal = bool(_patterns().goals.search(heading[:120]))
            self.part_past = self.past = bool(_patterns().past.search(heading[:80])) and not self.goal
            self.part_year = self.year = quantities.year(heading) or (self.part_year if title else None)
            self.head_year = None
        elif _is_heading(node):
            self.goal = self.part_goal or bool(_patterns().goals.search(heading[:120]))
            self.past = self.part_past or (bool(_patterns().past.search(heading[:60])) and not self.goal)
            own = quantities.year(heading)
            self.year = own or (self.head_year if node.numbering == "letter" else None) or self.part_year
            self.head_year = own if node.numbering != "letter" else self.head_year
        elif announces and _patterns().goals.search(heading):
            self.goal, self.year = True, quantities.year(heading) or self.year


def _is_heading(node: Block) -> bool:
    return (
        node.numbering in ("figure", "decimal", "letter")
        and len(node.text) < 140
        and not _patterns().figure.search(node.text)
    )


def distinct(found: list[tuple[Block | None, Aim[Place]]]) -> list[Aim[Place]]:
    """Without goals that the text says again: same figure, unit, year as far as said, and name. Each comes with what it stands in, None
    for tables."""
    kept: list[tuple[Block | None, Aim[Place]]] = []
    for where, aim in found:
        again = (
            k.value == aim.value
            and k.unit == aim.unit
            and (k.year == aim.year or None in (k.year, aim.year))
            and fuzz.token_set_ratio(fold(k.name), fold(aim.name)) >= (REPEATED if place is where else SAME)
            for place, k in kept
        )
        if not any(again):
            kept.append((where, aim))
    return [aim for _, aim in kept]


def _in_line(node: Block, view: str, *, goal: bool, year: int | None) -> Iterator[Aim[InView]]:
    if not _DIGIT.search(node.text):
        return
    for sentence in re.finditer(r"[^\s.;](?:[^.;\n]|[.](?=[ ]?\d))*[.;]?", view[node.start : node.line.end]):
        words, at = sentence[0], node.start + sentence.start()
        own = _own_year(words)
        for figure, name in _named(words, goal=goal):
            yield _aim(figure, name, own or year, InView(at, at + len(words.rstrip(" .;"))))


def _own_year(words: str) -> int | None:
    told = re.search(r"(?:đến|trong|hết|vào) năm|năm (?:19|20)\d{2}", words)
    return quantities.year(_dates_out(words)) if told else None


def _dates_out(words: str) -> str:
    return re.sub(
        r"\((?:19|20)\d{2}\s?-\s?(?:19|20)\d{2}\)|giá(?: so sánh)?(?: năm)? (?:19|20)\d{2}|giai đoạn (?:19|20)\d{2}\s?-\s?(?:19|20)\d{2}",
        "",
        words,
    )


def _named(words: str, *, goal: bool) -> Iterator[tuple[re.Match[str], str]]:
    """The figures of a sentence that are goals, each with its name; later ones go on from the first, unless their name follows them."""
    figures = list(_patterns().figure.finditer(words))
    name: str | None = None
    reach = 0
    for i, figure in enumerate(figures):
        said = words[reach : figure.start()]
        if not _counts(said, figure, words, goal=goal):
            continue
        if not goal and not _patterns().striving.search(words[: figure.end()]):
            continue
        end = figures[i + 1].start() if i + 1 < len(figures) else len(words)
        after, behind = _rest(words[figure.end() : end])
        before, full, used = _name(said, figure, after, name if reach else None)
        reach, name = figure.end() + (behind if used else 0), before
        if full:
            yield figure, full


def _rest(words: str) -> tuple[str, int]:
    """The words after a figure that can name it, and where they end: at the end of the sentence or at what leads over to the next one."""
    match = re.match(r"\s*([^;.]{3,110})", words)
    if not match:
        return "", 0
    name = _patterns().led_over.sub("", match[1])
    return name, match.start(1) + len(name)


def _counts(said: str, figure: re.Match[str], words: str, *, goal: bool) -> bool:
    """Whether a figure is what is aimed at: not a duration, a share named in passing, or a part of a name."""
    reached = _patterns().reached.search(said)
    if figure["unit"].lower() in _passing() and not figure["sign"] and not reached:
        return False
    if re.search(r"(?:=|\(chiếm|\(tương đương)\s*$", said):  # a part of a formula, or what is so today
        return False
    if figure["unit"].lower() == "tuổi" and (not reached or figure["more"]):
        return False
    if _patterns().numbered.search(said):
        return False
    if figure["unit"].startswith("%") or figure["sign"]:
        return True
    return goal or bool(_patterns().made.search(said))


def _name(said: str, figure: re.Match[str], after: str, before: str | None) -> tuple[str | None, str | None, bool]:
    """(what further figures of the sentence go on from, the name of this goal, whether it is made of the words after it)."""
    p = _patterns()
    striven = list(p.urged.finditer(said))
    said = said[striven[-1].end() :] if striven and len(said) - striven[-1].end() > 12 else said
    acting = p.opening.sub("", said).strip(" ,:;-")
    body = p.opening.sub("", p.verb.sub("", f" {said}")).strip(" ,:;-")
    share = figure["unit"].startswith("%")
    if before and _goes_on(said, body):
        return before, _joined(before, said), False
    if share and len(after) > 2 and (p.acting.fullmatch(acting) or p.shared.search(body)):
        return None, f"{acting if p.acting.fullmatch(acting) else body} {after}", True
    if not body and share:
        share_of = "" if re.match(r"(?i:t[ỷỉ] (?:lệ|trọng))", after) else "Tỷ lệ "
        return None, f"{share_of}{after}" if len(after) > 2 else None, len(after) > 2
    if not body:
        return None, f"Số {figure['unit']}{_what(after, 8)}" if _what(after) else None, False
    if not share and not p.named.search(said):
        body = f"{body} {figure['unit']}{_what(after)}"
    return body, body, False


def _goes_on(said: str, body: str) -> bool:
    """Whether a later figure has no name of its own: "…, tăng bình quân 05 năm trên 14%", "…, tương đương trên 138.700 lao động"."""
    grows = _patterns().grows.match(said) and _patterns().growth.search(said)
    dated = re.fullmatch(r"(?:,? ?(?:và |trong đó )*giai đoạn \d{4} ?[-–] ?\d{4})+", body)
    return bool(not body or dated or (grows and len(body) < 60) or _patterns().equal.match(said))


def _joined(before: str, said: str) -> str:
    alike = _patterns().equal.match(said)
    return f"{before}, {said.strip(' ,')}" if alike else f"{before} {said.strip(' ,')}".strip()


def _what(after: str, most: int = 6) -> str:
    """What kind of thing a unit counts: the words after it, to where the sentence goes on."""
    match = re.match(rf"(?:{_patterns().counted.pattern}){{1,{most}}}", after)
    return f" {match[0].strip()}" if match else ""


def _aim(figure: re.Match[str], name: str, year: int | None, span: InView) -> Aim[InView]:
    high = figure["high"]
    return Aim(
        span,
        "Indicator",
        " ".join(name.split()),
        comparator=quantities.sign(figure["sign"], more=bool(figure["more"])),
        value=quantities.decimal(figure["low"]),
        high=quantities.decimal(high) if high else None,
        unit=quantities.unit(figure["unit"]),
        year=year,
        base=quantities.base(name),
        period=quantities.period(name),
    )
