"""A build of what was built before: the same bytes as one that reads everything, whatever happened to the documents and to the cache."""

from __future__ import annotations

import hashlib
import inspect
import shutil
import sys
from collections.abc import Iterable
from dataclasses import fields, replace
from importlib.metadata import packages_distributions, version
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import test_architecture
from conftest import examples, invoked
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, Store, parse

import graph.build
import graph.curate.rereading as examining
from graph.build import SAMPLES, BuildResult, build, views
from graph.making import recipe
from graph.making.examine import Examined, examine
from graph.making.kept import CACHE
from graph.making.packed import _Found, laid_out, packed, sealed, unpacked, unsealed
from graph.model import Findings
from graph.reading import Input
from graph.resolve import resolve
from graph.view.reading_page.passages import passages

PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÀ GIANG

Số: {}/KH-UBND

Hà Giang, ngày 4 tháng 5 năm 2022

KẾ HOẠCH
Mở chợ phiên số {}

Thực hiện Kế hoạch số {}/KH-UBND ngày 04/5/2022 của Ủy ban nhân dân tỉnh Hà Giang.

I. NHIỆM VỤ
1. Sở Công Thương chủ trì, phối hợp với Sở Tài chính soát lại {} chợ trong quý II/2023.
"""


def files(out: Path) -> dict[str, str]:
    """Digests of all that a build wrote, but for the engine's own files, of which `held` tells the content."""
    found = (path for path in sorted(out.rglob("*")) if path.is_file())
    named = ((path.relative_to(out), path) for path in found)
    return {
        name.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in named
        if name.parts[0] not in ("store", CACHE)
    }


def held(out: Path) -> set[Any]:
    """What a graph's store holds, but for the ontology's blank nodes, which have other names in each store."""
    quads = set(Store.read_only(str(out / "store")))
    return {quad for quad in quads if not any(isinstance(term, BlankNode) for term in (quad.subject, quad.object))}


def assert_as_fresh(out: Path, documents: Path, fresh: Path) -> None:
    """That the output holds what a build of the same documents from nothing holds."""
    shutil.rmtree(fresh, ignore_errors=True)
    build([documents], fresh)
    assert files(out) == files(fresh)
    assert held(out) == held(fresh)


def plan(number: int, follows: int, markets: int) -> str:
    return PLAN.format(number, number, follows, markets)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"{number}.txt").write_text(plan(number, number - 1, 7), encoding="utf-8")
    return folder


def again(documents: Path, **options: Any) -> BuildResult:
    return build([documents], documents.parent / "out", keep=True, **options)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "edit", "rename", "remove", "rules", "damage", "nothing"]), st.integers(0, 5)
    ),
    min_size=3,
    max_size=3,
)


