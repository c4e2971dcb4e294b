"""Tests that the thesaurus keeps to what lies outside it: the TOOI top list and the NL-SBB profile."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.term import Node

from ontology.files import ontology_file
from ontology.terms import RDF, SH, SKOS

SCHEME = "https://w3id.org/gemeengoed/id/thema"
TOOI_TOP = "https://identifier.overheid.nl/tooi/def/thes/top/"
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)

# A thesaurus of two concepts in which nothing is wrong; each case below spoils one thing.
SOUND = f"""
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix t: <{SCHEME}/> .
    <{SCHEME}> a skos:ConceptScheme ; dct:title "Thema's"@nl ; skos:hasTopConcept t:wonen .
    t:wonen a skos:Concept ; skos:inScheme <{SCHEME}> ; skos:prefLabel "wonen"@nl ;
        skos:definition "Wonen."@nl ; skos:narrower t:huur .
    t:huur a skos:Concept ; skos:inScheme <{SCHEME}> ; skos:prefLabel "huur"@nl ;
        skos:definition "Huren."@nl ; skos:broader t:wonen .
"""

SPOILED = [
    ("Concept-definition", "t:zorg a skos:Concept ; skos:related t:huur ."),
    ("Concept-altLabel", 't:huur skos:altLabel "huur"@nl .'),
    ("Concept-hiddenLabel", 't:huur skos:altLabel "huren"@nl ; skos:hiddenLabel "huren"@nl .'),
    ("Concept-prefLabel", 't:huur skos:prefLabel "huren"@nl .'),
    ("Concept-related", "t:huur skos:related t:wonen ."),
    ("Concept-broadMatch", "t:huur skos:broadMatch <https://example.org/nergens> ."),
    ("Concept", "t:wonen skos:broader t:huur ."),
    ("Concept", 't:huur skos:prefLabel "wonen"@nl .'),
]


@pytest.fixture(scope="module")
def themes() -> Graph:
    return Graph().parse(ontology_file("themes.ttl"))


@pytest.fixture(scope="module")
def top_list(shared: Path) -> Graph:
    with warnings.catch_warnings():
        # rdflib 7 reads JSON-LD by way of a class that it has itself deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(shared / "data" / "tooi" / "scw_toplijst_1.json", format="json-ld")


@pytest.fixture(scope="module")
def profile(shared: Path) -> Graph:
    return Graph().parse(shared / "vocab" / "skos-ap-nl.ttl")


def findings(data: Graph, profile: Graph) -> set[tuple[Node, str]]:
    """Give (node of ours, shape) for all that the profile reports, warnings and remarks included."""
    _, report, _ = validate(data, shacl_graph=profile, inference="none")
    assert isinstance(report, Graph)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus, shape = report.value(result, SH.focusNode), report.value(result, SH.sourceShape)
        assert focus is not None
        # The top list's own concepts have no definition; that is not ours to mend.
        if str(focus).startswith(SCHEME):
            found.add((focus, str(shape).rsplit("#", 1)[-1]))
    return found


def matched(themes: Graph) -> set[Node]:
    return {other for match in MATCHES for other in themes.objects(None, match)}


def test_matches_lead_to_concepts_of_the_tooi_top_list(themes: Graph, top_list: Graph) -> None:
    assert matched(themes) <= set(top_list.subjects(RDF.type, SKOS.Concept))


def test_each_match_is_annotated_with_the_name_it_has_in_the_top_list(top_list: Graph) -> None:
    lines = ontology_file("themes.ttl").read_text(encoding="utf-8").splitlines()
    matches = [line.split() for line in lines if "Match top:" in line]
    names = [(ref.removeprefix("top:"), " ".join(rest)) for _, ref, _, _, *rest in matches]
    assert names == [(ref, str(top_list.value(URIRef(TOOI_TOP + ref), SKOS.prefLabel))) for ref, _ in names]


def test_an_exact_match_carries_the_same_name(themes: Graph, top_list: Graph) -> None:
    for concept, other in themes.subject_objects(SKOS.exactMatch):
        ours = {
            str(label) for kind in (SKOS.prefLabel, SKOS.altLabel) for label in themes.objects(concept, kind)
        }
        assert str(top_list.value(other, SKOS.prefLabel)) in ours


def test_a_concept_matches_another_in_one_way_only(themes: Graph) -> None:
    """Integrity condition S46 of SKOS, and what NL-SBB asks of the five kinds of match."""
    pairs = [pair for match in MATCHES for pair in themes.subject_objects(match)]
    assert len(pairs) == len(set(pairs))


def test_every_subject_right_under_wonen_has_a_tooi_equivalent(themes: Graph) -> None:
    narrower = set(themes.objects(URIRef(f"{SCHEME}/wonen"), SKOS.narrower))
    assert narrower <= {concept for match in MATCHES for concept in themes.subjects(match)}


def test_the_themes_conform_to_nl_sbb(themes: Graph, top_list: Graph, profile: Graph) -> None:
    data = themes + top_list  # the profile wants to see that what we match is a concept
    assert findings(data, profile) == set()


def test_the_profile_finds_nothing_in_a_sound_thesaurus(profile: Graph) -> None:
    assert findings(Graph().parse(data=SOUND), profile) == set()


@pytest.mark.parametrize(("shape", "spoil"), SPOILED)
def test_the_profile_sees_what_is_spoiled(profile: Graph, shape: str, spoil: str) -> None:
    """Without this, a validator that skips the profile's rules would pass unnoticed."""
    assert shape in {name for _, name in findings(Graph().parse(data=SOUND + spoil), profile)}
