"""The tools for LLM clients, through the SDK's own client over standard input and output, as such a client starts them."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import anyio
import psutil
import pytest
from conftest import Run
from mcp import Client, StdioServerParameters

from graph.serve import mcp, tools
from graph.store import open_graph

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def asked(sample_output: Path) -> dict[str, Any]:
    """All that is asked of one server, in one session; each answer under its own name."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    arguments = ["-m", "graph.cli", "mcp", str(sample_output), "--timeout", "3"]
    answers: dict[str, Any] = {}

    async def session() -> None:
        async with Client(StdioServerParameters(command=sys.executable, args=arguments, env=env)) as client:
            answers["tools"] = {tool.name: tool for tool in (await client.list_tools()).tools}
            for name, tool, given in CALLS:
                answers[name] = await client.call_tool(tool, given)

    anyio.run(session)
    return answers


PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CALLS: list[tuple[str, str, dict[str, Any]]] = [
    ("document", "find_things", {"words": "124/NQ-CP"}),
    ("agency", "find_things", {"words": "so cong thuong tuyen quang"}),
    ("near", "find_things", {"words": "ke hoach phu yen"}),
    ("questions", "list_questions", {"topic": "chain"}),
    ("named", "ask_question", {"name": "evidence", "parameters": {"document": "223/KH-UBND"}, "limit": 3}),
    ("unnamed", "ask_question", {"name": "SELECT * { ?s ?p ?o }"}),
    ("sparql", "query_graph", {"sparql": "SELECT ?d { ?d a pol:Plan } ORDER BY ?d", "limit": 2}),
    ("wrong", "query_graph", {"sparql": "SELECT * {"}),
    ("writes", "query_graph", {"sparql": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}),
    ("calls", "query_graph", {"sparql": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}),
    ("endless", "query_graph", {"sparql": PRODUCT}),
    ("evidence", "evidence_of", {"iri": "document/124-nq-cp/2020", "limit": 5}),
    ("chain", "chain_of", {"document": "23-NQ/TW"}),
    ("workload", "workload_of", {"agency": "so cong thuong tuyen quang", "when": "2022-Q2"}),
    ("nobody", "workload_of", {"agency": "Sở Không Có"}),
]  # fmt: skip


def said(answer: Any) -> dict[str, Any]:
    assert not answer.is_error, answer.content
    found: dict[str, Any] = answer.structured_content
    return found.get("result", found)


def read(address: str) -> tuple[Path, int, int]:
    """The page of an address and the characters that it names."""
    parts = urlsplit(address)
    place = re.fullmatch(r"c=(\d+)-(\d+)", parts.fragment)
    assert parts.scheme == "file"
    assert place
    return Path(unquote(parts.path)), int(place[1]), int(place[2])


def test_every_tool_says_what_it_does(asked: dict[str, Any]) -> None:
    assert sorted(asked["tools"]) == ["ask_question", "chain_of", "evidence_of", "find_things", "list_questions", "query_graph",
                                      "workload_of"]  # fmt: skip
    assert [name for name, tool in asked["tools"].items() if len(tool.description or "") < 60] == []


def test_things_are_found_or_what_is_near(asked: dict[str, Any]) -> None:
    (document,) = said(asked["document"])["found"]
    assert (document["kind"], document["iri"].rpartition("/id/")[2]) == ("document", "document/124-nq-cp/2020")
    assert ("agency", "Sở Công Thương tỉnh Tuyên Quang") in {
        (f["kind"], f["name"]) for f in said(asked["agency"])["found"]
    }
    assert said(asked["near"])["found"] or said(asked["near"])["near"]


def test_questions_are_listed_and_answered_with_addresses_of_sentences(
    asked: dict[str, Any], sample_output: Path
) -> None:
    listed = said(asked["questions"])["questions"]
    assert {"coverage", "implements"} <= {question["name"] for question in listed}
    assert next(q for q in listed if q["name"] == "implements")["parameters"] == {"document": "223/KH-UBND"}
    answer = said(asked["named"])
    assert (len(answer["rows"]), answer["more_rows"]) == (3, True)
    for row in answer["rows"]:
        page, start, end = read(row["address"])
        assert page.is_file()
        text = (sample_output / row["file"]).read_text("utf-8")
        assert text[start:end] == row["words"]


def test_a_query_is_limited_and_cannot_write_or_call_out(asked: dict[str, Any]) -> None:
    assert len(said(asked["sparql"])["rows"]) == 2
    for name, sentence in (("wrong", "wrong at line 1"), ("writes", "wrong at line 1"), ("calls", "another server"),
                           ("endless", "took longer than 3 s"), ("unnamed", "no question of this name"),
                           ("nobody", "no agency of the graph is called this")):  # fmt: skip
        assert asked[name].is_error
        assert sentence in asked[name].content[0].text, name


def test_evidence_chain_and_workload_carry_quotes(asked: dict[str, Any], sample_output: Path) -> None:
    rows = said(asked["evidence"])["rows"]
    assert len(rows) == 5
    assert all(row["words"] and read(row["address"])[0].is_file() for row in rows)
    chained = said(asked["chain"])
    assert "Nghị quyết số 124/NQ-CP" in chained["tree"]
    assert any(quote["words"] and quote["address"] for quote in chained["quotes"])
    work = said(asked["workload"])
    assert (work["leads"], work["takes_part_in"], work["of"]) == (3, 0, 30)
    assert all(read(task["address"])[0].is_file() for task in work["tasks"])


def test_nothing_is_left_when_the_client_goes(asked: dict[str, Any]) -> None:
    own = [p for p in psutil.Process().children(recursive=True) if "store.worker" in " ".join(p.cmdline())]
    assert [p for p in own if "mcp" in " ".join((p.parent() or p).cmdline())] == []


def test_without_the_sdk_it_says_what_to_install(sample_output: Path, monkeypatch: pytest.MonkeyPatch, policygraph: Run,
                                                 tmp_path: Path) -> None:  # fmt: skip
    graph = open_graph(sample_output)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(mcp.PolicyGraphError, match=r"pip install 'policygraph\[mcp\]'"):
        mcp.server(tools.Tools(graph, graph, sample_output))
    done = policygraph("mcp", tmp_path)
    assert (done.returncode, "there is no graph.nq here" in done.stderr) == (1, True)
