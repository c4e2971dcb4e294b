"""Whatever is asked and whatever became of the files: an answer or one clear error, never a crash or lie."""

from __future__ import annotations

import gzip
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.columns import load_columns
from indexer.document import Document
from indexer.engines import open_engine, write_documents
from indexer.explain import explain
from indexer.lexicon import load_lexicon
from indexer.search import SearchRequest
from indexer.searching import Search
from indexer.sections import Section
from ontology.errors import SearchIndexError, SearchQueryError
from tests.indexer.conftest import ENGINES, engine_params

BOMBS = {
    "ten thousand words": " ".join(f"woord{number}" for number in range(10_000)),
    "one word ten thousand times": "samen " * 10_000,
    "open brackets": "(" * 100_000,
    "closing brackets": ")" * 100_000,
    "brackets around a word": "(" * 10_000 + "samen" + ")" * 10_000,
    "negations": "NIET " * 10_000 + "samen",
    "minus signs": "-" * 100_000 + "samen",
    "brackets and negations": "-(samen OF " * 10_000,
    "quotes": '"' * 100_001,
    "quotes and words": '"samen ' * 10_000,
    "every beginning": " ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz") * 40,
    "beginnings in fields": " ".join(f"naam:{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
    "stars": "*" * 100_000,
    "fields in fields": "naam:" * 10_000 + "samen",
    "a word of a megabyte": "a" * 1_000_000,
    "a compound of a megabyte": "wooncooperatie" * 70_000,
    "a hyphenated megabyte": "woon-" * 200_000,
    "a number of a megabyte": "1." * 500_000,
    "years": "jaar:" + "9" * 100_000 + ".." + "9" * 100_000,
    "operators only": "EN OF NIET AND OR NOT - ( ) EN EN",
    "right to left": "\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202csamen",
    "marks on a letter": "e" + "\u0301" * 100_000,
    "marks alone": "\u0301" * 10_000,
    "joiners": "sa\u200dmen" * 10_000,
    "nothing visible": "\u200b\u00ad\u2060\ufeff" * 1_000,
    "NULs": "samen\0sterk\0" * 1_000,
    "half a character": "samen \ud800 \udfff \udc80",
    "one character of many letters": "\ufdfa" * 10_000,
    "citations": "art 2.6.7 wmo " * 2_000,
    "distances": "in de buurt van " * 5_000,
}


def asked_of(engine: Search) -> dict[str, Callable[[str], object]]:
    """Every way in which a text of a stranger reaches an engine."""
    return {
        "search": lambda text: engine.search(SearchRequest(text)),
        "literal": lambda text: engine.search(SearchRequest(text, literal=True)),
        "suggest": engine.suggest,
        "propose": engine.propose,
        "explain": lambda text: explain(engine, text, engine.opened.columns.rows[0].iri),
    }


def ask(engine: Search, text: str) -> None:
    for asked in asked_of(engine).values():
        with suppress(SearchQueryError):
            asked(text)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_answered(engine: Search, bomb: str) -> None:
    ask(engine, BOMBS[bomb])


TYPED = st.lists(
    st.sampled_from(
        [
            *("samen", "wooncoöperatie", "woon", "LSA", "amersfoort", "wmo", "2.6.7", "a", "1999"),
            *(
                " ",
                " ",
                " ",
                "(",
                ")",
                '"',
                "-",
                "*",
                ":",
                "..",
                "~",
                "^",
                "/",
                "\\",
                "&",
                "\0",
                "\n",
                "\u0301",
            ),
            *("EN", "OF", "NIET", "naam:", "jaar:", "soort:", "plaats:", "bestaatniet:", "\ud800", "\u202e"),
        ]
    ),
    max_size=30,
).map("".join)
BYTES = st.binary(max_size=60)


@settings(max_examples=150, deadline=None)
@given(
    BYTES.map(lambda some: some.decode("utf-8", "surrogateescape"))
    | BYTES.map(lambda some: some.decode("latin-1"))
)
@example("\udcff\0")
def test_any_bytes_are_answered(engine: Search, text: str) -> None:
    ask(engine, text)


