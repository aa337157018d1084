"""Who succeeded whom: the curated data, what they say of agencies and places, and the questions that follow them."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from make import graph_of, says

from graph.extract import extract
from graph.language import bodies
from graph.language.lexicon import data, load
from graph.model import Change, Entity, Facts, Name, Source
from graph.rdf import GAZETTEER, ontology_quads, quads
from graph.resolve import resolve
from graph.resolve.register import Register
from graph.resolve.successions import acts, find
from graph.store import Graph, write
from graph.structure import parse
from graph.validate import validate
from graph.view.report import Account, report
from graph.vocab import expand

REFORM = next(act for act in acts() if "202/2025/QH15" in act.source)


def body(words: str) -> Name:
    name = bodies.name(words)
    assert name is not None
    return name


def became(*names: str) -> set[tuple[str, str, str]]:
    """(date, before, after) of the bodies and places of these names, and of what they became."""
    known = Register()
    for name in names:
        known.place(name) if re.match("tỉnh |huyện |thành phố ", name) else known.agency(body(name))
    labels = {id: entity.label for id, entity in known.entities.items()}
    changes = find(known)
    labels |= {id: entity.label for id, entity in known.entities.items()}
    return {(str(c.date), labels[b], labels[c.after[0]] if c.after else "") for c in changes for b in c.before}


def test_of_63_provinces_the_reform_of_2025_left_34_and_each_went_over_into_exactly_one() -> None:
    held = data("gazetteer/places.yaml")
    today, ceased, cities = set(held["provinces"]), set(held["former_provinces"]), load().cities
    assert (len(held["provinces"]), len(held["former_provinces"])) == (len(today), len(ceased)) == (34, 30)
    assert today.isdisjoint(ceased)
    assert cities <= today
    called = {f"{'thành phố' if name in cities else 'tỉnh'} {name}" for name in today}
    hue = next(act for act in acts() if "175/2024/QH15" in act.source)
    assert {before: after for before, after in hue.places.items() if bare(before) in ceased} == {
        "tỉnh Thừa Thiên Huế": "thành phố Huế"
    }
    # 63 before it: those of today, and those that ceased by it
    assert len(today | set(map(bare, REFORM.places))) == 63
    assert {bare(before) for before in REFORM.places} == ceased - {"Thừa Thiên Huế"}
    assert set(REFORM.places.values()) <= called  # a dict: each into one
    assert len(set(REFORM.places.values())) == 23
    assert set(held["spellings"].values()) <= today | ceased
    assert load().provinces == today | ceased | set(held["earlier_provinces"]) | set(held["spellings"])


def test_every_province_of_then_and_now_has_its_districts() -> None:
    held = data("gazetteer/places.yaml")
    known = {f"{'thành phố' if name in load().cities else 'tỉnh'} {name}" for name in held["provinces"]}
    known |= {f"tỉnh {name}" for name in held["former_provinces"]}
    assert load().districts.keys() == known


def bare(name: str) -> str:
    return name.removeprefix("tỉnh ").removeprefix("thành phố ")


def test_acts_stand_in_the_order_of_time_and_name_their_number_and_day() -> None:
    assert len(acts()) == 8
    assert not any(later.date.before(earlier.date) for earlier, later in pairwise(acts()))
    for act in acts():
        assert "/QH" in act.source or "/NĐ-CP" in act.source
        assert " ngày " in act.source


def test_every_body_of_the_data_is_one_that_the_texts_are_read_with() -> None:
    known = {b.name for b in (*load().central, *load().departments)} | set(load().provincial)
    named = {name for act in acts() for pair in act.bodies.items() for name in pair}
    assert len(named) == 27
    assert named <= known


def test_a_department_goes_over_into_another_and_then_into_that_of_the_merged_province() -> None:
    assert became("Sở Giao thông vận tải tỉnh Phú Yên") >= {
        ("2025", "Sở Giao thông vận tải tỉnh Phú Yên", "Sở Xây dựng tỉnh Phú Yên"),
        ("2025-07-01", "Sở Xây dựng tỉnh Phú Yên", "Sở Xây dựng tỉnh Đắk Lắk"),
    }


def test_a_ministry_goes_over_on_the_day_of_the_act() -> None:
    assert became("Bộ Thông tin và Truyền thông") == {
        ("2025-03-01", "Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ")
    }


def test_what_kept_its_name_is_one_thing_before_and_after() -> None:
    assert became("tỉnh Tuyên Quang", "Sở Công Thương tỉnh Tuyên Quang", "Bộ Tài chính") == set()


def test_a_district_ends_with_its_committee_and_a_city_under_the_government_does_not() -> None:
    ended = became("huyện Yên Sơn", "Ủy ban nhân dân huyện Yên Sơn", "thành phố Huế", "Phòng Nội vụ huyện Yên Sơn")
    assert ended == {("2025-07-01", "huyện Yên Sơn", ""), ("2025-07-01", "Ủy ban nhân dân huyện Yên Sơn", "")}


@pytest.mark.parametrize(
    "name",
    [
        "Sở Giao thông vận tải thành phố Hồ Chí Minh",
        "Ban Dân tộc tỉnh Lào Cai",
        "Tỉnh ủy Phú Yên",
        "Công an tỉnh Phú Yên",
    ],
)
def test_what_is_not_certain_is_left_out(name: str) -> None:
    assert {before for _, before, _ in became(name)} <= {"tỉnh Phú Yên", "Ủy ban nhân dân tỉnh Phú Yên"}


def test_a_successor_that_not_every_place_has_is_taken_where_a_text_names_it() -> None:
    both = became("Ban Dân tộc tỉnh Lào Cai", "Sở Dân tộc và Tôn giáo tỉnh Lào Cai")
    assert both == {("2025", "Ban Dân tộc tỉnh Lào Cai", "Sở Dân tộc và Tôn giáo tỉnh Lào Cai")}


def test_an_event_keeps_its_address_when_more_predecessors_are_met() -> None:
    def ids(*names: str) -> set[str]:
        known = Register()
        for name in names:
            known.agency(body(name))
        return {change.id for change in find(known)}

    one, other = "Sở Tài nguyên và Môi trường tỉnh Lào Cai", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Lào Cai"
    assert ids(one) == ids(other) == ids(one, other) == {"change/2025/agency/lao-cai/so-nong-nghiep-va-moi-truong"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Work for bodies of Phú Yên, Đắk Lắk and a district: some under names of before 2025."""
    known, claims = Register(), []
    work = (
        ("Sở Kế hoạch và Đầu tư tỉnh Phú Yên", "leads", 1),
        ("Sở Tài chính tỉnh Phú Yên", "coordinates", 1),
        ("Sở Tài chính tỉnh Đắk Lắk", "leads", 2),
        ("Ủy ban nhân dân huyện Sơn Hòa", "leads", 3),
    )
    plan = Entity("document/p", "Plan", "KH", (), (("pol:sourceFile", "p.txt"), ("pol:textFile", "text/p.txt")))
    tasks = [Entity(f"task/{n}", "Task", f"Việc {n}", (), (("pol:text", f"Việc {n}"),)) for n in (1, 2, 3)]
    for name, role, number in work:
        claims.append(says(known.agency(body(name)), role, f"task/{number}", plan.id))
    claims += [says(t.id, "rdf:type", "pol:Task", plan.id) for t in tasks]
    claims += [says(plan.id, "assigns", t.id, plan.id) for t in tasks]
    changes = find(known)
    out = tmp_path_factory.mktemp("successions")
    (out / "text").mkdir()
    (out / "text" / "p.txt").write_text("words", encoding="utf-8")
    facts = Facts((plan, *tasks, *known.described()), tuple(claims), (), (), tuple(changes))
    return graph_of(out, facts)


