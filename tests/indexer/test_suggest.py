"""Suggestions while somebody types: which, in which order, and that whatever is typed gives some or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.document import Document
from indexer.lexicon import Lexicon, gather_lexicon
from indexer.suggest import MAX_LIMIT, Suggester, Suggestion

BASE = "https://example.org/"


def document(
    ref: str, kind: str, label: str, *names: str, linked: int = 0, **rest: tuple[str, ...]
) -> Document:
    neighbours = tuple(f"buur {at}" for at in range(linked))
    return Document(iri=BASE + ref, kind=kind, label=label, names=names, neighbours=neighbours, **rest)


DOCUMENTS = (
    document("village", "plaats", "Oranje"),
    document("village2", "plaats", "Wommels"),
    document("fund", "organisatie", "Oranje Fonds", "OF", linked=5),
    document("culture", "organisatie", "Fonds voor Cultuur", linked=2),
    document(
        "theme",
        "thema",
        "wooncoöperatie",
        "wooncoöp",
        "housing cooperative",
        hidden_names=("wooncorporatie",),
    ),
    document("coalition", "organisatie", "We Doen Het Samen-coalitie", linked=9),
    document("link", "organisatie", "Cooplink", "Cooplink kennisnetwerk wooncoöperaties"),
    document("wmo", "wet", "Wet maatschappelijke ondersteuning 2015", "Wmo", linked=3),
    document("town", "gemeente", "gemeente Amersfoort", "Amersfoort"),
    document("text", "document", "verslag", texts=("Wonen en woningen; de woning van het fonds. Wonen.",)),
    document("text2", "document", "notulen", texts=("Wonen.",)),
)


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(gather_lexicon(DOCUMENTS))


def texts(suggester: Suggester, typed: str, limit: int = 8) -> list[str]:
    return [suggestion.text for suggestion in suggester.suggest(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("w", []),
        (" w ", []),
        ("or", ["Oranje Fonds", "Oranje"]),  # a village comes last
        ("oranje fo", ["Oranje Fonds"]),
        ("ORANJE FO", ["Oranje Fonds"]),
        ("oranje ", ["Oranje Fonds"]),
        ("oranjefo", ["Oranje Fonds"]),
        ("fonds", ["Fonds voor Cultuur", "Oranje Fonds", "fonds"]),  # the whole name before an inner word
        ("fonds or", ["Oranje Fonds"]),  # in any order
        ("fonds voor", ["Fonds voor Cultuur"]),
        ("coop", ["Cooplink"]),
        ("wooncoo", ["wooncoöperatie", "Cooplink kennisnetwerk wooncoöperaties", "wooncoöp"]),
        ("woon-coo", ["wooncoöperatie"]),
        ("woon coo", ["wooncoöperatie"]),
        ("coalitie", ["We Doen Het Samen-coalitie"]),
        ("samen coa", ["We Doen Het Samen-coalitie"]),
        ("wo", ["wooncoöperatie"]),
        ("amers", ["Amersfoort"]),
        ("wmo", ["Wmo"]),
        ("amersfort", ["Amersfoort"]),
        ("cultuurr", ["Fonds voor Cultuur"]),
        ("xyzzy", []),
    ],
)  # fmt: skip
def test_suggestions_begin_with(suggester: Suggester, typed: str, expected: list[str]) -> None:
    found = texts(suggester, typed)
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_suggestion_tells_what_it_is(suggester: Suggester) -> None:
    assert suggester.suggest("wmo")[0] == Suggestion(
        "Wmo", "wet", BASE + "wmo", "Wet maatschappelijke ondersteuning 2015"
    )


def test_frequent_words_follow_the_names(suggester: Suggester) -> None:
    assert suggester.suggest("woni") == (Suggestion("woning", "woord"), Suggestion("woningen", "woord"))
    assert texts(suggester, "wone") == ["wonen"]


@pytest.mark.parametrize(
    ("typed", "hidden"), [("housing", "housing cooperative"), ("wooncorp", "wooncorporatie")]
)
def test_english_names_and_misspellings_are_not_suggested(
    suggester: Suggester, typed: str, hidden: str
) -> None:
    assert hidden not in texts(suggester, typed)


def test_entity_is_suggested_once(suggester: Suggester) -> None:
    iris = [suggestion.iri for suggestion in suggester.suggest("coop") if suggestion.iri]
    assert len(iris) == len(set(iris))


def test_repaired_text_is_suggested_as_such(suggester: Suggester) -> None:
    assert Suggestion("woningen", "spelling") in suggester.suggest("wonignen")


def test_limit_is_kept(suggester: Suggester) -> None:
    assert len(suggester.suggest("wo", 2)) == 2
    assert suggester.suggest("wo", 0) == suggester.suggest("wo", -1) == ()


def test_many_names_with_the_same_beginning_give_the_best_of_all() -> None:
    villages = [document(f"v{at}", "plaats", f"Dorp {at}") for at in range(500)]
    clubs = [document(f"c{at}", "organisatie", f"Dorp van {at}", linked=at % 7) for at in range(50)]
    found = Suggester(gather_lexicon([*villages, *clubs])).suggest("dorp")
    assert [suggestion.label for suggestion in found] == [
        f"Dorp van {at}" for at in (13, 20, 27, 34, 41, 48, 6)
    ] + ["Dorp van 12"]


def test_empty_lexicon_suggests_nothing() -> None:
    assert Suggester(Lexicon()).suggest("woon") == ()


@given(st.text(), st.integers(-2, 100))
def test_whatever_is_typed_gives_at_most_so_many(suggester: Suggester, typed: str, limit: int) -> None:
    found = suggester.suggest(typed, limit)
    assert len(found) <= max(0, min(limit, MAX_LIMIT))
    assert len({(one.text, one.iri) for one in found}) == len(found)


def test_only_the_beginning_of_a_very_long_text_is_read(suggester: Suggester) -> None:
    assert suggester.suggest("oranje fonds " * 10_000) == suggester.suggest("oranje fonds " * 20)
