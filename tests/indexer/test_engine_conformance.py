"""What every search engine must do, written against the protocol; engines join in conftest.py."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.search import FACETS, MAX_LIMIT, FacetValue, SearchEngine, SearchRequest
from ontology.errors import SearchQueryError


def labels(engine: SearchEngine, text: str, **filters: tuple[str, ...]) -> list[str]:
    return [hit.label for hit in engine.search(SearchRequest(text, filters, limit=MAX_LIMIT)).hits]


def total(engine: SearchEngine, text: str) -> int:
    return engine.search(SearchRequest(text, limit=0)).total


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("wooncoöperatie", "wooncoöperatie"),
        ("wooncooperatie", "wooncoöperatie"),
        ("Woon-Coöperatie", "wooncoöperatie"),
        ("LSA", "LSA bewoners"),
        ("lsa", "LSA bewoners"),
        ("oranjefonds", "Oranje Fonds"),
        ("oranje fonds", "Oranje Fonds"),
        ('"Oranje Fonds"', "Oranje Fonds"),
        ("Wmo", "Wet maatschappelijke ondersteuning 2015"),
        ("wmo2015", "Wet maatschappelijke ondersteuning 2015"),
        ("Amersfoort", "gemeente Amersfoort"),
        ("gemeente amersfoort", "gemeente Amersfoort"),
        ("Utrecht", "provincie Utrecht"),
        ("dorpshuis", "buurthuis"),
        ("cooplinq", "Cooplink"),
        ("housing", "wonen"),
        ("een", "Een"),
        ("artikel 2.6.7 wmo", "artikel 2.6.7 Wet maatschappelijke ondersteuning 2015"),
    ],
)
def test_bearer_of_the_name_comes_first(engine: SearchEngine, text: str, first: str) -> None:
    assert labels(engine, text)[0] == first


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("buurthuizen", "buurthuis"),
        ("art 2.6.7 wmo", "artikel 2.6.7 Wet maatschappelijke ondersteuning 2015"),
        ("kernpartners", "Oranje Fonds"),
        ("zonne energie", "zonne-energie"),
        ("zonneenergie", "zonne-energie"),
        ("oranjefonds kernpartner", "Oranje Fonds"),
        ("wet maatschappelijke ondersteuning", "Oranje Fonds"),
        ("zomerfeest", "Samen Sterk-coalitie"),
        ("2030", "Samen werken is gewoon"),
    ],
)
def test_words_are_found_in_other_forms_and_through_links(
    engine: SearchEngine, text: str, found: str
) -> None:
    assert found in labels(engine, text)


def test_municipality_comes_before_its_namesake_village_and_both_before_the_rest(
    engine: SearchEngine,
) -> None:
    kinds = [hit.kind for hit in engine.search(SearchRequest("Amersfoort")).hits]
    assert kinds[:2] == ["gemeente", "plaats"]
    assert "evenement" in kinds[2:]


def test_hit_tells_what_it_is(engine: SearchEngine) -> None:
    hit = engine.search(SearchRequest("Oranje Fonds")).hits[0]
    assert (hit.iri, hit.kind, hit.label, hit.subtitle) == (
        "https://w3id.org/gemeengoed/id/organisatie/oranje-fonds",
        "organisatie",
        "Oranje Fonds",
        "kernpartner van Samen Sterk-coalitie",
    )
    assert hit.snippet == "<mark>Fonds</mark> dat volgens de Wmo en de Gaswet niets hoeft."
    assert hit.score > 0


def test_markup_in_the_data_is_escaped_in_the_snippet(engine: SearchEngine) -> None:
    hit = next(hit for hit in engine.search(SearchRequest("dorpshuis")).hits if hit.kind == "initiatief")
    assert hit.label == "<script>alert(1)</script> dorpshuis"
    assert hit.snippet == (
        "Een &lt;b&gt;<mark>dorpshuis</mark>&lt;/b&gt; &amp; meer, &lt;img src=x onerror=alert(2)&gt;."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zonne-energie OF zeggenschap soort:thema", {"zonne-energie", "zeggenschap"}),
        ("vereniging EN wooncoöperatie", {"wooncoöperatie", "Cooplink"}),
        ("Amersfoort soort:plaats", {"Hoogland", "Amersfoort"}),
        ("naam:amersfoort", {"gemeente Amersfoort", "Amersfoort"}),
        ("plaats:utrecht soort:initiatief", {"De Warren"}),
        ("thema:wonen soort:initiatief", {"De Warren"}),
        ("bron:blog", {"De Warren", "<script>alert(1)</script> dorpshuis", "Oranje Fonds"}),
        ("soort:provincies", {"provincie Utrecht"}),
        ('"samen hun woningen"', {"wooncoöperatie"}),
        ('"woningen samen"', set()),
        ('"cooplinq organisatie"', set()),
        ("woonc*", {"wooncoöperatie", "De Warren", "Cooplink"}),
        ("naam:woonc*", {"wooncoöperatie"}),
        ("soort:ini*", {"De Warren", "<script>alert(1)</script> dorpshuis"}),
        ("soort:initiatief -warren", {"<script>alert(1)</script> dorpshuis"}),
        ("soort:initiatief NIET (dorpshuis OF molen)", {"De Warren"}),
        ("soort:wet -naam:openbaarheid -naam:open", {"Wet maatschappelijke ondersteuning 2015"}),
    ],
)
def test_query_language_finds(engine: SearchEngine, text: str, found: set[str]) -> None:
    assert set(labels(engine, text)) == found


def test_or_with_an_exclusion_means_the_rest_as_well(engine: SearchEngine) -> None:
    assert total(engine, "warren OF NIET warren") == engine.count()


def test_everything_is_found_by_an_empty_question_in_order_of_kind_and_name(engine: SearchEngine) -> None:
    found = engine.search(SearchRequest("", limit=5))
    assert found.total == engine.count() == len(labels(engine, ""))
    assert [hit.label for hit in found.hits] == [
        "Samen werken is gewoon",
        "Plan 2030",
        "gemeente Adorp",
        "gemeente Amersfoort",
        "gemeente Leusden",
    ]


def test_exclusion_alone_leaves_the_rest(engine: SearchEngine) -> None:
    assert total(engine, "-soort:thema") == engine.count() - total(engine, "soort:thema")


def test_unknown_word_is_named_and_the_others_are_found(engine: SearchEngine) -> None:
    found = engine.search(SearchRequest("dorpshuis xyzzy plugh"))
    assert found.note == "Niet gevonden: “xyzzy”, “plugh”."
    assert {hit.label for hit in found.hits} >= {"buurthuis"}


def test_words_that_never_meet_give_what_comes_closest(engine: SearchEngine) -> None:
    found = engine.search(SearchRequest("warren zonne-energie"))
    assert found.note == "Niets bevat al deze woorden; dit komt er het dichtst bij."
    assert {hit.label for hit in found.hits} == {"De Warren", "zonne-energie"}


def test_what_holds_all_words_comes_before_what_holds_some(engine: SearchEngine) -> None:
    found = engine.search(SearchRequest("samen wonen"))
    assert found.note == "3 resultaten bevatten al deze woorden; daarna volgt wat een deel ervan bevat."
    all_words = {hit.label for hit in engine.search(SearchRequest("samen EN wonen")).hits}
    assert {hit.label for hit in found.hits[:3]} == all_words
    assert found.total > len(all_words) == 3


def test_all_words_are_not_said_of_an_answer_without_the_unknown_ones(engine: SearchEngine) -> None:
    found = engine.search(SearchRequest("samen wonen xyzzy"))
    assert found.note == (
        "Niet gevonden: “xyzzy”. "
        "3 resultaten bevatten alle andere woorden; daarna volgt wat een deel ervan bevat."
    )
    found = engine.search(SearchRequest("warren zonne-energie xyzzy"))
    assert found.note == (
        "Niet gevonden: “xyzzy”. Niets bevat alle andere woorden; dit komt er het dichtst bij."
    )


def test_words_joined_by_an_operator_do_not_fall_back(engine: SearchEngine) -> None:
    assert total(engine, "warren EN zonne-energie") == 0
    assert total(engine, "warren EN xyzzy") == 0


def test_question_of_stop_words_says_so(engine: SearchEngine) -> None:
    found = engine.search(SearchRequest("de van"))
    assert (found.total, found.note) == (0, "“de van” zegt te weinig om op te zoeken. Voeg een woord toe.")


def test_nothing_found_is_an_empty_answer_with_a_note(engine: SearchEngine) -> None:
    found = engine.search(SearchRequest("xyzzy"))
    assert (found.total, found.hits, found.note) == (0, (), "Niet gevonden: “xyzzy”.")
    assert found.facets == dict.fromkeys(FACETS, ())


def test_facets_count_the_whole_answer_not_the_page(engine: SearchEngine) -> None:
    found = engine.search(SearchRequest("soort:thema", limit=1))
    assert len(found.hits) == 1
    assert found.facets["soort"] == (FacetValue("thema", "thema's", found.total),)
    assert FacetValue("wonen", "wonen", 2) in found.facets["thema"]


def test_values_of_a_facet_come_most_frequent_first(engine: SearchEngine) -> None:
    counts = [value.count for value in engine.search(SearchRequest("")).facets["plaats"]]
    assert counts == sorted(counts, reverse=True)


def test_values_of_one_facet_add_up_and_facets_narrow_down(engine: SearchEngine) -> None:
    both = labels(engine, "", soort=("initiatief", "provincie"))
    assert set(both) == {"De Warren", "<script>alert(1)</script> dorpshuis", "provincie Utrecht"}
    assert labels(engine, "", soort=("initiatief",), plaats=("gm0307",)) == ["De Warren"]
    assert labels(engine, "", soort=("initiatief",), thema=("wonen",), bron=("blog-van-een-bewoner",)) == [
        "De Warren"
    ]


def test_a_facet_counts_as_if_it_had_no_filter_itself(engine: SearchEngine) -> None:
    free = engine.search(SearchRequest("Amersfoort"))
    chosen = engine.search(SearchRequest("Amersfoort", {"soort": ("plaats",)}))
    assert chosen.facets["soort"] == free.facets["soort"]
    assert sum(value.count for value in chosen.facets["bron"]) < sum(
        value.count for value in free.facets["bron"]
    )


def test_each_count_is_what_choosing_that_value_gives(engine: SearchEngine) -> None:
    for facet, values in engine.search(SearchRequest("vereniging")).facets.items():
        for value in values:
            chosen = engine.search(SearchRequest("vereniging", {facet: (value.value,)}))
            assert (value.value, chosen.total) == (value.value, value.count)


def test_a_value_that_nobody_has_finds_nothing(engine: SearchEngine) -> None:
    assert labels(engine, "", soort=("eenhoorn",)) == []
    assert labels(engine, "", soort=()) == labels(engine, "")


def test_pages_follow_on_each_other(engine: SearchEngine) -> None:
    whole = labels(engine, "")
    pages = [
        hit.label
        for at in range(0, len(whole), 7)
        for hit in engine.search(SearchRequest("", {}, at, 7)).hits
    ]
    assert pages == whole
    assert engine.search(SearchRequest("", offset=10_000)).hits == ()


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            SearchRequest("", {"kleur": ("rood",)}),
            'Er is geen filter "kleur". Kies uit: soort, thema, plaats, jaar, bron.',
        ),
        (SearchRequest("", offset=-1), "offset moet 0 of meer zijn en limit 0 tot 1000. Pas ze aan."),
        (SearchRequest("", limit=-1), "offset moet 0 of meer zijn en limit 0 tot 1000. Pas ze aan."),
        (
            SearchRequest("", limit=MAX_LIMIT + 1),
            "offset moet 0 of meer zijn en limit 0 tot 1000. Pas ze aan.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(engine: SearchEngine, request_: SearchRequest, message: str) -> None:
    with pytest.raises(SearchQueryError) as caught:
        engine.search(request_)
    assert str(caught.value) == message


PIECES = [
    "wonen",
    "warren",
    "woonc*",
    "a*",
    "*",
    "(",
    ")",
    '"',
    "-",
    "EN",
    "OF",
    "NIET",
    "plaats:",
    "de",
    "zonne-energie",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_whatever_is_typed_gets_an_answer(engine: SearchEngine, text: str) -> None:
    found = engine.search(SearchRequest(text, limit=3))
    assert 0 <= len(found.hits) <= found.total <= engine.count()
    assert sum(value.count for value in found.facets["soort"]) == found.total
