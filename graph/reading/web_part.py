"""Which part of a web page is the document: the lowest element that holds nearly all of its marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.language import numbering
from graph.language.folding import fold
from graph.language.lexicon import any_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

UNSEEN = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "select", "option", "button", "input",
    "textarea", "form", "nav", "aside", "footer", "head", "title", "video", "audio", "map", "dialog", "datalist", "link", "meta",
})  # fmt: skip
"""Elements of the site or of the program, not of the text. Some sites put the whole page into a form: see `seen`."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
BLOCKS = frozenset({
    "p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "center", "blockquote", "pre", "dd", "dt", "section", "article",
    "main", "header", "body", "ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr", "caption", "figure", "figcaption", "address", "hr",
    "fieldset", "details", "summary", "html", "form", "colgroup", "col",
})  # fmt: skip
_MOST = 0.75
"""Share of the marks that the document's element holds at least."""
_FEWEST = 3
_AGAIN = 5
_LONGEST = 4000
_MARK = re.compile(r"(?:Điều|ĐIỀU|Căn cứ|Nơi nhận|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|[IVX]+\.|TM\.)(?!\w)")


def document_of(root: Element) -> Element:
    """The element of the document; the whole page where nothing tells.

    >>> from lxml import etree
    >>> page = "<body><ul><li>Trang chủ</ul><div id=d><p>Điều 1. A<p>Điều 2. B<p>Điều 3. C</div><p>Tin mới</body>"
    >>> document_of(etree.fromstring(page, etree.HTMLParser())).get("id")
    'd'
    """
    body = next((e for e in root.iter("body")), root)
    weights: dict[Element, float] = {}
    marks = 0
    heads: list[Element] = []
    for element in body.iter():
        if not isinstance(element.tag, str) or element.tag not in BLOCKS or element.tag in UNSEEN:
            continue
        weight, head = _weight(element)
        if weight and not _within_unseen(element):
            marks += 1
            if head:
                heads.append(element)
            at: Element | None = element
            while at is not None:
                weights[at] = weights.get(at, 0) + weight
                at = at.getparent() if at is not body else None
    total = weights.get(body, 0)
    if marks < _FEWEST:
        return body
    here = body
    while inner := [c for c in here if weights.get(c, 0) >= _MOST * total]:
        here = inner[0]
    return _common(here, heads, body)


def seen(element: Element) -> bool:
    """Whether an element is shown and belongs to the text; a form that holds the whole page does."""
    if element.tag in UNSEEN:
        return element.tag == "form" and next(element.iter("table", "p"), None) is not None
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return False
    return not _HIDDEN.search(element.get("style") or "")


def chrome(part: Element) -> set[Element]:
    """What of the site stands between the lines of a document: lists of links, and short words in no paragraph that are printed again and
    again ("Follow")."""
    found: set[Element] = set()
    printed: dict[str, list[Element]] = {}
    for element in part.iter("ul", "ol", "div", "span", "a", "label", "i"):
        if element.tag in ("ul", "ol"):
            words = words_of(element)
            if sum(len(words_of(a)) for a in element.iter("a")) >= 0.9 * len(words) and not numbering.begins_line(
                words
            ):
                found.add(element)
        elif not len(element) and (words := words_of(element)) and len(words) < 40 and words[-1].isalpha():
            inside = next((a.tag for a in element.iterancestors() if a.tag in BLOCKS), "")
            if inside not in ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6") and not any(
                map(str.isdigit, words)
            ):
                printed.setdefault(words, []).append(element)
    return found.union(*(elements for elements in printed.values() if len(elements) >= _AGAIN))


def words_of(element: Element) -> str:
    """All words of an element on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def _weight(element: Element) -> tuple[float, bool]:
    """How much an element says that it belongs to the document, and whether it is the top of a letterhead. It says nothing where blocks
    stand in it, where it is long or mostly links; a long article says more than its line in a table of contents."""
    if any(isinstance(c.tag, str) and c.tag in BLOCKS for c in element):
        return 0, False
    words = words_of(element)
    if not 3 < len(words) < _LONGEST:
        return 0, False
    linked = sum(len(words_of(a)) for a in element.iter("a"))
    if linked > 0.6 * len(words):
        return 0, False
    head = bool(_motto().search(fold(words[:120])))
    if head or _MARK.match(words) or (len(words) > 20 and numbering.begins_line(words[:80])):
        return 0.2 + min(len(words), 500) / 250, head
    return 0, False


def _within_unseen(element: Element) -> bool:
    """Whether it stands in a part of the site; a tab that is not open holds the document of some sites."""
    return any(above.tag in UNSEEN and above.tag != "form" for above in element.iterancestors())


def _common(here: Element, heads: list[Element], body: Element) -> Element:
    """The lowest element that holds `here` and the letterhead above it, which may stand beside the articles; not the whole page."""
    above = next((h for h in heads if here not in h.iterancestors()), None)
    if above is None or any(here in h.iterancestors() for h in heads):
        return here
    around = list(here.iterancestors())
    common = next((a for a in above.iterancestors() if a in around), body)
    return common if len(words_of(common)) < 1.5 * len(words_of(here)) else here


@lru_cache(maxsize=1)
def _motto() -> re.Pattern[str]:
    return re.compile(any_of("letterhead", "mottos"))
