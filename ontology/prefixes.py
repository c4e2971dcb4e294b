"""Lists the vocabularies that the graph is written in, each with the prefix by which it goes everywhere."""

from __future__ import annotations

from typing import Final

# Plain strings, apart from terms.py: IRIs and kinds are needed where loading rdflib would take too long.
PREFIXES: Final[dict[str, str]] = {
    "gg": "https://w3id.org/gemeengoed/def#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "tooi": "https://identifier.overheid.nl/tooi/def/ont/",
    "prov": "http://www.w3.org/ns/prov#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "time": "http://www.w3.org/2006/time#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
}
"""Every prefix that a query, a mapping or a page may use without declaring it.

``gg:`` is ours. It stays the same whatever the base of an installation is: a vocabulary is shared.
"""
