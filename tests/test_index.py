"""index.html: every number is that of the graph, every row leads to its words, and it works without a network."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from chromium import DESK, PHONE, Opened
from conftest import from_yaml

from graph.analysis.gaps import tally
from graph.model import Claim, Entity, Facts, PartialDate, Ref, Span
from graph.rdf import quads
from graph.store import Graph, open_graph, write
from graph.view.addresses import page_of
from graph.view.overview import FIRST, key_figures, write_index
from graph.view.overview.ledger import GAPS, Ledger, ledger
from graph.view.overview.table import Table
from graph.vocab import slug

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

COUNTS = {
    "documents": "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a pol:PolicyDocument ; pol:sourceFile ?f }",
    "carried": "SELECT (COUNT(*) AS ?n) { ?a pol:implements ?b . ?a a pol:PolicyDocument }",
    "tasks": "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a pol:Task }",
    "dated": "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a pol:Task ; pol:due ?d FILTER NOT EXISTS { ?t pol:recurrence ?r } }",
    "leading": "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a pol:Agency ; pol:leads ?t . ?t a pol:Task }",
    "goals": "SELECT (COUNT(DISTINCT ?i) AS ?n) { ?i a pol:Indicator }",
    "claims": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a pol:Claim ; oa:exact ?w }",
}
ROWS = {
    "documents": COUNTS["documents"],
    "tasks": COUNTS["tasks"],
    "goals": """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?d ?i { ?d a pol:PolicyDocument ; pol:targets ?i . ?i a pol:Indicator } }""",
    "unread": """SELECT (COUNT(DISTINCT ?d) AS ?n) { ?by pol:mentions ?d FILTER NOT EXISTS { ?d pol:sourceFile ?f } }""",
    "work": """SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a pol:leads|pol:coordinates ?t . ?t a pol:Task }""",
    "partners": """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?b { ?a pol:leads ?t . ?b pol:coordinates ?t . ?t a pol:Task
        FILTER(?a != ?b) } }""",
}  # fmt: skip
HOSTILE = "</script><script>pwned=1</script><img src=x onerror=pwned=2>\"'><svg onload=pwned=3>\u202e{{ 7*7 }}"


class Links(HTMLParser):
    """The addresses of a page, its ids, the policy, and the texts of scripts and styles."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.policy, self.loads, self._open = "", list[str](), False
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.links += [str(told["href"])] if "href" in told else []
        self.ids += [str(told["id"])] if "id" in told else []
        self.loads += [str(told["src"])] if "src" in told else []
        self.policy = told["content"] or "" if told.get("http-equiv") == "Content-Security-Policy" else self.policy
        self._open = tag == "style" or (tag == "script" and "type" not in told)

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inline.append(data)
            self._open = False


def count(graph: Graph, sparql: str) -> int:
    ((number,),) = graph.query(sparql).rows
    return int(number or 0)


def rows(known: Ledger) -> dict[str, int]:
    return {table.name: len(table.rows) for table in known.tables}


@pytest.fixture(scope="module")
def samples(sample_output: Path) -> tuple[Graph, Ledger]:
    graph = open_graph(sample_output)
    return graph, ledger(graph)


def test_the_key_figures_are_what_the_graph_answers(samples: tuple[Graph, Ledger]) -> None:
    graph, known = samples
    told = {figure.name: figure.number for figure in key_figures(graph, known.facts)}
    assert told == {name: count(graph, sparql) for name, sparql in COUNTS.items()}
    assert min(told.values()) > 0


def test_every_table_has_as_many_rows_as_the_graph_answers(samples: tuple[Graph, Ledger]) -> None:
    graph, known = samples
    found = rows(known)
    assert {name: found[name] for name in ROWS} == {name: count(graph, sparql) for name, sparql in ROWS.items()}
    assert len(found) == 11


def table(known: Ledger, name: str) -> Table:
    return next(table for table in known.tables if table.name == name)


