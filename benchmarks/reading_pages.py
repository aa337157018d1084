"""How a reading page of a million characters opens, beside one of a sample: python benchmarks/reading_pages.py [FILE]

The text is the sample corpus over and over, or FILE. Needs Debian's chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Page, sync_playwright

from graph.build import SAMPLES, build

LENGTH = 1_000_000
STEPS = {
    "next mark": "document.getElementById('next').click()",
    "go to a place": "location.hash = '#c=900000-900100'",
    "hide a kind": "document.querySelector('#legend input').click()",
    "search": "(() => { const q = document.getElementById('query'); q.value = 'cong nghiep'; q.dispatchEvent(new Event('input')); })()",
    "other language": "document.querySelector('[data-lang=en]').click()",
}
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def timed(page: Page, code: str) -> float:
    start = perf_counter()
    page.evaluate(code)
    page.evaluate(DRAWN)
    return perf_counter() - start


def opened(page: Page, path: Path) -> dict[str, Any]:
    start = perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    told: dict[str, Any] = {"ready": perf_counter() - start}
    told["first paint"] = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    return told | {name: timed(page, code) for name, code in STEPS.items()}


def main() -> None:
    given = Path(sys.argv[1]).read_text(encoding="utf-8") if len(sys.argv) > 1 else None
    one = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.iterdir()))
    small = (SAMPLES / "mau-223-kh-ubnd-2021.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for name, text in (("small", small), ("large", given or (one * (LENGTH // len(one) + 1))[:LENGTH])):
            Path(folder, f"{name}.txt").write_text(text, encoding="utf-8")
        out = build([Path(folder, "small.txt"), Path(folder, "large.txt")], Path(folder, "output")).out
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        pages = {name: out / "documents" / f"{name}.html" for name in ("small", "large")}
        found = {name: opened(browser.new_page(), path) for name, path in pages.items()}
        browser.close()
        for name, path in pages.items():
            length = len((out / "text" / f"{name}.txt").read_text(encoding="utf-8"))
            print(f"{name}: {length:,} characters, page {path.stat().st_size / 1e6:.1f} MB")
    for step, seconds in found["large"].items():
        print(f"{step:14} {seconds:6.2f} s, {seconds / found['small'][step]:5.1f} times the small one")


if __name__ == "__main__":
    main()
