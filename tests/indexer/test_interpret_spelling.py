"""Words near other words: which are found, which is meant, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from indexer.document import Document
from indexer.interpret.compound import repair_by_parts, words_run_together
from indexer.interpret.near import MAX_CHARS, Near, Vocabulary
from indexer.interpret.sound import sound
from indexer.interpret.spelling import Repair, Speller
from indexer.lexicon import Lexicon, gather_lexicon

TEXT = """
De gemeente Amersfoort en de gemeenteraad helpen buurthuizen, het buurthuis, vrijwilligers en de bewoners. Een
coöperatie voor energie; een wooncoöperatie met een wethouder. Subsidie van het Oranje Fonds voor het
dorpsplein, de bibliotheek en de gezondheid van kinderen. Vergunning, vergadering, eigendom, initiatief.
"""


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(gather_lexicon([Document("d1", "document", "", texts=(TEXT,))]))


WORDS = st.text("abenrt", min_size=1, max_size=9)


@given(st.lists(WORDS, max_size=30, unique=True), WORDS, st.integers(0, 2))
def test_no_word_that_is_near_is_passed_over(words: list[str], word: str, edits: int) -> None:
    near = [Near(one, OSA.distance(one, word)) for one in words if OSA.distance(one, word) <= edits]
    assert Vocabulary(words).near(word, edits) == near


@pytest.mark.parametrize("word", ["", "é", "12", "a b", "a" * (MAX_CHARS + 1), "Ω", "-", "\x00"])
def test_what_is_no_plain_word_is_near_nothing(word: str) -> None:
    assert Vocabulary(["een", "12", "ω"]).near(word, 2) == []


def test_empty_vocabulary_finds_nothing() -> None:
    assert Vocabulary([]).near("gemeente", 2) == []


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=40))
def test_sound_is_never_longer_than_twice_the_word(word: str) -> None:
    assert len(sound(word)) <= 2 * len(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cooperatie", "kooperatie"),
        ("cooperatie", "cooperasie"),
        ("wethouder", "wethauder"),
        ("dorpsplein", "dorpsplijn"),
        ("zaak", "saak"),
        ("verhuur", "ferhuur"),
        ("vrijwilligers", "vrijwiligers"),
        ("bibliotheek", "biblioteek"),
        ("initiatief", "initiatif"),
        ("wordt", "wort"),
        ("hond", "hont"),
    ],
)
def test_confusions_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gemeetne", "gemeente"),
        ("amersfort", "amersfoort"),
        ("buurthuus", "buurthuis"),
        ("wooncooperatsie", "wooncooperatie"),
        ("kooperatie", "cooperatie"),
        ("wethauder", "wethouder"),
        ("subsidei", "subsidie"),
        ("subsiddie", "subsidie"),
        ("bibiotheek", "bibliotheek"),
        ("Vergnuning", "vergunning"),
        ("initatief", "initiatief"),
        ("dorpsplijn", "dorpsplein"),
        ("gezontheid", "gezondheid"),
    ],
)
def test_misspelt_word_is_taken_for(speller: Speller, typed: str, meant: str) -> None:
    assert speller.is_unknown(typed)
    repair = speller.repair(typed)
    assert repair is not None
    assert (repair.sought, repair.sure) == ((meant,), True)


@pytest.mark.parametrize(
    "word",
    [
        "gemeenten",  # another form of a word of the index
        "olifanten",  # Dutch, but not there
        "zwolle",  # a name
        "LVKK",  # an abbreviation
        "wmo",
        "het",
        "2.6.7",
        "ωμέγα",
        "a" * 200,
        "",
    ],
)
def test_nothing_is_wrong_with(speller: Speller, word: str) -> None:
    assert not speller.is_unknown(word)


def test_nothing_near_is_no_repair(speller: Speller) -> None:
    assert speller.repair("xyzzyxyz") is None


def test_two_words_as_near_are_a_doubt() -> None:
    repair = Speller(Lexicon(words={"huren": 3, "huizen": 3, "kuren": 3})).repair("gurenn")
    assert repair == Repair(("huren",), sure=False, edits=2, others=("kuren",))


def test_more_frequent_word_wins_from_one_as_near() -> None:
    assert Speller(Lexicon(words={"haven": 200, "raven": 1})).repair("xaven") == Repair(
        ("haven",), sure=True, edits=1, others=("raven",)
    )


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("energiecooperatei", ("energiecooperatie",)),
        ("buurtcoperatie", ("buurtcooperatie",)),
        ("enrgiecooperatie", ("energiecooperatie",)),
    ],
)
def test_compound_that_is_nowhere_is_repaired_by_its_parts(typed: str, sought: tuple[str, ...]) -> None:
    known = gather_lexicon([Document("d1", "document", "", texts=("energie in de buurt, coöperatie",))])
    repair = repair_by_parts(typed, Speller(known))
    assert repair is not None
    assert repair.sought == sought


def test_compound_of_unknown_parts_is_not_repaired(speller: Speller) -> None:
    assert repair_by_parts("olifantenkooi", speller) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("oranjefonds", ("oranje", "fonds")),
        ("oranjefondsamersfoort", ("oranje", "fonds", "amersfoort")),
        ("gemeenteamersfoort", ("gemeente", "amersfoort")),
        ("gemeente", ()),
        ("gemeenteolifant", ()),
        ("a" * 200, ()),
    ],
)
def test_words_run_together_are(speller: Speller, typed: str, words: tuple[str, ...]) -> None:
    assert words_run_together(typed, speller.lexicon) == words
