"""Tests that the shapes let good records through and tell a partner in Dutch what is wrong with a bad one."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from ontology.files import ontology_file
from ontology.iris import bwb_iri, mint_iri
from ontology.terms import ELI, RDF, RDFS, SH, SKOS, curie
from tests.ontology.records import GOOD, HEADER

SHAPES = Graph().parse(ontology_file("shapes.ttl"))
CLASSES = {
    curie(str(one))
    for turtle in GOOD.values()
    for one in Graph().parse(data=HEADER + turtle).objects(None, RDF.type)
}

# One line a way to be wrong: the good record, what is replaced in it, by what; the field that the report
# names, and words of its message. An empty field means that the record as a whole is at fault.
BAD_RECORDS = Path(__file__).parent / "bad_records.tsv"
BAD = [line.split("\t") for line in BAD_RECORDS.read_text("utf-8").splitlines()[1:]]

LAWS = 20_000
LONGEST_CHECK_S = 15


def report_on(graph: Graph) -> Graph:
    """Check records against the shapes."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES, inplace=True)
    assert isinstance(report, Graph)
    return report


@cache
def check(turtle: str) -> set[tuple[str, str]]:
    """Check records against the shapes and give (field, message) of what is wrong."""

    def name(path: Node | None) -> str:
        return curie(str(path)) if isinstance(path, URIRef) else ""

    report = report_on(Graph().parse(data=HEADER + turtle, format="turtle"))
    return {
        (name(report.value(result, SH.resultPath)), str(message))
        for result in report.subjects(RDF.type, SH.ValidationResult)
        for message in report.objects(result, SH.resultMessage)
    }


def without_iri(record: str) -> str:
    """Give a good record with a blank node where its IRI was."""
    subject = GOOD[record].split(" ")[0]
    return GOOD[record].replace(subject, "_:naamloos")


def reported_shapes() -> set[Node]:
    """Give the shapes whose message a partner may read: all but the alternatives inside a rule."""
    inside = set(SHAPES.objects(None, SH.qualifiedValueShape)) | {
        one for choice in SHAPES.objects(None, SH["or"]) for one in SHAPES.items(choice)
    }
    ruled = (
        set(SHAPES.subjects(SH.path))
        | set(SHAPES.subjects(SH.nodeKind))
        | set(SHAPES.objects(None, SH.sparql))
    )
    return ruled - inside


@pytest.mark.parametrize("record", GOOD)
def test_good_record_is_accepted(record: str) -> None:
    assert check(GOOD[record]) == set()


def test_good_records_of_all_classes_are_accepted_together() -> None:
    assert check("\n".join(GOOD.values())) == set()


@pytest.mark.parametrize(("record", "old", "new", "field", "words"), BAD)
def test_bad_record_is_refused_with_the_field_and_the_rule(
    record: str, old: str, new: str, field: str, words: str
) -> None:
    assert old in GOOD[record], "the test replaces nothing"

    found = check(GOOD[record].replace(old, new, 1))

    assert any(named == field and words in message for named, message in found), found


@pytest.mark.parametrize("record", GOOD)
def test_record_without_an_iri_is_refused(record: str) -> None:
    assert "" in {field for field, _ in check(without_iri(record))}


def test_every_rule_is_seen_to_refuse_something() -> None:
    bad = [GOOD[record].replace(old, new, 1) for record, old, new, *_ in BAD]
    nameless = [without_iri(record) for record in GOOD]
    seen = {message for turtle in bad + nameless for _, message in check(turtle)}

    assert {str(message) for message in SHAPES.objects(None, SH.message)} - seen == set()


def test_circle_of_themes_is_found_at_every_theme_in_it_and_nowhere_else() -> None:
    themes = "".join(
        f'<thema/{one}> a skos:Concept ; skos:prefLabel "{one}"@nl ; skos:broader <thema/{other}> .'
        for one, other in ("ab", "bc", "ca", "da")
    )

    report = report_on(Graph().parse(data=HEADER + themes, format="turtle"))

    assert set(report.objects(None, SH.focusNode)) == {URIRef(mint_iri("thema", one)) for one in "abc"}
    assert set(report.objects(None, SH.resultPath)) == {SKOS.broader}


def test_record_that_only_refers_to_another_delivery_is_not_refused() -> None:
    assert (
        check("<initiatief/a> gg:gedragenDoor <organisatie/elders> ; dct:subject <thema/elders> .") == set()
    )


def test_every_class_that_partners_deliver_has_a_shape_with_a_dutch_name() -> None:
    named = {
        curie(str(one))
        for shape in SHAPES.subjects(RDF.type, SH.NodeShape)
        if any(
            isinstance(label, Literal) and label.language == "nl"
            for label in SHAPES.objects(shape, RDFS.label)
        )
        for one in SHAPES.objects(shape, SH.targetClass)
    }

    assert CLASSES - {"geo:Feature"} <= named


def test_every_rule_has_one_message_in_dutch_and_a_name_for_its_field() -> None:
    for shape in reported_shapes():
        messages = [message for message in SHAPES.objects(shape, SH.message) if isinstance(message, Literal)]
        assert [message.language for message in messages] == ["nl"], shape
        assert messages[0].endswith((".", "?", "…"))
    fields = reported_shapes() & set(SHAPES.subjects(SH.path))
    assert [shape for shape in fields if not SHAPES.value(shape, SH.name)] == []


def test_no_rule_asks_for_the_class_of_what_a_field_refers_to() -> None:
    assert list(SHAPES.subjects(SH["class"])) == []


def test_shapes_are_valid_shacl() -> None:
    pyshacl.validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)


def test_titles_of_all_laws_are_checked_in_seconds() -> None:
    graph = Graph()
    for number in range(LAWS):
        law = URIRef(bwb_iri(f"BWBR{number:07}"))
        graph.add((law, RDF.type, ELI.LegalResource))
        graph.add((law, SKOS.prefLabel, Literal(f"Wet nummer {number}", lang="nl")))
        graph.add((law, ELI.title, Literal(f"Wet van de dag {number}", lang="nl")))
        graph.add((law, ELI.id_local, Literal(f"BWBR{number:07}")))

    started_s = time.process_time()
    report = report_on(graph)

    assert time.process_time() - started_s < LONGEST_CHECK_S
    assert (None, SH.conforms, Literal(True)) in report
