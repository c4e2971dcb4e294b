"""The process that reads one file from outside: without network, with little memory, and killable."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from graph.isolation import cut_off_network, limit_memory
from indexer.extract.extracted import ExtractedText, Limits
from indexer.extract.media_types import DOCX, PDF
from ontology.errors import ExtractionError


def main() -> None:
    """Read a line of JSON (media type, limits) and then the file from stdin; write one JSON answer."""
    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**asked["limits"])
    data = sys.stdin.buffer.read()
    cut_off_network()
    limit_memory(limits.memory_bytes)
    try:
        answer = {"ok": True, **asdict(_read(asked["media_type"], data, limits))}
    except ExtractionError as exc:
        answer = {"ok": False, "message": str(exc)}
    except (MemoryError, RecursionError) as exc:
        answer = {
            "ok": False,
            "message": f"te groot of te diep genest ({type(exc).__name__}). Lever een deel.",
        }
    sys.stdout.write(json.dumps(answer))


def _read(media_type: str, data: bytes, limits: Limits) -> ExtractedText:
    """Load only the library that is needed."""
    if media_type == PDF:
        from indexer.extract.pdf_text import read_pdf  # noqa: PLC0415

        return read_pdf(data, limits)
    if media_type == DOCX:
        from indexer.extract.docx_text import read_docx  # noqa: PLC0415

        return read_docx(data, limits)
    from indexer.extract.html_text import read_html  # noqa: PLC0415

    return read_html(data, limits)


if __name__ == "__main__":
    main()
