"""The cookbook: every named question with its answer on the samples, held against the page that lists them and against the
analyses that compute the same in Python.

    python tests/test_cookbook.py

writes `docs/questions.md` anew from the samples. Read the difference before you commit it.
"""

from __future__ import annotations

import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from graph.analysis.comparison import compare
from graph.analysis.coordination import dyads
from graph.analysis.coverage import coverage
from graph.analysis.keystones import keystones, without
from graph.analysis.lookup import find
from graph.records.tasks import Scope, tasks
from graph.store import Graph, Question, open_graph, questions
from graph.store.question import NAMING, TOPICS
from graph.view.text.table import markdown
from graph.vocab import ID

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PAGE = Path(__file__).resolve().parent.parent / "docs" / "questions.md"
SHOWN = 3
HEAD = """# Named questions

Each question of `ontology/questions/`, by topic, with what it asks and how it begins to answer on the samples. Ask one by its name:
`policygraph query NAME`, in the page of `policygraph serve`, as `graph.query(NAME)`, or at the endpoint as `?query=NAME`. What stands
under *about* can be filled in: as an option (`--document`, `--agency`, `--place`, `--quarter`), as `--with NAME=VALUE`, as a field of the
page, as `bindings={…}`, as `&$NAME=VALUE`. Written by `python tests/test_cookbook.py`, and tested.
"""


@pytest.fixture(scope="module")
def graph(sample_output: Path) -> Graph:
    return open_graph(sample_output)


def example(question: Question) -> dict[str, str]:
    """The first value with which it is shown."""
    return {p.name: p.example for p in question.parameters[:1]}


def command(question: Question) -> str:
    options = [f"--{name}" if name in (*NAMING, "quarter") else f"--with {name}=" for name in example(question)]
    values = [f'"{value}"' for value in example(question).values()]
    filled = "".join(f" {o}{'' if o.endswith('=') else ' '}{v}" for o, v in zip(options, values, strict=True))
    return f"policygraph query {question.name}{filled}"


def section(graph: Graph, question: Question) -> str:
    found = graph.query(question.name, bindings=example(question))
    rows = [
        tuple(_short(cell) for cell in row)
        for row in (sorted(found.rows, key=str) if found.form == "construct" else found.rows)
    ]
    about = ", ".join(f"`{p.name}` (“{p.example}”)" for p in question.parameters) or "nothing in particular"
    more = f"\n{len(rows) - SHOWN} more rows.\n" if len(rows) > SHOWN else ""
    return (
        f"### {question.name}\n\n{question.vi}  \n{question.en}  \nAbout: {about}.\n\n```sh\n{command(question)}\n```\n\n"
        f"{markdown(found.columns, rows[:SHOWN])}\n{more}"
    )


def _short(cell: str | None) -> str:
    text = (cell or "").removeprefix(ID)
    return text if len(text) <= 60 else text[:59] + "…"


def page(graph: Graph) -> str:
    parts = [HEAD]
    for topic, (vi, en) in TOPICS.items():
        parts.append(f"## {en} · {vi}\n")
        parts += [section(graph, question) for question in questions() if question.about == topic]
    return "\n".join(parts)


def test_there_are_many_questions_and_each_has_all_that_its_readers_need() -> None:
    listed = questions()
    assert len(listed) == 58
    assert [q.name for q in listed if not (q.vi.strip() and q.en.strip() and q.about in TOPICS)] == []
    assert [q.name for q in listed if not all(p.example for p in q.parameters)] == []
    for name, least in (("document", 15), ("agency", 6), ("place", 7), ("quarter", 3)):
        assert sum(any(p.name == name for p in q.parameters) for q in listed) >= least, name


def test_the_page_lists_all_questions_with_their_true_answers(graph: Graph) -> None:
    assert PAGE.read_text("utf-8") == page(graph)
    assert PAGE.read_text("utf-8").count("### ") == 58


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_every_question_answers_on_the_samples_with_and_without_each_of_its_parameters(graph: Graph, name: str) -> None:
    (question,) = (q for q in questions() if q.name == name)
    whole = set(graph.query(name).rows)
    assert whole
    for parameter in question.parameters:
        part = graph.query(name, bindings={parameter.name: parameter.example})
        assert part
        if parameter.name not in ("below", "on") and name not in (
            "zones",
            "deadlines-by-year",
        ):  # these count what is left
            assert set(part.rows) <= whole
    both = graph.query(name, bindings={p.name: p.example for p in question.parameters})
    assert len(both) <= len(whole) or name == "doubtful"


def test_coverage_is_that_of_the_analysis(graph: Graph) -> None:
    expected: Counter[tuple[str, str, bool]] = Counter()
    answered = coverage(graph)
    documents = {row.document_iri for row in answered}
    for row in answered:
        if row.answer is None or row.place_iri in {r.place_iri for r in answered if r.answer is None} | _read(graph):
            expected[row.document_iri, row.place_iri, row.answer is None] += 1
    found: Counter[tuple[str, str, bool]] = Counter()
    labels = {(str(label)): str(iri) for iri, label in graph.query("SELECT ?d ?l { ?d rdfs:label ?l }").rows}
    for central, _, place, answer, *_ in graph.query("coverage").rows:
        found[labels[str(central)], labels[str(place)], answer is None] += 1
    assert {key: n for key, n in found.items() if key[0] in documents} == dict(expected)
    assert len(expected) >= 50


