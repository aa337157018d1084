"""graph.html as it stood on a day, its language, and its names on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import PHONE, Opened

from graph.records.documents import cards, steps
from graph.records.standing import issued
from graph.store import open_graph
from graph.vocab import ID

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_the_slider_shows_the_graph_as_it_stood_and_the_address_keeps_the_day(
    opened: Opened, sample_output: Path
) -> None:
    page = opened.open(sample_output / "graph.html", "#view=chain&node=document/23-nq-tw/2018")
    shown = lambda: page.locator("#sheet .box[data-node]").count()  # noqa: E731
    whole = shown()
    page.locator("#day").fill("0")
    assert page.locator("#day-told").text_content() != "Mọi ngày"
    page.goto((sample_output / "graph.html").as_uri() + "#view=chain&node=document/23-nq-tw/2018&on=2019-12-31")
    page.wait_for_function("() => document.getElementById('day-told').textContent === '2019-12-31'")
    assert 0 < shown() < whole
    page.locator("#day-all").click()
    assert shown() == whole
    assert "on=" not in page.url
    opened.open(sample_output / "graph.html", "#view=near&node=document/32-2024-nd-cp/2024&on=2024-06-01")
    page.locator("#as-table").click()
    assert "66/2020/NĐ-CP" in str(page.locator("#table").text_content())
    page.locator("#as-table").click()
    with page.expect_download() as got:
        page.locator("#share summary").click()
        page.locator("#save-svg").click()
    assert got.value.path().read_text("utf-8").count("#8a2b00") == 2, (
        "both decrees that this one replaces are struck out"
    )
    opened.open(sample_output / "graph.html", "#view=chain&node=document/66-2020-nd-cp/2020&on=2024-06-01")
    assert opened.troubles == []


def test_what_came_later_or_leans_on_it_is_hidden_with_all_that_belongs_to_it(
    opened: Opened, sample_output: Path
) -> None:
    """The same documents as the analysis has: two implementations of one rule."""
    graph = open_graph(sample_output)
    known = cards(graph)
    for day in ("2018-03-22", "2020-12-31", "2024-03-15"):
        page = opened.open(sample_output / "graph.html", f"#on={day}&table=yes")
        rows = page.locator("#table tbody tr a[data-node]").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        drawn = {href.partition("node=document/")[2].partition("&")[0] for href in rows if "node=document/" in href}
        there = {iri.removeprefix(ID + "document/") for iri in issued(known, steps(graph), day)}
        assert drawn == there


def test_the_page_remembers_the_language_as_the_others_do(opened: Opened, sample_output: Path) -> None:
    page = opened.open(sample_output / "graph.html")
    page.locator("#language").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    for other in ("index.html", "documents/mau-223-kh-ubnd-2021.html", "ontology.html", "search.html"):
        opened.open(sample_output / other)
        assert page.evaluate("document.documentElement.lang") == "en", other
    opened.open(sample_output / "graph.html")
    assert page.evaluate("document.documentElement.lang") == "en"
    opened.open(sample_output / "graph.html", "#lang=vi")
    assert page.evaluate("document.documentElement.lang") == "vi", "an address that names one goes before"


def test_names_around_a_document_can_be_read_on_a_phone(chromium: Browser, sample_output: Path) -> None:
    opened = Opened(chromium, viewport=PHONE)
    page = opened.open(sample_output / "graph.html", "#node=document/124-nq-cp/2020&view=near")
    size = page.evaluate("""() => new Promise((done) => {
      const sizes = [], write = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function (...all) {
        sizes.push(parseFloat(this.font.match(/([\\d.]+)px/)[1]) * this.getTransform().a / devicePixelRatio);
        return write.apply(this, all);
      };
      window.dispatchEvent(new Event("resize"));
      setTimeout(() => done(Math.min(...sizes)), 500);
    })""")
    assert size > 9
    opened.page.close()
