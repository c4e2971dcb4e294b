"""A value is filled in as a term: nothing that anybody types or calls a thing changes what is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Literal, URIRef

from graph.containment import check_query
from graph.question_choices import find_choice
from graph.question_fields import Choice, read_fields, read_value, write_choice
from graph.questions import load_question
from graph.store.convert import from_ox
from ontology.errors import FieldValueError, SourceNotFoundError

QUERY = """# nl: Wat heeft “{woord}”?
# en: What has “{woord}”?
# veld: ?woord woord | Woord | Word
SELECT ?woord WHERE {
  VALUES ?woord { "huis" } # huis
}
"""
NASTY = (
    '" } } ; DROP ALL #',
    "a\n} INSERT DATA { <x:a> <x:b> <x:c> } #",
    "\\",
    'x\\" } SERVICE <http://evil.example/> { ?s ?p ?o } #',
    "'''\"\"\"",
    "\u2028# nl: {woord}",
    "\r# veld: ?x woord | X | X",
    "\\u0022 } #",
    "<script>alert(1)</script>",
    "$0 \\1 \\g<0> ?woord {woord}",
    "café \U0001f3e1 \x00",
)


def words_of(query: str) -> list[object]:
    solutions = ox.Store().query(check_query(query).text)
    assert isinstance(solutions, ox.QuerySolutions)
    return [from_ox(solution["woord"]) for solution in solutions]


def fill(value: str, label: str) -> str:
    [field] = read_fields(QUERY, "https://example.org/id/")
    return write_choice(QUERY, replace(field, chosen=Choice(Literal(value), label)))


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("label", NASTY)
def test_nasty_value_and_label_stay_a_value_and_a_label(value: str, label: str) -> None:
    query = fill(value, label)
    assert words_of(query) == [Literal(value)]
    assert len(query.split("\n")) == len(QUERY.split("\n"))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_value_comes_back_as_it_went_in(value: str, label: str) -> None:
    assert words_of(fill(value, label)) == [Literal(value)]


@pytest.mark.parametrize("label", NASTY)
def test_nasty_label_stays_in_the_comments_of_a_whole_question(label: str) -> None:
    question = load_question("cq09_initiatieven_in_de_buurt")
    iri = URIRef("https://w3id.org/gemeengoed/id/plaats/gm0344")
    asked = question.filled({"gemeente": Choice(iri, label)})
    plain = question.filled({"gemeente": Choice(iri, "Utrecht")})
    bare = [[line.partition(" # ")[0] for line in text.split("\n")[3:]] for text in (asked.text, plain.text)]
    assert bare[0] == bare[1]
    assert check_query(asked.text).form == "select"


def test_thing_that_is_chosen_stands_where_the_default_stood() -> None:
    cooplink = Choice(URIRef("https://w3id.org/gemeengoed/id/organisatie/cooplink"), "Cooplink")
    question = load_question("cq19_namen_van_een_organisatie").filled({"organisatie": cooplink})
    assert (question.nl, question.en) == (
        "Onder welke namen is Cooplink bekend?",
        "Under which names is the organisation Cooplink known?",
    )
    assert (
        "  VALUES ?organisatie { <https://w3id.org/gemeengoed/id/organisatie/cooplink> } # Cooplink\n"
        in question.text
    )
    assert "lsa-bewoners" not in question.text
    assert question.text.startswith("# nl: Onder welke namen is Cooplink bekend?\n")


def test_default_is_that_of_the_installation() -> None:
    question = load_question("cq05_wie_bij_doel_3", "https://gemeengoed.example")
    assert [field.default.term for field in question.fields] == [
        URIRef("https://gemeengoed.example/id/doel/3")
    ]


def test_field_that_a_question_does_not_have_is_refused() -> None:
    with pytest.raises(SourceNotFoundError, match='geen veld "kleur"'):
        load_question("cq05_wie_bij_doel_3").filled({"kleur": Choice(Literal("rood"), "rood")})


@pytest.mark.parametrize(
    ("kind", "typed", "term"),
    [
        ("jaar", " 2030 ", Literal(2030)),
        ("datum", "2024-04-13", Literal(dt.date(2024, 4, 13))),
        ("kilometers", "25", Literal(25)),
        ("kilometers", "2,5", Literal("2.5", datatype=XSD.decimal)),
        ("woord", "  energie\n coöperatie ", Literal("energie coöperatie")),
    ],
)
def test_typed_value_is_read(kind: str, typed: str, term: Literal) -> None:
    assert read_value(kind, typed).term == term


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("jaar", "20x7", "geen jaar"),
        ("jaar", "٢٠٢٧", "geen jaar"),
        ("datum", "13-04-2024", "geen datum"),
        ("datum", "2024-02-30", "geen datum"),
        ("kilometers", "NaN", "afstand in kilometers"),
        ("kilometers", "1e9", "hoogstens 500"),
        ("kilometers", "-1", "meer dan 0"),
        ("woord", " ", "Vul een woord in"),
        ("woord", "x" * 101, "hoogstens 100"),
    ],
)
def test_value_that_does_not_fit_is_refused_with_a_sentence(kind: str, typed: str, sentence: str) -> None:
    with pytest.raises(FieldValueError, match=sentence):
        read_value(kind, typed)


BERGEN = (
    Choice(URIRef("https://example.org/nh"), "Bergen"),
    Choice(URIRef("https://example.org/l"), "Bergen"),
    Choice(URIRef("https://example.org/hague"), "'s-Gravenhage", also=("Den Haag",)),
)


@pytest.mark.parametrize("typed", ["den haag", "'S-GRAVENHAGE", " https://example.org/hague "])
def test_thing_is_found_by_iri_or_any_of_its_names(typed: str) -> None:
    assert find_choice(BERGEN, typed) == BERGEN[2]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Bergen", "meer dan een.*example.org/nh, https://example.org/l"),
        ("Gravenhagen", "Bedoelt u 's-Gravenhage"),
        ("qqqq", "Kies een naam uit de lijst"),
        ("", "kennen wij hier niet"),
    ],
)
def test_thing_that_is_not_one_is_refused_with_what_to_do(typed: str, sentence: str) -> None:
    with pytest.raises(FieldValueError, match=sentence):
        find_choice(BERGEN, typed)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (QUERY.replace("?woord woord |", "?woord kleur |"), "geen bekende soort"),
        (QUERY.replace(" # huis", ""), "op één regel een waarde"),
        (QUERY + '  VALUES ?woord { "tuin" } # tuin\n', "op één regel een waarde"),
    ],
)
def test_field_that_is_not_whole_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_fields(text, "https://example.org/id/")
