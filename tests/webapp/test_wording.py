"""Dates, numbers, maps and sources as a Dutch reader meets them, odd values included."""

from __future__ import annotations

import pytest
from flask import Flask
from rdflib import XSD, Literal, URIRef

from graph.described import Claim, SourceRef
from webapp.language import readable, readable_date
from webapp.presentation.maps import COARSE, path_of
from webapp.presentation.notes import clash_of, doubt_word, source_note, source_notes
from webapp.presentation.parts import Link, SourceNote


def source(**changed: str) -> SourceRef:
    values = {
        "iri": "https://example.org/id/bron/b",
        "title": "Buurtkrant",
        "url": "https://krant.example/1",
        "date": "2024-04",
        "date_note": "",
        "publisher": "Stichting Krant (SK)",
        "license": "",
        "rights": "",
        "certainty": "gesteld",
        "graph": "",
    }
    return SourceRef(**values | changed)


def local(iri: str) -> str:
    return f"/doc?iri={iri}"


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [
        ("2024-04-13", XSD.date, "13 april 2024"),
        ("2024-04-13T10:00:00+02:00", XSD.dateTime, "13 april 2024"),
        ("2024-04", XSD.gYearMonth, "april 2024"),
        ("2024", XSD.gYear, "2024"),
        ("2024-13-40", XSD.date, "2024-13-40"),
        ("1234567", XSD.integer, "1.234.567"),
        ("0.5", XSD.decimal, "0,5"),
        ("veel", XSD.integer, "veel"),
        ("true", XSD.boolean, "ja"),
        ("false", XSD.boolean, "nee"),
        ("gewoon", XSD.string, "gewoon"),
    ],
)
def test_values_read_as_dutch(app: Flask, lexical: str, datatype: URIRef, expected: str) -> None:
    with app.test_request_context():
        assert readable(Literal(lexical, datatype=datatype, normalize=False)) == expected


def test_unknown_date_stays_empty(app: Flask) -> None:
    with app.test_request_context():
        assert readable_date("") == ""


def test_source_is_named_by_abbreviation_and_date(app: Flask) -> None:
    with app.test_request_context():
        note = source_note(source(), local)
    assert note == SourceNote(Link("SK", "https://krant.example/1", external=True), "april 2024", "")


def test_source_without_publisher_date_or_web_address_is_still_named(app: Flask) -> None:
    with app.test_request_context():
        note = source_note(source(publisher="", date="", url="javascript:alert(1)"), local)
    assert note == SourceNote(Link("Buurtkrant", local("https://example.org/id/bron/b")), "zonder datum", "")


def test_who_says_it_outright_comes_first(app: Flask) -> None:
    with app.test_request_context():
        notes = source_notes([source(certainty="afgeleid"), source(), source(graph="een andere")], local)
    assert [note.word for note in notes] == ["", "afgeleid"]


@pytest.mark.parametrize(
    ("certainties", "word"),
    [
        ([], ""),
        (["gesteld", "afgeleid"], ""),
        (["afgeleid"], "afgeleid"),
        (["verwacht"], "verwacht"),
        ([""], ""),
    ],
)
def test_doubt_is_named_only_where_nobody_says_it_outright(
    app: Flask, certainties: list[str], word: str
) -> None:
    with app.test_request_context():
        assert doubt_word(source(certainty=certainty) for certainty in certainties) == word


def test_claim_without_a_source_is_shown_without_one(app: Flask) -> None:
    with app.test_request_context():
        clash = clash_of(Claim("https://example.org/c", "het was anders", "", "", "gesteld", None), local)
    assert (clash.link.text, clash.sources) == ("het was anders", ())


@pytest.mark.parametrize(
    "geojson",
    [
        '{"type": "Point", "coordinates": [5, 52]}',
        '{"type": "Polygon"}',
        '{"type": "Polygon", "coordinates": [[[5, 52], [5.0001, 52], [5, 52]]]}',
    ],
)
def test_what_encloses_nothing_is_not_drawn(geojson: str) -> None:
    assert path_of(geojson) == ""


def test_a_coarse_map_has_fewer_points() -> None:
    ring = [[5 + n / 1000, 52 + (n % 7) / 1000] for n in range(200)]
    geojson = f'{{"type": "MultiPolygon", "coordinates": [[{[*ring, [6, 53], ring[0]]}]]}}'
    assert 0 < len(path_of(geojson, COARSE)) < len(path_of(geojson))