@given(STEPS)
@examples(9)
def test_whatever_happened_the_bytes_are_those_of_a_build_that_reads_everything(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    top, rules = tmp_path_factory.mktemp("again"), [0]
    documents, numbers = top / "in", count(1)
    documents.mkdir()
    extract = examining.extract

    def by_rules(document: Any) -> Findings:
        found = extract(document)
        return replace(found, tasks=()) if rules[0] % 2 else found

    def change(step: str, which: int) -> None:
        here = sorted(documents.iterdir())
        if step == "add" or not here:
            number = next(numbers)
            (documents / f"plan {number}.txt").write_text(plan(number, which, which), encoding="utf-8")
            return
        chosen = here[which % len(here)]
        if step == "edit":
            chosen.write_text(
                plan(next(numbers), which, which) + "2. Sở Y tế chủ trì lập đề án.\n" * which, encoding="utf-8"
            )
        elif step == "rename":
            chosen.rename(documents / f"renamed {next(numbers)}.txt")
        elif step == "remove" and len(here) > 1:
            chosen.unlink()
        elif step == "rules":
            rules[0] += 1
        elif step == "damage":
            kept = sorted(path for path in (top / "out" / CACHE).rglob("*") if path.is_file())
            kept[which % len(kept)].write_bytes(b"no outcome")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(examining, "extract", by_rules)
        patch.setattr(recipe, "digest_of_rules", lambda: str(rules[0]))
        patch.setattr(graph.build, "digest_of_code", lambda: str(rules[0]))
        for step, which in [("add", 0), ("add", 1)]:
            change(step, which)
        again(documents)
        for step, which in steps:
            change(step, which)
            again(documents)
            assert_as_fresh(top / "out", documents, top / "fresh")


def test_only_what_is_new_or_changed_is_read(documents: Path) -> None:
    assert again(documents).examined == 3
    (documents / "2.txt").write_text(plan(2, 1, 9), encoding="utf-8")
    (documents / "4.txt").write_text(plan(4, 1, 9), encoding="utf-8")
    (documents / "1.txt").unlink()
    result = again(documents)
    assert (result.examined, result.read) == (2, ("2.txt", "3.txt", "4.txt"))
    assert_as_fresh(result.out, documents, documents.parent / "fresh")
    kept = [path for path in (result.out / CACHE).glob("*/*") if path.name != "ate"]
    assert len(kept) == 3


def test_nothing_new_writes_nothing_and_tells_the_same(documents: Path) -> None:
    first = again(documents)
    before = {path: path.stat().st_mtime_ns for path in first.out.rglob("*")}
    second = again(documents)
    assert (second.written, second.examined) == (False, 0)
    assert {path: path.stat().st_mtime_ns for path in first.out.rglob("*")} == before
    for field in fields(BuildResult):
        if field.name not in ("written", "examined", "_facts"):
            assert getattr(first, field.name) == getattr(second, field.name), field.name
    assert second.facts == first.facts


def test_what_was_changed_in_the_output_is_written_again(documents: Path) -> None:
    out = again(documents).out
    good = files(out)
    for name in ("index.html", "documents/2.txt.html", "text/1.txt", "graph.nq", "figures"):
        shutil.rmtree(out / name) if (out / name).is_dir() else (out / name).write_bytes(b"not ours")
        assert again(documents).written, name
        assert files(out) == good, name


def test_what_is_left_of_an_earlier_output_is_never_written_into(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = again(documents).out
    (out / "index.html").unlink()
    before = files(out)

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(views, "tables", lambda graph: {"workload.csv": "cut o"})
    monkeypatch.setattr(views, "write_page", stopped)
    with pytest.raises(KeyboardInterrupt):
        again(documents)
    assert files(out) == before


def test_corrections_that_come_change_and_go_are_done_as_in_a_build_from_nothing(documents: Path) -> None:
    again(documents)
    line = '- {{unsay: task, document: 1.txt, words: "Sở Công Thương chủ trì, phối hợp với Sở Tài chính soát lại 7 chợ trong quý II/2023.", by: An, date: 2026-11-29, why: "{}"}}\n'
    wrong = '- {unsay: task, document: 2.txt, words: "not there", by: An, date: 2026-11-29, why: none}\n'
    for text, faults in (
        (line.format("none"), 0),
        (line.format("no task"), 0),
        ("\n" + line.format("no task") + wrong, 1),
    ):
        (documents / "corrections.yaml").write_text(text, encoding="utf-8")
        result = again(documents)
        assert (result.written, len(result.faults)) == (True, faults), [*map(str, result.faults)]
        assert_as_fresh(result.out, documents, documents.parent / "fresh")
    told = again(documents)
    assert (told.written, told.faults) == (False, result.faults)
    (documents / "corrections.yaml").unlink()
    assert_as_fresh(again(documents).out, documents, documents.parent / "fresh")


def test_another_language_or_no_pages_is_another_output(documents: Path) -> None:
    vi = files(again(documents).out)
    assert files(again(documents, lang="en").out) != vi
    assert "index.html" not in files(again(documents, pages=False).out)
    assert files(again(documents).out) == vi


def test_a_file_that_cannot_be_read_is_tried_again_and_told_again(documents: Path) -> None:
    (documents / "empty.txt").touch()
    first, second = again(documents), again(documents)
    assert [str(failure) for failure in first.failures] == [str(failure) for failure in second.failures]
    assert len(second.failures) == 1
    assert (first.written, second.written) == (True, False)
    (documents / "empty.txt").write_text(plan(9, 1, 1), encoding="utf-8")
    third = again(documents)
    assert (third.failures, third.examined) == ((), 1)
    assert_as_fresh(third.out, documents, documents.parent / "fresh")


DAMAGES = {
    "cut off": lambda good: good[: len(good) // 2],
    "empty": lambda good: b"",
    "a bit": lambda good: good[:200] + bytes([good[200] ^ 4]) + good[201:],
    "the first bit": lambda good: bytes([good[0] ^ 1]) + good[1:],
    "another version": lambda good: good.replace(b"policygraph 1", b"policygraph 0"),
    "foreign": lambda good: b"PK\3\4" + good,
    "another type": lambda good: sealed(b"\x93\xa1a\xc0\x91\x92\x01\x02"),
    "no MessagePack": lambda good: sealed(b"\xc1\xc1"),
    "of another file": lambda good: packed(Examined(), "another key"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_cache_that_is_damaged_old_or_not_ours_is_ignored(documents: Path, damage: str) -> None:
    out = again(documents, pages=False).out
    good, kept = files(out), [path for path in (out / CACHE).rglob("*") if path.is_file()]
    assert len(kept) == 4
    for path in kept:
        path.write_bytes(DAMAGES[damage](path.read_bytes()))
    result = again(documents, pages=False)
    assert (result.written, result.examined) == (True, 3)
    assert files(out) == good
    assert again(documents, pages=False).written is False


def test_a_cache_that_is_a_file_or_full_of_folders_stops_nothing(documents: Path) -> None:
    out = again(documents, pages=False).out
    good = files(out)
    for path in [path for path in (out / CACHE).rglob("*") if path.is_file()]:
        path.unlink()
        path.mkdir()
    for _ in range(2):
        assert again(documents).examined == 3
        assert_as_fresh(out, documents, documents.parent / "fresh")
    shutil.rmtree(out / CACHE)
    (out / CACHE).touch()
    assert again(documents, pages=False).examined == 3
    assert files(out) == good


def test_an_outcome_says_the_same_after_it_was_packed(tmp_path: Path) -> None:
    inputs = [Input(path, path.name) for path in sorted(SAMPLES.iterdir())]
    ones = [examine(file, kept=f"text/{file.name}") for file in inputs]
    data = [packed(one, "key") for one in ones]
    back = [other.findings for each in data for other in unpacked(each, "key")]
    assert resolve(f for f in back if f) == resolve(one.findings for one in ones if one.findings)
    assert len(back) == 14
    for one, each in zip(ones, data, strict=True):
        assert one.findings
        ((document, headings),) = laid_out(each, "key")
        assert passages(document, headings) == passages(one.findings.document, one.headings)
    assert unsealed(sealed(b"x" * 5000)) == b"x" * 5000


def test_all_that_is_found_is_packed() -> None:
    assert {"source", "header", "tables", *(field.name for field in fields(Findings))} - {"document"} == {
        *_Found.__struct_fields__
    }


def test_all_that_examining_goes_by_is_in_the_key() -> None:
    """A further ingredient (what a curator corrects in a document) has to come into both."""
    ingredients = set(inspect.signature(examine).parameters) - {"tell"}
    assert ingredients == set(inspect.signature(recipe.key).parameters) - {"rules"}
    text_side = {
        name for name in test_architecture.TEXT | test_architecture.SHARED if name not in ("resolve", "processes")
    }
    assert {name.removesuffix(".py") for name in recipe.RULES} == text_side | {"making/examine", "making/packed"}


def test_every_library_that_makes_an_output_is_in_its_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    known = packages_distributions()

    def needed(modules: Iterable[tuple[str, ...]]) -> set[str]:
        names = {n[0] for here in modules for n in test_architecture.imports(here, test_architecture.MODULES[here])}
        names -= {"graph", "typing_extensions", *sys.stdlib_module_names}
        return {known.get(name, [name])[0].lower() for name in names}

    modules = [here for here in test_architecture.MODULES if here != ("extract", "pipes")]  # which nothing opens
    rules = {name.removesuffix(".py") for name in recipe.RULES}
    assert needed(here for here in modules if {here[0], "/".join(here)} & rules) == {
        name.lower() for name in recipe.READERS
    }
    making = [here for here in modules if here[0] not in {"serve", "commands", "cli"}]
    assert needed(making) - {"distributed"} == {name.lower() for name in (*recipe.READERS, *recipe.WRITERS)}
    before = recipe.digest_of_code(()), recipe.digest_of_code((), recipe.READERS)
    monkeypatch.setattr(recipe, "version", lambda name: "99" if name == "matplotlib" else version(name))
    assert recipe.digest_of_code(()) != before[0]
    assert recipe.digest_of_code((), recipe.READERS) == before[1]


def test_each_ingredient_changes_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text("a")
    other.write_text("a")
    key = recipe.key(Input(one, "n"))
    assert key == recipe.key(Input(other, "n"))
    changed = [
        recipe.key(Input(one, "m")),
        recipe.key(Input(one, "n"), kept="x"),
        recipe.key(Input(one, "n", "member")),
    ]
    other.write_text("b")
    changed += [recipe.key(Input(other, "n")), recipe.key(Input(one, "n"), rules="others")]
    assert len({key, *changed}) == 6
    package = shutil.copytree(recipe.PACKAGE / "language", tmp_path / "package" / "language").parent
    monkeypatch.setattr(recipe, "PACKAGE", package)
    rules = recipe.digest_of_code(("language",))
    (package / "language" / "dates.py").write_text("# other rules\n")
    assert recipe.digest_of_code(("language",)) != rules


def test_the_command_says_that_nothing_changed_and_can_be_told_to_keep_nothing(documents: Path) -> None:
    out = documents.parent / "out"
    first = invoked("build", documents, "-o", out, "-j", 1)
    second = invoked("build", documents, "-o", out, "-j", 1)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert second.stdout == f"nothing has changed since the last build\n{first.stdout}"
    fresh = documents.parent / "fresh"
    assert invoked("build", documents, "-o", fresh, "-j", 1, "--no-cache").exit_code == 0
    assert not (fresh / CACHE).exists()
    assert files(fresh) == files(out)


def test_the_store_that_is_carried_over_holds_the_graph(documents: Path) -> None:
    out = again(documents, pages=False).out
    for markets in (8, 9, 10):
        (documents / "3.txt").write_text(plan(3, 1, markets), encoding="utf-8")
        again(documents, pages=False)
    named = {quad for quad in held(out) if str(quad.graph_name) != "DEFAULT"}
    written = set(parse(path=str(out / "graph.nq"), format=RdfFormat.N_QUADS))
    assert named == {q for q in written if not any(isinstance(t, BlankNode) for t in (q.subject, q.object))}
