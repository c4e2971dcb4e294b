"""Look at the list of parts in a zip before any is unpacked: what it is, and how large it would become."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Final

from indexer.extract.extracted import Limits
from ontology.errors import ExtractionError, ExtractionLimitError

MAX_MEMBERS: Final = 5_000
MAX_RATIO: Final = 200
"""Times that a large part may grow when it is unpacked; text shrinks to a tenth, a bomb to a thousandth."""

_LARGE_BYTES: Final = 10_000_000
_DOCUMENT: Final = "word/document.xml"
_ENCRYPTED: Final = 1


def check_package(data: bytes, limits: Limits) -> None:
    """Let a document through that may be unpacked.

    No part gives more than the list says: the reader stops there.

    :raises ExtractionLimitError: if it has too many parts, or grows too large
    :raises ExtractionError: if it is damaged, locked, or no Word document
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError) as exc:
        raise ExtractionError(
            "het Word-document is beschadigd of niet compleet. Sla het opnieuw op."
        ) from exc
    total = sum(part.file_size for part in parts)
    is_bomb = any(
        part.file_size > _LARGE_BYTES and part.file_size > MAX_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if len(parts) > MAX_MEMBERS or total > limits.max_unpacked_bytes or is_bomb:
        raise ExtractionLimitError(
            f"het Word-document wordt uitgepakt te groot ({total // 1_000_000} MB in {len(parts)} delen). "
            "Lever een kleiner document, zonder grote afbeeldingen."
        )
    if _DOCUMENT not in {part.filename for part in parts}:
        raise ExtractionError("dit is een zip zonder Word-document. Pak hem uit en lever de inhoud los.")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise ExtractionError(
            "het Word-document is met een wachtwoord beveiligd. Verwijder het en probeer het opnieuw."
        )
