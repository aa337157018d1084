"""Queries in processes that are ended: time, memory, depth; and that nothing is left behind."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import graph.store.workers
from graph.errors import BadQuery, NotAcceptable, NotAGraph, PolicyGraphError, TooMuch
from graph.store import open_graph, questions
from graph.store.guard import DEEPEST, MOST_PARTS, guarded
from graph.store.media import Wanted
from graph.store.workers import Limits, Request, Workers, limited

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")


@pytest.fixture(scope="module")
def workers(sample_output: Path) -> Iterator[Workers]:
    with Workers(sample_output, Limits(seconds=20, megabytes=200)) as made:
        made.ready()
        yield made


def test_a_worker_answers_every_named_question_as_the_graph_does(workers: Workers, sample_output: Path) -> None:
    built = open_graph(sample_output)
    listed = questions()
    assert len(listed) >= 35
    assert [q.name for q in listed if workers.query(q.name).terms != built.query(q.name).terms] == []


@pytest.mark.parametrize("rows", [1, 2, 3, 1000])
@pytest.mark.parametrize("query", ["most-cited", "SELECT * { ?s a pol:Plan } LIMIT 2", "CONSTRUCT WHERE { ?s a pol:Plan }",
                                   "SELECT ?s { ?s a pol:Plan } # LIMIT 1", "SELECT * { VALUES ?x { 1 2 3 } }",
                                   "SELECT * {} VALUES ?x { 1 2 3 }", 'SELECT * { VALUES ?x { "}},{" "{}" "a\\nb" } }'])  # fmt: skip
def test_rows_are_cut_as_asked_and_it_is_said(workers: Workers, sample_output: Path, query: str, rows: int) -> None:
    expected = open_graph(sample_output).query(query, limit=rows)
    found = workers.query(query, limit=rows)
    assert (found.rows, found.cut) == (expected.rows, expected.cut)


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("query", ['SELECT * { VALUES (?x ?y) { (1 UNDEF) ("a\\nb"@vi <urn:x>) } }', "ASK {}"])
def test_the_engine_s_bytes_say_what_ours_say(workers: Workers, format: str, query: str) -> None:
    whole = workers.answer(Request(query, {}, Wanted(format, None)))
    assert whole.format == format
    assert b"true" in whole.body if query.startswith("ASK") else b"urn:x" in whole.body
    cut = workers.answer(Request(query, {}, Wanted(format, None)), Limits(rows=1))
    assert cut.cut == (not query.startswith("ASK"))


def test_an_endless_query_is_ended_and_the_next_is_answered(workers: Workers) -> None:
    started = time.monotonic()
    with pytest.raises(TooMuch, match=r"took longer than 0\.5 s and was ended; ask for less"):
        workers.answer(Request(PRODUCT, {}), Limits(seconds=0.5))
    assert time.monotonic() - started < 3
    assert workers.query("ASK { ?d a pol:Plan }")


def test_a_query_that_takes_all_memory_is_ended(workers: Workers) -> None:
    with pytest.raises(TooMuch, match="needs more than 200 MB of memory"):
        workers.query(SORTED)
    assert workers.query("ASK { ?d a pol:Plan }")


DEEP = {
    "braces": lambda n: "SELECT * WHERE " + "{" * n + "?s ?p ?o" + "}" * n,
    "brackets": lambda n: f"SELECT * {{ ?s ?p ?o FILTER({'(' * n}1=1{')' * n}) }}",
    "if": lambda n: f"SELECT * {{ ?s ?p ?o FILTER({'IF(true,' * n}true{',true)' * n}) }}",
    "exists": lambda n: f"SELECT * {{ ?s ?p ?o {'FILTER EXISTS {?s ?p ?o ' * n}{'}' * n} }}",
    "not": lambda n: f"SELECT * {{ ?s ?p ?o FILTER({'!' * n}true) }}",
    "or": lambda n: f"SELECT * {{ ?s ?p ?o FILTER({'||'.join(['?s=1'] * n)}) }}",
    "union": lambda n: "SELECT * { " + "UNION".join(["{?s ?p ?o}"] * n) + " }",
    "minus": lambda n: "SELECT * { ?s ?p ?o " + "MINUS{?s ?p ?o}" * n + " }",
    "bind": lambda n: "SELECT * { " + "".join(f"BIND(1 AS ?v{i})" for i in range(n)) + " }",
    "path": lambda n: f"SELECT * {{ ?s {'|'.join(['rdf:type'] * n)} ?o }}",
    "sum": lambda n: f"SELECT * {{ ?s ?p ?o FILTER(1={'+'.join(['1'] * n)}) }}",
    "triple": lambda n: f"SELECT * {{ ?s ?p {'<<( ?s ?p ' * n}?o{' )>>' * n} }}",
}


@pytest.mark.parametrize("kind", DEEP)
def test_what_the_engine_would_die_of_is_refused_before(kind: str) -> None:
    for many in (3_000, 30_000):
        with pytest.raises(BadQuery, match=r"too deep|too many parts"):
            guarded(DEEP[kind](many))


@pytest.mark.parametrize("kind", DEEP)
def test_what_is_allowed_the_engine_can_take(workers: Workers, kind: str) -> None:
    most = DEEPEST - 2 if kind in ("braces", "brackets", "if", "exists", "triple") else MOST_PARTS // 2 - 2
    with pytest.raises(TooMuch) if kind == "minus" else pytest.MonkeyPatch.context():
        workers.answer(
            Request(f"{guarded(DEEP[kind](most))} LIMIT 1", {}), Limits(seconds=2 if kind == "minus" else 20)
        )


def test_signs_in_texts_and_addresses_do_not_count() -> None:
    many = "{(!" * 2_000
    guarded(f'ASK {{ ?s rdfs:label \'{many}\', """{many}""" }} # {many}')
    guarded("ASK { VALUES ?d { " + " ".join(f"<urn:a-b/c+d-{i}>" for i in range(5_000)) + " } }")
    guarded("ASK { VALUES ?d { " + " ".join(f"pol:a-b-{i}" for i in range(5_000)) + " } }")


def test_too_long_a_query_is_refused() -> None:
    with pytest.raises(BadQuery, match="too long: 1000001 characters"):
        guarded(" " * 1_000_001)


def test_a_crash_of_the_engine_costs_its_query_alone(workers: Workers) -> None:
    worker = workers.take()
    os.kill(worker.pid, 11)
    with pytest.raises(BadQuery, match="too deep for the engine"):
        worker.ask(Request("ASK {}", {}), Limits())
    workers.give(worker)
    assert workers.query("ASK {}")


def test_bad_queries_and_formats_are_told_as_they_are(workers: Workers) -> None:
    with pytest.raises(BadQuery, match="wrong at line 1, column 11"):
        workers.query("SELECT * {")
    with pytest.raises(BadQuery, match="SERVICE"):
        workers.query("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    with pytest.raises(BadQuery, match="no agency of the graph is called this"):
        workers.query("agency-tasks", bindings={"agency": "Sở Không Có"})
    with pytest.raises(NotAcceptable, match="gives triples; they can be had as ttl"):
        workers.answer(Request("CONSTRUCT WHERE { ?s a pol:Plan }", {}, Wanted("json", None)))


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with Workers(tmp_path) as made, pytest.raises(NotAGraph, match=r"there is no graph\.nq here"):
        made.ready()


def test_a_graph_on_disk_is_answered_too(sample_output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.store.workers, "IN_MEMORY", 0)
    with Workers(sample_output, Limits(seconds=20, megabytes=300)) as made:
        assert made.query("ASK { ?d a pol:Plan }")
        with pytest.raises(TooMuch):
            made.answer(Request(PRODUCT, {}), Limits(seconds=0.3))
        assert made.query("ASK { ?d a pol:Plan }")


def test_nothing_is_left_behind(sample_output: Path) -> None:
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    with limited(sample_output, Limits()) as made:
        made.query("ASK {}")
        assert {process.pid for process in psutil.Process().children(recursive=True)} > before
    assert {process.pid for process in psutil.Process().children(recursive=True)} <= before


def test_where_processes_cannot_be_copied_it_is_said(sample_output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(PolicyGraphError, match="limited only where processes can be copied"):
        Workers(sample_output)
    with limited(sample_output, Limits()) as made:
        assert made.query("ASK {}")
