"""Tell the years by which an entity can be found: when it began or ended, took place, or is due."""

from __future__ import annotations

from typing import Final

from rdflib import Literal, URIRef

from indexer.edition_graph import EditionGraph
from ontology.terms import DCT, ELI, GG, SCHEMA, TOOI

# When a page was read, or a law looked up, says nothing of the thing itself.
_DATED: Final = (
    *(ELI.first_date_entry_in_force, ELI.date_no_longer_in_force, TOOI.begindatum, TOOI.einddatum),
    *(SCHEMA.startDate, SCHEMA.endDate, SCHEMA.foundingDate, DCT.date, DCT.issued),
    *(GG.termijnJaar, SCHEMA.observationDate),
)
_YEAR_DIGITS: Final = 4


def years_of_entity(graph: EditionGraph, iri: URIRef) -> tuple[int, ...]:
    """Give the years that are stated of *iri*, and of what was observed of it, oldest first."""
    observed = (subject for _, subject in graph.into.get(iri, ()) if graph.kinds.get(subject) == "waarneming")
    dates = (node for one in (iri, *observed) for node in graph.objects(one, *_DATED))
    return tuple(sorted({year for node in dates if (year := _year(node))}))


def _year(node: object) -> int:
    """Give the year of a date or a year; 0 for anything else, such as a date before Christ."""
    digits = str(node)[:_YEAR_DIGITS] if isinstance(node, Literal) else ""
    return int(digits) if len(digits) == _YEAR_DIGITS and digits.isascii() and digits.isdecimal() else 0
