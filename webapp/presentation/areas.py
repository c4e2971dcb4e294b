"""Municipalities, provinces and places: where they lie, their neighbours, and the initiatives in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext
from rdflib import Literal, URIRef

from graph.described import EntityDescription, Statement
from graph.description import Describer
from graph.store.interface import DEFAULT_GRAPH, GraphStore
from ontology.terms import DCT, GEO, GG
from webapp.page_queries import page_query
from webapp.presentation.facts import fact, facts_of, pointing_facts, subject_value, value_of
from webapp.presentation.headings import HIDDEN
from webapp.presentation.maps import COARSE, AreaMap, path_of
from webapp.presentation.parts import Fact, LinkTo, Section

AREA_KINDS: Final = frozenset({"gemeente", "provincie", "plaats"})
_SHOWN_APART: Final = HIDDEN | {"geo:sfWithin", "geo:sfTouches", "dct:identifier"}
_MOST_PLACES: Final = 200


@dataclass(frozen=True)
class Territory:
    """The area of a government body, or a place, with what it says and what lies in it."""

    description: EntityDescription
    initiatives: tuple[Statement, ...]
    is_of_body: bool
    holds_municipalities: bool


def bodies_by_area(store: GraphStore) -> Mapping[str, str]:
    """List whose territory each area is, so that links to the area lead to the page of the body."""
    return {str(area): str(body) for area, _, body, _ in store.quads(None, GG.gebiedVan, None, DEFAULT_GRAPH)}


def territory_of(described: EntityDescription, describer: Describer, store: GraphStore) -> Territory | None:
    """Find the territory of a body or place; None for a body that has none in this edition."""
    areas = [
        s.subject for group in described.incoming if group.predicate == GG.gebiedVan for s in group.statements
    ]
    if described.kind != "plaats" and not areas:
        return None
    area = str(areas[0]) if areas else described.iri
    rows = store.select(page_query("initiatieven"), {"area": URIRef(area)})
    groups = (describer.incoming(str(row["place"]), str(DCT.spatial)) for row in rows)
    found = {
        str(s.subject): s for group in groups for s in group.statements if s.subject_kind == "initiatief"
    }
    initiatives = tuple(sorted(found.values(), key=lambda s: s.subject_label.casefold()))
    return Territory(
        describer.describe(area, incoming_limit=_MOST_PLACES),
        initiatives,
        bool(areas),
        described.kind == "provincie",
    )


def area_sections(territory: Territory, link_to: LinkTo) -> list[Section]:
    """Show the initiatives in an area, and how it lies among others."""
    initiatives = [subject_value(statement, link_to) for statement in territory.initiatives]
    return [
        Section(
            "initiatieven",
            str(gettext("Initiatieven hier")),
            (fact(str(gettext("initiatief")), initiatives),) if initiatives else (),
            empty=str(gettext("Nog niets bekend. In onze bronnen staat geen initiatief op deze plaats.")),
        ),
        Section("ligging", str(gettext("Ligging")), tuple(_lying(territory, link_to))),
    ]


def pointing_at_area(territory: Territory, link_to: LinkTo) -> tuple[Fact, ...]:
    """Show what else happened or is said of an area, such as an event."""
    hidden = frozenset({"geo:sfWithin", "geo:sfTouches", "dct:spatial", "gg:gebiedVan"})
    return pointing_facts(territory.description.incoming, link_to, hidden)


def area_map(territory: Territory, land: str) -> AreaMap | None:
    """Draw the area on the map of the provinces; None without a shape or when it lies outside the map."""
    here = "".join(_shapes(territory.description.statements))
    if not here or not land:
        return None
    title = gettext("Waar %(place)s ligt in Nederland", place=territory.description.label)
    return AreaMap(str(title), land, here)


def land_of(store: GraphStore) -> str:
    """Draw the provinces, once for each edition."""
    shapes = (row["shape"] for row in store.select(page_query("kaart")))
    return "".join(path_of(str(shape), COARSE) for shape in shapes)


def _lying(territory: Territory, link_to: LinkTo) -> Iterator[Fact]:
    described = territory.description
    around = [s for s in described.statements if s.predicate == GEO.sfWithin]
    if around and not territory.is_of_body:
        yield fact(str(gettext("ligt in")), (value_of(s, link_to) for s in around))
    yield from _neighbours(described, link_to)
    within = [s for g in described.incoming if g.predicate == GEO.sfWithin for s in g.statements]
    if within:
        words = gettext("gemeenten hierin") if territory.holds_municipalities else gettext("plaatsen hierin")
        yield fact(str(words), (subject_value(s, link_to) for s in within))
    yield from facts_of(described.statements, link_to, _SHOWN_APART)


def _neighbours(described: EntityDescription, link_to: LinkTo) -> Iterator[Fact]:
    # Sources often list a border from one side only; both directions are one fact to a reader.
    own = [s for s in described.statements if s.predicate == GEO.sfTouches]
    known = {s.object for s in own}
    other = [s for g in described.incoming if g.predicate == GEO.sfTouches for s in g.statements]
    values = [value_of(s, link_to) for s in own]
    values += [subject_value(s, link_to) for s in other if s.subject not in known]
    if values:
        yield fact(str(gettext("grenst aan")), values)


def _shapes(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        if statement.predicate == GEO.hasGeometry:
            for part in statement.parts:
                if part.predicate == GEO.asGeoJSON and isinstance(part.object, Literal):
                    yield path_of(str(part.object))
