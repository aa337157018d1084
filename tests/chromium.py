"""A page in Chromium without a network, and everything that went wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 800}


@contextmanager
def launched(program: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Opened:
    """A page of a browser that is offline: what it said, threw or asked the user, and what it asked for.

    `requests` are those of the file opened last, `away` what was ever asked for but files and what pages make themselves.
    """

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.page: Page = browser.new_page(**{"viewport": DESK, **options})
        self.requests, self.away, self.troubles = list[str](), list[str](), list[str]()
        self.page.context.set_offline(True)
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))

    def open(self, path: Path, address: str = "") -> Page:
        """The page of a file, ready; `address` is what stands behind it ("#c=3-9")."""
        self.page.goto("about:blank")  # a new address alone would not load the page again
        self.requests.clear()
        self.page.goto(path.as_uri() + address)
        self.settled()
        return self.page

    def _asked(self, url: str) -> None:
        self.requests.append(url)
        if not url.startswith(("file:", "data:", "blob:")):
            self.away.append(url)

    def settled(self) -> None:
        """Waits until the page is drawn and, as it says of the graph's, holds all that it opens by itself."""
        for state in ("ready", "loaded") if self.page.url.partition("#")[0].endswith("graph.html") else ("ready",):
            self.page.wait_for_selector(f"html[data-{state}=yes]", state="attached")
