"""Looks up what things are called and of which kind they are, and remembers it."""

from __future__ import annotations

from typing import Final

from rdflib import Literal, URIRef

from graph.store.interface import DEFAULT_GRAPH, GraphStore, Node, Quad
from ontology.kinds import kind_of
from ontology.terms import DCT, FOAF, RDF, RDFS, SCHEMA, SKOS, curie

NAMES: Final = (SKOS.prefLabel, RDFS.label, FOAF.name, DCT.title, SCHEMA.name, SKOS.altLabel)
"""What gives a thing its name, preferred first."""
_LANGUAGES: Final = ("nl", None, "en")
# Pages ask for the same few thousand names again and again; past that, memory is worth more.
_REMEMBERED: Final = 20_000


class Names:
    """The names of the things in one store, which must not change meanwhile.

    >>> from graph.store import open_store
    >>> Names(open_store("oxigraph-memory:")).label(Literal("gewoon een tekst"))
    'gewoon een tekst'
    """

    def __init__(self, store: GraphStore) -> None:
        """Look names up in *store*."""
        self._store = store
        self._names: dict[Node, Literal] = {}
        self._kinds: dict[Node, str | None] = {}

    def label(self, node: Node) -> str:
        """Give the name of a thing or the text of a literal; see :meth:`name`."""
        return str(self.name(node))

    def name(self, node: Node) -> Literal:
        """Give the name of a thing with its language: the preferred one, Dutch before English before others.

        A node inside a thing (``…#periode``) without a name of its own goes by that of the thing, and what
        has no name at all by its shortened IRI.
        """
        if isinstance(node, Literal):
            return node
        name = self._names.get(node)
        if name is None:
            name = self._find(node)
            if len(self._names) < _REMEMBERED:
                self._names[node] = name
        return name

    def kind(self, node: Node) -> str | None:
        """Give the kind of a thing, a key of :data:`ontology.kinds.KINDS`; None for what has no page here."""
        if isinstance(node, Literal):
            return None
        if node not in self._kinds:
            kind = kind_of(str(o) for o in self._objects(node, RDF.type))
            if len(self._kinds) >= _REMEMBERED:
                return kind
            self._kinds[node] = kind
        return self._kinds[node]

    def statements(self, node: Node) -> list[Quad]:
        """Give the statements that name a thing, in every graph that holds them: those that are preferred."""
        for predicate in NAMES:
            found = list(self._store.quads(node, predicate))
            if found:
                return found
        return []

    def _find(self, node: Node) -> Literal:
        for predicate in NAMES:
            found = [name for name in self._objects(node, predicate) if isinstance(name, Literal)]
            if found:
                return min(found, key=_preference)
        thing, fragment, _ = str(node).partition("#")
        whole = self._find(URIRef(thing)) if fragment else None
        return whole if whole is not None and str(whole) != curie(thing) else Literal(curie(str(node)))

    def _objects(self, node: Node, predicate: URIRef) -> list[Node]:
        return [quad[2] for quad in self._store.quads(node, predicate, None, DEFAULT_GRAPH)]


def _preference(name: Literal) -> tuple[int, str]:
    language = name.language.partition("-")[0].casefold() if name.language else None
    rank = _LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES)
    return rank, str(name)
