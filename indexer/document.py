"""What is indexed for one entity, whichever engine does it, and how an edition gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef

from graph.store.interface import GraphStore
from indexer.dating import years_of_entity
from indexer.edition_graph import EditionGraph, literals, read_edition
from indexer.location import points_of
from indexer.neighbourhood import Neighbourhood
from indexer.sections import Section, is_long, sections_of
from indexer.subtitle import subtitle_of
from indexer.tag import Tag
from indexer.tagging import places_of, sources_of, themes_of
from ontology.kinds import KINDS
from ontology.terms import DCT, ELI, GG, ORG, SKOS


@dataclass(frozen=True, slots=True)
class Document:
    """All that search knows of one entity; texts are plain, never HTML.

    >>> document = Document(iri="https://example.org/id/thema/wonen", kind="thema", label="wonen")
    >>> document.names, document.subtitle
    ((), '')

    :param kind: key of :data:`ontology.kinds.KINDS`
    :param names: other names and abbreviations, as people write them
    :param hidden_names: misspellings: found, never shown
    :param types: what it is, in words: an organisation, a vereniging
    :param subtitle: tells the entity from its namesakes in a list of results
    :param texts: further literals worth finding: quotations, places as the source names them ...
    :param sections: the passages of a long text; it is found and shown by the best of them
    :param neighbours: names of the entities that it is linked with
    :param mentions: names of the laws that its texts name
    :param themes: subjects, their broader subjects included
    :param places: municipalities and provinces that it lies in
    :param sources: publishers of the documents that speak of it
    :param whole: IRI of the document that this is a passage of; empty for a document
    :param href: address of the passage
    :param years: years that it is dated with: founded, in force, published ...
    :param points: where it lies, as (latitude, longitude) in degrees of WGS84
    """

    iri: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    hidden_names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    subtitle: str = ""
    description: str = ""
    texts: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    neighbours: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    themes: tuple[Tag, ...] = ()
    places: tuple[Tag, ...] = ()
    sources: tuple[Tag, ...] = ()
    whole: str = ""
    href: str = ""
    years: tuple[int, ...] = ()
    points: tuple[tuple[float, float], ...] = ()


_BOOK: Final = re.compile(r"(?P<code>Burgerlijk Wetboek|BW)(?: Boek)? (?P<book>\d+)")
_DESCRIBING: Final = (DCT.description, SKOS.definition, GG.formulering)


def documents_of(store: GraphStore) -> Iterator[Document]:
    """Give a document for every entity that people search, in order of kind and IRI.

    What is known only from deliveries that are not shown is left out. The territory of a municipality is no
    document of its own: what is said of it is found at the municipality.
    """
    graph = read_edition(store)
    rank = {key: at for at, key in enumerate(KINDS)}
    for iri, kind in sorted(graph.kinds.items(), key=lambda item: (rank[item[1]], item[0])):
        if KINDS[kind].searchable and graph.body(iri) == iri and graph.label(iri):
            yield _document(graph, iri, kind)


def _document(graph: EditionGraph, iri: URIRef, kind: str) -> Document:
    around = Neighbourhood(graph, iri)
    described = [text for predicate in _DESCRIBING for text in literals(graph.objects(iri, predicate))]
    texts = [text for text in around.texts if text not in described]
    return Document(
        iri=str(iri),
        kind=kind,
        label=graph.label(iri),
        names=(*graph.other_names(iri), *_citations(graph, iri)),
        hidden_names=literals(graph.objects(iri, SKOS.hiddenLabel)),
        types=_types(graph, iri, kind),
        subtitle=subtitle_of(graph, iri),
        description=" ".join(described),
        texts=tuple(text for text in texts if not is_long(text)),
        sections=(*_articles(graph, iri), *(s for text in filter(is_long, texts) for s in sections_of(text))),
        neighbours=tuple(around.neighbours),
        themes=themes_of(graph, iri),
        places=places_of(graph, iri),
        sources=sources_of(graph, iri),
        years=years_of_entity(graph, iri),
        points=points_of(graph, iri),
    )


def _articles(graph: EditionGraph, law: URIRef) -> tuple[Section, ...]:
    """A law is found and shown by what its articles say, in the order of their numbers."""
    found = []
    for article in graph.subjects(law, ELI.is_part_of):
        number = graph.value(article, ELI.number)
        said = " ".join(text for name in _DESCRIBING for text in literals(graph.objects(article, name)))
        if number and said:
            found.append((_by_number(number), Section(f"artikel {number}", said, str(article))))
    return tuple(section for _, section in sorted(found))


def _by_number(number: str) -> tuple[tuple[int, str], ...]:
    """2.6.7 comes before 2.6.10, and 18 before 18a."""
    return tuple((int(digits), rest) for digits, rest in re.findall(r"(\d+)(\D*)", number))


def _types(graph: EditionGraph, iri: URIRef, kind: str) -> tuple[str, ...]:
    classes = sorted(graph.links(iri, DCT.type, ORG.classification))
    names = [name for one in classes for name in (graph.label(one), *graph.other_names(one)) if name]
    return tuple(dict.fromkeys((KINDS[kind].singular, *names)))


def _book(number: str, law: str) -> tuple[tuple[str, str], ...]:
    """Article 53 of Burgerlijk Wetboek Boek 2, or of BW 2, is cited as 2:53 of the whole code.

    >>> _book("53", "Burgerlijk Wetboek Boek 2"), _book("53", "BW 2"), _book("1", "Gaswet")
    ((('2:53', 'Burgerlijk Wetboek'),), (('2:53', 'BW'),), ())
    """
    found = _BOOK.fullmatch(law)
    return ((f"{found['book']}:{number}", found["code"]),) if found else ()


def _citations(graph: EditionGraph, iri: URIRef) -> tuple[str, ...]:
    """An article is cited by every name of its law: artikel 2.6.7 Wmo."""
    number = graph.value(iri, ELI.number)
    laws = sorted(graph.links(iri, ELI.is_part_of))
    names = [
        f"artikel {cited} {name}"
        for law in laws
        for title in (graph.label(law), *graph.other_names(law))
        for cited, name in ((number, title), *_book(number, title))
    ]
    return tuple(name for name in dict.fromkeys(names) if number and name != graph.label(iri))
