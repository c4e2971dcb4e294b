"""Laws named in running text: which names are trusted, and that the mention is found in the index."""

from __future__ import annotations

import pytest

from graph.store.oxigraph_store import OxigraphStore
from indexer.document import documents_of
from indexer.mentions import with_mentions
from indexer.recognise.citations import CitationFinder
from indexer.recognise.law_names import LawName, is_telling, law_names
from indexer.recognise.recogniser import Recogniser

NAMES = [
    LawName("wmo", "Wet maatschappelijke ondersteuning 2015", is_abbreviation=False),
    LawName("wmo", "Wmo 2015", is_abbreviation=True),
    LawName("wmo", "Wmo", is_abbreviation=True),
    LawName("besluit", "Uitvoeringsbesluit Wmo 2015", is_abbreviation=False),
    LawName("mw", "Mw", is_abbreviation=True),
    LawName("gas", "Gaswet", is_abbreviation=False),
]


@pytest.fixture(scope="module")
def finder() -> CitationFinder:
    return CitationFinder(NAMES)


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("volgens de wet maatschappelijke ondersteuning 2015", ["wmo"]),
        ("De gaswet en de Gaswet", ["gas"]),
        ("De Wmo, niet de wmo", ["wmo"]),
        ("de wmo", []),
        ("het Uitvoeringsbesluit Wmo 2015", ["besluit"]),
        ("Mw. Jansen woont hier", []),
        ("artikel 25, eerste lid, Mw", ["mw"]),
        ("een gaswetenschapper", []),
        ("", []),
    ],
)
def test_laws_are_found_in(finder: CitationFinder, text: str, laws: list[str]) -> None:
    assert finder.laws_in(text) == laws


@pytest.mark.parametrize(
    "name", ["Reglement", "besluit", "Overeenkomst", "", "woord " * 40, "rechtspersonen"]
)
def test_a_name_that_may_mean_anything_is_not_trusted(name: str) -> None:
    assert not is_telling(name)


def test_names_come_from_hidden_deliveries_too(small_store: OxigraphStore) -> None:
    names = {
        (name.law.rstrip("/").rsplit("/", 1)[-1], name.name, name.is_abbreviation)
        for name in law_names(small_store)
    }
    assert ("BWBR0011440", "Gaswet", False) in names
    assert ("BWBR0035362", "Wmo", True) in names
    assert ("BWBR0035362", "Wet van 9 juli 2014, houdende regels over ondersteuning", False) in names


def test_a_document_gets_the_names_of_the_laws_it_mentions(small_store: OxigraphStore) -> None:
    recogniser = Recogniser.of(small_store)
    documents = {one.label: one for one in with_mentions(documents_of(small_store), recogniser)}
    assert documents["Oranje Fonds"].mentions == (
        "Wet van 9 juli 2014, houdende regels over ondersteuning",
        "Wmo 2015",
        "Wmo",
        "Wet maatschappelijke ondersteuning 2015",
        "Wet van 22 juni 2000, houdende regels omtrent gas",
        "Gaswet",
    )


def test_a_law_does_not_mention_itself(small_store: OxigraphStore) -> None:
    recogniser = Recogniser.of(small_store)
    documents = {one.label: one for one in with_mentions(documents_of(small_store), recogniser)}
    assert documents["Wet maatschappelijke ondersteuning 2015"].mentions == ()
