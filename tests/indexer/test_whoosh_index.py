"""The files of the Whoosh index: built, opened, refused, and read by many threads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.store.oxigraph_store import OxigraphStore
from indexer.document import Document
from indexer.engines import open_engine, write_documents
from indexer.engines.record import FORMAT, load_record, write_record
from indexer.indexing import build_index
from indexer.search import SearchRequest
from ontology.errors import SearchIndexError, SettingsError


def test_building_tells_how_far_it_is_and_how_many_there_are(
    small_store: OxigraphStore, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    count = build_index(
        f"whoosh:{tmp_path / 'index'}", small_store, lambda done, total: told.append((done, total))
    )
    assert told == [(done, count) for done in range(1, count + 1)]


def test_building_twice_gives_the_same_answers(
    small_index: Path, small_store: OxigraphStore, tmp_path: Path
) -> None:
    build_index(f"whoosh:{tmp_path}", small_store)
    answers = []
    for path in (small_index, tmp_path):
        engine = open_engine(f"whoosh:{path}")
        answers.append([engine.search(SearchRequest(text)) for text in ("wonen", "", "amersfoort")])
        engine.close()
    assert answers[0] == answers[1]


def test_an_index_replaces_the_one_that_was_there(tmp_path: Path) -> None:
    write_documents(
        f"whoosh:{tmp_path}", [Document("iri:1", "thema", "oud"), Document("iri:2", "thema", "ouder")]
    )
    write_documents(f"whoosh:{tmp_path}", [Document("iri:3", "thema", "nieuw")])
    engine = open_engine(f"whoosh:{tmp_path}")
    assert [hit.label for hit in engine.search(SearchRequest("")).hits] == ["nieuw"]
    engine.close()


def test_an_index_of_nothing_is_an_index(tmp_path: Path) -> None:
    assert write_documents(f"whoosh:{tmp_path}", []) == 0
    engine = open_engine(f"whoosh:{tmp_path}")
    assert engine.search(SearchRequest("wonen")).total == 0
    assert engine.search(SearchRequest("")).total == 0
    engine.close()


def test_a_build_that_fails_halfway_leaves_no_index(tmp_path: Path) -> None:
    def broken() -> list[Document]:
        return [Document("iri:1", "thema", "een"), Document("iri:2", "eenhoorn", "twee")]

    with pytest.raises(KeyError):
        write_documents(f"whoosh:{tmp_path}", broken())
    with pytest.raises(SearchIndexError):
        open_engine(f"whoosh:{tmp_path}")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    place = tmp_path / "bestand"
    place.write_text("geen map")
    with pytest.raises(SearchIndexError, match=r"bestand.* Maak ruimte en bouw opnieuw\."):
        write_documents(f"whoosh:{place}", [])


def test_no_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match=r'Geen leesbare zoekindex in .*Draai "gemeengoed build"\.'):
        open_engine(f"whoosh:{tmp_path}")


def test_an_index_without_its_files_says_what_to_do(small_index: Path, tmp_path: Path) -> None:
    shutil.copy(small_index / "index.json", tmp_path)
    with pytest.raises(SearchIndexError, match="Geen leesbare zoekindex"):
        open_engine(f"whoosh:{tmp_path}")


def test_an_index_of_another_version_says_what_to_do(small_index: Path, tmp_path: Path) -> None:
    copied = tmp_path / "index"
    shutil.copytree(small_index, copied)
    (copied / "index.json").write_text(json.dumps({"format": 0, "documents": 1}))
    with pytest.raises(SearchIndexError, match="is van versie 0"):
        open_engine(f"whoosh:{copied}")


@pytest.mark.parametrize("suffix", [".seg", ".toc"])
def test_an_index_that_was_cut_off_says_which_file(small_index: Path, tmp_path: Path, suffix: str) -> None:
    copied = tmp_path / "index"
    shutil.copytree(small_index, copied)
    file = next(copied.glob(f"*{suffix}"))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(SearchIndexError, match=rf"\{suffix} is niet compleet"):
        open_engine(f"whoosh:{copied}")


@pytest.mark.parametrize("record", ["", "{}", f'{{"format": {FORMAT}}}'])
def test_an_index_with_a_broken_record_says_what_to_do(tmp_path: Path, record: str) -> None:
    (tmp_path / "index.json").write_text(record)
    with pytest.raises(SearchIndexError, match="Geen leesbare zoekindex"):
        open_engine(f"whoosh:{tmp_path}")


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(SettingsError, match='Zoekmachine "altavista" is onbekend'):
        open_engine("altavista:var/index")


def test_the_pickled_schema_is_never_read(small_index: Path, tmp_path: Path) -> None:
    copied = tmp_path / "index"
    shutil.copytree(small_index, copied)
    record = load_record(copied, "whoosh")
    contents = next(copied.glob("*.toc"))
    spoilt = contents.read_bytes().replace(b"indexer.engines", b"indexer.bestaat")
    assert b"indexer.bestaat" in spoilt
    contents.write_bytes(spoilt)
    # Its checksum is mended too: what is refused must not be the file, what is proved is that it is not read.
    write_record(copied, engine="whoosh", documents=record.documents, lengths=record.lengths)
    engine = open_engine(f"whoosh:{copied}")
    assert engine.search(SearchRequest("LSA")).hits[0].label == "LSA bewoners"
    engine.close()


def test_nothing_of_an_edition_is_in_the_index(small_index: Path) -> None:
    assert not any(b"id/editie/" in file.read_bytes() for file in small_index.iterdir())


def test_many_threads_get_the_answers_that_one_gets(small_index: Path) -> None:
    engine = open_engine(f"whoosh:{small_index}")
    questions = [
        "wonen",
        "amersfoort",
        "kernpartners",
        "woonc*",
        '"samen hun woningen"',
        "",
        "art 2.6.7 wmo",
    ] * 20
    alone = [engine.search(SearchRequest(text)) for text in questions]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: engine.search(SearchRequest(text)), questions))
    assert together == alone
    engine.close()


def test_opening_writes_nothing(small_index: Path) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in small_index.iterdir()}
    engine = open_engine(f"whoosh:{small_index}")
    engine.search(SearchRequest("wonen"))
    engine.close()
    assert {file.name: file.stat().st_mtime_ns for file in small_index.iterdir()} == before


def test_serving_does_not_load_spacy(small_index: Path) -> None:
    program = (
        "import sys; from indexer.engines import open_engine; from indexer.search import SearchRequest; "
        f"engine = open_engine('whoosh:{small_index}'); assert engine.search(SearchRequest('wonen')).total; "
        "sys.exit(', '.join({'spacy', 'thinc'} & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
