"""What a reader sees: pages in the other language, printed pages, what does not fit, read in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from chromium import DESK, PHONE, Opened
from serving import serving

from graph.view.words import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

PLAN = "documents/mau-223-kh-ubnd-2021.html"
DOCUMENT = "document/124-nq-cp/2020"
PAGES = (
    "index.html", "review.html", "ontology.html", "search.html", "search.html#q=khu", "graph.html",
    f"graph.html#node={DOCUMENT}&view=near", f"graph.html#node={DOCUMENT}&view=near&steps=2&table=yes",
    f"graph.html#node={DOCUMENT}&view=chain", "graph.html#view=agency", "graph.html#table=yes",
    "graph.html#view=agency&node=agency/tuyen-quang/so-cong-thuong", "graph.html#node=document/none",
    PLAN, f"{PLAN}#opened", "documents/mau-124-nq-cp-2020.md.html", "documents/mau-23-nq-tw-2018.html#opened",
)  # fmt: skip
"""Every kind of page, and what opens on it."""

# Every word of a page, shown or folded, with those of labels and hints; not the button that changes the language, nor what is only for machines.
WORDS = """() => {
  const found = [document.title, document.documentElement.lang];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) { const text = node.data.replace(/\\s+/g, " ").trim(); if (text) found.push(text); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || node.hidden || /^languages?$/.test(node.id)) return;
    if (/^(script|style|noscript|template)$/i.test(node.tagName)) return;
    for (const name of ["aria-label", "placeholder", "title", "alt", "data-label"]) if (node.hasAttribute(name)) found.push(`${name}: ${node.getAttribute(name)}`);
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return found;
}"""


def said(page: Page) -> list[str]:
    """The words of a page, as soon as they stay what they are."""
    found: list[str] = page.evaluate(WORDS)
    for _ in range(40):
        page.wait_for_timeout(60)
        before, found = found, page.evaluate(WORDS)
        if found == before:
            break
    return found


def shown(chromium: Browser, output: Path, name: str, *, press: bool = False) -> list[str]:
    """The words of a page as it opens in a browser that remembers nothing, or after its button was pressed."""
    file, _, address = name.partition("#")
    opened = Opened(chromium)
    page = opened.open(output / file, f"#{address}" if address and address != "opened" else "")
    if address == "opened":
        page.evaluate("document.querySelector('#text a.m').click()")
    if press:
        said(page)
        page.evaluate(
            "(document.querySelector('#languages [aria-pressed=false]') ?? document.querySelector('#language')).click()"
        )
    found = said(page)
    assert opened.troubles == [], name
    opened.page.close()
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_switched_by_its_button_says_what_one_built_in_that_language_says(
    chromium: Browser, sample_output: Path, english_output: Path, name: str
) -> None:
    built = shown(chromium, english_output, name)
    assert shown(chromium, sample_output, name, press=True) == built
    assert built[1] == LANGUAGES[1]
    assert len(built) >= 10


def test_the_page_that_asks_the_graph_says_in_both_languages_the_same_whichever_came_first(
    chromium: Browser, sample_output: Path
) -> None:
    with serving(sample_output) as served:
        found, hints = [], []
        for address, presses in (("", 0), ("", 2), ("#lang=en", 0), ("", 1)):
            page = chromium.new_page(viewport=DESK)
            page.goto(f"{served.url}/{address}")
            page.wait_for_selector("html[data-ready=yes]", state="attached")
            for _ in range(presses):
                page.click("#language")
            found.append(said(page))
            hints += page.evaluate(HINTS) if not presses else []
            page.close()
    assert [hint for hint, over in hints if over > 0.5] == []
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert [words[1] for words in found[::2]] == list(LANGUAGES)


# ---- what does not fit

HINTS = """() => [...document.querySelectorAll("[placeholder]")].filter((field) => field.offsetWidth).map((field) => {
  const style = getComputedStyle(field), pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const cross = field.type === "search" ? 16 : 0; // a field to search in has a place for the cross that empties it
  const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - cross;
  return [field.placeholder, pen.measureText(field.placeholder).width - room];
})"""
CLIPPED = """() => [...document.querySelectorAll(".wide, .drawn, #gantt, #facts dl, #sheet, #table")]
  .filter((part) => part.checkVisibility({ contentVisibilityAuto: true }) && (part.scrollWidth - part.clientWidth - part.scrollLeft > 8 || part.scrollHeight - part.clientHeight - part.scrollTop > 8))
  .filter((part) => getComputedStyle(part).maskImage === "none").map((part) => part.className || part.id)"""
LOOKED_AT = (
    "index.html", "search.html", "ontology.html", "graph.html", f"graph.html#node={DOCUMENT}&view=chain",
    f"graph.html#node={DOCUMENT}&view=near&table=yes", PLAN, "documents/mau-124-nq-cp-2020.md.html",
)  # fmt: skip


@pytest.fixture(params=[(DESK, LANGUAGES[0]), (PHONE, LANGUAGES[1])], ids=("desk", "phone"))
def seen(
    request: pytest.FixtureRequest, chromium: Browser, sample_output: Path, english_output: Path
) -> Iterator[list[Page]]:
    """Pages one after the other on a desk or a phone, each in one of the languages."""
    size: ViewportSize
    size, lang = request.param
    opened = Opened(chromium, viewport=size)
    output = sample_output if lang == LANGUAGES[0] else english_output

    def pages() -> Iterator[Page]:
        for name in LOOKED_AT:
            file, _, address = name.partition("#")
            page = opened.open(output / file, f"#{address}" if address else "")
            said(page)
            yield page

    yield pages()  # type: ignore[misc]
    opened.page.close()


def test_hints_fit_into_their_fields_and_what_goes_on_shows_it(seen: Iterator[Page]) -> None:
    looked, hints = 0, 0
    for page in seen:
        fields = page.evaluate(HINTS)
        assert [hint for hint, over in fields if over > 0.5] == [], page.url
        assert page.evaluate(CLIPPED) == [], page.url
        looked, hints = looked + 1, hints + len(fields)
    assert looked == len(LOOKED_AT)
    assert hints >= 8


def test_days_quarters_and_units_stand_in_one_line(opened: Opened, sample_output: Path) -> None:
    page = opened.open(sample_output / "index.html")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    broken = """parts => parts.filter((part) => part.offsetWidth && [...part.getClientRects()].length
      && new Set([...(() => { const range = document.createRange(); range.selectNodeContents(part); return range.getClientRects(); })()].map((box) => Math.round(box.top))).size > 1)
      .map((part) => part.textContent)"""
    kinds = {kind: page.locator(kind).count() for kind in (".day", "td.c-quarter", "td.c-due")}
    assert min(kinds.values()) > 20, kinds
    assert {kind: page.eval_on_selector_all(kind, broken) for kind in kinds} == {kind: [] for kind in kinds}


BROKEN = """parts => parts.filter((part) => part.checkVisibility() && !/\\s/.test(part.textContent.trim()) && part.getClientRects().length > 1).map((part) => part.textContent)"""


def test_no_word_of_the_interface_is_broken_in_a_table_on_paper_and_on_a_screen(
    chromium: Browser, english_output: Path
) -> None:
    opened = Opened(chromium)
    page = opened.open(english_output / "index.html")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert page.locator("td span[data-t]").count() > 200
    assert page.eval_on_selector_all("td span[data-t]", BROKEN) == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 700})  # A4 on its long side, between the margins
    assert page.eval_on_selector_all("td span[data-t]", BROKEN) == []
    opened.page.close()


def test_figures_behind_bars_are_whole_on_a_phone(chromium: Browser, english_output: Path) -> None:
    opened = Opened(chromium, viewport=PHONE)
    page = opened.open(english_output / "index.html")
    over = "svgs => svgs.flatMap((svg) => { const edge = svg.getBoundingClientRect().right; return [...svg.querySelectorAll('text')].map((text) => text.getBoundingClientRect().right - edge); })"
    found = page.eval_on_selector_all("#work .pair svg", over)
    assert len(found) >= 30
    assert max(found) <= 0
    opened.page.close()


def test_a_table_of_the_graph_breaks_no_word_of_its_heading(opened: Opened, sample_output: Path) -> None:
    page = opened.open(sample_output / "graph.html", f"#node={DOCUMENT}&view=near&table=yes")
    page.wait_for_selector("#table tbody tr")
    lines = "parts => parts.map((part) => Math.round(part.getBoundingClientRect().height / parseFloat(getComputedStyle(part).lineHeight)))"
    heads = page.eval_on_selector_all("#table thead th", lines)
    assert len(heads) >= 9
    assert set(heads) == {1}


def test_a_table_of_many_columns_can_be_read_on_a_phone(chromium: Browser, sample_output: Path) -> None:
    opened = Opened(chromium, viewport=PHONE)
    page = opened.open(sample_output / PLAN)
    wide = "tables => tables.map((table) => [table.rows[0].cells.length, Math.max(...[...table.rows].slice(0, 4).flatMap((row) => [...row.cells].map((cell) => cell.offsetWidth)))])"
    tables = [width for columns, width in page.eval_on_selector_all("#text table", wide) if columns >= 5]
    assert tables
    assert min(tables) >= 160
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    opened.page.close()


# A canvas is read by what is written on it: each text with its left and right edge, its height, and how it is aligned.
WRITTEN = """() => { window.written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const wide = this.measureText(text).width, left = x - (this.textAlign === "center" ? wide / 2 : this.textAlign === "right" || this.textAlign === "end" ? wide : 0);
    window.written.push([text, left, left + wide, y, this.textAlign]);
    const at = this.getTransform(), on = (place) => new DOMPoint(place, y).matrixTransform(at);
    (window.seen ??= []).push([text, on(left).x / devicePixelRatio, on(left + wide).x / devicePixelRatio, on(left).y / devicePixelRatio]);
    return write.call(this, text, x, y);
  }; }"""


def test_the_name_in_the_middle_of_a_neighbourhood_stays_between_its_columns(
    chromium: Browser, sample_output: Path
) -> None:
    for size in (DESK, PHONE):
        opened = Opened(chromium, viewport=size)
        opened.page.add_init_script(f"({WRITTEN})()")
        page = opened.open(
            sample_output / "graph.html",
            "#view=near&node=document/tuyen-quang/van-ban-danh-muc-nhiem-vu-thuc-hien-quy-hoach-tinh-tuyen-quang-thoi-ky-2021-2030/2023",
        )
        page.evaluate("() => { window.written.length = 0; dispatchEvent(new Event('resize')); }")
        page.wait_for_timeout(500)
        written = page.evaluate("window.written")
        own = [box for box in written if box[4] == "center" and re.match(r"DANH MỤC|NHIỆM VỤ|THỰC HIỆN", box[0])]
        others = [box for box in written if box[4] in ("left", "right", "start", "end")]
        assert own, size
        assert len(others) > 10
        for name, left, right, y, _ in own:
            beside = [other for other in others if abs(other[3] - y) < 12 and other[1] < right and other[2] > left]
            assert beside == [], (size, name)
        opened.page.close()


def test_no_name_of_the_graph_is_written_under_the_buttons(chromium: Browser, sample_output: Path) -> None:
    """As wide and high as the README's picture, where one was."""
    opened = Opened(chromium, viewport={"width": 1280, "height": 680})
    opened.page.add_init_script(f"({WRITTEN})()")
    page = opened.open(sample_output / "graph.html", f"#node={DOCUMENT}")
    page.evaluate("() => { window.seen = []; dispatchEvent(new Event('resize')); }")
    page.wait_for_timeout(500)
    spots = page.evaluate("""() => {
      const canvas = document.querySelector("#drawing canvas").getBoundingClientRect(), over = document.getElementById("zoom").getBoundingClientRect();
      return [window.seen, [over.left - canvas.left, over.right - canvas.left, over.top - canvas.top, over.bottom - canvas.top]];
    }""")
    (left, right, top, bottom), written = spots[1], spots[0]
    assert len(written) > 15
    under = [name for name, a, b, y in written if a < right and b > left and top < y < bottom + 4]
    assert under == []
    opened.page.close()


