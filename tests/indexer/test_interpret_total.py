"""Whatever is typed, a query means something, soon, and every change says what was typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.store.oxigraph_store import OxigraphStore
from indexer.document import documents_of
from indexer.interpret import interpret
from indexer.interpret.repairing import MOST_REPAIRS
from indexer.interpret.writing import text_of
from indexer.lexicon import Lexicon, gather_lexicon
from indexer.query import (
    And,
    Everything,
    In,
    Loose,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Variants,
    Word,
    typed_of,
    words_of,
)
from indexer.query_parser import parse_query


@pytest.fixture(scope="module")
def lexicon(small_store: OxigraphStore) -> Lexicon:
    return gather_lexicon(documents_of(small_store))


WORDS = st.sampled_from(
    [
        *(
            "samen",
            "sterk",
            "wooncooperatie",
            "woon",
            "cooperatie",
            "buurthuus",
            "LSA",
            "wmo",
            "oranje",
            "fonds",
        ),
        *(
            "amersfort",
            "gemeete",
            "de",
            "van",
            "Een",
            "oranjefondsamersfoort",
            "x",
            "12",
            "6:162",
            "ĳ",
            "ß",
            "'s",
        ),
    ]
)
TEXTS = st.text() | st.lists(
    WORDS | st.sampled_from(["(", ")", '"', "-", "EN", "OF", "NIET", "plaats:", "naam:", "thema:", "*", "?"])
).map(" ".join)
LEAVES = st.builds(Word, WORDS | st.text()) | st.builds(Phrase, WORDS | st.text()) | st.builds(Prefix, WORDS)
TREES = st.recursive(
    LEAVES | st.just(Everything()),
    lambda inner: (
        st.builds(In, st.sampled_from(["naam", "thema", "soort", "plaats", "x"]), inner)
        | st.builds(Not, inner)
        | st.lists(inner, max_size=5)
        .map(tuple)
        .flatmap(
            lambda nodes: st.sampled_from([Loose(nodes), And(nodes), Or(nodes), Variants(Loose(nodes), ())])
        )
    ),
    max_leaves=12,
)


@given(TREES)
@example(Loose(()))
@example(Word(""))
@example(Loose((Word(""), Word("fonds"))))
@example(Loose((Word("oranje fonds"), Word("van-'s"))))
def test_whatever_the_tree_it_means_something(lexicon: Lexicon, tree: Node) -> None:
    found = interpret(tree, lexicon)
    assert isinstance(found.tree, Node)
    list(words_of(found.tree))


@given(TEXTS)
def test_every_change_says_what_was_typed(lexicon: Lexicon, text: str) -> None:
    tree = parse_query(text)
    found = interpret(tree, lexicon)
    typed = " ".join(word.text for word in words_of(tree))
    assert [change for change in found.changes if change.typed not in typed] == []


@given(TEXTS)
def test_what_is_typed_comes_back_where_the_changes_are_undone(lexicon: Lexicon, text: str) -> None:
    tree = parse_query(text)
    found = interpret(tree, lexicon)
    back = [word.text for word in words_of(typed_of(found.tree))]
    for change in found.replaced():
        words = change.sought.split()
        at = next(
            at for at in range(len(back)) if [w.rstrip("?") for w in back[at : at + len(words)]] == words
        )
        back[at : at + len(words)] = [change.typed]
    typed = [word.text for word in words_of(tree)]
    assert [word.strip("?!.,'-") for word in back] == [word.strip("?!.,'-") for word in typed] or all(
        word in "".join(typed) for word in back
    )


@given(TEXTS)
def test_excluded_words_are_never_changed(lexicon: Lexicon, text: str) -> None:
    def excluded(node: Node) -> list[Node]:
        match node:
            case Not():
                return [node]
            case In(node=inner):
                return excluded(inner)
            case Loose(nodes=nodes) | And(nodes=nodes) | Or(nodes=nodes):
                return [one for inner in nodes for one in excluded(inner)]
            case _:
                return []

    tree = parse_query(text)
    assert excluded(interpret(tree, lexicon).tree) == excluded(tree)


@given(
    st.lists(
        WORDS | st.sampled_from(["OF", "EN", "(", ")", "plaats:", "NIET", '"a b"', "-c"]), max_size=12
    ).map(" ".join)
)
def test_written_tree_is_read_as_the_same_words(text: str) -> None:
    tree = parse_query(text)
    read = parse_query(text_of(tree))
    assert [word.text.lower() for word in words_of(read)] == [word.text.lower() for word in words_of(tree)]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a (b OF c) -d", True),
        ('plaats:(utrecht OF zeist) "eigen grond" woon*', True),
        ("(a b) EN c", True),
        ("a OF b c", True),
        ("-a", True),
        ("a -(b c)", True),
        ("naam:naam:a", True),
    ],
)
def test_tree_is_written_as_it_was_typed(text: str, same: bool) -> None:
    assert (parse_query(text_of(parse_query(text))) == parse_query(text)) is same


def test_query_of_ten_thousand_words_repairs_only_the_first(lexicon: Lexicon) -> None:
    tree = Loose(tuple(Word(f"buurthu{'abcdefghijklmnopqrstuvwxyz'[at % 26]}s") for at in range(10_000)))
    found = interpret(tree, lexicon)
    assert len(found.replaced()) <= MOST_REPAIRS
    assert len(list(words_of(typed_of(found.tree)))) == 10_000


@pytest.mark.parametrize("word", ["a" * 200, "ab" * 100, "buurthuis" * 22, "é" * 200, "-" * 200, "1" * 200])
def test_very_long_word_stays_as_typed(lexicon: Lexicon, word: str) -> None:
    assert interpret(Loose((Word(word), Word(word))), lexicon).tree == Loose((Word(word), Word(word)))


def test_deep_tree_is_read(lexicon: Lexicon) -> None:
    tree: Node = Word("buurthuus")
    for _ in range(12):
        tree = And((tree, Or((Word("fonds"), tree))))
    found = interpret(tree, lexicon)
    assert 1 <= len(found.replaced()) <= MOST_REPAIRS
    assert len(list(words_of(typed_of(found.tree)))) == len(list(words_of(tree)))