def test_workload_today_counts_the_predecessors_and_leaves_out_what_ended(world: Graph) -> None:
    assert world.query("workload-today").rows == [
        (
            "Sở Tài chính tỉnh Đắk Lắk", "2", "1", "1",
            "Sở Kế hoạch và Đầu tư tỉnh Phú Yên; Sở Tài chính tỉnh Phú Yên; Sở Tài chính tỉnh Đắk Lắk",
        )
    ]  # fmt: skip


def test_workload_as_named_keeps_the_names_and_says_what_became_of_them(world: Graph) -> None:
    assert world.query("workload-as-named").rows == [
        ("Sở Kế hoạch và Đầu tư tỉnh Phú Yên", "1", "0", "1", "Sở Tài chính tỉnh Đắk Lắk", None),
        ("Sở Tài chính tỉnh Đắk Lắk", "1", "0", "1", None, None),
        ("Ủy ban nhân dân huyện Sơn Hòa", "1", "0", "1", None, "2025-07-01"),
        ("Sở Tài chính tỉnh Phú Yên", "0", "1", "1", "Sở Tài chính tỉnh Đắk Lắk", None),
    ]


def test_successions_name_the_act(world: Graph) -> None:
    rows = world.query("successions").rows
    act = "Nghị định số 45/2025/NĐ-CP ngày 28/02/2025 của Chính phủ"
    assert rows[0] == ("Sở Kế hoạch và Đầu tư tỉnh Phú Yên", "Sở Tài chính tỉnh Phú Yên", "2025", act)
    assert ("Ủy ban nhân dân huyện Sơn Hòa", None, "2025-07-01") in [row[:3] for row in rows]


