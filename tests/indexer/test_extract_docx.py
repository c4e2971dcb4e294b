"""The text of Word documents: headings by style, tables, notes, tracked changes and content controls."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from indexer.extract import Limits, extract_text
from indexer.extract.docx_text import read_docx
from ontology.errors import ExtractionError, ExtractionLimitError
from tests.indexer.made_files import saved, word

SMALL = word(("Normal", "x"))


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def row(cell: str) -> str:
    return f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{cell}</w:tc></w:tr>"


def with_body(*paragraphs: str) -> bytes:
    """Make a document of which the body is this XML."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.element.body.insert_element_before(
            parse_xml(paragraph.replace(">", f" {nsdecls('w')}>", 1)), "w:sectPr"
        )
    return saved(document)


def rewritten(data: bytes, name: str, content: bytes) -> bytes:
    """Replace one part of a document."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return written.getvalue()


def test_a_word_document_gives_paragraphs_headings_and_tables() -> None:
    data = word(
        ("Title", "Dorpsplan"), ("Heading 1", "Geld"), ("Normal", "Volgens de Wmo."),
        ("Heading 2", "Begroting"),
    )  # fmt: skip
    found = extract_text(data, name="plan.docx")
    assert found.text == "Dorpsplan\n\nGeld\n\nVolgens de Wmo.\n\nBegroting\n\nFonds 15.000"
    assert [(s.heading, s.level) for s in found.sections] == [("Dorpsplan", 1), ("Geld", 1), ("Begroting", 2)]
    assert (found.title, found.language) == ("Plan", "en-US")


def test_a_style_that_is_based_on_a_heading_is_one() -> None:
    document = docx.Document()
    own = document.styles.add_style("Hoofdstuk Dorp", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 2"]
    loop = document.styles.add_style("Kring", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    loop.base_style = loop
    document.add_paragraph("Wonen", style=own)
    document.add_paragraph("Rond", style=loop)
    found = read_docx(saved(document), Limits())
    assert [(s.heading, s.level, found.text[s.start : s.end]) for s in found.sections] == [
        ("Wonen", 2, "Wonen\n\nRond")
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:sdt><w:sdtContent>{paragraph('veld')}</w:sdtContent></w:sdt>", "veld"),
        (f"<w:p><w:ins>{run('erbij')}</w:ins><w:del>{run('weg')}</w:del></w:p>", "erbij"),
        (f"<w:p><w:moveFrom>{run('weg')}</w:moveFrom><w:moveTo>{run('hier')}</w:moveTo></w:p>", "hier"),
        (f"<w:p>{run('a')}<w:tab/>{run('b')}<w:br/>{run('c')}<w:noBreakHyphen/>{run('d')}</w:p>", "a b\nc-d"),
        (f"<w:p>{run('om')}<w:txbxContent>{paragraph('in')}</w:txbxContent></w:p>", "om\n\nin"),
        (f"<w:tbl>{row(paragraph('breed') + paragraph('en hoog'))}</w:tbl>", "breed en hoog"),
        ("<w:tbl>" + row("<w:tbl>" + row(paragraph("in")) + "</w:tbl><w:p/>") + "</w:tbl>", "in"),
    ],
    ids=["content control", "tracked", "moved", "signs", "text box", "merged cells", "table in table"],
)  # fmt: skip
def test_what_a_reader_sees_is_the_text(body: str, text: str) -> None:
    assert read_docx(with_body(body), Limits()).text == text


def test_footnotes_are_read_behind_the_text() -> None:
    document = docx.Document()
    document.add_paragraph("Zie de noot.")
    note = f"<w:footnote w:id='2'>{paragraph('Artikel 2.6.7 Wmo.')}</w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    part = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert read_docx(saved(document), Limits()).text == "Zie de noot.\n\nArtikel 2.6.7 Wmo."


def bomb(size: int, members: int = 1) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * size)
        for number in range(members - 1):
            archive.writestr(f"word/{number}.xml", b"")
    return written.getvalue()


def locked() -> bytes:
    data = bytearray(SMALL)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "says", "kind"),
    [
        (SMALL[:-300], "is beschadigd of niet compleet", ExtractionError),
        (rewritten(SMALL, "word/document.xml", b"<w:document"), "is beschadigd", ExtractionError),
        (rewritten(SMALL, "[Content_Types].xml", b"<Types/>"), "is beschadigd", ExtractionError),
        (b"PK\x03\x04niets", "is beschadigd of niet compleet", ExtractionError),
        (bomb(60_000_000), "wordt uitgepakt te groot (60 MB in 1 delen)", ExtractionLimitError),
        (bomb(9, 5_001), "wordt uitgepakt te groot (0 MB in 5001 delen)", ExtractionLimitError),
        (SMALL.replace(b"word/document", b"word/dokument"), "zip zonder Word-document", ExtractionError),
        (locked(), "is met een wachtwoord beveiligd", ExtractionError),
    ],
    ids=["cut", "no xml", "no types", "no zip", "bomb", "members", "no word", "locked"],
)  # fmt: skip
def test_a_document_that_gives_no_text_is_one_clear_sentence(
    data: bytes, says: str, kind: type[ExtractionError]
) -> None:
    with pytest.raises(kind) as caught:
        extract_text(data, name="plan.docx")
    assert type(caught.value) is kind
    assert str(caught.value).startswith("plan.docx: ")
    assert says in str(caught.value)


def test_entities_in_a_document_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    content = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "haha">{entities}]>'
        f"<w:document {nsdecls('w')}><w:body>{paragraph('na &a9; na')}</w:body></w:document>"
    )
    data = rewritten(SMALL, "word/document.xml", content.encode())
    with suppress(ExtractionError):  # the parser may refuse the whole, which is as good
        assert "haha" not in extract_text(data, limits=Limits(timeout_s=60)).text
