"""What a query is taken to mean: joins, repairs and other names, each with its reason."""

from __future__ import annotations

import pytest

from indexer.document import Document
from indexer.interpret import Change, interpret
from indexer.interpret.synonyms import MOST_ALTERNATIVES, MOST_IN_QUERY
from indexer.lexicon import Lexicon, gather_lexicon
from indexer.query import (
    Alternative,
    And,
    In,
    Loose,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Variants,
    Word,
    name_asked_for,
    typed_of,
    words_of,
)
from indexer.query_parser import parse_query


def document(
    ref: str, kind: str, label: str, *names: str, hidden: tuple[str, ...] = (), text: str = ""
) -> Document:
    return Document(
        iri=f"https://example.org/{ref}",
        kind=kind,
        label=label,
        names=names,
        hidden_names=hidden,
        texts=(text,),
    )


DOCUMENTS = (
    document("1", "thema", "energiecoöperatie", "energie coöperatie", "energy cooperative"),
    document("2", "thema", "buurthuis", "wijkgebouw", "buurthuizen", hidden=("honk", "buurt huis")),
    document("3", "thema", "wooncoöperatie", "coöperatief wonen"),
    document("4", "organisatie", "LSA bewoners", "LSA", "Landelijk Samenwerkingsverband Actieve Bewoners"),
    document("5", "organisatie", "Stichting DOEN", "DOEN"),
    document("6", "organisatie", "Oranje Fonds"),
    document("7", "wet", "Wet maatschappelijke ondersteuning 2015", "Wmo", "Wmo 2015"),
    document("8", "gemeente", "gemeente Amersfoort", "Amersfoort"),
    document("9", "thema", "loting", "burgerberaad"),
    document("10", "thema", "oprichting", "oprichten", "starten"),
    document("11", "organisatie", "Postcode Loterij Buurtfonds"),
    document("13", "organisatie", "Netwerk Platteland", "Ruimte"),
    document(
        "12",
        "document",
        "verslag",
        text="Het Landelijk Samenwerkingsverband Actieve Bewoners, het wijkgebouw, coöperatief wonen, "
        "wooncoöperatie, energie, energiecoöperatie, Wet maatschappelijke ondersteuning 2015, gemeenteraad, "
        "gemeente, raad, "
        "dorpshuis, kernpartner, coalitie, vergadering, buurthuis, energy cooperative, loterij, oprichten, "
        "wonen, oprichting, LSA, doen, Wmo, stichting, buurt, fonds, starten, loting, "
        "burgerberaad, netwerk, platteland, ruimte, instelling, stelling",
    ),
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return gather_lexicon(DOCUMENTS)


def changes(text: str, lexicon: Lexicon) -> list[tuple[str, str, str]]:
    return [(one.kind, one.typed, one.sought) for one in interpret(parse_query(text), lexicon).changes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("energie cooperatie", [("schrijfwijze", "energie cooperatie", "energiecoöperatie")]),
        (
            "energiecooperatei",
            [
                ("spelling", "energiecooperatei", "energiecoöperatie"),
                ("schrijfwijze", "energiecooperatei", "energie coöperatie"),
            ],
        ),
        ("buurthuizen", [("synoniem", "buurthuizen", "wijkgebouw")]),
        (
            "wooncooperaties amersfort",
            [
                ("synoniem", "wooncooperaties", "coöperatief wonen"),
                ("spelling", "amersfort", "Amersfoort".lower()),
            ],
        ),
        ("LSA", [("afkorting", "LSA", "Landelijk Samenwerkingsverband Actieve Bewoners")]),
        (
            "landelijk samenwerkingsverband actieve bewoners",
            [("afkorting", "landelijk samenwerkingsverband actieve bewoners", "LSA")],
        ),
        ("art 2.6.7 wmo", [("afkorting", "wmo", "Wet maatschappelijke ondersteuning 2015")]),
        ("gemeente raad", [("samengevoegd", "gemeente raad", "gemeenteraad")]),
        ("gemeente raads vergadering", [("samengevoegd", "gemeente raads", "gemeenteraads")]),
        ("dorp huis", [("samengevoegd", "dorp huis", "dorpshuis")]),
        ("Gemeente Raad?", [("samengevoegd", "Gemeente Raad", "gemeenteraad")]),
        ("oranjefondsamersfoort", [("gesplitst", "oranjefondsamersfoort", "oranje fonds amersfoort")]),
        ("kernpartnercoalitie", [("schrijfwijze", "kernpartnercoalitie", "kernpartner coalitie")]),
        (
            "gemeenterad vergadring",
            [("spelling", "gemeenterad", "gemeenteraad"), ("spelling", "vergadring", "vergadering")],
        ),
        (
            "gemeente raaad",
            [("spelling", "raaad", "raad"), ("samengevoegd", "gemeente raaad", "gemeenteraad")],
        ),
        ("gemeente-raaad", [("spelling", "gemeente-raaad", "gemeenteraad")]),
        ("energie-coperatie", [
            ("spelling", "energie-coperatie", "energiecoöperatie"),
            ("schrijfwijze", "energie-coperatie", "energie coöperatie"),
        ]),
        ("honk", [("synoniem", "honk", "buurthuis")]),
    ],
)  # fmt: skip
def test_query_is_taken_to_mean(lexicon: Lexicon, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert changes(text, lexicon) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oranje fonds",  # a name with no other
        "oranjefonds",
        "wat kan ik doen",  # no Stichting DOEN
        "loterij",  # same stem as loting
        "loterij gemeente",
        "ruimte gemeente",  # no Netwerk Platteland
        "in stelling gemeente",  # no instelling
        "zonne-energie woon-werkpand Noord-Brabant",
        "postcode loterij buurtfonds",
        "olifanten",  # Dutch, but not in the index
        "energiecoöperatie oprichten gemeente",  # a plan is no subject: see the next test
        '"amersfort"',
        "amersf*",
        "-amersfort",
        "NIET amersfort",
        "soort:amersfort",
        "bron:amersfort",
        "2.6.7 6:162",
        "https://amersfort.nl/",
        "LVKK",
    ],
)
def test_query_stays_as_typed(lexicon: Lexicon, text: str) -> None:
    tree = parse_query(text)
    found = interpret(tree, lexicon)
    assert typed_of(found.tree) == tree
    assert [change for change in found.changes if change.typed != "energiecoöperatie"] == []


