"""Tests that a reader never meets a bare IRI where a word could stand."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import Graph, Literal

from ontology.files import ontology_file
from ontology.terms import GG, PREFIXES, RDFS, SH, XSD, curie, expand
from tests.ontology.vocabulary_terms import data_uses

LABELS = Graph().parse(ontology_file("labels.ttl"))
LONGEST_LABEL = 40
# A datatype is read with its value, never shown.
NEVER_SHOWN = (str(XSD), str(SH))
DATATYPES = {"geo:geoJSONLiteral", "rdf:langString"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_foreign_term_in_the_data_has_a_label(language: str) -> None:
    labelled = {
        curie(str(term))
        for term, label in LABELS.subject_objects(RDFS.label)
        if isinstance(label, Literal) and label.language == language
    }
    foreign = {
        term for term in data_uses() - DATATYPES if not str(expand(term)).startswith((str(GG), *NEVER_SHOWN))
    }

    assert foreign - labelled == set()


def test_term_has_one_label_in_each_language() -> None:
    count = Counter(
        (term, label.language) for term, label in LABELS.subject_objects() if isinstance(label, Literal)
    )

    assert {pair for pair, number in count.items() if number != 1} == set()
    assert {language for _, language in count} == {"nl", "en"}


def test_nothing_but_labels_of_others_words_is_said() -> None:
    assert set(LABELS.predicates()) == {RDFS.label}
    prefixes = {curie(str(term)).partition(":")[0] for term in LABELS.subjects()}
    assert prefixes <= set(PREFIXES) - {"gg"}


def test_labels_are_short_and_have_no_stray_space() -> None:
    texts = [str(label) for label in LABELS.objects()]

    assert [text for text in texts if not 0 < len(text) <= LONGEST_LABEL or text != text.strip()] == []
