"""Agencies: the bodies above them, their tiers and printed forms; where places lie; whom a group may stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.analysis.lookup import find_agency
from graph.errors import NotFound
from graph.extract import extract
from graph.language import bodies
from graph.language.lexicon import load
from graph.model import Entity, Facts, Ref, Source
from graph.rdf import GAZETTEER, quads
from graph.resolve import resolve
from graph.resolve.register import parent
from graph.store import open_graph, write
from graph.structure import parse
from graph.validate import validate
from graph.vocab import ID


def plan(place: str, number: int, *rows: str) -> tuple[str, str]:
    """A plan of a province whose table assigns each row's work to the bodies in it: its file name and its text."""
    head = f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\nSố: {number}/KH-UBND\n{place}, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\nPhát triển nghề rèn\n\n"
    table = "PHỤ LỤC\nTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian thực hiện\n"
    lines = (f"{n}\tKhôi phục lò rèn số {n} của làng ven sông\t{row}\tNăm 2024\n" for n, row in enumerate(rows, 1))
    return f"{number}.txt", head + table + "".join(lines)


def resolved(*plans: tuple[str, str]) -> Facts:
    return resolve([extract(parse(Source(name, text))) for name, text in plans])


def agency(facts: Facts, label: str) -> Entity:
    (found,) = (e for e in facts.entities if e.kind == "Agency" and e.label == label)
    return found


def examples() -> list[tuple[str, str]]:
    """Names and the body above each, as the data says; those of `never` have none by that rule."""
    return [(name, above) for rule in load().parents for name, above in rule["examples"].items()]


@pytest.mark.parametrize(("name", "above"), examples())
def test_the_body_above(name: str, above: str) -> None:
    body = bodies.name(name)
    assert body is not None
    over = parent(body)
    assert over is not None
    assert over.full == above
    assert over.tier <= body.tier


def test_how_many_examples_and_that_the_others_get_another_or_none() -> None:
    assert len(examples()) == 17
    never = [(rule["parent"], name) for rule in load().parents for name in rule["never"]]
    assert len(never) == 13
    for template, name in never:
        body = bodies.name(name)
        assert body is not None
        above = parent(body)
        assert above is None or above.full != template.replace("{place}", body.place or ""), name


def test_going_up_ends() -> None:
    for name, _ in examples():
        seen: list[str] = []
        body = bodies.name(name)
        while body is not None:
            assert body.full not in seen
            seen.append(body.full)
            body = parent(body)


def test_agencies_have_tier_parent_and_printed_forms() -> None:
    facts = resolved(
        plan(
            "Lào Cai", 1, "Sở NN&PTNT\tVăn phòng UBND tỉnh", "UBND tỉnh\tBan Tuyên giáo Tỉnh ủy", "Giám đốc Sở Y tế\t"
        ),
        plan("Lào Cai", 2, "Sở Nông nghiệp và PTNT\tCông an tỉnh"),
    )
    told = {
        e.label: (e.id, v.get("pol:tier"), up.id if isinstance(up := v.get("org:subOrganizationOf"), Ref) else None, e.alt)
        for e in facts.entities
        if e.kind == "Agency"
        for v in [dict(e.values)]
    }  # fmt: skip
    committee = "agency/lao-cai/uy-ban-nhan-dan"
    assert told == {
        "Bộ Công an": ("agency/bo-cong-an", 4, "agency/chinh-phu", ()),
        "Ban Tuyên giáo Tỉnh ủy Lào Cai": ("agency/lao-cai/ban-tuyen-giao-tinh-uy", 5, "agency/lao-cai/tinh-uy", ("Ban Tuyên giáo Tỉnh ủy",)),
        "Chính phủ": ("agency/chinh-phu", 3, None, ()),
        "Công an tỉnh Lào Cai": ("agency/lao-cai/cong-an", 7, "agency/bo-cong-an", ("Công an tỉnh",)),
        "Sở Nông nghiệp và Phát triển nông thôn tỉnh Lào Cai": (
            "agency/lao-cai/so-nong-nghiep-va-phat-trien-nong-thon", 7, committee, ("Sở NN&PTNT", "Sở Nông nghiệp và PTNT")),
        "Sở Nông nghiệp và Môi trường tỉnh Lào Cai": ("agency/lao-cai/so-nong-nghiep-va-moi-truong", 7, committee, ()),  # what it became
        "Sở Y tế tỉnh Lào Cai": ("agency/lao-cai/so-y-te", 7, committee, ()),
        "Tỉnh ủy Lào Cai": ("agency/lao-cai/tinh-uy", 5, None, ()),
        "Văn phòng Ủy ban nhân dân tỉnh Lào Cai": ("agency/lao-cai/van-phong-uy-ban-nhan-dan", 7, committee, ("Văn phòng UBND tỉnh",)),
        "Ủy ban nhân dân tỉnh Lào Cai": (committee, 6, None, ("UBND tỉnh",)),
    }  # fmt: skip


