"""Turn a term query into tantivy's own: once to match, once to score exactly as the levels say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import prod

import numpy as np
from tantivy import FieldType, Occur, Query, Schema, Searcher

from indexer.engines.interface import NAMED_SCORE, PREFERRED_BONUS, Circle
from indexer.engines.table import Table
from indexer.engines.tantivy_levels import LevelQueries, adds_up, on_step
from indexer.engines.tantivy_schema import ROW, YEAR, facet_field, places_field
from indexer.term_query import (
    NOTHING,
    AllOf,
    AnyOf,
    AtLeast,
    BestOf,
    Between,
    Every,
    Near,
    Starts,
    Term,
    TermQuery,
    Without,
)


class QueryBuilder:
    """Build tantivy's queries for one index that is open.

    :param documents_with: tells how many documents have a term, those that were removed left out
    """

    def __init__(
        self, schema: Schema, searcher: Searcher, table: Table, documents_with: Callable[[str, str], int]
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self._table = table
        self._documents_with = documents_with
        self._among = int(table.live.sum())
        self._levels = LevelQueries(schema, searcher, documents_with, self._among)

    def matching(self, node: TermQuery) -> Query:
        """Give what finds the same as *node*, whatever it scores."""
        match node:
            case Term(field=name, text=text):
                return Query.term_query(self._schema, name, text, "basic")
            case AllOf(nodes=nodes):
                return _all(map(self.matching, nodes))
            case AnyOf() | BestOf():
                return _any(map(self.matching, dict.fromkeys(_ways(node))))
            case AtLeast(count=count, nodes=nodes):
                return _at_least(count, map(self.matching, nodes))
            case Without(node=wanted, excluded=excluded):
                return _without(self.matching(wanted), self.matching(excluded))
            case _:
                return self._flat(node)

    def scoring(self, node: TermQuery) -> Query:  # noqa: PLR0911  # one a node
        """Give what finds *node*, each document with its score."""
        if adds_up(node):
            return self._levels.sum_of(node)
        match node:
            case Term(weight=weight) | Starts(weight=weight):
                return self._constant(node, weight)
            case AllOf(nodes=nodes):
                return _all(map(self.scoring, nodes))
            case AnyOf(nodes=nodes):
                return _any(map(self.scoring, nodes))
            case AtLeast(count=count, nodes=nodes):
                return _at_least(count, map(self.scoring, nodes))
            case BestOf(nodes=nodes):
                return Query.disjunction_max_query(list(map(self.scoring, nodes)))
            case Without(node=wanted, excluded=excluded):
                return _without(self.scoring(wanted), self.matching(excluded))
            case _:
                return self._constant(node, 0.0)

    def found(self, query: TermQuery, named: TermQuery) -> Query:
        """Give what finds what *query* finds, and what is *named*."""
        matching = self.matching(query)
        return matching if named == NOTHING else _any([matching, self.matching(named)])

    def ranked(self, query: TermQuery, named: TermQuery, preferred: TermQuery) -> Query:
        """Give the same, each document with its score and what it gets for being named or preferred."""
        scoring = self.scoring(query)
        if preferred != NOTHING:
            bonus = self._constant(preferred, PREFERRED_BONUS)
            scoring = Query.boolean_query([(Occur.Must, scoring), (Occur.Should, bonus)])
        if named == NOTHING:
            return scoring
        return Query.disjunction_max_query([scoring, self._constant(named, NAMED_SCORE)])

    def share(self, node: TermQuery) -> float:
        """Estimate which part of all documents *node* finds, from how frequent its terms are."""
        match node:
            case Term(field=name, text=text):
                return self._documents_with(name, text) / max(1, self._among)
            case AllOf(nodes=nodes):
                return prod(map(self.share, nodes))
            case AnyOf() | BestOf():
                return 1 - prod(1 - self.share(way) for way in dict.fromkeys(_ways(node)))
            case Without(node=wanted, excluded=excluded):
                return self.share(wanted) * (1 - self.share(excluded))
            case _:
                return float(isinstance(node, Every))

    def filters(self, chosen: Mapping[str, tuple[str, ...]], near: Circle | None) -> dict[str, Query]:
        """Give per facet that narrows down what passes it; under an empty name what lies *near*."""
        found = {}
        for facet, values in chosen.items():
            if values:
                name = facet_field(facet)
                found[facet] = Query.term_set_query(self._schema, name, self._table.numbers_of(facet, values))
        if near is not None:
            rows = np.flatnonzero(self._table.within(near)).tolist()
            found[""] = Query.term_set_query(self._schema, ROW, rows)
        return found

    def _flat(self, node: TermQuery) -> Query:
        match node:
            case Starts(field=name, begin=begin):
                return Query.fuzzy_term_query(self._schema, name, begin, distance=0, prefix=True)
            case Near(field=name, terms=terms) if len(terms) > 1:
                return Query.phrase_query(self._schema, places_field(name), list(terms))
            case Near(field=name, terms=terms):
                return _all(Query.term_query(self._schema, name, term, "basic") for term in terms)
            case Between(first=first, last=last):
                return Query.range_query(self._schema, YEAR, FieldType.Integer, first, last)
            case Every():
                return Query.all_query()
            case _:
                return Query.empty_query()

    def _constant(self, node: TermQuery, score: float) -> Query:
        return Query.const_score_query(self.matching(node), on_step(score))


def _at_least(count: int, queries: Iterable[Query]) -> Query:
    should = [(Occur.Should, query) for query in queries]
    return Query.boolean_query(should, minimum_number_should_match=count)


def _ways(node: TermQuery) -> Iterator[TermQuery]:
    """Give all that is enough to be found, without lists in lists: they take twice the time."""
    if isinstance(node, AnyOf | BestOf):
        for inner in node.nodes:
            yield from _ways(inner)
    else:
        yield node


def narrowed(query: Query, filters: Iterable[Query]) -> Query:
    """Give what *query* finds and all *filters* let pass, with the scores of *query*."""
    passing = [(Occur.Must, Query.const_score_query(one, 0.0)) for one in filters]
    return Query.boolean_query([(Occur.Must, query), *passing]) if passing else query


def outside(query: Query) -> Query:
    """Give all that *query* does not find."""
    return _without(Query.all_query(), query)


def _all(parts: Iterable[Query]) -> Query:
    every = [(Occur.Must, part) for part in parts]
    return Query.boolean_query(every) if every else Query.const_score_query(Query.all_query(), 0.0)


def _any(parts: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _without(wanted: Query, excluded: Query) -> Query:
    return Query.boolean_query([(Occur.Must, wanted), (Occur.MustNot, excluded)])
