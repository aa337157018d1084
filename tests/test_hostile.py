"""Documents are hostile: nothing in their names, titles, sentences or paths becomes anything but text on any page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import Opened
from markdown_it import MarkdownIt

from graph.build import build

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Each would set `pwned`, make an element of the class `pwn`, ask for something, or turn what stands around it.
PAYLOADS = (
    "</script><script class=pwn>window.pwned=1</script>",
    "<img class=pwn src=x onerror=window.pwned=2>",
    "\"'><svg class=pwn onload=window.pwned=3>",
    "' onmouseover='window.pwned=4' class='pwn",
    '" autofocus onfocus="window.pwned=5" class="pwn',
    "<!--<script class=pwn>",
    "]]><b class=pwn>",
    "</style></title></textarea></template><i class=pwn>",
    "javascript:window.pwned=6",
    "<a class=pwn href=javascript:window.pwned=7>liên kết</a>",
    "<iframe class=pwn srcdoc='<script>parent.pwned=8</script>'></iframe>",
    "<link class=pwn rel=stylesheet href=https://example.org/a.css>",
    "{{ 7*7 }}{% raw %}${window.pwned=9}",
    "\\u003cscript\\u003ewindow.pwned=10\u2028window.pwned=11\u2029",
    "[liên kết](javascript:window.pwned=12) ![](https://example.org/a.png) **đậm** `mã` <https://example.org>",
    "\u202egnort nab văn\u202c \u2067\u200fbản\u2069 \u202d\u2066",
    "&lt;b class=pwn&gt; &#60;i class=pwn&#62; &amp;",
    "%3Cscript%3E#c=1-2&view=near?lang=en",
    "__proto__ constructor toString",
    "\u001b[31m\u007f\u0085\ufffe\ufeff\U0001f9e8",
)
STEERING = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"


def document(number: int, payload: str) -> str:
    cell = payload.replace("|", "").replace("\t", "")
    return f"""ỦY BAN NHÂN DÂN
TỈNH PHÚ YÊN
Số: {number}/KH-UBND

KẾ HOẠCH
Phát triển {payload} thực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ về {payload}

Căn cứ Kế hoạch số {number % len(PAYLOADS) + 1}/KH-UBND ngày 01/02/2021 của Ủy ban nhân dân tỉnh Phú Yên về {payload};
Thực hiện Chương trình {payload} và Đề án "{payload}" của Thủ tướng Chính phủ.

{payload}

I. MỤC TIÊU {payload.upper()}
- Đến năm 2025, tỷ lệ {payload} đạt 60%; thành lập Cụm công nghiệp Tân {payload}; đầu tư dự án {payload}.
II. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương {payload}
- Chủ trì, phối hợp với Sở Tài chính {payload} rà soát {payload}, xong trong quý II/2023.
2. Giao Ủy ban nhân dân huyện {payload} báo cáo {payload}.

| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |
|---|---|---|---|---|
| 1 | Lập {cell} | Sở Xây dựng {cell} | {cell} | Quý IV/2024 {cell} |

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
{payload}
Nguyễn Văn {payload}
"""


def file_name(number: int, payload: str) -> str:
    """A path that holds the payload; a slash in it makes folders, so that the whole path prints it."""
    name = re.sub(r"[\x00]|(?<=/)(?=/)|^/", "", payload)
    name = "/".join(part[:60] if part.strip(". ") else f"x{part}" for part in name.split("/"))
    return f"{number} {name}{'.md' if number % 2 else '.txt'}"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for number, payload in enumerate(PAYLOADS, 1):
        path = folder / "in" / file_name(number, payload)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(number, payload), encoding="utf-8")
    result = build([folder / "in"], folder / "output")
    assert not result.failures
    assert len(result.read) == len(PAYLOADS)
    return result.out


HARMED = """() => {
  const all = [...document.querySelectorAll("*")];
  const bad = (node) => [...node.attributes].some((a) => a.name.startsWith("on") || /^\\s*javascript:/i.test(a.value)
    || (["src", "srcset", "data", "action"].includes(a.name)) || (a.name === "style" && /url/.test(a.value)));
  return {
    pwned: window.pwned ?? null,
    elements: document.querySelectorAll(".pwn, iframe, object, embed, base, img, link, video, audio").length,
    attributes: all.filter(bad).map((node) => node.outerHTML.slice(0, 200)),
    scripts: [...document.scripts].filter((s) => s.type === "" || /javascript|module/.test(s.type)).length,
    away: all.filter((a) => a.localName === "a" && a.hasAttribute("href")).map((a) => new URL(a.getAttribute("href"), location).href).filter((href) => !/^(file:|blob:)/.test(href)),
    styles: document.querySelectorAll("style").length,
  };
}"""


def unharmed(page: Page, path: Path) -> None:
    found: dict[str, Any] = page.evaluate(HARMED)
    policy = str(page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content"))
    assert policy.startswith("default-src 'none';"), path
    assert not re.search(r"unsafe|https?:|\*", policy)
    directives = {name: rest for name, _, rest in (part.strip().partition(" ") for part in policy.split(";"))}
    assert found == {
        "pwned": None, "elements": 0, "attributes": [], "away": [],
        "scripts": directives["script-src"].count("sha256-"),
        "styles": directives.get("style-src", "").count("sha256-"),
    }  # fmt: skip


def shown(page: Page) -> str:
    """What the page says outside of the document's own text."""
    return str(
        page.evaluate("""() => {
      let told = document.title;
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        if (!walker.currentNode.parentNode.closest("script, style, #text")) told += walker.currentNode.data;
      }
      return told;
    }""")
    )


