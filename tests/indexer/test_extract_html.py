"""The text of web pages: the main part, headings, the ids that lead to them, nothing that is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract import Limits, extract_text
from indexer.extract.html_text import read_html

PAGE = """<!DOCTYPE html><html lang="nl"><head><title>Zorg in Dorp</title><style>p{}</style></head><body>
<header>Dorp <a href=/>Naar het begin</a></header>
<nav><a href=/>Menu</a></nav><main><h1 id="zorg">Zorg&shy;co&ouml;peratie</h1>
<p>Volgens <b>artikel 2.6.7</b> Wmo.</p>
<section id="geld"><header><h2>Geld</h2></header><ul><li>Een fonds</li><li>Leden</li></ul></section>
<p hidden>verborgen</p><div style="color: red; display: none">ook verborgen</div>
<p aria-hidden=true>en dit</p>
<script>alert("x")</script><!-- opmerking --></main>
<footer>Colofon</footer></body></html>"""


LINKS = "<ul><li><a href=/>een</a><li><a href=/>twee</a><li><a href=/>drie</a></ul>"


def test_a_page_gives_its_main_part_with_headings_and_anchors() -> None:
    found = extract_text(PAGE.encode())
    assert found.text == "Zorgcoöperatie\n\nVolgens artikel 2.6.7 Wmo.\n\nGeld\n\nEen fonds\n\nLeden"
    assert [(s.heading, s.level, s.fragment) for s in found.sections] == [
        ("Zorgcoöperatie", 1, "#zorg"),
        ("Geld", 2, "#geld"),
    ]
    assert found.text[found.sections[1].start : found.sections[1].end] == "Geld\n\nEen fonds\n\nLeden"
    assert (found.title, found.language, found.media_type) == ("Zorg in Dorp", "nl", "text/html")
    assert found.notes == ()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<table><tr><th>Fonds<td>15.000</tr><tr><td>Leden</table>", "Fonds 15.000\n\nLeden"),
        ("een<br>twee<hr>drie", "een\ntwee\n\ndrie"),
        ("<pre>een\n  twee</pre>", "een\ntwee"),
        ("<p>een\n  twee <i>drie</i>vier</p>", "een twee drievier"),
        ("<form action=/><p>tussen velden <input value=x><button>Zoek</button></form>", "tussen velden"),
        ("<main></main><p>buiten het lege deel</p>", "buiten het lege deel"),
        ("<article>een</article><article>twee</article>", "een\n\ntwee"),
        ("<div role=navigation>menu</div>tekst", "tekst"),
        ("<p hidden=until-found>ingeklapt</p>", "ingeklapt"),
        ("<article><aside>Let op</aside>tekst</article>", "Let op\n\ntekst"),
        ("a &lt;b&gt; &amp; &euro; &#x2013; &onbekend;", "a <b> & € – &onbekend;"),
        ("<header>menu<main>in een kop die niet sluit", "in een kop die niet sluit"),
        ("<header>Alles staat in een kop", "Alles staat in een kop"),
        ("<div class='block breadcrumb'>U bent</div><p class=sidebarless>een tekst", "een tekst"),
        (f"{LINKS}<p>een langere tekst", "een langere tekst"),
        (f"<main>{LINKS}x</main>", "een\n\ntwee\n\ndrie\n\nx"),
        ("<noscript>zonder script</noscript>tekst van de pagina", "tekst van de pagina"),
        ("<p>open <p>zonder <li>eind", "open\n\nzonder\n\neind"),
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_the_text(body: str, text: str) -> None:
    assert read_html(f"<html><body>{body}".encode(), Limits()).text == text


@pytest.mark.parametrize(
    ("body", "anchors"),
    [
        ("<h2 id=a>Kop</h2>", ["a"]),
        ("<h2><a id=a></a>Kop</h2>", ["a"]),
        ("<a name=a></a><h2>Kop</h2>", ["a"]),
        ("<section id=a><div><h2>Kop</h2></div></section>", ["a"]),
        ("<div id=a>iets anders</div><h2>Kop</h2>", ["", ""]),
        ("<h1 id=a>Een</h1><h2>Twee</h2>", ["a", ""]),
        ("<h1></h1><p id=a>geen kop</p>", [""]),
    ],
)
def test_a_heading_is_reached_by_the_id_that_is_nearest(body: str, anchors: list[str]) -> None:
    found = read_html(f"<html><body>{body}".encode(), Limits())
    assert [section.anchor for section in found.sections] == anchors


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<html><body><p>coöperatie €".encode(), None),
        ("<html><body><p>coöperatie €".encode("cp1252"), None),
        ("<html><body><p>coöperatie €".encode("utf-16"), None),
        ("<html><body><p>coöperatie €".encode("iso-8859-15"), "text/html; charset=iso-8859-15"),
        ('<html><meta charset="iso-8859-15"><body><p>coöperatie €'.encode("iso-8859-15"), None),
        ('<html><meta charset="iso-8859-1"><body><p>coöperatie €'.encode(), None),
        ('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html><p>coöperatie €'.encode(), None),
        ('<html><meta charset="gb2312"><body><p>coöperatie €'.encode(), None),
    ],
)
def test_a_page_is_read_in_its_own_encoding(data: bytes, said: str | None) -> None:
    assert extract_text(data, media_type=said).text == "coöperatie €"


def test_a_byte_that_fits_no_encoding_costs_one_sign() -> None:
    assert read_html(b'<html><meta charset="gb2312"><p>\xbb\xb7\xff Zorg', Limits()).text == "环\ufffd Zorg"


def test_language_is_given_only_where_it_is_one() -> None:
    said = [
        b"<html lang=nl-NL>",
        b'<html xml:lang="nl">',
        b'<html><meta http-equiv=Content-Language content="nl">',
        b'<html lang="geen taal">',
    ]
    assert [read_html(one + b"<p>x", Limits()).language for one in said] == ["nl-NL", "nl", "nl", ""]


def test_deep_nesting_loses_no_text_and_says_what_is_missing() -> None:
    deep = b"<html><body>" + b"<div>" * 100_000 + b"diep" + b"</div>" * 100_000 + b"<h2>daarna</h2>"
    found = extract_text(deep, limits=Limits(timeout_s=60))
    assert found.text == "diep\n\ndaarna"
    assert found.notes == ("De pagina is te diep genest; alleen de kale tekst is gelezen.",)


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>a &x; b</p></body></html>'
    assert "geheim" not in extract_text(page.encode()).text.replace("geheim.txt", "")


@given(st.lists(st.sampled_from(["<p>", "</p>", "<h1 id=x>", "</h1>", "<table><td>", "a ", "<pre>"])))
def test_sections_of_any_page_are_together_its_text(pieces: list[str]) -> None:
    found = read_html("".join(pieces).encode(), Limits())
    assert "".join(found.text[s.start : s.end] for s in found.sections) == found.text
    assert found.text.count("a") == pieces.count("a ")
