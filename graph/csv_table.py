"""Reads a delivered CSV file into rows, and refuses what is not whole: encoding, header, row, character."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.errors import SourceFormatError

# A municipality's outline as GeoJSON in one cell is longer than the 128 kB that csv allows by itself.
MAX_CELL_CHARACTERS = 16 * 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class CsvTable:
    """A header and its rows; each row has the number of its first line and its cells without outer blanks."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_table(data: bytes, name: str, encoding: str = "utf-8", delimiter: str = ",") -> CsvTable:
    """Read the bytes of a CSV file.

    >>> read_table(b"naam,code\\nUtrecht, GM0344\\n", "gemeenten.csv").rows
    ((2, {'naam': 'Utrecht', 'code': 'GM0344'}),)

    :raises SourceFormatError: naming file and line, and the column where there is one
    """
    text = _decode(data, name, encoding)
    lines = _numbered(text, name, delimiter)
    _, first = next(lines, (1, []))
    header = tuple(cell.strip() for cell in first)
    _check_header(header, name)
    # Spreadsheets save rows that were cleared as lines with nothing but delimiters.
    rows = tuple(_row(number, cells, header, name) for number, cells in lines if any(map(str.strip, cells)))
    return CsvTable(name, header, rows)


def _decode(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        byte = data[exc.start]
        raise SourceFormatError(
            f"Regel {line}: byte 0x{byte:02x} (positie {exc.start}) is geen {encoding}. "
            'Bewaar het bestand als UTF-8, of noem de tekencodering bij "encoding" in source.toml.',
            name,
        ) from exc


def _numbered(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line it begins on; a quoted cell may span lines."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL_CHARACTERS))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as exc:
            raise SourceFormatError(
                f"Regel {number}: geen geldige CSV ({exc}). Controleer de aanhalingstekens.", name
            ) from exc
        yield number, cells
        number = reader.line_num + 1


def _check_header(header: tuple[str, ...], name: str) -> None:
    if not any(header):
        raise SourceFormatError("Regel 1: er zijn geen kolomnamen. Begin het bestand met een kopregel.", name)
    for position, column in enumerate(header, 1):
        if not column:
            raise SourceFormatError(f"Regel 1: kolom {position} heeft geen naam. Geef haar een naam.", name)
        if header.count(column) > 1:
            raise SourceFormatError(f'Regel 1: de kolom "{column}" staat er twee keer. Hernoem er een.', name)


def _row(number: int, cells: list[str], header: tuple[str, ...], name: str) -> tuple[int, dict[str, str]]:
    if len(cells) != len(header):
        noun = "cel" if len(cells) == 1 else "cellen"
        raise SourceFormatError(
            f"Regel {number}: {len(cells)} {noun}, maar de kopregel heeft er {len(header)}. "
            "Controleer de scheidingstekens en aanhalingstekens.",
            name,
        )
    row = {}
    for column, cell in zip(header, cells, strict=True):
        if _CONTROL.search(cell):
            raise SourceFormatError(
                f'Regel {number}, kolom "{column}": stuurteken in {cell[:40]!r}. Verwijder het.',
                name,
            )
        row[column] = cell.strip()
    return number, row
