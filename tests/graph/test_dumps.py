"""An edition can be taken away whole: every statement, in three forms, the same bytes each time."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef

from graph.dump_files import write_files
from graph.dumps import CHECKSUMS, dump_names, find_dumps, make_dumps
from graph.edition import Edition, open_edition, publish_edition, remove_edition
from graph.edition_names import DUMPS
from graph.ingest import NamedGraph
from graph.sealing import building
from graph.sorted_lines import sorted_lines
from graph.source_reader import parse_source
from graph.store import open_store
from graph.store.interface import GraphStore
from ontology.errors import (
    EditionNotFoundError,
    EditionRemovedError,
    SourceFormatError,
    StoreUnavailableError,
)
from ontology.terms import DCT, RDFS

BASE = "https://w3id.org/gemeengoed"
A, B = URIRef("https://e.org/a"), URIRef("https://e.org/b")
AWKWARD = Literal('zeg "ja" <nee> \n\u2028 \u00e9 <https://e.org/> .', lang="nl")


def seal(home: Path) -> Edition:
    """Two sources that share a statement, one of them of two graphs, and what the edition says of them."""
    said = {
        "urn:levering:een#x": [(A, RDFS.label, AWKWARD), (B, RDFS.label, Literal("b"))],
        "urn:levering:een#y": [(A, RDFS.label, AWKWARD)],
        "urn:levering:twee#x": [(A, RDFS.label, AWKWARD), (A, RDFS.seeAlso, B)],
        "urn:editie#herkomst": [
            (URIRef(f"urn:levering:{graph}"), DCT.isPartOf, URIRef(f"urn:levering:{graph.partition('#')[0]}"))
            for graph in ("een#x", "een#y", "twee#x")
        ],
    }
    graphs = []
    for name, triples in said.items():
        graph = Graph()
        for triple in triples:
            graph.add(triple)
        graphs.append(NamedGraph(name, "d", "gesteld", graph))
    with building(home, BASE, "0.1.0") as work:
        work.write_graph(graphs)
        return work.seal([{"source": name, "iri": f"urn:levering:{name}"} for name in ("een", "twee")])


def read(path: Path) -> list[ox.Quad]:
    form = ox.RdfFormat.from_extension(path.name.split(".")[1])
    return list(ox.parse(gzip.decompress(path.read_bytes()), format=form))


def test_dumps_hold_every_statement_of_the_edition(builtin_store: GraphStore, copied_home: Path) -> None:
    name = (copied_home / "published").readlink().name
    dumps = make_dumps(copied_home, name)
    with open_store(f"oxigraph:{open_edition(copied_home, name).graph_path}") as store:
        every = list(store.engine)
    named = {quad for quad in every if quad.graph_name != ox.DefaultGraph()}
    once = {quad.triple for quad in every if quad.graph_name == ox.DefaultGraph()}
    for suffix in ("nq", "trig"):
        quads = read(dumps[f"gemeengoed.{suffix}.gz"].path)
        assert len(quads) == len(named)
        assert set(quads) == named
    triples = [quad.triple for quad in read(dumps["gemeengoed.ttl.gz"].path)]
    assert len(triples) == len(once)
    assert set(triples) == once


def test_each_source_has_its_own_graphs_and_its_turtle_says_nothing_twice(tmp_path: Path) -> None:
    dumps = make_dumps(tmp_path, seal(tmp_path).name)
    quads = read(dumps["een.nq.gz"].path)
    assert [(q.graph_name.value, q.subject.value) for q in quads] == [
        ("urn:levering:een#x", str(A)),
        ("urn:levering:een#x", str(B)),
        ("urn:levering:een#y", str(A)),
    ]
    assert read(dumps["een.trig.gz"].path) == quads
    assert [q.object.value for q in read(dumps["een.ttl.gz"].path)] == [str(AWKWARD), "b"]
    assert len(read(dumps["gemeengoed.nq.gz"].path)) == 8
    assert len(read(dumps["gemeengoed.ttl.gz"].path)) == 6


def test_made_again_the_files_are_the_same_to_the_byte(tmp_path: Path) -> None:
    name = seal(tmp_path).name
    first = {dump.name: dump.sha256 for dump in make_dumps(tmp_path, name).values()}
    (tmp_path / DUMPS / name).rename(tmp_path / "eerste")
    again = {dump.name: dump.sha256 for dump in make_dumps(tmp_path, name).values()}
    assert again == first
    assert all(
        (tmp_path / DUMPS / name / file).read_bytes() == (tmp_path / "eerste" / file).read_bytes()
        for file in first
    )


def test_order_does_not_depend_on_how_much_is_sorted_at_once(tmp_path: Path) -> None:
    lines = [f"{number * 7919 % 1000:04}\n".encode() for number in range(1000)] * 2
    for at_once in (7, 30, 1000, 2000, 5000):  # each part is an open file, and an ordinary user may have 1024
        assert list(sorted_lines(lines, tmp_path, at_once)) == sorted(lines)
    assert list(sorted_lines([], tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_checksums_are_those_that_the_usual_program_checks(tmp_path: Path) -> None:
    edition = seal(tmp_path)
    make_dumps(tmp_path, edition.name)
    folder = tmp_path / DUMPS / edition.name
    done = subprocess.run(
        ["sha256sum", "--check", CHECKSUMS], cwd=folder, capture_output=True, text=True, check=True
    )
    assert re.findall(r"(\S+): OK", done.stdout) == list(dump_names(edition))


def test_the_edition_is_only_read(tmp_path: Path) -> None:
    edition = seal(tmp_path)

    def state() -> dict[str, tuple[int, int]]:
        return {str(f): (f.stat().st_mtime_ns, f.stat().st_size) for f in edition.path.rglob("*")}

    before = state()
    make_dumps(tmp_path, edition.name)
    assert state() == before


def test_two_who_ask_at_once_get_the_same_files(tmp_path: Path) -> None:
    name = seal(tmp_path).name
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append([d.sha256 for d in make_dumps(tmp_path, name).values()]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert found == found[:1] * 4


def test_nothing_counts_before_everything_is_there_and_leftovers_are_cleared(tmp_path: Path) -> None:
    name = seal(tmp_path).name
    left = tmp_path / DUMPS / ".making-gestopt"
    left.mkdir(parents=True)
    (left / "gemeengoed.nq").write_text("half", "utf-8")
    assert find_dumps(tmp_path, name) == {}
    make_dumps(tmp_path, name)
    assert sorted(one.name for one in (tmp_path / DUMPS).iterdir()) == [name, "lock"]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    name = seal(tmp_path).name
    code = (
        "import resource, signal, sys; from pathlib import Path; from graph.dumps import make_dumps\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))\n"
        "make_dumps(Path(sys.argv[1]), sys.argv[2])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path, name], capture_output=True, text=True, check=False
    )
    assert "EditionError" in done.stderr
    assert 'draai "gemeengoed dumps"' in done.stderr
    assert [one.name for one in (tmp_path / DUMPS).iterdir()] == ["lock"]


def test_unknown_and_removed_editions_have_no_dumps(tmp_path: Path) -> None:
    name, other = seal(tmp_path).name, seal(tmp_path).name
    publish_edition(tmp_path, other)
    make_dumps(tmp_path, name)
    remove_edition(tmp_path, name)
    assert not (tmp_path / DUMPS / name).exists()
    with pytest.raises(EditionRemovedError):
        make_dumps(tmp_path, name)
    with pytest.raises(EditionNotFoundError):
        make_dumps(tmp_path, "2020-01-01.1")


def test_a_damaged_graph_is_no_reason_to_write_half_a_file(tmp_path: Path) -> None:
    edition = seal(tmp_path)
    for file in edition.graph_path.glob("*.sst"):
        file.write_bytes(b"x" * file.stat().st_size)
    with pytest.raises(StoreUnavailableError):
        make_dumps(tmp_path, edition.name)
    assert find_dumps(tmp_path, edition.name) == {}


def test_files_of_an_empty_source_are_empty_files(tmp_path: Path) -> None:
    made = write_files(ox.Store(), [], tmp_path, "leeg")
    assert [read(path) for path in made] == [[], [], []]
    assert sorted(tmp_path.iterdir()) == sorted(made)


def test_no_source_takes_the_name_of_the_whole(tmp_path: Path) -> None:
    text = 'name = "gemeengoed"\ntitle = "t"\npublisher = "p"\nlicense_note = "x"\nreceived = "2026-11-23"\n'
    with pytest.raises(SourceFormatError, match="alle bronnen samen"):
        parse_source(text.encode(), "source.toml")
