"""Read the text of a PDF page by page, with the headings of its outline and the page of every place."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.extract.extracted import ExtractedText, Gathered, Limits, tidy
from indexer.extract.media_types import PDF
from ontology.errors import ExtractionError

_MOST_HEADINGS: Final = 5_000
_DEEPEST: Final = 15
_LONGEST_TITLE: Final = 300
_LANGUAGE_CHARS: Final = 64
# The engine puts one of these where a line ends in a hyphen, and leaves out the end of the line.
_HYPHEN: Final = re.compile("[\ufffe\x02]")
# "zorg- en welzijn" and "Noord-Holland" keep their hyphen; "gemeen-te" was cut by the typesetter.
_KEPT_SPACED: Final = re.compile("[\ufffe\x02](?=(?:en|of|tot|noch|dan wel)\\b)")
_KEPT: Final = re.compile("[\ufffe\x02](?=[A-Z\u00c0-\u00de\\d])")


@dataclass
class _Reading:
    """What was met on the way through the pages."""

    gathered: Gathered
    heading: str = ""
    level: int = 0
    read: int = 0
    damaged: int = 0
    images: list[int] = field(default_factory=list)


def read_pdf(data: bytes, limits: Limits) -> ExtractedText:
    """Give the text of a PDF; a page that holds only an image gives none, and a note says so.

    :raises ExtractionError: if it is damaged or locked
    """
    document = _opened(data)
    pages = len(document)
    outline = _outline(document)
    reading = _Reading(Gathered(limits))
    for number in range(1, min(pages, limits.max_pages) + 1):
        if reading.gathered.is_full:
            break
        _read_page(document, number, outline[number], reading)
    if reading.damaged and not reading.read:
        raise ExtractionError("de bladzijden van de PDF zijn beschadigd. Maak het bestand opnieuw.")
    return reading.gathered.extracted(
        PDF,
        title=document.get_metadata_value("Title"),
        language=_language(document),
        notes=_notes(reading, pages, limits),
    )


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        if exc.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise ExtractionError(
                "de PDF is met een wachtwoord beveiligd. Verwijder het wachtwoord en probeer het opnieuw."
            ) from exc
        raise ExtractionError("de PDF is beschadigd of niet compleet. Maak het bestand opnieuw.") from exc


def _read_page(
    document: pypdfium2.PdfDocument, number: int, headings: Sequence[tuple[int, str]], reading: _Reading
) -> None:
    try:
        page = document[number - 1]
        text = _mended(page.get_textpage().get_text_bounded())
        has_image = not text and next(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]), None) is not None
        page.close()
    except pypdfium2.PdfiumError:
        reading.damaged += 1
        return
    reading.read += 1
    if has_image:
        reading.images.append(number)
    places = _places(text, headings)
    if not places or places[0][0] > 0:
        reading.gathered.mark(reading.heading, reading.level, page=number)
    for ahead, level, title in places:
        reading.gathered.mark(title, level, page=number, ahead=ahead)
        reading.heading, reading.level = title, level
    reading.gathered.add(text)


def _places(text: str, headings: Sequence[tuple[int, str]]) -> list[tuple[int, int, str]]:
    """Find each heading at the start of a line of its page, in order; else where the one before it was."""
    places, after = [], 0
    for level, title in headings:
        words = r"\s+".join(map(re.escape, title.split()))
        found = re.compile(rf"^(?:[\dIVX.]+\s+)?{words}", re.MULTILINE | re.IGNORECASE).search(text, after)
        after = found.start() if found else after
        places.append((after, level, title))
    return places


def _mended(text: str) -> str:
    """Join what was cut at the end of a line.

    >>> _mended("De gemeen\\ufffete in Noord\\ufffeHolland: zorg\\ufffeen welzijn")
    'De gemeente in Noord-Holland: zorg- en welzijn'
    """
    return tidy(_HYPHEN.sub("", _KEPT.sub("-", _KEPT_SPACED.sub("- ", text))))


def _outline(document: pypdfium2.PdfDocument) -> dict[int, list[tuple[int, str]]]:
    """Give per page the headings that the file's own table of contents has there, with their level."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for count, mark in enumerate(document.get_toc(max_depth=_DEEPEST)):
        if count >= _MOST_HEADINGS:
            break
        target = mark.get_dest()
        page = target.get_index() if target is not None else None
        title = " ".join(tidy(mark.get_title()).split())[:_LONGEST_TITLE]
        if page is not None and title:
            found[page + 1].append((mark.level + 1, title))
    return found


def _language(document: pypdfium2.PdfDocument) -> str:
    buffer = (ctypes.c_ushort * _LANGUAGE_CHARS)()
    size = int(pdfium.FPDFCatalog_GetLanguage(document, buffer, ctypes.sizeof(buffer)))
    known = size if size <= ctypes.sizeof(buffer) else 0
    return bytes(buffer)[:known].decode("utf-16-le", "ignore").rstrip("\0")


def _notes(reading: _Reading, pages: int, limits: Limits) -> list[str]:
    notes = []
    if pages > limits.max_pages and not reading.gathered.is_full:
        notes.append(f"Na {limits.max_pages} van de {pages} bladzijden is niet verder gelezen.")
    if reading.damaged:
        notes.append(f"Aantal bladzijden dat beschadigd is en niet gelezen: {reading.damaged}.")
    if reading.read and reading.gathered.is_empty:
        what = "alleen beelden en geen tekst" if reading.images else "geen tekst"
        notes.append(f"De PDF bevat {what}. Laat de tekst eerst herkennen (OCR).")
    elif reading.images:
        shown = ", ".join(map(str, reading.images[:10])) + (" ..." if len(reading.images) > 10 else "")  # noqa: PLR2004
        notes.append(f"Van deze bladzijden is er alleen een beeld, geen tekst: {shown}.")
    return notes
