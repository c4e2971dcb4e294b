"""A small graph of an invented coalition, as an edition holds it: named graphs, provenance, default graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

PREFIXES = """
PREFIX : <https://w3id.org/gemeengoed/id/>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX gg: <https://w3id.org/gemeengoed/def#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX time: <http://www.w3.org/2006/time#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

STATED = "https://w3id.org/gemeengoed/id/levering/proef-1#krant-gesteld"
INFERRED = "https://w3id.org/gemeengoed/id/levering/proef-1#krant-afgeleid"
OTHER = "https://w3id.org/gemeengoed/id/levering/proef-1#blad-gesteld"
WORDS = "https://w3id.org/gemeengoed/id/levering/proef-1#woorden-gesteld"
OWN = "https://w3id.org/gemeengoed/id/editie/2026-11-23.1#herkomst"

TRIG = (
    PREFIXES
    + f"""
GRAPH <{STATED}> {{
  <https://w3id.org/gemeengoed/id/organisatie/dorpsbelang> a org:Organization ;
    skos:prefLabel "Dorpsbelang"@nl , "Village Interest"@en ; skos:altLabel "DB" ;
    schema:foundingDate "2017"^^xsd:gYear ; schema:url <https://example.org/dorpsbelang> .
  <https://w3id.org/gemeengoed/id/organisatie/bond> a org:Organization ; skos:prefLabel "De Bond"@nl .
  <https://w3id.org/gemeengoed/id/lidmaatschap/dorpsbelang-bond> a org:Membership ;
    skos:prefLabel "Dorpsbelang, kernpartner van de Bond"@nl ;
    org:member <https://w3id.org/gemeengoed/id/organisatie/dorpsbelang> ;
    org:organization <https://w3id.org/gemeengoed/id/organisatie/bond> ; org:role gg:Kernpartner .
  <https://w3id.org/gemeengoed/id/bewering/krant> a gg:Bewering ; skos:prefLabel "volgens de krant"@nl ;
    rdf:subject <https://w3id.org/gemeengoed/id/lidmaatschap/dorpsbelang-bond> ; rdf:predicate org:member ;
    rdf:object <https://w3id.org/gemeengoed/id/organisatie/dorpsbelang> ;
    oa:exact "Dorpsbelang is kernpartner"@nl ; gg:zekerheid gg:Gesteld ;
    prov:wasDerivedFrom <https://w3id.org/gemeengoed/id/bron/krant> .
}}
GRAPH <{INFERRED}> {{
  <https://w3id.org/gemeengoed/id/lidmaatschap/dorpsbelang-bond>
    org:memberDuring <https://w3id.org/gemeengoed/id/lidmaatschap/dorpsbelang-bond#periode> .
  <https://w3id.org/gemeengoed/id/lidmaatschap/dorpsbelang-bond#periode> a time:Interval ;
    time:hasBeginning <https://w3id.org/gemeengoed/id/lidmaatschap/dorpsbelang-bond#begin> .
  <https://w3id.org/gemeengoed/id/lidmaatschap/dorpsbelang-bond#begin> a time:Instant ;
    time:inXSDDate "2024-04-13"^^xsd:date .
}}
GRAPH <{OTHER}> {{
  <https://w3id.org/gemeengoed/id/organisatie/bond> skos:prefLabel "De Bond"@nl ; schema:seeks "niemand" .
  <https://w3id.org/gemeengoed/id/bewering/blad> a gg:Bewering ; skos:prefLabel "volgens het blad"@nl ;
    rdf:subject <https://w3id.org/gemeengoed/id/organisatie/bond> ; rdf:predicate schema:seeks ;
    rdf:object "niemand" ; oa:exact "De Bond heeft geen kernpartners"@nl ; gg:zekerheid gg:Gesteld ;
    skos:note "Van een jaar later."@nl ; gg:strijdigMet <https://w3id.org/gemeengoed/id/bewering/krant> ;
    prov:wasDerivedFrom <https://w3id.org/gemeengoed/id/bron/blad> .
}}
GRAPH <{WORDS}> {{
  org:Organization rdfs:label "organisatie"@nl . org:member rdfs:label "lid"@nl .
  skos:prefLabel rdfs:label "naam"@nl . gg:Kernpartner skos:prefLabel "kernpartner"@nl .
}}
GRAPH <{OWN}> {{
  <{STATED}> a prov:Entity ; gg:zekerheid gg:Gesteld ;
    prov:wasDerivedFrom <https://w3id.org/gemeengoed/id/bron/krant> .
  <{INFERRED}> a prov:Entity ; gg:zekerheid gg:Afgeleid ;
    prov:wasDerivedFrom <https://w3id.org/gemeengoed/id/bron/krant> .
  <{OTHER}> a prov:Entity ; gg:zekerheid gg:Gesteld ;
    prov:wasDerivedFrom <https://w3id.org/gemeengoed/id/bron/blad> .
  <https://w3id.org/gemeengoed/id/bron/krant> a gg:Bron ; dct:title "Een krant"@nl ;
    schema:url <https://example.org/krant> ; dct:date "2024-04"^^xsd:gYearMonth ; dct:publisher "De Krant" ;
    dct:license <https://creativecommons.org/licenses/by/4.0/> .
  <https://w3id.org/gemeengoed/id/bron/blad> a gg:Bron ; dct:title "Een blad"@nl ;
    gg:datumToelichting "onbekend"@nl ; dct:rights "geen licentie vermeld"@nl ; dct:publisher "Het Blad" .
}}
"""
)


def write_store(directory: Path, trig: str = TRIG) -> Path:
    """Write *trig* to disk as a sealed edition does: the default graph is the set of all statements."""
    store = ox.Store(str(directory))
    quads = list(ox.parse(trig, format=ox.RdfFormat.TRIG))
    every = {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    store.bulk_extend([*quads, *every])
    store.flush()
    del store
    return directory
