from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from graph.edition import (
    list_editions,
    newest_edition,
    open_edition,
    publish_edition,
    published_edition,
    remove_edition,
    rollback,
)
from graph.edition_names import next_name, read_register
from graph.ingest import NamedGraph
from graph.lock import build_lock
from graph.provenance import EditionFacts
from graph.sealing import building, remove_leftovers
from graph.store import open_store
from ontology.errors import (
    BuildLockedError,
    EditionError,
    EditionNotFoundError,
    EditionRemovedError,
    NoEditionError,
    StoreError,
)
from ontology.terms import GG, RDF, XSD

BASE = "https://w3id.org/gemeengoed"
SAID = (URIRef("urn:doel"), RDF.type, GG.Doel)


def named(iri: str, *triples) -> NamedGraph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return NamedGraph(iri, "d", "gesteld", graph)


@pytest.fixture
def seal(tmp_path: Path) -> Callable[..., str]:
    def make(*graphs: NamedGraph) -> str:
        with building(tmp_path, BASE, "0.1.0") as work:
            work.write_graph(graphs or [named("urn:g", SAID)])
            return work.seal([{"source": "proef"}]).name

    return make


def test_a_sealed_edition_tells_what_it_holds(tmp_path: Path, seal) -> None:
    name = seal(named("urn:g", SAID, (SAID[0], GG.termijnJaar, Literal("2027", datatype=XSD.gYear))))
    edition = open_edition(tmp_path, name)
    assert name.endswith(".1")
    assert (edition.name, edition.path) == (name, tmp_path / "editions" / name)
    assert (edition.base, edition.version, edition.quads) == (BASE, "0.1.0", 4)
    assert edition.counts == {"doel": 1}
    assert edition.deliveries == ({"source": "proef"},)
    assert (edition.graph_path, edition.index_path) == (edition.path / "graph", edition.path / "index")


def test_the_default_graph_is_the_set_of_all_statements(tmp_path: Path, seal) -> None:
    other = (URIRef("urn:doel"), GG.formulering, Literal("Meer", lang="nl"))
    edition = open_edition(tmp_path, seal(named("urn:g", SAID, other), named("urn:h", SAID)))
    with open_store(f"oxigraph:{edition.graph_path}") as store:
        assert store.count() == 2
        assert len(store.select("SELECT ?s WHERE { ?s a ?type }")) == 1
        assert {str(quad[3]) for quad in store.quads(SAID[0], RDF.type)} == {"urn:g", "urn:h"}


def test_sealing_publishes_nothing(tmp_path: Path, seal) -> None:
    seal()
    with pytest.raises(NoEditionError, match="gemeengoed build"):
        published_edition(tmp_path)


def test_publishing_switches_and_rolling_back_walks_the_way_back(tmp_path: Path, seal) -> None:
    first, second, third, bad = seal(), seal(), seal(), seal()
    for name in (first, third, bad):
        assert publish_edition(tmp_path, name).name == name
        assert published_edition(tmp_path).name == name
    assert rollback(tmp_path).name == third
    newest = seal()
    publish_edition(tmp_path, newest)
    assert rollback(tmp_path).name == third, (
        "not to the edition that was rolled back, nor to one never published"
    )
    assert rollback(tmp_path).name == first
    with pytest.raises(NoEditionError, match="geen eerdere editie"):
        rollback(tmp_path)
    assert published_edition(tmp_path).name == first
    assert rollback(tmp_path, second).name == published_edition(tmp_path).name == second


def test_rolling_back_skips_what_was_removed(tmp_path: Path, seal) -> None:
    names = [seal(), seal(), seal()]
    for name in names:
        publish_edition(tmp_path, name)
    remove_edition(tmp_path, names[1])
    assert rollback(tmp_path).name == names[0]


def test_rolling_back_to_an_earlier_edition_forgets_the_later_ones(tmp_path: Path, seal) -> None:
    names = [seal(), seal(), seal()]
    for name in names:
        publish_edition(tmp_path, name)
    rollback(tmp_path, names[0])
    with pytest.raises(NoEditionError):
        rollback(tmp_path)


