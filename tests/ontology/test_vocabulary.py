"""Tests that our own words are few, explained in two languages, and the only ones that are used."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from ontology.files import ontology_file
from ontology.terms import DCT, GG, ORG, OWL, RDF, RDFS, SKOS, XSD, curie, expand
from tests.ontology.vocabulary_terms import ROOT, uses

VOCABULARY = URIRef("https://w3id.org/gemeengoed/def")
GRAPH = Graph().parse(ontology_file("gemeengoed.ttl"))
TERMS = sorted({str(subject) for subject in GRAPH.subjects() if str(subject).startswith(str(GG))})
KINDS_OF_TERM = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual}
LONGEST_LABEL = 40


def texts(term: str, predicate: URIRef) -> dict[str | None, str]:
    """Give the texts of a term by language, after checking that there is one of each."""
    found = [value for value in GRAPH.objects(URIRef(term), predicate) if isinstance(value, Literal)]
    assert len(found) == len({value.language for value in found}), f"two texts in one language: {found}"
    return {value.language: str(value) for value in found}


@pytest.mark.parametrize("term", TERMS, ids=curie)
def test_our_word_is_labelled_defined_and_justified_in_dutch_and_english(term: str) -> None:
    for predicate in (RDFS.label, SKOS.definition, SKOS.editorialNote):
        assert set(texts(term, predicate)) == {"nl", "en"}, predicate
    assert all(len(label) <= LONGEST_LABEL for label in texts(term, RDFS.label).values())
    for predicate in (SKOS.definition, SKOS.editorialNote):
        assert all(text.endswith(".") for text in texts(term, predicate).values())


@pytest.mark.parametrize("term", TERMS, ids=curie)
def test_our_word_is_one_kind_of_term_and_belongs_to_the_vocabulary(term: str) -> None:
    types = set(GRAPH.objects(URIRef(term), RDF.type))

    assert len(types & KINDS_OF_TERM) == 1
    assert set(GRAPH.objects(URIRef(term), RDFS.isDefinedBy)) == {VOCABULARY}


def test_class_is_written_with_a_capital_and_property_without() -> None:
    classes = set(GRAPH.subjects(RDF.type, OWL.Class))
    properties = set(GRAPH.subjects(RDF.type, OWL.ObjectProperty)) | set(
        GRAPH.subjects(RDF.type, OWL.DatatypeProperty)
    )

    assert all(re.match(r"[A-Z]", curie(str(term)).partition(":")[2]) for term in classes)
    assert all(re.match(r"[a-z]", curie(str(term)).partition(":")[2]) for term in properties)


def test_no_two_words_of_one_sort_share_a_dutch_label() -> None:
    def labels(sort: Node) -> list[str]:
        terms = [str(term) for term in GRAPH.subjects(RDF.type, sort)]
        return [texts(term, RDFS.label)["nl"] for term in terms]

    properties = labels(OWL.ObjectProperty) + labels(OWL.DatatypeProperty)
    for found in (properties, labels(OWL.Class), labels(OWL.NamedIndividual)):
        assert len(found) == len(set(found))


@pytest.mark.parametrize("role", sorted(str(role) for role in GRAPH.subjects(RDF.type, ORG.Role)), ids=curie)
def test_role_is_named_as_a_concept_with_the_words_of_its_label(role: str) -> None:
    assert (URIRef(role), RDF.type, SKOS.Concept) in GRAPH
    assert texts(role, SKOS.prefLabel) == texts(role, RDFS.label)


def test_header_says_what_it_is_when_it_was_issued_and_under_which_licence() -> None:
    assert (VOCABULARY, RDF.type, OWL.Ontology) in GRAPH
    assert (
        set(texts(str(VOCABULARY), DCT.title)) == set(texts(str(VOCABULARY), DCT.description)) == {"nl", "en"}
    )
    assert GRAPH.value(VOCABULARY, DCT.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert GRAPH.value(VOCABULARY, DCT.issued) == Literal("2026-11-23", datatype=XSD.date)


def test_every_word_of_ours_that_is_used_is_in_the_vocabulary() -> None:
    known = {curie(term) for term in TERMS}
    used = {term: files for term, files in uses().items() if term.startswith("gg:")}

    assert {term: files for term, files in used.items() if term not in known} == {}


def test_every_word_of_ours_in_the_documentation_is_in_the_vocabulary() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    named = {
        name for page in pages for name in re.findall(r"\bgg:([A-Za-z]\w*)", page.read_text(encoding="utf-8"))
    }

    assert {name for name in named if str(expand(f"gg:{name}")) not in TERMS} == set()
