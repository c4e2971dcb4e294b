"""Other searches where one finds nothing: only those that find something, the nearest first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.document import Document
from indexer.interpret.proposals import MOST_COUNTS, MOST_PROPOSALS, Proposal, propose
from indexer.lexicon import Lexicon, gather_lexicon
from indexer.search import SearchEngine, SearchRequest
from indexer.tag import Tag

DOCUMENTS = (
    Document(
        iri="https://example.org/1",
        kind="thema",
        label="dorpswinkel",
        themes=(Tag("dorpswinkel", "dorpswinkel"), Tag("voorziening", "voorziening")),
    ),
    Document(
        iri="https://example.org/2",
        kind="initiatief",
        label="Winkel van Ede",
        texts=("een winkel en buurthuis",),
    ),
    Document(
        iri="https://example.org/3", kind="organisatie", label="Het Fonds", texts=("gemeente; vakantie",)
    ),
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return gather_lexicon(DOCUMENTS)


def finding(**totals: int) -> Callable[[str], int]:
    """An engine that finds so many entities with all words of a text; underscores stand for spaces."""
    return lambda text: totals.get(text.replace(" ", "_").replace('"', ""), 0)


@pytest.mark.parametrize(
    ("text", "totals", "proposals"),
    [
        ("gemente", {"gemeente": 3}, [("gemeente", "andere spelling", 3)]),
        ("gemeente winkel", {"gemeente": 3, "winkel": 1}, [
            ("winkel", "zonder “gemeente”", 1), ("gemeente", "zonder “winkel”", 3),
        ]),
        ("winkel olifanten gemeente", {"winkel_gemeente": 2}, [("winkel gemeente", "zonder “olifanten”", 2)]),
        ('"winkel buurthuis"', {"winkel_buurthuis": 2}, [("winkel buurthuis", "losse woorden", 2)]),
        ("plaats:ede winkel", {"ede_winkel": 1}, [("ede winkel", "losse woorden", 1)]),
        ("winkel -ede", {"winkel": 1}, [("winkel", "zonder uitsluiting", 1)]),
        ("dorpswinkels", {"voorziening": 4}, [("voorziening", "ruimer onderwerp dan “dorpswinkel”", 4)]),
        ("vacatie", {"vakantie": 1}, [("vakantie", "lijkt erop", 1)]),
        ("olifanten", {}, []),
        ("", {}, []),
        ("()", {}, []),
    ],
)  # fmt: skip
def test_proposals_are(
    lexicon: Lexicon, text: str, totals: dict[str, int], proposals: list[tuple[str, str, int]]
) -> None:
    if text == '"winkel buurthuis"':  # a phrase finds less than its words

        def count(asked: str) -> int:
            return 0 if '"' in asked else finding(**totals)(asked)
    else:
        count = finding(**totals)
    assert [(p.text, p.reason, p.total) for p in propose(text, lexicon, count)] == proposals


def test_no_more_than_four_are_given(lexicon: Lexicon) -> None:
    assert (
        len(propose("gemeente winkel buurthuis fonds vakantie", lexicon, lambda _text: 1)) == MOST_PROPOSALS
    )


@given(
    st.text()
    | st.lists(st.sampled_from(["gemente", "winkel", "fonds", "-ede", '"een winkel"', "(", "OF"])).map(
        " ".join
    )
)
@example("gemente winkel fonds vakantie buurthuis een ede van het dorpswinkel en olifanten")
def test_engine_is_asked_a_bounded_number_of_times_and_never_twice_the_same(
    lexicon: Lexicon, text: str
) -> None:
    asked: list[str] = []

    def count(other: str) -> int:
        asked.append(other)
        return 0

    assert propose(text, lexicon, count) == ()
    assert len(asked) == len(set(asked)) <= MOST_COUNTS
    assert text not in asked


def test_what_is_proposed_is_found_by_a_real_engine(engine: SearchEngine, small_store: object) -> None:
    from graph.store.oxigraph_store import OxigraphStore
    from indexer.document import documents_of

    assert isinstance(small_store, OxigraphStore)

    def count(text: str) -> int:
        return engine.search(SearchRequest(text, limit=0)).total

    proposals = propose('"wooncoöperatie gaswet"', gather_lexicon(documents_of(small_store)), count)
    assert proposals[0] == Proposal("wooncoöperatie gaswet", "losse woorden", count("wooncoöperatie gaswet"))
    assert all(proposal.total == count(proposal.text) > 0 for proposal in proposals)
