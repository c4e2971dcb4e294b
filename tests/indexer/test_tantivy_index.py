"""The files of the tantivy index: built, opened, refused, and read by many threads."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from graph.store.oxigraph_store import OxigraphStore
from indexer.document import Document
from indexer.engines import open_engine, write_documents
from indexer.indexing import build_index
from indexer.search import SearchRequest
from indexer.tag import Tag
from ontology.errors import SearchIndexError

pytest.importorskip("tantivy", reason='tantivy is not installed: pip install "gemeengoed[tantivy]"')

QUESTIONS = ["wonen", "amersfoort", "woonc*", '"samen hun woningen"', "", "art 2.6.7 wmo"]


@pytest.fixture(scope="module")
def built(small_store: OxigraphStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tantivy") / "index"
    build_index(f"tantivy:{folder}", small_store)
    return folder


def test_an_index_replaces_the_one_that_was_there(tmp_path: Path) -> None:
    write_documents(
        f"tantivy:{tmp_path}", [Document("iri:1", "thema", "oud"), Document("iri:2", "thema", "o")]
    )
    write_documents(f"tantivy:{tmp_path}", [Document("iri:3", "thema", "nieuw")])
    with closing(open_engine(f"tantivy:{tmp_path}")) as engine:
        assert [hit.label for hit in engine.search(SearchRequest("")).hits] == ["nieuw"]
        assert engine.search(SearchRequest("oud")).total == 0


def test_an_index_of_nothing_is_an_index(tmp_path: Path) -> None:
    assert write_documents(f"tantivy:{tmp_path}", []) == 0
    with closing(open_engine(f"tantivy:{tmp_path}")) as engine:
        assert engine.search(SearchRequest("wonen")).total == engine.search(SearchRequest("")).total == 0


def test_a_build_that_fails_halfway_leaves_no_index_and_no_lock(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_documents(
            f"tantivy:{tmp_path}", [Document("iri:1", "thema", "een"), Document("iri:2", "eenhoorn", "twee")]
        )
    with pytest.raises(SearchIndexError, match="Geen leesbare zoekindex"):
        open_engine(f"tantivy:{tmp_path}")
    assert write_documents(f"tantivy:{tmp_path}", [Document("iri:1", "thema", "een")]) == 1


def test_a_document_may_have_more_values_than_there_are_columns(tmp_path: Path) -> None:
    themes = tuple(Tag(f"t{n}", f"t{n}") for n in range(9))
    write_documents(
        f"tantivy:{tmp_path}",
        [
            Document("iri:1", "thema", "zon", themes=themes),
            Document("iri:2", "thema", "zon", themes=themes[7:]),
        ],
    )
    with closing(open_engine(f"tantivy:{tmp_path}")) as engine:
        counts = {value.value: value.count for value in engine.search(SearchRequest("zon")).facets["thema"]}
        assert counts == {**{f"t{n}": 1 for n in range(7)}, "t7": 2, "t8": 2}
        assert [hit.iri for hit in engine.search(SearchRequest("", {"thema": ("t6",)})).hits] == ["iri:1"]


@pytest.mark.parametrize("name", ["meta.json", ".idx", ".term", ".store"])
def test_an_index_that_was_cut_off_says_which_file(built: Path, tmp_path: Path, name: str) -> None:
    copied = tmp_path / "index"
    shutil.copytree(built, copied)
    file = next(file for file in copied.iterdir() if file.name.endswith(name))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(SearchIndexError, match=rf"{name} is niet compleet\. Draai"):
        open_engine(f"tantivy:{copied}")


@pytest.mark.parametrize(
    ("name", "said"), [("meta.json", b"?"), ("columns.json", b"?"), (".fast", b"\0"), (".term", b"\0")]
)
def test_a_file_of_the_right_size_but_damaged_says_what_to_do(
    built: Path, tmp_path: Path, name: str, said: bytes
) -> None:
    copied = tmp_path / "index"
    shutil.copytree(built, copied)
    file = next(file for file in copied.iterdir() if file.name.endswith(name))
    file.write_bytes(said * file.stat().st_size)
    with pytest.raises(SearchIndexError, match=r'Draai "gemeengoed build"\.'):
        open_engine(f"tantivy:{copied}")


def test_the_index_of_another_engine_says_how_to_go_on(built: Path) -> None:
    with pytest.raises(SearchIndexError, match="Stel GEMEENGOED_ENGINE=tantivy in"):
        open_engine(f"whoosh:{built}")


def test_opening_writes_nothing(built: Path) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in built.iterdir()}
    with closing(open_engine(f"tantivy:{built}")) as engine:
        engine.search(SearchRequest("wonen"))
    assert {file.name: file.stat().st_mtime_ns for file in built.iterdir()} == before


def test_many_threads_get_the_answers_that_one_gets(built: Path) -> None:
    with closing(open_engine(f"tantivy:{built}")) as engine:
        asked = [SearchRequest(text) for text in QUESTIONS * 20]
        alone = [engine.search(request) for request in asked]
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(engine.search, asked)) == alone


def test_who_did_not_install_it_reads_how_to(built: Path) -> None:
    program = (
        "import sys; sys.modules['tantivy'] = None\n"
        "from indexer.engines import open_engine, write_documents\n"
        "from ontology.errors import SettingsError\n"
        "for ask in (lambda: open_engine({!r}), lambda: write_documents({!r}, [])):\n"
        "    try: ask()\n"
        "    except SettingsError as exc: print(exc)\n"
    ).format(f"tantivy:{built}", f"tantivy:{built.parent / 'new'}")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    sentence = (
        "De zoekmachine tantivy is niet geïnstalleerd. Installeer haar met: "
        "pip install --constraint constraints.txt 'gemeengoed[tantivy]'.\n"
    )
    assert (done.stdout, done.stderr) == (sentence * 2, "")


def test_ten_thousand_words_are_answered(built: Path) -> None:
    with closing(open_engine(f"tantivy:{built}")) as engine:
        assert engine.search(SearchRequest("wonen of " * 10_000)).total > 0
