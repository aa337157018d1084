"""The pages on paper, as `Print … → Save as PDF` makes them: A4, no page empty, words that can be read and found."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from chromium import Opened

PAGES = {
    "index.html": ("Khối lượng công việc", 842, 595),
    "graph.html": ("14 văn bản đã đọc", 842, 595),
    "graph.html#node=document/124-nq-cp/2020&view=chain": ("Nghị quyết số 124/NQ-CP", 842, 595),
    "documents/mau-223-kh-ubnd-2021.html": ("PHÁT TRIỂN CÔNG NGHIỆP", 595, 842),
}


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_a_page_on_paper_is_a4_and_none_of_its_sheets_is_empty(
    opened: Opened, sample_output: Path, tmp_path: Path, name: str
) -> None:
    file, _, place = name.partition("#")
    page = opened.open(sample_output / file, f"#{place}" if place else "")
    page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "paper.pdf") as paper:
        texts = [sheet.get_textpage().get_text_range() for sheet in paper]
        inked = [(sheet.render(scale=0.25).to_numpy() < 250).any() for sheet in paper]
        sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in paper}
    words, width, height = PAGES[name]
    assert sizes == {(width, height)}
    assert all(inked)
    assert words in " ".join(" ".join(texts).split())
    if name == "graph.html":
        assert len(texts) == 1
