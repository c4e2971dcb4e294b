"""What the graph states of one thing, in the words of schema.org, as search engines read it in its page."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from graph.described import EntityDescription, Statement
from ontology.terms import DCT, ELI, FOAF, OWL, SCHEMA, SKOS
from webapp.publication.dataset_markup import Markup

MOST_VALUES: Final = 20
"""Of one property; who wants all of them reads the data."""

# What a kind is in schema.org; the others are a Thing. A class of schema.org that the graph gives goes first.
_TYPES: Final = {
    "actieprogramma": "CreativeWork",
    "artikel": "Legislation",
    "bewering": "Claim",
    "bron": "CreativeWork",
    "document": "CreativeWork",
    "editie": "Dataset",
    "evenement": "Event",
    "gemeente": "GovernmentOrganization",
    "indicator": "StatisticalVariable",
    "initiatief": "Project",
    "levering": "Dataset",
    "organisatie": "Organization",
    "persoon": "Person",
    "plaats": "Place",
    "provincie": "GovernmentOrganization",
    "subsidie": "MonetaryGrant",
    "thema": "DefinedTerm",
    "waarneming": "Observation",
    "wet": "Legislation",
}
_ORGANISATIONS: Final = frozenset({"Organization", "GovernmentOrganization"})
# What is recognised in a text about a thing is mentioned by that text, not by the thing.
_NOT_OF_THE_THING: Final = frozenset({SCHEMA.mentions})
# Properties with the same meaning; those of schema.org itself go along under their own names.
_PROPERTIES: Final = {
    DCT.date: "datePublished",
    DCT.description: "description",
    DCT.identifier: "identifier",
    DCT.isPartOf: "isPartOf",
    DCT.license: "license",
    DCT.publisher: "publisher",
    DCT.subject: "about",
    ELI.is_about: "about",
    FOAF.homepage: "url",
    OWL.sameAs: "sameAs",
    SKOS.altLabel: "alternateName",
    SKOS.definition: "description",
    SKOS.exactMatch: "sameAs",
    SKOS.inScheme: "inDefinedTermSet",
}
_ADDRESSES: Final = frozenset({"license", "sameAs", "url"})
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_NUMBERS: Final = frozenset({XSD.decimal, XSD.double, XSD.float, XSD.integer})


def thing_markup(described: EntityDescription, page: str) -> Markup:
    """Say of a thing what the graph states and schema.org has a word for.

    A contested statement is left out: there is no room here to say by whom. So is what is only expected.

    :param page: the address of its page
    """
    markup: Markup = {
        "@context": "https://schema.org/",
        "@id": described.iri,
        "@type": _type_of(described),
        "name": described.label,
        "mainEntityOfPage": page,
    }
    found: dict[str, list[Any]] = {}
    for statement in described.statements:
        name = _property_of(statement.predicate, _TYPES.get(described.kind or ""))
        if name and not statement.contradicted_by and not statement.parts and not _only_expected(statement):
            value = _value_of(name, statement)
            values = found.setdefault(name, [])
            if value is not None and value not in values and len(values) < MOST_VALUES:
                values.append(value)
    markup.update(
        {name: values if len(values) > 1 else values[0] for name, values in found.items() if values}
    )
    return markup


def _type_of(described: EntityDescription) -> str | list[str]:
    own = [one.iri.removeprefix(str(SCHEMA)) for one in described.types if one.iri.startswith(str(SCHEMA))]
    general = _TYPES.get(described.kind or "", "Thing")
    # More than one kind of the same: an event of schema.org needs no "Event" beside it.
    return (own if len(own) > 1 else own[0]) if own else general


def _property_of(predicate: URIRef, general: str | None) -> str:
    if predicate in _NOT_OF_THE_THING:
        return ""
    if predicate.startswith(str(SCHEMA)):
        return predicate.removeprefix(str(SCHEMA))
    name = _PROPERTIES.get(predicate, "")
    # An organisation of schema.org is not about something, it knows about it.
    return "knowsAbout" if name == "about" and general in _ORGANISATIONS else name


def _only_expected(statement: Statement) -> bool:
    return {source.certainty for source in statement.sources} == {"verwacht"}


def _value_of(name: str, statement: Statement) -> Any:
    value = statement.object
    if isinstance(value, Literal):
        if value.language and value.language.partition("-")[0].casefold() != "nl":
            return {"@language": value.language, "@value": str(value)}
        if name == "publisher":
            return {"@type": "Organization", "name": str(value)}
        return json.loads(value) if value.datatype in _NUMBERS and _NUMBER.fullmatch(value) else str(value)
    if name in _ADDRESSES:
        return str(value)
    return {"@id": str(value), "name": statement.object_label}
