"""Snippets: which part is shown, what is marked, and that nothing in them is ever executed."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analysis.chain import DUTCH
from indexer.highlight import SNIPPET_CHARS, snippet_of
from indexer.sought import Sought
from indexer.windows import AROUND_CHARS, MOST_WINDOWS, READ_CHARS, Reader

NOTHING = Sought(frozenset())


def sought(words: str, *prefixes: str) -> Sought:
    return Sought(frozenset(DUTCH.terms(words)), prefixes)


def test_other_forms_of_a_word_are_marked() -> None:
    assert snippet_of("Twee coöperaties en een cooperatie.", (), (), sought("coöperatie")) == (
        "Twee <mark>coöperaties</mark> en een <mark>cooperatie</mark>."
    )


def test_beginning_of_a_word_is_marked_as_a_whole_word() -> None:
    assert snippet_of("Samen in een wooncoöperatie", (), (), sought("", "woonc")) == (
        "Samen in een <mark>wooncoöperatie</mark>"
    )


def test_best_part_of_a_long_text_is_shown_with_ellipses() -> None:
    text = "vooraf " * 60 + "een buurthuis en een dorpshuis " + "daarna " * 60
    snippet = snippet_of(text, (), (), sought("buurthuis dorpshuis"))
    assert snippet.startswith("… vooraf")
    assert "<mark>buurthuis</mark> en een <mark>dorpshuis</mark>" in snippet
    assert snippet.endswith("daarna …")


def test_part_with_most_of_what_is_sought_wins() -> None:
    text = "Een molen. " + "Niets hier. " * 40 + "Een molen in een dorp."
    assert "<mark>molen</mark> in een <mark>dorp</mark>" in snippet_of(text, (), (), sought("molen dorp"))


def test_further_texts_are_shown_when_the_description_has_nothing() -> None:
    assert snippet_of("Iets anders.", ("Een molen in het dorp",), (), sought("molen")) == (
        "Een <mark>molen</mark> in het dorp"
    )


def test_description_is_shown_when_nothing_is_found_in_a_text() -> None:
    assert snippet_of("Iets anders.", (), ("molen",), sought("molen")) == "Iets anders."
    assert snippet_of("", (), ("molen",), sought("molen")) == "<mark>molen</mark>"
    assert snippet_of("", (), (), sought("molen")) == ""


def test_long_description_is_cut_at_a_word() -> None:
    snippet = snippet_of("woord " * 100, (), (), NOTHING)
    assert len(snippet) <= SNIPPET_CHARS + 2
    assert snippet.endswith("woord …")


def test_markup_in_a_text_is_shown_as_text() -> None:
    assert snippet_of("<img src=x onerror=alert(1)> dorp</mark>", (), (), sought("dorp")) == (
        "&lt;img src=x onerror=alert(1)&gt; <mark>dorp</mark>&lt;/mark&gt;"
    )


def test_a_word_that_is_marked_is_escaped_too() -> None:
    assert snippet_of("vraag B&W", (), (), sought("B&W")) == "vraag <mark>B&amp;W</mark>"


HOSTILE = st.text() | st.lists(
    st.sampled_from(
        ["<mark>", "</mark>", "<script>", "&lt;", "&", "dorp", "huis ", '"', "x" * 250, " ", "<b>dorp</b>"]
    )
).map("".join)


@given(HOSTILE, HOSTILE)
@example("<mark>dorp</mark>", "dorp")
@example("dorp" * 80, "dorp" * 80)
def test_only_mark_is_an_element_and_the_rest_is_the_text(text: str, words: str) -> None:
    snippet = snippet_of(text, (), (), sought(words + " dorp", "hui"))
    plain = re.sub(r"</?mark>", "", snippet)
    assert "<" not in plain
    assert ">" not in plain
    assert re.fullmatch(r"(?:[^<>]|<mark>[^<>]+</mark>)*", snippet)
    shown = html.unescape(plain).removeprefix("… ").removesuffix(" …")
    assert shown in text


FILLER = "vooraf ging een heel lang verhaal. " * 3_000


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("molen", "<mark>molens</mark>"),
        ("coöperatie", "<mark>COÖPERATIES</mark>"),
        ("wooncoöperatie", "<mark>Wooncoöperatie</mark>"),
    ],
)
def test_what_stands_only_far_in_a_very_long_text_is_shown(words: str, marked: str) -> None:
    text = FILLER + marked.removeprefix("<mark>").removesuffix("</mark>") + " en dan " + FILLER
    snippet = snippet_of("", (text,), (), sought(words))
    assert marked in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")


def test_a_beginning_far_in_a_very_long_text_is_shown() -> None:
    assert "<mark>molenaars</mark>" in snippet_of("", (FILLER + "molenaars",), (), sought("", "molena"))


def test_a_word_that_is_only_begun_at_the_edge_of_what_is_read_is_not_marked() -> None:
    text = "x" * (READ_CHARS - 8) + " molensteen " + FILLER
    assert snippet_of("", (text,), (), sought("molen")).count("<mark>molensteen</mark>") == 1


@given(
    st.lists(
        st.sampled_from(["molen ", "dorp ", "coöperatie ", "x" * 700, " \n", "İ", "stil "]), max_size=60
    ),
    st.integers(0, 4),
)
def test_windows_lie_in_the_text_in_order_and_within_bounds(pieces: list[str], times: int) -> None:
    reader = Reader({"molen", "dorp", "coopereer"})
    read = 0
    for text in ["".join(pieces) * 3] * (times + 1):
        windows = reader.windows(text)
        edges = [edge for window in windows for edge in window]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(text) for edge in edges)
        read += sum(end - start for start, end in windows)
    assert read <= READ_CHARS + 3 * MOST_WINDOWS * AROUND_CHARS