# ---- in the dark

# Words whose contrast to their ground is below 4.5 as the page's filter shows both; axe-core reads the colours before it.
FAINT = """() => {
  const parts = (said) => { const found = said.match(/[\\d.]+/g).map(Number); return found.length > 3 ? found : [...found, 1]; };
  const [inverted, turned] = getComputedStyle(document.documentElement).filter.match(/[\\d.]+/g).map(Number);
  const [c, s] = [Math.cos(turned * Math.PI / 180), Math.sin(turned * Math.PI / 180)]; // the matrix of hue-rotate, as Filter Effects defines it
  const matrix = [[.213 + c * .787 - s * .213, .715 - c * .715 - s * .715, .072 - c * .072 + s * .928],
    [.213 - c * .213 + s * .143, .715 + c * .285 + s * .14, .072 - c * .072 - s * .283],
    [.213 - c * .213 - s * .787, .715 - c * .715 + s * .715, .072 + c * .928 + s * .072]];
  const light = (colour) => {
    const turnedOver = colour.slice(0, 3).map((x) => x / 255 * (1 - inverted) + (1 - x / 255) * inverted);
    const seen = matrix.map((row) => Math.min(1, Math.max(0, row.reduce((sum, part, i) => sum + part * turnedOver[i], 0))));
    return seen.map((x) => (x < .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4)).reduce((sum, x, i) => sum + x * [.2126, .7152, .0722][i], 0);
  };
  const over = (one, below) => [...[0, 1, 2].map((i) => one[i] * one[3] + below[i] * (1 - one[3])), 1];
  const ground = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) { layers.push(parts(getComputedStyle(at).backgroundColor)); if (layers.at(-1)[3] === 1) break; }
    return layers.reduceRight((below, one) => over(one, below), [255, 255, 255, 1]);
  };
  const found = new Set(), words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let looked = 0;
  while (words.nextNode()) {
    const node = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || node.closest("svg, script, style, noscript, button:disabled") || !node.checkVisibility()) continue;
    looked += 1;
    const below = ground(node), shades = [light(over(parts(getComputedStyle(node).color), below)), light(below)].sort((a, b) => b - a);
    if ((shades[0] + .05) / (shades[1] + .05) < 4.5) found.add(`${node.outerHTML.slice(0, 80)} ${getComputedStyle(node).color} on ${below}`);
  }
  return [looked, [...found]];
}"""


