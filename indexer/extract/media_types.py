"""Tell what a file is: by its first bytes, and only where those say nothing by what is said of it."""

from __future__ import annotations

import re
from typing import Final

from indexer.extract.encoding import has_bom
from ontology.errors import ExtractionError

TEXT: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
HTML: Final = "text/html"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SEEN_BYTES: Final = 4096
# Readers of PDF look for its mark in the first kilobyte; before it stand leftovers of a transfer, no text.
_PDF_START: Final = re.compile(rb"[\s\x00\xef\xbb\xbf]{0,1019}%PDF-\d")
_HTML_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_NAMES: Final = (".html", ".htm", ".xhtml")
_MARKDOWN_NAMES: Final = (".md", ".markdown")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Word keeps a locked document in the older container, under this name.
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")


def media_type_of(data: bytes, said: str | None, name: str) -> str:
    """Give one of the five media types.

    A zip is called DOCX here; the process that reads it says what is in it if that is something else.

    >>> media_type_of(b"%PDF-1.7 ...", None, "verslag.txt"), media_type_of(b"<!DOCTYPE html><p>x", None, "")
    ('application/pdf', 'text/html')

    :param said: media type as the sender gives it
    :param name: of the file
    :raises ExtractionError: if it is something else
    """
    start = data[:_SEEN_BYTES]
    stated = (said or "").partition(";")[0].strip().lower()
    if _PDF_START.match(start) or (stated == PDF and b"%PDF-" in start[:1024]):
        return PDF
    if start.startswith(b"PK\x03\x04"):
        return DOCX
    _refuse_others(data, start)
    if _HTML_START.match(_plainly(start)) or stated in {HTML, "application/xhtml+xml"}:
        return HTML
    if not stated and name.lower().endswith(_HTML_NAMES):
        return HTML
    return MARKDOWN if stated == MARKDOWN or name.lower().endswith(_MARKDOWN_NAMES) else TEXT


def stated_encoding(said: str | None) -> str:
    """Give the encoding that a media type states.

    >>> stated_encoding('text/html; charset="utf-8"'), stated_encoding("text/html")
    ('utf-8', '')
    """
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", said or "", re.IGNORECASE)
    return found[1] if found else ""


def _plainly(start: bytes) -> str:
    """Read enough of the first bytes to see whether they are HTML."""
    return start.decode("utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "replace")


def _refuse_others(data: bytes, start: bytes) -> None:
    if start.startswith(_OLE) and _LOCKED in data:
        raise ExtractionError(
            "het document is met een wachtwoord beveiligd. Verwijder het wachtwoord en probeer het opnieuw."
        )
    if start.startswith((_OLE, b"{\\rtf")):
        raise ExtractionError("dit oudere soort document wordt niet gelezen. Sla het op als DOCX of PDF.")
    if b"\x00" in start and not has_bom(start):
        raise ExtractionError("dit is geen tekst, HTML, PDF of DOCX. Sla het op als een daarvan.")
