"""Names, citations and codes that are asked for: who bears them comes first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.edition import Edition
from indexer.asked_name import MOST_NUMBERS, asked_keys
from indexer.engines import open_engine
from indexer.search import SearchEngine, SearchRequest


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Oranje Fonds", [("oranjefonds",)]),
        ("artikel 2.6.7 wmo", [("artikel267wmo",), ("artikel267wmo",)]),
        (
            "art 18a, tweede lid, van de Woningwet",
            [("art18atweedelidvandewoningwet",), ("artikel18awoningwet",)],
        ),
        ("4:21 Awb", [("421awb",), ("artikel421awb",)]),
        ("Awb art. 4:21", [("awbart421",), ("artikel421awb",)]),
        (
            "artt. 3, 5 en 7 Gaswet",
            [("artt35en7gaswet",), ("artikel3gaswet", "artikel5gaswet", "artikel7gaswet")],
        ),
        ("de stichting DOEN", [("destichtingdoen",), ("doen",)]),
        ("2025 plan", [("2025plan",), ("artikel2025plan",)]),
    ],
)
def test_readings_of_a_name(name: str, keys: list[tuple[str, ...]]) -> None:
    assert [asked.keys for asked in asked_keys(name)] == keys


@given(st.text())
def test_any_text_has_a_bounded_number_of_readings(text: str) -> None:
    readings = list(asked_keys(text))
    assert 1 <= len(readings) <= 2
    assert all(1 <= len(asked.keys) <= MOST_NUMBERS for asked in readings)


@pytest.fixture(scope="module")
def builtin_engine(builtin_edition: Edition) -> Iterator[SearchEngine]:
    with closing(open_engine(f"whoosh:{builtin_edition.index_path}")) as engine:
        yield engine


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("art. 2.6.7 wmo", ["artikel 2.6.7 Wet maatschappelijke ondersteuning 2015"]),
        ("2.6.7 Wmo", ["artikel 2.6.7 Wet maatschappelijke ondersteuning 2015"]),
        ("artikelen 32 en 33 successiewet", ["artikel 32 Successiewet 1956", "artikel 33 Successiewet 1956"]),
        ("2:53 BW", ["artikel 53 Burgerlijk Wetboek Boek 2"]),
        ("Stichting Oranje Fonds", ["Oranje Fonds"]),
        ("BWBR0035362", ["Wet maatschappelijke ondersteuning 2015"]),
        ("https://wetten.overheid.nl/BWBR0035362/", ["Wet maatschappelijke ondersteuning 2015"]),
        ("gm0307", ["gemeente Amersfoort"]),
        ("ws0662", ["waterschap Vallei en Veluwe"]),
        ("gemeente den bosch", ["gemeente 's-Hertogenbosch"]),
    ],
)
def test_the_bearer_comes_first(builtin_engine: SearchEngine, text: str, first: list[str]) -> None:
    found = builtin_engine.search(SearchRequest(text, limit=len(first)))
    assert [hit.label for hit in found.hits] == first


def test_the_law_follows_its_article(builtin_engine: SearchEngine) -> None:
    hits = builtin_engine.search(SearchRequest("2:53 BW")).hits
    assert [hit.label for hit in hits] == [
        "artikel 53 Burgerlijk Wetboek Boek 2",
        "Burgerlijk Wetboek Boek 2",
    ]