def test_a_publication_that_was_cut_off_is_rolled_back_right(tmp_path: Path, seal) -> None:
    """The history may run one ahead of the link: the history is written first."""
    names = [seal(), seal(), seal()]
    for name in names[:2]:
        publish_edition(tmp_path, name)
    (tmp_path / "publicaties.json").write_text(json.dumps(names))
    assert published_edition(tmp_path).name == names[1]
    assert rollback(tmp_path).name == names[0]


@pytest.mark.parametrize("name", ["2026-11-23.7", "morgen", "../..", "2026-11-23.01", ""])
def test_an_unknown_edition_is_not_found(tmp_path: Path, name: str) -> None:
    with pytest.raises(EditionNotFoundError, match=r"(?i)editie"):
        open_edition(tmp_path, name)
    with pytest.raises(EditionNotFoundError):
        publish_edition(tmp_path, name)


def test_a_removed_edition_is_told_from_one_that_never_was(tmp_path: Path, seal) -> None:
    first, second = seal(), seal()
    remove_edition(tmp_path, first)
    assert [one.name for one in list_editions(tmp_path)] == [second]
    with pytest.raises(EditionRemovedError, match=f"{first} is verwijderd"):
        open_edition(tmp_path, first)


def test_the_published_edition_cannot_be_removed(tmp_path: Path, seal) -> None:
    name = seal()
    publish_edition(tmp_path, name)
    with pytest.raises(EditionError, match="is gepubliceerd"):
        remove_edition(tmp_path, name)
    assert published_edition(tmp_path).name == name


def test_a_name_is_never_used_again(tmp_path: Path, seal) -> None:
    first, second = seal(), seal()
    remove_edition(tmp_path, second)
    third = seal()
    date = first.partition(".")[0]
    assert [first, second, third] == [f"{date}.1", f"{date}.2", f"{date}.3"]
    assert read_register(tmp_path) == [first, second, third]
    assert next_name(tmp_path, "1999-01-01") == "1999-01-01.1"


def test_a_name_is_not_used_again_when_the_register_missed_it(tmp_path: Path, seal) -> None:
    """A process may die between giving a folder its name and writing that name down."""
    name = seal()
    (tmp_path / "editions" / "namen.txt").unlink()
    assert seal() != name


def test_editions_are_listed_by_date_and_number(tmp_path: Path) -> None:
    names = ["2026-11-23.10", "2026-11-23.9", "2025-01-01.3"]
    for name in names:
        path = tmp_path / "editions" / name
        path.mkdir(parents=True)
        record = {
            "name": name,
            "base": BASE,
            "created": "2026-11-23T10:00:00+00:00",
            "version": "",
            "quads": 0,
            "counts": {},
            "deliveries": [],
        }
        (path / "edition.json").write_text(json.dumps(record))
    assert [one.name for one in list_editions(tmp_path)] == ["2025-01-01.3", "2026-11-23.9", "2026-11-23.10"]
    assert newest_edition(tmp_path).name == "2026-11-23.10"


def test_without_an_edition_none_is_the_newest(tmp_path: Path) -> None:
    with pytest.raises(NoEditionError, match="gemeengoed build"):
        newest_edition(tmp_path)


def test_an_edition_without_its_record_is_named(tmp_path: Path) -> None:
    (tmp_path / "editions" / "2026-11-23.1").mkdir(parents=True)
    with pytest.raises(EditionError, match=r"2026-11-23\.1 is geen leesbare editie"):
        list_editions(tmp_path)


def test_a_failure_leaves_no_trace(tmp_path: Path, seal) -> None:
    name = seal()
    publish_edition(tmp_path, name)
    with pytest.raises(StoreError, match="kan niet in de graaf staan"):
        seal(named("urn:g", SAID), named("urn:h", (URIRef("een twee"), RDF.type, GG.Doel)))
    assert sorted(one.name for one in (tmp_path / "editions").iterdir()) == [name, "namen.txt"]
    assert published_edition(tmp_path).name == name
    assert seal().endswith(".2")