def poke(page: Page) -> None:
    """Everything that can be pressed is pressed, and every search box is asked for what is hostile."""
    for words in ("pwn", "script", "ke hoach"):
        for box in page.get_by_role("searchbox").all():
            if box.is_visible():
                box.fill(words)
                box.press("Enter")
    page.evaluate("""async () => {
      const pressed = 'button, [role=option], [role=tab], summary, input[type=checkbox], #text a.m';
      for (const [i, node] of [...document.querySelectorAll(pressed)].slice(0, 150).entries()) {
        if (/png|svg|csv|print|in\\b/i.test(node.id + node.dataset.export)) continue; // these leave the page
        node.click();
        node.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        node.focus?.();
        if (i % 10 === 0) await new Promise((done) => setTimeout(done, 5)); // for what happens later
      }
    }""")


@pytest.mark.browser
def test_no_document_does_anything_on_any_page(opened: Opened, output: Path) -> None:
    pages = sorted(output.rglob("*.html"))
    reading = [path for path in pages if (output / "documents") in path.parents]
    assert len(reading) == len(PAYLOADS)
    assert {path.name for path in pages} >= {"graph.html"}
    for path in pages:
        page = opened.open(path)
        unharmed(page, path)
        assert not re.search(STEERING, shown(page)), path
        poke(page)
        unharmed(page, path)
        assert not re.search(STEERING, shown(page)), path
        loaded = {url for url in opened.requests if not url.startswith(("blob:", "data:"))}
        assert all(url.startswith(output.as_uri()) for url in loaded)
        assert opened.troubles == []


@pytest.mark.browser
def test_reading_pages_show_hostile_texts_as_they_are(opened: Opened, output: Path) -> None:
    found = 0
    for number, payload in enumerate(PAYLOADS, 1):
        (path,) = (output / "documents").glob(f"{number} *") if "/" not in payload else [first(output, number)]
        page = opened.open(path)
        assert payload in page.locator("#text").evaluate("(text) => text.textContent")
        for sign in page.locator(".steer").all()[:5]:
            assert sign.evaluate("(s) => getComputedStyle(s).unicodeBidi") == "isolate"
            assert sign.evaluate("(s) => getComputedStyle(s, '::before').content").startswith('"U+')
        assert page.evaluate(f"""() => {{
          const steering = /{STEERING}/;
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) if (steering.test(walker.currentNode.data) && !walker.currentNode.parentNode.closest(".steer")) return false;
          return true;
        }}""")
        found += 1
    assert found == len(PAYLOADS)


def first(output: Path, number: int) -> Path:
    return next(
        path
        for path in (output / "documents").rglob("*.html")
        if path.relative_to(output / "documents").parts[0].startswith(f"{number} ")
    )


@pytest.mark.browser
def test_links_between_pages_with_hostile_names_arrive(opened: Opened, output: Path) -> None:
    followed = 0
    for path in sorted((output / "documents").rglob("*.html")):
        page = opened.open(path)
        for href in page.evaluate("[...document.querySelectorAll('#facts a.read, #pages a')].map((a) => a.href)"):
            name = page.evaluate("(href) => decodeURIComponent(new URL(href).pathname)", href)
            assert Path(name).is_file(), href
            followed += 1
    assert followed >= len(PAYLOADS)


def test_the_report_is_text_and_nothing_else(output: Path) -> None:
    report = (output / "report.md").read_text(encoding="utf-8")
    tokens = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").parse(report)
    kinds = {token.type for token in [*tokens, *(child for token in tokens for child in token.children or ())]}
    assert kinds.isdisjoint({"html_block", "html_inline", "link_open", "image", "code_inline", "code_block"})
    fences = [token for token in tokens if token.type == "fence"]  # lines to copy, in which all words are quoted
    assert fences
    assert all(token.info == "yaml" for token in fences)
    assert all(line.startswith("- {") and line.endswith("}") for token in fences for line in token.content.splitlines())
    assert "strong_open" not in kinds
    assert not re.search(f"{STEERING}|[\x00-\x08\x0b-\x1f\x7f]", report)
    assert "window.pwned=2" in report  # it is there, as text
