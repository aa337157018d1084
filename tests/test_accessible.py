"""Pages are for everyone: what axe-core finds, and what a keyboard alone can reach, on every kind of page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import DESK, PHONE, Opened

from graph.view.words import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GRAVE = ("serious", "critical")
MOST_STOPS = 500  # the overview of the samples has 444: eleven tables, with links in every row


@pytest.fixture(scope="module")
def outputs(sample_output: Path, english_output: Path) -> dict[str, Path]:
    """The sample corpus in every language of the pages."""
    return dict(zip(LANGUAGES, (sample_output, english_output), strict=True))


def kinds_of_pages(output: Path) -> list[Path]:
    """Every page at the top, and of the reading pages those with a table, with columns of blanks, and the shortest."""
    reading = sorted((output / "documents").rglob("*.html"), key=lambda path: path.stat().st_size)
    chosen = {next(p for p in reading if sign in p.read_text("utf-8")) for sign in ("<table>", 'class="printed"')}
    return [*sorted(output.glob("*.html")), *sorted({*chosen, reading[0]})]


def addresses(page: Path) -> Iterator[str]:
    """How a page is looked at: as it opens, and with something opened on it."""
    yield ""
    text = page.read_text(encoding="utf-8")
    if found := re.search(r'href="(#c=\d+-\d+)"', text):
        yield found[1]
    if page.name == "graph.html":
        node = re.search(r"document/[\w./-]+", text)
        assert node
        yield f"#node={node[0]}&view=near"


def violations(page: Page) -> list[tuple[Any, ...]]:
    from axe_playwright_python.sync_playwright import Axe

    found = (
        Axe().run(page, options={"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}).response
    )
    assert len(found["passes"]) > 10, "axe ran"
    return [
        (rule["id"], node["target"], node["html"][:160], node["failureSummary"][:300])
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"][:3]
    ]


@pytest.mark.browser
@pytest.mark.parametrize(("size", "lang"), [(DESK, LANGUAGES[0]), (PHONE, LANGUAGES[1])], ids=("desk", "phone"))
def test_axe_finds_nothing_grave(chromium: Browser, outputs: dict[str, Path], lang: str, size: dict[str, int]) -> None:
    pages = kinds_of_pages(outputs[lang])
    assert len(pages) >= 3
    found = {}
    opened = Opened(chromium, viewport=size)  # a browser's window of its own for each page takes twice the time
    for path in pages:
        for address in addresses(path):
            page = opened.open(path, address)
            assert page.evaluate("document.documentElement.lang") == lang
            if grave := violations(page):
                found[path.name + address] = grave
    opened.page.close()
    assert found == {}


STOP = """() => {
  const node = document.activeElement;
  if (node === document.body || node === null) return null;
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  const named = node.getAttribute("aria-label") || node.title || node.labels?.[0]?.textContent || node.textContent
    || document.getElementById(node.getAttribute("aria-labelledby") ?? "")?.textContent || node.placeholder;
  const inside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  window.seen ??= new WeakSet();
  const again = window.seen.has(node);
  window.seen.add(node);
  return { what: node.outerHTML.slice(0, 120), inside, again, named: Boolean(named?.trim()),
    marked: style.outlineStyle !== "none" || style.boxShadow !== "none" };
}"""


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESK], ids=["desk"])  # a phone has no such key
def test_the_tab_key_reaches_named_visible_things_and_leaves_again(
    chromium: Browser, sample_output: Path, size: dict[str, int]
) -> None:
    opened = Opened(chromium, viewport=size)
    for path in kinds_of_pages(sample_output):
        page = opened.open(path)
        stops: list[dict[str, Any]] = []
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None or stop["again"]:
                break
            stops.append(stop)
        else:
            pytest.fail(f"{path.name}: the Tab key does not get out of the page")
        assert len(stops) >= 4, path.name
        wrong = [stop for stop in stops if not (stop["inside"] and stop["named"] and stop["marked"])]
        assert wrong == [], path.name
        assert opened.troubles == []
    opened.page.close()


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_runs_over_sideways(chromium: Browser, sample_output: Path, size: dict[str, int]) -> None:
    pages = kinds_of_pages(sample_output)
    opened = Opened(chromium, viewport=size)
    for path in pages:
        page = opened.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path.name
    opened.page.close()
