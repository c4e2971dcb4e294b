"""Taking text from files: the four kinds, what they say of themselves, and files that mean harm."""

from __future__ import annotations

import io
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract import Limits, extract_text
from ontology.errors import ExtractionError, SourceNotFoundError

PAGE = """<!DOCTYPE html><html lang="nl"><head><title>Zorg in Dorp</title><style>p{}</style></head><body>
<nav><a href=/>Menu</a></nav><main><h1 id="zorg">Zorg&shy;co&ouml;peratie</h1>
<p>Volgens <b>artikel 2.6.7</b> Wmo.</p>
<section id="geld"><h2>Geld</h2><ul><li>Een fonds</li><li>Leden</li></ul></section>
<p hidden>verborgen</p><div style="display: none">ook verborgen</div><script>alert("x")</script></main>
<footer>Colofon</footer></body></html>"""


def pdf(*pages: str, title: str = "", password: str = "", outline: bool = False) -> bytes:
    """Make a small PDF with a text on each page, by hand."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    body += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    data = body.encode("latin-1")
    if not (title or password or outline):
        return data
    writer = pypdf.PdfWriter(io.BytesIO(data))
    if title:
        writer.add_metadata({"/Title": title})
    if outline:
        for number, text in enumerate(pages):
            writer.add_outline_item(title=text.split(".")[0], page_number=number)
    if password:
        writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def word(*paragraphs: tuple[str, str]) -> bytes:
    document = docx.Document()
    document.core_properties.title = "Plan"
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Fonds", "15.000"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_page_gives_its_main_part_with_headings_and_anchors() -> None:
    found = extract_text(PAGE.encode())
    assert found.text == ("Zorg\u00adcoöperatie\n\nVolgens artikel 2.6.7 Wmo.\n\nGeld\n\nEen fonds\n\nLeden")
    assert [(s.heading, s.level, s.fragment) for s in found.sections] == [
        ("Zorg\u00adcoöperatie", 1, "#zorg"),
        ("Geld", 2, "#geld"),
    ]
    assert found.text[found.sections[1].start : found.sections[1].end] == "Geld\n\nEen fonds\n\nLeden"
    assert (found.title, found.language, found.media_type) == ("Zorg in Dorp", "nl", "text/html")


def test_a_pdf_gives_its_pages_with_the_headings_of_its_outline() -> None:
    found = extract_text(pdf("Wonen. Samen.", "Zorg. Dichtbij.", title="Dorpsplan", outline=True))
    assert found.text == "Wonen. Samen.\n\nZorg. Dichtbij."
    assert [(s.heading, s.fragment) for s in found.sections] == [("Wonen", "#page=1"), ("Zorg", "#page=2")]
    assert found.text[found.sections[1].start : found.sections[1].end] == "Zorg. Dichtbij."
    assert (found.title, found.media_type, found.notes) == ("Dorpsplan", "application/pdf", ())


def test_a_word_document_gives_paragraphs_headings_and_tables() -> None:
    data = word(("Heading 1", "Geld"), ("Normal", "Volgens de Wmo."), ("Heading 2", "Begroting"))
    found = extract_text(data, name="plan.docx")
    assert found.text == "Geld\n\nVolgens de Wmo.\n\nBegroting\n\nFonds 15.000"
    assert [(s.heading, s.level) for s in found.sections] == [("Geld", 1), ("Begroting", 2)]
    assert found.title == "Plan"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes("# Coöperatie\r\n\r\nEén kern – één fonds.".encode(encoding))
    found = extract_text(file)
    assert found.text == "Coöperatie\n\nEén kern – één fonds."
    assert [(s.heading, s.level) for s in found.sections] == [("Coöperatie", 1)]


def test_what_the_bytes_say_comes_before_what_is_said_of_them() -> None:
    assert extract_text(pdf("Zorg."), media_type="text/plain", name="a.txt").media_type == "application/pdf"
    assert extract_text(b"<p>Zorg", media_type="text/html").text == "Zorg"
    assert extract_text(b"<p>Zorg", media_type="text/plain").text == "<p>Zorg"


def test_a_scanned_pdf_says_that_it_holds_no_text() -> None:
    found = extract_text(pdf("", ""))
    assert (found.text, len(found.notes)) == ("", 1)
    assert "geen tekst" in found.notes[0]


def test_what_is_too_long_is_cut_with_a_note() -> None:
    found = extract_text(pdf("een", "twee", "drie"), limits=Limits(max_pages=2))
    assert (found.text, found.notes) == ("een\n\ntwee", ("Na 2 van de 3 bladzijden is niet verder gelezen.",))
    found = extract_text(b"een twee\n\ndrie", limits=Limits(max_chars=5))
    assert (found.text, found.notes) == ("een t", ("Na 5 tekens is niet verder gelezen.",))


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf("Zorg.", password="geheim"), "met een wachtwoord beveiligd"),
        (pdf("Zorg.")[:200], "de PDF is beschadigd"),
        (b"%PDF-1.7 niets", "de PDF is beschadigd"),
        (word(("Normal", "x"))[:-300], "is beschadigd"),
        (bomb(), "wordt uitgepakt te groot"),
        (b"PK\x03\x04niets", "is beschadigd"),
        (b"\x00\x01\x02\x03" * 100, "is geen tekst, HTML, PDF of DOCX"),
        (b"x" * 2_000_000, "is groter dan 1 MB"),
    ],
    ids=["locked", "cut off", "no pdf", "cut docx", "bomb", "no zip", "binary", "too large"],
)
def test_what_gives_no_text_is_one_clear_sentence(data: bytes, says: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract_text(data, name="plan", limits=Limits(max_bytes=1_000_000))
    assert says in str(caught.value)
    assert str(caught.value).startswith("plan")
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_pages_that_go_round_in_a_circle_end() -> None:
    data = pdf("Zorg.").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    with suppress(ExtractionError):  # a clear sentence is as good an end
        assert isinstance(extract_text(data).text, str)


def test_deep_nesting_is_survived() -> None:
    text = extract_text(b"<html><body>" + b"<div>" * 100_000 + b"diep", limits=Limits(timeout_s=60)).text
    assert text in {"", "diep"}


def test_a_process_that_is_late_is_ended() -> None:
    with pytest.raises(ExtractionError, match=r"was na 0\.05 seconden niet gelezen"):
        extract_text(PAGE.encode(), limits=Limits(timeout_s=0.05))


def test_a_process_that_takes_too_much_memory_gives_a_clear_error() -> None:
    large = b"<html><body>" + b"<p>woord</p>" * 2_000_000
    with pytest.raises(ExtractionError):
        extract_text(large, limits=Limits(memory_bytes=120_000_000))


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>a &x; b</p></body></html>'
    assert "geheim" not in extract_text(page.encode()).text.replace("geheim.txt", "")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"niets\.pdf is niet te lezen"):
        extract_text(tmp_path / "niets.pdf")


@settings(max_examples=15)
@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe"]))
def test_any_bytes_give_text_or_our_error(data: bytes, start: bytes) -> None:
    with suppress(ExtractionError):
        assert isinstance(extract_text(start + data).text, str)


def test_the_child_loads_no_search_and_no_language() -> None:
    import subprocess

    code = (
        "import indexer.extract.child, indexer.extract.pdf_text, indexer.extract.docx_text, sys;"
        "sys.exit(', '.join({'spacy', 'whoosh', 'numpy', 'rdflib'} & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
