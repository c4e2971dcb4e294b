"""Gives the vocabularies as rdflib namespaces, and shortens and expands the IRIs of their terms."""

from __future__ import annotations

import re
from typing import Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DCAT, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, TIME, VOID, XSD
from rdflib.namespace import DCTERMS as DCT

from ontology.errors import IriError
from ontology.prefixes import PREFIXES

__all__ = [
    "DCAT", "DCT", "ELI", "FOAF", "GEO", "GG", "OA", "ORG", "OWL", "PREFIXES", "PROV", "RDF", "RDFS",
    "SCHEMA", "SD", "SH", "SKOS", "TIME", "TOOI", "VOID", "XSD", "curie", "expand",
]  # fmt: skip

# rdflib's own GEO is an older GeoSPARQL and its SDO grows behind schema.org; these accept any name, and a
# test checks the names we use against the vocabularies themselves.
GG: Final = Namespace(PREFIXES["gg"])
ELI: Final = Namespace(PREFIXES["eli"])
GEO: Final = Namespace(PREFIXES["geo"])
OA: Final = Namespace(PREFIXES["oa"])
SCHEMA: Final = Namespace(PREFIXES["schema"])
SD: Final = Namespace(PREFIXES["sd"])
SH: Final = Namespace(PREFIXES["sh"])
TOOI: Final = Namespace(PREFIXES["tooi"])

_LOCAL_NAME: Final = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def curie(iri: str) -> str:
    """Shorten *iri* to ``prefix:name`` where that is possible.

    >>> curie("http://www.w3.org/ns/org#Membership")
    'org:Membership'
    >>> curie("https://example.org/x")
    'https://example.org/x'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return str(iri)


def expand(name: str) -> URIRef:
    """Write ``prefix:name`` out to a full IRI.

    >>> expand("skos:prefLabel")
    rdflib.term.URIRef('http://www.w3.org/2004/02/skos/core#prefLabel')
    >>> expand("skos:")
    Traceback (most recent call last):
      ...
    ontology.errors.IriError: In "skos:" volgt op de prefix geen naam. Schrijf bijvoorbeeld skos:prefLabel.

    :raises IriError: if the prefix is not one of :data:`PREFIXES`, or what follows is no name
    """
    prefix, colon, local = name.partition(":")
    if not colon or prefix not in PREFIXES:
        raise IriError(f'De prefix van "{name}" is onbekend. Kies uit: {", ".join(PREFIXES)}.')
    if not _LOCAL_NAME.fullmatch(local):
        raise IriError(f'In "{name}" volgt op de prefix geen naam. Schrijf bijvoorbeeld skos:prefLabel.')
    return URIRef(PREFIXES[prefix] + local)