def test_in_the_dark_every_word_stands_out_from_its_ground(chromium: Browser, sample_output: Path) -> None:
    opened = Opened(chromium, color_scheme="dark")
    for name in (
        "index.html",
        "review.html",
        "search.html#q=khu",
        "ontology.html",
        f"graph.html#node={DOCUMENT}",
        PLAN,
    ):
        file, _, address = name.partition("#")
        page = opened.open(sample_output / file, f"#{address}" if address else "")
        said(page)
        looked, faint = page.evaluate(FAINT)
        assert faint == [], name
        assert looked > 30, name
    opened.page.close()


# ---- on paper


def printed(page: Page, to: Path) -> list[str]:
    """The words of each page of paper."""
    page.pdf(path=to, prefer_css_page_size=True)
    return [sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(to)]


def test_the_printed_overview_begins_with_a_full_sheet_and_says_what_it_leaves_out(
    opened: Opened, sample_output: Path, tmp_path: Path
) -> None:
    page = opened.open(sample_output / "index.html")
    sheets = printed(page, tmp_path / "index.pdf")
    assert "Chuỗi văn bản" in sheets[0]
    picture = pypdfium2.PdfDocument(tmp_path / "index.pdf")[0].render(scale=0.5).to_numpy()
    lines = [i for i, line in enumerate(picture.min(axis=(1, 2))) if line < 200]
    assert max(lines) > 0.7 * len(picture), "the first sheet is used"
    whole = "\n".join(sheets)
    rows = page.locator(".grid[data-name=tasks] tbody tr")
    assert f"In {rows.locator('visible=true').count()} trong {rows.count()} dòng" in " ".join(whole.split())
    page.locator(".grid[data-name=tasks] .more").click()
    again = " ".join("\n".join(printed(page, tmp_path / "all.pdf")).split())
    assert f"trong {rows.count()} dòng" not in again


