"""The embedded search engine: a Whoosh index opened for reading by many threads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from whoosh import index, query
from whoosh.searching import SearchContext, Searcher

from indexer.analysis.chain import DUTCH, name_key
from indexer.engines.facet_table import FacetTable
from indexer.engines.whoosh_query import Compiler, sought_in
from indexer.engines.whoosh_schema import FORMAT, RECORD, schema, weighting
from indexer.highlight import Sought, snippet_of
from indexer.query import Node, is_question, name_asked_for
from indexer.query_parser import parse_query
from indexer.search import FACETS, MAX_LIMIT, Hit, SearchRequest, SearchResult
from ontology.collation import sort_key
from ontology.errors import SearchIndexError, SearchQueryError
from ontology.kinds import KINDS


@dataclass(frozen=True)
class _Found:
    """Every document found by number, with its score; and which of them bear the name asked for."""

    scores: Mapping[int, float]
    named: Set[int]
    note: str


def open_whoosh(path: str) -> WhooshEngine:
    """Open the index in the folder *path*.

    :raises SearchIndexError: if there is none, or one of another format
    """
    folder = Path(path)
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if record["format"] != FORMAT:
            raise SearchIndexError(
                f"De zoekindex in {folder} is van versie {record['format']}, nodig is {FORMAT}. "
                'Draai "gemeengoed build".'
            )
        for name, size in record["files"].items():
            # Whoosh reads a file that was cut off until it stumbles, with whatever error comes up there.
            if (folder / name).stat().st_size != size:
                raise SearchIndexError(f'{folder / name} is niet compleet. Draai "gemeengoed build".')
        return WhooshEngine(index.open_dir(str(folder), readonly=True, schema=schema()))
    except (OSError, ValueError, KeyError, index.IndexError) as exc:
        raise SearchIndexError(
            f'Geen leesbare zoekindex in {folder}: {exc}. Draai "gemeengoed build".'
        ) from exc


class WhooshEngine:
    """See :class:`indexer.search.SearchEngine`.

    A Whoosh searcher keeps a place in open files, so each thread that asks has one for itself; they are
    lent from a pool, because servers end their threads.
    """

    def __init__(self, opened: index.FileIndex) -> None:
        self._index = opened
        self._idle: SimpleQueue[Searcher] = SimpleQueue()
        self._facets = FacetTable()
        self._rank: list[int] = []
        order = {kind: at for at, kind in enumerate(KINDS)}
        keys = []
        with self._searcher() as searcher:
            for _number, fields in searcher.reader().iter_docs():
                shown = fields["shown"]
                self._facets.add(shown["tags"])
                keys.append((order[shown["kind"]], sort_key(shown["label"]), shown["iri"]))
        self._rank = [0] * len(keys)
        for rank, number in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
            self._rank[number] = rank

    def search(self, request: SearchRequest) -> SearchResult:
        """See :meth:`indexer.search.SearchEngine.search`."""
        _check(request)
        tree = parse_query(request.text)
        with self._searcher() as searcher:
            found = self._find(searcher, tree)
            allowed = self._facets.allowed(request.filters)
            passing = [number for number in found.scores if all(number in ok for ok in allowed.values())]
            passing.sort(key=lambda number: self._place(number, found))
            sought = sought_in(tree)
            page = passing[request.offset : request.offset + request.limit]
            hits = tuple(_hit(searcher, number, found.scores[number], sought) for number in page)
        facets = {}
        for facet in FACETS:
            others = [ok for name, ok in allowed.items() if name != facet]
            counted = (
                [n for n in found.scores if all(n in ok for ok in others)] if facet in allowed else passing
            )
            facets[facet] = self._facets.count(facet, counted)
        return SearchResult(len(passing), hits, facets, found.note)

    def count(self) -> int:
        """See :meth:`indexer.search.SearchEngine.count`."""
        return len(self._rank)

    def close(self) -> None:
        """See :meth:`indexer.search.SearchEngine.close`."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                break
        self._index.close()

    @contextmanager
    def _searcher(self) -> Iterator[Searcher]:
        try:
            searcher = self._idle.get_nowait()
        except Empty:
            searcher = self._index.searcher(weighting=weighting())
        try:
            yield searcher
        finally:
            self._idle.put(searcher)

    def _place(self, number: int, found: _Found) -> tuple[bool, float, int]:
        """Bearers of the name first, those by kind; then by score, kinds and labels only to break a tie."""
        named = number in found.named
        return (not named, 0.0 if named else -round(found.scores[number], 3), self._rank[number])

    def _find(self, searcher: Searcher, tree: Node) -> _Found:
        reader = searcher.reader()
        unknown = Compiler(reader).unknown_words(tree)
        any_word = is_question(tree, lambda word: bool(DUTCH.terms(word)))
        strict = Compiler(reader, all_words=not any_word, unknown=frozenset(unknown))
        scores = _scores(searcher, strict.compile(tree))
        notes = [f"Niet gevonden: {', '.join(f'“{word.text}”' for word in unknown)}."] if unknown else []
        name = name_asked_for(tree)
        named = _scores(searcher, query.Term("key", name_key(name))) if name else {}
        misspelt = _scores(searcher, query.Term("hidden_key", name_key(name))) if name else {}
        if not scores and not named and not misspelt:
            scores = _scores(
                searcher, Compiler(reader, all_words=False, unknown=strict.unknown).compile(tree)
            )
            if scores:
                notes.append("Niets bevat al deze woorden; dit komt er het dichtst bij.")
            elif name and not DUTCH.terms(name):
                notes.append(f"“{name}” zegt te weinig om op te zoeken. Voeg een woord toe.")
        for number in (*named, *misspelt):
            scores.setdefault(number, 0.0)
        return _Found(scores, frozenset(named), "" if named else " ".join(notes))


def _scores(searcher: Searcher, asked: query.Query) -> dict[int, float]:
    """Give every document that matches: facets count them all, so there is no stopping at the first ten."""
    if asked == query.NullQuery:
        return {}
    found = {}
    for leaf, offset in searcher.leaf_searchers():
        matcher = asked.matcher(leaf, SearchContext(weighting=searcher.weighting))
        while matcher.is_active():
            found[matcher.id() + offset] = float(matcher.score())
            matcher.next()
    return found


def _hit(searcher: Searcher, number: int, score: float, sought: Sought) -> Hit:
    shown: dict[str, Any] = searcher.stored_fields(number)["shown"]
    return Hit(
        iri=shown["iri"],
        label=shown["label"],
        kind=shown["kind"],
        score=score,
        snippet=snippet_of(shown["description"], shown["texts"], shown["names"], sought),
        subtitle=shown["subtitle"],
    )


def _check(request: SearchRequest) -> None:
    for facet in request.filters:
        if facet not in FACETS:
            raise SearchQueryError(f'Er is geen filter "{facet[:40]}". Kies uit: {", ".join(FACETS)}.')
    if request.offset < 0 or not 0 <= request.limit <= MAX_LIMIT:
        raise SearchQueryError(f"offset moet 0 of meer zijn en limit 0 tot {MAX_LIMIT}. Pas ze aan.")