def test_a_body_keeps_the_forms_in_which_it_is_printed_and_those_only() -> None:
    rows = ("Đảng uỷ Hội đồng nhân dân tỉnh\tSở Xây dựng, Y tế", "Uỷ ban nhân dân tỉnh\tCác Sở: Nội vụ, Tư pháp")
    facts = resolved(plan("Lào Cai", 1, *rows))
    assert agency(facts, "Đảng ủy Hội đồng nhân dân tỉnh Lào Cai").alt == ("Đảng uỷ Hội đồng nhân dân tỉnh",)
    assert agency(facts, "Ủy ban nhân dân tỉnh Lào Cai").alt == ("Uỷ ban nhân dân tỉnh",)
    assert agency(facts, "Sở Nội vụ tỉnh Lào Cai").alt == agency(facts, "Sở Tư pháp tỉnh Lào Cai").alt == ()


def located(facts: Facts) -> list[tuple[str, str, str, bool]]:
    return [
        (c.subject, c.object, c.exact, c.edge)
        for c in facts.claims
        if c.predicate == "pol:locatedIn" and c.subject.startswith("place/")
    ]


def test_a_place_lies_in_the_province_that_gives_its_committee_work() -> None:
    facts = resolved(plan("Lào Cai", 1, "Sở Y tế\tUBND huyện Bát Xát, Bảo Thắng", "UBND huyện Bát Xát\t"))
    assert located(facts) == [
        ("place/lao-cai/huyen-bat-xat", "place/lao-cai", "UBND huyện Bát Xát", True),
        ("place/lao-cai/huyen-bao-thang", "place/lao-cai", "Bảo Thắng", True),
    ]
    assert {(c.subject, c.object, c.curator) for c in facts.curated} == {
        ("place/lao-cai/huyen-bat-xat", "place/lao-cai", "gazetteer/districts.yaml"),
        ("place/lao-cai/huyen-bao-thang", "place/lao-cai", "gazetteer/districts.yaml"),
    }


def test_districts_of_one_name_are_told_apart_by_the_province_that_gives_them_work() -> None:
    facts = resolved(plan("Long An", 1, "UBND huyện Châu Thành\t"), plan("Tiền Giang", 2, "UBND huyện Châu Thành\t"))
    assert [(place, province, edge) for place, province, _, edge in located(facts)] == [
        ("place/long-an/huyen-chau-thanh", "place/long-an", True),
        ("place/tien-giang/huyen-chau-thanh", "place/tien-giang", True),
    ]
    assert {e.id for e in facts.entities if e.label == "Ủy ban nhân dân huyện Châu Thành"} == {
        "agency/long-an/huyen-chau-thanh/uy-ban-nhan-dan",
        "agency/tien-giang/huyen-chau-thanh/uy-ban-nhan-dan",
    }
    assert [n.code for n in facts.notes if n.kind == "warning"] == []


def test_a_name_that_several_provinces_have_and_this_one_has_not_is_warned_of() -> None:
    facts = resolved(plan("Lào Cai", 1, "UBND huyện Châu Thành\t"))
    assert located(facts) == []
    (note,) = [n for n in facts.notes if n.kind == "warning"]
    assert note.code == "same-name"
    assert "huyện Châu Thành" in note.message


def test_a_district_of_another_province_keeps_its_own_address_whichever_document_is_read_first() -> None:
    facts = resolved(plan("Lào Cai", 1, "UBND huyện Sơn Dương\t"))
    assert located(facts) == []
    assert [(c.subject, c.object) for c in facts.curated] == [
        ("place/tuyen-quang/huyen-son-duong", "place/tuyen-quang")
    ]


