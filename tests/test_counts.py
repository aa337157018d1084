"""Every count of a report is that of SPARQL, and that of the gold where the gold has it.

Three ways to one number: the analyses in Python, the named questions and queries in SPARQL, and what a careful reader
annotated. Samples and real documents alike.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from io import StringIO
from pathlib import Path, PurePosixPath

import pytest

from graph.analysis.agenda import agenda
from graph.analysis.coordination import dyads
from graph.analysis.coverage import coverage
from graph.analysis.gaps import gaps, tally
from graph.analysis.workload import loads, totals, workload
from graph.build import SAMPLES
from graph.evaluate import evaluate
from graph.evaluate.gold import Gold, read_gold
from graph.evaluate.likeness import body_key
from graph.records.documents import cards
from graph.records.goals import goals
from graph.records.periods import period
from graph.records.printable import defused
from graph.records.tasks import tasks
from graph.store import Graph, open_graph


@pytest.fixture(scope="module", params=["samples", pytest.param("real", marks=pytest.mark.real)])
def corpus(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """A built output and its gold."""
    if request.param == "samples":
        return request.getfixturevalue("sample_output"), SAMPLES.parent / "gold"
    return request.getfixturevalue("real_output"), request.getfixturevalue("real_gold")


@pytest.fixture(scope="module")
def built(corpus: tuple[Path, Path]) -> Graph:
    return open_graph(corpus[0])


@pytest.fixture(scope="module")
def annotated(corpus: tuple[Path, Path]) -> dict[str, Gold]:
    return {gold.stem: gold for gold in read_gold(corpus[1])}


BY_CLAIMS = """
SELECT ?agency ?document ?role (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  {
    VALUES (?property ?role) { (pol:leads "leads") (pol:coordinates "coordinates") }
    ?claim rdf:predicate ?property ; rdf:subject ?agency ; rdf:object ?thing ; pol:statedIn ?document .
    ?agency ?property ?thing
  } UNION {
    ?claim rdf:predicate pol:leads ; rdf:subject ?agency ; rdf:object ?thing ; pol:statedIn ?document .
    ?agency pol:leads ?thing . ?thing a pol:Task
    BIND(IF(EXISTS { ?thing pol:recurrence ?often }, "recurring",
      IF(EXISTS { ?thing pol:due ?due }, "dated", "open")) AS ?role)
  } UNION {
    ?document eli:passed_by ?agency . BIND("issued" AS ?role) BIND(?document AS ?thing)
  }
} GROUP BY ?agency ?document ?role"""


def number(graph: Graph, where: str) -> int:
    ((found,),) = graph.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {where} }}").rows
    return int(found or 0)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((folder / name).read_text(encoding="utf-8-sig"))))


def test_the_denominators_are_those_of_sparql(built: Graph) -> None:
    every = totals(built)[-1]
    body = "?a pol:leads ?x . ?a a pol:Agency . ?x a pol:Task"
    assert every.tasks == len(tasks(built)) == number(built, "?x a pol:Task") > 80
    assert every.by_body == number(built, body)
    assert every.by_nobody == number(built, "?x a pol:Task FILTER NOT EXISTS { ?a pol:leads ?x }")
    assert every.by_groups == number(built, f"?g pol:leads ?x . ?x a pol:Task FILTER NOT EXISTS {{ {body} }}")
    assert every.coordinated == number(built, "?a pol:coordinates ?x . ?x a pol:Task")
    assert every.recurring == number(built, "?x a pol:Task ; pol:recurrence ?r")
    assert every.dated == number(built, "?x a pol:Task ; pol:due ?d FILTER NOT EXISTS { ?x pol:recurrence ?r }")
    assert every.open == len(built.query("SELECT DISTINCT ?t { ?t a pol:Task FILTER NOT EXISTS { ?t pol:due ?d } FILTER NOT EXISTS { ?t pol:recurrence ?r } }"))  # fmt: skip


def test_each_agency_has_the_numbers_of_the_named_question(built: Graph) -> None:
    told = {row[0]: (int(row[2] or 0), int(row[3] or 0)) for row in built.query("workload-by-agency").rows}
    found = {row.agency: (row.leads, row.coordinates) for row in workload(built)}
    assert found == told
    assert len(found) > 50


def test_todays_agencies_have_the_numbers_of_the_named_question(built: Graph) -> None:
    told = {row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in built.query("workload-today").rows}
    found = {row.agency: (row.leads, row.coordinates) for row in workload(built, today=True) if not row.group}
    assert {agency: both for agency, both in found.items() if "(ended " not in agency}.keys() == told.keys()
    leads = {agency: (both[0], told[agency][0]) for agency, both in found.items() if agency in told}
    assert [agency for agency, (mine, theirs) in leads.items() if mine != theirs] == []
    # who leads a task through one predecessor and takes part through another only leads it: SPARQL counts both
    assert all(found[agency][1] <= told[agency][1] for agency in told)


def test_workload_csv_and_the_division_by_document_agree(built: Graph) -> None:
    by_document = {(r.agency_iri, r.key_iri): (r.leads, r.coordinates) for r in workload(built, by="document")}
    in_file = {(r.agency_iri, r.document_iri): (r.leads, r.coordinates) for r in loads(built)}
    assert {key: both for key, both in in_file.items() if any(both)} == by_document


def test_workload_csv_has_the_numbers_that_the_claims_of_each_document_give(built: Graph) -> None:
    """Who leads, who takes part and who issued, counted in SPARQL over the claims and not over the tasks."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for agency, document, role, times in built.query(BY_CLAIMS).rows:
        counts[str(agency), str(document)][str(role)] += int(times or 0)
    columns = ("leads", "dated", "recurring", "open", "coordinates", "issued")
    found = {
        (r.agency_iri, r.document_iri): Counter({name: getattr(r, name) for name in columns}) for r in loads(built)
    }
    assert found.keys() == counts.keys()
    assert [key for key in found if found[key] != counts[key]] == []
    assert len(found) > 80


