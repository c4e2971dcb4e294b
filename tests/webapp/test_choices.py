"""How choices are laid out beside the results: nested, the rest on demand, what is chosen always in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from indexer.search import FacetValue
from webapp.presentation.choices import MAX_CHOICES, MAX_MORE, Choice, chosen_of, facets_of
from webapp.presentation.question import Question


@pytest.fixture(autouse=True)
def _in_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def link(question: Question) -> str:
    return str(question.arguments())


def values(*described: tuple[str, int, str]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, value.upper(), count, broader) for value, count, broader in described)


def tree(choices: tuple[Choice, ...]) -> list[object]:
    return [[c.label, *tree(c.under.choices)] if c.under else c.label for c in choices]


def test_values_hang_under_the_wider_one_that_is_there() -> None:
    found = values(("a", 9, ""), ("b", 5, "a"), ("c", 4, "b"), ("d", 3, "weg"), ("e", 2, "a"))
    [facet] = facets_of(Question(""), {"thema": found}, link)
    assert tree(facet.choices) == [["A", ["B", "C"], "E"], "D"]
    assert facet.choices[0].open


def test_what_hangs_under_itself_is_shown_once() -> None:
    found = values(("a", 3, "b"), ("b", 2, "a"), ("c", 1, "c"))
    [facet] = facets_of(Question(""), {"thema": found}, link)
    assert tree(facet.choices) == ["C", ["A", "B"]]


def test_of_a_long_list_the_first_are_shown_and_how_many_are_left_out_is_said() -> None:
    count = MAX_CHOICES + MAX_MORE + 7
    found = values(*((f"v{at:03}", count - at, "") for at in range(count)))
    [facet] = facets_of(Question(""), {"bron": found}, link)
    assert len(facet.choices) == MAX_CHOICES
    assert (len(facet.more.choices), facet.more.left_out) == (MAX_MORE, 7)


def test_what_is_chosen_is_never_tucked_away() -> None:
    under = [(f"gm{at:03}", 1, "pv0") for at in range(MAX_MORE + 5)]
    found = values(*((f"pv{at}", 99, "") for at in range(12)), *under)
    question = Question("", {"plaats": (f"gm{MAX_MORE + 4:03}", "pv11")})
    [facet] = facets_of(question, {"plaats": found}, link)
    assert [c.label for c in facet.choices] == [*(f"PV{at}" for at in range(MAX_CHOICES)), "PV11"]
    first = facet.choices[0]
    assert first.open
    assert first.under is not None
    assert first.under.choices[-1].chosen
    assert first.under.left_out == 4
    [unchosen] = facets_of(Question(""), {"plaats": found}, link)
    assert not unchosen.choices[0].open


def test_years_come_newest_first_whatever_their_counts() -> None:
    [facet] = facets_of(
        Question(""), {"jaar": values(("1999", 9, ""), ("2030", 1, ""), ("2015", 5, ""))}, link
    )
    assert [c.label for c in facet.choices] == ["2030", "2015", "1999"]


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("2017..2030", "2017 tot en met 2030"),
        ("2030..2017", "2017 tot en met 2030"),
        ("2017..", "vanaf 2017"),
        ("..2030", "tot en met 2030"),
        ("2017", "2017"),
        ("2017..2017", "2017"),
    ],
)
def test_a_range_of_years_is_said_in_words(year: str, words: str) -> None:
    [chosen] = chosen_of(Question("", {"jaar": (year,)}), {}, link)
    assert (chosen.group, chosen.label) == ("Jaar", words)


def test_a_filter_is_named_as_people_call_it_else_by_its_value() -> None:
    question = Question("", {"plaats": ("gm0307", "gm9999")}, page=3)
    found = {"plaats": (FacetValue("gm0307", "gemeente Amersfoort", 0, "pv26"),)}
    assert [(c.label, c.href) for c in chosen_of(question, found, link)] == [
        ("gemeente Amersfoort", "{'plaats': ['gm9999']}"),
        ("gm9999", "{'plaats': ['gm0307']}"),
    ]
