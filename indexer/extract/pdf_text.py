"""Read the text of a PDF page by page, with the headings of its outline."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.extract.extracted import ExtractedText, Gathered, Limits
from indexer.extract.media_types import PDF
from ontology.errors import ExtractionError

_MOST_HEADINGS: Final = 5_000
_DEEPEST: Final = 15


def read_pdf(data: bytes, limits: Limits) -> ExtractedText:
    """Give the text of a PDF; a page that holds only an image gives none.

    :raises ExtractionError: if it is damaged or locked
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        if exc.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise ExtractionError(
                "de PDF is met een wachtwoord beveiligd. Verwijder het wachtwoord en probeer het opnieuw."
            ) from exc
        raise ExtractionError(f"de PDF is beschadigd: {exc}. Maak het bestand opnieuw.") from exc
    pages = len(document)
    headings = _outline(document)
    gathered, notes, unread = Gathered(limits), [], 0
    for number in range(1, min(pages, limits.max_pages) + 1):
        for level, title in headings[number]:
            gathered.mark(title, level, page=number)
        try:
            text = document[number - 1].get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            unread += 1
            continue
        if not gathered.add(text.replace("\ufffe", "")):  # a soft hyphen at the end of a line
            break
    if pages > limits.max_pages:
        notes.append(f"Na {limits.max_pages} van de {pages} bladzijden is niet verder gelezen.")
    if unread:
        notes.append(f"{unread} bladzijden zijn beschadigd en niet gelezen.")
    if pages and not gathered.blocks:
        notes.append(
            "De bladzijden bevatten geen tekst, misschien alleen beelden. Laat ze eerst lezen (OCR)."
        )
    title = document.get_metadata_value("Title")
    return gathered.extracted(PDF, title=title, notes=tuple(notes))


def _outline(document: pypdfium2.PdfDocument) -> dict[int, list[tuple[int, str]]]:
    """Give per page the headings that the file's own table of contents has there."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for count, mark in enumerate(document.get_toc(max_depth=_DEEPEST)):
        if count >= _MOST_HEADINGS:
            break
        target = mark.get_dest()
        page = target.get_index() if target is not None else None
        title = mark.get_title()
        if page is not None and title:
            found[page + 1].append((mark.level + 1, title))
    return found
