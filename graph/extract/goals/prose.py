"""Quantified goals: what is to be reached, by how much, in what unit, by when.

Forms: "Giá trị sản xuất công nghiệp (giá so sánh 2010) đạt trên 27.700 tỷ đồng, tăng bình quân 05 năm (2021 - 2025) trên 14%", "Cơ cấu lao động …
chiếm trên 25,8%, tương đương trên 138.700 lao động, trong đó lao động qua đào tạo chiếm trên 65%", "Phấn đấu 100% thôn, bản có điện",
"95% hộ ở đô thị và 85% hộ ở nông thôn có nước sạch", "Thành lập mới ít nhất 5 cụm công nghiệp", "không quá 1%", "05 - 06%". What was
reached in the past is no goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz

from graph.extract.back import placed
from graph.extract.goals import bare
from graph.extract.goals.figures import AGAIN, LONGEST, counts_as, figures_of, is_age, is_left, more_behind, tells_which
from graph.extract.goals.growing import PHRASE, Growing
from graph.extract.goals.headings import Headings
from graph.extract.goals.names import Named, bare_name, completed, name_of, part_of, rest
from graph.extract.goals.patterns import UNLISTED, patterns, places_of
from graph.extract.goals.years import Years
from graph.extract.norms import lays_down_rules
from graph.language import quantities
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import any_of
from graph.model import Aim, Block, Document, Findings, InView, Place

SAME = 75
"""Least likeness of names (rapidfuzz token-set ratio, 0 to 100) at which equal figures of two lists are one goal."""
_COMPARED = 500
"""Goals of one figure and unit that one is compared with, the nearest before it: a text of nothing else would take for ever."""
REPEATED = 97
"""The same within one list, whose members differ by a word ("cảng biển", "cửa khẩu")."""


_FIGURE = re.compile(r"\d")
_PLANS = (
    "Plan",
    "Programme",
    "Resolution",
    "Decision",
    "Scheme",
    "Strategy",
    "Directive",
    "Conclusion",
    "OfficialLetter",
)
"""Kinds of documents that set work and goals."""


def step(document: Document, findings: Findings) -> Findings:
    """The goals of the prose; a row that a table's goal was read from is not read as prose too. Reads: header, root, view, goals.
    Writes: goals."""
    tabled, view = findings.goals, document.view
    prose: list[tuple[Block | None, Aim]] = []
    for where, goal in stated(
        document.root,
        view.text,
        rules=lays_down_rules(document.header),
        plan=document.header.type in _PLANS,
    ):
        span = view.back(goal.span)
        named = document.header.title_span
        if named and named.start < span.end and span.start < named.end:
            continue  # the title names a document by what it aims at
        if not any(row.span.start < span.end and span.start < row.span.end for row in tabled):
            prose.append((where, placed(goal, view)))
    return replace(findings, goals=tuple(distinct([*prose, *((None, row) for row in tabled)])))


def find(root: Block, view: str, *, rules: bool = False) -> list[Aim[InView]]:
    """The goals of a document, in order; `rules`: whether it lays down rules.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "II. MỤC TIÊU ĐẾN NĂM 2025\\n- Cơ cấu lao động ngành công nghiệp chiếm trên 25,8%, tương đương trên 138.700 lao động."
    >>> document = parse(Source("a.txt", text))
    >>> [(a.name, a.comparator, str(a.value), a.unit, a.year) for a in find(document.root, document.view.text)]
    [('Cơ cấu lao động ngành công nghiệp', '>', '25.8', '%', 2025), ('Cơ cấu lao động ngành công nghiệp, tương đương', '>', '138700', 'lao động', 2025)]
    """
    return distinct(list(stated(root, view, rules=rules)))


def stated(root: Block, view: str, *, rules: bool = False, plan: bool = False) -> Iterator[tuple[Block, Aim[InView]]]:
    """Each statement of a goal, with what it stands in; a text may state one several times. `rules`: whether the document lays down rules.
    Such a one asks for figures everywhere, and sets goals only under a heading that says so. `plan`: whether it is of a kind that
    sets work: an item of such a one that begins with a share is a goal wherever it stands."""
    state = Headings(goals=patterns().set_by_rules if rules else patterns().goals)
    for node in root.prose():
        if node.parent is not None:
            state.enter(node)
            announced = state.announced(node)
            if not state.past and (state.goal or not rules):
                goal = state.goal or announced is not None or (plan and not rules and _begins_with_share(node))
                year = announced or state.year
                yield from ((node.parent, aim) for aim in _in_line(node, view, goal=goal, year=year))


def _begins_with_share(node: Block) -> bool:
    """Whether an item begins with a share of things, which says what is to be so of them wherever it stands: "100% hộ có nước sạch"."""
    match = _share().match(node.text) if node.numbering else None
    named = match and patterns().share_of.match(node.text, match.end())
    return bool(match and named and not _SO_TODAY.search(node.text, match.end(), match.end() + PHRASE))


@lru_cache(maxsize=1)
def _share() -> re.Pattern[str]:
    return compiled(rf"(?:(?:{quantities.signs()}) )?\d{{1,3}}(?:,\d{{1,2}})?% (?:trở lên )?", re.IGNORECASE)


_SO_TODAY = re.compile(r"(?<!\w)đã(?!\w)")


def distinct(found: list[tuple[Block | None, Aim[Place]]]) -> list[Aim[Place]]:
    """Without goals that the text says again: same figure, unit, year as far as said, and name. Each comes with what it stands in, None
    for tables."""
    kept: list[Aim[Place]] = []
    alike: dict[tuple[Decimal | None, str | None], list[tuple[Block | None, int | None, str]]] = {}
    for where, aim in found:
        name, others = fold(aim.name), alike.setdefault((aim.value, aim.unit), [])
        again = (
            (year == aim.year or None in (year, aim.year))
            and fuzz.token_set_ratio(known, name) >= (REPEATED if place is where else SAME)
            for place, year, known in others[-_COMPARED:]
        )
        if not any(again):
            kept.append(aim)
            others.append((where, aim.year, name))
    return kept


def _in_line(node: Block, view: str, *, goal: bool, year: int | None) -> Iterator[Aim[InView]]:
    if not _FIGURE.search(node.text) or not (goal or places_of(node.text).has("striving")):
        return
    yearly, own = False, None
    last: str | None = None
    for sentence in _SENTENCE.finditer(view[node.start : node.line.end]):
        words, at = sentence[0], node.start + sentence.start()
        goes_on = view[at - 2 : at].rstrip() == ";"
        if not _FIGURE.search(words):  # it names no year either
            own = own if goes_on else None
            yearly = bool(patterns().yearly.match(words)) or (yearly and goes_on)
            continue
        years = Years(words)
        own = years.last or (own if goes_on else None)
        yearly = bool(patterns().yearly.match(words)) or (yearly and goes_on)
        named = _named(words, goal=goal, last=last if goes_on else None)
        last = named[-1][1] if named else None
        for figure, name in named:
            first = named[0][0].start("low")
            told = None if years.is_later(figure.end()) else years.of(figure.start("low"), figure.end(), first) or own
            its = told or year
            aim = _aim(figure, name, its, _quoted(words, at, figure))
            said = words[max(figure.start() - LONGEST, 0) : figure.start()]
            each = yearly or bool(patterns().yearly.match(_CLAUSES.split(said)[-1].lstrip()))
            after = words[figure.end() : figure.end() + PHRASE]
            yield _each_year(aim, said, after, yearly=each)


def _quoted(words: str, at: int, figure: re.Match[str]) -> InView:
    """The sentence that begins at a place of the view; of one too long to quote what stands nearest around the figure, in whole words."""
    end = len(words.rstrip(" .;"))
    if end <= LONGEST:
        return InView(at, at + end)
    first, last = max(figure.start() - LONGEST * 2 // 3, 0), min(figure.end() + LONGEST // 3, end)
    first = words.find(" ", first, figure.start()) + 1 if first else 0
    last = words.rfind(" ", figure.end(), last) if last < end else end
    return InView(at + (first or figure.start()), at + (last if last > figure.end() else figure.end()))


_CLAUSES = re.compile("[,:]")
_SENTENCE = re.compile(r"[^\s.;](?:\([^()\n]*\)|[^.;\n]|[.](?=[ ]?\d)|(?<=[ (]T[PX])[.])*[.;]?")
"""A sentence or what semicolons part; not what they part in parentheses, nor the short form of a town ("TP. ")."""


def _each_year(aim: Aim[InView], said: str, after: str, *, yearly: bool) -> Aim[InView]:
    """The goal with a unit of each year where its sentence begins with "Hằng năm, …" (`yearly`) and it is a growth or counts things, or
    where the words `after` its figure say so: "5 sáng chế mỗi năm"."""
    unit, counted = aim.unit or "", not (aim.unit or "").startswith("%")
    own = patterns().a_year.match(after) if counted else None
    growth = re.search(rf"(?<!\w)(?:{any_of('aims', 'growing')})\s*$", said)
    if not (own or (yearly and (growth or counted))) or "/năm" in unit:
        return aim
    name = aim.name.removesuffix(own[1]).rstrip() if own else aim.name
    return replace(aim, name=name if " " in name else aim.name, unit=f"{unit}/năm")


def _named(words: str, *, goal: bool, last: str | None = None) -> list[tuple[re.Match[str], str]]:
    """The figures of a sentence that are goals, each with its name; later ones go on from the first, unless their name follows them.
    `last`: the goal before it, of which a figure that has nothing but a year says more."""
    figures = figures_of(words, goal=goal)
    found: list[tuple[re.Match[str], str]] = []
    named: Named | None = None
    shared: tuple[int, str] | None = None  # the last share that the words behind it name: where they end, and they
    reach = 0
    before: re.Match[str] | None = None
    unnamed: list[re.Match[str]] = []
    left: int | None = None
    strives, urged = (Growing(words, patterns().striving) for _ in range(2))
    for i, figure in enumerate(figures):
        printed = _before(words, reach, figure.start())
        said = _OTHER_YEAR.sub(" ", printed) if named else printed
        if bare.is_bare(figure):
            said = _before(words, reach, bare.start(figure))
            more = i + 1 < len(figures)
            after, behind = rest(words[figure.end() : figures[i + 1].start() if more else len(words)], more=more)
            after, behind = (after.partition(",")[0], behind - len(after)) if more else (after, behind)
            found.append((figure, bare.named(figure, bare_name(said), after)))
            named, shared, before, reach = Named(None, found[-1][1]), None, figure, figure.end() + behind
            continue
        part = part_of(words[max(figure.start() - LONGEST, 0) : figure.start()]) if named else None
        if part and named:
            found.append((figure, f"{named.going_on or named.name} - {part}"))
            continue
        counts = counts_as(said, figure, goal=goal, urged=urged.within(reach, figure.start()))
        counts = counts or bool(before and before["unit"] == figure["unit"] and AGAIN.fullmatch(said))
        if not counts or (before and tells_which(words, before, figure)):
            continue
        if i + 1 < len(figures) and is_left(words, figure, figures[i + 1]):
            left = figure.start()
            continue
        if not goal and not strives.within(0, figure.end()):
            continue
        own = next((f for f in figures[i + 1 : i + 4] if not (is_age(f) or tells_which(words, figure, f))), None)
        stop = min(own.start() if own else len(words), figure.end() + LONGEST)
        told = words[figure.end() : stop]
        bound = _OR_MORE.search(told) if _FROM.search(figure["sign"] or "") else None
        after, behind = rest(told[: bound.start()] if bound else told, more=own is not None)
        named = name_of(
            said if left is None else _before(words, reach, left),
            figure,
            after,
            named if reach else None,
            from_today=left is not None,
            more=own is not None,
        )
        left = None
        taken = named.taken and behind - len(after) + named.taken
        joined = shared and not said.strip(" ,").removeprefix("và").strip() and taken
        joined = joined and (not said.startswith(",") or shared is None or _begin_alike(shared[1], after))
        if joined and shared:
            found[-1] = found[-1][0], completed(found[-1][1], shared[1], after)
        reach, before = figure.end() + taken, figure
        share = figure["unit"].startswith("%")
        full = named.name
        if not full and share and _YEARLY.search(f"{printed} {after}"):  # "…; đến năm 2030: 95%"
            full = last
        shared = (reach, after) if share and taken else None
        if full and _WORD.search(full):
            found += [(other, full) for other in unnamed if taken]
            unnamed, last = [], full
            found.append((figure, full))
        elif share:
            unnamed.append(figure)  # "năm 2026 đạt 50%, năm 2027 đạt 60% số bến"
    return found


_WORD = re.compile(r"[^\W\d_]{2}")
_OTHER_YEAR = re.compile(r"^ (?:vào|đến|trong)(?: hết| cuối)? năm \d{4}(?=,? và |, )")
"""Right behind a figure the year by which it is to be reached, where another figure follows: "giảm 10% vào năm 2027 và 20% vào năm 2030"."""
_YEARLY = re.compile(r"năm \d{4}")


def _begin_alike(words: str, following: str) -> bool:
    """Whether what two shares are of begins with the same word: "hộ ở đô thị", "hộ ở nông thôn có nước sạch"."""
    return words.split(" ", 1)[0].lower() == following.split(" ", 1)[0].lower()


def _before(words: str, reach: int, start: int) -> str:
    """The words from `reach` to a figure at `start`, of many the last."""
    first = max(reach, start - LONGEST)
    return words[first if first == reach else words.find(" ", first, start) + 1 or first : start]


def _right_before(figure: re.Match[str]) -> str:
    """The words of its clause right before a figure, which may say for which years it is: "tăng bình quân giai đoạn 2026 - 2030 trên 12%"."""
    return figure.string[max(figure.start() - _NEAR, 0) : figure.start()].rpartition(";")[2]


_FROM, _OR_MORE = re.compile(r"(?<!\w)từ ", re.IGNORECASE), re.compile(r" trở lên(?!\w)")
"""The sign of a figure, and what of it stands behind the things counted: "từ 300 tổ nuôi ong trở lên"."""
_NEAR = 60
"""Characters before a figure that can say its period."""


def _aim(figure: re.Match[str], name: str, year: int | None, span: InView) -> Aim[InView]:
    if bare.is_bare(figure):
        comparator, value, most, unit = bare.told(figure)
        name = " ".join(name.split()).replace(" ,", ",").strip(" ,")
        return Aim(
            span,
            "Indicator",
            name,
            comparator=comparator,
            value=value,
            high=most,
            unit=unit,
            year=year,
            confidence=UNLISTED,
        )
    high = figure["high"]
    behind = more_behind(figure)
    name = name.replace(" trở lên", "", 1) if behind else name
    return Aim(
        span,
        "Indicator",
        " ".join(name.split()).replace(" ,", ",").strip(" ,"),
        comparator=quantities.sign(figure["sign"], more=bool(figure["more"] or _FROM.search(figure["sign"])) or behind),
        value=quantities.decimal(figure["low"]),
        high=quantities.decimal(high) if high else None,
        unit=quantities.unit(figure["unit"]),
        year=year,
        base=quantities.base(name),
        period=quantities.period(name) or quantities.period(_right_before(figure)),
        confidence=1.0 if patterns().figure.match(figure[0]) else UNLISTED,
    )
