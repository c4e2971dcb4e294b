"""What the query side makes of residents' searches beside the words of the built-in edition."""

from __future__ import annotations

import pytest

from graph.store.interface import GraphStore
from indexer.document import documents_of
from indexer.interpret import interpret
from indexer.lexicon import Lexicon, gather_lexicon, load_lexicon, write_lexicon
from indexer.query import typed_of
from indexer.query_parser import parse_query
from indexer.suggest import Suggester


@pytest.fixture(scope="module")
def published(builtin_store: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    path = tmp_path_factory.mktemp("lexicon") / "lexicon"
    write_lexicon(path, gather_lexicon(documents_of(builtin_store)))
    return load_lexicon(path)


def sought(text: str, lexicon: Lexicon) -> set[tuple[str, str]]:
    return {(change.kind, change.sought) for change in interpret(parse_query(text), lexicon).changes}


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("energie cooperatie", ("schrijfwijze", "energiecoöperatie")),
        ("buurthuizen", ("synoniem", "wijkgebouw")),
        ("wooncooperaties amersfort", ("spelling", "amersfoort")),
        ("LSA", ("afkorting", "Landelijk Samenwerkingsverband Actieve Bewoners")),
        ("uitdaagrecht", ("synoniem", "recht om uit te dagen")),
        ("uitdaag recht wmo", ("afkorting", "Wet maatschappelijke ondersteuning 2015")),
        ("gemeente raad", ("samengevoegd", "gemeenteraad")),
        ("dorp huis amersfoort", ("samengevoegd", "dorpshuis")),
        ("hoe begin ik een buurt huis in amersfort?", ("samengevoegd", "buurthuis")),
        ("oranjefondsamersfoort", ("gesplitst", "oranjefonds amersfoort")),
        ("energiecooperatei", ("spelling", "energiecoöperatie")),
        ("wooncooperatsie", ("spelling", "wooncoöperatie")),
        ("gemeentraad", ("spelling", "gemeenteraad")),
        ("burger initatief", ("samengevoegd", "burgerinitiatief")),
        ("vve", ("afkorting", "vereniging van eigenaars")),
        ("Den Haag", ("synoniem", "'s-Gravenhage")),
    ],
)
def test_search_is_widened_or_repaired(published: Lexicon, text: str, change: tuple[str, str]) -> None:
    assert change in sought(text, published)


@pytest.mark.parametrize(
    "text",
    [
        "wooncoöperatie",
        "oranje fonds",
        "wat kan ik doen",
        "olifanten in Zoetermeer",
        "Postcode Loterij Buurtfonds",
        "artikel 18a Woningwet",
        "hoe begin ik een dorpswinkel",
        "subsidie aanvragen voor een buurttuin",
        "kernpartners van de coalitie",
        "wie helpt bij het overnemen van een dorpshuis",
    ],
)
def test_well_spelt_search_is_not_repaired(published: Lexicon, text: str) -> None:
    assert typed_of(interpret(parse_query(text), published).tree) == parse_query(text)


def test_no_name_of_the_edition_is_repaired(published: Lexicon) -> None:
    names = [name.text for name in published.names if not name.is_hidden]
    assert [name for name in names if interpret(parse_query(name), published).replaced()] == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("wooncoo", "wooncoöperatie"),
        ("oranje fo", "Oranje Fonds"),
        ("amersf", "Amersfoort"),
        ("lsa", "LSA bewoners"),
        ("wmo", "Wmo"),
        ("coop", "coöperatie"),
        ("buurthuus", "buurthuis"),
    ],
)
def test_first_suggestion_is_what_is_being_typed(published: Lexicon, typed: str, first: str) -> None:
    assert Suggester(published).suggest(typed)[0].text == first
