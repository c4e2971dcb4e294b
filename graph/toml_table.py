"""Reads one table of a TOML file strictly: keys have types, and a key that nobody asked for is an error."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from ontology.errors import SourceFormatError


def parse_toml(data: bytes, place: str) -> Table:
    """Parse a whole TOML file into its outermost table.

    >>> parse_toml(b'name = "wdhs"', "source.toml").text("name")
    'wdhs'

    :raises SourceFormatError: if the bytes are not UTF-8 or not TOML; the message holds the line
    """
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise SourceFormatError(f"Geen UTF-8 op regel {line}. Bewaar het bestand als UTF-8.", place) from exc
    except tomllib.TOMLDecodeError as exc:
        raise SourceFormatError(f"Geen geldige TOML: {exc}. Herstel die regel.", place) from exc
    except RecursionError as exc:
        raise SourceFormatError("De TOML is te diep genest. Maak haar vlakker.", place) from exc
    return Table(values, place)


class Table:
    """One TOML table that remembers which of its keys were read.

    >>> table = parse_toml(b'name = "wdhs"', "source.toml")
    >>> table.finish()
    Traceback (most recent call last):
      ...
    ontology.errors.SourceFormatError: source.toml: De sleutel "name" is onbekend. Verwijder of verbeter haar.
    """

    def __init__(self, values: Mapping[str, object], place: str) -> None:
        self.place = place
        self._values = values
        self._read: set[str] = set()

    def fault(self, key: str, sentence: str) -> SourceFormatError:
        """Make the error that names this table and *key*."""
        return SourceFormatError(f'Bij de sleutel "{key}": {sentence}', self.place)

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text; without *default* it must be there and not be empty."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.fault(key, f"hier hoort tekst tussen aanhalingstekens, niet {value!r}.")
        if default is None and not value.strip():
            raise self.fault(key, "hier hoort een waarde; vul haar in.")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, f"hier hoort true of false, niet {value!r}.")
        return value

    def number(self, key: str) -> int:
        """Read a whole number of zero or more."""
        value = self._take(key, None)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(key, f"hier hoort een heel getal van nul of meer, niet {value!r}.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; absent is empty."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.fault(key, f"hier hoort een lijst van teksten, niet {value!r}.")
        return tuple(value)

    def pairs(self, key: str) -> Mapping[str, str]:
        """Read a table of text to text; absent is empty."""
        value = self._take(key, {})
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise self.fault(key, f"hier hoort een tabel van teksten, niet {value!r}.")
        return dict(value)

    def tables(self, key: str) -> list[Table]:
        """Read a list of tables; absent is empty. Each knows its number, counted from 1."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fault(key, f"hier hoort een lijst van tabellen, niet {value!r}.")
        return [Table(one, f"{self.place}, {key} {number}") for number, one in enumerate(value, 1)]

    def finish(self) -> None:
        """Refuse the keys that nobody read.

        :raises SourceFormatError: naming the first of them
        """
        for key in self._values:
            if key not in self._read:
                raise SourceFormatError(
                    f'De sleutel "{key}" is onbekend. Verwijder of verbeter haar.', self.place
                )

    def _take(self, key: str, default: object) -> object:
        self._read.add(key)
        if key not in self._values:
            if default is None:
                raise SourceFormatError(f'De sleutel "{key}" ontbreekt. Voeg haar toe.', self.place)
            return default
        return self._values[key]