def test_a_succession_lies_in_the_gazetteer_with_the_claims_of_its_curator(world: Graph) -> None:
    query = f"""SELECT (COUNT(DISTINCT ?event) AS ?events) (COUNT(?claim) AS ?claims) WHERE {{ GRAPH <{GAZETTEER.value}> {{
        ?event ?p ?thing FILTER(?p IN (org:originalOrganization, org:resultingOrganization))
        ?claim rdf:subject ?event ; rdf:predicate ?p ; rdf:object ?thing ; pol:curatedBy ?who ; dcterms:source ?act }} }}"""
    ((events, claims),) = world.query(query).rows
    edges = world.query("SELECT ?s WHERE { ?s org:originalOrganization|org:resultingOrganization ?o }").rows
    assert events == "5"
    assert int(claims or 0) == len(edges)
    assert expand("org:ChangeEvent").endswith("ChangeEvent")


def test_the_report_names_the_act_and_its_first_successions() -> None:
    known = Register()
    for name in ("Bắc Giang", "Bắc Kạn", "Hà Nam", "Kon Tum", "Long An", "Phú Yên", "Yên Bái"):
        known.place(f"tỉnh {name}")
    changes = find(known)
    told = report(Account(Facts(tuple(known.described()), changes=tuple(changes))))
    (line,) = [line for line in told.splitlines() if "202/2025/QH15" in line]
    assert "tỉnh Bắc Giang → tỉnh Bắc Ninh" in line
    assert line.endswith("and 2 more")


def test_a_zone_in_another_province_brings_that_province_along() -> None:
    text = "Số: 5/KH-UBND\nLào Cai, ngày 2/3/2021\nKẾ HOẠCH\nPhát triển\n\n1. Mở rộng KCN Chu Lai (huyện Núi Thành).\n"
    facts = resolve([extract(parse(Source("a.txt", text)))])
    ids = {entity.id for entity in facts.entities}
    assert {c.object for c in facts.curated} == {"place/quang-nam"} <= ids


def test_the_graph_with_its_successions_is_valid(world: Graph) -> None:
    assert validate(world.folder).problems == ()


def test_a_succession_without_its_act_is_a_problem(tmp_path: Path) -> None:
    known = Register()
    known.place("tỉnh Phú Yên")
    (change,) = find(known)
    wrong = Change(change.id, change.label, (), change.after, change.date, change.source, change.curator)
    write([*ontology_quads(), *quads(Facts(tuple(known.described()), changes=(wrong,)))], tmp_path)
    assert [p.message for p in validate(tmp_path).problems] == ["a succession must start from an agency or a place"]
