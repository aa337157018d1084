"""The chain of documents as a picture: tiers as columns from left to right, boxes and lines as links, no script needed.

The same SVG stands in a page, in a figure for a paper, and in the chain view of `graph.html`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from graph.analysis.layers import Layers, Line, layers
from graph.records.documents import Card, Step
from graph.records.kinds import CITED, EDGE_KINDS, NODE_KINDS
from graph.records.printable import printable
from graph.view.lettering import clipped, wrapped

WIDTH, ACROSS = 164.0, 46.0
"""A box, and the room for lines between two layers."""
LETTER, SMALL, LEADING = 12.0, 10.5, 15.0
MOST_LINES = 4
HEAD = 30.0
MOST = 60
"""Documents drawn at most; more are no longer read as a picture."""

SHEET = 1030.0, 400.0
"""What is left of the first printed sheet under title and figures, in pixels."""

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChainPicture:
    """The SVG with its size in pixels, which documents it draws, and how many it leaves out."""

    svg: str
    width: float
    height: float
    drawn: tuple[str, ...]
    left_out: int

    @property
    def tall(self) -> bool:
        """Whether it is higher than what is left of the first sheet of paper (A4, landscape), when it is as wide as that."""
        return self.height * min(SHEET[0] / self.width, 1) > SHEET[1]


@dataclass(frozen=True, slots=True)
class _Box:
    card: Card
    lines: tuple[str, ...]
    small: str
    height: float


def chain_picture(
    cards: Mapping[str, Card],
    steps: Iterable[Step],
    *,
    tiers: Names,
    title: str,
    link: Callable[[Card], str | None] = lambda card: None,
    evidence: Callable[[Step], str | None] = lambda step: None,
    most: int = MOST,
    here: str | None = None,
    alone: Iterable[str] = (),
    marked: Callable[[str], str] = lambda tier: "",
) -> ChainPicture:
    """The picture of the documents that these steps join (and of those `alone`), the lower ones to the right.

    `tiers` names the columns ("1" … "7", "0" for an unknown tier); `link` says where a box leads, `evidence` where a
    line does; `here` is drawn as the one asked for; `marked` gives the attributes of a tier's name, "" of the title's. Of more than `most` documents it keeps those read and those with
    most steps. Everything is escaped; there are no ids, styles or scripts, so a page may hold several.
    """
    known = [s for s in steps if s.drawn and s.subject in cards and s.object in cards and s.subject != s.object]
    joined = {iri for step in known for iri in (step.subject, step.object)} | {iri for iri in alone if iri in cards}
    drawn = _chosen(joined, known, cards, most)
    shown = [step for step in known if step.subject in drawn and step.object in drawn]
    boxes = {iri: _box(cards[iri]) for iri in drawn}
    lines = {(step.object, step.subject): step for step in reversed(shown)}
    places = layers(
        {iri: cards[iri].tier or None for iri in drawn},
        reversed(lines),
        heights={i: b.height for i, b in boxes.items()},
    )
    width = len(places.bands) * (WIDTH + ACROSS) - ACROSS + 4 if places.bands else WIDTH
    height = HEAD + places.height + 4
    parts = [
        *_heads(places, tiers, marked),
        *_curves(places, boxes, lines, evidence),
        *(_drawn_box(box, places, link(box.card), iri == here) for iri, box in boxes.items()),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        f'role="group" aria-label="{escape(printable(title))}"{marked("")} font-family="Noto Sans, Segoe UI, DejaVu Sans, Arial, sans-serif">'
    )
    return ChainPicture("\n".join([head, *parts, "</svg>"]), width, height, tuple(drawn), len(joined) - len(drawn))


def _chosen(joined: Iterable[str], steps: Iterable[Step], cards: Mapping[str, Card], most: int) -> list[str]:
    """At most so many: those read, then those with most steps; in the order of time."""
    degree = Counter(iri for step in steps for iri in (step.subject, step.object))
    first = sorted(joined, key=lambda iri: (cards[iri].source is None, -degree[iri], cards[iri].order))[:most]
    return sorted(first, key=lambda iri: cards[iri].order)


def _box(card: Card) -> _Box:
    lines = wrapped(printable(card.label), WIDTH - 20, LETTER, most=MOST_LINES)
    local = card.called() != card.label
    small = clipped(
        printable(" · ".join(filter(None, (card.date, card.place if local else card.issuer)))), WIDTH - 14, SMALL
    )
    return _Box(card, lines, small, 14 + LEADING * len(lines) + (LEADING if small else 0))


def _left(layer: int) -> float:
    return 2 + layer * (WIDTH + ACROSS)


def _heads(places: Layers, tiers: Names, marked: Callable[[str], str]) -> Iterable[str]:
    """The name of each tier over its layers, and a quiet ground behind every second tier."""
    begins = [i for i, tier in enumerate(places.bands) if i == 0 or tier != places.bands[i - 1]]
    for number, first in enumerate(begins):
        after = begins[number + 1] if number + 1 < len(begins) else len(places.bands)
        left, wide = _left(first), (after - first) * (WIDTH + ACROSS) - ACROSS
        tier = str(places.bands[first] or 0)
        name = clipped(tiers[tier], wide, LETTER)
        yield (
            f'<text x="{left:g}" y="14" font-size="{LETTER:g}" font-weight="600" fill="#49596b"{marked(tier)}>{escape(name)}</text>'
            f'<path d="M{left:g} 20.5h{wide:g}" stroke="#ccd5df"/>'
        )


def _drawn_box(box: _Box, places: Layers, href: str | None, here: bool) -> str:
    card = box.card
    left, top = _left(places.layer[card.iri]), HEAD + places.at[card.iri] - box.height / 2
    kind = NODE_KINDS["document"] if card.source else CITED
    fill, dashed = (kind.tint, "") if card.source else (kind.fill, ' stroke-dasharray="4 3"')
    ring = "#d98200" if here else kind.border
    parts = [
        f"<title>{escape(_title(card))}</title>",
        f'<rect x="{left:g}" y="{top:.1f}" width="{WIDTH:g}" height="{box.height:g}" rx="4" fill="{fill}" '
        f'stroke="{ring}" stroke-width="{3 if here else 1.2:g}"{dashed}/>',
    ]
    for i, line in enumerate(box.lines):
        y = top + 17 + LEADING * i
        parts.append(f'<text x="{left + 10:g}" y="{y:.1f}" font-size="{LETTER:g}" fill="#1c2733">{escape(line)}</text>')
    if box.small:
        y = top + box.height - 8
        parts.append(
            f'<text x="{left + 10:g}" y="{y:.1f}" font-size="{SMALL:g}" fill="#49596b">{escape(box.small)}</text>'
        )
    inner = "".join(parts)
    return f'<a href="{escape(printable(href))}">{inner}</a>' if href else f"<g>{inner}</g>"


def _title(card: Card) -> str:
    return "\n".join(printable(text) for text in (card.label, card.title, card.date, card.issuer) if text)


def _curves(
    places: Layers, boxes: Mapping[str, _Box], lines: Mapping[Line, Step], evidence: Callable[[Step], str | None]
) -> Iterable[str]:
    """The lines, each from the middle of a side of one box to that of the other, spread where several meet."""
    ports = _ports(places, boxes, lines)
    for line, step in lines.items():
        kind = EDGE_KINDS[step.predicate]
        dashed = ' stroke-dasharray="5 4"' if kind.dashed else ""
        path = _path(line, places, ports)
        words = printable(next((quote.exact for quote in step.quotes if quote.exact), ""))
        title = f"<title>{escape(words)}</title>" if words else ""
        body = (
            f'{title}<path d="{path}" fill="none" stroke="#fff" stroke-opacity="0" stroke-width="12"/>'
            f'<path d="{path}" fill="none" stroke="{kind.color}" stroke-width="{kind.width * 0.7:.3g}"{dashed}/>'
        )
        href = evidence(step)
        yield f'<a href="{escape(printable(href))}" tabindex="-1">{body}</a>' if href else f"<g>{body}</g>"


def _ports(places: Layers, boxes: Mapping[str, _Box], lines: Iterable[Line]) -> dict[tuple[Line, str], float]:
    """Where each line meets each of its boxes: spread over the side in the order of where the lines come from."""
    sides: dict[tuple[str, bool], list[tuple[float, Line]]] = defaultdict(list)
    for line in lines:
        for box, other in (line, line[::-1]):
            bends = places.bends[line] if box == line[0] else places.bends[line][::-1]
            toward = bends[0][1] if bends else places.at[other]
            sides[box, _exits_right(places, box, other, line)].append((toward, line))
    ports = {}
    for (box, _), ends in sides.items():
        room = min(boxes[box].height * 0.6, 9.0 * (len(ends) - 1))
        for i, (_, line) in enumerate(sorted(ends)):
            shift = room * (i / (len(ends) - 1) - 0.5) if len(ends) > 1 else 0.0
            ports[line, box] = places.at[box] + shift
    return ports


def _exits_right(places: Layers, box: str, other: str, line: Line) -> bool:
    here, there = places.layer[box], places.layer[other]
    return there > here or (there == here and box == line[0])


def _path(line: Line, places: Layers, ports: Mapping[tuple[Line, str], float]) -> str:
    """Flat where it passes a layer, bent between layers."""
    (first, last), rightward = line, places.layer[line[1]] >= places.layer[line[0]]
    start, end = _side(places.layer[first], rightward), _side(places.layer[last], not rightward)
    x, y = start, HEAD + ports[line, first]
    parts = [f"M{x:g} {y:.1f}"]
    for layer, at in places.bends[line]:
        into, out = _side(layer, not rightward), _side(layer, rightward)
        parts.append(_bent(x, y, into, HEAD + at) + f"H{out:g}")
        x, y = out, HEAD + at
    parts.append(_bent(x, y, end, HEAD + ports[line, last]))
    return "".join(parts)


def _side(layer: int, right: bool) -> float:
    return _left(layer) + (WIDTH if right else 0)


def _bent(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f"C{middle:g} {y:.1f} {middle:g} {to_y:.1f} {to_x:g} {to_y:.1f}"
