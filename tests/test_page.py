"""graph.html: one file, opened from the disk without a network, that no document can turn against its reader."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.model import Claim, Entity, Facts, PartialDate, Ref, Span, Value
from graph.rdf import quads
from graph.store import write
from graph.view.page import MOST, write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = (
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=2>",
    "\"'><svg onload=window.pwned=3>",
    "<!--<script>",
    "javascript:window.pwned=4",
    "{{ 7*7 }}{% raw %}",
    "<a href=https://example.org>href</a>",
    "\\u003cscript\\u003e\u2028window.pwned=5\u2029",
    "[liên kết](javascript:window.pwned=6) **đậm**",
    "\u202egnort nab văn\u202c \u2067\u200fbản",
)


def paper(id: str, label: str, *, tier: int = 6, **values: Value) -> Entity:
    told = [(name.replace("_", ":", 1), value) for name, value in values.items()]
    return Entity(f"document/{id}", "Plan", label, values=tuple(sorted([*told, ("pol:tier", tier)])))


def says(subject: str, predicate: str, object: str, exact: str, **more: Any) -> Claim:
    here = f"document/{subject}"
    return Claim(here, f"pol:{predicate}", f"document/{object}", here, Span(7, 7 + len(exact)), exact, "test", **more)


def built(out: Path, *facts: Entity | Claim) -> Path:
    """The page of a graph of these facts."""
    entities = tuple(fact for fact in facts if isinstance(fact, Entity))
    claims = tuple(fact for fact in facts if isinstance(fact, Claim))
    out.mkdir(exist_ok=True)
    write(quads(Facts(entities, claims)), out)
    return write_page(out)


def industry() -> tuple[Entity | Claim, ...]:
    ubnd = Entity("agency/ubnd", "Agency", "Ủy ban nhân dân tỉnh Phú Yên")
    files: dict[str, Any] = {"pol_sourceFile": "phu-yen.txt", "pol_textFile": "t.txt"}
    words = [f"Thực hiện lần {i} Nghị quyết số 124/NQ-CP" for i in range(4)]
    return (
        ubnd,
        paper("23", "Nghị quyết 23-NQ/TW", tier=1, eli_id_local="23-NQ/TW", eli_date_document=PartialDate(2018, 3, 22)),
        paper("124", "Nghị quyết 124/NQ-CP", tier=3, eli_id_local="124/NQ-CP"),
        paper("plan", "Kế hoạch của Phú Yên", eli_passed_by=Ref(ubnd.id), **files),
        paper("old", "Kế hoạch cũ của Đồng Tháp"),
        says("124", "implements", "23", "cụ thể hóa Nghị quyết số 23-NQ/TW"),
        *(says("plan", "implements", "124", exact) for exact in words),
        says("plan", "cites", "23", "theo Nghị quyết 23"),
        says("old", "implements", "124", "thực hiện 124", edge=False, warning="ban hành trước"),
    )  # fmt: skip


def hostile() -> tuple[Entity | Claim, ...]:
    facts: list[Entity | Claim] = []
    for i, text in enumerate(HOSTILE):
        agency = Entity(f"agency/{i}", "Agency", text)
        more = {
            "eli_id_local": f"{i} {text}",
            "dcterms_title": f"x {text}",
            "pol_sourceFile": text,
            "pol_textFile": text,
        }
        facts += [agency, paper(f"h{i}", text, eli_passed_by=Ref(agency.id), **more)]  # type: ignore[arg-type]
        facts.append(says(f"h{i}", "implements", f"h{(i + 1) % len(HOSTILE)}", text, warning=text))
    return tuple(facts)


class Parts(HTMLParser):
    """What a browser finds in the page: scripts and styles by kind, the policy, every address."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, str]] = []
        self.policy, self.addresses = "", list[str]()
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.addresses += [str(told[name]) for name in ("src", "href", "action", "data") if name in told]
        self.policy = told["content"] or "" if told.get("http-equiv") == "Content-Security-Policy" else self.policy
        self._open = f"{tag} {told.get('type', '')}".strip() if tag in ("script", "style") else None
        if self._open:
            self.parts.append((self._open, ""))

    def handle_data(self, data: str) -> None:
        if self._open:
            kind, text = self.parts[-1]
            self.parts[-1] = (kind, text + data)

    def handle_endtag(self, tag: str) -> None:
        self._open = None


