"""Gives editions their names, date and serial, and remembers every name that was ever given."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from graph.durable import write_durably

EDITIONS: Final = "editions"
REGISTER: Final = "namen.txt"
DUMPS: Final = "dumps"
"""Where the files lie in which editions can be taken away: beside the editions, which never change."""
WHOLE: Final = "gemeengoed"
"""How such a file of all sources together is called; no source may have this name."""
_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})\.([1-9]\d{0,5})")


def is_edition_name(text: str) -> bool:
    """Tell whether *text* has the form of an edition's name.

    >>> is_edition_name("2026-11-23.1"), is_edition_name("../..")
    (True, False)
    """
    return _NAME.fullmatch(text) is not None


def edition_order(name: str) -> tuple[str, int]:
    """Give the sort key of an edition's name: date, then serial as a number.

    >>> sorted(["2026-11-23.10", "2026-11-23.9"], key=edition_order)
    ['2026-11-23.9', '2026-11-23.10']
    """
    date, _, serial = name.partition(".")
    return date, int(serial)


def next_name(home: Path, date: str) -> str:
    """Give the first name of *date* that was never used, not even by an edition since removed.

    >>> next_name(Path("nergens"), "2026-11-23")
    '2026-11-23.1'
    """
    folder = home / EDITIONS
    present = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    taken = [match for name in [*read_register(home), *present] if (match := _NAME.fullmatch(name))]
    serials = [int(match[2]) for match in taken if match[1] == date]
    return f"{date}.{max(serials, default=0) + 1}"


def read_register(home: Path) -> list[str]:
    """List every name ever given to an edition."""
    path = home / EDITIONS / REGISTER
    return path.read_text(encoding="ascii").split() if path.exists() else []


def register_name(home: Path, name: str) -> None:
    """Write *name* down for good."""
    names = read_register(home)
    if name not in names:
        text = "".join(f"{one}\n" for one in [*names, name])
        write_durably(home / EDITIONS / REGISTER, text.encode("ascii"))
