"""search.html: anything on any page is found without diacritics, from the disk and offline; and what is found is really there."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import PHONE, Opened

from graph.build import build
from graph.store import open_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\n\nSố: 31/KH-UBND\nCà Mau, ngày 04 tháng 5 năm 2026\n\nKẾ HOẠCH\nGiữ bến đò\n\nI. NHIỆM VỤ\n"


def searched(opened: Opened, out: Path, words: str) -> Page:
    page = opened.open(out / "search.html", "#q=" + words)
    page.wait_for_function("words => document.documentElement.dataset.searched === words", arg=words)
    return page


def found(page: Page, kind: str) -> list[tuple[str, str]]:
    """Names and addresses in a section of the results, all of them."""
    more = page.locator(f"section[data-kind={kind}] button")
    if more.count():
        more.click()
    links = page.locator(f"section[data-kind={kind}] li a")
    return [(str(link.text_content()), str(link.get_attribute("href"))) for link in links.all()]


def test_the_overview_leads_to_the_search_and_every_page_to_it(opened: Opened, sample_output: Path) -> None:
    page = opened.open(sample_output / "index.html")
    page.get_by_role("searchbox", name="Tìm văn bản").fill("sct tuyen quang")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.documentElement.dataset.searched === 'sct tuyen quang'")
    assert found(page, "things") == [
        ("Sở Công Thương tỉnh Tuyên Quang", "graph.html#node=agency/tuyen-quang/so-cong-thuong&view=agency")
    ]
    for name in ("graph.html", "ontology.html", "search.html", "documents/mau-223-kh-ubnd-2021.html"):
        text = (sample_output / name).read_text("utf-8")
        links = {href.rpartition("/")[2] for href in re.findall(r'href="([\w./]+\.html)["#]', text)}
        assert {"index.html", "search.html", "graph.html", "ontology.html"} - {name} <= links, name
    assert (opened.away, opened.troubles) == ([], [])


def test_a_document_a_task_and_a_sentence_are_found_and_the_links_arrive(opened: Opened, sample_output: Path) -> None:
    page = searched(opened, sample_output, "223/kh-ubnd")
    assert ("Kế hoạch số 223/KH-UBND", "documents/mau-223-kh-ubnd-2021.html") in found(page, "documents")
    page = searched(opened, sample_output, "thuy dien ve dich")
    names = found(page, "things")
    assert len(names) == 1
    places = found(page, "sentences")
    assert len(places) == 1
    text = (sample_output / "text" / "mau-223-kh-ubnd-2021.txt").read_text("utf-8")
    start, end = map(int, re.findall(r"\d+", places[0][1].partition("#c=")[2]))
    assert text[start:end] == "thủy điện về đích"
    page.locator("section[data-kind=sentences] a").click()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert "thủy điện về đích" in str(page.locator("mark.here").first.text_content())
    assert opened.troubles == []


@pytest.mark.parametrize("words", ["quy hoạch", "phoi hop voi", "khu cong nghiep long binh an", "124/NQ-CP"])
def test_it_finds_every_place_that_the_texts_have(opened: Opened, sample_output: Path, words: str) -> None:
    """Held against the texts themselves, folded by Python."""

    def bare(text: str) -> str:
        split = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
        return "".join(c for c in split if not unicodedata.combining(c))

    terms = re.split(r"[^a-z0-9]+", bare(words))
    phrase = re.compile(r"(?<!\w)" + r"[\W_]{1,40}".join(terms))
    there = 0
    for path in sorted((sample_output / "text").iterdir()):
        there += len(phrase.findall(bare(path.read_bytes().decode("utf-8"))))
    page = searched(opened, sample_output, words)
    places = found(page, "sentences")
    marked = page.locator("section[data-kind=sentences] mark").all_text_contents()
    assert sum(bool(phrase.fullmatch(bare(words_))) for words_ in marked) == there > 0
    assert len(places) >= there


def test_words_near_each_other_are_found_in_any_order(opened: Opened, tmp_path: Path) -> None:
    lines = "1. Sở Xây dựng sơn cọc neo ở bến đò ngang.\n2. Sở Y tế đo nước.\n" + "x" * 400 + "\nbến\n"
    (tmp_path / "a.txt").write_text(HEAD + lines, encoding="utf-8")
    out = build([tmp_path / "a.txt"], tmp_path / "out").out
    page = searched(opened, out, "bến cọc neo")
    assert page.locator("section[data-kind=sentences] li").count() == 1
    page = searched(opened, out, "cọc nước")
    assert page.locator("section[data-kind=sentences]").count() == 0


def test_signs_beyond_the_plane_and_decomposed_letters_move_no_address(opened: Opened, tmp_path: Path) -> None:
    text = HEAD + "1. \U0001f9e8\U0001f9e8 Sở Xây dựng sơn co\u0323c neo \U0001f9e8 ở bến đò.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    out = build([tmp_path / "a.txt"], tmp_path / "out").out
    page = searched(opened, out, "coc neo")
    ((_, href),) = found(page, "sentences")
    start, end = map(int, re.findall(r"\d+", href.partition("#c=")[2]))
    assert text[start:end] == "co\u0323c neo"


def test_hostile_words_are_words(opened: Opened, tmp_path: Path) -> None:
    hostile = "1. Sở Y tế </script><img src=x onerror=alert(1)> \u202e đo (a+)+$ nước.\n"
    (tmp_path / "a<script>.txt").write_text(HEAD + hostile, encoding="utf-8")
    out = build([tmp_path], tmp_path / "out").out
    for words in ("img src", "(a+)+$", "</script>", "\\", "*", "nước", "onerror"):
        page = opened.open(out / "search.html")
        page.locator("#query").fill(words)
        page.wait_for_function("words => document.documentElement.dataset.searched === words", arg=words)
        assert page.locator("main img").count() == 0
    assert (opened.troubles, opened.away) == ([], [])
    assert "\u202e" not in str(page.locator("main").text_content())


def test_the_page_changes_its_language_and_fits_a_phone(chromium: Browser, sample_output: Path) -> None:
    opened = Opened(chromium, viewport=PHONE)
    page = searched(opened, sample_output, "quy hoach")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("#language").click()
    page.wait_for_function("() => document.querySelector('section h2').textContent.startsWith('Documents')")
    opened.open(sample_output / "ontology.html")
    assert page.evaluate("document.documentElement.lang") == "en"
    opened.page.close()


def test_who_opens_the_search_can_write_at_once(chromium: Browser, sample_output: Path) -> None:
    page = chromium.new_page()
    page.goto((sample_output / "search.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("document.activeElement.tagName") == "BODY"  # the Tab key begins at the links above
    page.keyboard.type("cho")
    page.wait_for_selector("#results a")
    assert page.input_value("#query") == "cho"
    page.close()


def test_what_cannot_be_found_is_said(opened: Opened, sample_output: Path) -> None:
    page = searched(opened, sample_output, "zzzz")
    assert page.locator("#told").text_content() == "Không tìm thấy gì."


def test_every_thing_of_the_graph_is_in_it(sample_output: Path, opened: Opened) -> None:
    page = opened.open(sample_output / "search.html")
    rows = page.evaluate("""async () => {
      const bytes = Uint8Array.from(atob(document.getElementById("things").textContent), (c) => c.charCodeAt(0));
      return JSON.parse(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
    }""")
    kinds = "pol:PolicyDocument pol:Agency pol:AgencyGroup pol:Task pol:Measure pol:Zone pol:Project pol:Indicator pol:Place"
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ VALUES ?kind {{ {kinds} }} ?x a ?kind ; rdfs:label ?name }}"
    assert str(len(rows)) == open_graph(sample_output).query(query).rows[0][0]
    assert json.dumps(rows).count("graph.html#node=") > 100


def test_a_wide_table_shows_that_it_goes_on(chromium: Browser, sample_output: Path) -> None:
    opened = Opened(chromium, viewport=PHONE)
    page = opened.open(sample_output / "index.html")
    table = page.locator("#tasks .wide")
    fades = "part => getComputedStyle(part).maskImage.startsWith('linear-gradient')"
    assert table.evaluate(fades)
    table.evaluate("part => { part.scrollLeft = part.scrollWidth; }")
    page.wait_for_function("() => !document.querySelector('#tasks .wide').classList.contains('on')")
    assert not table.evaluate(fades)
    opened.page.close()


def test_every_page_is_dark_where_the_system_is_and_printed_on_white(chromium: Browser, sample_output: Path) -> None:
    opened = Opened(chromium, color_scheme="dark")
    for name in ("index.html", "graph.html", "ontology.html", "search.html", "documents/mau-223-kh-ubnd-2021.html"):
        page = opened.open(sample_output / name)
        look = "getComputedStyle(document.documentElement).filter"
        assert "invert" in page.evaluate(look), name
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate(look) == "none", name
        page.emulate_media(media="screen", color_scheme="light")
        assert page.evaluate(look) == "none", name
        page.emulate_media(media="screen", color_scheme="dark")
    opened.page.close()
