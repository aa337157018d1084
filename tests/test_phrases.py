"""The data that the text side lives on: every phrase holds in both directions, every gazetteer is well formed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from conftest import from_yaml

from graph.extract import extract
from graph.language import bodies, offices, places
from graph.language.folding import fold, same_length
from graph.language.lexicon import load, proper_name
from graph.model import Source
from graph.structure import parse, signature
from graph.vocab import DOCUMENT_CLASSES, DOCUMENT_EDGES, ontology_dir


def data(name: str) -> Any:
    return from_yaml(ontology_dir() / name)


PHRASES = data("phrases/relations.yaml")
TYPES, ISSUERS = data("gazetteer/document_types.yaml"), data("gazetteer/issuers.yaml")
PROGRAMMES, LAWS, PLACES = data("gazetteer/programmes.yaml"), data("gazetteer/laws.yaml"), data("gazetteer/places.yaml")
OFFICES = data("gazetteer/offices.yaml")
BODIES = [body for section in ("central", "local", "departments") for body in ISSUERS[section]]

FIRST, SECOND = (
    "Quyết định số 812/QĐ-TTg ngày 11/7/2022 của Thủ tướng Chính phủ",
    "Quyết định số 45/QĐ-TTg ngày 02/3/2020",
)
EXAMPLES = [(e["predicate"], e["direction"], words) for e in PHRASES for words in e["examples"]]
NEVER = [(e["predicate"], e["direction"], words) for e in PHRASES for words in e["never"]]


def stated(words: str) -> set[tuple[str, str, str]]:
    """What a sentence says of its two documents, A and B, which are those of one level."""
    text = f"Nêu: {words.replace('«A»', FIRST).replace('«B»', SECOND)}.\n"
    found = extract(parse(Source("note.txt", text)))
    name = {"812/QĐ-TTg": "A", "45/QĐ-TTg": "B"}
    numbers = [name.get(c.number or "", "?") for c in found.citations]
    return {(numbers[r.subject], r.predicate, numbers[r.object]) for r in found.relations if r.subject >= 0}


def statement(predicate: str, direction: str) -> tuple[str, str, str]:
    return ("A", predicate, "B") if direction == "active" else ("B", predicate, "A")


@pytest.mark.parametrize(("predicate", "direction", "words"), EXAMPLES, ids=[words for *_, words in EXAMPLES])
def test_an_example_states_its_relation_and_no_other(predicate: str, direction: str, words: str) -> None:
    assert stated(words) == {statement(predicate, direction)}


@pytest.mark.parametrize(
    ("predicate", "direction", "words"), NEVER, ids=[f"{words} ({p}, {d})" for p, d, words in NEVER]
)
def test_what_is_never_the_relation_states_another_or_none(predicate: str, direction: str, words: str) -> None:
    assert statement(predicate, direction) not in stated(words)


def test_every_phrase_has_examples_in_both_directions() -> None:
    assert len(PHRASES) == 14
    assert all(entry["examples"] and entry["never"] for entry in PHRASES)
    assert {entry["predicate"] for entry in PHRASES} == set(DOCUMENT_EDGES) - {"basedOn", "consolidates", "cites"}
    assert (len(EXAMPLES), len(NEVER)) == (40, 30)


def twice(words: Iterable[str]) -> list[str]:
    return sorted(word for word, count in Counter(words).items() if count > 1)


def test_every_class_of_document_has_words_and_no_word_has_two_classes() -> None:
    assert list(dict.fromkeys(entry["class"] for entry in TYPES)) == list(DOCUMENT_CLASSES)
    assert twice(fold(word) for entry in TYPES for word in entry["words"]) == []
    assert twice(symbol.upper() for entry in TYPES for symbol in entry["symbols"]) == []
    words = [(entry["class"], word) for entry in TYPES for word in entry["words"]]
    assert len(words) == 45
    assert [load().class_of_word[fold(word)] for _, word in words] == [kind for kind, _ in words]


def test_a_body_s_names_and_forms_mean_that_body_and_no_other() -> None:
    assert len(BODIES) >= 80
    names = [fold(body["name"]) for body in BODIES]
    assert twice(names) == []
    forms = {fold(form): body["name"] for body in BODIES for form in body.get("forms") or [] if fold(form) not in names}
    every = [fold(form) for body in BODIES for form in {fold(f) for f in body.get("forms") or []}]
    assert twice(every) == []
    assert len(forms) >= 60


def test_a_symbol_means_one_body() -> None:
    assert twice(s.upper().rstrip("*") for body in BODIES for s in {x.upper() for x in body.get("symbols") or []}) == []
    told = load().issuer_of_number("15/QĐ-SNV")
    assert told is not None
    assert told.name == "Sở Nội vụ"


@pytest.mark.parametrize("body", ISSUERS["central"], ids=[body["name"] for body in ISSUERS["central"]])
def test_a_central_body_is_known_by_each_of_its_forms(body: dict[str, Any]) -> None:
    for words in (body["name"], *body["forms"], body["name"].upper()):
        found = bodies.name(words, "tỉnh Sơn La")
        assert found is not None
        assert (found.full, found.place, found.tier) == (body["name"], places.CENTRAL, body["tier"])
        assert re.fullmatch(bodies.pattern(), same_length(words))


@pytest.mark.parametrize("body", ISSUERS["departments"], ids=[body["name"] for body in ISSUERS["departments"]])
def test_a_department_is_known_by_each_of_its_forms_and_is_of_its_province(body: dict[str, Any]) -> None:
    for words in (body["name"], *(body.get("forms") or [])):
        found = bodies.name(words, "tỉnh Sơn La")
        assert found is not None
        assert (found.full, found.place) == (f"{body['name']} tỉnh Sơn La", "tỉnh Sơn La")


def test_bodies_have_tiers_and_kinds_of_place_that_exist() -> None:
    assert {body["tier"] for body in ISSUERS["central"]} == {1, 2, 3, 4}
    assert {body["tier"] for body in ISSUERS["local"]} == {5, 6, 7}
    levels = {level for body in ISSUERS["local"] for level in body["levels"]}
    assert levels == {"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"}
    assert twice(map(fold, ISSUERS["provincial"])) == []


HEADED = [(e["before"], words) for e in OFFICES["offices"] if "before" in e for words in e["examples"]]
NO_OFFICES = [words for e in OFFICES["offices"] for words in e.get("never", ())]


@pytest.mark.parametrize(("office", "words"), HEADED, ids=[words for _, words in HEADED])
def test_an_office_before_a_body_s_name_means_the_body(office: str, words: str) -> None:
    body = re.sub(f"^(?:{office}) ", "", words)
    assert body != words
    assert offices.is_office(words)
    assert bodies.name(words, "tỉnh Sơn La") == bodies.name(body, "tỉnh Sơn La")


@pytest.mark.parametrize("words", NO_OFFICES)
def test_what_only_resembles_an_office_is_none(words: str) -> None:
    assert not offices.is_office(words)


SIGNING = [(e["signs"], deputy) for e in OFFICES["offices"] if "signs" in e
           for deputy in ("", *([] if e.get("whole") else OFFICES["deputies"]))]  # fmt: skip


@pytest.mark.parametrize(("office", "deputy"), SIGNING, ids=[f"{deputy} {office}" for office, deputy in SIGNING])
def test_an_office_in_capitals_is_the_role_of_who_signs_below_it(office: str, deputy: str) -> None:
    role = f"{deputy} {office}".strip()
    text = f"Lưu: VT.\nTM. CƠ QUAN\n{role.upper()}\n(đã ký)\nNguyễn Văn An\n"
    name, said = signature.read(text, 0)
    assert (name, fold(said or "")) == ("Nguyễn Văn An", fold(role))


RANKS = [
    (words, so)
    for entry in OFFICES["ranks"]
    for so, key in ((True, "examples"), (False, "never"))
    for words in entry[key]
]


@pytest.mark.parametrize(("rank", "so"), RANKS)
def test_a_rank_is_no_part_of_the_name_of_who_signs(rank: str, *, so: bool) -> None:
    name, _ = signature.read(f"Lưu: VT.\nGIÁM ĐỐC\n{rank} Nguyễn Văn An\n", 0)
    assert (name == "Nguyễn Văn An") == so


def test_offices_are_all_there() -> None:
    assert (len(HEADED), len(NO_OFFICES), len(SIGNING), len(RANKS)) == (27, 5, 59, 6)
    assert all(entry.get("examples") for entry in OFFICES["offices"] if "before" in entry)


NO_NAMES = [(words, so) for entries in data("gazetteer/no_names.yaml").values() for entry in entries
            for so, key in ((True, "examples"), (False, "never")) for words in entry[key]]  # fmt: skip


@pytest.mark.parametrize(("words", "so"), NO_NAMES)
def test_what_begins_no_name_ends_the_name_before_it(words: str, *, so: bool) -> None:
    match = re.match(proper_name(), f"Lào Cai {words}")
    assert match
    assert (match[0] == "Lào Cai") == so


def test_what_begins_no_name_is_all_there() -> None:
    assert len(NO_NAMES) == 58


def test_laws_are_sorted_named_once_and_each_is_read_whole() -> None:
    names = [law if isinstance(law, str) else law["name"] for law in LAWS]
    assert sorted(names) == names
    assert twice(map(fold, load().laws)) == []
    assert (len(names), len(load().laws)) == (228, 238)
    text = "\n".join(f"Theo {law} thì làm." for law in load().laws)
    found = extract(parse(Source("laws.txt", text))).citations
    assert [same_length(c.title or "") for c in found if c.type in ("Law", "Ordinance")] == [
        same_length(x) for x in load().laws.values()
    ]


def test_settled_names_have_a_class_and_each_form_is_read_as_its_name() -> None:
    forms = [(entry["class"], words) for entry in PROGRAMMES for words in (entry["name"], *entry["forms"])]
    assert len(PROGRAMMES) == 25
    assert twice(words for _, words in forms) == []
    for kind, words in forms:
        (found,) = (c for c in extract(parse(Source("note.txt", f"Góp vào {words} thì tốt.\n"))).citations)
        assert (found.type, found.title) == (kind, words)


def test_there_are_34_provinces_now_and_30_that_ceased() -> None:
    former, now = set(PLACES["former_provinces"]), load().provinces - set(PLACES["former_provinces"])
    now -= set(PLACES["earlier_provinces"])
    assert len(PLACES["former_provinces"]) == len(former) == 30
    assert len(now - set(PLACES["spellings"])) == 34
    assert set(ISSUERS["cities"]) <= now
    assert set(PLACES["spellings"].values()) <= load().provinces - set(PLACES["spellings"])