def test_pairs_are_those_of_the_named_question(built: Graph) -> None:
    told = {
        (one, other): (int(tasks or 0), int(docs or 0)) for one, other, tasks, docs in built.query("works-with").rows
    }
    found = {(row.leading, row.taking_part): (row.tasks, row.documents) for row in dyads(built, groups=False)}
    assert found == told
    assert len(found) >= 16


def test_an_agenda_has_the_tasks_of_the_named_question(built: Graph) -> None:
    asked = [row for row in workload(built, by="quarter") if row.dated]
    assert len(asked) > 10
    for row in asked:
        told = built.query("agency-tasks", bindings={"agency": row.agency, "quarter": row.key}).rows
        due = [cells for cells in told if not cells[3]]  # without what recurs until a day
        found = [
            x
            for x in agenda(built, row.agency_iri, period=period(row.key)).items
            if (x.role, x.falls) == ("leads", "due")
        ]
        assert sorted(x.task for x in found) == sorted(cells[5] or "" for cells in due)
        assert len(found) == row.dated


def test_answers_by_province_are_those_of_the_named_question(built: Graph) -> None:
    """The question asks for direct answers, by documents of a province; the coverage also knows the way round."""
    told = {row[0]: int(row[2] or 0) for row in built.query("answered-by-provinces").rows}
    direct = Counter(name for name, _ in {(row.document, row.place) for row in coverage(built) if row.steps == 1})
    assert direct == told
    ways = {(r[0], r[1]) for r in built.query("SELECT ?h ?l { ?l pol:implements+ ?h ; pol:tier ?t FILTER(?t > 4) ?h pol:tier ?u FILTER(?u <= 4) ?l pol:jurisdiction ?p }").rows}  # fmt: skip
    assert {(row.document_iri, row.answer_iri) for row in coverage(built) if row.answer} == ways


def test_gaps_are_those_of_the_named_questions(built: Graph) -> None:
    found = {row.kind: row.found for row in tally(built)}
    assert found["doubtful"] == number(built, "?x pol:warning ?w") == len({r.iri for r in gaps(built, ("doubtful",))})
    assert found["not-read"] == len(built.query("cited-not-read").rows)
    assert found["incomplete"] == len(built.query("incomplete").rows)
    assert found["not-assigned"] == len({tuple(row) for row in built.query("measures-unassigned").rows})
    open_ = number(
        built, "?x a pol:Task FILTER NOT EXISTS { ?x pol:due ?d } FILTER NOT EXISTS { ?x pol:recurrence ?r }"
    )
    assert found["no-deadline"] == open_


