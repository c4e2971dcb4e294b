"""Tests that the table of kinds is sound and that a thing always gets its most specific kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.kinds import KINDS, kind_of
from ontology.terms import expand

CLASSES = [name for kind in KINDS.values() for name in kind.classes]


def test_every_class_belongs_to_one_kind() -> None:
    assert len(CLASSES) == len(set(CLASSES))


def test_residents_search_the_things_that_they_know_by_name() -> None:
    assert {kind.key for kind in KINDS.values() if kind.searchable} == {
        "doel", "actieprogramma", "gemeente", "provincie", "organisatie", "wet", "artikel", "initiatief",
        "thema", "regeling", "subsidie", "indicator", "persoon", "plaats", "evenement", "document",
        "actorgroep",
    }  # fmt: skip


@pytest.mark.parametrize("name", CLASSES)
def test_class_is_known_by_its_iri_and_its_short_name(name: str) -> None:
    key = next(kind.key for kind in KINDS.values() if name in kind.classes)

    assert kind_of([name]) == kind_of([expand(name)]) == key


@given(st.permutations(["org:FormalOrganization", "tooi:Gemeente", "org:Organization", "prov:Agent"]))
def test_order_of_types_does_not_matter(types: list[str]) -> None:
    assert kind_of(types) == "gemeente"


@pytest.mark.parametrize(
    ("types", "key"),
    [
        (["eli:LegalResource", "eli:LegalResourceSubdivision"], "artikel"),
        (["skos:Concept", "gg:Actorgroep"], "actorgroep"),
        (["schema:CreativeWork", "prov:Plan", "gg:Actieprogramma"], "actieprogramma"),
        (["geo:Feature", "schema:Place", "dct:Location"], "plaats"),
        (["dcat:Dataset", "gg:Editie"], "editie"),
        (["skos:Concept", "org:Role"], None),
        (["time:Interval"], None),
        ([], None),
    ],
)
def test_most_specific_kind_wins(types: list[str], key: str | None) -> None:
    assert kind_of(types) == key