def test_no_line_of_the_printed_timeline_is_cut_by_the_end_of_a_sheet(opened: Opened, sample_output: Path) -> None:
    page = opened.open(sample_output / "index.html")
    pieces = page.eval_on_selector_all(
        "#gantt svg.part", "parts => parts.map((part) => part.getBoundingClientRect().height)"
    )
    assert len(pieces) >= 8
    assert max(pieces) < 600, "each fits on a sheet"
    assert page.locator("#gantt svg.part a").count() > 42


def test_what_colour_alone_would_tell_is_printed_too(opened: Opened, sample_output: Path) -> None:
    page = opened.open(sample_output / "review.html")
    page.emulate_media(media="print")
    assert page.locator("mark").count() >= 3
    look = "marks => [...new Set(marks.map((mark) => getComputedStyle(mark).textDecorationLine))]"
    assert page.eval_on_selector_all("mark", look) == ["underline"]
    page = opened.open(sample_output / "index.html")
    page.emulate_media(media="print")
    assert page.eval_on_selector_all(
        "#heat td", "cells => [...new Set(cells.map((cell) => getComputedStyle(cell).printColorAdjust))]"
    ) == ["exact"]


def test_an_answer_is_printed_with_all_its_columns_and_rows(
    chromium: Browser, sample_output: Path, tmp_path: Path
) -> None:
    with serving(sample_output) as served:
        page = chromium.new_page(viewport=DESK)
        page.goto(f"{served.url}/#name=agency-tasks&lang=en")
        page.wait_for_selector("html[data-asked=yes]", state="attached")
        rows = page.locator("#table tbody tr")
        assert rows.count() > 60
        last = str(rows.last.locator("td").last.text_content())
        heads = page.locator("#table thead th").all_inner_texts()
        whole = "".join("".join(printed(page, tmp_path / "answer.pdf")).split())
        page.close()
    assert "document" in heads
    assert [head for head in heads if head not in whole] == []
    assert "".join(last.split()) in whole
