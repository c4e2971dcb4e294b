"""The file beside an index that says what it is: engine, format, chain, typical lengths, sizes of files."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from indexer.analysis.version import chain_version
from indexer.weights import TypicalLengths
from ontology.errors import SearchIndexError

FILE: Final = "index.json"

FORMAT: Final = 4
"""Raised when the fields or what is stored change: an index of another format must be built anew."""


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """What an index says of itself.

    :param documents: documents that can be found
    :param lengths: typical length of each field, see :func:`indexer.weights.typical_lengths`
    :param files: name to size in bytes: a file that was cut off is seen before it is read
    """

    engine: str
    documents: int
    lengths: TypicalLengths
    files: dict[str, int]
    chain: str = ""
    format: int = FORMAT


def write_record(folder: Path, *, engine: str, documents: int, lengths: TypicalLengths) -> None:
    """Write the record as the last file of *folder*: without it there is no index.

    :raises OSError: if the disk refuses
    """
    sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir()) if is_index_file(file)}
    record = IndexRecord(engine, documents, lengths, sizes, chain_version())
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
        for name, size in record.files.items():
            # An engine reads a file that was cut off until it stumbles, with whatever error comes up there.
            if (folder / name).stat().st_size != size:
                raise SearchIndexError(f'{folder / name} is niet compleet. Draai "gemeengoed build".')
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
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
