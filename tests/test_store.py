"""Writing a graph and asking it: the same bytes on every build, the union once, no way to write or to call out."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

import graph.store
from graph.errors import BadQuery, NotAGraph, PolicyGraphError
from graph.model import Claim, Entity, Facts, PartialDate, Ref, Span
from graph.rdf import ONTOLOGY, ontology_quads, quads
from graph.store import Graph, open_graph, questions, write
from graph.store.files import _changes
from graph.store.readable import changed, readable
from graph.vocab import ID

HERE, THERE = "document/phu-yen/1-kh-ubnd/2021", "document/124-nq-cp/2020"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s pol:implements ?o }"


def facts() -> Facts:
    """Two documents that state one and the same edge, so that it stands in two named graphs."""
    hostile = 'Kế hoạch "<script>" \\ \n\t\u202e'
    return Facts(
        (
            Entity(HERE, "Plan", hostile, ("KH",), (("eli:date_document", PartialDate(2021, 1)),)),
            Entity(
                THERE,
                "Resolution",
                "Nghị quyết số 124/NQ-CP",
                (),
                (("eli:id_local", "124/NQ-CP"), ("eli:passed_by", Ref("agency/chinh-phu")), ("pol:tier", 3)),
            ),
            Entity("agency/chinh-phu", "Agency", "Chính phủ"),
        ),
        tuple(
            Claim(HERE, "pol:implements", THERE, document, Span(0, 9), "thực hiện", "test")
            for document in (HERE, THERE)
        ),
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written once: what a test may only read."""
    folder = tmp_path_factory.mktemp("written")
    write(chain(ontology_quads(), quads(facts())), folder)
    return folder


@pytest.fixture
def out(written: Path, tmp_path: Path) -> Path:
    """A copy of its own, for tests that break it."""
    return Path(shutil.copytree(written, tmp_path / "out"))


