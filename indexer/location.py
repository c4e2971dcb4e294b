"""Tell where an entity lies on the map: by its own point, or by that of the place it is said to be in."""

from __future__ import annotations

import re
from typing import Final

from rdflib import URIRef

from indexer.edition_graph import EditionGraph
from indexer.tagging import upwards
from ontology.terms import SCHEMA

Point = tuple[float, float]
"""Latitude and longitude in degrees of WGS84."""

_MOST_STEPS: Final = 3
_NUMBER: Final = re.compile(r"-?\d{1,3}(?:\.\d{1,20})?", re.ASCII)


def points_of(graph: EditionGraph, iri: URIRef) -> tuple[Point, ...]:
    """Give the points of *iri*, else of its territory, else of the nearest places around it that have one.

    A province is too wide to be a point: what is only known to lie in one has none. The point of an
    initiative is thus that of its village or municipality: used to find what is near, stated nowhere.
    """
    if graph.kinds.get(iri) == "provincie":
        return ()
    around = [iri]
    for _ in range(_MOST_STEPS):
        found = {point for one in around for point in _own(graph, one)}
        if found:
            return tuple(sorted(found))
        reached = [place for one in around for place in upwards(graph, one)]
        around = [place for place in reached if graph.kinds.get(graph.body(place)) != "provincie"]
    return ()


def _own(graph: EditionGraph, iri: URIRef) -> tuple[Point, ...]:
    territory = graph.territory(iri)
    for place in (iri, territory) if territory is not None else (iri,):
        north = _degrees(graph, place, SCHEMA.latitude, 90.0)
        east = _degrees(graph, place, SCHEMA.longitude, 180.0)
        # Of two latitudes nobody says to which longitude they belong.
        if len(north) == len(east) == 1:
            return ((north[0], east[0]),)
    return ()


def _degrees(graph: EditionGraph, place: URIRef, predicate: URIRef, most: float) -> list[float]:
    """Give the numbers from minus *most* to *most*; anything else that a source may say is no place."""
    said = {str(node) for node in graph.objects(place, predicate) if _NUMBER.fullmatch(str(node))}
    return [degrees for degrees in sorted(map(float, said)) if -most <= degrees <= most]
