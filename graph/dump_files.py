"""Writes a set of named graphs as N-Quads, TriG and Turtle, the same bytes for the same statements."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from graph.sorted_lines import sorted_lines
from ontology.prefixes import PREFIXES

SUFFIXES: Final = ("nq", "trig", "ttl")
# The names of graphs hold no space, so what follows the last " <" of a line of N-Quads is its graph.
_BEFORE_GRAPH: Final = b" <"


def write_files(store: ox.Store, graphs: Iterable[str], folder: Path, stem: str) -> list[Path]:
    """Write the statements of *graphs* as ``stem.nq.gz``, ``stem.trig.gz`` and ``stem.ttl.gz``.

    N-Quads and TriG say in which graph each statement stands, in the order of the graphs and within each
    of the statements; Turtle has each statement once. Memory stays small, however large the graphs are.

    :param graphs: names of graphs; one that is empty or absent adds nothing
    :param folder: also holds what is needed meanwhile, uncompressed, and is cleared of it
    :raises OSError: if the disk refuses
    """
    quads, triples = folder / f"{stem}.nq", folder / f"{stem}.nt"
    try:
        with quads.open("wb") as file:
            for graph in sorted(graphs):
                file.writelines(sorted_lines(_lines_of(store, graph, folder), folder))
        with quads.open("rb") as file, triples.open("wb") as output:
            lines = sorted_lines((line.rpartition(_BEFORE_GRAPH)[0] + b" .\n" for line in file), folder)
            output.writelines(line for line, _ in groupby(lines))
        made = [folder / f"{stem}.{suffix}.gz" for suffix in SUFFIXES]
        with quads.open("rb") as file, _compressed(made[0]) as output:
            shutil.copyfileobj(file, output)
        with _compressed(made[1]) as output:
            ox.serialize(ox.parse(path=quads), output, ox.RdfFormat.TRIG, prefixes=PREFIXES)
        with _compressed(made[2]) as output:
            once = (quad.triple for quad in ox.parse(path=triples))
            ox.serialize(once, output, ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    finally:
        quads.unlink(missing_ok=True)
        triples.unlink(missing_ok=True)
    return made


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lines_of(store: ox.Store, graph: str, folder: Path) -> Iterator[bytes]:
    raw = folder / "ongesorteerd.nq"
    ox.serialize(
        store.quads_for_pattern(None, None, None, ox.NamedNode(graph)), raw, format=ox.RdfFormat.N_QUADS
    )
    with raw.open("rb") as file:
        yield from file
    raw.unlink()


@contextmanager
def _compressed(path: Path) -> Iterator[IO[bytes]]:
    """Open a gzip file that tells neither its name nor when it was made, so that the same is the same."""
    with (
        path.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0) as output,
    ):
        yield cast("IO[bytes]", output)
