"""The same graph over HTTP: analyses, commands and pages answer as over the file; and what servers do wrong is told."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
from conftest import Run
from serving import Served, serving

import graph
from graph.analysis.chains import chains
from graph.analysis.coordination import coordination
from graph.analysis.coverage import coverage
from graph.analysis.export import export
from graph.analysis.gaps import gaps
from graph.analysis.keystones import keystones
from graph.analysis.workload import workload
from graph.errors import BadQuery, NoAnswer, TooMuch
from graph.records.goals import goals
from graph.store import Answering, questions
from graph.store.http import Client
from graph.store.remote import Remote, declared
from graph.view.graph_page import write_page
from graph.view.overview import write_index
from graph.view.overview.ledger import ledger


@pytest.fixture(scope="module")
def served(sample_output: Path) -> Iterator[Served]:
    with serving(sample_output, "--timeout", "10") as made:
        yield made


@pytest.fixture(scope="module")
def near(sample_output: Path) -> graph.Graph:
    return graph.open_graph(sample_output)


@pytest.fixture(scope="module")
def far(served: Served) -> Answering:
    return graph.open_graph(served.sparql)


ANALYSES: list[Callable[[Answering], object]] = [
    chains, coordination, coverage, gaps, keystones, goals, workload, graph.totals, graph.dyads, graph.concentration,
]  # fmt: skip


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda analysis: analysis.__name__)
def test_analyses_give_the_same_over_the_wire(
    near: Answering, far: Answering, analysis: Callable[[Answering], object]
) -> None:
    found = analysis(near)
    assert analysis(far) == found
    assert found


def test_named_questions_give_the_same_over_the_wire(near: Answering, far: Answering) -> None:
    assert [
        q.name
        for q in questions()
        if sorted(far.query(q.name).rows, key=str) != sorted(near.query(q.name).rows, key=str)
    ] == []
    filled = {"bindings": {"agency": "so cong thuong", "quarter": "2022-Q2"}}
    assert far.query("agency-tasks", **filled) == near.query("agency-tasks", **filled)
    assert far.query("agency-tasks", limit=2) == near.query("agency-tasks", limit=2)
    assert far.query("SELECT * { ?s ?p ?o } LIMIT 3", limit=2).cut


def test_pages_are_the_same_over_the_wire(near: Answering, far: Answering, tmp_path: Path) -> None:
    for name, opened in (("near", near), ("far", far)):
        (tmp_path / name).mkdir()
        write_page(tmp_path / name, opened)
        write_index(tmp_path / name, opened, ledger(opened))
    for page in ("graph.html", "index.html"):
        assert (tmp_path / "far" / page).read_bytes() == (tmp_path / "near" / page).read_bytes()


@pytest.mark.parametrize("arguments", [("chain", "23-NQ/TW"), ("workload", "--by", "year"), ("goals",), ("gaps", "--limit", "5"),
                                       ("coordination", "--pairs"), ("query", "most-cited"), ("compare", "tuyen quang", "phu yen"),
                                       ("query", "agency-tasks", "--agency", "Sở Công Thương")])  # fmt: skip
def test_commands_print_the_same_over_the_wire(
    served: Served, sample_output: Path, policygraph: Run, arguments: tuple[str, ...]
) -> None:
    over_file, over_wire = (policygraph(*arguments, "-g", where) for where in (sample_output, served.sparql))
    assert (over_wire.returncode, over_wire.stdout, over_wire.stderr) == (0, over_file.stdout, over_file.stderr)


def test_exports_are_the_same_over_the_wire(near: graph.Graph, served: Served, tmp_path: Path) -> None:
    far = graph.open_graph(served.sparql)
    for name, opened in (("near", near), ("far", far)):
        export(opened, "graphml", tmp_path / f"{name}.graphml")
    assert (tmp_path / "near.graphml").read_bytes() == (tmp_path / "far.graphml").read_bytes()


def test_frames_networks_and_datasets(served: Served) -> None:
    far = graph.open_graph(served.sparql)
    table = far.frame("most-cited", limit=3)
    assert [*table.columns] == ["document", "date", "cited_by", "read"]
    assert (len(table), table["cited_by"].tolist()[0]) == (3, 5)
    assert far.networkx().number_of_nodes() > 200
    rows = far.dataset().query("SELECT ?date { ?d eli:id_local '124/NQ-CP' ; eli:date_document ?date }")
    assert [str(row[0]) for row in rows] == ["2020-09-03"]  # type: ignore[index]


@pytest.mark.parametrize("value", ['" } ?s ?p ?o . { "', "x\\", "'''", 'a"@vi', "<urn:x>", "} #", "\n"])
def test_what_is_filled_in_is_never_text_of_the_query(near: Answering, far: Answering, value: str) -> None:
    for opened in (near, far):
        assert len(opened.query("tasks-saying", bindings={"words": value})) == 0
        with pytest.raises(BadQuery, match="no agency of the graph is called this"):
            opened.query("agency-tasks", bindings={"agency": value})


def test_what_a_server_refuses_is_told_as_it_says_it(served: Served, policygraph: Run) -> None:
    far = Remote(served.sparql)
    with pytest.raises(BadQuery, match="wrong at line 2, column 21"):
        far.query("SELECT * {\n  ?s pol:implements }")
    with pytest.raises(TooMuch, match=r"took longer than 10 s|busy"):
        far.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    with pytest.raises(NoAnswer, match=r"status 40[45]"):
        Remote(f"{served.url}/nothing").query("ASK {}")
    with pytest.raises(NoAnswer, match=r"status 405|no SPARQL result"):
        Remote(f"{served.url}/index.html").query("ASK {}")
    done = policygraph("query", "ASK {}", "--endpoint", "http://127.0.0.1:9/sparql")
    assert (done.returncode, "is the server running" in done.stderr) == (1, True)
    done = policygraph("query", "ASK {}", "--endpoint", "ftp://x/")
    assert (done.returncode, "write the address of a SPARQL endpoint" in done.stderr) == (1, True)


def test_only_prefixes_that_are_used_are_declared_and_none_twice() -> None:
    assert declared("ASK {}") == "ASK {}"
    own = "PREFIX pol: <urn:x#> ASK { ?d a pol:Plan }"
    assert declared(own) == own
    assert httpx.URL(declared("ASK { ?d eli:id_local ?n }").split("<")[1].split(">")[0]).host == "data.europa.eu"


def test_whoever_asks_for_a_password_is_told_it_at_once_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large body sent unnamed is not read by a server that wants to know first."""
    seen: list[str | None] = []

    class Strict(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(self.headers.get("Authorization"))
            self.send_response(204 if seen[-1] else 401)
            self.send_header("WWW-Authenticate", 'Basic realm="policy"')
            self.end_headers()

        def log_message(self, *said: object) -> None:
            """Nothing."""

    monkeypatch.setenv("POLICYGRAPH_USER", "ai")
    monkeypatch.setenv("POLICYGRAPH_PASSWORD", "mật khẩu")
    with HTTPServer(("127.0.0.1", 0), Strict) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        client = Client(f"http://127.0.0.1:{server.server_port}/sparql")
        assert [client.send("PUT", client.url, b"x").status for _ in range(3)] == [204, 204, 204]
        server.shutdown()
    told = "Basic " + b64encode("ai:mật khẩu".encode()).decode()
    assert seen == [None, told, told, told]


def test_addresses_without_a_beginning_are_those_of_things(near: Answering, far: Answering) -> None:
    for opened in (near, far):
        assert opened.query("SELECT ?name { <place/phu-yen> rdfs:label ?name }").rows == [("tỉnh Phú Yên",)]
        assert opened.query("BASE <urn:x/> ASK { <place/phu-yen> rdfs:label ?name }").rows == [("false",)]
