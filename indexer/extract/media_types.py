"""Tell what a file is: by its first bytes, and only where those say nothing by what is said of it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from ontology.errors import ExtractionError

TEXT: Final = "text/plain"
HTML: Final = "text/html"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SEEN_BYTES: Final = 4096
_HTML_START: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<html)", re.I | re.S
)
_HTML_NAMES: Final = (".html", ".htm", ".xhtml")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def media_type_of(data: bytes, said: str | None, name: str) -> str:
    """Give one of the four media types.

    >>> media_type_of(b"%PDF-1.7 ...", None, "verslag.txt"), media_type_of(b"<!DOCTYPE html><p>x", None, "")
    ('application/pdf', 'text/html')

    :param said: media type as the sender gives it
    :param name: of the file
    :raises ExtractionError: if it is something else
    """
    start = data[:_SEEN_BYTES]
    if b"%PDF-" in start[:1024]:
        return PDF
    if start.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if _HTML_START.match(start.removeprefix(b"\xef\xbb\xbf")):
        return HTML
    if b"\x00" in start and not start.startswith(_UTF16):
        raise ExtractionError(f"{name or 'Het bestand'} is geen tekst, HTML, PDF of DOCX. Lever het zo aan.")
    stated = (said or "").partition(";")[0].strip().lower()
    if stated in {HTML, "application/xhtml+xml"} or (not stated and name.lower().endswith(_HTML_NAMES)):
        return HTML
    return TEXT


def _zipped(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" in archive.namelist():
                return DOCX
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as exc:
        raise ExtractionError(f"{name or 'Het bestand'} is beschadigd: {exc}. Sla het opnieuw op.") from exc
    raise ExtractionError(f"{name or 'Het bestand'} is een zip zonder Word-document. Lever de inhoud los.")
