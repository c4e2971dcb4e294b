"""Take the text from a file: see what it is, and let a process of its own read what may be hostile."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from indexer.extract.extracted import DEFAULT_LIMITS, ExtractedSection, ExtractedText, Limits
from indexer.extract.media_types import MARKDOWN, TEXT, media_type_of, stated_encoding
from indexer.extract.plain_text import read_plain
from ontology.errors import ExtractionError, ExtractionLimitError, SourceNotFoundError

_ROOT: Final = Path(__file__).resolve().parents[2]
_TAIL_CHARS: Final = 2_000
# What the interpreter may need; the rest of the environment is no business of who reads strange files.
_PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
_log: Final = logging.getLogger(__name__)


def extract_text(
    source: bytes | Path, *, media_type: str | None = None, name: str = "", limits: Limits = DEFAULT_LIMITS
) -> ExtractedText:
    """Give the text of a file.

    Plain text and Markdown stay as they are, so that a place in them is a place in the file; only the ends
    of lines become ``\\n``.

    >>> extract_text(b"Samen wonen.", name="plan.txt").text
    'Samen wonen.'

    :param source: the bytes, or where the file lies
    :param media_type: as the sender says, perhaps with an encoding; what the bytes themselves say comes first
    :param name: of the file, for messages and where the bytes say nothing
    :raises SourceNotFoundError: if the file cannot be read
    :raises ExtractionLimitError: if it is too large, or takes too much time or memory
    :raises ExtractionError: if it is damaged, locked, or none of the four kinds
    """
    name = name or (source.name if isinstance(source, Path) else "")
    try:
        data = _bytes_of(source, name, limits)
        return _read(data, media_type, name, limits)
    except ExtractionError as exc:
        raise type(exc)(f"{name or 'Het bestand'}: {exc.message}") from exc


def _read(data: bytes, media_type: str | None, name: str, limits: Limits) -> ExtractedText:
    kind = media_type_of(data, media_type, name)
    if not data.strip():
        return ExtractedText("", kind, notes=("Het bestand is leeg.",))
    encoding = stated_encoding(media_type)
    if kind in {TEXT, MARKDOWN}:
        return read_plain(data, limits, kind, encoding)
    asked = {"media_type": kind, "encoding": encoding, "limits": asdict(limits)}
    answer = _ask_child(json.dumps(asked).encode() + b"\n" + data, limits)
    if not answer.pop("ok"):
        kinds = {kind.__name__: kind for kind in (ExtractionError, ExtractionLimitError)}
        raise kinds[answer["error"]](answer["message"])
    sections = tuple(ExtractedSection(**section) for section in answer.pop("sections"))
    return ExtractedText(**{**answer, "sections": sections, "notes": tuple(answer["notes"])})


def _bytes_of(source: bytes | Path, name: str, limits: Limits) -> bytes:
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                source = file.read(limits.max_bytes + 1)
        except (OSError, ValueError) as exc:
            raise SourceNotFoundError(f"{name} is niet te lezen. Geef het pad van een bestand.") from exc
    if len(source) > limits.max_bytes:
        raise ExtractionLimitError(
            f"het is groter dan {limits.max_bytes / 1_000_000:g} MB. Lever een deel ervan."
        )
    return source


def _ask_child(message: bytes, limits: Limits) -> dict[str, Any]:
    """Have a process of its own read one file, and end that process at the deadline."""
    passed_on = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    try:
        done = subprocess.run(  # our own file, our own interpreter
            [sys.executable, "-P", "-B", "-m", "indexer.extract.child"],
            input=message,
            capture_output=True,
            timeout=limits.timeout_s,
            check=False,
            env={**passed_on, "PYTHONPATH": str(_ROOT), "MALLOC_ARENA_MAX": "1"},
        )
    except subprocess.TimeoutExpired as exc:
        raise ExtractionLimitError(
            f"na {limits.timeout_s:g} seconden was het niet gelezen. Lever een deel ervan."
        ) from exc
    except OSError as exc:
        raise ExtractionError("het proces dat bestanden leest, start niet. Probeer het zo opnieuw.") from exc
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as exc:
        # Ended by the system for its memory, or a library fell over the file: it says how on standard error.
        _log.warning(
            "reading ended with %s: %s",
            done.returncode,
            done.stderr[-_TAIL_CHARS:].decode("utf-8", "replace"),
        )
        raise ExtractionError(
            "het is niet te lezen: te groot of beschadigd. Maak het opnieuw, of lever de tekst ervan."
        ) from exc
    return answer
