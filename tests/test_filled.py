"""A store is filled from lines as from quads: whatever the form of the file, the same graphs and the same union."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

import graph.store.files as files
from graph.errors import NotAGraph
from graph.store import open_graph

USUAL = '<urn:a> <urn:p> "x _:b <urn:g> ." <urn:g> .\n<urn:a> <urn:p> <urn:b> <urn:g> .\n<urn:a> <urn:p> <urn:b> <urn:h> .\n'
FORMS = {
    "as we write it": USUAL,
    "nothing": "",
    "blank nodes": f"{USUAL}_:c14n1 <urn:p> <urn:o> <urn:g> .\n<urn:a> <urn:p> _:c14n1 <urn:g> .\n",
    "a graph without a name": f'{USUAL}<urn:a> <urn:p> <urn:c> .\n<urn:a> <urn:p> "two words" .\n<urn:a> <urn:p> "a <urn:g>" .\n',
    "other blanks": USUAL.replace(" <urn:p> ", "\t<urn:p>  "),
    "no blanks": USUAL.replace("<urn:b> <", "<urn:b><"),
    "other line ends": USUAL.replace("\n", "\r\n"),
    "remarks": f"# <urn:a> <urn:b> <urn:c> .\n\n{USUAL}",
    "no line end at the end": USUAL[:-1],
    "languages and kinds": '<urn:a> <urn:p> "x"@vi <urn:g> .\n<urn:a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .\n',
    "escapes": '<urn:a> <urn:p> "\\"\\\\ \\n\\u1EA1" <urn:g> .\n<urn:\\u1EA1> <urn:p> "a" <urn:\\u1EA1> .\n',
}


def held(store: Store) -> tuple[list[str], list[str]]:
    return sorted(map(str, store)), sorted(map(str, store.named_graphs()))


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("at_once", [1, 1 << 24])
def test_lines_fill_a_store_as_quads_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, at_once: int
) -> None:
    monkeypatch.setattr(files, "_LOADED", at_once)
    path = tmp_path / "graph.nq"
    path.write_bytes(text.encode())
    slow = held(files._filled(Store(), path))
    assert held(files.fill(Store(), path)) == slow
    assert held(files.fill(Store(str(tmp_path / "store")), path, ours=True)) == slow


def test_the_usual_form_is_never_made_quads_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.nq"
    path.write_text(USUAL, "utf-8", newline="\n")
    monkeypatch.setattr(files, "_filled", None)
    assert len(files.fill(Store(), path)) == 5


@pytest.mark.parametrize(
    "wrong",
    ["<urn:a> <urn:p> <urn:b c> <urn:g> .\n", "<urn:a> <urn:p> nothing <urn:g> .\n", "<a> <urn:p> <urn:b> <urn:g> .\n"],
)
def test_what_is_wrong_is_told_with_its_line_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setattr(files, "_LOADED", 1)
    (tmp_path / "graph.nq").write_text(USUAL + wrong, "utf-8", newline="\n")
    with pytest.raises(NotAGraph, match="line 4"):
        open_graph(tmp_path)