def test_ordinary_word_names_an_organisation_where_nothing_else_is_asked(lexicon: Lexicon) -> None:
    assert changes("ruimte", lexicon) == [("synoniem", "ruimte", "Netwerk Platteland")]


def test_plan_is_a_subject_only_where_nothing_else_is_asked(lexicon: Lexicon) -> None:
    assert changes("oprichten", lexicon) == [("synoniem", "oprichten", "starten")]
    assert changes("buurthuis oprichten", lexicon) == [("synoniem", "buurthuis", "wijkgebouw")]


def test_without_a_lexicon_a_query_is_taken_literally() -> None:
    tree = parse_query("amersfort gemeente raad")
    assert interpret(tree, None).tree is tree


def test_join_stands_beside_what_was_typed(lexicon: Lexicon) -> None:
    reason = "“gemeenteraad” is één woord"
    assert interpret(parse_query("de gemeente raad vergadering"), lexicon).tree == Loose(
        (
            Word("de"),
            Variants(
                Loose((Word("gemeente"), Word("raad"))), (Alternative(Word("gemeenteraad"), 1.0, reason),)
            ),
            Word("vergadering"),
        )
    )


def test_other_name_of_several_words_is_a_phrase_with_its_reason(lexicon: Lexicon) -> None:
    full = "Landelijk Samenwerkingsverband Actieve Bewoners"
    reason = f"“LSA” is de afkorting van “{full}”"
    found = interpret(parse_query("lsa"), lexicon)
    assert found.tree == Variants(Word("lsa"), (Alternative(Phrase(full), 0.9, reason),))
    assert found.changes == (Change("afkorting", "lsa", full, reason),)


