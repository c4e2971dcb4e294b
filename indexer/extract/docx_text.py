"""Read the text of a Word document: paragraphs and tables in order, headings by their style."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml import etree

from indexer.extract.extracted import ExtractedText, Gathered, Limits
from indexer.extract.media_types import DOCX
from ontology.errors import ExtractionError

MAX_MEMBERS: Final = 5_000
MAX_RATIO: Final = 200
"""Times that a large part may grow when it is unpacked; text shrinks to a tenth, a bomb to a thousandth."""

_LARGE_BYTES: Final = 10_000_000
_HEADING: Final = re.compile(r"(?:heading|kop)\s*(\d)", re.IGNORECASE)
_TITLES: Final = frozenset({"title", "titel"})


def read_docx(data: bytes, limits: Limits) -> ExtractedText:
    """Give the text of a document.

    :raises ExtractionError: if it is damaged, locked, or grows too large when unpacked
    """
    _check_size(data, limits)
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile) as exc:
        raise ExtractionError(f"het Word-document is beschadigd: {exc}. Sla het opnieuw op.") from exc
    gathered = Gathered(limits)
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            rows = ("\t".join(cell.text for cell in row.cells) for row in item.rows)
            more = gathered.add("\n".join(rows))
        else:
            level = _level(item.style.name if item.style is not None else None)
            more = gathered.add_heading(item.text, level) if level else gathered.add(item.text)
        if not more:
            break
    properties = document.core_properties
    return gathered.extracted(DOCX, title=properties.title or "", language=properties.language or "")


def _level(style: str | None) -> int:
    if style is None:
        return 0
    if style.lower() in _TITLES:
        return 1
    found = _HEADING.match(style)
    return int(found[1]) if found and found[1] != "0" else 0


def _check_size(data: bytes, limits: Limits) -> None:
    """Look at the list of parts before any is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    bomb = any(
        part.file_size > _LARGE_BYTES and part.file_size > MAX_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if len(parts) > MAX_MEMBERS or total > limits.max_unpacked_bytes or bomb:
        raise ExtractionError(
            f"het Word-document wordt uitgepakt te groot ({total // 1_000_000} MB in {len(parts)} delen). "
            "Lever een kleiner document, zonder grote afbeeldingen."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise ExtractionError(
            "het Word-document is met een wachtwoord beveiligd. Verwijder het en probeer het opnieuw."
        )
