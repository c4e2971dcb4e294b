"""What a reader sees of a query and its answer: rows, a graph as text, or what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlsplit

from flask import url_for

from webapp.addresses import page_href
from webapp.headers import MAX_QUERY_STRING_BYTES
from webapp.keeper import current_graph
from webapp.negotiation import QUERY_GRAPH_FORMATS, RESULT_FORMATS
from webapp.presentation.parts import Link, Value
from webapp.presentation.snippets import Snippet, snippets
from webapp.sparql_request import Asked

MAX_ROWS: Final = 500
"""Rows of a table on a page; a program gets them all."""
MAX_CHARS: Final = 100_000
"""Characters of a graph on a page."""
# The government's own IRIs for things that this graph knows; theirs lead to pages here, others away.
_KNOWN_HOSTS: Final = frozenset({"identifier.overheid.nl", "wetten.overheid.nl"})


@dataclass(frozen=True)
class Table:
    """An answer to SELECT; `total` counts all rows, also those not shown."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: int


@dataclass(frozen=True)
class AnswerPage:
    """The query, and its answer in the one form that fits it; without answer only room to write one."""

    text: str
    problem: str = ""
    dataset: tuple[tuple[str, str], ...] = ()
    """The graphs that were chosen beside the query, as arguments of the address."""
    table: Table | None = None
    truth: bool | None = None
    graph: str = ""
    graph_is_cut: bool = False
    downloads: tuple[Link, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    share: str = ""
    """The address that asks this again, with its host; empty for a query that fits in no address."""


def answer_page(asked: Asked, *, form: str = "", body: bytes = b"", problem: str = "") -> AnswerPage:
    """Make the page of a query.

    What asks the query again asks it of the same graphs. The other tools and views cannot say which, so
    where some were chosen they are not offered.

    :param form: of the query, as :class:`graph.containment.CheckedQuery` tells; empty without an answer
    :param body: the answer: JSON for a table, Turtle for a graph
    """
    dataset = asked.dataset()
    if not form:
        return AnswerPage(asked.text, problem, dataset)
    answered = AnswerPage(
        asked.text,
        dataset=dataset,
        downloads=download_links(asked, form),
        snippets=() if dataset else snippets_for(asked.text, form),
        share=_share(asked),
    )
    if form in {"construct", "describe"}:
        graph = body.decode("utf-8")
        cut = graph[:MAX_CHARS]
        return replace(answered, graph=cut, graph_is_cut=cut != graph)
    answer = json.loads(body)
    if form == "ask":
        return replace(answered, truth=answer["boolean"])
    return replace(answered, table=_table(answer))


def snippets_for(text: str, form: str) -> tuple[Snippet, ...]:
    """Write the query for other tools, to be asked at the endpoint of this site."""
    return snippets(url_for("sparql.page", _external=True), text, form)


def _share(asked: Asked) -> str:
    address = url_for("sparql.page", **_arguments(asked), _external=True)
    return address if _fits(address) else ""


def _table(answer: dict[str, Any]) -> Table:
    columns = tuple(answer["head"]["vars"])
    solutions = answer["results"]["bindings"]
    rows = tuple(
        tuple(_value(solution.get(column)) for column in columns) for solution in solutions[:MAX_ROWS]
    )
    return Table(columns, rows, len(solutions))


def _value(term: dict[str, Any] | None) -> Value:
    if term is None:
        return Value("")
    if term["type"] == "triple":
        parts = (_value(term["value"][part]).text for part in ("subject", "predicate", "object"))
        return Value(" ".join(parts))
    text = str(term["value"])
    if term["type"] == "uri":
        return Value(text, link=link_to(text))
    return Value(text, lang=term.get("xml:lang", "nl"))


def link_to(iri: str) -> Link | None:
    """Lead to the page about *iri*, else to the web; what is no address of either is text only."""
    try:
        place = urlsplit(iri)
    except ValueError:
        return None
    graph = current_graph()
    if graph.has_pages and (iri.startswith(f"{graph.base}/") or place.hostname in _KNOWN_HOSTS):
        return Link(iri, page_href(iri))
    return Link(iri, iri, external=True) if place.scheme in {"http", "https"} else None


def download_links(asked: Asked, form: str) -> tuple[Link, ...]:
    """Give the addresses of the answer as a file, in each format that fits an address.

    :param form: of the query, as :class:`graph.containment.CheckedQuery` tells
    """
    formats = RESULT_FORMATS if form in {"select", "ask"} else QUERY_GRAPH_FORMATS
    links = (Link(one.name, url_for("sparql.page", **_arguments(asked), format=one.name)) for one in formats)
    return tuple(link for link in links if _fits(link.href))


def _arguments(asked: Asked) -> dict[str, Any]:
    graphs = {"default-graph-uri": asked.default_graphs, "named-graph-uri": asked.named_graphs}
    return {"query": asked.text, **{name: list(iris) for name, iris in graphs.items() if iris}}


def _fits(address: str) -> bool:
    return len(urlsplit(address).query) <= MAX_QUERY_STRING_BYTES
