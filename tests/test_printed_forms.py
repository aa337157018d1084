"""Printed forms and what is read from them. A case is a few lines of YAML in tests/printed, named by why it exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.extract import extract
from graph.language.headings import role
from graph.language.lexicon import load
from graph.model import Findings, Source
from graph.structure import parse
from graph.vocab import ontology_dir

PRINTED = Path(__file__).parent / "printed"
PLAN = "ỦY BAN NHÂN DÂN\nTỈNH TUYÊN QUANG\nSố: 999/KH-UBND\nTuyên Quang, ngày 31 tháng 12 năm 2026\nKẾ HOẠCH\nVỀ VIỆC THỬ\n\n"


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((PRINTED / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=str(case.get("why") or case["text"])) for case in found]


def test_as_many_cases_as_were_written() -> None:
    counts = {name: len(cases(name)) for name in ("citations", "relations", "tasks", "aims")}
    assert counts == {"citations": 44, "relations": 20, "tasks": 24, "aims": 28}


def below_title(text: str) -> Findings:
    return extract(parse(Source("plan.txt", PLAN + text)))


def in_document_of(place: str | None, text: str) -> Findings:
    """A document of a place: its dateline names the province, a ministry's is of the centre."""
    if place is None:
        head = "BỘ XÂY DỰNG\nSố: 999/BC-BXD\nHà Nội, ngày 31 tháng 12 năm 2026\nBÁO CÁO\nVỀ VIỆC THỬ\n\n"
    else:
        head = f"ỦY BAN NHÂN DÂN\n{place.upper()}\nSố: 999/BC-UBND\nBÁO CÁO\nVỀ VIỆC THỬ\n\n"
    return extract(parse(Source("report.txt", head + text)))


@pytest.mark.parametrize("case", cases("citations"))
def test_citations(case: dict[str, Any]) -> None:
    found = in_document_of(case["here"], case["text"])
    read = [
        [c.type, c.number or c.title, str(c.date) if c.date else None, c.issuer and c.issuer.full]
        for c in found.citations
        if not c.itself
    ]
    assert read == case["expect"]


@pytest.mark.parametrize("case", cases("citations"))
def test_a_citation_s_span_holds_its_words(case: dict[str, Any]) -> None:
    found = in_document_of(case["here"], case["text"])
    text = found.document.source.text
    for c in found.citations:
        words = "".join(c.span.of(text).split()).replace("–", "-").replace("Thuỷ", "Thủy")
        assert "".join((c.number or c.title or "").split()) in words


@pytest.mark.parametrize("case", cases("relations"))
def test_relations(case: dict[str, Any]) -> None:
    found = below_title(case["text"])

    def name(i: int) -> str:
        c = found.citations[i]
        return "SELF" if i < 0 or c.itself else str(c.number or c.title)

    read = sorted({(name(r.subject), r.predicate, name(r.object)) for r in found.relations})
    assert read == sorted(map(tuple, case["expect"]))


@pytest.mark.parametrize("case", cases("tasks"))
def test_tasks(case: dict[str, Any]) -> None:
    found = below_title(case["text"])

    def names(who: Any) -> list[str]:
        return [f"group:{a.group}" if a.group else a.name for a in who]

    assert len(found.tasks) == len(case["expect"]), [t.text for t in found.tasks]
    for task, (number, wording, leads, partners, when, carried) in zip(found.tasks, case["expect"], strict=True):
        assert task.ordinal == number
        assert task.text.startswith(wording)
        assert (names(task.leads), names(task.coordinators)) == (leads, partners)
        time = task.deadline
        assert (str(time.due) if time and time.due else time and time.recurrence) == when
        assert [found.citations[i].number or found.citations[i].title for i in task.carries] == carried


@pytest.mark.parametrize("case", cases("aims"))
def test_aims(case: dict[str, Any]) -> None:
    found = below_title(case["text"]).aims
    assert sorted({a.name for a in found if a.kind not in ("Project", "Indicator")}) == case["zones"]
    assert sorted({a.name for a in found if a.kind == "Project"}) == case["projects"]
    goals = [a for a in found if a.kind == "Indicator"]
    read = [[a.comparator, float(a.value or 0), a.unit, a.year] for a in goals]
    assert read == [[sign, float(value), unit, year] for _, sign, value, unit, year in case["goals"]]
    assert all(a.name.startswith(case["goals"][i][0]) for i, a in enumerate(goals))


@pytest.mark.parametrize(("title", "count"), [("NGHỊ ĐỊNH", 0), ("CHỈ THỊ", 2)])
def test_what_lays_down_rules_asks_for_figures_without_setting_goals(title: str, count: int) -> None:
    asked = "1. Bảo đảm ít nhất 30% vốn tự có.\n2. Xây dựng Dự án Nhà máy xỉ titan Sông Bình.\n"
    head = "CHÍNH PHỦ\nHà Nội, ngày 02 tháng 3 năm 2026\n"
    found = extract(parse(Source("a.txt", f"{head}{title}\nVề vốn của doanh nghiệp\n\n{asked}")))
    assert len(found.aims) == count


def test_connectors_hold_in_both_directions() -> None:
    checked = 0
    for n, connector in enumerate(load().connectors):
        for example in connector.examples:
            gap = example.split("«A»")[1].split("«B»")[0]
            first = next(c for c in load().connectors if c.pattern.search(gap))
            assert (first.predicate, first.passive) == (connector.predicate, connector.passive), (n, example)
            checked += 1
        for example in connector.never:
            gap = example.split("«A»")[1].split("«B»")[0]
            first_hit = next((c for c in load().connectors if c.pattern.search(gap)), None)
            assert first_hit is None or first_hit is not connector, (n, example)
            checked += 1
    assert checked == 53


def test_column_headings_hold_in_both_directions() -> None:
    entries = yaml.safe_load((ontology_dir() / "phrases" / "columns.yaml").read_text(encoding="utf-8"))
    assert [[role(words) for words in entry["examples"]] for entry in entries] == [
        [entry["role"]] * len(entry["examples"]) for entry in entries
    ]
    assert all(role(words) != entry["role"] for entry in entries for words in entry["never"])
    assert sum(len(entry["examples"]) + len(entry["never"]) for entry in entries) == 34
