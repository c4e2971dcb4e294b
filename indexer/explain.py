"""Say why something stands where it does among the results of a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from indexer.analysis.chain import DUTCH, UNSTEMMED, Token
from indexer.engines.interface import TermIndex
from indexer.fields import EVERYTHING, EXACT, PARTS, SCORED, part_terms, whole_terms
from indexer.impact import rarity
from indexer.interpret import Change
from indexer.search import SearchRequest
from indexer.searching import Search
from indexer.term_query import NOTHING, AllOf, AnyOf, AtLeast, BestOf, Starts, Term, TermQuery, Without
from ontology.errors import EntityNotFoundError

_HOW: Final = {EVERYTHING: "als woord", PARTS: "als deel van een woord", EXACT: "precies zo geschreven"}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one term adds to a score.

    :param how: in Dutch: as a word, as part of a word, as the beginning of a word, or in which field
    :param weight: beside a word found in the form that was typed: that weighs 1, of which a part by its form
        and the rest by its stem
    :param rarity: of the term in the whole index; 0 where it does not count
    :param places: kind of text to how often the term stands in it (label, names, description ...)
    """

    term: str
    how: str
    score: float
    weight: float
    rarity: float
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one document stands where it does.

    :param place: counted from 1; 0 if it is not found
    :param total: how many documents are found
    :param named: whether it bears the name that was asked for, and therefore comes first
    :param complete: whether it holds all words that were asked for
    :param contributions: largest first; together they are the score
    """

    label: str
    place: int
    total: int
    score: float
    named: bool
    complete: bool
    changes: tuple[Change, ...]
    note: str
    contributions: tuple[Contribution, ...]


def explain(search: Search, text: str, iri: str) -> Explanation:
    """Explain the place of the document *iri* among the results of *text*.

    :raises EntityNotFoundError: if the index has no such document
    """
    row = search.opened.row_of(iri)
    if row is None:
        raise EntityNotFoundError(
            f'"{iri}" staat niet in de zoekindex. Neem een adres uit "gemeengoed search".'
        )
    request, index = SearchRequest(text, limit=search.count(), facets=False), search.opened.terms
    located, meant, selection = search.read(request)
    ranking = index.rank(selection)
    place = next((at for at, (found, _) in enumerate(ranking.rows, 1) if found == row), 0)
    required = meant.query if meant.preferred == NOTHING else meant.preferred
    shown = index.shown(row)
    found = _contributions(meant.query, index, row)
    return Explanation(
        label=shown["label"],
        place=place,
        total=ranking.total,
        score=sum(score for _, score in found),
        named=meant.named != NOTHING and index.score(meant.named, row) is not None,
        complete=index.score(required, row) is not None,
        changes=(*located.changes, *meant.interpretation.changes),
        note=" ".join(
            (*located.said(total=ranking.total, is_near=search.is_near(ranking, selection)), *meant.notes)
        ),
        contributions=tuple(
            sorted(
                (_contribution(node, score, search, shown) for node, score in found),
                key=lambda one: -one.score,
            )
        ),
    )


def _contributions(node: TermQuery, index: TermIndex, row: int) -> list[tuple[Term | Starts, float]]:
    """Give the leaves that count, as the engine itself scores them; of ways to say the same only the best."""
    match node:
        case Term() | Starts():
            score = index.score(node, row)
            return [] if score is None else [(node, score)]
        case AllOf(nodes=nodes) | AnyOf(nodes=nodes) | AtLeast(nodes=nodes):
            return [leaf for inner in nodes for leaf in _contributions(inner, index, row)]
        case BestOf(nodes=nodes):
            ways = [
                _contributions(inner, index, row) for inner in nodes if index.score(inner, row) is not None
            ]
            return max(ways, key=lambda leaves: sum(score for _, score in leaves), default=[])
        case Without(node=inner):
            return _contributions(inner, index, row)
        case _:
            return []


def _contribution(
    node: Term | Starts, score: float, search: Search, shown: Mapping[str, Any]
) -> Contribution:
    term = node.begin if isinstance(node, Starts) else node.text
    rare = 0.0
    if node.field in SCORED and isinstance(node, Term):
        rare = rarity(search.opened.terms.documents_with(node.field, term), search.count())
    how = "als begin van een woord" if isinstance(node, Starts) else _HOW.get(node.field, f"in {node.field}")
    return Contribution(term, how, score, node.weight, rare, _places(node, shown))


def _places(node: Term | Starts, shown: Mapping[str, Any]) -> dict[str, int]:
    places: Counter[str] = Counter()
    for field, text in shown["passages"]:
        if isinstance(node, Starts):
            words = (term for token in UNSTEMMED.analyse(text) for term in token.terms)
            places[field] += sum(word.startswith(node.begin) for word in words)
        else:
            places[field] += sum(node.text in _terms(token, node.field) for token in DUTCH.analyse(text))
    return {field: count for field, count in places.items() if count}


def _terms(token: Token, field: str) -> tuple[str, ...]:
    if field == EXACT:
        return token.forms
    return part_terms(token) if field == PARTS else whole_terms(token)
