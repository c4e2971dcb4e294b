from __future__ import annotations

import json
import random
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from graph.ingest import hash_delivery, ingest_folder
from graph.jsonld_files import CONTEXT_IRI
from graph.rdf_files import RDF_SUFFIXES, parse_rdf
from graph.skolem import skolemise
from ontology.errors import SourceFormatError
from ontology.iris import DEFAULT_BASE
from ontology.terms import RDF, SKOS, XSD

TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/gemeengoed/id/thema/wonen> a skos:Concept ; skos:prefLabel "wonen"@nl ; skos:notation 1.50 .
"""
RDF_ENTRY = '\n[[data]]\nfile = "{file}"\ndocument = "proef-2026"\ncertainty = "gesteld"\n'


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".ttl", TURTLE),
        (".trig", TURTLE),
        (
            ".nt",
            "".join(
                f"<https://w3id.org/gemeengoed/id/thema/wonen> {rest} .\n"
                for rest in (
                    f"<{RDF.type}> <{SKOS.Concept}>",
                    f'<{SKOS.prefLabel}> "wonen"@nl',
                    f'<{SKOS.notation}> "1.50"^^<{XSD.decimal}>',
                )
            ),
        ),
        (
            ".rdf",
            f"""<?xml version="1.0"?>
            <rdf:RDF xmlns:rdf="{RDF}" xmlns:skos="{SKOS}">
              <skos:Concept rdf:about="https://w3id.org/gemeengoed/id/thema/wonen">
                <skos:prefLabel xml:lang="nl">wonen</skos:prefLabel>
                <skos:notation rdf:datatype="{XSD.decimal}">1.50</skos:notation>
              </skos:Concept>
            </rdf:RDF>""".strip(),
        ),
        (
            ".jsonld",
            json.dumps(
                {
                    "@context": {"skos": str(SKOS)},
                    "@id": "https://w3id.org/gemeengoed/id/thema/wonen",
                    "@type": "skos:Concept",
                    "skos:prefLabel": {"@value": "wonen", "@language": "nl"},
                    "skos:notation": {"@value": "1.50", "@type": str(XSD.decimal)},
                }
            ),
        ),
    ],
)
def test_every_format_gives_the_same_statements_in_their_own_words(suffix: str, text: str) -> None:
    wonen = URIRef("https://w3id.org/gemeengoed/id/thema/wonen")
    assert set(parse_rdf(text.encode(), f"thema{suffix}")) == {
        (wonen, RDF.type, SKOS.Concept),
        (wonen, SKOS.prefLabel, Literal("wonen", lang="nl")),
        (wonen, SKOS.notation, Literal("1.50", datatype=XSD.decimal, normalize=False)),
    }


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.ttl", "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n", "a.ttl: Regel 2: "),
        ("a.nt", "<urn:a> <urn:b> <urn:c> .\n<urn:a> b <urn:c> .\n", "a.nt: Regel 2: "),
        ("a.ttl", "<urn:a> <urn:b> <een twee> .", "a.ttl: Regel 1: "),
        ("a.ttl", "<a> <urn:b> <urn:c> .", "a.ttl: Regel 1: "),
        ("a.rdf", '<?xml version="1.0"?>\n<a>\n</b>', "a.rdf: Regel 3: "),
        ("a.rdf", f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="x"/></rdf:RDF>', "a.rdf: "),
        ("a.jsonld", '{"@id": "urn:a",\n"x" 1}', "a.jsonld: Regel 2: geen geldige JSON"),
        ("a.jsonld", '{"@context": "https://schema.org/", "a": "x"}', '"https://schema.org/" staat elders'),
        ("a.jsonld", "[" * 100_000, "te diep genest"),
        ("a.jsonld", '{"urn:a":' * 700 + "1" + "}" * 700, "te diep genest"),
        ("a.jsonld", '{"@id": "urn:a", "urn:b": ' + "9" * 5000 + "}", "geen geldige JSON"),
        ("a.jsonld", '{"@id": "urn:a", "urn:b": "\\ud800"}', "a.jsonld: "),
        ("a.jsonld", '[{"a": {"@context": ["urn:x"]}}]', 'De @context "urn:x" staat elders'),
        ("a.jsonld", '{"@id": "urn:a", "naam": "x"}', 'De sleutel "naam" staat niet in de @context'),
        ("a.jsonld", '{"@id": "a", "urn:b": "x"}', '"a" is geen volledige IRI'),
        ("a.ttl", '<urn:a> <urn:b> "31-1-2024"^^<http://www.w3.org/2001/XMLSchema#date> .',
         'urn:a, urn:b: "31-1-2024" is geen datum. Schrijf bijvoorbeeld 2019-05-31.'),
        ("a.ttl", '<urn:a> <urn:b> "x\\u0000" .', "urn:a, urn:b: de waarde bevat een NUL-teken"),
        ("a.trig", "<urn:g> { <urn:a> <urn:b> <urn:c> }", "benoemde graaf <urn:g>"),
        ("a.nq", "<urn:a> <urn:b> <urn:c> <urn:g> .", "benoemde graaf <urn:g>"),
        ("a.ttl", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "RDF 1.2"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_an_rdf_file_is_named(name: str, text: str, says: str) -> None:
    with pytest.raises(SourceFormatError) as caught:
        list(parse_rdf(text.encode(), name))
    assert says in str(caught.value)


def test_json_that_is_not_utf8_is_refused_with_its_line() -> None:
    with pytest.raises(SourceFormatError, match="Regel 2: geen UTF-8"):
        list(parse_rdf(b'{"@id":\n"urn:caf\xe9"}', "a.json"))


def test_our_own_context_is_read_from_the_package() -> None:
    text = json.dumps({"@context": CONTEXT_IRI, "@id": "urn:a", "@type": "Initiatief"})
    assert [str(o) for _, _, o in parse_rdf(text.encode(), "a.jsonld")] == [
        "https://w3id.org/gemeengoed/def#Initiatief"
    ]


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
@given(data=st.binary(max_size=120) | st.text(max_size=120).map(lambda text: text.encode("utf-8", "replace")))
def test_parsing_any_bytes_gives_statements_or_our_error(suffix: str, data: bytes) -> None:
    with suppress(SourceFormatError):
        list(parse_rdf(data, f"x{suffix}"))


def test_each_document_and_certainty_is_one_graph(write_source) -> None:
    toml = (
        RDF_ENTRY.format(file="a.ttl")
        + RDF_ENTRY.format(file="b.ttl")
        + RDF_ENTRY.format(file="c.ttl").replace('"gesteld"', '"afgeleid"')
    )
    files = {f"{one}.ttl": f"<urn:{one}> <urn:p> <urn:o> ." for one in "abc"}
    ingested = ingest_folder(write_source(toml=toml, files=files))
    start = f"https://w3id.org/gemeengoed/id/levering/proef-{ingested.delivery_hash[:12]}"
    assert ingested.delivery_iri == start
    assert {one.iri: {str(s) for s in one.graph.subjects()} for one in ingested.graphs} == {
        f"{start}#proef-2026-afgeleid": {"urn:c"},
        f"{start}#proef-2026-gesteld": {"urn:a", "urn:b"},
    }
    assert ingested.places == {"urn:a": "a.ttl", "urn:b": "b.ttl", "urn:c": "c.ttl"}


def test_our_own_iris_move_to_the_base_and_words_stay(write_source) -> None:
    text = f"<{DEFAULT_BASE}/id/doel/1> a <{DEFAULT_BASE}/def#Doel> ; <urn:p> <{DEFAULT_BASE}/id/doel/2> ."
    folder = write_source(toml=RDF_ENTRY.format(file="a.ttl"), files={"a.ttl": text})
    ingested = ingest_folder(folder, "https://graaf.example")
    assert ingested.delivery_iri.startswith("https://graaf.example/id/levering/proef-")
    assert set(ingested.merged()) == {
        (URIRef("https://graaf.example/id/doel/1"), RDF.type, URIRef(f"{DEFAULT_BASE}/def#Doel")),
        (
            URIRef("https://graaf.example/id/doel/1"),
            URIRef("urn:p"),
            URIRef("https://graaf.example/id/doel/2"),
        ),
    }


def test_the_hash_tells_deliveries_apart_whose_bytes_lie_elsewhere() -> None:
    assert hash_delivery(b"a", {"b": b"c"}) != hash_delivery(b"a", {"bc": b""})
    assert hash_delivery(b"a", {"b": b"", "c": b""}) == hash_delivery(b"a", {"c": b"", "b": b""})


def test_csv_and_places_tell_the_line(write_source) -> None:
    assert ingest_folder(write_source()).places == {
        f"{DEFAULT_BASE}/id/organisatie/de-warren": "leden.csv, regel 2"
    }


P, Q = URIRef("urn:p"), URIRef("urn:q")
NODES = st.sampled_from([URIRef("urn:a"), URIRef("urn:b"), *(BNode(f"n{number}") for number in range(5))])
TRIPLES = st.tuples(NODES, st.sampled_from([P, Q]), NODES | st.sampled_from([Literal("1"), Literal("2")]))


def as_graph(triples) -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph


@settings(max_examples=300)
@given(st.lists(TRIPLES, max_size=12), st.randoms(use_true_random=False))
def test_labels_and_order_of_blank_nodes_do_not_matter(triples, shuffler: random.Random) -> None:
    renamed = {
        BNode(f"n{number}"): BNode(f"m{other}") for number, other in enumerate(shuffler.sample(range(5), 5))
    }
    again = [(renamed.get(s, s), p, renamed.get(o, o)) for s, p, o in triples]
    shuffler.shuffle(again)
    assert set(skolemise(triples, "https://x")) == set(skolemise(again, "https://x"))


@settings(max_examples=300)
@given(st.lists(TRIPLES, max_size=10), st.lists(TRIPLES, max_size=4))
def test_an_unrelated_addition_changes_no_iri(triples, more) -> None:
    """Unrelated: about other blank nodes, or about none."""
    other = {BNode(f"n{number}"): BNode(f"ander{number}") for number in range(5)}
    added = [(other.get(s, s), p, other.get(o, o)) for s, p, o in more]
    assert set(skolemise(triples, "https://x")) <= set(skolemise([*triples, *added], "https://x"))


@settings(max_examples=300)
@given(st.lists(TRIPLES, max_size=12))
def test_nodes_of_which_different_things_are_said_stay_apart(triples) -> None:
    """Undoing the IRIs gives the graph back, but for parts that said the very same thing twice."""
    back: dict[URIRef, BNode] = {}

    def blank(term):
        is_ours = isinstance(term, URIRef) and term.startswith("https://x/.well-known/genid/")
        return back.setdefault(term, BNode()) if is_ours else term

    undone = as_graph((blank(s), p, blank(o)) for s, p, o in skolemise(triples, "https://x"))
    assert not any(
        isinstance(s, BNode) or isinstance(o, BNode) for s, _, o in skolemise(triples, "https://x")
    )
    once = as_graph((blank(s), p, blank(o)) for s, p, o in skolemise(list(undone), "https://x"))
    assert isomorphic(once, undone)
    assert len(undone) <= len(as_graph(triples))


def test_two_nodes_that_point_at_each_other_do_not_become_one() -> None:
    x, y = BNode("x"), BNode("y")
    ((one, _, other), (back, _, again)) = skolemise([(x, P, y), (y, P, x)], "https://x")
    assert one != other
    assert (back, again) == (other, one)


def test_lists_that_differ_only_at_the_end_share_no_cell() -> None:
    def cells(values: str) -> set[URIRef]:
        nodes = [BNode(f"{values}{number}") for number, _ in enumerate(values)]
        triples = [(node, RDF.first, Literal(value)) for node, value in zip(nodes, values, strict=True)]
        triples += [(one, RDF.rest, two) for one, two in pairwise(nodes)]
        return {s for s, _, _ in skolemise(triples, "https://x")}

    assert cells("abcdefgh") & cells("abcdefgx") == set()


def test_a_long_list_is_named_quickly() -> None:
    cells = [BNode(f"c{number}") for number in range(400)]
    triples = [(one, RDF.first, Literal(str(number))) for number, one in enumerate(cells)]
    triples += [(one, RDF.rest, two) for one, two in pairwise(cells)]
    assert len({s for s, _, _ in skolemise(triples, "https://x")}) == 400


def test_nodes_too_alike_to_tell_apart_are_refused() -> None:
    nodes = [BNode(f"n{number}") for number in range(14)]
    triples = [(one, P, other) for one in nodes for other in nodes if one != other]
    with pytest.raises(SourceFormatError, match="lijken te veel op elkaar"):
        skolemise(triples, "https://x")


def test_loading_a_file_twice_changes_nothing(write_source, tmp_path: Path) -> None:
    text = "<urn:a> <urn:p> [ <urn:q> 1 , [ <urn:q> 2 ] ] , ( 1 2 ) ."
    folder = write_source(toml=RDF_ENTRY.format(file="a.ttl"), files={"a.ttl": text})
    assert set(ingest_folder(folder).merged()) == set(ingest_folder(folder).merged())
    assert not any(isinstance(term, BNode) for triple in ingest_folder(folder).merged() for term in triple)
