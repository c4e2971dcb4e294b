"""The process that reads one file from outside: without network, with little memory, and killable."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from dataclasses import asdict

from graph.isolation import cut_off_network, limit_memory
from indexer.extract.extracted import ExtractedText, Limits
from indexer.extract.media_types import DOCX, PDF
from ontology.errors import ExtractionError, ExtractionLimitError

_GRACE_S = 1.0
"""Past its deadline the parent kills; should the parent be gone, the process ends itself a little later."""


def main() -> None:
    """Read from stdin a line of JSON (media type, encoding, limits) and the file; write one JSON answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends this
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up in the answer
    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**asked["limits"])
    signal.setitimer(signal.ITIMER_REAL, limits.timeout_s + _GRACE_S)
    data = sys.stdin.buffer.read()
    shut_in(limits.memory_bytes)
    with answers:
        answers.write(json.dumps(answer(asked["media_type"], data, limits, asked["encoding"])).encode())


def shut_in(memory_bytes: int) -> None:
    """Give up the network, much memory, and writing to any file."""
    cut_off_network()
    limit_memory(memory_bytes)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer(media_type: str, data: bytes, limits: Limits, encoding: str = "") -> dict[str, object]:
    """Give what was read, or which of our errors and its sentence."""
    try:
        return {"ok": True, **asdict(_read(media_type, data, limits, encoding))}
    except ExtractionError as exc:
        return {"ok": False, "error": type(exc).__name__, "message": exc.message}
    except (MemoryError, RecursionError):
        message = "het bestand kost te veel geheugen of is te diep genest. Lever een deel ervan."
        return {"ok": False, "error": ExtractionLimitError.__name__, "message": message}


def _read(media_type: str, data: bytes, limits: Limits, encoding: str) -> ExtractedText:
    """Load only the library that is needed."""
    if media_type == PDF:
        from indexer.extract.pdf_text import read_pdf  # noqa: PLC0415

        return read_pdf(data, limits)
    if media_type == DOCX:
        from indexer.extract.docx_text import read_docx  # noqa: PLC0415

        return read_docx(data, limits)
    from indexer.extract.html_text import read_html  # noqa: PLC0415

    return read_html(data, limits, encoding)


if __name__ == "__main__":
    main()
