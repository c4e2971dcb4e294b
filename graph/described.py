"""The parts of a description: statements, what points to a thing, and who said each of them."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from graph.store.interface import Node


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A document that says something, and how surely it says so."""

    iri: str
    """The IRI of the ``gg:Bron``."""
    title: str
    url: str
    date: str
    """ISO date, month or year; empty when unknown, and then *date_note* says so."""
    date_note: str
    publisher: str
    license: str
    """The IRI of the licence, or empty."""
    rights: str
    """What is known of the rights where there is no licence, or empty."""
    certainty: str
    """``gesteld``, ``afgeleid`` or ``verwacht``; empty if the graph does not tell."""
    graph: str
    """The named graph that holds the statement."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that is quoted or contested, as one source puts it."""

    iri: str
    label: str
    quote: str
    note: str
    certainty: str
    source: SourceRef | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with everything a reader needs to judge it."""

    subject: Node
    subject_label: str
    subject_kind: str | None
    predicate: URIRef
    predicate_label: str
    object: Node
    object_label: str
    """The name of the thing, or the text; for a node inside the thing what it says: ``sinds 2024-04-13``."""
    object_kind: str | None
    """Key of :data:`ontology.kinds.KINDS`; None for a text and for what has no page here."""
    sources: tuple[SourceRef, ...]
    claims: tuple[Claim, ...] = ()
    """Claims that say the same."""
    contradicted_by: tuple[Claim, ...] = ()
    """Claims that say something else; where a node only ties two things, also those about that node."""
    parts: tuple[Statement, ...] = ()
    """What a node inside the thing says (``…#periode``), or the node that ties another thing to this one."""

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words of the sources that carry this statement."""
        return tuple(claim.quote for claim in self.claims if claim.quote)


@dataclass(frozen=True, slots=True)
class IncomingGroup:
    """What points to a thing with one predicate: the first by label, and how many there are in all."""

    predicate: URIRef
    predicate_label: str
    total: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class NamedType:
    """A class of the thing."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class EntityDescription:
    """Everything that the edition says about one thing."""

    iri: str
    label: str
    label_lang: str
    kind: str | None
    types: tuple[NamedType, ...]
    statements: tuple[Statement, ...]
    """In Dutch order of predicate label, then of object label."""
    incoming: tuple[IncomingGroup, ...]
    """In Dutch order of predicate label."""
