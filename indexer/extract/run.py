"""Take the text from a file: see what it is, and let a process of its own read what may be hostile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from indexer.extract.extracted import DEFAULT_LIMITS, ExtractedSection, ExtractedText, Limits
from indexer.extract.media_types import TEXT, media_type_of
from indexer.extract.plain_text import read_plain
from ontology.errors import ExtractionError, SourceNotFoundError

_ROOT: Final = Path(__file__).resolve().parents[2]


def extract_text(
    source: bytes | Path, *, media_type: str | None = None, name: str = "", limits: Limits = DEFAULT_LIMITS
) -> ExtractedText:
    """Give the text of a file.

    >>> extract_text(b"Samen wonen.", name="plan.txt").text
    'Samen wonen.'

    :param source: the bytes, or where the file lies
    :param media_type: as the sender says; what the bytes themselves say comes first
    :param name: of the file, for messages and where the bytes say nothing
    :raises SourceNotFoundError: if the file cannot be read
    :raises ExtractionError: if it is too large, damaged, locked, takes too long, or is none of the four kinds
    """
    name = name or (source.name if isinstance(source, Path) else "")
    data = _bytes_of(source, name, limits)
    kind = media_type_of(data, media_type, name)
    if kind == TEXT:
        return read_plain(data, limits)
    answer = _ask_child(data, kind, name, limits)
    if not answer.pop("ok"):
        raise ExtractionError(f"{name or 'Het bestand'}: {answer['message']}")
    sections = tuple(ExtractedSection(**section) for section in answer.pop("sections"))
    return ExtractedText(**{**answer, "sections": sections, "notes": tuple(answer["notes"])})


def _bytes_of(source: bytes | Path, name: str, limits: Limits) -> bytes:
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                source = file.read(limits.max_bytes + 1)
        except OSError as exc:
            raise SourceNotFoundError(f"{name} is niet te lezen: {exc.strerror}. Geef een bestand.") from exc
    if len(source) > limits.max_bytes:
        raise ExtractionError(
            f"{name or 'Het bestand'} is groter dan {limits.max_bytes // 1_000_000} MB. Lever een deel ervan."
        )
    return source


def _ask_child(data: bytes, kind: str, name: str, limits: Limits) -> dict[str, Any]:
    header = json.dumps({"media_type": kind, "limits": asdict(limits)}).encode() + b"\n"
    try:
        done = subprocess.run(  # our own file, our own interpreter
            [sys.executable, "-P", "-m", "indexer.extract.child"],
            input=header + data,
            capture_output=True,
            timeout=limits.timeout_s,
            check=False,
            env={**os.environ, "PYTHONPATH": str(_ROOT), "MALLOC_ARENA_MAX": "1"},
        )
    except subprocess.TimeoutExpired as exc:
        raise ExtractionError(
            f"{name or 'Het bestand'} was na {limits.timeout_s:g} seconden niet gelezen. Lever een deel."
        ) from exc
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as exc:
        # Killed for its memory, or a library that fell over the file.
        raise ExtractionError(
            f"{name or 'Het bestand'} is niet te lezen (uitgang {done.returncode}). "
            "Maak het opnieuw of lever de tekst ervan."
        ) from exc
    return answer
