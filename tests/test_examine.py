"""One file as a value: the same in this process and in another, and no file costs the user the others."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from multiprocessing import get_context
from pathlib import Path

import pytest

import graph.curate.rereading
import graph.making.examine
from graph import errors
from graph.build import SAMPLES, build
from graph.errors import PolicyGraphError, UnreadableFile
from graph.making.examine import Examined, examine, read_document
from graph.reading import Input

FILES = [Input(path, path.name) for path in sorted(SAMPLES.iterdir())]
ERRORS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PolicyGraphError)]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_survives_the_way_to_another_process(kind: type[PolicyGraphError]) -> None:
    parts = (Path("plan.txt"), "it is empty", "export it again") if kind is UnreadableFile else ("what went wrong",)
    error = kind(*parts)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (kind, str(error), vars(error))


def test_all_kinds_of_errors_are_tried() -> None:
    assert len(ERRORS) >= 6


def values(one: Examined) -> tuple[object, ...]:
    """What a file gave as values that can be compared: blocks are the same by what they hold, not by being one object."""
    if one.findings is None:
        return (str(one.failure),)
    document = one.findings.document
    blocks = [(block.path(), block.kind, block.span, block.text) for block in document.root.walk()]
    found = [getattr(one.findings, field.name) for field in fields(one.findings) if field.name != "document"]
    return document.source, document.header, document.tables, blocks, found, one.headings


def test_another_process_gives_the_same_values(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    files = [*FILES[:4], Input(tmp_path / "empty.txt", "empty.txt")]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        theirs = list(pool.map(examine, files))
    assert [values(one) for one in theirs] == [values(examine(file)) for file in files]
    assert [bool(one.findings) for one in theirs] == [True, True, True, True, False]


def test_however_deep_a_text_numbers_its_parts_it_can_be_read_and_handed_on(tmp_path: Path) -> None:
    lines = (".".join(["1"] * depth) + ". Mục tiêu" for depth in range(1, 500))
    (tmp_path / "deep.txt").write_text("KẾ HOẠCH\n\n" + "\n".join(lines), encoding="utf-8")
    one = examine(Input(tmp_path / "deep.txt", "deep.txt"))
    assert one.failure is None
    assert values(pickle.loads(pickle.dumps(one))) == values(one)


def test_a_mistake_of_ours_in_one_document_does_not_cost_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = graph.curate.rereading.parse

    def fails_on_the_first(source: graph.making.examine.Source) -> object:
        return parse(source) if source.path != FILES[0].name else 1 // 0

    monkeypatch.setattr(graph.curate.rereading, "parse", fails_on_the_first)
    result = build([file.path for file in FILES[:2]], tmp_path / "output", pages=False)
    assert result.read == (FILES[1].name,)
    assert [failure.path for failure in result.failures] == [FILES[0].path]
    assert "ZeroDivisionError" in str(result.failures[0])
    assert "please report it" in str(result.failures[0])


@pytest.mark.parametrize("file", FILES[:3], ids=lambda file: file.name)
def test_a_document_is_read_alone_as_a_build_reads_it(file: Input) -> None:
    found = read_document(file.path)
    assert values(Examined(found)) == values(replace(examine(file), headings=()))
    assert found.citations
    text = read_document(text=found.document.source.text)
    assert values(Examined(text))[1:] == values(Examined(found))[1:]


def test_what_cannot_be_read_alone_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(UnreadableFile, match="it is empty"):
        read_document(tmp_path / "empty.txt")
    for arguments in ({}, {"file": FILES[0].path, "text": "KẾ HOẠCH"}):
        with pytest.raises(PolicyGraphError, match="name one file, or give its words"):
            read_document(**arguments)
