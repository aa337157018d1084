"""Takes the README's pictures, of graph.html and a reading page with something opened, of index.html, of review.html with a decision, and of the
page that asks the graph: `python docs/picture.py` builds the samples."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from graph.build import build

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-lcd-text"]  # grey letters make half the file of coloured ones


def main(out: Path) -> None:
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 680})
        graph(page, out, "124/NQ-CP")
        page.screenshot(path=HERE / "graph.png")
        reading(page, out / "documents" / "mau-223-kh-ubnd-2021.html")
        page.screenshot(path=HERE / "reading.png")
        review(page, out / "review.html")
        page.screenshot(path=HERE / "review.png")
        page.set_viewport_size({"width": 1200, "height": 900})
        opened(page, out / "index.html")
        page.screenshot(path=HERE / "overview.png")
        with served(out) as address:
            page.set_viewport_size({"width": 1280, "height": 760})
            page.goto(f"{address}/#name=agency-tasks&$agency=Sở Công Thương tỉnh Tuyên Quang&lang=en")
            page.wait_for_selector("html[data-asked=yes]", state="attached")
            page.screenshot(path=HERE / "query.png")
        browser.close()
    for picture in sorted(HERE.glob("*.png")):
        print(f"{picture.name}: {picture.stat().st_size // 1024} KB", file=sys.stderr)


@contextmanager
def served(out: Path) -> Iterator[str]:
    """The address of `policygraph serve`."""
    command = [sys.executable, "-m", "graph.cli", "serve", str(out), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    assert process.stdout
    said = "".join(iter(process.stdout.readline, "Ctrl-C ends it.\n"))
    try:
        yield re.findall(r"http://[\d.:]+", said)[0]
    finally:
        process.terminate()
        process.wait()


def graph(page: Page, out: Path, document: str) -> None:
    opened(page, out / "graph.html")
    page.get_by_role("searchbox").fill(document)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)  # until the picture has moved to the document


def reading(page: Page, file: Path) -> None:
    opened(page, file)
    page.locator("#text td a.k-leads").nth(2).click()
    page.wait_for_timeout(300)


def review(page: Page, file: Path) -> None:
    opened(page, file)
    page.locator("#curator").fill("Trần An")
    page.locator(".item input[value=wrong]").first.check()
    page.evaluate("scrollTo(0, 0)")


def opened(page: Page, file: Path) -> None:
    page.goto(file.resolve().as_uri())
    page.wait_for_selector("html[data-ready=yes]", state="attached")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(build(out=f"{folder}/output").out)
