"""The review page and the lines to copy: a decision made on a page is done by the next build, and told when its words are gone."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from chromium import DESK, PHONE, Opened
from conftest import Run
from curating import KHO, PLAN, folder

from graph.build import build
from graph.curate import read_files
from graph.store import open_graph
from graph.view.words import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
MORE = "Các đơn vị báo cáo kết quả. Trạm Cân Đong đo lại cân ở chợ. Cụm công nghiệp Bãi Nganh mở cửa. Trồng 12 bến đò đến năm 2025."
ODD = "Giao Sở Y tế soát lại sổ."  # the doubtful task of the other document


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("review") / "docs")


@pytest.fixture(scope="module")
def output(documents: Path) -> Path:
    return build([documents], documents.parent / "out").out


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    """With a clipboard that a page may write, and a test may read."""
    made = Opened(chromium)
    made.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.page.close()


def item(page: Page, words: str) -> int:
    """The number of the doubt that has these words."""
    found = [i for i, text in enumerate(page.locator(".item h2").all_inner_texts()) if words in text]
    assert len(found) == 1
    return found[0]


def decide(page: Page, words: str, what: str) -> None:
    page.locator(".item").nth(item(page, words)).locator(f"input[value={what}]").check()


def lines(page: Page) -> list[str]:
    return [text for text in page.locator(".line:visible code").all_inner_texts() if text]


def test_the_life_of_a_correction(opened: Opened, tmp_path: Path, policygraph: Run) -> None:
    """A doubtful finding, the line copied from its page, the next build, and the day on which the words are gone."""
    at, out = folder(tmp_path / "docs"), tmp_path / "out"
    assert policygraph("build", at, "-o", out, "-q").returncode == 0
    place = PLAN.index(KHO)
    page = opened.open(out / "documents" / "ke-hoach-91.html", f"#c={place}-{place + len(KHO)}")
    assert "0,75" in page.locator("#claims").inner_text()
    page.locator(".decide button[data-verb=say]").first.click()
    assert page.evaluate("document.activeElement.className") == "curator", "it asks who decides first"
    page.locator(".curator").first.fill("Trần An")
    page.locator(".decide button[data-verb=say]").first.click()
    page.wait_for_function("() => document.querySelector('.decide button').textContent.includes('Đã chép')")
    copied = page.evaluate("navigator.clipboard.readText()")
    (at / "corrections.yaml").write_text(copied + "\n", encoding="utf-8")
    assert yaml.safe_load(copied)[0] | {"date": ""} == {
        "say": "task", "document": "91/KH-UBND", "words": KHO, "by": "Trần An", "date": "", "why": "đọc đúng",
    }  # fmt: skip

    assert policygraph("build", at, "-o", out, "-q").returncode == 0
    rows = (
        open_graph(out)
        .query(
            "SELECT ?who ?sure WHERE { ?c rdf:subject ?t ; pol:curatedBy ?who ; rdf:predicate rdf:type . ?t pol:confidence ?sure }"
        )
        .rows
    )
    assert [tuple(row) for row in rows] == [("Trần An", "1")]
    report = (out / "report.md").read_text("utf-8")
    assert "| say task |" in report.partition("## What curators decided")[2]
    page = opened.open(out / "documents" / "ke-hoach-91.html", f"#c={place}-{place + len(KHO)}")
    assert "người hiệu đính xác nhận: Trần An" in page.locator("#claims").inner_text()
    assert page.locator("#claims > ul .decide").count() == 0
    assert KHO not in "".join(opened.open(out / "review.html").locator("blockquote").all_inner_texts())

    (at / "ke-hoach-91.txt").write_text(PLAN.replace(KHO, "Giao Sở Công Thương dỡ kho."), encoding="utf-8")
    done = policygraph("build", at, "-o", out, "-q")
    assert done.returncode == 1
    assert done.stderr.startswith(f"corrections.yaml, line 1: its words are not in ke-hoach-91.txt: “{KHO}”")
    assert KHO in (out / "report.md").read_text("utf-8").partition("## Corrections that were not done")[2]
    assert opened.troubles == []


def test_decisions_become_a_file_that_the_next_build_does(
    opened: Opened, output: Path, documents: Path, tmp_path: Path
) -> None:
    page = opened.open(output / "review.html")
    assert page.locator(".item").count() == 5
    decide(page, "xây kho lạnh", "instead")
    part = page.locator(".item").nth(item(page, "xây kho lạnh")).locator(".instead")
    part.locator("[data-field=lead]").fill("Sở Y tế; các sở, ban, ngành")
    decide(page, "Giao Sở Y tế", "wrong")
    page.locator(".item").nth(item(page, "Giao Sở Y tế")).locator("[data-field=why]").fill(
        'chỉ là ví dụ: "quote" </script>'
    )
    decide(page, "“Cụm công nghiệp Bãi Nganh”", "right")
    assert page.locator("#count").inner_text() == "đã quyết định 3 trong 5"
    page.locator("#save").click()
    assert page.evaluate("document.activeElement.id") == "curator", "a line needs a name"
    page.locator("#curator").fill("Lê Bình")
    with page.expect_download() as download:
        page.locator("#save").click()
    assert download.value.suggested_filename.startswith("corrections-20")
    at = folder(tmp_path / "docs")
    download.value.save_as(at / download.value.suggested_filename)
    kept = read_files([at / download.value.suggested_filename])
    assert kept.faults == ()
    assert sorted((one.verb, one.about) for one in kept.corrections) == [
        ("same", "Cụm công nghiệp Bãi Ngang"), ("say", "task"), ("unsay", "task"), ("unsay", "task"),
    ]  # fmt: skip
    assert {one.by for one in kept.corrections} == {"Lê Bình"}
    result = build([at], tmp_path / "out", pages=False)
    assert (result.faults, len(result.facts.corrected)) == ((), 4)
    assert opened.troubles == []


def test_words_read_otherwise_are_a_line_too(opened: Opened, output: Path) -> None:
    page = opened.open(output / "review.html")
    decide(page, "xây kho lạnh", "otherwise")
    part = page.locator(".item").nth(item(page, "xây kho lạnh")).locator(".otherwise")
    part.locator("[data-field=words]").fill("Bãi Ngang")
    part.locator("[data-field=as]").fill("Bãi Dài")
    (line,) = lines(page)
    assert yaml.safe_load(line)[0] | {"date": "", "by": ""} == {
        "read": "Bãi Ngang", "document": "91/KH-UBND", "as": "Bãi Dài", "by": "", "date": "", "why": "đọc nhầm chữ",
    }  # fmt: skip


def test_another_relation_that_a_document_says_of_others_stays_one_of_theirs(
    opened: Opened, sample_output: Path
) -> None:
    page = opened.open(sample_output / "review.html")
    decide(page, "Thông tư số 71/2021/TT-BTC", "instead")
    page.locator("[data-field=what]:visible").select_option("basedOn")
    unsaid, said = (yaml.safe_load(line)[0] for line in "\n".join(lines(page)).splitlines())
    assert (unsaid["unsay"], said["say"]) == ("guides", "basedOn")
    assert (said["from"], said["to"]) == (unsaid["from"], unsaid["to"])
    assert said["from"] == "71/2021/TT-BTC"


@pytest.mark.parametrize("storage", [True, False], ids=["localStorage", "without"])
def test_decisions_stay_over_a_reload(opened: Opened, output: Path, storage: bool) -> None:
    if not storage:
        opened.page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } })"
        )
    page = opened.open(output / "review.html")
    decide(page, "xây kho lạnh", "right")
    before = lines(page)
    assert page.locator("#memory").is_visible() != storage
    page.reload()
    opened.settled()
    assert lines(page) == before
    assert len(before) == 1
    page.locator("#forget").click()
    page.reload()
    opened.settled()
    assert lines(page) == []
    assert opened.troubles == []


def test_the_keyboard_alone_decides(opened: Opened, output: Path) -> None:
    page = opened.open(output / "review.html")
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("2")
    assert page.locator(".item").nth(1).get_attribute("data-decided") is not None
    assert '{unsay: "task"' in lines(page)[0]
    page.keyboard.press("p")
    page.keyboard.press("1")
    assert len(lines(page)) == 2
    page.locator(".item").nth(1).locator("[data-field=why]").fill("n1p2")
    assert page.locator(".item").nth(1).locator("[data-field=why]").input_value() == "n1p2", (
        "where one types, keys are letters"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_page_is_said_in_both_languages(opened: Opened, output: Path, lang: str) -> None:
    page = opened.open(output / "review.html")
    page.locator(f"#languages button[data-lang={lang}]").click()
    shown = page.evaluate(
        "[...document.querySelectorAll('[data-t]')].map((node) => [node.dataset.t, node.textContent])"
    )
    assert len(shown) > 60
    assert [key for key, text in shown if not text or "{" in text or text == key] == []
    assert page.locator("h1").inner_text() == {"vi": "Xem lại điều còn nghi ngờ", "en": "Review what is in doubt"}[lang]


def test_a_script_s_line_is_the_line_that_python_writes(opened: Opened, output: Path, tmp_path: Path) -> None:
    from graph.model import Correction, line
    from graph.view.review_page import offered

    page = opened.open(output / "review.html")
    odd = 'a “b” "c" \\ # {}[]:,&*!|>%@` \u00a0 \u200b\u2028\u202e \U0001f600 \U000e0041 é e\u0301 </script>'
    for one in (
        Correction("say", odd, odd, "leads", (("task", (odd,)), ("number", ("II.1",))), odd, "2026-11-29", odd),
        Correction("read", "a", odd, "", (("as", ("",)),), "An", "2026-11-29", "x"),
    ):
        given = json.dumps({**offered(one), "by": one.by, "date": one.date, "why": one.why})
        assert page.evaluate(f"corrections.line({given})") == line(one)
        (tmp_path / "corrections.yaml").write_text(line(one) + "\n", "utf-8")
        assert read_files([tmp_path / "corrections.yaml"]).corrections[0].words == unicodedata.normalize(
            "NFC", one.words
        )


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "dark"), (PHONE, "light")], ids=["desk dark", "phone light"])
def test_axe_finds_nothing_grave_while_decisions_are_open(
    chromium: Browser, output: Path, size: dict[str, int], scheme: str
) -> None:
    from test_accessible import violations

    opened = Opened(chromium, viewport=size, color_scheme=scheme)
    page = opened.open(output / "review.html")
    decide(page, "xây kho lạnh", "instead")
    decide(page, "Giao Sở Y tế", "otherwise")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    place = PLAN.index(KHO)
    page = opened.open(output / "documents" / "ke-hoach-91.html", f"#c={place}-{place + len(KHO)}")
    assert page.locator(".decide").count() >= 1
    assert violations(page) == []
    opened.page.close()


def test_the_overview_leads_to_the_review(opened: Opened, output: Path) -> None:
    page = opened.open(output / "index.html")
    page.locator('#pages a[href="review.html"]').click()
    opened.settled()
    assert page.locator(".item").count() == 5


def test_what_hangs_on_a_doubt_orders_the_page(output: Path) -> None:
    from graph.analysis.doubtful import doubtful

    rows = doubtful(open_graph(output))
    assert [row.hangs for row in rows] == sorted((row.hangs for row in rows), reverse=True)
    assert {row.words: (row.claims, row.tasks, row.documents) for row in rows} == {
        MORE: (3, 0, 1), KHO: (3, 0, 1), ODD: (2, 0, 1), "Sở Xây dựng kẻ vạch bãi đỗ tại Cụm công nghiệp Bãi Ngang trong năm 2024.": (3, 0, 1),
    }  # fmt: skip
