"""The file beside an index that says what it is: engine, format, chain, typical lengths, its files."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from indexer.analysis.version import chain_version
from indexer.weights import TypicalLengths
from ontology.errors import SearchIndexError

FILE: Final = "index.json"

FORMAT: Final = 5
"""Raised when the fields or what is stored change: an index of another format must be built anew."""

_CHUNK_BYTES: Final = 1 << 20

FileMark = tuple[int, int]
"""Size in bytes and CRC-32 of a file."""


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """What an index says of itself.

    :param documents: documents that can be found
    :param lengths: typical length of each field, see :func:`indexer.weights.typical_lengths`
    :param files: name to mark: an engine reads a damaged file until it stumbles, with whatever error comes up
        there, or finds nothing and does not stumble at all. Reading 60 MB for it takes 18 ms
    """

    engine: str
    documents: int
    lengths: TypicalLengths
    files: dict[str, FileMark]
    chain: str = ""
    format: int = FORMAT


def write_record(folder: Path, *, engine: str, documents: int, lengths: TypicalLengths) -> None:
    """Write the record as the last file of *folder*: without it there is no index.

    :raises OSError: if the disk refuses
    """
    marks = {file.relative_to(folder).as_posix(): _mark(file) for file in sorted(_files(folder))}
    record = IndexRecord(engine, documents, lengths, marks, chain_version())
    (folder / FILE).write_text(json.dumps(asdict(record)) + "\n", encoding="utf-8")


def load_record(folder: Path, engine: str) -> IndexRecord:
    """Read the record of the index in *folder* and see that all of it is there.

    :raises SearchIndexError: if there is none, or it is incomplete, or of another engine, format or chain
    """
    try:
        body = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if body["format"] != FORMAT:
            raise SearchIndexError(
                f"De zoekindex in {folder} is van versie {body['format']}, nodig is {FORMAT}. "
                'Draai "gemeengoed build".'
            )
        record = IndexRecord(**body)
        for name, (size, checksum) in record.files.items():
            if (folder / name).stat().st_size != size:
                raise SearchIndexError(f'{folder / name} is niet compleet. Draai "gemeengoed build".')
            if _mark(folder / name) != (size, checksum):
                raise SearchIndexError(f'{folder / name} is beschadigd. Draai "gemeengoed build".')
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise SearchIndexError(
            f'Geen leesbare zoekindex in {folder}: {exc}. Draai "gemeengoed build".'
        ) from exc
    if record.engine != engine:
        raise SearchIndexError(
            f"De zoekindex in {folder} is van zoekmachine {record.engine}, niet van {engine}. "
            f'Stel GEMEENGOED_ENGINE={record.engine} in, of draai "gemeengoed build".'
        )
    if record.chain != chain_version():
        raise SearchIndexError(
            f"De zoekindex in {folder} is met een andere taalanalyse gemaakt ({record.chain}, nu "
            f'{chain_version()}). Draai "gemeengoed build".'
        )
    return record


def is_index_file(file: Path) -> bool:
    """Tell whether *file* is part of an index: not its record, and nothing that engines hold as a lock."""
    return file.is_file() and file.name != FILE and not file.name.endswith((".lock", "LOCK"))


def _files(folder: Path) -> Iterator[Path]:
    """Give the files of the index in *folder*, and the record of the index inside it, if there is one."""
    yield from filter(is_index_file, folder.iterdir())
    yield from folder.glob(f"*/{FILE}")


def _mark(file: Path) -> FileMark:
    size = checksum = 0
    with file.open("rb") as content:
        while chunk := content.read(_CHUNK_BYTES):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
    return size, checksum
