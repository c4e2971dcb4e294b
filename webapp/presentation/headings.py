"""Which statements a page shows, in which order, and what to call them when they point the other way."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext

from ontology.terms import curie

HIDDEN: Final = frozenset({
    # What the page already is, or shows elsewhere: its kind, its title, its lead, its map.
    "rdf:type", "skos:prefLabel", "dct:description", "skos:definition", "gg:formulering", "geo:hasGeometry",
    "geo:asGeoJSON", "geo:asWKT", "schema:latitude", "schema:longitude", "skos:hiddenLabel", "skos:inScheme",
    "skos:topConceptOf", "prov:wasDerivedFrom", "gg:gebiedVan", "rdfs:label", "foaf:name", "rdfs:isDefinedBy",
})  # fmt: skip
"""Statements that are no fact on a page."""

ORDER: Final = (
    "skos:notation", "gg:termijnJaar", "gg:termijnSoort", "gg:verantwoordelijke",
    "gg:gesteldDoor", "gg:begunstigde", "eli:in_force", "eli:date_no_longer_in_force", "dct:isReplacedBy",
    "eli:first_date_entry_in_force", "eli:title", "eli:title_short", "eli:title_alternative", "skos:altLabel",
    "org:classification", "gg:soortZoalsGenoemd", "dct:type", "schema:foundingDate", "schema:startDate",
    "schema:endDate", "schema:location", "gg:plaatsZoalsGenoemd", "dct:spatial", "tooi:ligtInProvincie",
    "gg:vertegenwoordigt", "gg:gedragenDoor", "gg:draagtBijAan", "gg:beroeptZichOp", "dct:subject",
    "eli:is_about", "schema:url", "skos:broader", "skos:narrower", "skos:related",
)  # fmt: skip
"""Facts that a reader wants first; the others follow in Dutch order of their labels."""

LAST: Final = (
    "dct:identifier", "eli:id_local", "tooi:gemeentecode", "tooi:provinciecode", "tooi:owmsId",
    "gg:peildatum",
)  # fmt: skip
"""Facts for who looks things up by number."""

TURNED: Final = {
    "schema:mentions": lazy_gettext("genoemd in"),
    "dct:isPartOf": lazy_gettext("bestaat uit"),
    "dct:isReplacedBy": lazy_gettext("kwam in de plaats van"),
    "dct:replaces": lazy_gettext("vervangen door"),
    "dct:spatial": lazy_gettext("initiatieven en meer op deze plaats"),
    "dct:subject": lazy_gettext("over dit onderwerp"),
    "dct:type": lazy_gettext("van deze soort"),
    "eli:is_about": lazy_gettext("wetten en artikelen hierover"),
    "eli:is_part_of": lazy_gettext("artikelen"),
    "geo:sfTouches": lazy_gettext("buren"),
    "geo:sfWithin": lazy_gettext("ligt hierin"),
    "gg:aangebodenAan": lazy_gettext("kreeg aangeboden"),
    "gg:begunstigde": lazy_gettext("doelen die hiervoor goed zijn"),
    "gg:beroeptZichOp": lazy_gettext("wie zich hierop beroept"),
    "gg:draagtBijAan": lazy_gettext("draagt hieraan bij"),
    "gg:gedragenDoor": lazy_gettext("draagt dit initiatief"),
    "gg:gesteldDoor": lazy_gettext("stelde dit op"),
    "gg:heeftDoel": lazy_gettext("staat in"),
    "gg:oproepAan": lazy_gettext("hierop wordt een beroep gedaan in"),
    "gg:strijdigMet": lazy_gettext("tegengesproken door"),
    "gg:verantwoordelijke": lazy_gettext("moet zorgen voor"),
    "gg:vertegenwoordigt": lazy_gettext("vertegenwoordigd door"),
    "org:classification": lazy_gettext("organisaties van deze soort"),
    "org:holds": lazy_gettext("bekleed door"),
    "org:member": lazy_gettext("lidmaatschappen"),
    "org:organization": lazy_gettext("leden"),
    "org:postIn": lazy_gettext("functies"),
    "prov:used": lazy_gettext("gebeurtenissen hiermee"),
    "prov:wasAssociatedWith": lazy_gettext("was betrokken bij"),
    "prov:wasDerivedFrom": lazy_gettext("beweringen uit deze bron"),
    "rdf:object": lazy_gettext("genoemd in de beweringen"),
    "rdf:subject": lazy_gettext("beweringen hierover"),
    "schema:attendee": lazy_gettext("was aanwezig bij"),
    "schema:location": lazy_gettext("hier gebeurde"),
    "schema:organizer": lazy_gettext("organiseerde"),
    "schema:superEvent": lazy_gettext("hoorde daarbij"),
    "schema:variableMeasured": lazy_gettext("metingen"),
    "schema:workFeatured": lazy_gettext("gebeurtenissen hiermee"),
    "skos:broader": lazy_gettext("omvat"),
    "skos:narrower": lazy_gettext("valt onder"),
    "skos:related": lazy_gettext("verwant met"),
    "tooi:ligtInProvincie": lazy_gettext("gemeenten, ook opgeheven"),
}
"""What to call a statement on the page of its object."""

OPPOSITE: Final = {
    "skos:broader": "skos:narrower",
    "skos:narrower": "skos:broader",
    "skos:related": "skos:related",
    "dct:isReplacedBy": "dct:replaces",
    "dct:replaces": "dct:isReplacedBy",
    "dct:isPartOf": "dct:hasPart",
    "eli:is_part_of": "eli:has_part",
    "gg:strijdigMet": "gg:strijdigMet",
}
"""Predicates that say from the one side what another says from the other side."""

_RANK: Final = {name: rank for rank, name in enumerate(ORDER)} | {
    name: len(ORDER) + 1 + rank for rank, name in enumerate(LAST)
}


def rank_of(predicate: str) -> int:
    """Give the place of a predicate among the facts of a page.

    >>> from ontology.terms import SKOS, DCT
    >>> rank_of(SKOS.altLabel) < rank_of("https://example.org/kleur") < rank_of(DCT.identifier)
    True
    """
    return _RANK.get(curie(predicate), len(ORDER))


def turned(predicate: str, label: str) -> str:
    """Word a statement from the side of its object.

    >>> turned("https://example.org/kleur", "kleur")
    'kleur van'
    """
    words = TURNED.get(curie(predicate))
    return str(words) if words else f"{label} van"
