"""Takes the README's picture of graph.html, as it opens a document: `python docs/picture.py` builds the samples."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from graph.build import build

PICTURE = Path(__file__).parent / "graph.png"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-lcd-text"]  # grey letters make half the file of coloured ones


def main(page_file: Path, document: str) -> None:
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 680})
        page.goto(page_file.resolve().as_uri())
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        page.get_by_role("searchbox").fill(document)
        page.keyboard.press("Enter")
        page.wait_for_timeout(1000)  # until the picture has moved to the document
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size // 1024} KB", file=sys.stderr)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(build(out=f"{folder}/output").out / "graph.html", "124/NQ-CP")
