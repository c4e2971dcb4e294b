"""Tests that folding makes spellings meet and that lists of labels read as a Dutch reader expects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.collation import fold, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Coöperatie", "cooperatie"),
        ("co\u006f\u0308peratie", "cooperatie"),
        ("Fryslân", "fryslan"),
        ("IJsselstein", "ijsselstein"),
        ("Ĳsselstein", "ijsselstein"),
        ("ﬁnanciering", "financiering"),
        ("Groß", "gross"),
        ("Æbelø Łódź", "aebelo lodz"),
        ("İstanbul ıspanak", "istanbul ispanak"),
        ("WMO 2015", "wmo 2015"),
    ],
)
def test_spellings_of_one_word_meet(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "ordered",
    [
        ["Appel", "appel", "één", "Zwolle"],
        ["Eemnes", "een", "één", "Eenrum"],
        ["'s-Gravenhage", "'s-Hertogenbosch", "Slochteren", "Zundert"],
        ["artikel 2", "artikel 2.6.7", "artikel 18a", "artikel 18b", "artikel 100"],
        ["Wet basisregistratie", "Wet maatschappelijke ondersteuning", "Wetboek van Strafrecht"],
    ],
)
def test_labels_stand_in_dutch_order(ordered: list[str]) -> None:
    assert sorted(set(ordered), key=sort_key) == ordered


@given(st.text(), st.text())
def test_only_the_same_label_has_the_same_key(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) is (one == other)
