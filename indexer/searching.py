"""Answer a question over an index of any engine: understand, select, rank, count, and show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

from indexer.analysis.chain import DUTCH, name_key
from indexer.asked_name import asked_keys
from indexer.columns import FACETS, Columns, load_columns
from indexer.compile import ANY, Compiler
from indexer.engines.interface import NAMED_SCORE, ORDERS, Ranking, Selection, TermIndex
from indexer.engines.record import load_record
from indexer.engines.table import Table
from indexer.engines.writing import LEXICON
from indexer.fields import HIDDEN_KEY, KEY
from indexer.highlight import snippet_of
from indexer.interpret import Interpretation, interpret
from indexer.interpret.proposals import Proposal, propose
from indexer.lexicon import Lexicon, load_lexicon
from indexer.passages import FOLDER as PASSAGES
from indexer.passages import best_passages
from indexer.query import Node, is_question, name_asked_for, typed_of, words_of
from indexer.query_parser import read_query
from indexer.search import MAX_LIMIT, FacetValue, Hit, Related, SearchRequest, SearchResult
from indexer.sought import Sought, sought_in
from indexer.suggest import Suggester, Suggestion
from indexer.term_query import NOTHING, Term, TermQuery, any_of
from ontology.collation import sort_key
from ontology.errors import SearchQueryError

ENOUGH: Final = 10
"""When fewer documents than a page shows hold all words, those that hold some of them follow."""


MOST_RELATED: Final = 6
_MOST_NEIGHBOURS: Final = 24

FEW: Final = 3
"""When fewer hold nearly all words, any word will do."""


@dataclass(frozen=True)
class Meant:
    """What a question was taken to ask of the index.

    :param query: what is found at all
    :param notes: Dutch sentences on what was not found or not understood
    """

    interpretation: Interpretation
    query: TermQuery
    named: TermQuery
    preferred: TermQuery
    notes: tuple[str, ...]


def open_search(engine: str, opener: str, folder: Path) -> Search:
    """Open the index in *folder* with all that is kept beside it.

    :param engine: scheme of the engine that must have written it
    :param opener: what opens that engine's own files, as ``module:function``
    :raises SearchIndexError: if there is no index, or one of another engine, format or chain
    """
    module, function = opener.split(":")
    open_index: Callable[[Path, Table], TermIndex] = getattr(import_module(module), function)
    load_record(folder, engine)
    columns, order = load_columns(folder)
    table = Table(columns, order)
    passages = None
    if (folder / PASSAGES).is_dir():
        load_record(folder / PASSAGES, engine)
        passages = open_index(folder / PASSAGES, Table(*load_columns(folder / PASSAGES)))
    return Search(open_index(folder, table), folder, columns, table, passages)


class Search:
    """See :class:`indexer.search.SearchEngine`; one index of one engine, with what is kept beside it."""

    def __init__(
        self, index: TermIndex, folder: Path, columns: Columns, table: Table, passages: TermIndex | None
    ) -> None:
        self.index = index
        self._passages = passages
        self._folder = folder
        self._columns = columns
        self._table = table

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words and names of the index; read when the first question comes."""
        return load_lexicon(self._folder / LEXICON)

    def search(self, request: SearchRequest) -> SearchResult:
        """See :meth:`indexer.search.SearchEngine.search`."""
        _check(request)
        meant = self.understand(request)
        ranking = self.index.rank(self.selection(request, meant))
        return SearchResult(
            ranking.total,
            self._hits(ranking, meant.interpretation.tree),
            self._facets(ranking),
            " ".join(meant.notes),
            meant.interpretation.changes,
            meant.interpretation.proposals,
            request.near,
            self._related(ranking) if meant.named != NOTHING and not request.offset else (),
        )

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self.lexicon)

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """See :meth:`indexer.search.SearchEngine.suggest`."""
        return self._suggester.suggest(typed, limit)

    def propose(self, text: str) -> tuple[Proposal, ...]:
        """See :meth:`indexer.search.SearchEngine.propose`."""
        return propose(text, self.lexicon, self._found_by)

    def _found_by(self, text: str) -> int:
        return self.search(SearchRequest(text, limit=0, facets=False)).total

    def selection(self, request: SearchRequest, meant: Meant) -> Selection:
        """Give what is wanted of the index for *request*, understood as *meant*."""
        return Selection(
            meant.query,
            named=meant.named,
            preferred=meant.preferred,
            filters=request.filters,
            near=request.near,
            order=request.order,
            offset=request.offset,
            limit=request.limit,
            counted=FACETS if request.facets else (),
        )

    def understand(self, request: SearchRequest) -> Meant:
        """Say what *request* asks of this index."""
        typed = read_query(request.text)
        read = interpret(typed.tree, None if request.literal else self.lexicon)
        tree, known = read.tree, self.index.documents_with
        unknown = Compiler(known).unknown_words(tree)
        notes = list(typed.remarks)
        if unknown:
            notes.append(f"Niet gevonden: {', '.join(f'“{word.text}”' for word in unknown)}.")
        any_word = is_question(tree, lambda word: bool(DUTCH.terms(word)))
        strict = Compiler(known, ANY if any_word else 0, not any_word, frozenset(unknown))
        query = strict.compile(tree)
        preferred: TermQuery = NOTHING
        name, named, whole = self._named(name_asked_for(typed.tree), name_asked_for(typed_of(tree)))
        hidden = Term(HIDDEN_KEY, name_key(name), 0.5) if name else NOTHING
        if named == NOTHING and not (name and known(HIDDEN_KEY, name_key(name))):
            query, preferred, more = self._enough(tree, strict, query)
            notes += more
            if name and not DUTCH.terms(name):
                notes.append(f"“{name}” zegt te weinig om op te zoeken. Voeg een woord toe.")
        return Meant(
            read,
            any_of([part for part in (query, hidden, whole) if part != NOTHING]),
            named,
            preferred,
            () if named != NOTHING else tuple(notes),
        )

    def _named(self, *names: str) -> tuple[str, TermQuery, TermQuery]:
        """Give the name asked for, what bears it by the surest reading, and what that is part of."""
        for name in names:
            for asked in asked_keys(name) if name else ():
                known = [key for key in asked.keys if key and self.index.documents_with(KEY, key)]
                if known:
                    return name, _bearers(known), _bearers(asked.whole)
        return names[0], NOTHING, NOTHING

    def _enough(
        self, tree: Node, strict: Compiler, query: TermQuery
    ) -> tuple[TermQuery, TermQuery, list[str]]:
        """Let what holds some of the words follow where few documents hold all."""
        if strict.missing:
            return query, NOTHING, []
        full = self.index.matches(query)
        if full >= ENOUGH:
            return query, NOTHING, []
        words = sum(1 for _ in words_of(tree))
        more = replace(strict, missing=max(1, words // 3)).compile(tree)
        if self.index.matches(more) < (FEW if words > 1 else 1):
            more = replace(strict, missing=ANY, all_parts=False).compile(tree)
        if self.index.matches(more) == full:
            return query, NOTHING, []
        if not full:
            return more, NOTHING, ["Niets bevat al deze woorden; dit komt er het dichtst bij."]
        count = "Eén resultaat bevat" if full == 1 else f"{full} resultaten bevatten"
        return more, query, [f"{count} al deze woorden; daarna volgt wat een deel ervan bevat."]

    def row_of(self, iri: str) -> int | None:
        """Give the row of the document *iri*, if the index has it."""
        return self._table.number_of.get(iri)

    def count(self) -> int:
        """See :meth:`indexer.search.SearchEngine.count`."""
        return int(self._table.live.sum())

    def close(self) -> None:
        """See :meth:`indexer.search.SearchEngine.close`."""
        self.index.close()
        if self._passages is not None:
            self._passages.close()

    def _facets(self, ranking: Ranking) -> Mapping[str, tuple[FacetValue, ...]]:
        facets = {}
        for facet, counts in ranking.counts.items():
            labels = self._columns.labels[facet]
            values = [
                FacetValue(value, labels[value].label, count, labels[value].broader)
                for value, count in counts.items()
            ]
            facets[facet] = tuple(sorted(values, key=lambda v: (-v.count, sort_key(v.label), v.value)))
        return facets

    def _hits(self, ranking: Ranking, tree: Node) -> tuple[Hit, ...]:
        sought = sought_in(tree)
        shown = [self.index.shown(row) for row, _ in ranking.rows]
        long = [one["iri"] for one in shown if _is_long(one)]
        best = best_passages(self._passages, tree, long) if self._passages is not None and long else {}
        return tuple(
            Hit(
                iri=one["iri"],
                label=one["label"],
                kind=one["kind"],
                score=score,
                snippet=_snippet(one, sought),
                subtitle=one["subtitle"],
                passages=best.get(one["iri"], ()),
            )
            for one, (_row, score) in zip(shown, ranking.rows, strict=True)
        )

    def _related(self, ranking: Ranking) -> tuple[Related, ...]:
        """Give what the only bearer of the name is linked with; of several bearers nobody knows which is meant."""
        named = [row for row, score in ranking.rows[:2] if score >= NAMED_SCORE]
        if len(named) != 1:
            return ()
        said = self.index.shown(named[0])["passages"]
        names = dict.fromkeys(text for field, text in said if field == "neighbours")
        found: dict[int, Related] = {}
        for name in islice(names, _MOST_NEIGHBOURS):
            for row, _ in self.index.rank(Selection(Term(KEY, name_key(name)), limit=1)).rows:
                shown = self._columns.rows[row]
                found.setdefault(row, Related(shown.iri, shown.label, shown.kind))
        found.pop(named[0], None)
        return tuple(found.values())[:MOST_RELATED]


def _is_long(shown: Mapping[str, Any]) -> bool:
    fields = [field for field, _ in shown["passages"]]
    return fields.count("sections") > 1


def _bearers(keys: Iterable[str]) -> TermQuery:
    return any_of([Term(KEY, key) for key in keys])


def _snippet(shown: Mapping[str, Any], sought: Sought) -> str:
    """Choose from what was stored; a text of fewer than four words tells nothing in a snippet."""
    said: dict[str, list[str]] = {}
    for field, text in shown["passages"]:
        said.setdefault(field, []).append(text)
    texts = [text for text in said.get("texts", ()) if text.count(" ") >= _FEWEST_SPACES]
    texts += said.get("sections", ())
    return snippet_of(" ".join(said.get("description", ())), texts, said.get("names", ()), sought)


_FEWEST_SPACES: Final = 3


def _check(request: SearchRequest) -> None:
    for facet in request.filters:
        if facet not in FACETS:
            raise SearchQueryError(f'Er is geen filter "{facet[:40]}". Kies uit: {", ".join(FACETS)}.')
    if request.offset < 0 or not 0 <= request.limit <= MAX_LIMIT:
        raise SearchQueryError(f"offset moet 0 of meer zijn en limit 0 tot {MAX_LIMIT}. Pas ze aan.")
    if request.order not in ORDERS:
        raise SearchQueryError(f'Er is geen volgorde "{request.order[:40]}". Kies uit: {", ".join(ORDERS)}.')
    if request.order == "afstand" and request.near is None:
        raise SearchQueryError(
            'Sorteren op afstand vraagt om een plaats: typ "in de buurt van" en een plaats.'
        )