DOUBTFUL = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c pol:warning ?w }"
NO_LEAD = """SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a pol:Task FILTER NOT EXISTS { ?a pol:leads ?t } }"""


def same_gaps(graph: Graph, known: Ledger) -> Counter[str]:
    """How many gaps of each kind the table holds, after comparing with the analysis and with SPARQL."""
    shown = table(known, "warnings")
    kinds = Counter(str(row[0].word).rpartition(".")[2] for row in shown.rows)
    counted = {row.kind: row for row in tally(graph) if row.kind in GAPS}
    assert kinds == Counter({kind: row.found for kind, row in counted.items()})
    assert all(shown.values[kind.replace("-", "_")] == row.found for kind, row in counted.items())
    assert all(shown.values[f"{kind.replace('-', '_')}_of"] == row.of for kind, row in counted.items())
    claims = next(figure for figure in key_figures(graph, known.facts) if figure.name == "claims")
    assert (claims.number, claims.of) == (shown.values["doubtful_of"], {"doubtful": kinds["doubtful"]})
    assert (kinds["doubtful"], kinds["no-lead"]) == (count(graph, DOUBTFUL), count(graph, NO_LEAD))
    return kinds


def test_gaps_stand_by_kind_each_with_its_words_or_its_place_in_the_graph(samples: tuple[Graph, Ledger]) -> None:
    graph, known = samples
    assert len(+same_gaps(graph, known)) >= 3
    for _, words, _, document in table(known, "warnings").rows:
        assert words.text
        assert words.href
        assert words.href.startswith(("documents/", "graph.html#node="))
        assert document.text


def same_coverage(graph: Graph, known: Ledger) -> Table:
    """The table of answers, after comparing it with SPARQL: what answers, and that every pair is counted once."""
    shown = table(known, "coverage")
    asked = """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?above ?below { ?below pol:implements+ ?above ; pol:tier ?t ;
        pol:jurisdiction ?p . ?above pol:tier ?u FILTER(?t > 4 && ?u <= 4) } }"""
    silent = [row for row in shown.rows if row[3].word == "index.answered.nothing"]
    assert len(shown.rows) - len(silent) == count(graph, asked)
    told = shown.values
    assert told["nothing"] == len(silent)
    assert told["pairs"] == told["directly"] + told["through"] + told["nothing"] == told["above"] * told["places"]
    return shown


def test_a_document_of_the_centre_that_a_place_does_not_answer_is_said_in_words(samples: tuple[Graph, Ledger]) -> None:
    shown = same_coverage(*samples)
    silent = [row for row in shown.rows if row[3].word == "index.answered.nothing"]
    assert 0 < len(silent) < len(shown.rows)
    assert {row[4].word for row in silent} == {"index.answered.nobody"}
    assert {row[6].number for row in silent} == {row[7].number for row in silent} == {None}
    for row in shown.rows:
        if row not in silent:
            assert row[4].text
            assert str(row[9].href).startswith("documents/")


@pytest.mark.real
def test_the_numbers_of_the_real_documents_are_those_of_the_graph_and_of_the_gold(
    real_output: Path, real_gold: Path
) -> None:
    graph = open_graph(real_output)
    known = ledger(graph)
    told = {figure.name: figure.number for figure in key_figures(graph, known.facts)}
    assert told == {name: count(graph, sparql) for name, sparql in COUNTS.items()}
    assert {name: rows(known)[name] for name in ROWS} == {name: count(graph, sparql) for name, sparql in ROWS.items()}
    gold = {file.stem: from_yaml(file) for file in real_gold.glob("*.yaml")}
    annotated = {stem: len(told["tasks"] or ()) for stem, told in gold.items() if told.get("tasks")}
    files = {card.iri: Path(card.source).stem for card in known.facts.cards.values() if card.source}
    shown = Counter(files[task.document] for task in known.facts.tasks)
    assert len(annotated) == 7
    assert sum(shown[stem] == number for stem, number in annotated.items()) >= 5
    assert all(abs(shown[stem] - number) <= 1 for stem, number in annotated.items())
    goals = {stem: len(told["indicators"]) for stem, told in gold.items() if told.get("indicators")}
    assert len(table(known, "goals").rows) == sum(goals.values())
    assert same_gaps(graph, known)["no-deadline"] > 50
    assert len(same_coverage(graph, known).rows) > 20


