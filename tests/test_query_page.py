"""The page that asks the graph, in a browser, over a real server: choose, fill in, ask, sort, follow, download, share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import DESK, PHONE
from openpyxl import load_workbook
from serving import Served, serving
from test_accessible import violations

from graph.store import open_graph, questions
from graph.view import query_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def served(sample_output: Path) -> Iterator[Served]:
    with serving(sample_output, "--timeout", "10") as made:
        yield made


class Asked:
    """The page, and whatever went wrong in it: complaints, and requests to any place but its server."""

    def __init__(self, browser: Browser, served: Served, **options: Any) -> None:
        self.context = browser.new_context(
            **{"viewport": DESK, "permissions": ["clipboard-read", "clipboard-write"], **options}
        )
        self.page: Page = self.context.new_page()
        self.url, self.troubles, self.away = served.url, list[str](), list[str]()
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.away.append(url)

    def open(self, address: str = "") -> Page:
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}/{address}")
        self.page.wait_for_selector("html[data-ready=yes]", state="attached")
        if address:
            self.answered()
        return self.page

    def answered(self) -> None:
        self.page.wait_for_selector("html[data-asked=yes]", state="attached")

    def ask(self) -> None:
        self.page.evaluate("document.documentElement.dataset.asked = 'no'")
        self.page.click("#run")
        self.answered()

    def rows(self) -> list[list[str]]:
        script = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        found: list[list[str]] = self.page.eval_on_selector_all("#table tbody tr", script)
        return found


@pytest.fixture
def asked(chromium: Browser, served: Served) -> Iterator[Asked]:
    made = Asked(chromium, served)
    yield made
    made.context.close()
    assert made.troubles == []
    assert made.away == []


def test_choose_fill_in_ask_sort_and_follow_a_row_to_its_sentence(asked: Asked) -> None:
    page = asked.open()
    page.fill("#find", "loi van nao, o dau")
    page.click("#questions button[data-name=evidence]")
    assert page.evaluate("document.activeElement.id") == "open-document"
    page.wait_for_selector("#names-document option", state="attached")
    page.fill("#open-document", "223/KH-UBND")
    page.keyboard.press("Enter")
    page.wait_for_selector("#table tbody tr")
    rows = asked.rows()
    assert len(rows) == 34
    page.click("#table th button:text-is('start')")
    page.click("#table th button:text-is('start')")
    starts = [int(row[6]) for row in asked.rows()]
    assert starts == sorted(starts, reverse=True)
    assert page.get_attribute("#table th:has(button:text-is('start'))", "aria-sort") == "descending"
    words = asked.rows()[0][4]
    page.click("#table tbody tr:first-child a.words")
    page.wait_for_url(re.compile(r"/documents/mau-223-kh-ubnd-2021\.html#c=\d+-\d+$"))
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert words.split()[0] in page.inner_text("body")


def test_names_lead_to_the_things_that_are_called_so(asked: Asked) -> None:
    page = asked.open("#name=most-cited")
    page.click("#table a:text-is('Nghị quyết số 124/NQ-CP')")
    page.wait_for_url(re.compile(r"/documents/mau-124-nq-cp-2020\.md\.html$"))
    page.go_back()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    asked.open("#query=SELECT%20%3Fa%20%7B%20%3Fa%20a%20pol%3AAgency%20%7D%20ORDER%20BY%20%3Fa%20LIMIT%203")
    page.click("#table tbody tr:first-child a")
    page.wait_for_url(re.compile(r"/graph\.html#node=agency/.*&view=agency$"))


def test_several_names_in_a_cell_lead_each_to_its_own(asked: Asked) -> None:
    page = asked.open("#name=agency-tasks&$agency=Sở Công Thương tỉnh Tuyên Quang&$quarter=2022-Q2")
    assert page.locator("#table a:text-is('Ủy ban nhân dân huyện Yên Sơn')").count() == 1
    page.click("#table a:text-is('Ủy ban nhân dân huyện Sơn Dương')")
    page.wait_for_url(re.compile(r"/graph\.html#node=agency/.*son-duong.*"))


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_the_answer_is_taken_away(asked: Asked, sample_output: Path, format: str) -> None:
    page = asked.open("#name=workload-by-agency")
    with page.expect_download() as download:
        page.click(f"#save-{format}")
    assert download.value.suggested_filename == f"workload-by-agency.{format}"
    held = Path(download.value.path()).read_bytes()
    expected = open_graph(sample_output).query("workload-by-agency")
    if format == "csv":
        assert held.decode() == expected.to("csv")
    elif format == "json":
        assert json.loads(held) == json.loads(expected.to("json"))
    else:
        sheet = load_workbook(BytesIO(held)).active
        assert sheet is not None
        rows = [*sheet.iter_rows(values_only=True)]
        assert rows[0] == expected.columns
        assert [tuple(row) for row in rows[1:]] == expected.values


def test_an_address_asks_the_same_again(asked: Asked) -> None:
    page = asked.open("#name=agency-tasks&$agency=so%20cong%20thuong&$quarter=2022-Q2&lang=en")
    first = asked.rows()
    assert len(first) == 2
    page.click("#share")
    page.wait_for_selector("#said:has-text('copied')")
    address = page.evaluate("navigator.clipboard.readText()")
    asked.open(address.removeprefix(f"{asked.url}/"))
    assert asked.rows() == first
    assert page.input_value("#open-quarter") == "2022-Q2"
    page.click("summary[data-word='history.title']")
    assert "so cong thuong, 2022-Q2" in page.inner_text("#asked li:first-child")
    page.click("#forget")
    assert page.inner_text("#asked") == "Nothing yet."


def test_what_was_asked_before_is_asked_again_from_the_history_and_by_the_way_back(asked: Asked) -> None:
    page = asked.open("#name=most-cited")
    page.click("#questions button[data-name=delays]")
    page.wait_for_selector("#table th:first-child button:text-is('place_name')")
    page.go_back()
    page.wait_for_selector("#table th:first-child button:text-is('document')")
    page.click("summary[data-word='history.title']")
    page.click("#asked button >> nth=1")
    page.wait_for_selector("#table th:first-child button:text-is('place_name')")


def test_a_query_of_ones_own_is_written_with_completion_and_asked_by_the_keyboard_alone(asked: Asked) -> None:
    page = asked.open()
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className.includes('ace_text-input')"):
            break
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Câu hỏi bằng SPARQL"
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?x WHERE { ?x a pol:Regul", delay=40)
    page.wait_for_selector(".ace_autocomplete")
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#table tbody tr")
    assert len(asked.rows()) == 2
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"  # Tab leaves the editor


def test_a_wrong_query_is_told_with_its_place(asked: Asked) -> None:
    page = asked.open("#query=SELECT%20*%20%7B%0A%20%20%3Fs%20pol%3Aimplements%20%7D")
    assert page.inner_text("#said").startswith("the query is wrong at line 2, column 21")
    assert page.locator(".ace_gutter-cell.ace_error").count() == 1
    assert asked.troubles.pop().startswith("Failed to load resource: the server responded with a status of 400")


def test_numbers_are_drawn_as_bars_and_triples_as_a_graph(asked: Asked) -> None:
    page = asked.open("#name=workload-by-agency&view=chart&lang=en")
    assert page.locator("#chart svg rect").count() == 3 + 40 * 3
    assert page.get_attribute("#chart svg", "aria-label") == "Chart: leads, coordinates, documents by agency"
    page = asked.open("#name=chain-picture&$document=124/NQ-CP")
    boxes = page.locator("#picture svg a")
    assert boxes.count() == 7
    assert page.locator("#picture svg path[marker-end]").count() == 6
    page.click("#as-table")
    assert len(asked.rows()) == 13
    page.click("#as-picture")
    page.click("#picture svg text:text-is('Nghị quyết số 124/NQ-CP')")
    page.wait_for_url(re.compile(r"/documents/mau-124-nq-cp-2020"))


def test_both_languages_and_every_question(asked: Asked) -> None:
    page = asked.open()
    assert page.locator("#questions button").count() == len(questions()) == 58
    assert page.inner_text("h1") == "Hỏi đồ thị"
    page.click("#language")
    assert page.inner_text("h1") == "Ask the graph"
    shown = set(page.locator("#questions button").all_inner_texts())
    assert shown == {question.en for question in questions()}
    page.fill("#find", "zzzz")
    assert page.inner_text("#questions") == "No question has these words."


def test_words_of_documents_are_never_markup(asked: Asked) -> None:
    bad = "<img src=x onerror=alert(1)>"
    page = asked.open(
        f"#query={'SELECT (STRLANG(%22' + bad + '%22, %22vi%22) AS ?x) (<javascript:alert(1)> AS ?y) {}'}"
    )
    assert asked.rows() == [[bad, "javascript:alert(1)"]]
    assert page.locator("#table img").count() == 0
    assert page.eval_on_selector_all("#table a", "links => links.map(link => link.protocol)") == ["http:"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("address", ["", "#name=agency-tasks&$quarter=2022-Q2&lang=en", "#name=workload-by-agency&view=chart",
                                     "#name=chain-picture&$document=124/NQ-CP"])  # fmt: skip
def test_axe_finds_nothing_grave(chromium: Browser, served: Served, address: str, size: Any) -> None:
    made = Asked(chromium, served, viewport=size)
    assert violations(made.open(address)) == []
    assert made.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    made.context.close()


def test_without_the_editor_s_package_a_plain_field_takes_its_place(
    chromium: Browser, sample_output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_page, "find_spec", lambda name: None)
    text = query_page.query_page(open_graph(sample_output))
    assert "ace/mode/sparql" not in text.partition("query/editor")[0][:100]
    page = chromium.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.set_content(text)
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert page.is_visible("#query")
    assert "SELECT ?document" in page.input_value("#query")
    assert troubles == []
    page.close()
