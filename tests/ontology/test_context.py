"""Tests that the JSON-LD context lets partners write Dutch keys and loses nothing there and back."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import to_isomorphic

from ontology.files import ontology_file
from ontology.terms import GG, OWL, PREFIXES, RDF, SH, curie, expand
from tests.ontology.records import GOOD, HEADER

# rdflib's own JSON-LD reader and writer still use a class that rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

CONTEXT: dict[str, Any] = json.loads(ontology_file("context.jsonld").read_text(encoding="utf-8"))["@context"]
TERMS = {
    key: definition if isinstance(definition, str) else definition["@id"]
    for key, definition in CONTEXT.items()
    if not key.startswith("@") and key not in PREFIXES
}

# Fields that shapes name only to refuse them, or that belong to the checking itself.
NOT_OFFERED = {"schema:email", "schema:telephone", "schema:address", "schema:birthDate", "foaf:mbox"}

PARTNER = {
    "id": "https://w3id.org/gemeengoed/id/initiatief/de-tuin",
    "is": "Initiatief",
    "naam": "De Tuin",
    "andereNaam": ["Moestuin De Tuin"],
    "beginjaar": "2016",
    "website": "https://tuin.example/",
    "onderwerp": "https://w3id.org/gemeengoed/id/thema/buurttuin",
    "plaatsZoalsGenoemd": "Amersfoort",
}
PARTNER_IN_TURTLE = """<initiatief/de-tuin> a gg:Initiatief ; skos:prefLabel "De Tuin"@nl ;
    skos:altLabel "Moestuin De Tuin"@nl ; schema:startDate "2016"^^xsd:gYear ;
    schema:url <https://tuin.example/> ; dct:subject <thema/buurttuin> ;
    gg:plaatsZoalsGenoemd "Amersfoort"@nl ."""


def turtle(text: str) -> Graph:
    """Read Turtle with the usual prefixes."""
    return Graph().parse(data=HEADER + text, format="turtle")


def with_pyoxigraph(document: dict[str, Any]) -> Graph:
    """Read JSON-LD with the parser that reads deliveries."""
    quads = pyoxigraph.parse(json.dumps(document), format=pyoxigraph.RdfFormat.JSON_LD)
    lines = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return Graph().parse(data=lines or b"", format="nt")


def with_rdflib(document: dict[str, Any]) -> Graph:
    """Read JSON-LD with the parser that most partners in Python have."""
    return Graph().parse(data=json.dumps(document), format="json-ld")


@pytest.mark.parametrize("read", [with_pyoxigraph, with_rdflib])
def test_partner_writes_dutch_keys_and_means_our_terms(read: Any) -> None:
    graph = read({"@context": CONTEXT, **PARTNER})

    assert to_isomorphic(graph) == to_isomorphic(turtle(PARTNER_IN_TURTLE))


@pytest.mark.parametrize("record", GOOD)
def test_record_comes_back_from_json_as_it_went(record: str) -> None:
    graph = turtle(GOOD[record])

    document = json.loads(graph.serialize(format="json-ld", context=CONTEXT))

    assert to_isomorphic(with_rdflib(document)) == to_isomorphic(graph)
    assert to_isomorphic(with_pyoxigraph(document)) == to_isomorphic(graph)


def test_chosen_values_are_written_as_one_word() -> None:
    chosen = {"zekerheid": "afgeleid", "rol": "kernpartner", "gegeven": "beginjaar"}

    graph = with_pyoxigraph({"@context": CONTEXT, "id": "urn:a", **chosen})

    assert set(graph.objects()) == {GG.Afgeleid, GG.Kernpartner, expand("schema:startDate")}


def test_codes_and_numbers_are_in_no_language() -> None:
    codes = {"nummer": "1", "bwbNummer": "BWBR0005181", "artikelnummer": "18a", "gemeentecode": "0307"}

    graph = with_pyoxigraph({"@context": CONTEXT, "id": "urn:a", **codes})

    assert set(graph.objects()) == {Literal(code) for code in codes.values()}


def test_context_and_code_agree_about_prefixes() -> None:
    assert {key: iri for key, iri in CONTEXT.items() if key in PREFIXES} == {
        prefix: iri for prefix, iri in PREFIXES.items() if prefix not in {"sh", "sd", "void"}
    }


def test_every_key_leads_to_a_term_with_a_known_prefix() -> None:
    for name in set(TERMS.values()) - {"@id", "@type"}:
        assert curie(expand(name)) == name


def test_every_property_and_class_that_shapes_know_has_a_key() -> None:
    shapes = Graph().parse(ontology_file("shapes.ttl"))
    known = {
        curie(str(term))
        for asked in (SH.path, SH.targetClass, SH.targetSubjectsOf)
        for term in shapes.objects(None, asked)
        if isinstance(term, URIRef)
    }
    government_sorts = {name for name in known if name.startswith("tooi:") and name[5].isupper()}

    assert known - set(TERMS.values()) - NOT_OFFERED - government_sorts == set()


SEARCH_WORDS = {f"gg:{name}" for name in ("search", "query", "score", "snippet", "label", "kind", "limit")}
"""Words of a question or an answer: nobody delivers data with them."""


def test_every_word_of_ours_has_a_key() -> None:
    vocabulary = Graph().parse(ontology_file("gemeengoed.ttl"))
    words = {
        curie(str(term))
        for sort in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
        for term in vocabulary.subjects(RDF.type, sort)
    }

    assert words - set(TERMS.values()) == {"gg:Zekerheid", "gg:TermijnSoort"} | SEARCH_WORDS
