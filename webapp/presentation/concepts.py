"""The thesaurus as people read it: a tree from broad to narrow, and all names from A to Z."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import Literal, URIRef

from graph.store.interface import Quad
from ontology.collation import fold, sort_key
from ontology.terms import DCT, SKOS
from webapp.presentation.parts import Link, LinkTo

_DEEPEST: Final = 20


@dataclass(frozen=True)
class TreeConcept:
    """A subject with those below it."""

    link: Link
    narrower: tuple[TreeConcept, ...]


@dataclass(frozen=True)
class Entry:
    """A name in the alphabetical list; *see* leads on where it is not the preferred one."""

    name: str
    link: Link
    is_preferred: bool


@dataclass(frozen=True)
class Letter:
    """The names that begin with one letter; *slug* names the place on the page."""

    letter: str
    slug: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Thesaurus:
    """Everything on the page of the thesaurus."""

    title: str
    description: str
    licence: str
    """The IRI of the licence."""
    issued: str
    count: int
    tree: tuple[TreeConcept, ...]
    letters: tuple[Letter, ...]


def thesaurus_of(scheme: str, quads: Iterable[Quad], link_to: LinkTo) -> Thesaurus:
    """Lay out a concept scheme.

    What has no broader subject within the scheme stands at the top, whether the scheme says so or not. What
    has two stands below both, and opens up below the first; so circles end.

    :param quads: the statements of the scheme and its concepts
    """
    said: dict[tuple[URIRef, URIRef], list[URIRef | Literal]] = defaultdict(list)
    for subject, predicate, value, _ in quads:
        if isinstance(subject, URIRef) and isinstance(value, URIRef | Literal):
            said[subject, predicate].append(value)
    concepts = {subject for subject, predicate in said if predicate == SKOS.prefLabel}
    names = {concept: _dutch(said[concept, SKOS.prefLabel]) for concept in concepts}
    links = {concept: Link(name, link_to(str(concept))) for concept, name in names.items()}
    below: dict[URIRef, set[URIRef]] = defaultdict(set)
    for concept in concepts:
        for broader in said[concept, SKOS.broader]:
            below[URIRef(broader)].add(concept)
        below[concept] |= {URIRef(one) for one in said[concept, SKOS.narrower] if one in concepts}
    under = {narrower for concept in concepts for narrower in below[concept]}
    whole = URIRef(scheme)
    return Thesaurus(
        title=_dutch(said[whole, DCT.title]),
        description=_dutch(said[whole, DCT.description]),
        licence=_dutch(said[whole, DCT.license]),
        issued=_dutch(said[whole, DCT.issued]),
        count=len(concepts),
        tree=_Tree(below, links).branch(concepts - under or concepts),
        letters=tuple(_letters(_entries(said, links))),
    )


def _dutch(values: Iterable[URIRef | Literal]) -> str:
    """Choose the Dutch text, else any, always the same one."""
    return str(min(values, key=lambda value: (not _is_dutch(value), str(value)), default=""))


def _is_dutch(value: URIRef | Literal) -> bool:
    return isinstance(value, Literal) and value.language in ("nl", None)


class _Tree:
    """Lays out subjects by breadth; each opens up once, so that the tree is no larger than its relations."""

    def __init__(self, below: Mapping[URIRef, set[URIRef]], links: Mapping[URIRef, Link]) -> None:
        self._below = below
        self._links = links
        self._opened: set[URIRef] = set()

    def branch(self, concepts: Iterable[URIRef], depth: int = 0) -> tuple[TreeConcept, ...]:
        ordered = sorted(concepts, key=lambda one: sort_key(self._links[one].text))
        return tuple(TreeConcept(self._links[one], self._narrower(one, depth)) for one in ordered)

    def _narrower(self, concept: URIRef, depth: int) -> tuple[TreeConcept, ...]:
        if concept in self._opened or depth == _DEEPEST:
            return ()
        self._opened.add(concept)
        return self.branch(self._below.get(concept, ()), depth + 1)


def _entries(
    said: Mapping[tuple[URIRef, URIRef], list[URIRef | Literal]], links: Mapping[URIRef, Link]
) -> Iterator[Entry]:
    for concept, link in links.items():
        yield Entry(link.text, link, is_preferred=True)
        for other in said.get((concept, SKOS.altLabel), ()):
            if _is_dutch(other):
                yield Entry(str(other), link, is_preferred=False)


def _letters(entries: Iterable[Entry]) -> Iterator[Letter]:
    by_letter: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        first = fold(entry.name)[:1]
        by_letter[first.upper() if first.isalpha() else "#"].append(entry)
    for letter, some in sorted(by_letter.items()):
        slug = f"letter-{letter.lower()}" if letter != "#" else "letter-overig"
        yield Letter(
            letter, slug, tuple(sorted(some, key=lambda entry: (sort_key(entry.name), entry.link.text)))
        )