def parts(page: Path) -> Parts:
    found = Parts()
    found.feed(page.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("facts", [industry(), hostile(), ()], ids=["industry", "hostile", "empty"])
def test_the_policy_allows_exactly_what_was_put_in(tmp_path: Path, facts: tuple[Entity | Claim, ...]) -> None:
    found = parts(built(tmp_path / "a", *facts))
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for kind, text in found.parts
        if kind in ("script", "style")
    ]
    assert [kind for kind, _ in found.parts] == ["style", *["script application/json"] * 4, *["script"] * 3]
    assert sorted(hashes) == sorted(re.findall(r"'sha256-[^']+'", found.policy))
    assert found.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in found.policy
    assert found.addresses == []


def test_data_of_the_page_is_what_the_graph_says(tmp_path: Path) -> None:
    texts = [text for kind, text in parts(built(tmp_path / "a", *hostile())).parts if kind.endswith("json")]
    assert not any("<" in text for text in texts)
    nodes, edges, _, page = map(json.loads, texts)
    assert [node["card"]["label"] for node in nodes] == list(HOSTILE)
    assert [page["quotes"][edge["quotes"][0]]["exact"] for edge in edges] == list(HOSTILE)


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (built(tmp_path / name, *industry()).read_bytes() for name in "ab")
    assert first == second
    assert b"\r" not in first