def test_groups_and_provincial_bodies_locate_nothing() -> None:
    facts = resolved(
        plan("Lào Cai", 1, "Sở Y tế\tUBND các huyện, thành phố", "Công an tỉnh\tHội Nông dân huyện Bát Xát")
    )
    assert located(facts) == []


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two provinces, each with a plan that names departments, districts and groups."""
    out = tmp_path_factory.mktemp("agencies")
    facts = resolved(
        plan("Lào Cai", 1, "Sở Y tế\tcác sở, ban, ngành", "UBND huyện Bát Xát\tUBND các huyện, thành phố", "Sở Công Thương\tCông an tỉnh"),
        plan("Long An", 2, "Sở Xây dựng\tcác bộ, ngành", "UBND huyện Bến Lức\tBộ Tài chính", "Văn phòng Ủy ban nhân dân tỉnh\t"),
    )  # fmt: skip
    write(quads(facts), out)
    return out


def members(out: Path, group: str) -> list[str | None]:
    return [row[1] for row in open_graph(out).query("members", bindings={"group": f"agency/{group}"}).rows]


def test_members_of_a_group_are_those_named_of_its_kind_and_place(world: Path) -> None:
    assert members(world, "lao-cai/group-departments") == ["Sở Công Thương tỉnh Lào Cai", "Sở Y tế tỉnh Lào Cai"]
    assert members(world, "lao-cai/group-districts") == ["Ủy ban nhân dân huyện Bát Xát"]
    assert members(world, "long-an/group-ministries") == ["Bộ Công an", "Bộ Tài chính"]


def test_a_body_is_found_in_sparql_by_the_short_forms_that_no_text_prints(world: Path) -> None:
    graph = open_graph(world)
    short = """SELECT ?label ?graph { VALUES ?form { "SYT"@vi "UBND"@vi "BTC"@vi } GRAPH ?graph { ?body skos:hiddenLabel ?form }
        ?body rdfs:label ?label . ?body pol:jurisdiction/rdfs:label ?place } ORDER BY STR(?label)"""
    assert {row[1] for row in graph.query(short).rows} == {GAZETTEER.value}
    assert [row[0] for row in graph.query(short).rows] == [
        "Bộ Tài chính", "Sở Y tế tỉnh Lào Cai", "Ủy ban nhân dân huyện Bát Xát", "Ủy ban nhân dân huyện Bến Lức",
        "Ủy ban nhân dân tỉnh Long An", "Ủy ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Tây Ninh",
    ]  # fmt: skip
    everything = "SELECT ?a { ?a skos:hiddenLabel ?form FILTER NOT EXISTS { ?a a ?class . ?a rdfs:label ?label } }"
    assert graph.query(everything).rows == []
    assert not graph.query("ASK { ?a skos:hiddenLabel ?form ; skos:altLabel|rdfs:label ?form }")
    assert [p for p in validate(world).problems if p.check == "shape"] == []


@pytest.mark.parametrize(
    ("words", "iri"),
    [
        ("SYT Lao Cai", "agency/lao-cai/so-y-te"),
        ("sct tinh lao cai", "agency/lao-cai/so-cong-thuong"),
        ("BTC", "agency/bo-tai-chinh"),
        ("UBND huyện Bát Xát", "agency/lao-cai/huyen-bat-xat/uy-ban-nhan-dan"),
        ("UBND tỉnh Lào Cai", "agency/lao-cai/uy-ban-nhan-dan"),
        ("VP UBND huyện Bát Xát", None),
        ("Van phong UBND tinh Long An", "agency/long-an/van-phong-uy-ban-nhan-dan"),
    ],
)
def test_an_agency_is_found_by_its_short_forms(world: Path, words: str, iri: str | None) -> None:
    if iri is None:
        with pytest.raises(NotFound):
            find_agency(open_graph(world), words)
    else:
        assert find_agency(open_graph(world), words) == ID + iri


def test_a_place_has_its_other_spellings() -> None:
    forms = [(form.id, form.words) for form in resolved(plan("Đắk Lắk", 1, "Sở Y tế\t")).short_forms]
    assert [words for id, words in forms if id == "place/dak-lak"] == ["tỉnh Đăk Lăk", "tỉnh Đắc Lắc"]


def test_members_are_never_stored(world: Path) -> None:
    edges = "SELECT ?p { { ?g ?p ?a } UNION { ?a ?p ?g } ?g a pol:AgencyGroup . ?a a pol:Agency }"
    assert open_graph(world).query(edges).rows == []


def test_the_samples_agencies_all_have_a_tier_and_the_graph_is_sound(sample_output: Path) -> None:
    graph = open_graph(sample_output)
    assert len(graph.query("SELECT ?a { ?a a pol:Agency ; org:subOrganizationOf ?b . ?b a pol:Agency }").rows) >= 15
    assert graph.query("SELECT ?a { ?a a pol:Agency FILTER NOT EXISTS { ?a pol:tier ?t } }").rows == []
    assert validate(sample_output).problems == ()