def test_every_link_leads_to_something_and_every_task_to_its_words(sample_output: Path) -> None:
    page = Links(sample_output / "index.html")
    assert not page.loads
    assert len(page.ids) == len(set(page.ids))
    texts = {page_of(f"text/{path.relative_to(sample_output / 'text').as_posix()}"): path
             for path in (sample_output / "text").rglob("*") if path.is_file()}  # fmt: skip
    to_words = 0
    for link in page.links:
        file, _, place = link.partition("#")
        if not file:
            assert place.split("&")[0] in page.ids, link
        elif file.startswith("documents/"):
            assert (sample_output / unquote(file)).is_file(), link
            text = texts[unquote(file)].read_text(encoding="utf-8")
            if place:
                start, end = map(int, place.removeprefix("c=").split("-"))
                assert 0 <= start < end <= len(text)
                to_words += 1
        else:
            assert (sample_output / file).exists(), link
    assert to_words > 150


def test_the_policy_allows_exactly_the_scripts_and_styles_of_the_page(sample_output: Path) -> None:
    page = Links(sample_output / "index.html")
    assert page.policy.startswith("default-src 'none'")
    hashes = {f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}" for text in page.inline}
    assert set(re.findall(r"sha256-[^']+", page.policy)) == hashes
    assert len(hashes) == 3


def test_the_page_is_the_same_every_time_and_speaks_the_language_asked_for(
    sample_output: Path, tmp_path: Path, samples: tuple[Graph, Ledger]
) -> None:
    graph, known = samples
    first = (sample_output / "index.html").read_bytes()
    assert write_index(tmp_path, graph, ledger(graph)).read_bytes() == first
    files = {path.name for path in sample_output.iterdir() if path.suffix in {".csv", ".xlsx", ".ttl"}}
    assert files == {link for link in Links(sample_output / "index.html").links if link in files}
    assert len(files) == 9
    english = write_index(tmp_path, graph, known, lang="en").read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    assert "Documents read" in english


def hostile(out: Path) -> Path:
    """A page of a graph whose every word is an attack."""
    said = Span(3, 9)
    told = (("pol:sourceFile", HOSTILE), ("pol:textFile", f"text/{HOSTILE}.txt"), ("eli:date_document", PartialDate(2021)),
            ("pol:tier", 6), ("dcterms:title", HOSTILE), ("eli:passed_by", Ref("agency/a")))  # fmt: skip
    facts = Facts(
        (
            Entity("document/a", "Plan", HOSTILE, values=tuple(sorted(told))),
            Entity("document/b", "Decision", HOSTILE, values=(("pol:tier", 3),)),
            Entity("agency/a", "Agency", HOSTILE),
            Entity("agency/g", "AgencyGroup", HOSTILE, values=(("skos:notation", "group:other"),)),
            Entity("task/1", "Task", HOSTILE, values=(("pol:due", PartialDate(2022, 3, 31)), ("pol:ordinal", HOSTILE),
                   ("pol:text", HOSTILE), ("pol:timing", HOSTILE))),
        ),
        (
            Claim("document/a", "pol:implements", "document/b", "document/a", said, HOSTILE, HOSTILE),
            Claim("document/a", "pol:basedOn", "document/b", "document/a", said, HOSTILE, "x", edge=False, warning=HOSTILE),
            Claim("document/a", "pol:assigns", "task/1", "document/a", said, HOSTILE, "x"),
            Claim("task/1", "rdf:type", "pol:Task", "document/a", said, HOSTILE, "x"),
            Claim("agency/a", "pol:leads", "task/1", "document/a", said, HOSTILE, "x"),
            Claim("agency/g", "pol:coordinates", "task/1", "document/a", said, HOSTILE, "x"),
        ),
    )  # fmt: skip
    write(quads(facts), out)
    graph = open_graph(out)
    return write_index(out, graph, ledger(graph))


