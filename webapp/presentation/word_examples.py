"""How the words of the vocabulary are used: for each a few things or statements of the edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rdflib import Literal, URIRef

from graph.naming import Names
from graph.store.interface import DEFAULT_GRAPH, GraphStore, Node
from ontology.terms import RDF
from webapp.presentation.parts import Link, LinkTo
from webapp.presentation.words import Vocabulary

MOST: Final = 3
_LONGEST: Final = 120


@dataclass(frozen=True)
class Example:
    """A thing, or what is said of it: a link where the value is a thing too, else its text."""

    thing: Link
    value: Link | None = None
    text: str = ""


def examples_of(
    words: Vocabulary, store: GraphStore, names: Names, link_to: LinkTo
) -> Mapping[str, tuple[Example, ...]]:
    """Find examples for each class and property, by the name of the word; nothing for an unused one."""

    def link(node: Node) -> Link:
        return Link(names.label(node), link_to(str(node)))

    found: dict[str, tuple[Example, ...]] = {}
    for word in words.classes:
        quads = store.quads(None, RDF.type, URIRef(word.iri), DEFAULT_GRAPH)
        found[word.name] = tuple(Example(link(quad[0])) for quad in islice(quads, MOST))
    for word in words.properties:
        quads = store.quads(None, URIRef(word.iri), None, DEFAULT_GRAPH)
        found[word.name] = tuple(_said(((q[0], q[2]) for q in quads), link))
    return {name: examples for name, examples in found.items() if examples}


def _said(pairs: Iterable[tuple[Node, Node]], link: Callable[[Node], Link]) -> Iterable[Example]:
    for thing, value in islice(pairs, MOST):
        if isinstance(value, Literal):
            text = str(value)
            yield Example(link(thing), text=text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
        else:
            yield Example(link(thing), value=link(value))
