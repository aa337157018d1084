"""How quickly graph.html opens and moves, beside plain pyvis on the same graph.

    python benchmarks/page.py [--sizes 500 2000 5000] [--large 100000] [--wait 60]

For each size makes a graph like those of real corpora (documents in chains, agencies, tasks, zones, each edge with its
words), writes our page and pyvis's own (physics on, as it ships), opens both in headless Chromium without a network and
prints: seconds to the first drawing, frames a second while the picture is dragged, megabytes of JavaScript memory, and
of the file. Plain pyvis shows its picture when the physics has settled; one that needs longer than `--wait` is told as
such. Ratios count, not seconds: a shared machine is not equally fast all the time. `--large` is ours alone.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from graph.records.documents import Quote, Step
from graph.records.kinds import EDGE_KINDS
from graph.records.things import Thing, Whole
from graph.view.graph_page import drawn
from graph.vocab import ID

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"]
SECONDS = 3


@dataclass(frozen=True)
class Measured:
    """What one page needs; `first` is `None` where nothing was drawn in time."""

    first: float | None
    frames: float | None
    memory: float | None
    size: float

    def __str__(self) -> str:
        return " ".join(
            f"{'      -' if value is None else f'{value:7.{digits}f}'}"
            for value, digits in ((self.first, 2), (self.frames, 0), (self.memory, 0), (self.size, 1))
        )


def made(size: int) -> Whole:
    """A graph of so many things: one in six a document, one in twenty an agency, the others tasks and zones."""
    random = Random(size)
    papers = [f"{ID}document/{i}" for i in range(size // 6)]
    bodies = [f"{ID}agency/{i}" for i in range(max(size // 20, 1))]
    read = papers[: max(len(papers) // 4, 1)]
    things, edges = {}, []
    for i, iri in enumerate(papers):
        facts = {
            "number": f"{i}/KH-UBND",
            "date": f"{random.randint(2015, 2026)}-05-{i % 28 + 1:02}",
            "tier": str(i % 7 + 1),
        }
        if iri in read[:5000]:
            facts |= {"source": f"{i}.txt", "file": f"text/{i}.txt"}
        things[iri] = _thing(iri, "document", "Plan", f"Kế hoạch số {i}/KH-UBND phát triển công nghiệp", facts)
        kinds = random.choices(["implements", "cites", "basedOn", "amends"], k=3)
        edges += [
            _step(iri, kind, other, iri)
            for kind, other in zip(kinds, random.sample(papers[:i], min(i, 3)), strict=False)
        ]
    for i, iri in enumerate(bodies):
        things[iri] = _thing(iri, "agency", "Agency", f"Sở Công Thương số {i}", {"tier": "7"})
    for i in range(size - len(papers) - len(bodies)):
        kind, sort, edge = ("zone", "IndustrialPark", "targets") if i % 8 == 0 else ("task", "Task", "assigns")
        iri, home = f"{ID}{kind}/{i}", random.choice(read)
        things[iri] = _thing(
            iri, kind, sort, f"Xây dựng đề án số {i} phát triển cụm công nghiệp trên địa bàn", {"text": "x" * 200}
        )
        edges.append(_step(home, edge, iri, home))
        if kind == "task":
            edges += [_step(body, "leads", iri, home) for body in random.sample(bodies, min(2, len(bodies)))]
    return Whole(things, tuple(edges), {})


def _thing(iri: str, kind: str, sort: str, label: str, facts: dict[str, str]) -> Thing:
    return Thing(iri, kind, sort, label, {name: (value,) for name, value in facts.items()})


def _step(subject: str, predicate: str, object: str, stated: str) -> Step:
    words = (
        f"{subject.rpartition('/')[2]} thực hiện {object.rpartition('/')[2]} theo chức năng, nhiệm vụ được giao " * 2
    )
    return Step(subject, predicate, object, (Quote(stated, words, "t.txt", 0, len(words), "test"),))


def plain(whole: Whole, path: Path) -> None:
    """pyvis's own page of the same graph; nodes and edges appended, because its own way to add them is quadratic."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.nodes = [{"id": iri, "label": thing.label, "shape": "dot"} for iri, thing in whole.things.items()]
    net.edges = [
        {"from": edge.subject, "to": edge.object, "color": EDGE_KINDS[edge.predicate].color, "arrows": "to"}
        for edge in whole.edges
    ]
    path.write_text(net.generate_html(), encoding="utf-8")


def measured(browser: Browser, path: Path, ready: str, wait: float) -> Measured:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.context.set_offline(True)
    started = perf_counter()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_selector(ready, state="attached", timeout=wait * 1000)
        first = perf_counter() - started
        return Measured(first, _frames(page), _memory(page), path.stat().st_size / 1e6)
    except Exception as error:  # a page that never draws is a result
        if "Timeout" not in str(error):
            raise
        return Measured(None, None, None, path.stat().st_size / 1e6)
    finally:
        page.close()


def _frames(page: Page) -> float:
    page.evaluate("""() => { window.frames_ = 0; const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
        requestAnimationFrame(count); }""")
    page.mouse.move(700, 400)
    page.mouse.down()
    page.evaluate("window.frames_ = 0")
    started = perf_counter()
    for i in _until(started + SECONDS):
        page.mouse.move(700 + (i % 60 - 30) * 5, 400 + (i % 40 - 20) * 4)
    frames = page.evaluate("window.frames_") / (perf_counter() - started)
    page.mouse.up()
    return float(frames)


def _until(end: float) -> Iterator[int]:
    i = 0
    while perf_counter() < end:
        yield i
        i += 1


def _memory(page: Page) -> float:
    return float(page.evaluate("performance.memory.usedJSHeapSize")) / 1e6


OURS = "html[data-ready=yes]"
PLAIN = "#loadingBar[style*='display: none']"


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[500, 2000, 5000])
    parser.add_argument("--large", type=int, default=0)
    parser.add_argument("--wait", type=float, default=60)
    options = parser.parse_args()
    print("things  page            first  frames  memory    size")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for size in [*options.sizes, *([options.large] if options.large else [])]:
            whole, ours, theirs = made(size), Path(folder) / "ours.html", Path(folder) / "plain.html"
            started = perf_counter()
            ours.write_text(drawn(whole), encoding="utf-8")
            took = perf_counter() - started
            mine = measured(browser, ours, OURS, options.wait)
            print(f"{size:6}  graph.html     {mine}   (written in {took:.1f} s)", flush=True)
            if size in options.sizes:
                plain(whole, theirs)
                other = measured(browser, theirs, PLAIN, options.wait)
                late = "" if other.first else f"   (nothing drawn in {options.wait:.0f} s)"
                times = f"   ({other.first / mine.first:.0f} times ours)" if other.first and mine.first else late
                print(f"{size:6}  plain pyvis    {other}{times}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
