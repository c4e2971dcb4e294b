"""The query language: what each way of writing means, and that whatever is typed means something."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.query import (
    FIELDS,
    And,
    Everything,
    In,
    Loose,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    name_asked_for,
    words_of,
)
from indexer.query_parser import ReadQuery, parse_query, read_query
from indexer.query_parts import MAX_PARTS

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        ("   ", Everything()),
        ("a", A),
        ("a b", Loose((A, B))),
        ("a EN b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OF b", Or((A, B))),
        ("a OR b EN c", Or((A, And((B, C))))),
        ("a b EN c", And((Loose((A, B)), C))),
        ("a NIET b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("a -b", And((A, Not(B)))),
        ("-b", And((Everything(), Not(B)))),
        ("a en b of c niet", Loose((A, Word("en"), B, Word("of"), C, Word("niet")))),
        ("(a OF b) c", Loose((Or((A, B)), C))),
        ("a -(b c)", And((A, Not(Loose((B, C)))))),
        ('"a b" c', Loose((Phrase("a b"), C))),
        ("“a b”", Phrase("a b")),
        ('"a b', Phrase("a b")),
        ('""', Everything()),
        ("woon*", Prefix("woon")),
        ("*", Word("*")),
        ("plaats:utrecht a", Loose((In("plaats", Word("utrecht")), A))),
        ('Thema:"lokale gemeenschap"', In("thema", Phrase("lokale gemeenschap"))),
        ("soort:(wet OF artikel)", In("soort", Or((Word("wet"), Word("artikel"))))),
        ("naam:woon*", In("naam", Prefix("woon"))),
        ("plaats:", Word("plaats:")),
        ("https://cooplink.nl", Word("https://cooplink.nl")),
        ("6:162 woon-werk", Loose((Word("6:162"), Word("woon-werk")))),
        ("EN", Word("EN")),
        ("a EN", Loose((A, Word("EN")))),
        ("NIET", Word("NIET")),
        ("a NIET OF b", Or((A, B))),
        (") a ( b", Loose((A, B))),
        ("()", Everything()),
        ("a - b", Loose((A, Word("-"), B))),
    ],
)
def test_text_is_read_as(text: str, tree: Node) -> None:
    assert parse_query(text) == tree


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "jaar"])
def test_each_field_ties_the_next_word(field: str) -> None:
    assert parse_query(f"{field}:a b") == Loose((In(field, A), B))


def test_only_the_beginning_of_a_very_long_question_is_read() -> None:
    assert len(list(words_of(parse_query("woord " * 10_000)))) == MAX_PARTS
    assert parse_query("a" * 1_000_000) == Word("a" * 200)


def test_deep_brackets_are_read_without_depth() -> None:
    assert parse_query("(" * 40 + "a") == A


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("oranje fonds", "oranje fonds"),
        ('"oranje fonds"', "oranje fonds"),
        ("Wmo", "Wmo"),
        ("oranje -fonds", ""),
        ("plaats:een", ""),
        ("oranje OF fonds", ""),
        ("oranje*", ""),
        ("", ""),
    ],
)
def test_only_plain_words_can_be_a_name(text: str, name: str) -> None:
    assert name_asked_for(parse_query(text)) == name


def test_what_is_excluded_is_not_asked_for() -> None:
    assert [word.text for word in words_of(parse_query("a -b NIET (c d) plaats:e"))] == ["a", "e"]


TYPED = st.text() | st.lists(
    st.sampled_from(["a", "b*", "(", ")", '"', "-", "EN", "OF", "NIET", "plaats:", "naam:", " ", "-(", "“"])
).map(" ".join)


@given(TYPED)
@example("NIET NIET NIET a")
@example("naam:naam:naam:a")
@example("(((((((((((((((((a EN")
def test_whatever_is_typed_gives_a_tree(text: str) -> None:
    tree = parse_query(text)
    assert isinstance(tree, Node)
    assert len(list(words_of(tree))) <= MAX_PARTS
    name_asked_for(tree)


def test_in_a_sentence_of_capitals_no_word_is_an_operator() -> None:
    shouted = "WIE HELPT MET GROEN OF ZORG"
    assert parse_query(shouted) == Loose(tuple(map(Word, shouted.split())))
    assert parse_query("GROEN OF ZORG") == Or((Word("GROEN"), Word("ZORG")))


def test_a_year_or_a_range_of_years_ties() -> None:
    assert parse_query("jaar:2017..2030 a") == Loose((In("jaar", Word("2017..2030")), A))


@pytest.mark.parametrize(("text", "same"), [("onderwerp:a", "thema:a"), ("gemeente:a", "plaats:a")])
def test_everyday_names_of_fields_are_known(text: str, same: str) -> None:
    assert parse_query(text) == parse_query(same)


KNOWN = "Velden: naam, soort, thema, plaats, bron, jaar."


@pytest.mark.parametrize(
    ("text", "tree", "remarks"),
    [
        ("a b", Loose((A, B)), ()),
        ("art 6:162 https://a.nl/b", Loose((Word("art"), Word("6:162"), Word("https://a.nl/b"))), ()),
        ('"a b', Phrase("a b"), ("Het aanhalingsteken wordt niet gesloten; gelezen is tot het einde.",)),
        ("(a b", Loose((A, B)), ("Een haakje wordt niet gesloten; gelezen is tot het einde.",)),
        ("a) b", Loose((A, B)), ("Een haakje sluit niets en is overgeslagen.",)),
        ("EN a", Loose((Word("EN"), A)), ("“EN” verbindt hier niets en is als woord gelezen.",)),
        (
            "kleur:rood",
            Word("kleur:rood"),
            (f"“kleur:” is geen veld; gezocht is op de woorden zelf. {KNOWN}",),
        ),
        (
            "jaar:vorig a",
            A,
            ("“jaar:vorig” is geen jaar en telt niet mee. Schrijf jaar:2020 of jaar:2017..2030.",),
        ),
        (
            "jaar:(2000 OF 2001) a",
            A,
            ("Wat achter jaar: staat is geen jaar en telt niet mee. Schrijf jaar:2020 of jaar:2017..2030.",),
        ),
        (
            "a " * 60,
            Loose((A,) * MAX_PARTS),
            (f"Alleen de eerste {MAX_PARTS} woorden zijn gelezen.",),
        ),
        (
            "(" * 20 + "a" + ")" * 20 + " b",
            Loose((A, B)),
            (
                "Er staan te veel haakjes in elkaar; een deel is overgeslagen.",
                "Een haakje sluit niets en is overgeslagen.",
            ),
        ),
    ],
)
def test_what_is_not_understood_is_said_and_the_rest_is_sought(
    text: str, tree: Node, remarks: tuple[str, ...]
) -> None:
    assert read_query(text) == ReadQuery(tree, remarks)
