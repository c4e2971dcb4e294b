"""What a client asks for, by header, suffix or name, is what it gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.negotiation import (
    CSV_RESULTS,
    GRAPH_FORMATS,
    HTML,
    JSON_LD,
    JSON_RESULTS,
    N_TRIPLES,
    RDF_XML,
    RESULT_FORMATS,
    TSV_RESULTS,
    TURTLE,
    XML_RESULTS,
    Format,
    best_format,
    format_by_name,
    format_by_suffix,
)

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PAGE = (HTML, *GRAPH_FORMATS)


@pytest.mark.parametrize(
    ("accept", "offered", "expected"),
    [
        (None, RESULT_FORMATS, JSON_RESULTS),
        ("", GRAPH_FORMATS, TURTLE),
        ("*/*", RESULT_FORMATS, JSON_RESULTS),
        ("application/sparql-results+xml", RESULT_FORMATS, XML_RESULTS),
        ("application/json", RESULT_FORMATS, JSON_RESULTS),
        ("application/json", GRAPH_FORMATS, JSON_LD),
        ("text/csv;q=0.3, text/tab-separated-values;q=0.9", RESULT_FORMATS, TSV_RESULTS),
        ("text/csv;q=0, */*", RESULT_FORMATS, JSON_RESULTS),
        ("text/*", RESULT_FORMATS, CSV_RESULTS),
        (FIREFOX, PAGE, HTML),
        ("application/rdf+xml, text/turtle;q=0.8, */*;q=0.1", PAGE, RDF_XML),
        ("text/plain", GRAPH_FORMATS, N_TRIPLES),
        ("TEXT/TURTLE; charset=utf-8", PAGE, TURTLE),
        ("image/png", PAGE, None),
        ("text/turtle;q=0", (TURTLE,), None),
    ],
)
def test_accept_header_chooses_the_form(
    accept: str | None, offered: tuple[Format, ...], expected: Format | None
) -> None:
    assert best_format(accept, offered) == expected


@given(st.text(max_size=80))
def test_any_header_gives_an_offered_form_or_nothing(accept: str) -> None:
    assert best_format(accept, PAGE) in {*PAGE, None}


def test_suffix_names_the_form_whatever_its_case() -> None:
    assert [format_by_suffix(s) for s in ("ttl", "nt", "rdf", "JSONLD", "html", "json", "")] == [
        TURTLE, N_TRIPLES, RDF_XML, JSON_LD, HTML, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("fmt", RESULT_FORMATS + GRAPH_FORMATS)
def test_format_is_found_by_name_suffix_and_media_type(fmt: Format) -> None:
    offered = RESULT_FORMATS if fmt in RESULT_FORMATS else GRAPH_FORMATS
    found = {format_by_name(name, offered) for name in (fmt.name, fmt.suffix, fmt.media_type.upper())}
    assert found == {fmt}
    assert format_by_name("pdf", offered) is None


def test_text_states_its_encoding_and_json_does_not_need_to() -> None:
    assert CSV_RESULTS.content_type == "text/csv; charset=utf-8"
    assert JSON_RESULTS.content_type == "application/sparql-results+json"