@settings(max_examples=150, deadline=None)
@given(TYPED)
def test_anything_typed_is_answered(engine: Search, text: str) -> None:
    ask(engine, text)


DOCUMENTS = (
    Document("iri:1", "thema", "wooncoöperatie", description="Samen wonen."),
    Document(
        "iri:2", "wet", "Gaswet", sections=(Section("artikel 1", "Gas."), Section("artikel 2", "Licht."))
    ),
)


@pytest.fixture(scope="module", params=engine_params())
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """An engine and the folder of an index of it, with passages."""
    assert request.param in ENGINES
    folder = tmp_path_factory.mktemp("written") / "index"
    write_documents(f"{request.param}:{folder}", DOCUMENTS)
    return request.param, folder


def damaged(file: Path, how: str) -> None:
    said = file.read_bytes()
    match how:
        case "deleted":
            file.unlink()
        case "emptied":
            file.write_bytes(b"")
        case "cut off":
            file.write_bytes(said[: len(said) // 2])
        case "made longer":
            file.write_bytes(said + b"\0")
        case "overwritten":
            file.write_bytes(random.Random(1).randbytes(len(said)))
        case "nested":
            file.write_bytes(b"[" * 100_000)
        case "one byte changed":
            file.write_bytes(said[:-2] + bytes([said[-2] ^ 1]) + said[-1:])


def files_of(folder: Path) -> Iterator[Path]:
    locks = (".lock", "LOCK")
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.endswith(locks))


@pytest.mark.parametrize(
    "how", ["deleted", "emptied", "cut off", "made longer", "overwritten", "nested", "one byte changed"]
)
def test_a_damaged_file_is_an_error_with_a_next_step(
    written: tuple[str, Path], how: str, tmp_path: Path
) -> None:
    engine, folder = written
    said = {}
    for number, file in enumerate(files_of(folder)):
        copied = tmp_path / str(number)
        shutil.copytree(folder, copied)
        damaged(copied / file.relative_to(folder), how)
        with pytest.raises(SearchIndexError) as error:
            open_engine(f"{engine}:{copied}").close()
        said[file.relative_to(folder).as_posix()] = error.value.message
    assert {"index.json", "columns.json", "lexicon.json.gz", "passages/index.json"} < said.keys()
    assert [message for message in said.values() if not message.endswith('Draai "gemeengoed build".')] == []


def test_an_index_without_its_passages_is_an_error(written: tuple[str, Path], tmp_path: Path) -> None:
    engine, folder = written
    shutil.copytree(folder, tmp_path / "index")
    shutil.rmtree(tmp_path / "index" / "passages")
    with pytest.raises(SearchIndexError, match='Draai "gemeengoed build"'):
        open_engine(f"{engine}:{tmp_path / 'index'}")


@pytest.mark.parametrize("there", ["nothing", "an empty folder", "a file"])
def test_a_missing_index_is_an_error_with_a_next_step(
    written: tuple[str, Path], there: str, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    if there == "an empty folder":
        folder.mkdir()
    elif there == "a file":
        folder.write_bytes(b"index")
    with pytest.raises(SearchIndexError, match='Draai "gemeengoed build"'):
        open_engine(f"{written[0]}:{folder}")


def test_an_index_that_is_whole_opens(written: tuple[str, Path]) -> None:
    engine, folder = written
    with closing(open_engine(f"{engine}:{folder}")) as search:
        assert [hit.iri for hit in search.search(SearchRequest("licht")).hits] == ["iri:2"]


def test_columns_and_words_that_are_nested_without_end_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "columns.json").write_bytes(b"[" * 100_000)
    (tmp_path / "lexicon.json.gz").write_bytes(gzip.compress(b"[" * 100_000))
    with pytest.raises(SearchIndexError, match='Draai "gemeengoed build"'):
        load_columns(tmp_path)
    with pytest.raises(SearchIndexError, match='Draai "gemeengoed build"'):
        load_lexicon(tmp_path / "lexicon.json.gz")
