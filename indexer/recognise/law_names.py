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
SELECT DISTINCT ?law ?property ?name ?curated ?type WHERE {{
  ?law a ?class ; ?property ?name .
  FILTER(?class IN (eli:LegalResource, schema:Legislation))
  FILTER(?property IN (skos:prefLabel, skos:altLabel, skos:hiddenLabel,
                       eli:title, eli:title_short, eli:title_alternative))
  BIND(EXISTS {{ ?law a eli:LegalResource }} AS ?curated)
  OPTIONAL {{ ?law schema:legislationType ?type }}
}} ORDER BY ?law ?property ?name
"""
_HIDDEN: Final = URIRef(PREFIXES["skos"] + "hiddenLabel")

# Of an abbreviation, the year taken off.
_MAX_CHARS: Final = 9
_MAX_FIRST_WORD_CHARS: Final = 6
# Longer official titles stand in no text but their own.
_MAX_NAME_WORDS: Final = 20
# What a name must hold besides a capital: a regulation "Ambtstoelage burgemeesters" is not named by that.
_REGULATION: Final = re.compile(
    r"[\w-]*(?:wet|wetboek|besluit|regeling|reglement|verordening|verdrag|statuut|beschikking|beleidsregels?)",
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
        "aanpassingswet",
        "afschaffingswet",
        "invoeringswet",
        "kaderwet",
        "leningwet",
        "machtigingswet",
        "overgangswet",
        "rijkswet",
        "stelselwet",
        "tarievenwet",
        "uitvoeringswet",
        "verzamelwet",
        "wijzigingswet",
    }
)
_YEAR: Final = re.compile(r"\s+\d{4}$")
# Of one day there are many laws: "Wet van 3 maart 1881" names none of them.
_DATED: Final = re.compile(r"(?:wet|besluit|regeling) van (?:den )?\w+ \w+ \d{4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LawName:
    """One name of a law; an abbreviation counts only in its own capitals: "Ow" is a law, "ow" is not.

    :param law: IRI of the law
    :param is_curated: whether the law is among those that the editors checked, so that its names are current
    :param regulation: what kind of regulation it is (``wet``, ``AMvB`` ...); empty if nobody says
    """

    law: str
    name: str
    is_abbreviation: bool
    is_curated: bool = False
    regulation: str = ""


def law_names(store: GraphStore) -> Iterator[LawName]:
    """Give the names of all regulations of the graph, those of deliveries that are not shown included."""
    for row in store.select(_NAMES):
        name = " ".join(str(row["name"]).split()).rstrip(".")
        law = row["law"]
        if isinstance(law, URIRef) and is_telling(name, lower_case=row["property"] == _HIDDEN):
            yield LawName(
                str(law),
                name,
                is_abbreviation(name),
                is_curated=str(row["curated"]) == "true",
                regulation=str(row.get("type") or ""),
            )


def is_abbreviation(name: str) -> bool:
    """Tell abbreviations from names by their form.

    >>> [is_abbreviation(name) for name in ("Wmo 2015", "BW 2", "Awb", "Gaswet", "Reglement", "Wet IB 2001")]
    [True, True, True, False, False, True]
    """
    bare = _YEAR.sub("", name)
    first = len(bare.split()[0])
    return (
        len(bare) <= _MAX_CHARS
        and first <= _MAX_FIRST_WORD_CHARS
        and not bare.lower().endswith("wet")
        and bare != bare.lower()
    )


def is_telling(name: str, *, lower_case: bool = False) -> bool:
    """Tell whether somebody who writes *name* can only mean the law.

    >>> [is_telling(name) for name in ("Gaswet", "Wet open overheid", "Besluit", "Rechtspersonen", "Awb")]
    [True, True, False, False, True]

    :param lower_case: the name comes from where no capitals are written, so that it need not hold one
    """
    words = name.split()
    if not words or len(words) > _MAX_NAME_WORDS or name.lower() in _BARE or _DATED.fullmatch(name):
        return False
    if not lower_case and not any(word[0].isupper() for word in words):
        return False
    return is_abbreviation(name) or any(_REGULATION.fullmatch(word) for word in words)
