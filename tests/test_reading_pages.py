"""Reading pages: the whole text as it is, what was found in it, and an address for every sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from chromium import PHONE, Opened

from graph.build import build
from graph.model import Page, Source
from graph.reading import read
from graph.records.marks import Markings
from graph.store import open_graph
from graph.structure import parse
from graph.structure.contents import contents
from graph.view.addresses import page_of
from graph.view.reading_page import write_reading_pages
from graph.view.words import words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLAN = """ỦY BAN NHÂN DÂN
TỈNH TUYÊN QUANG
Số: 7/KH-UBND

KẾ HOẠCH
Thực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ

I. MỤC TIÊU
Đến năm 2025 lấp đầy 60% diện tích Khu công nghiệp Long Bình An \U0001f3ed và Cụm công nghiệp Tân Thành.
II. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương
- Chủ trì, phối hợp với Sở Tài chính rà soát quy hoạch, xong trong quý II/2023.

STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian
1\tLập đề án phát triển cụm công nghiệp\tSở Xây dựng\tSở Tài chính\tQuý IV/2024
2\tKiểm tra việc thực hiện\tThanh tra tỉnh\t\tHằng năm
"""
UPPER = "CHÍNH PHỦ\nSố: 124/NQ-CP\nHà Nội, ngày 03 tháng 9 năm 2020\n\nNGHỊ QUYẾT\nVề công nghiệp\n\nĐiều 1. Giao Bộ Công Thương.\n"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan in a folder of a folder, with CRLF and a letter beyond 16 bits, and the resolution that it implements."""
    folder = tmp_path_factory.mktemp("reading")
    (folder / "in" / "tỉnh 7" / "a").mkdir(parents=True)
    (folder / "in" / "tỉnh 7" / "a" / "kế hoạch #1.md").write_bytes(PLAN.replace("\n", "\r\n").encode())
    (folder / "in" / "nq.txt").write_text(UPPER, encoding="utf-8")
    return build([folder / "in"], folder / "output").out


@pytest.fixture(scope="module")
def plan(output: Path) -> Path:
    return output / "documents" / "tỉnh 7" / "a" / "kế hoạch #1.md.html"


def data(page: Path) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def text_of(page: Path) -> str:
    """The text that the characters count in."""
    return (next(p for p in page.parents if p.name == "documents").parent / data(page)["file"]).read_bytes().decode()


def place(page: Path, words: str, *, kind: str | None = None) -> tuple[int, int]:
    """Where the words that are marked (as `kind`) stand."""
    told, text = data(page), text_of(page)
    found = [
        (start, end)
        for start, end, number, _ in told["marks"]
        if text[start:end] == words and kind in (None, told["kinds"][number])
    ]
    assert found, f"{words!r} is not marked"
    return found[0]


def here(page: Page) -> str:
    return str(page.evaluate("[...document.querySelectorAll('mark.here')].map((m) => m.textContent).join('')"))


def panel(page: Page) -> str:
    return " ".join(page.locator("#panel").inner_text().split())


def test_every_document_that_was_read_has_its_page(sample_output: Path) -> None:
    graph = open_graph(sample_output)
    files = [str(file) for (file,) in graph.query("SELECT ?file { ?document pol:textFile ?file }").rows]
    pages = {path.relative_to(sample_output).as_posix() for path in (sample_output / "documents").rglob("*.html")}
    assert len(files) >= 12
    assert pages == {page_of(file) for file in files}


def test_two_texts_never_share_a_page() -> None:
    names = [
        "b",
        "b.txt",
        "b.md",
        "b.txt.txt",
        "b.txt.md",
        "b.md.txt",
        ".txt",
        "txt",
        "a/b.txt",
        "b.html",
        "b.html.txt",
    ]
    assert len({page_of(f"text/{name}") for name in names}) == len(names)


def test_the_same_input_gives_the_same_bytes(output: Path, plan: Path, tmp_path: Path) -> None:
    again = build([output.parent / "in"], tmp_path / "again").out
    assert (again / plan.relative_to(output)).read_bytes() == plan.read_bytes()