def _read(graph: Graph) -> set[str]:
    rows = graph.query(
        "SELECT DISTINCT ?p { ?d pol:sourceFile ?f ; pol:tier ?t ; pol:jurisdiction ?p FILTER(?t >= 5) }"
    ).rows
    return {str(place) for (place,) in rows}


def test_keystones_are_those_of_the_analysis(graph: Graph) -> None:
    found = {row[0]: tuple(map(int, row[3:])) for row in graph.query("keystones").rows}  # type: ignore[arg-type]
    labels = {
        str(iri): str(label)
        for iri, label in graph.query("SELECT ?d ?l { ?d a pol:PolicyDocument ; rdfs:label ?l }").rows
    }
    expected = {
        labels[row.document_iri]: (row.directly, row.below, row.places) for row in keystones(graph) if row.below
    }
    assert found == expected
    assert len(found) >= 15


def test_what_would_fall_is_that_of_the_analysis(graph: Graph) -> None:
    document = find(graph, "124/NQ-CP")
    labels = {
        str(iri): str(label)
        for iri, label in graph.query("SELECT ?d ?l { ?d a pol:PolicyDocument ; rdfs:label ?l }").rows
    }
    falling = {labels[row.document_iri] for row in without(graph, document) if row.loses == "all"}
    found = {row[1]: row[3] for row in graph.query("without", bindings={"document": document}).rows}
    assert {name for name, left in found.items() if left == "0"} <= falling
    assert len(found) >= 3


def test_places_compare_as_in_the_analysis(graph: Graph) -> None:
    rows = graph.query("compare-places").rows
    assert len(rows) >= 7
    for place, _, number, dated, recurring, shared, bodies, _ in rows:
        ((iri,),) = graph.query(f'SELECT ?p {{ ?p a pol:Place ; rdfs:label "{place}"@vi }}').rows
        side = compare(graph, Scope(places=frozenset({str(iri)})), Scope()).a
        assert (side.tasks, side.coordinated) == (int(str(number)), int(str(shared))), place
        own = tasks(graph, Scope(places=frozenset({str(iri)})))
        assert sum(task.due is not None for task in own) == int(str(dated)), place
        assert (int(str(recurring)) > 0, int(str(bodies)) > 0) == (any(t.recurrence for t in own), side.bodies > 0)


def test_partners_are_those_of_the_analysis(graph: Graph) -> None:
    expected = {(d.leading, d.taking_part): d.tasks for d in dyads(graph)}
    found: dict[tuple[str, str], int] = defaultdict(int)
    for one, other, leading, _ in graph.query("partners").rows:
        if int(str(leading)):
            found[str(one), str(other)] = int(str(leading))
    assert {pair: number for pair, number in found.items() if pair in expected} == expected
    assert len(expected) >= 40


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("agency-tasks", "--agency", "so cong thuong", "--quarter", "2022-Q2"), "Trình hồ sơ thành lập"),
        (("agency-tasks", "--agency", "Sở Công Thương tỉnh Tuyên Quang"), "Sở Công Thương tỉnh Tuyên Quang"),
        (("coverage", "--document", "124/NQ-CP", "--province", "phu yen"), "tỉnh Phú Yên"),
        (("documents-of-place", "--place", "Phú Yên"), "Kế hoạch số 155/KH-UBND"),
        (("tasks-saying", "--with", "words=CỤM CÔNG NGHIỆP"), "cụm công nghiệp"),
    ],
)
def test_questions_are_asked_by_name_with_options(
    policygraph: Run, sample_output: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = policygraph("query", *arguments, "-g", sample_output)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("agency-tasks", "--agency", "Sở Không Có"), "Sở Không Có: no agency of the graph is called this"),
        (("documents-of-place", "--place", "Xứ Không Có"), "Xứ Không Có: no place of the graph is called this"),
        (("most-cited", "--agency", "Sở Công Thương"), "agency: the query leaves no such value open"),
    ],
)
def test_what_cannot_be_filled_in_is_told(
    policygraph: Run, sample_output: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = policygraph("query", *arguments, "-g", sample_output)
    assert (done.returncode, said in done.stderr) == (1, True)


@pytest.mark.real
def test_questions_take_under_a_tenth_of_a_second_on_the_real_documents(real_output: Path) -> None:
    """About the whole graph and about one thing; of CPU time, so that a busy machine is no failure."""
    graph = open_graph(real_output)
    busiest = {
        name: str(graph.query(f"SELECT ?x {{ {of} }} GROUP BY ?x ORDER BY DESC(COUNT(*)) ?x LIMIT 1").rows[0][0])
        for name, of in (
            ("document", "?x pol:assigns ?task"),
            ("agency", "?x a pol:Agency ; pol:leads ?task"),
            ("place", "?d pol:sourceFile ?file ; pol:jurisdiction ?x . ?x a pol:Place"),
        )
    }
    taken = {}
    for question in questions():
        about = [{p.name: busiest[p.name]} for p in question.parameters if p.name in busiest]
        for bindings in ({}, *about):
            graph.query(question.name, bindings=bindings)
            started = process_time()
            graph.query(question.name, bindings=bindings)
            taken[question.name, *bindings] = process_time() - started
    assert {key for key, seconds in taken.items() if seconds > 0.1} == set()
    assert len(taken) >= 56 + 30


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    from graph import build_graph

    with TemporaryDirectory() as folder:
        PAGE.write_text(page(open_graph(build_graph(out=Path(folder) / "output").out)), encoding="utf-8", newline="\n")
