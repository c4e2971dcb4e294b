"""Knows the names of places, which are no compounds however much they look like one: hoog|land."""

from __future__ import annotations

import csv
from functools import cache

from graph.source import BUILTIN_FOLDER
from ontology.collation import fold

_FILES = ("gemeenten.csv", "plaatsen-wof.csv")


@cache
def place_names() -> frozenset[str]:
    """Give the folded names of one word of the municipalities and places in the built-in data.

    >>> "hoogland" in place_names(), "buurthuis" in place_names()
    (True, False)
    """
    names: set[str] = set()
    for file in _FILES:
        with (BUILTIN_FOLDER / "gemeenten" / file).open(encoding="utf-8", newline="") as lines:
            names.update(fold(row["naam"]) for row in csv.DictReader(lines))
    return frozenset(name for name in names if name.isalpha())