def test_pages_of_an_earlier_build_go(tmp_path: Path) -> None:
    for name in ("old.txt", "new.txt"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
        build([tmp_path / name], tmp_path / "output")
    assert [path.name for path in (tmp_path / "output" / "documents").iterdir()] == ["new.html"]


def test_marks_of_every_kind_are_found_where_they_are_printed(output: Path) -> None:
    graph = open_graph(output)
    ((iri, file),) = graph.query("SELECT ?d ?file { ?d pol:textFile ?file FILTER(CONTAINS(?file, '.md')) }").rows
    text = (output / str(file)).read_bytes().decode()
    found = {(mark.kind, mark.span.of(text)) for mark in Markings(graph).of(str(iri), text)}
    assert {
        ("relation", "Thực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ"),
        ("citation", "Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ"),
        ("zone", "Khu công nghiệp Long Bình An"),
        ("leads", "Sở Công Thương"),
        ("coordinates", "Sở Tài chính"),
        ("task", "Lập đề án phát triển cụm công nghiệp"),
        ("deadline", "xong trong quý II/2023"),
        ("deadline", "Quý IV/2024"),
        ("deadline", "Hằng năm"),
    } <= found
    assert all(mark.statements for mark in Markings(graph).of(str(iri), text))


@pytest.mark.browser
def test_the_text_is_all_there_character_by_character(opened: Opened, sample_output: Path, plan: Path) -> None:
    pages = [plan, *sorted((sample_output / "documents").rglob("*.html"))]
    assert len(pages) >= 13
    for path in pages:
        text = text_of(path)
        page = opened.open(path)
        blocks = page.evaluate(
            "[...document.querySelectorAll('[data-o]')].map((b) => [Number(b.dataset.o), b.textContent])"
        )
        assert all(text[start : start + len(words)] == words for start, words in blocks)
        covered = {at for start, words in blocks for at in range(start, start + len(words))}
        missing = "".join(c for at, c in enumerate(text) if at not in covered)
        assert set(missing) <= set(" \t\r\n|:-*_"), (
            "only what parts the cells of tables, or prints them bold, is left out"
        )
        assert (opened.requests, opened.troubles) == ([path.as_uri()], [])


@pytest.mark.browser
def test_every_mark_has_an_address_that_shows_its_words(opened: Opened, plan: Path) -> None:
    text, page = text_of(plan), opened.open(plan)
    marks = {(start, end) for start, end, _, _ in data(plan)["marks"]}
    assert len(marks) >= 15
    for start, end in sorted(marks):
        page.evaluate(f"location.hash = '#c={start}-{end}'")
        page.wait_for_function(f"document.getElementById('told').textContent.includes('{start}–{end}')")
        assert here(page) == text[start:end]
    assert opened.troubles == []


@pytest.mark.browser
def test_any_place_can_be_addressed_and_is_told_and_in_sight(opened: Opened, plan: Path) -> None:
    text = text_of(plan)
    start = text.index("\U0001f3ed")
    page = opened.open(plan, f"#c={start - 3}-{start + 4}")
    assert here(page) == "An \U0001f3ed và"
    assert page.locator("mark.here").first.evaluate("(m) => m.getBoundingClientRect().top < innerHeight")
    assert f"{start - 3}–{start + 4}" in page.locator("#told").inner_text()
    assert "Không có khẳng định nào về đúng đoạn này" in panel(page)
    assert "Cũng ở đây" in panel(page)  # the zone whose name ends there
    page = opened.open(plan, "#c=999999-999999999")
    assert here(page) == ""
    page = opened.open(plan, "#c=9-3")
    assert here(page) == ""
    assert opened.troubles == []


@pytest.mark.browser
def test_a_click_tells_what_was_said_and_leads_to_the_graph(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    start, end = place(plan, "Sở Xây dựng")
    page.locator(f'a.m[href="#c={start}-{end}"]').click()
    assert urlsplit(page.url).fragment == f"c={start}-{end}"
    assert "Sở Xây dựng tỉnh Tuyên Quang chủ trì → Lập đề án phát triển cụm công nghiệp quy tắc task:table" in panel(
        page
    )
    link = page.get_by_role("link", name="Xem trong đồ thị").first.get_attribute("href")
    assert link == "../../../graph.html#node=agency%2Ftuyen-quang%2Fso-xay-dung&view=near"
    assert (plan.parent / urlsplit(link).path).resolve().is_file()


@pytest.mark.browser
def test_a_piece_that_several_findings_cover_tells_them_all(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    start, end = place(plan, "Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ")
    page.locator(f'a.m[href="#c={start}-{end}"]').first.click()
    told = panel(page)
    assert "văn bản này nhắc đến → Nghị quyết số 124/NQ-CP" in told
    assert re.search("Cũng ở đây văn bản này thực hiện → Nghị quyết số 124/NQ-CP", told)
    task = place(plan, "Lập đề án phát triển cụm công nghiệp", kind="task")
    page.locator(f'a.m[href="#c={task[0]}-{task[1]}"]').first.click()
    assert "văn bản này giao nhiệm vụ → Lập đề án" in panel(page)
    time = place(plan, "Quý IV/2024")
    page.locator(f'a.m[href="#c={time[0]}-{time[1]}"]').click()
    assert "thời hạn: đến 2024-12-31" in panel(page)


@pytest.mark.browser
def test_the_legend_counts_and_filters(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    told = data(plan)
    for box in page.locator("#legend label").all():
        kind = box.locator("input").get_attribute("value")
        count = sum(told["kinds"][number] == kind for _, _, number, _ in told["marks"])
        assert box.locator(".count").inner_text() == str(count) != "0"
    zone = place(plan, "Khu công nghiệp Long Bình An")
    mark = page.locator(f'a.m[href="#c={zone[0]}-{zone[1]}"]')
    assert mark.evaluate("(m) => getComputedStyle(m).textDecorationLine") == "underline"
    page.get_by_label("khu, cụm").uncheck()
    assert mark.count() == 0
    assert page.evaluate("document.querySelectorAll('a.k-zone').length") == 0
    page.locator("#none").click()
    assert page.evaluate("document.querySelectorAll('#text a.m:not(.off)').length") == 0
    page.locator("#all").click()
    assert mark.count() == 1


@pytest.mark.browser
def test_under_a_hidden_mark_lies_the_next(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    cited = place(plan, "Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ")
    relation = place(plan, "Thực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ")
    page.get_by_label("viện dẫn").uncheck()
    assert page.locator(f'a[href="#c={cited[0]}-{cited[1]}"]').count() == 0
    assert page.locator(f'a.k-relation[href="#c={relation[0]}-{relation[1]}"]').count() == 2


@pytest.mark.browser
def test_the_keyboard_alone_leads_through_the_page(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    first = page.evaluate("document.activeElement.hash")
    assert page.evaluate("document.activeElement.matches('#text a.m')")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.hash") != first
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.hash") == first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-name"
    assert here(page) != ""
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hash") == first
    assert here(page) == ""
    assert urlsplit(page.url).fragment == ""
    assert opened.troubles == []


@pytest.mark.browser
def test_a_letter_typed_into_the_search_is_no_command(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    page.get_by_role("searchbox").click()
    page.keyboard.type("nnp")
    assert page.get_by_role("searchbox").input_value() == "nnp"
    assert page.evaluate("document.activeElement.id") == "query"


@pytest.mark.browser
def test_the_text_is_searched_without_diacritics_and_over_line_ends(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    page.get_by_role("searchbox").fill("ubnd tinh")
    assert page.locator("#hits").inner_text() == "0 chỗ"
    page.get_by_role("searchbox").fill("cum cong nghiep")
    assert page.locator("#hits").inner_text() == "2 chỗ"
    page.keyboard.press("Enter")
    assert page.locator("#hits").inner_text() == "chỗ 1 trong 2"
    assert here(page) == "Cụm công nghiệp"
    page.keyboard.press("Enter")
    assert here(page) == "cụm công nghiệp"
    page.keyboard.press("Shift+Enter")
    assert here(page) == "Cụm công nghiệp"


@pytest.mark.browser
def test_the_language_changes_and_the_text_does_not(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    start, end = place(plan, "Sở Xây dựng")
    page.locator(f'a.m[href="#c={start}-{end}"]').click()
    before = page.locator("#text").inner_text()
    page.get_by_role("button", name="English").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#outline-name").inner_text() == "Contents"
    assert "leads → Lập đề án phát triển cụm công nghiệp rule task:table" in panel(page)
    assert page.get_by_label("deadlines").count() == 1
    assert page.locator("#text").inner_text() == before
    assert page.locator("#text").get_attribute("lang") == "vi"
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.locator("#outline-name").inner_text() == "Mục lục"
    assert opened.troubles == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_pages_are_built_in_the_language_asked_for(tmp_path: Path, lang: str) -> None:
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    page = (build([tmp_path / "a.txt"], tmp_path / "output", lang=lang).out / "documents" / "a.html").read_text("utf-8")
    assert f'<html lang="{lang}">' in page
    assert f">{words(lang, 'reading')['reading']['outline']}</h2>" in page


@pytest.mark.browser
def test_the_citation_is_copied_with_file_and_characters(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    start, end = place(plan, "Sở Xây dựng")
    page.locator(f'a.m[href="#c={start}-{end}"]').click()
    page.locator("#copy").click()
    page.wait_for_function("window.copied")
    expected = f"“Sở Xây dựng” — Kế hoạch số 7/KH-UBND, tỉnh Tuyên Quang; {data(plan)['file']}, ký tự {start}–{end}"
    assert page.evaluate("window.copied") == expected
    assert page.locator("#told").inner_text() == "Đã chép trích dẫn."


@pytest.mark.browser
def test_the_head_of_the_page_tells_facts_and_leads_to_related_documents(
    opened: Opened, output: Path, plan: Path
) -> None:
    page = opened.open(plan)
    facts = " ".join(page.locator("#facts").inner_text().split())
    assert "Số 7/KH-UBND" in facts
    assert "Cơ quan ban hành Ủy ban nhân dân tỉnh Tuyên Quang" in facts
    page.locator("#facts").get_by_role("link", name="Nghị quyết số 124/NQ-CP").click()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert unquote(urlsplit(page.url).path) == str(output / "documents" / "nq.html")
    assert "được thực hiện bởi Kế hoạch số 7/KH-UBND" in " ".join(page.locator("#facts").inner_text().split())
    page.locator("#facts").get_by_role("link", name="Kế hoạch số 7/KH-UBND").click()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert unquote(urlsplit(page.url).path) == str(plan)
    page.locator("#pages").get_by_role("link", name="Đồ thị").click()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert urlsplit(page.url).path == (output / "graph.html").as_uri().removeprefix("file://")
    assert opened.troubles == []


@pytest.mark.browser
def test_the_outline_leads_to_its_part(opened: Opened, plan: Path) -> None:
    opened.page.set_viewport_size({"width": 1366, "height": 300})
    page = opened.open(plan)
    entries = page.locator("#outline li").all_inner_texts()
    assert [entry.strip() for entry in entries] == ["I. MỤC TIÊU", "II. TỔ CHỨC THỰC HIỆN", "1. Sở Công Thương"]
    page.locator("#outline").get_by_role("link", name="II. TỔ CHỨC THỰC HIỆN").click()
    heading = page.get_by_role("heading", name="II. TỔ CHỨC THỰC HIỆN")
    assert heading.evaluate("(h) => h.getBoundingClientRect().top >= 0 && h.getBoundingClientRect().top < 60")


@pytest.mark.browser
def test_tables_are_tables(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    rows = page.locator("#text table tr").all()
    assert [cell.inner_text().strip() for cell in rows[2].locator("td").all()] == [
        "2", "Kiểm tra việc thực hiện", "Thanh tra tỉnh", "", "Hằng năm",
    ]  # fmt: skip


@pytest.mark.browser
def test_nothing_runs_over_on_a_phone_and_the_panel_closes(chromium: Browser, plan: Path) -> None:
    opened = Opened(chromium, viewport=PHONE, has_touch=True)
    page = opened.open(plan)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.locator("#panel").is_hidden()
    start, end = place(plan, "Khu công nghiệp Long Bình An")
    page.locator(f'a.m[href="#c={start}-{end}"]').tap()
    assert page.locator("#panel").is_visible()
    page.wait_for_timeout(100)
    bottom = page.locator("mark.here").first.evaluate("(m) => m.getBoundingClientRect().bottom")
    assert bottom < page.locator("#panel").evaluate("(p) => p.getBoundingClientRect().top")
    page.get_by_role("button", name="Đóng").tap()
    assert page.locator("#panel").is_hidden()
    assert opened.troubles == []
    page.close()


@pytest.mark.browser
def test_on_paper_stands_the_text_with_its_marks(opened: Opened, plan: Path) -> None:
    page = opened.open(plan)
    page.emulate_media(media="print")
    assert page.locator("#text table").is_visible()
    for part in ("#side", "#outline", "#pages"):
        assert page.locator(part).is_hidden()
    assert page.locator("a.k-zone").first.evaluate("(m) => getComputedStyle(m).textDecorationLine") == "underline"


@pytest.mark.browser
def test_the_text_can_be_read_without_scripts(chromium: Browser, plan: Path) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(plan.as_uri())
    assert "Sở Công Thương" in page.locator("#text").inner_text()
    assert page.locator("noscript p").count() == 1
    page.close()


@pytest.mark.browser
def test_pages_of_a_scan_are_marked_and_told(opened: Opened, output: Path, tmp_path: Path) -> None:
    text = (output / "text" / "nq.txt").read_text(encoding="utf-8")
    document = parse(Source("nq.txt", text, pages=(Page(1, 0), Page(2, text.index("Bộ Công")))))
    (written,) = write_reading_pages(output, open_graph(output), [(document, contents(document))])
    try:
        start = text.index("Bộ Công Thương")
        page = opened.open(output / written, f"#c={start}-{start + 14}")
        assert page.locator(".page").count() == 2
        assert here(page) == "Bộ Công Thương"
        assert f"ký tự {start}–{start + 14} · trang 2" in panel(page)
    finally:
        whole = parse(read(output.parent / "in" / "nq.txt"))
        write_reading_pages(output, open_graph(output), [(whole, contents(whole))], beside=["graph"])


@pytest.mark.browser
def test_from_the_evidence_in_the_graph_to_the_sentence_and_back(opened: Opened, output: Path, plan: Path) -> None:
    page = opened.open(output / "graph.html", "#node=agency%2Ftuyen-quang%2Fso-xay-dung&view=near")
    start, end = place(plan, "Sở Xây dựng")
    page.locator(f'a[href$="#c={start}-{end}"]').first.click()
    page.wait_for_selector("mark.here")
    assert unquote(urlsplit(page.url).path) == str(plan)
    assert here(page) == "Sở Xây dựng"
    assert "chủ trì → Lập đề án phát triển cụm công nghiệp" in panel(page)
    page.get_by_role("link", name="Xem trong đồ thị").first.click()
    page.wait_for_url("**/graph.html#node=*")
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert page.get_by_role("heading", name="Sở Xây dựng tỉnh Tuyên Quang").is_visible()
    assert opened.troubles == []


def test_what_is_hatched_is_explained_where_something_is(sample_output: Path) -> None:
    pages = [path.read_text("utf-8") for path in sorted((sample_output / "documents").rglob("*.html"))]
    hatched = [bool(re.search(r'<a class="m [^"]*\bdoubt"', page)) for page in pages]
    assert hatched == ['data-t="reading.in_doubt"' in page for page in pages]
    assert {True, False} == set(hatched)
