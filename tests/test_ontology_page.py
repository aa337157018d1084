"""The page of the vocabulary: every term of the ontology is there, in both languages, and its picture draws what it declares."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from chromium import Opened

from graph.store import open_graph
from graph.view.ontology_page import Term, terms, write_ontology
from graph.view.shell import text
from graph.vocab import POL, PREFIXES, ontology_dir

WORDS = re.compile(r">([A-Za-z ,]+)</text>")


@pytest.fixture(scope="module")
def known(sample_output: Path) -> list[Term]:
    return terms(open_graph(sample_output))


def test_every_term_has_its_names_meanings_and_what_it_stands_under(known: list[Term]) -> None:
    declared = rdflib.Graph().parse(ontology_dir() / "policygraph.ttl")
    own = {
        str(s).removeprefix(PREFIXES["pol"])
        for s in declared.subjects(rdflib.RDFS.label)
        if str(s).startswith(PREFIXES["pol"])
    }
    assert {term.name for term in known} == own
    assert len(own) >= 100
    assert [term.name for term in known if set(term.said) != {"vi", "en"} or set(term.means) != {"vi", "en"}] == []
    for term in known:
        node = rdflib.URIRef(PREFIXES["pol"] + term.name)
        above = {*declared.objects(node, rdflib.RDFS.subClassOf), *declared.objects(node, rdflib.RDFS.subPropertyOf)}
        assert len(term.under) == sum(isinstance(one, rdflib.URIRef) for one in above), term.name
    ends = {term.name: term for term in known}
    assert ends["leads"].ends == ("pol:PolicyDocument", "pol:Project", "pol:Task")
    assert ends["leads"].starts == ("pol:Agency", "pol:AgencyGroup")


def test_examples_are_those_of_the_graph(known: list[Term], sample_output: Path) -> None:
    graph = open_graph(sample_output)
    by_name = {term.name: term for term in known}
    ((tasks,),) = graph.query("SELECT (COUNT(*) AS ?n) { ?t a pol:Task }").values
    assert by_name["Task"].count == tasks
    example = by_name["implements"].example
    assert example
    assert " → " in example.words
    assert example.href.startswith("graph.html#node=")
    assert sum(term.example is not None for term in known if term.kind != "individual") >= 70


def test_the_page_is_the_same_every_time(sample_output: Path, tmp_path: Path) -> None:
    assert (
        write_ontology(tmp_path, open_graph(sample_output)).read_bytes()
        == (sample_output / "ontology.html").read_bytes()
    )
    english = write_ontology(tmp_path, open_graph(sample_output), lang="en").read_text("utf-8")
    assert '<html lang="en">' in english


def test_the_picture_draws_terms_that_there_are() -> None:
    names = {name for found in WORDS.findall(text("ontology/diagram.svg")) for name in re.split(r"[ ,]+", found)}
    assert {name for name in names if name not in POL} == {"subject", "predicate", "object"}
    assert len(names) >= 30


def test_it_speaks_both_languages_in_the_browser(opened: Opened, sample_output: Path) -> None:
    page = opened.open(sample_output / "ontology.html", "#implements")
    assert page.inner_text("h1") == "Từ vựng của đồ thị"
    page.click("#language")
    assert page.inner_text("h1") == "The vocabulary"
    assert page.inner_text("#implements h3") == "pol:implements implements"
    assert page.locator("article").count() >= 100
    assert opened.troubles == []
    assert opened.away == []