@pytest.fixture(params=["in memory", "on disk"], scope="module")
def built(request: pytest.FixtureRequest, written: Path) -> Iterator[Graph]:
    """The graph as a small and as a large one are opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph.store, "IN_MEMORY", 1 << 30 if request.param == "in memory" else 0)
        yield open_graph(written)


def test_two_builds_are_byte_identical_whatever_the_order(tmp_path: Path) -> None:
    every = [*ontology_quads(), *quads(facts())]
    files = []
    for name in ("a", "b"):
        random.Random(name).shuffle(every)
        (tmp_path / name).mkdir()
        write(every, tmp_path / name)
        files.append([(tmp_path / name / file).read_bytes() for file in ("graph.nq", "graph.ttl")])
    assert files[0] == files[1]


def test_nquads_are_sorted_lines_of_named_graphs(written: Path) -> None:
    text = (written / "graph.nq").read_bytes()
    lines = text.decode("utf-8").split("\n")
    assert lines.pop() == ""
    assert lines == sorted(set(lines))
    assert b"\r" not in text
    assert all(str(quad.graph_name).startswith(f"<{ID}graph/") for quad in parse(text, format=RdfFormat.N_QUADS))


def test_write_tells_how_many_quads(tmp_path: Path) -> None:
    count = write(quads(facts()), tmp_path)
    assert count == len(set(quads(facts()))) == len((tmp_path / "graph.nq").read_text("utf-8").splitlines())


def test_turtle_is_the_union_without_the_ontology(written: Path) -> None:
    stated = {
        quad.triple
        for quad in parse(path=written / "graph.nq", format=RdfFormat.N_QUADS)
        if quad.graph_name != ONTOLOGY
    }
    read = [quad.triple for quad in parse(path=written / "graph.ttl", format=RdfFormat.TURTLE)]
    assert set(read) == stated
    assert len(read) == len(stated)


def test_turtle_is_for_reading(written: Path) -> None:
    text = (written / "graph.ttl").read_text("utf-8")
    assert "@prefix pol: <https://w3id.org/policygraph/ontology#> .\n" in text
    assert "\n\n<document/124-nq-cp/2020> a pol:PolicyDocument , pol:Resolution ;\n\trdfs:label " in text
    assert text.index("<document/") < text.index("<agency/") < text.index("\n<claim/")


def test_default_graph_is_the_union_with_each_triple_once(built: Graph) -> None:
    assert built.query(COUNT).values == [(1,)]
    assert built.query("SELECT ?g WHERE { GRAPH ?g { ?s pol:implements ?o } } ORDER BY ?g").rows == [
        (f"{ID}graph/{THERE}",),
        (f"{ID}graph/{HERE}",),
    ]
    assert built.query('ASK { pol:implements rdfs:label "thực hiện"@vi }')


def test_blank_nodes_have_the_same_labels_on_every_run_and_in_both_kinds_of_graph(out: Path, tmp_path: Path) -> None:
    query = "SELECT ?b ?p ?o { %s FILTER isBlank(?b) } ORDER BY ?b ?p ?o"
    ways = ("?b ?p ?o", f"GRAPH <{ONTOLOGY.value}> {{ ?b ?p ?o }}")
    (tmp_path / "graph.nq").write_bytes((out / "graph.nq").read_bytes())
    answers = {open_graph(folder).query(query % way).to("csv") for folder in (out, tmp_path) for way in ways}
    assert len(answers) == 1
    assert answers.pop().count("_:c14n") > 100


def test_rows_and_values(built: Graph) -> None:
    found = built.query("SELECT ?d ?tier ?none WHERE { ?d pol:tier ?tier }")
    assert found.columns == ("d", "tier", "none")
    assert found.rows == [(ID + THERE, "3", None)]
    assert found.values == [(ID + THERE, 3, None)]
    assert list(found) == found.rows
    assert len(found) == 1
    assert found


def test_ask_and_construct(built: Graph) -> None:
    assert built.query("ASK { ?d a pol:Plan }")
    assert not built.query("ASK { ?d a pol:Law }")
    made = built.query("CONSTRUCT { ?o pol:cites ?s } WHERE { ?s pol:implements ?o }")
    assert made.columns == ("subject", "predicate", "object")
    assert made.to("ttl").endswith(f"\n<{THERE}> pol:cites <{HERE}> .\n")
    described = built.query(f"DESCRIBE <{ID}{THERE}>").to("ttl")
    assert 'eli:id_local "124/NQ-CP"' in described


def test_formats(built: Graph) -> None:
    found = built.query("SELECT ?d ?label ?none WHERE { ?d a pol:Plan ; rdfs:label ?label }")
    label = " ".join(facts().entities[0].label.split())  # the store holds no controls: they are blanks
    assert found.to("csv") == f'd,label,none\r\n{ID}{HERE},"{label.replace(chr(34), chr(34) * 2)}",\r\n'
    assert found.to("tsv").splitlines()[0] == "?d\t?label\t?none"
    (row,) = json.loads(found.to("json"))["results"]["bindings"]
    assert row == {
        "d": {"type": "uri", "value": ID + HERE},
        "label": {"type": "literal", "value": label, "xml:lang": "vi"},
    }
    assert json.loads(built.query("ASK {}").to("json")) == {"head": {}, "boolean": True}
    assert built.query("ASK {}").to("csv").split() == ["answer", "true"]


@pytest.mark.parametrize(("format", "said"), [("ttl", "only CONSTRUCT"), ("xlsx", "choose csv, json, tsv, ttl or xml")])
def test_formats_that_cannot_be(built: Graph, format: str, said: str) -> None:
    with pytest.raises(BadQuery, match=said):
        built.query("SELECT * WHERE { ?s a ?o }").to(format)


def test_limit_says_whether_it_cut(built: Graph) -> None:
    query = "SELECT ?c WHERE { ?c a pol:Claim }"
    assert [(len(found), found.cut) for found in (built.query(query, limit=n) for n in (None, 1, 2, 0))] == [
        (2, False),
        (1, True),
        (2, False),
        (0, True),
    ]
    assert built.query("CONSTRUCT WHERE { ?c a pol:Claim }", limit=1).cut


def test_rdflib_sees_the_union_once_and_the_named_graphs(built: Graph) -> None:
    dataset = built.dataset()
    assert isinstance(dataset, rdflib.Dataset)
    assert len(dataset.query("SELECT * WHERE { ?s pol:implements ?o }")) == 1
    (row,) = dataset.query(COUNT)
    assert int(row[0]) == 1  # type: ignore[index, arg-type]
    implements = rdflib.URIRef("https://w3id.org/policygraph/ontology#implements")
    assert len(list(dataset.triples((None, implements, None)))) == 1
    assert list(dataset.subjects(implements, None)) == [rdflib.URIRef(ID + HERE)]
    assert len(list(dataset.graph(rdflib.URIRef(f"{ID}graph/{HERE}")).triples((None, implements, None)))) == 1
    assert len(list(dataset)) > len(dataset) > 0  # iterating over a dataset gives quads: named graphs and their union


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "LOAD <http://127.0.0.1/x>",
        "SELECT * WHERE { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_a_query_cannot_write(built: Graph, update: str) -> None:
    before = built.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").values
    with pytest.raises(BadQuery):
        built.query(update)
    assert built.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").values == before


CALLING_OUT = [
    "SELECT * { SERVICE <http://127.0.0.1:7878/> { ?s ?p ?o } }",
    "SELECT * { service silent<http://127.0.0.1:7878/>{ ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:7878/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:7878/> AS ?x) SERVICE$x { ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1:7878/> SELECT * { SERVICE x:a { ?s ?p ?o } }",
    "PREFIX : <http://127.0.0.1:7878/> SELECT * { SERVICE :a { ?s ?p ?o } }",
    "SELECT * { SERVICE # a comment\n # and another\n <http://127.0.0.1:7878/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:7878/> { ?s ?p ?o } }",
    'SELECT * { FILTER(1<2#>"""\n) SERVICE <http://127.0.0.1:7878/> { ?s ?p ?o } #"""\n }',
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:7878/> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", CALLING_OUT)
def test_a_query_cannot_call_another_server(built: Graph, query: str) -> None:
    with pytest.raises(BadQuery, match="SERVICE: a query cannot ask another server"):
        built.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service WHERE { ?service <urn:p> ?o }",
        'SELECT * WHERE { ?s rdfs:label ?l FILTER(CONTAINS(?l, "service")) }',
        "PREFIX x: <urn:x> SELECT * WHERE { ?s x:service <urn:o> }",
        "SELECT * WHERE { ?s ?p ?o } # service",
    ],
)
def test_the_word_service_itself_is_allowed(built: Graph, query: str) -> None:
    built.query(query)


