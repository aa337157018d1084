"""A page in Chromium without a network, and everything that went wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 800}


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Opened:
    """A page of a browser that is offline: what it asked for, and what it said, threw or asked the user."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.page: Page = browser.new_page(**{"viewport": DESK, **options})
        self.requests, self.troubles = list[str](), list[str]()
        self.page.context.set_offline(True)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))

    def open(self, path: Path, address: str = "") -> Page:
        """The page of a file, ready; `address` is what stands behind it ("#c=3-9")."""
        self.page.goto("about:blank")  # a new address alone would not load the page again
        self.requests.clear()
        self.page.goto(path.as_uri() + address)
        self.page.wait_for_selector("html[data-ready=yes]", state="attached")
        return self.page
