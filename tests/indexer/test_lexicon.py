"""The lexicon: what it counts, that it can be kept and updated, and that a damaged one says so."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from graph.store.oxigraph_store import OxigraphStore
from indexer.document import Document, documents_of
from indexer.lexicon import Entity, Lexicon, LexiconBuilder, gather_lexicon, load_lexicon, write_lexicon
from indexer.tag import Tag
from ontology.errors import SearchIndexError

HALL = Document(
    iri="https://example.org/buurthuis",
    kind="thema",
    label="buurthuis",
    names=("dorpshuis",),
    hidden_names=("buurthuus",),
    description="Een huis voor de buurt; het huis van iedereen.",
    themes=(Tag("buurthuis", "buurthuis"), Tag("ontmoeting", "ontmoeting")),
    neighbours=("De Warren",),
)
CLUB = Document(
    iri="https://example.org/club",
    kind="organisatie",
    label="Coöperatie Het Huis",
    texts=("Een coöperatie van 12 leden.",),
)


@pytest.fixture(scope="module")
def small(small_store: OxigraphStore) -> Lexicon:
    return gather_lexicon(documents_of(small_store))


def content(lexicon: Lexicon) -> tuple[object, ...]:
    counted = (lexicon.words, lexicon.hidden_words, lexicon.spelt, lexicon.terms, lexicon.parts)
    return (*map(dict, counted), sorted(lexicon.entities), lexicon.documents)


def test_word_counts_once_for_each_document_that_has_it() -> None:
    words = gather_lexicon([HALL, CLUB]).words
    assert {word: words[word] for word in ("huis", "een", "cooperatie", "warren", "12")} == {
        "huis": 2,
        "een": 2,
        "cooperatie": 1,
        "warren": 1,
        "12": 1,
    }


def test_misspelling_is_no_word_of_the_index() -> None:
    lexicon = gather_lexicon([HALL])
    assert "buurthuus" not in lexicon.words
    assert lexicon.hidden_words == {"buurthuus": 1}
    assert not lexicon.knows("buurthuus")
    assert not lexicon.knows_name("buurthuus")


def test_name_that_is_joined_for_the_index_is_no_word_but_is_known() -> None:
    lexicon = gather_lexicon([Document("https://example.org/1", "organisatie", "Oranje Fonds")])
    assert sorted(lexicon.words) == ["fonds", "oranje"]
    assert lexicon.knows("oranjefonds")


def test_entity_keeps_its_names_and_what_it_falls_under() -> None:
    assert gather_lexicon([HALL]).entities == (
        Entity(
            iri="https://example.org/buurthuis",
            kind="thema",
            label="buurthuis",
            names=("dorpshuis",),
            hidden_names=("buurthuus",),
            keys=("buurthuis", "dorpshuis", "buurthuus"),
            broader=("ontmoeting",),
            weight=1,
        ),
    )


def test_every_way_to_write_a_name_is_a_name() -> None:
    assert [(name.text, name.is_label, name.is_hidden) for name in gather_lexicon([HALL]).names] == [
        ("buurthuis", True, False),
        ("dorpshuis", False, False),
        ("buurthuus", False, True),
    ]


def test_text_without_a_label_has_words_and_no_name() -> None:
    lexicon = gather_lexicon([Document("d1", "document", "", texts=("Samen wonen.",))])
    assert (sorted(lexicon.words), lexicon.entities, lexicon.documents) == (["samen", "wonen"], (), 1)


@pytest.mark.parametrize(
    "word", ["Wooncoöperatie", "wooncooperaties", "LSA", "samen-sterk", "2.6.7", "Oranje"]
)
def test_words_are_known_in_any_form(small: Lexicon, word: str) -> None:
    assert small.knows(word)


@pytest.mark.parametrize("word", ["wooncoöperatei", "olifant", "", "het", "krant", "."])
def test_other_words_are_not_known(small: Lexicon, word: str) -> None:
    assert not small.knows(word)


def test_compound_is_known_by_its_parts(small: Lexicon) -> None:
    assert small.knows_parts("buurtfonds")
    assert not small.knows_parts("buurtkrant")
    assert not small.knows_parts("fonds")


def test_marks_are_given_back(small: Lexicon) -> None:
    assert (small.written("wooncooperatie"), small.written("fonds")) == ("wooncoöperatie", "fonds")


def test_taking_away_leaves_what_the_rest_would_give() -> None:
    builder = LexiconBuilder(gather_lexicon([HALL, CLUB]))
    builder.remove(HALL)
    assert content(builder.lexicon()) == content(gather_lexicon([CLUB]))


def test_adding_to_an_earlier_lexicon_is_as_gathering_all_and_leaves_it_alone() -> None:
    start = gather_lexicon([HALL])
    before = content(start)
    builder = LexiconBuilder(start)
    builder.add(CLUB)
    assert content(builder.lexicon()) == content(gather_lexicon([HALL, CLUB]))
    assert content(start) == before


def test_lexicon_is_read_as_it_was_written(small: Lexicon, tmp_path: Path) -> None:
    write_lexicon(tmp_path / "lexicon", small)
    assert content(load_lexicon(tmp_path / "lexicon")) == content(small)


def test_same_lexicon_gives_the_same_bytes(small_store: OxigraphStore, tmp_path: Path) -> None:
    documents = list(documents_of(small_store))
    write_lexicon(tmp_path / "a", gather_lexicon(documents))
    write_lexicon(tmp_path / "b", gather_lexicon(reversed(documents)))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_missing_file_names_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match=r'is niet te lezen: .*Draai "gemeengoed build"'):
        load_lexicon(tmp_path / "nothing")


@pytest.mark.parametrize("kept", [0, 1, 10, -9, -1])
def test_file_that_was_cut_off_is_refused(small: Lexicon, tmp_path: Path, kept: int) -> None:
    write_lexicon(tmp_path / "lexicon", small)
    (tmp_path / "lexicon").write_bytes((tmp_path / "lexicon").read_bytes()[:kept])
    with pytest.raises(SearchIndexError, match="is niet te lezen"):
        load_lexicon(tmp_path / "lexicon")


def test_file_with_one_byte_changed_is_refused(small: Lexicon, tmp_path: Path) -> None:
    write_lexicon(tmp_path / "lexicon", small)
    packed = bytearray((tmp_path / "lexicon").read_bytes())
    packed[len(packed) // 2] ^= 1
    (tmp_path / "lexicon").write_bytes(packed)
    with pytest.raises(SearchIndexError, match="is niet te lezen"):
        load_lexicon(tmp_path / "lexicon")


@pytest.mark.parametrize("content", [[], 3, None, {}, {"format": 1}, {"format": 1, "words": 2}, "tekst"])
def test_file_of_another_shape_is_refused(tmp_path: Path, content: object) -> None:
    (tmp_path / "lexicon").write_bytes(gzip.compress(json.dumps(content).encode()))
    with pytest.raises(SearchIndexError, match="is niet te lezen"):
        load_lexicon(tmp_path / "lexicon")


def test_file_of_another_format_says_which_is_needed(tmp_path: Path) -> None:
    (tmp_path / "lexicon").write_bytes(gzip.compress(json.dumps({"format": 99}).encode()))
    with pytest.raises(SearchIndexError, match=r'is van versie 99, nodig is 1. Draai "gemeengoed build"'):
        load_lexicon(tmp_path / "lexicon")


def test_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match=r"kan niet in .* worden geschreven"):
        write_lexicon(tmp_path / "nowhere" / "lexicon", Lexicon())
