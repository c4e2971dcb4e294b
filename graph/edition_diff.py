"""Compares two editions: which statements came and went, and which things they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Final

import pyoxigraph as ox
from rdflib import URIRef

from graph.edition import Edition
from graph.naming import Names
from graph.store.convert import from_ox
from graph.store.interface import GraphStore, Node
from graph.store.oxigraph_store import OxigraphStore, open_disk
from ontology.collation import sort_key

# What an edition says of itself and of its deliveries changes each time and tells a reader nothing.
_BOOKKEEPING: Final = frozenset({"editie", "levering"})

Triple = tuple[Node, URIRef, Node]


@dataclass(frozen=True)
class Change:
    """What changed in one respect: the values that went and those that came, in words."""

    predicate: str
    predicate_label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True)
class ChangedThing:
    """One thing that came, went or changed."""

    iri: str
    label: str
    kind: str
    """Key of its kind; empty for a thing that no page is about."""
    happened: str
    """``nieuw``, ``vervallen`` or ``gewijzigd``."""
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Difference:
    """All that is different in the public statements of two editions.

    *added* and *removed* count every statement, also those about editions and deliveries themselves.
    """

    old: str
    new: str
    added: int
    removed: int
    things: tuple[ChangedThing, ...]

    def in_words(self) -> str:
        """Say in one line how much changed.

        >>> Difference("2026-11-23.1", "2026-11-23.2", 0, 0, ()).in_words()
        'Er is inhoudelijk niets veranderd.'
        """
        if not self.things:
            return "Er is inhoudelijk niets veranderd."
        counts = Counter(thing.happened for thing in self.things)
        parts = [f"{counts[word]} {word}" for word in ("nieuw", "gewijzigd", "vervallen") if counts[word]]
        return f"{', '.join(parts)}; {self.added} uitspraken erbij, {self.removed} eraf."


def compare_editions(old: Edition, new: Edition) -> Difference:
    """Compare what *old* and *new* say publicly.

    :raises StoreUnavailableError: if the graph of one of them is gone
    """
    with open_disk(str(old.graph_path)) as before, open_disk(str(new.graph_path)) as after:
        gone, come = _changed_lines(before, after)
        things = _things(before, after, _triples(gone), _triples(come))
        return Difference(old.name, new.name, len(come), len(gone), things)


def rdf_patch(old: Edition, new: Edition) -> Iterator[bytes]:
    """Give the RDF Patch that makes *old* into *new*: one statement a line, in one transaction.

    Only the default graph is patched: all public statements, each once.
    """
    with open_disk(str(old.graph_path)) as before, open_disk(str(new.graph_path)) as after:
        gone, come = _changed_lines(before, after)
    yield f"H id <{_iri(new)}#wijzigingen> .\nH prev <{_iri(old)}> .\nTX .\n".encode()
    yield from (b"D " + line for line in gone)
    yield from (b"A " + line for line in come)
    yield b"TC .\n"


def _iri(edition: Edition) -> str:
    return f"{edition.base}/id/editie/{edition.name}"


def _changed_lines(before: OxigraphStore, after: OxigraphStore) -> tuple[list[bytes], list[bytes]]:
    """Give the statements of only one of the two, as lines of N-Triples, in their order.

    The engine writes a statement the same way each time, so lines can be compared, by their hashes: a million
    statements take 80 MB for that, and looking each up in the other store would take ten times as long.
    """
    with TemporaryFile() as old, TemporaryFile() as new:
        for store, file in ((before, old), (after, new)):
            store.engine.dump(file, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        return _only_in(old, new), _only_in(new, old)


def _only_in(file: IO[bytes], other: IO[bytes]) -> list[bytes]:
    other.seek(0)
    known = {hash(line) for line in other}
    file.seek(0)
    return sorted(line for line in file if hash(line) not in known)


def _triples(lines: list[bytes]) -> list[Triple]:
    quads = ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)
    return [(from_ox(q.subject), URIRef(str(from_ox(q.predicate))), from_ox(q.object)) for q in quads]


def _things(
    before: GraphStore, after: GraphStore, gone: list[Triple], come: list[Triple]
) -> tuple[ChangedThing, ...]:
    by_thing: dict[str, dict[URIRef, tuple[list[Node], list[Node]]]] = {}
    for at, triples in ((0, gone), (1, come)):
        for subject, predicate, value in triples:
            changes = by_thing.setdefault(str(subject).partition("#")[0], {})
            changes.setdefault(predicate, ([], []))[at].append(value)
    then, now = Names(before), Names(after)
    things = (_thing(URIRef(iri), changes, then, now) for iri, changes in by_thing.items())
    told = [thing for thing in things if thing is not None]
    return tuple(sorted(told, key=lambda one: (sort_key(one.label), one.iri)))


def _thing(
    iri: URIRef, changes: dict[URIRef, tuple[list[Node], list[Node]]], then: Names, now: Names
) -> ChangedThing | None:
    was, is_now = then.kind(iri), now.kind(iri)
    kind = is_now or was or ""
    if kind in _BOOKKEEPING or not kind:
        return None
    names = now if is_now else then
    happened = "gewijzigd" if was and is_now else "nieuw" if is_now else "vervallen"
    return ChangedThing(
        iri=str(iri),
        label=names.label(iri),
        kind=kind,
        happened=happened,
        changes=tuple(
            Change(
                str(predicate),
                now.label(predicate),
                tuple(sorted((then.label(value) for value in removed), key=sort_key)),
                tuple(sorted((now.label(value) for value in added), key=sort_key)),
            )
            for predicate, (removed, added) in sorted(
                changes.items(), key=lambda one: (sort_key(now.label(one[0])), one[0])
            )
        ),
    )