def test_a_wrong_query_shows_the_place(built: Graph) -> None:
    with pytest.raises(BadQuery) as caught:
        built.query("SELECT ?s WHERE {\n  ?s pol:implements }")
    first, line, mark = str(caught.value).split("\n")
    assert first.startswith("the query is wrong at line 2, column 21: something else was expected")
    assert line == "    ?s pol:implements }"
    assert mark.index("^") == line.index("}")


def test_an_unknown_prefix_is_a_bad_query(built: Graph) -> None:
    with pytest.raises(BadQuery):
        built.query("SELECT * WHERE { ?s nope:x ?o }")


def test_an_unknown_question_lists_near_names(built: Graph) -> None:
    with pytest.raises(BadQuery, match="implementd-by: there is no question of this name; near it: implemented-by"):
        built.query("implementd-by")
    with pytest.raises(BadQuery, match=r"near it: .*most-cited.*warnings"):
        built.query("zzzzzz")


OPEN = "SELECT ?n WHERE { VALUES ?document { UNDEF } ?document a pol:PolicyDocument ; rdfs:label ?n } ORDER BY ?n"


@pytest.mark.parametrize(
    "name", ["124/NQ-CP", "124 / nq-cp", "Nghị quyết số 124/NQ-CP", ID + THERE, THERE, "nghi quyet so 124/nq-cp"]
)
def test_a_document_is_bound_by_any_of_its_names(built: Graph, name: str) -> None:
    assert built.query(OPEN, bindings={"document": name}).rows == [("Nghị quyết số 124/NQ-CP",)]


def test_without_a_binding_the_question_is_about_all(built: Graph) -> None:
    assert len(built.query(OPEN)) == 2


def test_a_binding_of_another_name_is_a_text(built: Graph) -> None:
    query = "SELECT ?d WHERE { VALUES ?number { UNDEF } ?d eli:id_local ?number }"
    assert built.query(query, bindings={"number": "124/NQ-CP"}).rows == [(ID + THERE,)]
    assert built.query(query, bindings={"number": '" } ?d ?p ?o . { "'}).rows == []


@pytest.mark.parametrize(
    ("bindings", "said"),
    [
        ({"document": "125/NQ-CP"}, "125/NQ-CP: no document of the graph has this number"),
        ({"docment": "124/NQ-CP"}, "docment: the query leaves no such value open"),
        ({"document": "http://x/> } ?s ?p ?o { <"}, "no document of the graph"),
        ({"document": "http://x/>}?s?p?o{<"}, "http://x/"),
    ],
)
def test_bindings_that_cannot_be(built: Graph, bindings: dict[str, str], said: str) -> None:
    with pytest.raises(BadQuery, match=said):
        built.query(OPEN, bindings=bindings)


def test_a_folder_without_a_graph_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(NotAGraph, match=r"there is no graph\.nq here; build one with `policygraph build`"):
        open_graph(tmp_path)
    with pytest.raises(PolicyGraphError, match="nowhere"):
        open_graph(tmp_path / "nowhere")


@pytest.mark.parametrize("bytes_", [b"<a> <b>", b"\xff\xfe", b'<urn:a> <urn:b> "x" .\n<urn'])
def test_a_broken_graph_names_the_file(tmp_path: Path, bytes_: bytes) -> None:
    (tmp_path / "graph.nq").write_bytes(bytes_)
    with pytest.raises(NotAGraph, match=r"graph\.nq: this is no readable graph"):
        open_graph(tmp_path)


