"""Makes the files in which an edition, and each of its sources, can be taken away whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.dump_files import SUFFIXES, checksum, write_files
from graph.durable import sync_folder, sync_tree
from graph.edition import Edition, open_edition
from graph.edition_names import DUMPS, WHOLE
from graph.lock import short_lock
from graph.store.oxigraph_store import open_disk
from ontology.errors import EditionError
from ontology.terms import DCT

CHECKSUMS: Final = "SHA256SUMS"
_MAKING: Final = ".making-"


@dataclass(frozen=True)
class Dump:
    """One file to take away."""

    path: Path
    sha256: str
    size: int
    """Its length in bytes."""

    @property
    def name(self) -> str:
        """The name of the file: ``wetten.ttl.gz``."""
        return self.path.name


def dump_names(edition: Edition) -> tuple[str, ...]:
    """Tell which files an edition has, made or not yet: first those of the whole, then of each source."""
    sources = sorted({one["source"] for one in edition.deliveries})
    return tuple(f"{stem}.{suffix}.gz" for stem in (WHOLE, *sources) for suffix in SUFFIXES)


def find_dumps(home: Path, name: str) -> dict[str, Dump]:
    """Give the files of edition *name* by their names; none at all until all of them are there.

    :raises EditionError: if they cannot be read
    """
    folder = home / DUMPS / name
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="ascii").splitlines()
        found = [line.split("  ", 1) for line in lines]
        return {file: Dump(folder / file, sha, (folder / file).stat().st_size) for sha, file in found}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as exc:
        raise EditionError(
            f"{folder} is onleesbaar ({exc}). Verwijder het en draai gemeengoed dumps."
        ) from exc


def make_dumps(home: Path, name: str) -> dict[str, Dump]:
    """Make the files of edition *name*, unless they are there.

    The edition itself is only read. Who asks while somebody else is making them waits for that.

    :raises EditionNotFoundError: if there is no such edition
    :raises EditionRemovedError: if there is none any more
    :raises EditionError: if the disk refuses; then nothing is left
    """
    edition = open_edition(home, name)
    with short_lock(home / DUMPS / "lock"):
        found = find_dumps(home, name)
        if found:
            return found
        try:
            _clear(home / DUMPS)
            _make(edition, home / DUMPS)
        except OSError as exc:
            raise EditionError(
                f"De bestanden van editie {name} kunnen niet worden geschreven ({exc.strerror or exc}). "
                'Maak schijfruimte vrij en draai "gemeengoed dumps".'
            ) from exc
    return find_dumps(home, name)


def _clear(folder: Path) -> None:
    """Remove what a maker that was killed left; only the holder of the lock may."""
    for leftover in folder.glob(f"{_MAKING}*"):
        shutil.rmtree(leftover)


def _make(edition: Edition, folder: Path) -> None:
    work = Path(tempfile.mkdtemp(prefix=_MAKING, dir=folder))
    try:
        with open_disk(str(edition.graph_path)) as store:
            for stem, graphs in _graphs_by_stem(store.engine, edition).items():
                write_files(store.engine, graphs, work, stem)
        lines = [f"{checksum(work / file)}  {file}\n" for file in dump_names(edition)]
        (work / CHECKSUMS).write_text("".join(lines), encoding="ascii")
        for file in work.iterdir():
            file.chmod(0o644)
        sync_tree(work)
        # mkdtemp makes a folder that only its owner may read; whoever serves may be another user.
        work.chmod(0o755)
        work.rename(folder / edition.name)
        sync_folder(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _graphs_by_stem(store: ox.Store, edition: Edition) -> Mapping[str, set[str]]:
    graphs = {WHOLE: {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}}
    part_of = ox.NamedNode(str(DCT.isPartOf))
    for delivery in edition.deliveries:
        mine = graphs.setdefault(delivery["source"], set())
        if "iri" in delivery:
            quads = store.quads_for_pattern(None, part_of, ox.NamedNode(delivery["iri"]), ox.DefaultGraph())
            mine.update(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
    return graphs
