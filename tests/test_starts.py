"""Patterns that are tried only where they can begin find what they find anywhere; beginnings come from the patterns themselves."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.build import SAMPLES
from graph.extract import projects, zones
from graph.extract.citations import patterns, short_forms, unanchored
from graph.extract.tasks import openings, subjects
from graph.language import assignees, doers, endings, tries, when
from graph.language.beginnings import Beginnings, every, of
from graph.language.lexicon import any_of
from graph.structure import header
from graph.structure.paragraphs import patterns as of_lines

RULES = {
    "citations": patterns._begun, "names without a number": unanchored._begun, "short forms": short_forms._begun, "projects": projects._begun,
    "words that lead on": openings._begun, "clauses in front": openings._fronted, "times": when._begun,
    "zones": zones._begun, "provinces": header._begun, "mentions": assignees.begins, "described groups": doers.begins,
}  # fmt: skip
TEXTS = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]


@pytest.mark.parametrize("rule", RULES)
def test_every_pattern_has_beginnings_and_none_is_empty(rule: str) -> None:
    begun = RULES[rule]()
    assert begun.words
    assert {name: min(map(len, words), default=0) >= 1 for name, words in begun.words.items()} == dict.fromkeys(
        begun.words, True
    )


@pytest.mark.parametrize("rule", RULES)
def test_a_pattern_finds_what_it_finds_anywhere(rule: str) -> None:
    begun = RULES[rule]()
    assert len(TEXTS) >= 10
    odd = (TEXTS[0].replace(ours, other) for ours, other in ("iı", "Iİ", "iİ", "sſ"))
    for text in (*TEXTS, TEXTS[0].lower(), TEXTS[0].upper(), *odd):
        for name, pattern in begun.patterns.items():
            found = [(m.span(), m.groups()) for m in begun.places(text).finditer(name)]
            assert found == [(m.span(), m.groups()) for m in pattern.finditer(text)], (name, text[:40])


def test_a_letter_that_is_two_in_small_letters_hides_no_body() -> None:
    named = [[a.group or a.name for a in assignees.read(f"Sở Y tế{sign} và các xã", None)] for sign in ("", ' "İzmir"')]
    assert named[0] == named[1] == ["Sở Y tế", "communes"]
    assert assignees.first("Sở Y tế İ", None) is not None


@pytest.mark.parametrize("text", TEXTS)
def test_no_sentence_is_passed_over_in_which_somebody_is_charged(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [words for line in text.split("\n") for words in (line, line.lstrip("-+ 0123456789.")) if words]
    lines += [f"{first} {then}" for first, then in pairwise(lines)]
    found = [subjects.find(words, 0, None) for words in lines]
    monkeypatch.setattr(openings, "charged", lambda words: "anywhere")
    assert found == [subjects.find(words, 0, None) for words in lines]


def test_a_pattern_that_begins_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="a pattern may begin with anything"):
        Beginnings({"word": re.compile(r"\w+ này")})
    assert of("(?:Luật)?") == {""}


WORDS = st.lists(
    st.sampled_from(["Sở", "Bộ", "Bộ Y tế", "Hội", "Hội đồng", "bộ", " - ", "A - B", "A-B", "A", " "]), max_size=6
)


@given(WORDS, WORDS)
def test_a_trie_matches_what_an_alternation_matches(words: list[str], text: list[str]) -> None:
    listed = sorted({word for word in words if word.strip()}, key=lambda word: (-len(word), word))
    if not listed:
        return
    plain = "|".join(re.escape(word).replace(r"\ \-\ ", r"\s?-\s?") for word in listed)
    joined = "".join(text)
    assert re.findall(tries.any_word((word, "") for word in listed), joined) == re.findall(plain, joined)


@given(WORDS)
def test_every_place_of_a_word_is_found(text: list[str]) -> None:
    joined = "".join(text)
    found = every({"Hội", "Bộ Y"}, joined)
    assert {word: [m.start() for m in re.finditer(word, joined)] for word in ("Hội", "Bộ Y") if word in joined} == found


def test_the_end_of_a_line_is_looked_at_and_no_more() -> None:
    words = any_of("lines", "hanging")
    whole = re.compile(rf"(?:^|\s)(?:(?i:{words})|{any_of('lines', 'hanging_offices')})$")
    ends = of_lines().hanging
    lines = [line for text in TEXTS for line in text.split("\n")]
    assert sum(whole.search(line) is not None for line in lines) > 3
    assert [ends.search(line) is not None for line in lines] == [whole.search(line) is not None for line in lines]
    with pytest.raises(ValueError, match="any length"):
        endings.AtEnd(r"\d+$")