def test_no_words_of_a_document_become_markup_or_turn_the_direction(tmp_path: Path) -> None:
    text = hostile(tmp_path).read_text(encoding="utf-8")
    assert "<img" not in text
    assert "<svg onload" not in text
    assert "\u202e" not in text
    assert text.count("<script") == 3


def test_a_graph_of_nothing_gives_a_page(tmp_path: Path) -> None:
    write(quads(Facts((Entity("place/a", "Place", "tỉnh A"),))), tmp_path)
    graph = open_graph(tmp_path)
    assert "0 văn bản đã đọc" in write_index(tmp_path, graph, ledger(graph)).read_text(encoding="utf-8")


# ---- in a browser


def visible(page: Page, grid: str) -> list[str]:
    return page.locator(f".grid[data-name={grid}] tbody tr:visible").all_inner_texts()


def followed(page: Page, address: str) -> None:
    """Waits until a page that was led to an address has done what it says: it hears of it a moment after the click."""
    page.wait_for_function("to => document.documentElement.dataset.followed === to", arg=address)


@pytest.fixture
def index(opened: Opened, sample_output: Path) -> Iterator[Page]:
    """The page of the samples; nothing may go wrong on it, and it asks for nothing but itself."""
    yield opened.open(sample_output / "index.html")
    assert opened.troubles == []
    assert {url.partition("#")[0] for url in opened.requests} == {(sample_output / "index.html").as_uri()}


@pytest.mark.browser
def test_a_table_filters_without_diacritics_and_sorts(index: Page) -> None:
    tasks = index.locator(".grid[data-name=tasks]")
    assert len(visible(index, "tasks")) == FIRST
    tasks.get_by_role("searchbox").fill("so cong thuong tuyen quang")
    found = visible(index, "tasks")
    assert found
    assert all({"so", "cong", "thuong", "tuyen", "quang"} <= set(re.split("[^a-z]+", slug(row))) for row in found)
    shown, of = map(int, re.findall(r"\d+", tasks.locator(".count").inner_text()))
    assert 0 < shown < of
    tasks.get_by_role("button", name="Bỏ lọc").click()
    tasks.get_by_role("button", name="Đến hạn").focus()
    index.keyboard.press("Enter")  # ascending is the order already
    index.keyboard.press("Enter")
    assert tasks.locator("th.c-due").get_attribute("aria-sort") == "descending"
    days = [row[:10] for row in visible(index, "tasks")]
    assert days == sorted(days, reverse=True)
    assert days[0] >= "2030"


@pytest.mark.browser
def test_gaps_filter_by_kind_and_the_figure_of_claims_leads_to_the_doubtful_ones(index: Page) -> None:
    every = len(visible(index, "warnings"))
    figure = index.locator("#figures a[href^='#warnings']")
    figure.click()
    followed(index, str(figure.get_attribute("href")))
    doubtful = visible(index, "warnings")
    assert 0 < len(doubtful) < every
    assert all(row.startswith("khẳng định đáng ngờ") for row in doubtful)
    index.locator(".grid[data-name=warnings] select").first.select_option("index.gaps.no-deadline")
    assert all(row.startswith("không nêu thời hạn") for row in visible(index, "warnings"))


@pytest.mark.browser
def test_places_without_an_answer_can_be_filtered(index: Page) -> None:
    coverage = index.locator(".grid[data-name=coverage]")
    coverage.locator("select[data-name=answered]").select_option("index.answered.nothing")
    found = visible(index, "coverage")
    assert found
    assert all("chưa thấy văn bản nào của địa phương này" in row for row in found)


