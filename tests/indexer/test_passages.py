"""Long texts: cut into passages, found by the best of them, shown as one result with a link to the place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.edition import Edition
from indexer.document import Document
from indexer.engines import open_engine, write_documents
from indexer.search import PassageHit, SearchEngine, SearchRequest
from indexer.sections import LONG_WORDS, MOST_WORDS, Section, is_long, sections_of

REPORT = """Wat vooraf ging.

# Wonen in het dorp
Bewoners bouwen samen een hof.

## Zorg dichtbij
De wijkverpleegkundige komt langs. Buren koken voor elkaar.

3.2 Geld en beheer
Een fonds betaalt de helft.

Artikel 4. Slotbepaling
Dit plan treedt in werking.
"""


def test_a_text_is_cut_at_its_headings() -> None:
    assert sections_of(REPORT, "https://example.org/rapport") == (
        Section("", "Wat vooraf ging.", "https://example.org/rapport"),
        Section("Wonen in het dorp", "Bewoners bouwen samen een hof.", "https://example.org/rapport"),
        Section(
            "Zorg dichtbij",
            "De wijkverpleegkundige komt langs. Buren koken voor elkaar.",
            "https://example.org/rapport",
        ),
        Section("3.2 Geld en beheer", "Een fonds betaalt de helft.", "https://example.org/rapport"),
        Section("Artikel 4. Slotbepaling", "Dit plan treedt in werking.", "https://example.org/rapport"),
    )


def test_a_long_text_without_headings_is_cut_between_sentences() -> None:
    text = " ".join(f"Zin {number} heeft precies zes woorden." for number in range(200))
    sections = sections_of(text)
    assert " ".join(section.text for section in sections) == text
    assert all(section.text.endswith(".") for section in sections)
    assert all(len(section.text.split()) <= MOST_WORDS for section in sections)


@given(st.text(alphabet="a# \n.1A", max_size=3000))
def test_cutting_loses_no_word_and_makes_no_passage_too_long(text: str) -> None:
    sections = sections_of(text)
    assert all(len(section.text.split()) <= LONG_WORDS + 1 for section in sections)
    kept = "".join(f"{section.heading}{section.text}" for section in sections)
    assert set("".join(kept.split())) >= set("".join(text.split())) - set("#")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    url = f"whoosh:{tmp_path_factory.mktemp('reports')}"
    filler = " ".join(f"woord{number}" for number in range(300))
    documents = [
        Document("iri:rapport", "document", "Dorpsplan", sections=sections_of(REPORT, "iri:bron")),
        Document("iri:lang", "document", "Naslag", sections=(Section("", f"{filler} fonds {filler} helft"),)),
        Document("iri:kort", "thema", "fonds", description="Geld voor een plan."),
    ]
    write_documents(url, documents)
    with closing(open_engine(url)) as engine:
        yield engine


def test_a_long_text_is_one_result_with_its_best_passages(reports: SearchEngine) -> None:
    found = reports.search(SearchRequest("fonds helft"))
    assert found.total == 3
    hit = found.hits[0]
    assert hit.iri == "iri:rapport"
    assert hit.snippet == "3.2 Geld en beheer\nEen <mark>fonds</mark> betaalt de <mark>helft</mark>."
    assert hit.passages == (
        PassageHit("3.2 Geld en beheer", "Een <mark>fonds</mark> betaalt de <mark>helft</mark>.", "iri:bron"),
    )


def test_what_has_one_passage_or_none_shows_none(reports: SearchEngine) -> None:
    passages = {hit.iri: hit.passages for hit in reports.search(SearchRequest("fonds helft")).hits}
    assert passages["iri:lang"] == passages["iri:kort"] == ()


def test_a_filter_in_the_question_does_not_hide_passages(reports: SearchEngine) -> None:
    (hit,) = reports.search(SearchRequest("soort:document buren koken")).hits
    assert [passage.heading for passage in hit.passages] == ["Zorg dichtbij"]


def test_passages_follow_an_update(reports: SearchEngine, tmp_path: Path) -> None:
    old = [Document(f"iri:{n}", "document", f"plan {n}", sections=sections_of(REPORT)) for n in range(9)]
    write_documents(f"whoosh:{tmp_path / 'old'}", old)
    new = [
        Document("iri:3", "document", "plan 3", sections=sections_of(REPORT.replace("hof", "erf"))),
        *old[:3],
    ]
    new += old[4:]
    write_documents(f"whoosh:{tmp_path / 'new'}", new, earlier=tmp_path / "old")
    with closing(open_engine(f"whoosh:{tmp_path / 'new'}")) as engine:
        (hit,) = engine.search(SearchRequest("erf bouwen")).hits[:1]
        assert (hit.iri, [p.heading for p in hit.passages]) == ("iri:3", ["Wonen in het dorp"])


def test_a_law_shows_the_article_that_answers(builtin_edition: Edition) -> None:
    with closing(open_engine(f"whoosh:{builtin_edition.index_path}")) as engine:
        found = engine.search(SearchRequest("soort:wet taken die initiatieven uitvoeren"))
    laws = {hit.label: hit.passages for hit in found.hits}
    passage = laws["Wet maatschappelijke ondersteuning 2015"][0]
    assert passage.heading == "artikel 2.6.7"
    assert passage.href == "https://wetten.overheid.nl/jci1.3:c:BWBR0035362&artikel=2.6.7"
    assert "<mark>initiatieven</mark>" in passage.snippet


def test_short_texts_are_not_cut() -> None:
    assert not is_long("Samen wonen in een hof.")
