"""Citations of laws: every form, every trap, the addresses given, and figures on links never looked at."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from graph.store.interface import GraphStore
from indexer.recognise.citations import CitationFinder
from indexer.recognise.law_names import LawName, law_names
from indexer.recognise.mention import Mention
from tests.indexer.citation_gold import is_set_aside, load_passages, measure


def _law(number: str, *names: str, curated: bool = True, regulation: str = "wet") -> list[LawName]:
    iri = f"https://wetten.overheid.nl/{number}/"
    return [
        LawName(iri, name, len(name) <= 8 and not name.endswith("wet"), curated, regulation) for name in names
    ]


NAMES = [
    *_law("BWBR0005181", "Woningwet", "Wonw"),
    *_law("BWBR0035362", "Wet maatschappelijke ondersteuning 2015", "Wmo 2015", "Wmo"),
    *_law("BWBR0035733", "Uitvoeringsbesluit Wmo 2015"),
    *_law("BWBR0035303", "Huisvestingswet 2014"),
    *_law("BWBR0005537", "Algemene wet bestuursrecht", "Awb"),
    *_law("BWBR0008691", "Mededingingswet", "Mw"),
    *_law("BWBR0004627", "Kieswet"),
    *_law("BWBR0005289", "Burgerlijk Wetboek Boek 6, Verbintenissenrecht"),
    *_law("BWBR0005290", "Burgerlijk Wetboek Boek 7, Bijzondere overeenkomsten"),
    *_law("BWBR0001838", "Wetboek van Koophandel"),
    *_law("BWBR0015703", "Participatiewet"),
    *_law("BWBR0035917", "Wet langdurige zorg"),
    *_law("BWBR0007981", "Coördinatiewet uitzonderingstoestanden"),
    *_law("BWBR0002469", "Wet op de kansspelen"),
    *_law("BWBR0001848", "Spoorwegwet 1875", curated=False),
    *_law("BWBR0015007", "Spoorwegwet 2003", curated=False),
    *_law("BWBR0000003", "Besluit huisvesting", curated=False, regulation="AMvB"),
    *_law("BWBR0000001", "Wet op de proef", curated=False),
    *_law("BWBR0000002", "Wet op de proef", curated=False, regulation="AMvB"),
]


@pytest.fixture(scope="module")
def finder() -> CitationFinder:
    return CitationFinder(NAMES)


def _found(finder: CitationFinder, text: str, own_law: str = "") -> list[tuple[str, str, str]]:
    return [(one.text, one.law, one.article) for one in finder.find_in(text, own_law)]


FORMS = [
    ("artikel 18a Woningwet", [("artikel 18a Woningwet", "BWBR0005181", "18a")]),
    ("art. 2.1.1 Wmo", [("art. 2.1.1 Wmo", "BWBR0035362", "2.1.1")]),
    (
        "artikel 2.3.5, vijfde lid, van de Wet maatschappelijke ondersteuning 2015 geldt",
        [
            (
                "artikel 2.3.5, vijfde lid, van de Wet maatschappelijke ondersteuning 2015",
                "BWBR0035362",
                "2.3.5",
            )
        ],
    ),
    ("art. 6:162 BW", [("art. 6:162 BW", "BWBR0005289", "162")]),
    ("Op grond van 6:162 lid 2 BW", [("6:162 lid 2 BW", "BWBR0005289", "162")]),
    (
        "artikel 162 van Boek 6 van het Burgerlijk Wetboek",
        [("artikel 162 van Boek 6 van het Burgerlijk Wetboek", "BWBR0005289", "162")],
    ),
    ("artikel 670 lid 4 van Boek 7", [("artikel 670 lid 4 van Boek 7", "BWBR0005290", "670")]),
    (
        "de artikelen 271 tot en met 277 van Boek 7",
        [("artikelen 271 tot en met 277 van Boek 7", "BWBR0005290", "271")],
    ),
    (
        "de artikelen 3 en 5 van de Huisvestingswet 2014",
        [
            ("artikelen 3", "BWBR0035303", "3"),
            ("5 van de Huisvestingswet 2014", "BWBR0035303", "5"),
        ],
    ),
    ("volgens 4:21 Awb", [("4:21 Awb", "BWBR0005537", "4:21")]),
    ("zie BWBR0005181.", [("BWBR0005181", "BWBR0005181", "")]),
    (
        "zie jci1.3:c:BWBR0005181&artikel=18a.",
        [("jci1.3:c:BWBR0005181&artikel=18a", "BWBR0005181", "18a")],
    ),
    (
        "<https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a&z=2024-01-01>",
        [
            (
                "https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a&z=2024-01-01",
                "BWBR0005181",
                "18a",
            )
        ],
    ),
    ("Volgens de Woningwet mag het.", [("Woningwet", "BWBR0005181", "")]),
    ("Woningwet, artikel 18a", [("Woningwet, artikel 18a", "BWBR0005181", "18a")]),
    ("Wmo (artikel 2.6.7)", [("Wmo (artikel 2.6.7", "BWBR0035362", "2.6.7")]),
    (
        "artikel\u00a018a,\u00a0eerste lid, van\n        de Woningwet",
        [("artikel\u00a018a,\u00a0eerste lid, van\n        de Woningwet", "BWBR0005181", "18a")],
    ),
    ("artikel 51van de Woningwet", [("artikel 51van de Woningwet", "BWBR0005181", "51")]),
    (
        "artikel 5 van de Woningwet en 6 van de Wmo",
        [
            ("artikel 5 van de Woningwet", "BWBR0005181", "5"),
            ("6 van de Wmo", "BWBR0035362", "6"),
        ],
    ),
    ("artikel J 6a van de Kieswet", [("artikel J 6a van de Kieswet", "BWBR0004627", "J_6a")]),
    ("artikel IV van de Kieswet", [("artikel IV van de Kieswet", "BWBR0004627", "IV")]),
    (
        "artikel 3 of artikel 6 van de Woningwet",
        [("artikel 3", "BWBR0005181", "3"), ("6 van de Woningwet", "BWBR0005181", "6")],
    ),
    (
        "artikel 8, aanhef en onder a tot en met e, dan wel l, van de Woningwet",
        [
            (
                "artikel 8, aanhef en onder a tot en met e, dan wel l, van de Woningwet",
                "BWBR0005181",
                "8",
            )
        ],
    ),
    (
        "hoofdstuk 2 of 3 van de Woningwet",
        [("hoofdstuk 2 of 3 van de Woningwet", "BWBR0005181", "")],
    ),
    (
        "a. de Mededingingswet: de artikelen 5 en 6, voor zover nodig, en artikel 7;\nb. artikel 8",
        [
            ("Mededingingswet", "BWBR0008691", ""),
            ("artikelen 5", "BWBR0008691", "5"),
            ("6", "BWBR0008691", "6"),
            ("artikel 7", "BWBR0008691", "7"),
        ],
    ),
    (
        "de Woningwet, met uitzondering van artikel 8a, geldt",
        [("Woningwet, met uitzondering van artikel 8a", "BWBR0005181", "8a")],
    ),
    (
        "artikel 8 van de Woningwet, en artikel 7, derde lid, en artikel 8 van genoemde wet",
        [
            ("artikel 8 van de Woningwet", "BWBR0005181", "8"),
            ("artikel 7, derde lid", "BWBR0005181", "7"),
            ("8 van genoemde wet", "BWBR0005181", "8"),
        ],
    ),
    (
        "de artikelen 124 en 124a alsmede hoofdstuk XVII van de Woningwet",
        [
            ("artikelen 124", "BWBR0005181", "124"),
            ("124a alsmede hoofdstuk XVII van de Woningwet", "BWBR0005181", "124a"),
        ],
    ),
    (
        "de afdelingen 1, 3 en 4 van hoofdstuk 7 van de Woningwet",
        [("afdelingen 1, 3 en 4 van hoofdstuk 7 van de Woningwet", "BWBR0005181", "")],
    ),
    (
        "de artikelen 230c en 230v lid 2, 3 en 6 van Boek 7",
        [
            ("artikelen 230c", "BWBR0005290", "230c"),
            ("230v lid 2, 3 en 6 van Boek 7", "BWBR0005290", "230v"),
        ],
    ),
    (
        "de Woningwet, de Wet forensische zorg en artikel 5 van die wet",
        [("Woningwet", "BWBR0005181", "")],
    ),
    (
        "artikel 5 van de Woningwet, een besluit huisvesting en het Besluit huisvesting",
        [
            ("artikel 5 van de Woningwet", "BWBR0005181", "5"),
            ("Besluit huisvesting", "BWBR0000003", ""),
        ],
    ),
    ("titel 4.2 Awb", [("titel 4.2 Awb", "BWBR0005537", "")]),
    ("artikel 25 Mw", [("artikel 25 Mw", "BWBR0008691", "25")]),
    ("het wetboek van koophandel", [("wetboek van koophandel", "BWBR0001838", "")]),
    (
        "de Coo\u0308rdinatiewet uitzonderingstoestanden",
        [
            ("Coo\u0308rdinatiewet uitzonderingstoestanden", "BWBR0007981", ""),
        ],
    ),
    (
        "de coordinatiewet uitzonderingstoestanden",
        [
            ("coordinatiewet uitzonderingstoestanden", "BWBR0007981", ""),
        ],
    ),
    ("de Wet kansspelen", [("Wet kansspelen", "BWBR0002469", "")]),
    ("het Uitvoeringsbesluit Wmo 2015", [("Uitvoeringsbesluit Wmo 2015", "BWBR0035733", "")]),
    (
        "De Woningwet geldt. Artikel 5 van die wet ook.",
        [("Woningwet", "BWBR0005181", ""), ("Artikel 5 van die wet", "BWBR0005181", "5")],
    ),
    (
        "de Wet langdurige zorg (hierna: Zorgwet); artikel 3 Zorgwet",
        [
            ("Wet langdurige zorg", "BWBR0035917", ""),
            ("Zorgwet", "BWBR0035917", ""),
            ("artikel 3 Zorgwet", "BWBR0035917", "3"),
        ],
    ),
    (
        "In deze verordening wordt verstaan onder:\na. wet: de Woningwet;\nb. huis: artikel 1 van de wet.",
        [("Woningwet", "BWBR0005181", ""), ("artikel 1 van de wet", "BWBR0005181", "1")],
    ),
]


@pytest.mark.parametrize(("text", "found"), FORMS, ids=[text[:40] for text, _ in FORMS])
def test_form_is_recognised(finder: CitationFinder, text: str, found: list[tuple[str, str, str]]) -> None:
    assert _found(finder, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Mw. Jansen woont hier",
        "de wmo",
        "een woningwetwoning",
        "artikel 5 van Verordening (EU) 2016/679",
        "artikel 5",
        "van deze wet",
        "artikel 1401 van het Burgerlijk Wetboek",
        "Invoeringswet Participatiewet",
        "de Kieswet BES",
        "de Huisvestingswet 1992",
        "artikel 5 van die wet",
        "de Wet forensische zorg en artikel 5 van die wet",
        "Boek 7 van de Woonbond",
        "in 2015 Wmo's",
        "ter zake van de Kieswet: artikel 89",
        "de Belgische Woningwet",
        "artikel 6:162 van het Duitse Burgerlijk Wetboek",
        "Boek 7 van het Wetboek van Strafvordering",
        "",
    ],
)
def test_what_is_not_certain_is_left_alone(finder: CitationFinder, text: str) -> None:
    sure = {"BWBR0035362", "BWBR0004627"}
    assert [one for one in finder.find_in(text) if one.article or one.law not in sure] == []


def test_a_mention_holds_its_addresses(finder: CitationFinder) -> None:
    assert finder.find_in("Zie artikel 18a Woningwet.") == [
        Mention(
            4,
            25,
            "artikel 18a Woningwet",
            kind="artikel",
            iri="https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a",
            law="BWBR0005181",
            article="18a",
            jci="jci1.3:c:BWBR0005181&artikel=18a",
            confidence=0.99,
            rule="artikel+naam",
        )
    ]


def test_a_law_alone_has_the_address_of_the_law(finder: CitationFinder) -> None:
    found = finder.find(spacy.blank("nl")("de Kieswet"))
    assert [(one.kind, one.iri, one.jci, one.rule) for one in found] == [
        ("wet", "https://wetten.overheid.nl/BWBR0004627/", "jci1.3:c:BWBR0004627", "naam")
    ]


WONINGWET = "https://wetten.overheid.nl/BWBR0005181/"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("artikel 5 van deze wet", [("artikel 5 van deze wet", "BWBR0005181", "5")]),
        ("Artikel 5, tweede lid, is van toepassing", [("Artikel 5, tweede lid", "BWBR0005181", "5")]),
        ("artikel 5 van Verordening (EU) 1", []),
        ("deze wet", []),
        (
            "de artikelen 45a, 46c, 24 van de Wmo",
            [
                ("artikelen 45a", "BWBR0005181", "45a"),
                ("46c", "BWBR0005181", "46c"),
                ("24 van de Wmo", "BWBR0035362", "24"),
            ],
        ),
    ],
)
def test_inside_a_law_its_own_articles_are_cited(
    finder: CitationFinder, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert _found(finder, text, WONINGWET) == found


def test_numbers_that_fall_back_are_not_of_the_law_at_the_end(finder: CitationFinder) -> None:
    assert _found(finder, "de artikelen 45a, 46c, 24 van de Wmo") == [("24 van de Wmo", "BWBR0035362", "24")]


def test_an_act_comes_before_an_order_of_the_same_name(finder: CitationFinder) -> None:
    assert _found(finder, "de Wet op de proef") == [("Wet op de proef", "BWBR0000001", "")]


def test_a_name_that_two_laws_share_is_left_to_the_context(finder: CitationFinder) -> None:
    assert _found(finder, "de Spoorwegwet") == []
    assert _found(finder, "de Spoorwegwet 2003. Artikel 5 van de Spoorwegwet.") == [
        ("Spoorwegwet 2003", "BWBR0015007", ""),
        ("Artikel 5 van de Spoorwegwet", "BWBR0015007", "5"),
    ]


def test_a_renewed_law_is_meant_by_the_name_without_year(finder: CitationFinder) -> None:
    assert _found(finder, "de Huisvestingswet") == [("Huisvestingswet", "BWBR0035303", "")]


def test_a_law_without_a_number_in_the_register_is_found_by_its_own_iri() -> None:
    iri = "https://w3id.org/gemeengoed/id/wet/proef"
    found = CitationFinder([LawName(iri, "Wet op de proef", is_abbreviation=False)]).find_in(
        "artikel 3 van de Wet op de proef"
    )
    assert [(one.kind, one.iri, one.law, one.article, one.jci) for one in found] == [("wet", iri, "", "", "")]


PIECES = st.sampled_from(
    [
        "artikel ", "artikelen ", "art. ", "18a", "2.3.5", "6:162", "IV", "J 6a", ", ", " en ",
        "eerste lid", " lid 2", "onder a", " van de ", " van het ", "Woningwet", "Wmo", "BW", "Boek 7",
        "die wet", "deze wet", "(hierna: X)", "X", "wet: de ", ";\n", "\u00a0", "BWBR0005181", "Awb",
        "jci1.3:c:BWBR0005181", " tot en met ", "&artikel=18a", "hoofdstuk 2",
        "Coo\u0308rdinatiewet", "\u00ad", "é", ".", "(", ")", "1", "van",
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)), st.sampled_from(["", WONINGWET]))
@example("artikel 1 van de Woningwet, artikel 2 Wmo", "")
def test_any_text_gives_mentions_in_their_place(finder: CitationFinder, text: str, own_law: str) -> None:
    found = finder.find_in(text, own_law)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert (one.kind == "artikel") == bool(one.article)
        assert 0 < one.confidence <= 1
    assert all(one.end <= following.start for one, following in itertools.pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "artikel ", "1.", "1.2:3a ", "artikel 1, ", "artikel 1, eerste, ", "Wet op de ", "die wet ",
        "Woningwet ", "Woningwet (hierna: Wa) ", "hoofdstuk 3 en 4, ", "boek 3 van ", "wet: de Woningwet;\n",
        "\u00a0", "(hierna: ", "jci1.3:c:BWBR0005181&artikel=1",
    ],
)  # fmt: skip
def test_half_a_megabyte_of_the_same_is_read_to_its_end(finder: CitationFinder, piece: str) -> None:
    text = piece * (500_000 // len(piece))
    assert all(one.text == text[one.start : one.end] for one in finder.find_in(text, WONINGWET))


AWB = "BWBR0005537"


def test_figures_on_official_links_never_looked_at(builtin_store: GraphStore, shared: Path) -> None:
    """Hold the floors on the set-aside laws; they only go up.

    Two fifths of their links stand in one law, the Awb, whose annexes list articles in passages that name no
    law (276 of its 1,279 links). So the others are measured apart, too.
    """
    finder = CitationFinder(law_names(builtin_store))
    gold = list(load_passages(shared / "lexicon" / "law_citations_train.jsonl"))
    aside = [passage for passage in gold if is_set_aside(passage.own_law)]
    figures = measure(finder, iter(aside))
    assert figures.article_precision >= 0.98, figures
    assert figures.law_recall >= 0.72, figures
    others = measure(finder, (passage for passage in aside if passage.own_law != AWB))
    assert others.article_precision >= 0.98, others
    assert others.law_recall >= 0.83, others
