"""`figures/*.svg` and `*.png`: the pictures of the page, each in a file of its own, for a paper or a talk."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from graph.errors import PolicyGraphError
from graph.view.overview import chain, drawing
from graph.view.overview.charts import Bars, axis, bars, heat_map, timeline
from graph.view.overview.facts import Facts
from graph.view.overview.ledger import Ledger
from graph.view.speech import Speech
from graph.view.words import LANGUAGES, words

WIDTH = 900
"""Pixels of a figure's width, where it has none by itself."""
SHARPNESS = 2.0
"""Pixels of a PNG for one of the SVG: 200 dots to the inch at half a page's width."""


def write_figures(out: Path, ledger: Ledger, *, lang: str = LANGUAGES[0], png: bool = False) -> tuple[Path, ...]:
    """The paths of the figures, written into `out/figures`: as SVG, and with `png` as PNG too.

    The same tables give the same bytes. PNG needs the extra `figures`; raises `PolicyGraphError` where it is missing.
    """
    raster = _raster() if png else None
    folder = Path(out) / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, svg in figures(ledger, lang=lang).items():
        path = folder / f"{name}.svg"
        path.write_text(svg, encoding="utf-8", newline="\n")
        written.append(path)
        if raster:
            path = folder / f"{name}.png"
            path.write_bytes(raster(svg))
            written.append(path)
    return tuple(written)


def figures(ledger: Ledger, *, lang: str = LANGUAGES[0]) -> dict[str, str]:
    """The figures as SVG by name: "chain", "workload", "groups", "deadlines", "quarters"; only those with anything in them.

    They hold no links: on paper there are none, and in a file they would lead nowhere.
    """
    found, speech = ledger.facts, Speech(lang, words(lang, "shared", "index"), switch=False)
    drawn: dict[str, str] = {}
    picture = chain(found, speech)
    if picture.drawn:
        drawn["chain"] = picture.svg
    for name, groups in (("workload", False), ("groups", True)):
        chart = bars(found, groups=groups)
        if chart.bars:
            drawn[name] = _drawn(speech, "bars.svg", name, chart, legend=True)
    drawn |= _times(found, speech)
    return {name: unlinked(svg) for name, svg in drawn.items()}


def unlinked(svg: str) -> str:
    """The SVG with each link as a group.

    >>> unlinked('<svg><a href="x"><title>t</title></a></svg>')
    '<svg><g><title>t</title></g></svg>'
    """
    return re.sub(r"</a>", "</g>", re.sub(r"<a(?: [^>]*)?>", "<g>", svg))


def _times(found: Facts, speech: Speech) -> dict[str, str]:
    drawn = {}
    time, heat = timeline(found, most=40), heat_map(found)
    if time.drawn:
        drawn["deadlines"] = _drawn(speech, "timeline.svg", "deadlines", time, years=axis(time.years), named=True)
    if heat.rows:
        drawn["quarters"] = _drawn(speech, "heat.svg", "quarters", heat)
    return drawn


def _drawn(speech: Speech, template: str, name: str, chart: Bars | Any, **more: Any) -> str:
    values: Mapping[str, Any] = {"chart": chart, "name": name, "width": WIDTH, **more}
    return drawing(speech).get_template(f"charts/{template}").render(values).strip() + "\n"


def _raster() -> Callable[[str], bytes]:
    """What makes PNG of SVG, with one face on every machine: DejaVu Sans, which has all letters of Vietnamese."""
    try:
        import matplotlib
        import resvg_py
    except ImportError as error:
        raise PolicyGraphError(
            f"PNG needs {error.name}, which is not installed: pip install 'policygraph[figures]', or take the SVG"
        ) from error
    faces = [f"{matplotlib.get_data_path()}/fonts/ttf/{face}.ttf" for face in ("DejaVuSans", "DejaVuSans-Bold")]
    only: dict[str, Any] = {"skip_system_fonts": True, "font_files": faces, "font_family": "DejaVu Sans"}
    only |= {"sans_serif_family": "DejaVu Sans", "background": "#ffffff", "zoom": SHARPNESS}
    return lambda svg: resvg_py.svg_to_bytes(svg_string=svg, **only)
