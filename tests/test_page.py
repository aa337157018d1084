"""graph.html: one file, opened from the disk without a network, that no document can turn against its reader."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import json
import re
import struct
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import make
import pytest
from chromium import Opened
from make import says, step, thing

from graph.model import Claim, Entity, Facts, PartialDate, Ref, ShortForm, Span
from graph.view.graph_page import SCRIPTS, write_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

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


paper = partial(make.paper, tier=6)


def said(subject: str, predicate: str, object: str, exact: str) -> Claim:
    return says(subject, predicate, object, "document/plan", 20, exact)


def built(out: Path, *facts: Entity | Claim | ShortForm, **options: int) -> Path:
    """The page of a graph of these facts."""
    entities = tuple(fact for fact in facts if isinstance(fact, Entity))
    claims = tuple(fact for fact in facts if isinstance(fact, Claim))
    forms = tuple(fact for fact in facts if isinstance(fact, ShortForm))
    graph = make.graph_of(out, Facts(entities, claims, short_forms=forms), ontology=False)
    return write_page(out, graph, **options)  # type: ignore[arg-type]


TASKS = 30


def industry() -> tuple[Entity | Claim, ...]:
    """Two resolutions, a plan of Phú Yên with tasks, a zone and a goal, and a plan that contradicts time."""
    place = Entity("place/phu-yen", "Place", "tỉnh Phú Yên")
    here: dict[str, Any] = {"pol_jurisdiction": Ref(place.id)}
    ubnd = thing("agency/phu-yen/ubnd", "Agency", "Ủy ban nhân dân tỉnh Phú Yên", pol_tier=6, **here)
    sct = thing("agency/phu-yen/so-cong-thuong", "Agency", "Sở Công Thương tỉnh Phú Yên", pol_tier=7, **here)
    zone = thing("zone/hoa-tam", "IndustrialPark", "Khu công nghiệp Hòa Tâm")
    files: dict[str, Any] = {"pol_sourceFile": "phu-yen.txt", "pol_textFile": "text/tinh/phu-yen.txt"}
    words = [f"Thực hiện lần {i} Nghị quyết số 124/NQ-CP" for i in range(4)]
    tasks = [thing(f"task/plan/{i:02}", "Task", f"Xây dựng đề án số {i}", pol_timing=f"Quý {i % 4 + 1}/2022",
                   pol_due=PartialDate(2022, i % 4 * 3 + 1, 28)) for i in range(TASKS)]  # fmt: skip
    plan = "document/plan"
    return (
        place, ubnd, sct, zone, *tasks,
        paper("23", "Nghị quyết số 23-NQ/TW", tier=1, eli_id_local="23-NQ/TW", eli_date_document=PartialDate(2018, 3, 22)),
        paper("124", "Nghị quyết số 124/NQ-CP", tier=3, eli_id_local="124/NQ-CP", eli_date_document=PartialDate(2020, 9, 3)),
        paper("plan", "Kế hoạch của Phú Yên", eli_passed_by=Ref(ubnd.id), eli_date_document=PartialDate(2021), **files, **here),
        paper("old", "Kế hoạch cũ của Đồng Tháp"),
        step("124", "implements", "23", "cụ thể hóa Nghị quyết số 23-NQ/TW"),
        *(step("plan", "implements", "124", exact) for exact in words),
        step("plan", "cites", "23", "theo Nghị quyết 23"),
        step("old", "implements", "124", "thực hiện 124", edge=False, warning="ban hành trước"),
        *(said(plan, "assigns", task.id, task.label) for task in tasks),
        *(said(sct.id, "leads" if i % 3 else "coordinates", task.id, "Sở Công Thương") for i, task in enumerate(tasks)),
        said(plan, "targets", zone.id, "khu công nghiệp Hòa Tâm"),
        Claim(zone.id, "rdf:type", "pol:IndustrialPark", plan, Span(90, 113), "khu công nghiệp Hòa Tâm", "test"),
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
        facts.append(step(f"h{i}", "implements", f"h{(i + 1) % len(HOSTILE)}", text, warning=text))
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


def data(page: Path) -> dict[str, Any]:
    """The data of the page by the names of their elements, and its parcels, opened."""
    told = [text for kind, text in parts(page).parts if kind == "script application/json"]
    packs = [text for kind, text in parts(page).parts if kind == "script application/gzip"]
    assert not any("<" in text for text in told + packs)
    names = ("nodes", "edges", "options", "page", "words")
    assert {base64.b64decode(pack)[9] for pack in packs} <= {3}, (
        "the system that packed it, told otherwise by Python 3.13"
    )
    opened = [json.loads(gzip.decompress(base64.b64decode(pack))) for pack in packs]
    return {**dict(zip(names, map(json.loads, told), strict=True)), "parcels": opened}


@pytest.mark.parametrize("facts", [industry(), hostile(), ()], ids=["industry", "hostile", "empty"])
def test_the_policy_allows_exactly_what_was_put_in(tmp_path: Path, facts: tuple[Entity | Claim, ...]) -> None:
    found = parts(built(tmp_path / "a", *facts))
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for kind, text in found.parts
        if kind in ("script", "style")
    ]
    kinds = [kind for kind, _ in found.parts]
    assert [kind for kind in kinds if kind in ("script", "style")] == ["style", *["script"] * (len(SCRIPTS) + 1)]
    assert set(kinds) <= {"style", "script", "script application/json", "script application/gzip"}
    assert sorted(hashes) == sorted(re.findall(r"'sha256-[^']+'", found.policy))
    assert found.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in found.policy
    assert all(address.startswith("#") for address in found.addresses)


def test_data_of_the_page_are_what_the_graph_says(tmp_path: Path) -> None:
    told = data(built(tmp_path / "a", *hostile()))
    documents = [node for node in told["nodes"] if node["sort"] == "Plan"]
    assert [node["label"] for node in documents] == [re.sub("[\u2028\u2029]", " ", text).strip() for text in HOSTILE]
    assert [quote[0] for parcel in told["parcels"] for quote in parcel["quotes"]] == list(HOSTILE)
    assert [sum(map(len, parcel["quoted"].values())) for parcel in told["parcels"]] == [len(HOSTILE)]


def test_what_belongs_to_a_document_is_folded_into_its_parcel(tmp_path: Path) -> None:
    told = data(built(tmp_path / "a", *industry()))
    top = {node["label"]: node for node in told["nodes"]}
    plan = top["Kế hoạch của Phú Yên"]
    assert not any(node["group"] in ("task", "zone") for node in told["nodes"])
    assert plan["holds"] == {"task": TASKS, "zone": 1}
    assert plan["page"] == "documents/tinh/phu-yen.html"
    folded = [node for parcel in told["parcels"] for node in parcel["nodes"]]
    assert {node["home"] for node in folded} == {plan["id"]}
    assert len(folded) == TASKS + 1
    assert top["Sở Công Thương tỉnh Phú Yên"]["work"] == [20, 10]
    spots = [(node["x"], node["y"]) for node in folded]
    assert len(set(spots)) == len(spots)
    assert max(((x - plan["x"]) ** 2 + (y - plan["y"]) ** 2) ** 0.5 for x, y in spots) <= plan["radius"] + 1


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (built(tmp_path / name, *industry()).read_bytes() for name in "ab")
    assert first == second
    assert b"\r" not in first


def test_a_large_graph_keeps_what_was_read_and_says_what_is_left_out(tmp_path: Path) -> None:
    cited = [paper(f"c{i:03}", f"Văn bản {i}") for i in range(107)]
    read = paper("z", "Kế hoạch đã đọc", pol_sourceFile="z.txt")
    told = data(built(tmp_path / "a", *cited, read, step("z", "cites", "c106", "viện dẫn"), most=100))
    placed = {node["label"] for node in told["nodes"] if "x" in node}
    assert len(placed) == 100
    assert told["page"]["left"] == 8
    assert {"Kế hoạch đã đọc", "Văn bản 106"} <= placed
    assert len(told["nodes"]) == 108
    assert len(told["edges"]) == 1


@pytest.fixture(scope="module")
def industry_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("page") / "industry", *industry())


def panel(page: Page) -> str:
    return page.locator("#panel").inner_text()


def found(page: Page, words: str) -> list[str]:
    """The names that a search lists."""
    page.get_by_role("searchbox").fill(words)
    page.wait_for_selector("#hits [role=option], #found:not(:empty)")
    return [option.inner_text() for option in page.locator("#hits [role=option] > span").all()]


def choose(page: Page, words: str) -> None:
    """Searches and takes the first, as a reader does; waits for its panel."""
    name = found(page, words)[0]
    page.keyboard.press("Enter")
    page.locator("#panel h2", has_text=name).wait_for()


@pytest.mark.browser
def test_it_opens_without_a_network_and_asks_for_nothing(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    summary = page.locator("#summary").inner_text()
    assert summary == f"1 văn bản đã đọc · 3 chỉ được viện dẫn · 2 cơ quan · đang gập trong văn bản: {TASKS} nhiệm vụ"
    assert page.evaluate(
        "document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight"
    )
    assert (opened.requests, opened.troubles) == ([industry_page.as_uri()], [])


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("phu yen ke hoach", "Kế hoạch của Phú Yên"),
        ("124/nq-cp", "Nghị quyết số 124/NQ-CP"),
        ("NQ 124", "Nghị quyết số 124/NQ-CP"),
        ("so cong thuong", "Sở Công Thương tỉnh Phú Yên"),
        ("SCT", "Sở Công Thương tỉnh Phú Yên"),
        ("UBND tinh", "Ủy ban nhân dân tỉnh Phú Yên"),
        ("kcn hoa tam", "Khu công nghiệp Hòa Tâm"),
        ("de an so 7", "Xây dựng đề án số 7"),
        ("dong thap", "Kế hoạch cũ của Đồng Tháp"),
    ],
)
def test_it_finds_without_diacritics_and_by_abbreviations(
    opened: Opened, industry_page: Path, words: str, first: str
) -> None:
    page = opened.open(industry_page)
    assert found(page, words)[0] == first
    assert page.get_by_role("listbox").get_by_role("option").count() >= 1


@pytest.mark.browser
def test_it_finds_by_short_forms_of_the_gazetteer_and_by_initials_within_a_text(opened: Opened, tmp_path: Path) -> None:
    place = Entity("place/phu-yen", "Place", "tỉnh Phú Yên")
    name, here = "Sở Khoa học và Công nghệ tỉnh Phú Yên", Ref(place.id)
    body = thing("agency/phu-yen/so-khcn", "Agency", name, pol_tier=7, pol_jurisdiction=here)
    tasks = [thing(f"task/{n}", "Task", words) for n, words in enumerate((
        "Sở Khoa học và Công nghệ lập danh mục đề tài", "Báo cáo Hội đồng nhân dân tỉnh kết quả", "Trồng chè",
    ))]  # fmt: skip
    facts = (
        paper("plan", "Kế hoạch"),
        place,
        body,
        *tasks,
        *(said("document/plan", "assigns", t.id, t.label) for t in tasks),
    )
    page = opened.open(built(tmp_path, *facts, ShortForm(body.id, "SKHCN")))
    assert found(page, "skhcn") == [body.label, tasks[0].label]
    assert found(page, "HĐND") == [tasks[1].label]
    assert found(page, "BNG") == []


@pytest.mark.browser
def test_results_say_kind_and_province_and_what_is_not_there_is_said(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    found(page, "so cong thuong")
    assert page.get_by_role("option").first.locator("small").inner_text() == "cơ quan · tỉnh Phú Yên"
    found(page, "không có gì")
    assert page.locator("#found").inner_text() == "0 kết quả"


@pytest.mark.browser
def test_everything_is_reached_by_keyboard_alone(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("124")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    active = page.get_by_role("searchbox").get_attribute("aria-activedescendant")
    assert active == page.locator("#hits [aria-selected=true]").get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2:focus")
    assert page.evaluate("document.activeElement.textContent") == "Nghị quyết số 124/NQ-CP"
    for name in ("Chuỗi", "Kế hoạch của Phú Yên"):  # from the panel to the chain, and on along a box of it
        link = page.locator("#panel a.view, #sheet a.box").filter(has_text=name).first
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(150)
    assert page.locator("#panel h2").inner_text() == "Kế hoạch của Phú Yên"
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    assert page.evaluate("document.activeElement.id") == "query"
    page.get_by_role("button", name="Bảng").focus()
    page.keyboard.press("Enter")
    page.get_by_role("table").wait_for()
    assert opened.troubles == []


@pytest.mark.browser
def test_the_panel_shows_facts_edges_and_their_words(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    choose(page, "ke hoach cua phu yen")
    told = panel(page)
    for expected in (
        "Ủy ban nhân dân tỉnh Phú Yên", "HĐND, UBND tỉnh", "phu-yen.txt", "thực hiện (1)", "viện dẫn (1)",
        f"giao nhiệm vụ ({TASKS})", "hướng tới (1)", "cơ quan ban hành (1)",
        "Thực hiện lần 0 Nghị quyết số 124/NQ-CP", "text/tinh/phu-yen.txt · ký tự 7–46", "2 trích dẫn nữa",
    ):  # fmt: skip
        assert expected in told
    page.locator("#panel").get_by_role("link", name="Nghị quyết số 124/NQ-CP").click()
    page.locator("#panel h2", has_text="124/NQ-CP").wait_for()
    told = panel(page)
    assert "được thực hiện bởi (1)" in told
    assert "chỉ được viện dẫn" in told
    assert re.search(r"nói nhưng không vẽ \(1\)\s+được thực hiện bởi Kế hoạch cũ của Đồng Tháp", told)
    assert "⚠ ban hành trước" in told
    page.get_by_role("button", name="← Trở lại").click()
    page.locator("#panel h2", has_text="Kế hoạch của Phú Yên").wait_for()
    assert opened.troubles == []


@pytest.mark.browser
def test_each_quotation_leads_to_its_sentence(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    choose(page, "hoa tam")
    link = page.locator("#panel section").get_by_role("link", name="xem câu này")
    assert link.get_attribute("href") == "documents/tinh/phu-yen.html#c=90-113"
    reading = industry_page.parent / "documents" / "tinh" / "phu-yen.html"
    reading.parent.mkdir(parents=True, exist_ok=True)
    reading.write_text("<!DOCTYPE html><title>Bản đọc</title>", encoding="utf-8")
    link.click()
    page.wait_for_url("**/documents/tinh/phu-yen.html#c=90-113")
    assert page.title() == "Bản đọc"
    page.go_back()
    page.locator("#panel h2", has_text="Hòa Tâm").wait_for()


@pytest.mark.browser
def test_a_click_in_the_picture_opens_the_document_under_it(opened: Opened, tmp_path: Path) -> None:
    page = opened.open(built(tmp_path / "a", paper("a", "Kế hoạch A")))
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    for down in range(-60, 61, 10):  # where it stands depends on the heads beside it
        for right in range(-10, 131, 10):
            page.mouse.click(box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down)
            page.wait_for_timeout(10)
            if page.locator("#panel").is_visible():
                assert "Kế hoạch A" in panel(page)
                return
    pytest.fail("no click met the document")


@pytest.mark.browser
def test_the_legend_hides_and_shows_a_kind_and_the_address_keeps_it(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    before = page.locator("#drawing").screenshot()
    line = page.locator("#lines input[data-kind=implements]")
    line.uncheck()
    page.wait_for_timeout(150)
    assert page.locator("#drawing").screenshot() != before
    assert page.evaluate("location.hash") == "#hide-edges=implements"
    page.locator("#kinds input[data-kind=task]").check()
    page.reload()
    page.wait_for_selector("html[data-loaded=yes]", state="attached")
    assert not page.locator("#lines input[data-kind=implements]").is_checked()
    assert page.locator("#kinds input[data-kind=task]").is_checked()
    page.get_by_role("button", name="Bỏ bộ lọc").click()
    page.mouse.move(0, 0)
    page.wait_for_timeout(150)
    assert page.locator("#drawing").screenshot() == before


def rows(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate("""[...document.querySelectorAll('#table tbody tr')]
      .map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.innerText))""")
    return found


@pytest.mark.browser
def test_filters_narrow_the_picture_and_its_table(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page, "#table=yes")
    assert len(rows(page)) == 4 + 2 + 1  # documents, agencies, the zone; tasks are folded
    page.get_by_label("Từ năm").select_option("2020")
    page.wait_for_timeout(100)
    names = {row[1] for row in rows(page) if row[0].startswith("văn bản")}
    assert names == {"Nghị quyết số 124/NQ-CP", "Kế hoạch của Phú Yên"}
    page.locator("#by-place").select_option(label="tỉnh Phú Yên (35)")
    page.wait_for_timeout(100)
    assert {row[1] for row in rows(page) if row[0].startswith("văn bản")} == {"Kế hoạch của Phú Yên"}
    assert page.locator("#kinds label", has_text="văn bản").locator(".count").inner_text() == "1/4"
    assert page.evaluate("location.hash") == "#table=yes&place=place/phu-yen&from=2020"


@pytest.mark.browser
def test_a_neighbourhood_shows_one_step_or_two(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page, "#node=document/23&view=near&table=yes")
    one = {(row[0], row[1], row[2]) for row in rows(page)}
    assert ("Nghị quyết số 124/NQ-CP", "thực hiện", "Nghị quyết số 23-NQ/TW") in one
    assert not any("đề án" in row[2] for row in one)
    page.goto(industry_page.as_uri() + "#node=document/23&view=near&table=yes&steps=2")
    page.wait_for_timeout(200)
    two = {(row[0], row[1], row[2]) for row in rows(page)}
    assert one < two
    assert ("Kế hoạch của Phú Yên", "giao nhiệm vụ", "Xây dựng đề án số 0") in two


@pytest.mark.browser
def test_a_chain_is_drawn_from_left_to_right_without_overlaps(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page, "#node=document/124&view=chain")
    boxes = {
        box.locator("title").text_content().split("\n")[0]: box.locator("rect").bounding_box()  # type: ignore[union-attr]
        for box in page.locator("#sheet a.box").all()
    }
    order = sorted(boxes, key=lambda name: boxes[name]["x"])  # type: ignore[index]
    assert order == ["Nghị quyết số 23-NQ/TW", "Nghị quyết số 124/NQ-CP", "Kế hoạch của Phú Yên"]
    ends = [boxes[name]["x"] + boxes[name]["width"] for name in order]  # type: ignore[index]
    assert all(end < boxes[name]["x"] for end, name in zip(ends, order[1:], strict=False))  # type: ignore[index]
    assert page.evaluate("document.querySelector('#sheet').scrollWidth <= document.querySelector('#sheet').clientWidth")


@pytest.mark.browser
def test_many_documents_of_one_parent_fold_in_the_chain_and_open(opened: Opened, tmp_path: Path) -> None:
    plans = [paper(f"p{i:02}", f"Kế hoạch số {i}/KH-UBND", eli_id_local=f"{i}/KH-UBND") for i in range(40)]
    top = paper("top", "Nghị quyết số 1/NQ-CP", tier=3, eli_id_local="1/NQ-CP")
    steps = [step(f"p{i:02}", "implements", "top", "thực hiện") for i in range(40)]
    page = opened.open(built(tmp_path / "a", top, *plans, *steps), "#node=document/top&view=chain")
    few = page.locator("#sheet a.box").count()
    assert few < 15
    assert page.evaluate(
        "document.querySelector('#sheet').scrollHeight <= document.querySelector('#sheet').clientHeight"
    )
    page.locator("#sheet a[role=button]").click()
    page.wait_for_timeout(200)
    assert page.locator("#sheet a.box").count() == 41


@pytest.mark.browser
def test_an_agency_is_shown_with_its_tasks_by_document_and_quarter(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page, "#view=agency")
    page.locator("#choices").get_by_role("link", name="Sở Công Thương tỉnh Phú Yên").click()
    page.wait_for_selector("#sheet svg.agency a[aria-label]")
    heads = page.locator("#sheet svg.agency > text").all_text_contents()
    assert heads == ["2022 Q1", "2022 Q2", "2022 Q3", "2022 Q4"]
    assert page.locator("#sheet a[aria-label^='Chủ trì']").count() == 20
    assert page.locator("#sheet a[aria-label^='Phối hợp']").count() == 10
    page.locator("#sheet a[aria-label^='Chủ trì']").first.click()
    page.locator("#panel h2", has_text="Xây dựng đề án").wait_for()
    assert page.locator("#sheet a[aria-label^='Chủ trì']").count() == 20  # the agency stays


@pytest.mark.browser
def test_the_language_is_switched_and_kept_in_the_address(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page)
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    assert page.locator("#summary").inner_text().startswith("1 documents read · 3 only cited")
    assert page.get_by_role("searchbox", name="Find").count() == 1
    choose(page, "124")
    assert "implemented by (1)" in panel(page)
    assert "lang=en" in page.evaluate("location.hash")
    page.reload()
    page.wait_for_selector("html[lang=en]")
    page.get_by_role("button", name="Tiếng Việt").click()
    page.wait_for_selector("html[lang=vi]")
    assert opened.troubles == []


def download(page: Page, button: str) -> bytes:
    page.locator("#share > summary").click()
    with page.expect_download() as event:
        page.get_by_role("button", name=button).click()
    page.locator("#share > summary").click()
    return Path(event.value.path()).read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "least"),
    [("", 7), ("#node=document/124&view=near", 5), ("#node=document/124&view=chain", 5), ("#node=agency/phu-yen/so-cong-thuong&view=agency", 30)],
    ids=["overview", "near", "chain", "agency"],
)  # fmt: skip
def test_each_view_is_taken_away_as_png_svg_and_csv(
    opened: Opened, industry_page: Path, address: str, least: int
) -> None:
    page = opened.open(industry_page, address)
    png, svg, table = (download(page, f"Tải {name}") for name in ("hình PNG", "hình SVG", "bảng CSV"))
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert width > 600
    assert height > 150
    assert len(png) > 8000
    root = ElementTree.fromstring(svg)
    texts = "".join(root.itertext())
    assert "124/NQ-CP" in texts if "agency" not in address else "Kế hoạch" in texts
    assert b"<script" not in svg
    told = list(csv.reader(table.decode("utf-8-sig").splitlines()))
    assert len(told) == least + 1
    assert {len(row) for row in told} == {len(told[0])}
    assert (opened.away, opened.troubles) == ([], [])


@pytest.mark.browser
def test_the_table_as_csv_carries_the_words_and_runs_nothing(opened: Opened, tmp_path: Path) -> None:
    formula = "=HYPERLINK(1)"
    page = opened.open(
        built(
            tmp_path / "a", paper("a", formula), paper("b", "B"), step("a", "implements", "b", 'lời "dẫn",\nhai dòng')
        ),
        "#node=document/b&view=near",
    )
    told = download(page, "Tải bảng CSV").decode("utf-8-sig")
    assert "'=HYPERLINK(1),thực hiện,B" in told
    assert '"lời ""dẫn"",\nhai dòng"' in told


@pytest.mark.browser
def test_a_shared_address_opens_what_was_shared(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page, "#node=task/plan/07&view=near&lang=en")
    assert page.locator("#panel h2").inner_text() == "Xây dựng đề án số 7"
    assert page.locator("nav [aria-current]").inner_text() == "Neighbourhood"
    page.goto(industry_page.as_uri() + "#node=https://w3id.org/policygraph/id/document/23")
    page.locator("#panel h2", has_text="23-NQ/TW").wait_for()
    page.goto(industry_page.as_uri() + "#node=document/%3Cb%3Ekhong-co")
    page.wait_for_selector("#missing:not([hidden])")
    assert page.locator("#missing").inner_text() == "Không có trong đồ thị: document/<b>khong-co"
    assert opened.troubles == []


@pytest.mark.browser
def test_a_large_graph_opens_what_is_folded_on_demand(opened: Opened, tmp_path: Path) -> None:
    plans = [
        paper(f"p{i:02}", f"Kế hoạch {i}", pol_sourceFile=f"{i}.txt", pol_textFile=f"text/{i}.txt") for i in range(20)
    ]
    tasks = [thing(f"task/p{i % 20:02}/{i}", "Task", f"Nhiệm vụ đặc biệt {i}", pol_text="x" * 90) for i in range(1100)]
    claims = [
        Claim(f"document/p{i % 20:02}", "pol:assigns", task.id, f"document/p{i % 20:02}", Span(0, 5), "giao x", "test")
        for i, task in enumerate(tasks)
    ]
    path = built(tmp_path / "a", *plans, *tasks, *claims, eager=1000)
    page = opened.open(path)
    assert page.locator("#summary").inner_text().endswith("đang gập trong văn bản: 1.100 nhiệm vụ")
    choose(page, "nhiem vu dac biet 987")
    assert "giao x" in panel(page)
    page = opened.open(path, "#node=task/p07/127&view=near")
    assert page.locator("#panel h2").inner_text() == "Nhiệm vụ đặc biệt 127"
    assert opened.troubles == []


@pytest.mark.browser
def test_hostile_documents_are_shown_and_do_nothing(opened: Opened, tmp_path: Path) -> None:
    path = built(tmp_path / "a", *hostile())
    for i, text in enumerate(HOSTILE):
        shown = re.sub("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", text)
        page = opened.open(path, f"#node=document/h{i}")
        for view in ("overview", "near", "chain", "agency"):
            page.evaluate(f"location.hash = 'node=document/h{i}&view={view}'")
            page.wait_for_selector(f"#view-{view}[aria-current]")
            assert page.locator("#panel h2").text_content() == re.sub("[\u2028\u2029]", " ", shown).strip()
            assert page.locator("#panel blockquote").first.text_content() == shown
    page = opened.open(
        path, "#node=%3Cimg src=x onerror=window.pwned=9%3E&view=%22&lang='&document=%3Cscript%3E&from=<b>"
    )
    found(page, "script")
    page.get_by_role("button", name="Bảng").click()
    page.get_by_role("table").wait_for()
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelectorAll('script:not([type])').length") == len(SCRIPTS) + 1
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert page.evaluate(
        "[...document.querySelectorAll('a')].every((a) => /^(#|documents\\/)/.test(a.getAttribute('href')))"
    )
    assert (opened.away, opened.troubles) == ([], [])


@pytest.mark.browser
def test_the_sample_corpus_opens_and_every_document_read_is_found(opened: Opened, sample_output: Path) -> None:
    page = opened.open(sample_output / "graph.html", "#table=yes")
    files = len(list((sample_output / "text").rglob("*.*")))
    assert files >= 8
    assert page.locator("#summary").inner_text().startswith(f"{files} văn bản đã đọc")
    assert sum("(đã đọc)" in row[0] for row in rows(page)) == files
    choose(page, "124/nq-cp")
    assert "thực hiện (" in panel(page)
    assert page.locator("#panel blockquote").count() > 1
    page.get_by_role("link", name="Tổng quan").click()
    page.wait_for_url("**/index.html")
    assert opened.troubles == []


@pytest.mark.browser
@pytest.mark.parametrize("view", ["overview", "near", "chain", "agency"])
def test_nothing_runs_over_on_a_phone(opened: Opened, tmp_path: Path, view: str) -> None:
    opened.page.set_viewport_size({"width": 390, "height": 844})
    page = opened.open(built(tmp_path / "a", *industry(), paper("long", "Kế" * 400)), f"#node=document/124&view={view}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("#panel").is_visible()


@pytest.mark.browser
def test_printing_shows_the_picture_and_the_panel(opened: Opened, industry_page: Path) -> None:
    page = opened.open(industry_page, "#node=document/124&view=chain")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#printed svg").is_visible()
    assert page.locator("#panel h2").is_visible()
    assert not page.locator("#side").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("view", ["overview", "near", "chain", "agency"])
def test_an_empty_graph_opens(opened: Opened, tmp_path: Path, view: str) -> None:
    page = opened.open(built(tmp_path / "a"), f"#view={view}")
    assert page.locator("#summary").inner_text().startswith("0 văn bản đã đọc")
    assert opened.troubles == []