def test_repaired_word_takes_the_place_of_the_typed_one_and_needs_a_way_back(lexicon: Lexicon) -> None:
    found = interpret(parse_query("amersfort gemeente raad"), lexicon)
    assert found.replaced() == (Change("spelling", "amersfort", "amersfoort", "“amersfort” staat nergens"),)
    assert [word.text for word in words_of(typed_of(found.tree))] == ["amersfoort", "gemeente", "raad"]


def test_question_mark_stays_with_a_repaired_word(lexicon: Lexicon) -> None:
    assert interpret(parse_query("vergadring?"), lexicon).tree == Word("vergadering?")


def test_repaired_word_is_joined_with_its_neighbour(lexicon: Lexicon) -> None:
    assert changes("gemeente raadd", lexicon) == [
        ("spelling", "raadd", "raad"),
        ("samengevoegd", "gemeente raadd", "gemeenteraad"),
    ]


def test_words_of_a_name_are_not_sought_by_other_names(lexicon: Lexicon) -> None:
    assert changes("coöperatief wonen amersfoort", lexicon) == [
        ("synoniem", "coöperatief wonen", "wooncoöperatie")
    ]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("plaats:amersfort", In("plaats", Word("amersfoort"))),
        ("amersfort OF vergadring", Or((Word("amersfoort"), Word("vergadering")))),
        ("amersfort EN vergadring", And((Word("amersfoort"), Word("vergadering")))),
        ("amersfort -vergadring", And((Word("amersfoort"), Not(Word("vergadring"))))),
        ('amersfort "x" vergadr*', Loose((Word("amersfoort"), Phrase("x"), Prefix("vergadr")))),
        ("gemeente -koop raad", None),
    ],
)  # fmt: skip
def test_words_are_read_wherever_they_stand_bare(lexicon: Lexicon, text: str, tree: Node | None) -> None:
    found = interpret(parse_query(text), lexicon).tree
    if tree is not None:
        assert found == tree
    else:  # an exclusion does not part neighbours, for it holds for all
        assert isinstance(found, And)
        assert isinstance(found.nodes[0], Variants)


def test_phrase_between_words_parts_them(lexicon: Lexicon) -> None:
    tree = parse_query('gemeente "x" raad')
    assert interpret(tree, lexicon).tree == tree


def test_name_is_still_the_name_that_was_asked_for(lexicon: Lexicon) -> None:
    assert name_asked_for(interpret(parse_query("energie cooperatie"), lexicon).tree) == "energie cooperatie"


def test_number_of_other_names_is_bounded() -> None:
    words = [
        "appel",
        "peer",
        "druif",
        "kers",
        "pruim",
        "braam",
        "framboos",
        "aardbei",
        "banaan",
        "citroen",
        "meloen",
    ]
    subjects = [
        document(str(at), "thema", word, *(w for w in words if w != word))
        for at, word in enumerate(words[:4])
    ]
    lexicon = gather_lexicon(subjects)
    one = interpret(Word("appel"), lexicon)
    assert len(one.changes) == MOST_ALTERNATIVES
    assert len(interpret(parse_query("appel peer druif kers"), lexicon).changes) == MOST_IN_QUERY


def test_doubtful_repair_seeks_the_second_reading_too_and_proposes_it() -> None:
    lexicon = gather_lexicon([document("1", "document", "verslag", text="huren kuren huizen")])
    found = interpret(parse_query("gurenn verslag"), lexicon)
    reason = "“gurenn” kan ook “kuren” zijn"
    assert found.tree == Loose(
        (Variants(Word("huren"), (Alternative(Word("kuren"), 0.5, reason),)), Word("verslag"))
    )
    assert found.proposals == ("kuren verslag",)


def test_compound_found_by_its_parts_stays_and_the_near_word_is_sought_too() -> None:
    lexicon = gather_lexicon([document("1", "document", "verslag", text="rechtmatig echt matig buurtfonds")])
    found = interpret(Word("echtmatig"), lexicon)
    assert typed_of(found.tree) == Word("echtmatig")
    assert [(one.kind, one.sought) for one in found.changes] == [("schrijfwijze", "rechtmatig")]
