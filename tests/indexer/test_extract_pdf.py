"""The text of PDFs: pages, outline, words that were cut at the end of a line, and pages that are images."""

from __future__ import annotations

import io

import pypdf
import pytest

from indexer.extract import Limits, extract_text
from indexer.extract.pdf_text import read_pdf
from ontology.errors import ExtractionError
from tests.indexer.made_files import pdf, pdf_of, saved, stream

IMAGE = b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"


def test_a_pdf_gives_its_pages_with_the_headings_of_its_outline() -> None:
    found = extract_text(pdf("Wonen. Samen.", "Zorg. Dichtbij.", title="Dorpsplan", outline=True))
    assert found.text == "Wonen. Samen.\n\nZorg. Dichtbij."
    assert [(s.heading, s.level, s.fragment) for s in found.sections] == [
        ("Wonen", 1, "#page=1"),
        ("Zorg", 1, "#page=2"),
    ]
    assert found.text[found.sections[1].start : found.sections[1].end] == "Zorg. Dichtbij."
    assert (found.title, found.language, found.media_type) == ("Dorpsplan", "nl-NL", "application/pdf")
    assert found.notes == ()


def test_a_pdf_without_outline_has_a_section_for_each_page_with_text() -> None:
    found = read_pdf(pdf("een", "", "drie"), Limits())
    assert [(s.heading, s.page, found.text[s.start : s.end].strip()) for s in found.sections] == [
        ("", 1, "een"),
        ("", 3, "drie"),
    ]


def test_a_heading_begins_where_it_stands_on_its_page_and_goes_on_overleaf() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf("Vooraf\n1 Wonen\nSamen.\nGeld\nWonen kost geld.", "Verder.")))
    chapter = writer.add_outline_item(title="Wonen", page_number=0)
    writer.add_outline_item(title="Geld", page_number=0, parent=chapter)
    found = read_pdf(saved(writer), Limits())
    assert [(s.heading, s.level, s.page, found.text[s.start : s.end].strip()) for s in found.sections] == [
        ("", 0, 1, "Vooraf"),
        ("Wonen", 1, 1, "1 Wonen\nSamen."),
        ("Geld", 2, 1, "Geld\nWonen kost geld."),
        ("Geld", 2, 2, "Verder."),
    ]


def test_a_word_that_was_cut_at_the_end_of_a_line_is_whole_again() -> None:
    page = "De gemeen-\nte Noord-\nHolland: zorg-\nen welzijn van 12-\n16 jaar."
    found = read_pdf(pdf(page), Limits())
    assert " ".join(found.text.split()) == "De gemeente Noord-Holland: zorg- en welzijn van 12- 16 jaar."


def test_a_scanned_pdf_says_that_it_holds_only_images() -> None:
    found = read_pdf(pdf(IMAGE, IMAGE), Limits())
    assert (found.text, found.sections) == ("", ())
    assert found.notes == ("De PDF bevat alleen beelden en geen tekst. Laat de tekst eerst herkennen (OCR).",)


def test_pages_that_are_images_among_others_are_named() -> None:
    found = read_pdf(pdf("een", IMAGE, "drie", ""), Limits())
    assert found.text == "een\n\ndrie"
    assert found.notes == ("Van deze bladzijden is er alleen een beeld, geen tekst: 2.",)


def test_an_empty_pdf_is_no_error() -> None:
    assert read_pdf(pdf("", ""), Limits()).notes == (
        "De PDF bevat geen tekst. Laat de tekst eerst herkennen (OCR).",
    )


def test_pages_beyond_the_limit_are_left_out_with_a_note() -> None:
    found = read_pdf(pdf("een", "twee", "drie"), Limits(max_pages=2))
    assert (found.text, found.notes) == ("een\n\ntwee", ("Na 2 van de 3 bladzijden is niet verder gelezen.",))


def test_what_there_is_when_most_of_the_time_has_gone_is_kept() -> None:
    found = read_pdf(pdf("een", "twee"), Limits(timeout_s=0))
    assert (found.text, found.notes[-1]) == ("", "Na 0 seconden is niet verder gelezen.")


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
def test_a_pdf_that_only_its_owner_may_change_is_read(algorithm: str) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(pdf("Zorg.")))
    writer.encrypt(user_password="", owner_password="geheim", algorithm=algorithm)
    assert extract_text(saved(writer)).text == "Zorg."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf("Zorg.", password="geheim"), "is met een wachtwoord beveiligd. Verwijder het wachtwoord"),
        (pdf("Zorg.")[:200], "de PDF is beschadigd of niet compleet. Maak het bestand opnieuw."),
        (b"%PDF-1.7 niets", "de PDF is beschadigd of niet compleet. Maak het bestand opnieuw."),
        (
            pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [9 0 R] /Count 1 >>"),
            "de bladzijden van de PDF zijn beschadigd. Maak het bestand opnieuw.",
        ),
    ],
    ids=["locked", "cut off", "no pdf", "no pages"],
)
def test_a_pdf_that_gives_no_text_is_one_clear_sentence(data: bytes, says: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract_text(data, name="plan.pdf")
    assert str(caught.value).startswith("plan.pdf: ")
    assert says in str(caught.value)


def test_a_damaged_page_is_counted_and_the_others_are_read() -> None:
    data = pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [9 0 R 4 0 R] /Count 2 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        stream(b"BT /F1 1 Tf 1 5 Td (Zorg.) Tj ET"),
    )  # fmt: skip
    found = read_pdf(data, Limits())
    assert (found.text, found.notes) == (
        "Zorg.",
        ("Aantal bladzijden dat beschadigd is en niet gelezen: 1.",),
    )
