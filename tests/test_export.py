"""The graph in other programs: what is written is read back, with its attributes and its Vietnamese letters."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree

import networkx as nx
import pytest
from chromium import Opened
from make import graph_of
from pyoxigraph import RdfFormat, parse

from graph.analysis.export import FORMATS, export, network, things
from graph.errors import PolicyGraphError
from graph.model import Claim, Entity, Facts, Span
from graph.store import Graph, open_graph

Run = Callable[..., "CompletedProcess[str]"]
RESOLUTION = "document/124-nq-cp/2020"


@pytest.fixture(scope="module")
def samples(sample_output: Path) -> Graph:
    return open_graph(sample_output)


def read_back(path: Path) -> nx.MultiDiGraph:
    return nx.read_gexf(path) if path.suffix == ".gexf" else nx.read_graphml(path, force_multigraph=True)


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_what_gephi_opens_holds_every_thing_and_edge(samples: Graph, tmp_path: Path, format: str) -> None:
    net = read_back(export(samples, format, tmp_path / f"net.{format}")[0])
    nodes, edges = things(samples)
    assert net.is_directed()
    assert (net.number_of_nodes(), net.number_of_edges()) == (len(nodes), len(edges))
    assert len(nodes) > 250
    assert len(edges) > 400
    told = net.nodes[RESOLUTION]
    wanted = {"label": "Nghị quyết số 124/NQ-CP", "kind": "Resolution", "tier": 3, "read": True, "date": "2020-09-03"}
    assert {key: told[key] for key in wanted} == wanted
    words = [d["words"] for _, _, d in net.edges(data=True) if d.get("kind") == "implements"]
    assert any("Thực hiện Nghị quyết" in text for text in words)
    assert {d["kind"] for _, _, d in net.edges(data=True)} >= {
        "leads",
        "coordinates",
        "assigns",
        "implements",
        "targets",
    }


def test_in_gexf_each_edge_has_an_id_of_its_own_and_a_label(samples: Graph, tmp_path: Path) -> None:
    root = ElementTree.parse(export(samples, "gexf", tmp_path / "net.gexf")[0]).getroot()
    edges = root.findall(".//{*}edge")
    assert len({edge.get("id") for edge in edges}) == len(edges) > 400
    assert {edge.get("label") for edge in edges} >= {"leads", "implements"}


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_graph_gives_the_same_bytes(samples: Graph, tmp_path: Path, format: str) -> None:
    one, two = (export(samples, format, tmp_path / name) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_neo4j_reads_ids_labels_and_types_from_the_heads(samples: Graph, tmp_path: Path) -> None:
    nodes, edges = (
        [*csv.DictReader(path.open(encoding="utf-8", newline=""))] for path in export(samples, "neo4j-csv", tmp_path)
    )
    assert {"id:ID", "label", "tier:int", ":LABEL"} <= nodes[0].keys()
    assert {":START_ID", ":END_ID", ":TYPE", "claims:int"} <= edges[0].keys()
    known = {row["id:ID"]: row for row in nodes}
    assert len(known) == len(nodes)
    assert known[RESOLUTION][":LABEL"] == "PolicyDocument;Resolution"
    assert all(row[":START_ID"] in known and row[":END_ID"] in known for row in edges)
    assert {row[":TYPE"] for row in edges} >= {"BASED_ON", "LEADS", "LOCATED_IN"}


def test_parquet_keeps_types_and_letters(samples: Graph, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    nodes, edges = (parquet.read_table(path) for path in export(samples, "parquet", tmp_path / "tables"))
    assert str(nodes.schema.field("tier").type) == "int64"
    assert "Nghị quyết số 124/NQ-CP" in nodes.column("label").to_pylist()
    assert (nodes.num_rows, edges.num_rows) == tuple(map(len, things(samples)))


def test_without_pyarrow_the_remedy_is_told(samples: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(PolicyGraphError, match=r"pip install 'policygraph\[parquet\]'"):
        export(samples, "parquet", tmp_path / "tables")


def test_without_pandas_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.analysis.frame import frame

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(PolicyGraphError, match=r"pip install 'policygraph\[notebooks\]'"):
        frame([])


def test_rows_and_answers_become_a_frame(samples: Graph) -> None:
    pytest.importorskip("pandas")
    from graph.analysis.frame import frame
    from graph.analysis.workload import workload

    told = frame(workload(samples))
    assert told.loc[0, "agency"] == "Bộ Công Thương"
    few = frame(workload(samples), ["leads", "agency"])
    assert list(few.columns) == list(frame([], ["leads", "agency"]).columns) == ["leads", "agency"]
    assert few.agency.tolist() == told.agency.tolist()
    with pytest.raises(PolicyGraphError, match="no 'leeds'; they have agency, "):
        frame(workload(samples), ["leeds"])
    for rows in ([], ["a row of text"]):
        with pytest.raises(PolicyGraphError, match="frame: "):
            frame(rows)
    answer = frame(samples.query("SELECT (COUNT(?t) AS ?n) { ?t a pol:Task }"))
    assert answer.loc[0, "n"] == told["of"].max()


@pytest.fixture(scope="module")
def json_ld(samples: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(samples, "jsonld", tmp_path_factory.mktemp("json") / "graph.jsonld")[0]


def test_json_ld_holds_the_evidence_too(samples: Graph, json_ld: Path) -> None:
    assert json.loads(json_ld.read_text(encoding="utf-8"))["@context"]["pol"].endswith("ontology#")
    read = {(q.subject.value, q.predicate.value) for q in parse(path=str(json_ld), format=RdfFormat.JSON_LD)}
    kept = samples.query("SELECT ?c { ?c a pol:Claim }").rows
    exact = "http://www.w3.org/ns/oa#exact"
    assert len(kept) > 700
    assert sum((str(row[0]), exact) in read for row in kept) >= len(kept) - 60  # what curators say has no words


def test_hostile_words_become_neither_formulas_nor_broken_xml(tmp_path: Path) -> None:
    words = '=HYPERLINK("http://x")\x0b<b>&\'\u202e'
    facts = Facts(
        (Entity("document/a", "Plan", words), Entity("task/a/1", "Task", "@SUM(1)")),
        (Claim("document/a", "pol:assigns", "task/a/1", "document/a", Span(0, 1), words, "test"),),
    )
    graph = graph_of(tmp_path / "built", facts)
    for format in ("graphml", "gexf"):
        net = read_back(export(graph, format, tmp_path / f"net.{format}")[0])
        assert net.nodes["document/a"]["label"] == '=HYPERLINK("http://x") <b>&\''
    nodes, edges = (path.read_text(encoding="utf-8") for path in export(graph, "csv", tmp_path / "tables"))
    assert "'=HYPERLINK" in nodes
    assert "'=HYPERLINK" in edges
    assert ",'@SUM(1)," in nodes
    assert network(graph).number_of_nodes() == 2


def test_the_command_says_what_it_wrote_and_what_is_wrong(
    sample_output: Path, policygraph: Run, tmp_path: Path
) -> None:
    done = policygraph("export", "--format", "csv", "-o", tmp_path / "new" / "tables", "-g", sample_output)
    assert done.stdout.splitlines() == [str(tmp_path / "new" / "tables" / name) for name in ("nodes.csv", "edges.csv")]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    wrong = policygraph("export", "--format", "csv", "-o", tmp_path / "file" / "inside", "-g", sample_output)
    assert (wrong.returncode, "name another place with -o" in wrong.stderr) == (1, True)


TYPES: dict[str, Callable[[str], object]] = {
    "string": str, "int": int, "integer": int, "long": int, "float": float, "double": float, "boolean": {"true": True, "false": False}.__getitem__,
}  # fmt: skip


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_every_value_is_of_the_type_that_the_file_declares(samples: Graph, tmp_path: Path, format: str) -> None:
    """As Gephi reads them: a value of an attribute that is not declared is lost, and one of another type ends the import."""
    root = ElementTree.parse(export(samples, format, tmp_path / "net")[0]).getroot()
    declared: dict[tuple[str, str], Callable[[str], object]] = {}
    if format == "gexf":
        for group in root.findall(".//{*}attributes"):
            assert group.get("class") in ("node", "edge")
            for each in group:
                declared[str(group.get("class")), str(each.get("id"))] = TYPES[str(each.get("type"))]
        ids = [str(node.get("id")) for node in root.findall(".//{*}node")]
    else:
        for each in root.findall("{*}key"):
            declared[str(each.get("for")), str(each.get("id"))] = TYPES[str(each.get("attr.type"))]
        ids = [str(node.get("id")) for node in root.findall(".//{*}node")]
    assert len(ids) == len(set(ids)) > 250
    checked = 0
    for kind in ("node", "edge"):
        for element in root.findall(f".//{{*}}{kind}"):
            if kind == "edge":
                assert {element.get("source"), element.get("target")} <= set(ids)
            for value in element.findall(".//{*}attvalue") if format == "gexf" else element.findall("{*}data"):
                told = str(value.get("for") if format == "gexf" else value.get("key"))
                declared[kind, told](str(value.get("value") if format == "gexf" else value.text or ""))
                checked += 1
    assert checked > 2000


def test_neo4j_imports_every_row(tmp_path: Path, samples: Graph) -> None:
    """The rules of `neo4j-admin database import`: no byte order mark, a field on one line, no empty id, values of the type in the head."""
    typed: dict[str, Callable[[str], object]] = {
        "int": int,
        "double": float,
        "boolean": {"true": True, "false": False}.__getitem__,
    }
    hostile = graph_of(
        tmp_path / "built",
        Facts(
            (Entity("document/a", "Plan", 'hai\ndòng "a";b\r\x85c\\'), Entity("document/b", "Plan", "\ufeffb\u2028c"))
        ),
    )
    for graph in (samples, hostile):
        for path in export(graph, "neo4j-csv", tmp_path / "import"):
            raw = path.read_bytes().decode("utf-8")
            assert not raw.startswith("\ufeff")
            head, *rows = csv.reader(raw.splitlines(keepends=True), strict=True)
            assert len(rows) == raw.count("\n") - 1
            for row in rows:
                assert len(row) == len(head)
                for name, cell in zip(head, row, strict=True):
                    kind = name.rpartition(":")[2] if ":" in name else ""
                    assert cell or kind not in ("ID", "LABEL", "START_ID", "END_ID", "TYPE")
                    assert not cell or typed.get(kind, str)(cell) is not None


@pytest.mark.browser
def test_a_browser_reads_the_json_ld(opened: Opened, json_ld: Path) -> None:
    found = opened.page.evaluate("(text) => Object.keys(JSON.parse(text))", json_ld.read_text(encoding="utf-8"))
    assert set(found) >= {"@context", "@graph"}


def test_the_tables_for_spreadsheets_begin_with_the_mark_by_which_excel_knows_utf_8(
    samples: Graph, tmp_path: Path
) -> None:
    pandas = pytest.importorskip("pandas")
    for path in export(samples, "csv", tmp_path / "tables"):
        assert path.read_bytes().startswith("\ufeff".encode())
        assert pandas.read_csv(path).columns[0] in ("id", "source")  # readers of data leave the mark out
