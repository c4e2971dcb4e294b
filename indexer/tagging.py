"""Tell the subjects, places and publishers that an entity can be narrowed down to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from rdflib import URIRef

from indexer.edition_graph import EditionGraph
from indexer.tag import Tag
from ontology.collation import sort_key
from ontology.terms import DCT, ELI, GEO, ORG, SCHEMA, SKOS, TOOI

_SUBJECT: Final = (DCT.subject, DCT.type, ORG.classification, ELI.is_about)
_WHERE: Final = (DCT.spatial, SCHEMA.location, SCHEMA.areaServed, GEO.sfWithin, TOOI.ligtInProvincie)


def direct_themes(graph: EditionGraph, iri: URIRef) -> tuple[URIRef, ...]:
    """Give the concepts of our thesaurus that *iri* is said to be about; a concept is about itself."""
    if graph.kinds.get(iri) == "thema":
        return (iri,)
    return tuple(theme for theme in graph.links(iri, *_SUBJECT) if graph.kinds.get(theme) == "thema")


def themes_of(graph: EditionGraph, iri: URIRef) -> tuple[Tag, ...]:
    """Give the subjects of *iri* and all broader ones: who asks for housing finds housing co-operatives."""
    found = _closure(direct_themes(graph, iri), lambda theme: graph.links(theme, SKOS.broader))
    return _tags(graph, (theme for theme in found if graph.kinds.get(theme) == "thema"))


def places_of(graph: EditionGraph, iri: URIRef) -> tuple[Tag, ...]:
    """Give the municipalities and provinces that *iri* lies in, itself included if it is one."""
    found = _closure((iri,), lambda place: upwards(graph, place))
    return _tags(graph, (place for place in found if graph.kinds.get(place) in {"gemeente", "provincie"}))


def sources_of(graph: EditionGraph, iri: URIRef) -> tuple[Tag, ...]:
    """Give the publishers of the documents in which something is said of *iri*."""
    return tuple(sorted(graph.publishers.get(iri, {}).values(), key=lambda tag: tag.value))


def upwards(graph: EditionGraph, place: URIRef) -> Iterable[URIRef]:
    """Give what *place* lies in, one step up.

    A territory leads to its government body, a body to its province, an initiative to its place.
    """
    body = graph.body(place)
    if body != place:
        yield body
    yield from graph.links(place, *_WHERE)


def _broader(graph: EditionGraph, thing: URIRef) -> str:
    """The first wider subject, or the province of a municipality: where a list of choices hangs it."""
    if graph.kinds.get(thing) == "thema":
        wider = [one for one in graph.links(thing, SKOS.broader) if graph.kinds.get(one) == "thema"]
    else:
        found = _closure((thing,), lambda place: upwards(graph, place))
        wider = [one for one in found if one != thing and graph.kinds.get(one) == "provincie"]
    return _value(min(wider)) if wider else ""


def _value(thing: URIRef) -> str:
    return str(thing).rstrip("/").rsplit("/", 1)[-1]


def _closure(start: Iterable[URIRef], step: Callable[[URIRef], Iterable[URIRef]]) -> list[URIRef]:
    """Follow *step* as far as it goes; a cycle in the data ends where it began."""
    found = dict.fromkeys(start)
    waiting = list(found)
    while waiting:
        for reached in step(waiting.pop()):
            if reached not in found:
                found[reached] = None
                waiting.append(reached)
    return list(found)


def _tags(graph: EditionGraph, things: Iterable[URIRef]) -> tuple[Tag, ...]:
    tags = (
        Tag(
            value=_value(thing),
            label=graph.label(thing),
            words=graph.other_names(thing),
            broader=_broader(graph, thing),
        )
        for thing in things
    )
    return tuple(sorted((tag for tag in tags if tag.label), key=lambda tag: sort_key(tag.label)))
