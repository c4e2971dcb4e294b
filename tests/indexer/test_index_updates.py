"""An index that starts from an earlier one answers as one written anew, and leaves the earlier one alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.document import Document
from indexer.engines import open_engine, write_documents
from indexer.search import SearchRequest, SearchResult
from indexer.tag import Tag
from tests.indexer.conftest import engine_params

QUESTIONS = ("", "zon", "energie wind", "samen -buurt", '"zon en wind"', "zonne*", "molen OF zon")
TEXTS = ("zon en wind", "zonne-energie", "energiecoöperatie", "samen in de buurt", "molen", "wind")
DOCUMENTS = [
    Document(
        iri=f"iri:{n:02}",
        kind=("thema", "wet")[n % 2],
        label=f"{TEXTS[n % 6]} {n}",
        texts=(TEXTS[n % 5], TEXTS[n % 3]),
        themes=(Tag(f"t{n % 4}", f"t{n % 4}"),),
        years=(1990 + n % 3,),
    )
    for n in range(30)
]
FEW = st.lists(st.integers(0, 29), max_size=3, unique=True)


def answers(url: str) -> list[SearchResult]:
    with closing(open_engine(url)) as engine:
        requests = [
            SearchRequest(text, order=order) for text in QUESTIONS for order in ("relevantie", "naam")
        ]
        return [rounded(engine.search(request)) for request in requests]


def rounded(result: SearchResult) -> SearchResult:
    """Rarity is reckoned anew in either case; only the last bits of a sum may differ."""
    return replace(result, hits=tuple(replace(hit, score=round(hit.score, 3)) for hit in result.hits))


def changed(
    documents: Sequence[Document], gone: list[int], other: list[int], new: int, step: int = 0
) -> list[Document]:
    kept = [replace(d, texts=("molen en energie",)) if at in other else d for at, d in enumerate(documents)]
    kept = [document for at, document in enumerate(kept) if at not in gone]
    return [*kept, *(Document(f"iri:new{step}-{n}", "wet", f"zon {n}") for n in range(new))]


@pytest.mark.parametrize("engine", engine_params())
@settings(max_examples=12)
@given(st.lists(st.tuples(FEW, FEW, st.integers(0, 3)), min_size=1, max_size=3))
def test_updates_give_the_answers_of_an_index_written_anew(
    engine: str, steps: list[tuple[list[int], list[int], int]]
) -> None:
    with TemporaryDirectory() as home:
        folder, documents = Path(home) / "0", DOCUMENTS
        write_documents(f"{engine}:{folder}", documents)
        for at, (gone, other, new) in enumerate(steps, 1):
            documents = changed(documents, gone, other, new, at)
            earlier, folder = folder, Path(home) / str(at)
            write_documents(f"{engine}:{folder}", documents, earlier=earlier)
        write_documents(f"{engine}:{home}/anew", documents)
        assert answers(f"{engine}:{folder}") == answers(f"{engine}:{home}/anew")


@pytest.mark.parametrize("engine", engine_params())
def test_readers_of_the_earlier_index_go_on_while_another_is_written(engine: str, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier"
    write_documents(f"{engine}:{earlier}", DOCUMENTS)
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in earlier.iterdir()}
    with closing(open_engine(f"{engine}:{earlier}")) as reader:
        first = [reader.search(SearchRequest(text)) for text in QUESTIONS]
        during = []
        write_documents(
            f"{engine}:{tmp_path / 'later'}",
            changed(DOCUMENTS, [3], [4], 2),
            lambda _done, _total: during.append([reader.search(SearchRequest(text)) for text in QUESTIONS]),
            earlier=earlier,
        )
        assert during == [first] * 4
        assert [reader.search(SearchRequest(text)) for text in QUESTIONS] == first
    assert {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in earlier.iterdir()} == before
    assert answers(f"{engine}:{tmp_path / 'later'}") != answers(f"{engine}:{earlier}")


@pytest.mark.parametrize("engine", engine_params())
def test_an_update_shares_the_files_that_did_not_change(engine: str, tmp_path: Path) -> None:
    write_documents(f"{engine}:{tmp_path / 'earlier'}", DOCUMENTS)
    write_documents(
        f"{engine}:{tmp_path / 'later'}", changed(DOCUMENTS, [], [4], 1), earlier=tmp_path / "earlier"
    )
    shared = [
        file.name
        for file in (tmp_path / "later").iterdir()
        if (tmp_path / "earlier" / file.name).exists() and file.samefile(tmp_path / "earlier" / file.name)
    ]
    assert any(name.endswith((".seg", ".idx")) for name in shared)
    assert not {"meta.json", ".managed.json", "columns.json", "index.json"} & set(shared)
