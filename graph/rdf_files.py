"""Parses a delivered RDF file: lexical forms are kept, nothing is fetched, nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final, cast
from xml.parsers import expat

import pyoxigraph
from rdflib import BNode, Literal, URIRef

from graph.jsonld_files import UNKNOWN_BASE, UNKNOWN_TERM, inline_contexts
from graph.lexical import expected_in_words, is_valid_value
from graph.store.convert import from_ox
from graph.store.interface import Node
from ontology.errors import SourceFormatError

Triple = tuple[URIRef | BNode, URIRef, Node]

RDF_SUFFIXES: Final[Mapping[str, pyoxigraph.RdfFormat]] = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
    ".xml": pyoxigraph.RdfFormat.RDF_XML,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    ".json": pyoxigraph.RdfFormat.JSON_LD,
}


def parse_rdf(data: bytes, name: str) -> Iterator[Triple]:
    """Parse the bytes of an RDF file; its suffix says the format.

    >>> [o.n3() for _, _, o in parse_rdf(b"<urn:a> <urn:b> 1.50 .", "a.ttl")]
    ['"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>']

    :raises SourceFormatError: naming the line of a syntax error, or the statement that is refused
    """
    rdf_format = RDF_SUFFIXES[PurePosixPath(name).suffix.lower()]
    base = None
    if rdf_format == pyoxigraph.RdfFormat.JSON_LD:
        data, base = inline_contexts(data, name), UNKNOWN_BASE
    try:
        for quad in pyoxigraph.parse(data, format=rdf_format, base_iri=base):
            yield _accepted(quad, name)
    except SyntaxError as exc:
        line = exc.lineno or _xml_line(data, rdf_format)
        where = f"Regel {line}: " if line else ""
        raise SourceFormatError(f"{where}{exc.msg}. Herstel dit en lever het bestand opnieuw.", name) from exc


def _accepted(quad: pyoxigraph.Quad, name: str) -> Triple:
    if not isinstance(quad.graph_name, pyoxigraph.DefaultGraph):
        raise SourceFormatError(
            f"De uitspraken staan in de benoemde graaf {quad.graph_name}, maar source.toml bepaalt van welk "
            "document ze zijn. Lever ze zonder benoemde graaf.",
            name,
        )
    if isinstance(quad.subject, pyoxigraph.Triple) or isinstance(quad.object, pyoxigraph.Triple):
        raise SourceFormatError(
            f"Uitspraken over uitspraken (RDF 1.2) zijn onleesbaar: {quad.subject}. Gebruik gg:Bewering.",
            name,
        )
    subject, predicate, value = from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object)
    for term in (subject, predicate, value):
        _check_iri(term, name)
    if isinstance(value, Literal):
        _check_literal(subject, predicate, value, name)
    return cast("Triple", (subject, predicate, value))


def _check_iri(term: Node, name: str) -> None:
    if not isinstance(term, URIRef):
        return
    if term.startswith(UNKNOWN_TERM):
        raise SourceFormatError(
            f'De sleutel "{term.removeprefix(UNKNOWN_TERM)}" staat niet in de @context. '
            "Voeg haar toe of verwijder haar.",
            name,
        )
    if term.startswith(UNKNOWN_BASE):
        raise SourceFormatError(
            f'"{term.removeprefix(UNKNOWN_BASE)}" is geen volledige IRI. Schrijf haar voluit, met https://.',
            name,
        )


def _check_literal(subject: Node, predicate: Node, value: Literal, name: str) -> None:
    if "\x00" in value:
        raise SourceFormatError(
            f"{subject}, {predicate}: de waarde bevat een NUL-teken. Verwijder het.", name
        )
    if value.datatype is not None and not is_valid_value(str(value), str(value.datatype)):
        raise SourceFormatError(
            f'{subject}, {predicate}: "{value}" is geen {expected_in_words(str(value.datatype))}.', name
        )


def _xml_line(data: bytes, rdf_format: pyoxigraph.RdfFormat) -> int | None:
    """Find the line of an XML error, which the RDF/XML parser does not tell."""
    if rdf_format != pyoxigraph.RdfFormat.RDF_XML:
        return None
    parser = expat.ParserCreate()
    try:
        parser.Parse(data, True)  # noqa: FBT003  expat takes this flag by position only
    except expat.ExpatError as exc:
        return exc.lineno
    return None
