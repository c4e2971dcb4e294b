"""Read the text of a Word document: paragraphs, tables and notes in order, headings by their style."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, Final
from zipfile import BadZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from indexer.extract.docx_package import check_package
from indexer.extract.docx_styles import DocxStyles
from indexer.extract.extracted import ExtractedText, Gathered, Limits
from indexer.extract.media_types import DOCX
from ontology.errors import ExtractionError

_DAMAGE: Final = (
    OpcError, AttributeError, KeyError, ValueError, BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError,
)  # fmt: skip
_NOTES: Final = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT: Final = qn("w:t")
_SIGNS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was taken out or moved away while changes were tracked, settings, and a second form of a drawing.
_SKIPPED: Final = frozenset({
    qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:tblPr"), qn("w:sdtPr"), _FALLBACK,
})  # fmt: skip


def read_docx(data: bytes, limits: Limits) -> ExtractedText:
    """Give the text of a document.

    The package and its styles are python-docx's; the paragraphs are walked here, because its own list of
    them leaves out content controls, text boxes, tracked insertions and notes.

    :raises ExtractionError: if it is damaged, locked, no Word document, or grows too large when unpacked
    """
    check_package(data, limits)
    try:
        # An attribute is missing where an element of the package has a name that python-docx does not know.
        document = docx.Document(io.BytesIO(data))
        styles = DocxStyles(document.styles.element)
        notes = [root for part in _notes(document.part) for root in part]
    except _DAMAGE as exc:
        raise ExtractionError(
            "het Word-document is beschadigd of niet compleet. Sla het opnieuw op als DOCX."
        ) from exc
    gathered = Gathered(limits)
    for root in (document.element.body, *notes):
        for level, text in _blocks(root, styles):
            if gathered.is_full:
                break
            if level:
                gathered.add_heading(text, level)
            else:
                gathered.add(text)
    properties = document.core_properties
    language = properties.language or styles.language
    return gathered.extracted(DOCX, title=properties.title or styles.title_in(document), language=language)


def _notes(part: Part) -> Iterator[Any]:
    """Give the roots of the footnotes and the endnotes."""
    for relation in part.rels.values():
        if relation.reltype in _NOTES and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _blocks(root: Any, styles: DocxStyles) -> Iterator[tuple[int, str]]:
    """Give each paragraph with its level (0 for what is no heading), and each row of a table as one line."""
    words: list[str] = []
    rows = 0
    ahead: list[tuple[Any, bool]] = [(root, False)]
    while ahead:
        element, is_end = ahead.pop()
        tag = element.tag
        if not is_end:
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == _PARAGRAPH and not rows and "".join(words).strip():
                yield 0, "".join(words)  # a text box begins inside a paragraph
                words = []
            rows += tag == _ROW
            words.append((element.text or "") if tag == _TEXT else _SIGNS.get(tag, ""))
            ahead.append((element, True))
            ahead += [(child, False) for child in reversed(element)]
        elif tag == _PARAGRAPH and not rows:
            yield styles.level_of(element), "".join(words)
            words = []
        elif tag == _PARAGRAPH:
            words.append(" ")
        elif tag == _CELL:
            words.append("\t")
        elif tag == _ROW:
            rows -= 1
            if not rows:
                yield 0, "".join(words)
                words = []
