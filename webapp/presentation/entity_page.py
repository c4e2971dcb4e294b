"""The page about one thing: what it is, what is known, what points to it, and who said so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from graph.described import EntityDescription, Statement
from graph.description import Describer
from graph.store.interface import GraphStore
from ontology.kinds import KINDS
from ontology.terms import DCT, GG, ORG, SCHEMA, SKOS
from webapp.presentation import areas, goal_cards, laws
from webapp.presentation.facts import fact, facts_of, pointing_facts, value_of
from webapp.presentation.headings import HIDDEN
from webapp.presentation.maps import AreaMap
from webapp.presentation.notes import SourceEntry, clash_of, is_web, source_entries
from webapp.presentation.parts import Clash, Link, LinkTo, Section, Value
from webapp.presentation.ties import ROLE_PREDICATES, role_facts
from webapp.presentation.unknowns import unknown_facts

_GOAL_APART: Final = frozenset({"gg:termijnJaar", "gg:termijnSoort", "skos:notation"})
_TURNED_APART: Final = frozenset({"gg:gebiedVan", "eli:is_part_of"})


@dataclass(frozen=True)
class EntityPage:
    """Everything the template of an entity shows, but the forms in which its data can be had."""

    iri: str
    title: str
    title_lang: str
    kind: str
    kind_key: str
    is_searched: bool
    """Whether things of this kind are found by searching."""
    summary: tuple[Value, ...]
    status: Value | None
    formulations: tuple[Value, ...]
    clashes: tuple[Clash, ...]
    sections: tuple[Section, ...]
    map: AreaMap | None
    official: tuple[Link, ...]
    sources: tuple[SourceEntry, ...]


@dataclass(frozen=True)
class Reader:
    """Where pages read: the store, what describes its things, and the map of the provinces."""

    store: GraphStore
    describer: Describer
    link_to: LinkTo
    land: str


def entity_page(described: EntityDescription, reader: Reader) -> EntityPage:
    """Lay out what is known about one thing."""
    link_to = reader.link_to
    territory = (
        areas.territory_of(described, reader.describer, reader.store)
        if described.kind in areas.AREA_KINDS
        else None
    )
    every = tuple(_everything(described, territory))
    return EntityPage(
        iri=described.iri,
        title=described.label,
        title_lang=described.label_lang or "nl",
        kind=KINDS[described.kind].singular if described.kind else "",
        kind_key=described.kind or "",
        is_searched=described.kind is not None and KINDS[described.kind].searchable,
        summary=_values(described, DCT.description, link_to) or _values(described, SKOS.definition, link_to),
        status=laws.status_value(described, link_to) if described.kind == "wet" else None,
        formulations=_values(described, GG.formulering, link_to),
        clashes=_clashes(every, link_to),
        sections=tuple(_sections(described, territory, reader)),
        map=areas.area_map(territory, reader.land) if territory else None,
        official=_official(described),
        sources=source_entries(every, link_to),
    )


def _sections(
    described: EntityDescription, territory: areas.Territory | None, reader: Reader
) -> Iterator[Section]:
    link_to = reader.link_to
    articles = laws.article_section(described, reader.describer, link_to) if described.kind == "wet" else None
    if articles:
        yield articles
    roles = role_facts(described.incoming, link_to)
    if roles:
        heading = (
            gettext("Wie meedoet")
            if _is_coalition(described)
            else gettext("Waaraan deze organisatie meedoet")
        )
        yield Section("rollen", str(heading), roles)
    yield from _own_section(described, link_to)
    if territory:
        yield from areas.area_sections(territory, link_to)
    pointing = pointing_facts(
        described.incoming,
        link_to,
        ROLE_PREDICATES | _TURNED_APART,
        described.statements,
        # What is no kind of ours is a word, such as a class: who looks it up wants to see how it is used.
        machinery=described.kind is None,
    )
    if territory and territory.description.iri != described.iri:
        pointing += areas.pointing_at_area(territory, link_to)
    if pointing:
        yield Section("verwijzingen", str(gettext("Wat hiernaar verwijst")), pointing)


def _own_section(described: EntityDescription, link_to: LinkTo) -> Iterator[Section]:
    hidden = HIDDEN | laws.SHOWN_APART if described.kind == "wet" else HIDDEN
    first = []
    if described.kind == "doel":
        hidden |= _GOAL_APART
        term = goal_cards.term_value(described.statements, link_to)
        first = [fact(str(gettext("termijn")), [term])] if term else []
    if described.kind == "bron":
        hidden |= {"dct:title"}
    if described.kind in areas.AREA_KINDS:
        hidden |= {"geo:sfWithin", "geo:sfTouches"}
    facts = (
        *first,
        *facts_of(described.statements, link_to, hidden),
        *unknown_facts(described.kind, described.statements),
    )
    if facts and described.kind != "plaats":
        yield Section("gegevens", str(gettext("Wat we weten")), facts)


def _everything(described: EntityDescription, territory: areas.Territory | None) -> Iterator[Statement]:
    """Walk all statements that the page shows, inside and out."""
    things = {described.iri: described}
    if territory:
        yield from territory.initiatives
        things.setdefault(territory.description.iri, territory.description)
    for thing in things.values():
        yield from thing.statements
        for group in thing.incoming:
            for statement in group.statements:
                if statement.subject_kind or described.kind is None:
                    yield statement
                    yield from statement.parts


def _values(described: EntityDescription, predicate: object, link_to: LinkTo) -> tuple[Value, ...]:
    return tuple(value_of(s, link_to) for s in described.statements if s.predicate == predicate)


def _clashes(statements: tuple[Statement, ...], link_to: LinkTo) -> tuple[Clash, ...]:
    claims = dict.fromkeys(claim for statement in statements for claim in statement.contradicted_by)
    return tuple(clash_of(claim, link_to) for claim in claims)


def _official(described: EntityDescription) -> tuple[Link, ...]:
    if described.kind in laws.LAW_KINDS:
        return laws.official_links(described)
    sites = [
        str(s.object) for s in described.statements if s.predicate == SCHEMA.url and is_web(str(s.object))
    ]
    words = gettext("Naar de bron zelf") if described.kind == "bron" else gettext("Website")
    return tuple(Link(str(words), site, external=True) for site in sites)


def _is_coalition(described: EntityDescription) -> bool:
    return any(group.predicate == ORG.organization for group in described.incoming)
