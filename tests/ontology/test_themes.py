"""Tests that the thesaurus is whole: every subject is named, explained, placed in one tree and findable."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.collation import fold
from ontology.files import ontology_file
from ontology.iris import mint_iri, parse_iri
from ontology.terms import DCT, RDF, SKOS, XSD

SCHEME = URIRef("https://w3id.org/gemeengoed/id/thema")
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)

# Other data points at these subjects by their reference, so none of them may disappear.
PROMISED = [
    "wonen", "zorg", "energie", "voedsel", "mobiliteit", "ontmoeting", "zeggenschap", "financiering",
    "natuur", "cultuur", "werk-en-economie", "rechtsvorm", "ruimte", "kennis", "wooncooperatie",
    "woongemeenschap", "centraal-wonen", "ecodorp", "zelfbeheer", "bewonersvereniging", "buurthuis",
    "buurtonderneming", "uitdaagrecht", "participatie", "energiecooperatie", "windenergie", "zonne-energie",
    "dorpsmolen", "groenbeheer", "eigenaarschap", "lokale-gemeenschap", "bewonersinitiatief",
    "bewonerscollectief", "kennisinfrastructuur", "wetgeving", "openbaarheid", "subsidie", "vereniging",
    "stichting", "cooperatie", "anbi", "inspraak", "vastgoed", "huur", "zorgcooperatie", "dorpshuis",
    "gemeenschapsenergie", "vrijwilligerswerk",
]  # fmt: skip

TOP = PROMISED[:14]

# What a resident with a plan may type, and the subject that has to answer.
PLANS = [
    ("wooncoöperatie beginnen", "wooncooperatie"),
    ("wooncooperatie", "wooncooperatie"),
    ("dorpshuis overnemen", "dorpshuis"),
    ("energie opwekken", "duurzame-energie"),
    ("energie coöperatie", "energiecooperatie"),
    ("zorg in de buurt", "zorg-in-de-buurt"),
    ("groen beheren", "groenbeheer"),
    ("buurtmoestuin", "buurtmoestuin"),
    ("deelauto", "deelauto"),
    ("repaircafé", "repair-cafe"),
    ("buurtbus", "buurtbus"),
    ("voedselbos", "voedselbos"),
    ("broodfonds", "broodfonds"),
    ("crowd funding", "crowdfunding"),
    ("right to challenge", "uitdaagrecht"),
    ("participatieverordening", "participatieverordening"),
    ("VvE", "vereniging-van-eigenaars"),
    ("algemeen nut beogende instelling", "anbi"),
]


@pytest.fixture(scope="module")
def themes() -> Graph:
    return Graph().parse(ontology_file("themes.ttl"))


@pytest.fixture(scope="module")
def concepts(themes: Graph) -> list[Node]:
    return sorted(themes.subjects(RDF.type, SKOS.Concept), key=str)


def broader_chain(themes: Graph, concept: Node) -> Iterator[Node]:
    """Walk up from *concept*; ends with an assertion where the walk would go round."""
    seen = {concept}
    while (above := themes.value(concept, SKOS.broader)) is not None:
        assert above not in seen, f"{above} staat boven zichzelf"
        seen.add(above)
        yield above
        concept = above


def labels_of(themes: Graph, concept: Node) -> set[str]:
    return {fold(str(label)) for label in texts_of(themes, concept, *LABELS)}


def texts_of(themes: Graph, subject: Node, *kinds: URIRef) -> list[Literal]:
    found = [text for kind in kinds for text in themes.objects(subject, kind)]
    assert all(isinstance(text, Literal) for text in found), f"{subject}: {found}"
    return [text for text in found if isinstance(text, Literal)]


def theme(ref: str) -> URIRef:
    return URIRef(mint_iri("thema", ref))


def test_the_thesaurus_is_large_enough_to_help_and_small_enough_to_keep(concepts: list[Node]) -> None:
    assert 140 <= len(concepts) <= 200


def test_the_scheme_says_what_it_is_and_under_which_licence(themes: Graph) -> None:
    assert themes.value(SCHEME, RDF.type) == SKOS.ConceptScheme
    assert {title.language for title in texts_of(themes, SCHEME, DCT.title)} == {"nl", "en"}
    assert [text.language for text in texts_of(themes, SCHEME, DCT.description)] == ["nl"]
    assert themes.value(SCHEME, DCT.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert themes.value(SCHEME, DCT.issued) == Literal("2026-11-23", datatype=XSD.date)


def test_every_concept_has_an_iri_of_ours_and_stands_in_the_scheme(
    themes: Graph, concepts: list[Node]
) -> None:
    assert {parse_iri(str(concept))[0] for concept in concepts} == {"thema"}
    assert [concept for concept in concepts if (concept, SKOS.inScheme, SCHEME) not in themes] == []


def test_nothing_is_said_of_anything_but_the_scheme_and_its_concepts(
    themes: Graph, concepts: list[Node]
) -> None:
    assert set(themes.subjects()) - set(concepts) == {SCHEME}
    assert not [node for node in themes.all_nodes() if isinstance(node, BNode)]


@pytest.mark.parametrize("ref", PROMISED)
def test_a_promised_concept_exists_and_has_a_label(themes: Graph, ref: str) -> None:
    assert themes.value(theme(ref), SKOS.prefLabel) is not None


def test_every_concept_has_one_dutch_name_and_at_most_one_english(
    themes: Graph, concepts: list[Node]
) -> None:
    languages = {
        concept: sorted(str(label.language) for label in texts_of(themes, concept, SKOS.prefLabel))
        for concept in concepts
    }
    assert {c: found for c, found in languages.items() if found not in (["nl"], ["en", "nl"])} == {}


def test_every_concept_has_one_dutch_definition_in_sentences(themes: Graph, concepts: list[Node]) -> None:
    for concept in concepts:
        (definition,) = texts_of(themes, concept, SKOS.definition)
        assert definition.language == "nl"
        assert str(definition)[0].isupper(), definition
        assert str(definition).endswith("."), definition
        assert 60 <= len(definition) <= 260, f"{concept}: {len(definition)} tekens"


def test_other_names_and_search_words_are_dutch(themes: Graph, concepts: list[Node]) -> None:
    others = [text for c in concepts for text in texts_of(themes, c, SKOS.altLabel, SKOS.hiddenLabel)]
    assert [text for text in others if text.language != "nl"] == []


def test_no_text_has_stray_blanks(themes: Graph) -> None:
    texts = [str(node) for node in themes.objects() if isinstance(node, Literal)]
    assert [text for text in texts if text != " ".join(text.split())] == []


def test_a_name_belongs_to_one_concept_only(themes: Graph, concepts: list[Node]) -> None:
    """Also with marks and capitals away, so that recognising a name never leaves a choice."""
    owners: defaultdict[str, set[Node]] = defaultdict(set)
    for concept in concepts:
        for label in labels_of(themes, concept):
            owners[label].add(concept)
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


def test_a_name_has_one_role_within_its_concept(themes: Graph, concepts: list[Node]) -> None:
    """Integrity condition S13 of SKOS: preferred, alternative and hidden labels are disjoint."""
    for concept in concepts:
        names = Counter(
            str(label).casefold() for label in texts_of(themes, concept, *LABELS) if label.language == "nl"
        )
        assert [name for name, times in names.items() if times > 1] == [], concept


def test_a_concept_is_either_on_top_or_has_one_broader(themes: Graph, concepts: list[Node]) -> None:
    tops = set(themes.objects(SCHEME, SKOS.hasTopConcept))
    assert tops == set(themes.subjects(SKOS.topConceptOf, SCHEME))
    assert tops >= {theme(ref) for ref in TOP}
    for concept in concepts:
        assert len(list(themes.objects(concept, SKOS.broader))) == (0 if concept in tops else 1), concept


def test_every_concept_hangs_under_a_top_concept_without_going_round(
    themes: Graph, concepts: list[Node]
) -> None:
    tops = set(themes.objects(SCHEME, SKOS.hasTopConcept))
    assert [c for c in concepts if [c, *broader_chain(themes, c)][-1] not in tops] == []


def test_narrower_is_the_inverse_of_broader(themes: Graph) -> None:
    down = {(low, high) for high, low in themes.subject_objects(SKOS.narrower)}
    assert down == set(themes.subject_objects(SKOS.broader))


def test_related_holds_both_ways(themes: Graph) -> None:
    related = set(themes.subject_objects(SKOS.related))
    assert related == {(b, a) for a, b in related}


def test_related_concepts_do_not_stand_above_each_other(themes: Graph) -> None:
    """Integrity condition S27 of SKOS: related is disjoint with broader, however many steps up."""
    for concept, other in themes.subject_objects(SKOS.related):
        assert other != concept
        assert other not in set(broader_chain(themes, concept)), f"{concept} {other}"


def test_relations_stay_within_the_scheme(themes: Graph, concepts: list[Node]) -> None:
    for relation in (SKOS.broader, SKOS.narrower, SKOS.related):
        assert set(themes.objects(None, relation)) <= set(concepts)


@pytest.mark.parametrize(("words", "ref"), PLANS)
def test_a_plan_in_residents_words_leads_to_its_concept(themes: Graph, words: str, ref: str) -> None:
    assert fold(words) in labels_of(themes, theme(ref))