def test_a_large_graph_keeps_what_was_read_and_says_what_is_left_out(tmp_path: Path) -> None:
    cited = [paper(f"c{i:04}", f"Văn bản {i}") for i in range(MOST + 7)]
    read = paper("z", "Kế hoạch đã đọc", pol_sourceFile="z.txt")
    page = built(tmp_path / "a", *cited, read, says("z", "cites", f"c{MOST + 6}", "viện dẫn"))
    nodes, edges, _, told = (json.loads(text) for kind, text in parts(page).parts if kind.endswith("json"))
    labels = {node["card"]["label"] for node in nodes}
    assert len(nodes) == MOST
    assert told["folded"] == 8
    assert {"Kế hoạch đã đọc", f"Văn bản {MOST + 6}"} <= labels
    assert len(edges) == 1


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Opened:
    """A page in the browser without a network, and everything that went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page, self.requests, self.troubles = page, list[str](), list[str]()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.troubles.append(message.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", lambda dialog: self.troubles.append(dialog.message))

    def open(self, path: Path) -> Page:
        self.page.context.set_offline(True)
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("html[data-ready=yes]", state="attached")
        return self.page


@pytest.fixture(scope="module")
def industry_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("page") / "industry", *industry())


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    yield Opened(page)
    page.close()


def panel(page: Page) -> str:
    return page.locator("#panel").inner_text()


@pytest.mark.browser
def test_it_opens_without_a_network_and_asks_for_nothing(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    assert page.locator("#summary").inner_text() == "1 văn bản đã đọc · 3 được viện dẫn · 3 quan hệ"
    assert page.get_by_role("listbox").get_by_role("option").count() == 4
    assert page.evaluate(
        "document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight"
    )
    assert (opened.requests, opened.troubles) == ([industry_page.as_uri()], [])


@pytest.mark.browser
def test_a_document_is_found_without_diacritics_and_by_keyboard_alone(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("phu yen ke hoach")
    assert [option.inner_text().split("\n")[0] for option in page.get_by_role("option").all()] == [
        "Kế hoạch của Phú Yên"
    ]
    page.keyboard.press("ArrowDown")
    active = page.get_by_role("searchbox").get_attribute("aria-activedescendant")
    assert active == page.get_by_role("option").first.get_attribute("id")
    page.keyboard.press("Enter")
    assert page.get_by_role("option", selected=True).count() == 1
    assert page.evaluate("document.activeElement.textContent") == "Kế hoạch của Phú Yên"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.id") == "query"
    assert opened.troubles == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "first"), [("124/nq-cp", "Nghị quyết 124/NQ-CP"), ("dong thap", "Kế hoạch cũ của Đồng Tháp")]
)
def test_the_document_of_a_number_comes_first(opened: Opened, tmp_path: Path, words: str, first: str) -> None:
    page = opened.open(built(tmp_path / "a", *industry(), paper("x", "Về 124/NQ-CP", pol_sourceFile="x.txt")))
    page.get_by_role("searchbox").fill(words)
    assert page.get_by_role("option").first.inner_text().split("\n")[0] == first
    page.get_by_role("searchbox").fill("không có gì")
    assert page.locator("#found").inner_text() == "0 văn bản"


@pytest.mark.browser
def test_the_panel_shows_facts_edges_and_their_words(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    page.get_by_role("option", name="Kế hoạch của Phú Yên").click()
    told = panel(page)
    for expected in (
        "Ủy ban nhân dân tỉnh Phú Yên", "HĐND, UBND tỉnh", "phu-yen.txt", "thực hiện (1)", "viện dẫn (1)",
        "Thực hiện lần 0 Nghị quyết số 124/NQ-CP", "t.txt · ký tự 7–46", "2 trích dẫn nữa",
    ):  # fmt: skip
        assert expected in told
    page.get_by_role("button", name="Nghị quyết 124/NQ-CP").click()
    told = panel(page)
    assert "được thực hiện bởi (1)" in told
    assert "chỉ được viện dẫn" in told
    assert re.search(r"nói nhưng không vẽ \(1\)\s+được thực hiện bởi Kế hoạch cũ của Đồng Tháp", told)
    assert "⚠ ban hành trước" in told
    assert opened.troubles == []


@pytest.mark.browser
def test_a_click_in_the_picture_opens_the_document_under_it(opened: Opened, tmp_path: Path) -> None:
    page = opened.open(built(tmp_path / "a", paper("a", "Kế hoạch A")))
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 13)
    page.wait_for_selector("#panel:not([hidden])")
    assert "Kế hoạch A" in panel(page)


@pytest.mark.browser
def test_the_legend_hides_and_shows_a_kind_of_edge(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    before = page.locator("#drawing").screenshot()
    page.get_by_label("thực hiện").uncheck()
    page.wait_for_timeout(100)
    assert page.locator("#drawing").screenshot() != before
    page.get_by_label("thực hiện").check()
    page.mouse.move(0, 0)
    page.wait_for_timeout(100)
    assert page.locator("#drawing").screenshot() == before


@pytest.mark.browser
def test_hostile_documents_are_shown_and_do_nothing(opened: Opened, tmp_path: Path) -> None:
    path = built(tmp_path / "a", *hostile())
    page = opened.open(path)
    for i, text in enumerate(HOSTILE):
        page.locator(f"#hit-{i}").click()
        shown = re.sub("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", text)
        assert page.locator("#panel h2").text_content() == shown
        assert page.locator("#panel blockquote").first.text_content() == shown
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelectorAll('script').length") == 7
    assert page.evaluate("document.querySelectorAll('img, svg, iframe, a, object').length") == 0
    assert (opened.requests, opened.troubles) == ([path.as_uri()], [])


@pytest.mark.browser
def test_the_sample_corpus_opens_and_every_document_read_is_listed_first(opened: Opened, sample_output: Path) -> None:
    page = opened.open(sample_output / "graph.html")
    files = len(list((sample_output / "text").rglob("*.*")))
    assert files >= 8
    told = [option.inner_text() for option in page.get_by_role("option").all()]
    assert ["đã đọc" in text for text in told] == [True] * files + [False] * (len(told) - files)
    page.get_by_role("searchbox").fill("124/nq-cp")
    page.keyboard.press("Enter")
    assert "thực hiện (" in panel(page)
    assert page.locator("#panel blockquote").count() > 1
    assert opened.troubles == []


@pytest.mark.browser
def test_nothing_runs_over_on_a_phone(opened: Opened, tmp_path: Path) -> None:
    opened.page.set_viewport_size({"width": 390, "height": 800})
    page = opened.open(built(tmp_path / "a", *industry(), paper("long", "Kế" * 400)))
    page.get_by_role("option", name="Kế hoạch của Phú Yên").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser
def test_an_empty_graph_opens(opened: Opened, tmp_path: Path) -> None:
    page = opened.open(built(tmp_path / "a"))
    assert page.locator("#found").inner_text() == "0 văn bản"
    assert opened.troubles == []
