"""Taking text from files: which kind they are, plain text and Markdown, and what is said of what was cut."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract import ExtractedText, Limits, extract_text
from indexer.extract.encoding import decoded
from indexer.extract.extracted import Gathered
from ontology.errors import ExtractionError, SourceNotFoundError
from tests.indexer.made_files import pdf, word


def cut(found: ExtractedText) -> list[tuple[str, int, str]]:
    """Give heading, level and text of each section."""
    return [(s.heading, s.level, found.text[s.start : s.end].strip()) for s in found.sections]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_plain_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes("# Coöperatie\r\n\r\nEén kern – één fonds.".encode(encoding))
    found = extract_text(file)
    assert found.text == "# Coöperatie\n\nEén kern – één fonds."
    assert cut(found) == [("Coöperatie", 1, found.text)]


@given(st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), min_size=1))
def test_plain_text_stays_as_it_is(text: str) -> None:
    found = extract_text(text.encode("utf-8"), media_type="text/markdown")
    assert found.text == (text.removeprefix("\ufeff") if text.encode().strip() else "")


@given(st.lists(st.sampled_from(["# Een", "## Twee", "Kop\n===", "tekst", "```", "", "-- -", "####### x"])))
def test_sections_are_together_the_whole_text(lines: list[str]) -> None:
    found = extract_text("\n".join(lines).encode())
    assert "".join(found.text[s.start : s.end] for s in found.sections) == found.text
    assert all(one.end == other.start for one, other in pairwise(found.sections))


def test_markdown_is_cut_at_its_headings() -> None:
    text = b"Vooraf.\n\n# Wonen #\nSamen.\n\nGeld\n----\nEen fonds.\n\n```\n# geen kop\n```\n"
    found = extract_text(text, name="plan.md")
    assert cut(found) == [
        ("", 0, "Vooraf."),
        ("Wonen", 1, "# Wonen #\nSamen."),
        ("Geld", 2, "Geld\n----\nEen fonds.\n\n```\n# geen kop\n```"),
    ]
    assert found.media_type == "text/markdown"


@pytest.mark.parametrize(
    ("data", "stated", "text"),
    [
        (b"\xa4 5", "iso-8859-15", "€ 5"),
        (b"\x80 5", "ISO-8859-1", "€ 5"),
        ("é".encode(), "windows-1252", "é"),
        (b"caf\xe9", "hex", "café"),
        (b"caf\xe9", "onzin\x00", "café"),
    ],
)
def test_what_is_said_of_the_encoding_counts_where_it_can_be_true(
    data: bytes, stated: str, text: str
) -> None:
    assert decoded(data, stated) == text


def test_what_the_bytes_say_comes_before_what_is_said_of_them() -> None:
    assert extract_text(pdf("Zorg."), media_type="text/plain", name="a.txt").media_type == "application/pdf"
    assert extract_text(b"<p>Zorg", media_type="text/html").text == "Zorg"
    assert extract_text(b"<p>Zorg", name="zorg.htm").text == "Zorg"
    assert extract_text(b"<p>Zorg", media_type="text/plain").text == "<p>Zorg"
    assert extract_text(b"Een bestand begint met %PDF-1.7").media_type == "text/plain"
    assert extract_text(word(("Normal", "Zorg")), media_type="application/zip").text.startswith("Zorg")


@pytest.mark.parametrize("data", [b"", b" \n\t"])
def test_an_empty_file_gives_no_text_and_says_so(data: bytes) -> None:
    assert extract_text(data) == ExtractedText("", "text/plain", notes=("Het bestand is leeg.",))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x00\x01\x02\x03" * 100, "geen tekst, HTML, PDF of DOCX. Sla het op"),
        (bytes(range(1, 256)) * 20, "onbekende codering. Sla het bestand op als UTF-8."),
        (b"{\\rtf1 Zorg}", "oudere soort document wordt niet gelezen. Sla het op als DOCX of PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "oudere soort document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
            "met een wachtwoord beveiligd. Verwijder het wachtwoord",
        ),
    ],
    ids=["binary", "no encoding", "rtf", "doc", "locked docx"],
)
def test_another_kind_of_file_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract_text(data, name="plan")
    assert says in str(caught.value)
    assert str(caught.value).startswith("plan: ")


def test_what_is_too_long_is_cut_with_a_note() -> None:
    found = extract_text(b"een twee\n\n# drie", limits=Limits(max_chars=5))
    assert (found.text, found.notes) == ("een t", ("Na 5 tekens is niet verder gelezen.",))
    assert cut(found) == [("", 0, "een t")]


@settings(max_examples=50)
@given(st.lists(st.text("ab \n", max_size=9)), st.integers(0, 30))
def test_no_more_is_gathered_than_the_limit_allows(blocks: list[str], most: int) -> None:
    gathered = Gathered(Limits(max_chars=most))
    for block in blocks:
        gathered.add_heading(block, 1)
        gathered.add(block)
    found = gathered.extracted("text/plain")
    assert len(found.text) <= most
    assert "".join(found.text[s.start : s.end] for s in found.sections) == found.text


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"niets\.pdf is niet te lezen"):
        extract_text(tmp_path / "niets.pdf")
    with pytest.raises(SourceNotFoundError):
        extract_text(tmp_path)


def test_the_child_loads_no_search_and_no_language() -> None:
    import subprocess

    code = (
        "import indexer.extract.child, indexer.extract.pdf_text, indexer.extract.docx_text,"
        "indexer.extract.html_text, sys;"
        "sys.exit(', '.join({'spacy', 'whoosh', 'numpy', 'rdflib'} & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
