"""Recognising what the graph knows: our own sentences, half of them traps, and texts of any kind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store.interface import GraphStore
from indexer.document import Document
from indexer.recognise.law_names import LawName
from indexer.recognise.recogniser import Recogniser

GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parent / "golden" / "mentions.jsonl").read_text("utf-8").splitlines()
]
SENTENCES = [case["text"] for case in GOLDEN]
PRECISION, RECALL = 0.95, 0.95
"""Floors on the sentences together; single sentences that go wrong are named below."""


@pytest.fixture(scope="module")
def recogniser(builtin_store: GraphStore) -> Iterator[Recogniser]:
    return Recogniser.of(builtin_store)


def ref(iri: str) -> str:
    return iri.rstrip("/").rsplit("/", 1)[-1]


def found_in(recogniser: Recogniser, text: str) -> list[list[str]]:
    return [[one.text, ref(one.iri)] for one in recogniser.recognise(text)]


def test_sentences_and_traps_together(recogniser: Recogniser) -> None:
    right = wanted = given = 0
    wrong = []
    for case in GOLDEN:
        found = Counter(map(tuple, found_in(recogniser, case["text"])))
        gold = Counter(map(tuple, case["mentions"]))
        right += (found & gold).total()
        wanted += gold.total()
        given += found.total()
        if found != gold:
            wrong.append((case["text"], sorted(gold - found), sorted(found - gold)))
    print(f"precision {right / given:.3f}, recall {right / wanted:.3f}", *wrong, sep="\n")
    assert right >= PRECISION * given, wrong
    assert right >= RECALL * wanted, wrong


def test_there_are_enough_sentences_and_half_are_traps() -> None:
    assert len(GOLDEN) >= 60
    assert sum(len(case["mentions"]) < 2 for case in GOLDEN) >= len(GOLDEN) / 2


def test_a_mention_says_where_it_stands_and_how_sure_it_is(recogniser: Recogniser) -> None:
    text = "Volgens artikel 2.6.7 Wmo 2015 mag dat in Zeist."
    law, place = recogniser.recognise(text)
    assert text[law.start : law.end] == law.text == "artikel 2.6.7 Wmo 2015"
    assert (law.kind, law.law, law.article) == ("artikel", "BWBR0035362", "2.6.7")
    assert law.jci == "jci1.3:c:BWBR0035362&artikel=2.6.7"
    assert (place.kind, place.law, place.jci) == ("gemeente", "", "")
    assert all(0.5 < one.confidence <= 1 and one.rule for one in (law, place))


@settings(max_examples=60)
@given(st.text(max_size=300) | st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join))
def test_any_text_gives_mentions_apart_and_in_order(recogniser: Recogniser, text: str) -> None:
    end = 0
    for one in recogniser.recognise(text):
        assert one.start >= end
        assert text[one.start : one.end] == one.text != ""
        end = one.end


def test_a_long_text_is_read_in_parts_without_losing_its_places(recogniser: Recogniser) -> None:
    line = "Volgens de Wmo 2015 mag dat in Zeist.\n"
    text = line * 12_000
    mentions = recogniser.recognise(text)
    assert len(mentions) == 24_000
    assert all(text[one.start : one.end] == one.text for one in mentions)


def test_a_text_of_one_letter_ends(recogniser: Recogniser) -> None:
    assert recogniser.recognise("a" * 1_000_000) == ()


def test_a_dutch_model_that_knows_a_person_is_believed() -> None:
    model = spacy.blank("nl")
    model.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Anna Zeist"}])
    town = Document("iri:zeist", "gemeente", "gemeente Zeist")
    law = LawName("https://wetten.overheid.nl/BWBR0005181/", "Woningwet", is_abbreviation=False)
    with_model, without = (Recogniser([town], [law], model=one) for one in (model, None))
    text = "anna zeist, Anna Zeist en wie nog meer in Zeist woont"
    assert [one.start for one in with_model.recognise(text)] == [text.rindex("Zeist")]
    assert [one.start for one in without.recognise("wij van Zeist")] == [8]


def test_two_things_of_one_name_are_left_alone() -> None:
    bodies = [Document(f"iri:{n}", "organisatie", "Fonds De Kans") for n in (1, 2)]
    assert Recogniser(bodies, []).recognise("Het Fonds De Kans geeft.") == ()
