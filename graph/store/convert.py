"""The only place where terms of rdflib become terms of pyoxigraph, and back."""

from __future__ import annotations

from typing import TypeAlias

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef

from graph.store.interface import DEFAULT_GRAPH, Node, Quad, Row
from ontology.errors import StoreError

OxTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def to_ox(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Turn an rdflib term into the engine's.

    >>> to_ox(Literal("dorpshuis", lang="nl"))
    <Literal value=dorpshuis language=nl>

    :raises StoreError: if the engine cannot hold the term, such as an IRI with a space in it
    """
    try:
        if isinstance(term, Literal):
            if term.language:
                return ox.Literal(str(term), language=term.language)
            return ox.Literal(str(term), datatype=ox.NamedNode(term.datatype or XSD.string))
        return ox.BlankNode(str(term)) if isinstance(term, BNode) else ox.NamedNode(str(term))
    except ValueError as exc:
        raise StoreError(f"{term!r} kan niet in de graaf staan ({exc}). Herstel de term.") from exc


def from_ox(term: OxTerm) -> Node:
    """Turn a term of the engine into rdflib's.

    A plain string comes back plain: rdflib holds ``Literal(x)`` and ``Literal(x, datatype=xsd:string)``
    to be different, RDF does not.

    >>> from_ox(ox.Literal("dorpshuis"))
    rdflib.term.Literal('dorpshuis')

    :raises StoreError: for a statement about a statement (RDF 1.2), which rdflib does not know
    """
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Triple):
        raise StoreError("Het antwoord bevat een uitspraak als term (RDF 1.2). Vraag de delen apart op.")
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype == str(XSD.string):
        return Literal(term.value)
    # Kept as the engine wrote it: rdflib would turn "01" into "1" and warn about a date it cannot read.
    return Literal(term.value, datatype=URIRef(datatype), normalize=False)


def to_ox_quad(quad: Quad) -> ox.Quad:
    """Turn a statement and its graph into the engine's."""
    subject, predicate, obj, graph = quad
    graph_name = ox.DefaultGraph() if graph == DEFAULT_GRAPH else ox.NamedNode(str(graph))
    return ox.Quad(to_ox(subject), to_ox(predicate), to_ox(obj), graph_name)  # type: ignore[arg-type]


def from_ox_quad(quad: ox.Quad) -> Quad:
    """Turn a statement of the engine and its graph into rdflib's."""
    graph = quad.graph_name
    name = DEFAULT_GRAPH if isinstance(graph, ox.DefaultGraph) else from_ox(graph)
    return from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object), name  # type: ignore[return-value]


def sparql_text(term: Node) -> str:
    """Write a term as SPARQL reads it, escaped, so that it can never be read as anything else.

    >>> sparql_text(Literal('zeg "ja"', lang="nl"))
    '"zeg \\\\"ja\\\\""@nl'

    :raises StoreError: for a blank node, which has no name outside its graph
    """
    if isinstance(term, BNode):
        raise StoreError(f"{term!r} heeft buiten zijn graaf geen naam. Vraag naar een IRI of een tekst.")
    return str(to_ox(term))


def read_rows(solutions: ox.QuerySolutions) -> list[Row]:
    """Read a whole table; an unbound variable is absent from its row.

    >>> read_rows(ox.Store().query("SELECT ?a ?b { BIND(1 AS ?a) }"))[0]["a"].toPython()
    1

    :raises SyntaxError: if the table comes from a damaged text
    """
    try:
        names = [variable.value for variable in solutions.variables]
        rows: list[Row] = []
        for solution in solutions:
            pairs = zip(names, solution, strict=True)
            rows.append({name: from_ox(term) for name, term in pairs if term is not None})
        return rows
    finally:
        # See graph.store.answering.serialise: an exception that is kept must not hold the result.
        del solutions
