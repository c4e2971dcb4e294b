"""The questions that the benchmark puts to every SPARQL server, one for each way in which they are hard."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.prefixes import PREFIXES
from tests.bench_graph import BASE, organisation, subject


@dataclass(frozen=True)
class Question:
    """A query of the notes' table; ``ORG`` and ``SUBJECT`` stand for another thing in each round.

    :param small: whether clients ask such things all the time
    :param any_rows: whether any so many rows are right, so that only their number is compared
    """

    name: str
    text: str
    small: bool = False
    any_rows: bool = False
    counts: bool = True
    """Whether it is one of the notes' questions, over which the geometric mean goes."""

    def asked(self, turn: int) -> str:
        """Give the text with its prefixes, for one round."""
        text = self.text.replace("ORG", f"<{organisation(turn % 50)}>")
        text = text.replace("SUBJECT", f"<{subject(5 + turn % 16)}>")
        used = {p: iri for p, iri in PREFIXES.items() if f"{p}:" in text}
        return "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in used.items()) + text


QUESTIONS = (
    Question(
        "entity page, inverse links, labels",
        """SELECT ?p ?o ?l ?back WHERE {
  { ORG ?p ?o . BIND(false AS ?back) OPTIONAL { ?o skos:prefLabel ?l } }
  UNION { ?o ?p ORG . BIND(true AS ?back) OPTIONAL { ?o skos:prefLabel ?l } } }""",
        small=True,
    ),
    Question("facet over all", "SELECT ?type (COUNT(?s) AS ?n) WHERE { ?s a ?type } GROUP BY ?type"),
    Question(
        "two hops",
        """SELECT ?i ?label ?place WHERE {
  ?i org:linkedTo ORG ; dct:spatial ?m ; skos:prefLabel ?label . ?m skos:prefLabel ?place }""",
        small=True,
    ),
    Question(
        "CONTAINS over all descriptions",
        'SELECT ?s WHERE { ?s dct:description ?text FILTER(CONTAINS(LCASE(STR(?text)), "zoo")) '
        f'FILTER(STRSTARTS(STR(?s), "{BASE}/organisatie/1")) }}',
    ),
    Question(
        "GROUP BY municipality",
        """SELECT ?m (COUNT(?o) AS ?n) WHERE { ?o a org:FormalOrganization ; dct:spatial ?m }
GROUP BY ?m ORDER BY DESC(?n) ?m""",
    ),
    Question(
        "`dct:subject/skos:broader*`",
        "SELECT (COUNT(?s) AS ?n) WHERE { ?s dct:subject/skos:broader* SUBJECT }",
    ),
    Question(
        "the same, written from the bound end (not in the mean)",
        "SELECT (COUNT(?s) AS ?n) WHERE { SUBJECT ^skos:broader*/^dct:subject ?s }",
        counts=False,
    ),
    Question("ORDER BY label LIMIT 25", "SELECT ?s ?l WHERE { ?s skos:prefLabel ?l } ORDER BY ?l LIMIT 25"),
    Question(
        "5000 rows",
        "SELECT ?s ?l ?m ?day WHERE { ?s skos:prefLabel ?l ; dct:spatial ?m ; dct:created ?day } LIMIT 5000",
        any_rows=True,
    ),
)
