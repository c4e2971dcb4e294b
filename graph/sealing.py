"""Writes the graphs of a new edition to disk and seals it: afterwards nobody changes it any more."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast

import pyoxigraph

from graph.durable import TEMPORARY_PREFIX, sync_folder, sync_tree, write_durably
from graph.edition import EDITION_FILE, REMOVED_PREFIX, Edition, open_edition
from graph.edition_names import EDITIONS, next_name, register_name
from graph.ingest import NamedGraph
from graph.lock import build_lock
from graph.provenance import EditionFacts
from graph.rdf_files import Triple
from graph.store.convert import from_ox, to_ox_quad
from graph.store.interface import DEFAULT_GRAPH
from ontology.errors import EditionError
from ontology.kinds import kind_of
from ontology.terms import RDF

BUILDING_PREFIX: Final = ".building-"
LEFTOVER_AGE_S: Final = 3600


@dataclass
class Building:
    """An edition under construction in a folder that readers do not look at."""

    home: Path
    path: Path
    facts: EditionFacts
    quads: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    def write_graph(self, graphs: Iterable[NamedGraph]) -> None:
        """Write the named graphs, and in the default graph the set of all their statements.

        :raises EditionError: if the disk refuses
        """
        store = pyoxigraph.Store(str(self.path / "graph"))
        try:
            store.bulk_extend(_quads(graphs))
            store.flush()
            store.optimize()
            self.quads = len(store)
            self.counts = _count_kinds(store)
        finally:
            # The engine closes its files when the last reference goes; there is no other way to ask for it.
            del store

    def seal(self, deliveries: Iterable[Mapping[str, str]]) -> Edition:
        """Bring everything to disk and give the edition its name."""
        record = {
            "name": self.facts.name,
            "base": self.facts.base,
            "created": self.facts.created,
            "version": self.facts.version,
            "quads": self.quads,
            "counts": dict(self.counts),
            "deliveries": list(deliveries),
        }
        write_durably(self.path / EDITION_FILE, json.dumps(record, ensure_ascii=False, indent=1).encode())
        sync_tree(self.path)
        self.path.chmod(0o755)
        self.path.rename(self.home / EDITIONS / self.facts.name)
        sync_folder(self.home / EDITIONS)
        register_name(self.home, self.facts.name)
        return open_edition(self.home, self.facts.name)


@contextmanager
def building(home: Path, base: str, version: str) -> Iterator[Building]:
    """Hold the lock, clear what a killed build left, and give a fresh folder to build in.

    Whatever goes wrong inside, the folder is gone afterwards and the published
    edition is as it was.

    :raises BuildLockedError: if another process is building
    :raises EditionError: if the disk refuses
    """
    with build_lock(home):
        try:
            yield from _fresh(home, base, version)
        except OSError as exc:
            raise EditionError(
                f"De editie kan niet worden geschreven ({exc.strerror or exc}). "
                "De gepubliceerde editie is niet veranderd. Maak schijfruimte vrij en bouw opnieuw."
            ) from exc


def _fresh(home: Path, base: str, version: str) -> Iterator[Building]:
    folder = home / EDITIONS
    folder.mkdir(parents=True, exist_ok=True)
    remove_leftovers(home)
    now = datetime.now(UTC)
    name = next_name(home, now.astimezone().date().isoformat())
    path = Path(tempfile.mkdtemp(prefix=BUILDING_PREFIX, dir=folder))
    try:
        yield Building(home, path, EditionFacts(name, base, now.isoformat(timespec="seconds"), version))
    finally:
        shutil.rmtree(path, ignore_errors=True)


def remove_leftovers(home: Path) -> None:
    """Remove what processes that were killed left in *home*; only the holder of the build lock may."""
    for one in (home / EDITIONS).iterdir():
        if one.name.startswith((BUILDING_PREFIX, REMOVED_PREFIX)):
            shutil.rmtree(one)
    # Loading and publishing need no build lock: what they are writing at this moment is young.
    for one in home.rglob(f"{TEMPORARY_PREFIX}*"):
        with suppress(FileNotFoundError):  # it got its name in the meantime
            if time.time() - one.lstat().st_mtime > LEFTOVER_AGE_S:
                one.unlink()


def _quads(graphs: Iterable[NamedGraph]) -> Iterator[pyoxigraph.Quad]:
    """Give each statement in its own graph and in the default graph; a store holds no statement twice."""
    for named in graphs:
        name = pyoxigraph.NamedNode(named.iri)
        for triple in named.graph:
            subject, predicate, value = cast("Triple", triple)
            quad = to_ox_quad((subject, predicate, value, DEFAULT_GRAPH))
            yield quad
            yield pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, name)


def _count_kinds(store: pyoxigraph.Store) -> dict[str, int]:
    types: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(
        None, pyoxigraph.NamedNode(RDF.type), None, pyoxigraph.DefaultGraph()
    ):
        types.setdefault(str(quad.subject), []).append(str(from_ox(quad.object)))
    counts: dict[str, int] = {}
    for one in types.values():
        kind = kind_of(one)
        if kind is not None:
            counts[kind] = counts.get(kind, 0) + 1
    return dict(sorted(counts.items()))
