"""Gather the names under which texts mention laws, and judge which of them may be trusted in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef

from graph.store.interface import GraphStore
from ontology.terms import PREFIXES

_NAMES: Final = f"""
PREFIX eli: <{PREFIXES["eli"]}>
PREFIX schema: <{PREFIXES["schema"]}>
PREFIX skos: <{PREFIXES["skos"]}>
SELECT DISTINCT ?law ?property ?name WHERE {{
  ?law a ?class ; ?property ?name .
  FILTER(?class IN (eli:LegalResource, schema:Legislation))
  FILTER(?property IN (skos:prefLabel, skos:altLabel, eli:title, eli:title_short, eli:title_alternative))
}} ORDER BY ?law ?property ?name
"""

# Of an abbreviation, the year taken off.
_MAX_CHARS: Final = 9
_MAX_FIRST_WORD_CHARS: Final = 5
# Longer official titles stand in no text but their own.
_MAX_NAME_WORDS: Final = 12
# What a name must hold besides a capital: a regulation "Ambtstoelage burgemeesters" is not named by that.
_REGULATION: Final = re.compile(
    r"\w*(?:wet|wetboek|besluit|regeling|reglement|verordening|verdrag|statuut|beschikking|beleidsregels?)",
    re.IGNORECASE,
)
_BARE: Final = frozenset(
    {
        "wet",
        "wetboek",
        "besluit",
        "regeling",
        "reglement",
        "verordening",
        "verdrag",
        "statuut",
        "beschikking",
        "beleidsregels",
    }
)
_YEAR: Final = re.compile(r"\s+\d{4}$")


@dataclass(frozen=True, slots=True)
class LawName:
    """One name of a law; an abbreviation counts only in its own capitals: "Ow" is a law, "ow" is not."""

    law: str
    name: str
    is_abbreviation: bool


def law_names(store: GraphStore) -> Iterator[LawName]:
    """Give the names of all regulations of the graph, those of deliveries that are not shown included."""
    for row in store.select(_NAMES):
        name = " ".join(str(row["name"]).split()).rstrip(".")
        law = row["law"]
        if isinstance(law, URIRef) and is_telling(name):
            yield LawName(str(law), name, is_abbreviation(name))


def is_abbreviation(name: str) -> bool:
    """Tell abbreviations from names by their form.

    >>> [is_abbreviation(name) for name in ("Wmo 2015", "BW 2", "Awb", "Gaswet", "Reglement", "Wet IB 2001")]
    [True, True, True, False, False, True]
    """
    bare = _YEAR.sub("", name)
    first = len(bare.split()[0])
    return len(bare) <= _MAX_CHARS and first <= _MAX_FIRST_WORD_CHARS and not bare.lower().endswith("wet")


def is_telling(name: str) -> bool:
    """Tell whether somebody who writes *name* can only mean the law.

    >>> [is_telling(name) for name in ("Gaswet", "Wet open overheid", "Besluit", "Rechtspersonen", "Awb")]
    [True, True, False, False, True]
    """
    words = name.split()
    if not words or len(words) > _MAX_NAME_WORDS or name.lower() in _BARE:
        return False
    if not any(word[0].isupper() for word in words):
        return False
    return is_abbreviation(name) or any(_REGULATION.fullmatch(word) for word in words)