def test_a_broken_store_of_a_large_graph_is_no_graph(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.store, "IN_MEMORY", 0)
    (out / "store" / "CURRENT").write_text("nonsense")
    with pytest.raises(NotAGraph):
        open_graph(out)


def test_a_graph_opens_without_its_store(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / "store").rename(out / "elsewhere")
    monkeypatch.setattr(graph.store, "IN_MEMORY", 0)
    assert open_graph(out).query(COUNT).values == [(1,)]


def test_several_readers_share_the_store(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.store, "IN_MEMORY", 0)
    assert [g.query(COUNT).values for g in (open_graph(out), open_graph(out))] == [[(1,)], [(1,)]]


def test_questions_are_listed_with_both_comments() -> None:
    listed = questions()
    assert len(listed) >= 10
    assert [question.name for question in listed] == sorted(question.name for question in listed)
    assert all(question.vi.endswith((".", "?", "gian")) and question.en for question in listed)


def _lines(lines: Iterable[bytes], folder: Path) -> Path:
    folder.mkdir()
    (folder / "graph.nq").write_bytes(b"".join(sorted(set(lines))))
    (folder / "graph.ttl").write_text("".join(readable(folder / "graph.nq")), "utf-8", newline="")
    return folder


@pytest.mark.parametrize("seed", range(6))
def test_turtle_made_of_that_of_an_earlier_graph_is_what_is_written_anew(
    sample_output: Path, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    lines = (sample_output / "graph.nq").read_bytes().splitlines(keepends=True)
    things = sorted({line.split(b" ")[0] for line in lines})
    gone = set(dice.sample(things, 1 + seed * 20))  # whole things, and single lines of others
    kept = [line for line in lines if line.split(b" ")[0] not in gone and dice.random() > 0.01 * seed]
    for one, other in ((lines, kept), (kept, lines)):
        before = _lines(one, tmp_path / f"{len(one)}-before")
        after = _lines(other, tmp_path / f"{len(one)}-after")
        came = _changes(sorted(set(one)), sorted(set(other)))
        made = changed((before / "graph.ttl").read_bytes(), after / "graph.nq", chain(*came))
        assert made == (after / "graph.ttl").read_bytes()


def test_turtle_with_an_address_of_another_form_is_written_anew(sample_output: Path, tmp_path: Path) -> None:
    lines = (sample_output / "graph.nq").read_bytes().splitlines(keepends=True)
    strange = f'<{ID}document/Ô> <http://www.w3.org/2000/01/rdf-schema#label> "Ô" <{ID}graph/resolved> .\n'.encode()
    after = _lines([*lines, strange], tmp_path / "after")
    earlier = (sample_output / "graph.ttl").read_bytes()
    assert changed(earlier, after / "graph.nq", [strange]) is None
    assert changed(b"another head\n\n" + earlier, sample_output / "graph.nq", []) is None


def test_a_graph_that_is_written_again_takes_over_what_did_not_change(
    sample_output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (sample_output / "graph.nq").read_bytes().splitlines(keepends=True)
    given = [line for line in lines if b"/id/zone/" not in line]
    shutil.copytree(sample_output / "store", tmp_path / "store")
    with monkeypatch.context() as patch:
        patch.setattr("graph.store.files.readable", None)
        write(parse(b"".join(given), format=RdfFormat.N_QUADS), tmp_path, earlier=sample_output / "graph.nq")
    assert (tmp_path / "graph.nq").read_bytes() == b"".join(given)
    assert (tmp_path / "graph.ttl").read_text("utf-8") == "".join(readable(tmp_path / "graph.nq"))
    assert open_graph(tmp_path, in_memory=0).query("SELECT ?zone WHERE { ?zone a pol:IndustrialPark }").rows == []


def test_a_graph_that_is_not_whole_answers_alike_but_of_named_graphs(sample_output: Path) -> None:
    whole, union = (open_graph(sample_output, in_memory=1 << 30, whole=each) for each in (True, False))
    rows = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) } ORDER BY ?s ?p ?o"
    assert union.query(rows).rows == whole.query(rows).rows
    assert union.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows == [(ONTOLOGY.value,)]


def test_no_page_and_no_table_asks_of_a_named_graph_but_the_ontology() -> None:
    """A build opens the graph that it wrote without the others."""
    package = Path(graph.store.__file__).parents[1]
    sources = [path for room in ("records", "analysis", "view") for path in sorted((package / room).rglob("*.py"))]
    asked = [
        line for path in sources for line in path.read_text("utf-8").splitlines() if re.search(r"\bGRAPH [<?]", line)
    ]
    assert len(sources) >= 50
    assert asked
    assert [line for line in asked if "ontology" not in line] == []