def test_what_is_cited_and_not_read_is_ranked_as_the_named_question_ranks_it(built: Graph) -> None:
    told = [int(row[4] or 0) for row in built.query("cited-not-read").rows]
    found = gaps(built, ("not-read",))
    assert [row.count for row in found] == told


def test_the_files_beside_the_page_hold_these_rows(corpus: tuple[Path, Path], built: Graph) -> None:
    folder = corpus[0]
    assert len(rows(folder, "deadlines.csv")) == number(built, "?x a pol:Task")
    assert (
        len(rows(folder, "goals.csv"))
        == len(goals(built))
        == number(built, "?d a pol:PolicyDocument ; pol:targets ?x . ?x a pol:Indicator")
    )
    assert len(rows(folder, "gaps.csv")) == sum(row.found for row in tally(built))
    assert sum(int(row["leads"]) for row in rows(folder, "workload.csv")) >= sum(row.leads for row in workload(built))
    report = (folder / "report.md").read_text(encoding="utf-8")
    every = totals(built)[-1]
    assert f"Of {every.tasks} tasks, {every.by_body} are led by a body, {every.by_groups} by groups only" in report
    section = report.partition("## What is to be done\n\n")[2].partition("\n\n")[0].splitlines()
    per_file = [[int(cell) for cell in line.strip("| ").split(" | ")[1:]] for line in section[2:]]
    assert [sum(column) for column in zip(*per_file, strict=True)][:3] == [
        every.tasks,
        every.by_body,
        every.tasks - every.by_body,
    ]


def test_words_of_every_row_stand_where_it_says(corpus: tuple[Path, Path]) -> None:
    folder, checked = corpus[0], 0
    for name in ("goals.csv", "gaps.csv", "coverage.csv"):
        for row in rows(folder, name):
            if row["file"] and row["words"]:
                with (folder / row["file"]).open(encoding="utf-8", newline="") as file:
                    text = file.read()
                words = text[int(row["characters_from"]) : int(row["characters_to"])]
                assert row["words"] == defused(words)
                checked += 1
    assert checked > 30


def _of_gold(gold: Gold, role: str) -> Counter[str]:
    names = (name for task in gold.tasks for name in getattr(task, role))
    return Counter(name if name.startswith("group:") else body_key(name) for name in names)


def test_the_gold_counts_the_same_tasks_leads_and_deadlines(
    corpus: tuple[Path, Path], built: Graph, annotated: dict[str, Gold]
) -> None:
    """What differs is what `evaluate` calls missed or wrong, and nothing else."""
    stems = {iri: PurePosixPath(card.source).stem for iri, card in cards(built).items() if card.source}
    found = {role: {stem: Counter[str]() for stem in annotated} for role in ("leads", "coordinates")}
    for row in workload(built, by="document"):
        for role in found:
            found[role][stems[row.key_iri]][row.group or body_key(row.agency)] += getattr(row, role)
    evaluation = evaluate(*corpus)
    same = 0
    for role, counts in found.items():
        off = 0
        for stem, gold in annotated.items():
            ours, theirs = counts[stem], _of_gold(gold, role)
            apart = (ours - theirs).total() + (theirs - ours).total()
            off += apart
            same += not apart
        figure = evaluation.figure(role).counts
        assert off <= figure.misses + figure.extras, role
    assert same >= 2 * len(annotated) - 6
    per_document = {stems[row.key_iri]: row for row in totals(built) if row.key_iri}
    tasks = evaluation.figure("tasks").counts
    assert (
        sum(abs(per_document[s].tasks - len(g.tasks)) for s, g in annotated.items() if g.tasks)
        <= tasks.misses + tasks.extras
    )
    times = evaluation.figure("deadlines").counts
    for kind, wanted in (("recurring", lambda t: t.recurrence), ("dated", lambda t: t.due and not t.recurrence)):
        apart = sum(
            abs(getattr(per_document[s], kind) - sum(bool(wanted(t)) for t in g.tasks))
            for s, g in annotated.items()
            if g.tasks
        )
        assert apart <= times.misses + times.extras + tasks.misses + tasks.extras
    aims = evaluation.figure("indicators").counts
    ledger = Counter(stems[goal.document_iri] for goal in goals(built) if goal.document_iri in stems)
    assert sum(abs(ledger[s] - len(g.indicators)) for s, g in annotated.items()) <= aims.misses + aims.extras
