"""Tell the years by which an entity can be found: when it began or ended, took place, or is due."""

from __future__ import annotations

import re
from typing import Final

from rdflib import Literal, URIRef

from indexer.edition_graph import EditionGraph
from ontology.terms import DCT, ELI, GG, SCHEMA, TIME, TOOI

# When a page was read, or a law looked up, says nothing of the thing itself.
_DATED: Final = (
    *(ELI.first_date_entry_in_force, ELI.date_no_longer_in_force, TOOI.begindatum, TOOI.einddatum),
    *(SCHEMA.startDate, SCHEMA.endDate, SCHEMA.foundingDate, DCT.date, DCT.issued),
    *(GG.termijnJaar, GG.opent, GG.sluit, SCHEMA.observationDate),
    *(TIME.inXSDDate, TIME.inXSDgYear, TIME.inXSDgYearMonth),
)
_PERIOD: Final = (DCT.temporal, TIME.hasBeginning, TIME.hasEnd)
_DATE: Final = re.compile(r"(\d{4})(?![\d])", re.ASCII)


def years_of_entity(graph: EditionGraph, iri: URIRef) -> tuple[int, ...]:
    """Give the years that are stated of *iri*, its period, and what was observed of it, oldest first.

    Only years that are said: of what ran from 2017 to 2030 these two, for nobody says what was in between.
    """
    periods = list(graph.links(iri, *_PERIOD))
    instants = [instant for period in periods for instant in graph.links(period, *_PERIOD)]
    observed = (subject for _, subject in graph.into.get(iri, ()) if graph.kinds.get(subject) == "waarneming")
    dates = (node for one in (iri, *periods, *instants, *observed) for node in graph.objects(one, *_DATED))
    return tuple(sorted({year for node in dates if (year := _year(node))}))


def _year(node: object) -> int:
    """Give the year of a date or a year; 0 for anything else, such as a date before Christ."""
    found = _DATE.match(node) if isinstance(node, Literal) else None
    return int(found[1]) if found else 0