def test_leftovers_of_a_killed_process_are_cleared(tmp_path: Path, seal) -> None:
    seal()
    (tmp_path / "editions" / ".building-oud" / "graph").mkdir(parents=True)
    (tmp_path / "editions" / ".verwijderd-2026-01-01.1").mkdir()
    old, young = tmp_path / "archive" / ".tijdelijk-oud", tmp_path / "archive" / ".tijdelijk-jong"
    old.parent.mkdir()
    old.write_bytes(b"half")
    young.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    seal()
    assert not [one for one in (tmp_path / "editions").iterdir() if one.name.startswith(".")]
    assert (old.exists(), young.exists()) == (False, True)


def test_what_gets_its_name_while_leftovers_are_cleared_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / ".tijdelijk-a").write_bytes(b"")
    (tmp_path / ".tijdelijk-b").write_bytes(b"")
    found = sorted(tmp_path.rglob(".tijdelijk-*"))
    found[0].rename(tmp_path / "klaar")
    os.utime(found[1], (time.time() - 7200,) * 2)
    monkeypatch.setattr(Path, "rglob", lambda *_: iter(found))  # what was listed just before
    remove_leftovers(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["editions", "klaar"]


def test_two_builders_at_once_are_one_too_many(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from graph.lock import build_lock\n"
        "with build_lock(pathlib.Path(sys.argv[1])): print('vast', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "vast\n"
        with (
            pytest.raises(BuildLockedError, match=rf"Er wordt al gebouwd .* \(proces {holder.pid}\)"),
            build_lock(tmp_path),
        ):
            pass
        holder.kill()
        holder.wait()
    with build_lock(tmp_path):
        pass


def test_readers_of_the_published_edition_never_see_half_a_switch(tmp_path: Path, seal) -> None:
    names = [seal(), seal()]
    publish_edition(tmp_path, names[0])
    stop, seen, wrong = threading.Event(), set(), []

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add(published_edition(tmp_path).name)
            except EditionError as exc:
                wrong.append(exc)

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(40):
        publish_edition(tmp_path, names[turn % 2])
    stop.set()
    reader.join()
    assert (seen, wrong) == (set(names), [])


def test_an_open_edition_stays_readable_while_another_is_built_and_published(tmp_path: Path, seal) -> None:
    edition = publish_edition(tmp_path, seal())
    with open_store(f"oxigraph:{edition.graph_path}") as store:
        publish_edition(
            tmp_path, seal(named("urn:g", SAID), named("urn:h", (SAID[0], RDF.value, Literal("x"))))
        )
        assert store.count() == 1
    with open_store(f"oxigraph:{published_edition(tmp_path).graph_path}") as store:
        assert store.count() == 2


def test_a_home_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("een bestand")
    with pytest.raises(EditionError, match="GEMEENGOED_HOME"), building(tmp_path / "home", BASE, "0"):
        pass


def test_a_history_that_cannot_be_read_is_named(tmp_path: Path, seal) -> None:
    name = seal()
    (tmp_path / "publicaties.json").write_text("[")
    with pytest.raises(EditionError, match=r"publicaties\.json is onleesbaar"):
        publish_edition(tmp_path, name)
    (tmp_path / "publicaties.json").unlink()
    assert publish_edition(tmp_path, name).name == name


def test_a_publication_that_the_disk_refuses_is_one_clear_error(tmp_path: Path, seal) -> None:
    name = seal()
    (tmp_path / "published").mkdir()
    with pytest.raises(EditionError, match=f"Editie {name} kan niet worden gepubliceerd"):
        publish_edition(tmp_path, name)


def test_an_edition_knows_its_own_iri() -> None:
    assert EditionFacts("2026-11-23.1", BASE, "", "").iri == f"{BASE}/id/editie/2026-11-23.1"