@pytest.mark.browser
def test_numbers_sort_as_numbers_and_the_rest_can_be_shown(index: Page) -> None:
    unread = index.locator(".grid[data-name=unread]")
    unread.get_by_role("button", name="Số văn bản viện dẫn").click()
    unread.locator(".more").click()
    numbers = [int(text) for text in unread.locator("td.number").all_inner_texts()]
    assert numbers == sorted(numbers)
    assert len(numbers) > 50


@pytest.mark.browser
def test_a_cell_of_the_heat_map_leads_to_its_tasks_by_an_address_that_can_be_sent(
    index: Page, chromium: Browser, sample_output: Path
) -> None:
    cell = index.locator("#heat tbody td a").first
    number, address = int(cell.inner_text()), str(cell.get_attribute("href"))
    cell.click()
    followed(index, address)
    assert len(visible(index, "tasks")) == number
    other = Opened(chromium).open(sample_output / "index.html", address)
    assert len(visible(other, "tasks")) == number
    assert other.locator("#tasks").evaluate("section => section.getBoundingClientRect().top < 400")
    other.close()


@pytest.mark.browser
def test_the_page_changes_its_language_and_keeps_it(index: Page) -> None:
    def heading() -> str:
        return index.locator("#work h2").inner_text()

    chain = index.locator("#chain svg").first
    assert heading() == "Khối lượng công việc"
    assert "Trung ương Đảng" in (chain.text_content() or "")
    index.get_by_role("button", name="English").click()
    assert heading() == "Workload"
    assert "Central Party" in (chain.text_content() or "")
    assert index.locator("html").get_attribute("lang") == "en"
    assert "trong 85" not in index.locator("#figures").inner_text()
    options = index.locator(".grid[data-name=tasks] select").first.locator("option").all_inner_texts()
    assert options[0] == "Quarter: all"
    index.reload()
    index.wait_for_selector("html[data-ready=yes]", state="attached")
    assert heading() == "Workload"


@pytest.mark.browser
def test_what_a_table_shows_is_saved_as_csv(index: Page, tmp_path: Path) -> None:
    tasks = index.locator(".grid[data-name=tasks]")
    tasks.get_by_role("searchbox").fill("cum cong nghiep")
    shown = int(re.findall(r"\d+", tasks.locator(".count").inner_text())[0])
    with index.expect_download() as download:
        tasks.get_by_role("button", name="Tải CSV").click()
    download.value.save_as(tmp_path / "tasks.csv")
    lines = (tmp_path / "tasks.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith('"Đến hạn","Quý"')
    assert len(lines) == shown + 1 > 2


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_is_wider_than_the_screen(opened: Opened, sample_output: Path, size: ViewportSize) -> None:
    opened.page.set_viewport_size(size)
    page = opened.open(sample_output / "index.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.get_by_role("heading", level=1, name="Tổng quan tập văn bản").is_visible()
    assert page.locator("#read").inner_text().startswith("14 văn bản đã đọc, ban hành từ 20")


@pytest.mark.browser
def test_it_prints_everything_without_its_tools(index: Page, tmp_path: Path) -> None:
    index.emulate_media(media="print")
    assert not index.locator(".tools, #sections, .more").locator("visible=true").count()
    assert index.locator(".drawn").evaluate("box => box.scrollWidth <= box.clientWidth")
    index.pdf(path=tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").stat().st_size > 50_000


@pytest.mark.browser
def test_a_hostile_graph_changes_nothing_on_the_page(opened: Opened, tmp_path: Path) -> None:
    page = opened.open(hostile(tmp_path))
    assert page.evaluate("typeof pwned") == "undefined"
    assert len(visible(page, "tasks")) == 1
    page.get_by_role("button", name="English").click()
    assert page.evaluate("typeof pwned") == "undefined"
    assert (opened.away, opened.troubles) == ([], [])
