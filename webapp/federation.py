"""What a query asks of others than the graph: text search, and servers that the operator allows.

The process that answers the query has no network and refuses every call. So what stands in a block with
``SERVICE`` is answered here, before that, and the answer is written in the place of the block.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, TypeAlias

from flask import Flask, current_app

from graph.containment import MAX_QUERY_CHARS, check_query
from graph.edition import Edition
from graph.query_pool import MAX_TIMEOUT_S
from graph.remote_services import RemoteServices, query_of
from graph.service_blocks import FoundServices, ServiceBlock, find_services
from graph.values_text import Table
from indexer.engines import open_engine
from indexer.search import SearchEngine
from ontology.errors import QueryLimitError, QueryRefusedError, QueryTimeoutError
from webapp.keeper import AskedGraph
from webapp.settings import Settings
from webapp.site import Site
from webapp.sparql_request import base_iri
from webapp.text_search import SEARCH, read_search

MAX_BLOCKS: Final = 5
"""Most blocks that one query may have; they are answered one after another."""

_EXTENSION: Final = "gemeengoed-services"

Engine: TypeAlias = Callable[[], SearchEngine]


@dataclass(frozen=True)
class Helpers:
    """Who may be asked for a query."""

    engine: Engine | None
    """Opens the search engine of the edition that is asked; nothing if there is none."""
    services: RemoteServices
    base_iri: str = ""
    """Against which relative IRIs are read."""


def install_federation(app: Flask, settings: Settings) -> None:
    """Tell *app* which servers its queries may call."""
    app.extensions[_EXTENSION] = RemoteServices(settings.service_iris)


def allowed_services() -> tuple[str, ...]:
    """Give the servers that queries of this site may call."""
    services: RemoteServices | None = current_app.extensions.get(_EXTENSION)
    return services.allowed if services else ()


def resolved(text: str, site: AskedGraph, deadline: float) -> str:
    """Answer the blocks of a query of this request; see :func:`resolve`.

    :param site: what the query asks; text is searched for with its engine, if it is an edition
    """
    services = current_app.extensions.get(_EXTENSION) or RemoteServices()
    engine = (lambda: site.engine) if isinstance(site, Site) else None
    return resolve(text, Helpers(engine, services, base_iri()), deadline)


def resolved_alone(text: str, settings: Settings, edition: Edition) -> str:
    """Answer the blocks of a query outside the site, as for the command line; see :func:`resolve`."""
    with ExitStack() as opened:

        @cache
        def engine() -> SearchEngine:
            return opened.enter_context(closing(open_engine(f"{settings.engine}:{edition.index_path}")))

        helpers = Helpers(engine, RemoteServices(settings.service_iris))
        return resolve(text, helpers, time.monotonic() + MAX_TIMEOUT_S)


def resolve(text: str, helpers: Helpers, deadline: float) -> str:
    """Answer the blocks with ``SERVICE`` in *text* and write the answers in their place.

    Nobody is asked before the whole query has passed :func:`~graph.containment.check_query`, with its blocks
    as plain groups. What comes back has to pass it once more, and then no call is left in it.

    :param deadline: moment by which the query has to be answered, by :func:`time.monotonic`
    :returns: *text* itself if it has no such blocks, else a :class:`~graph.rewritten.Rewritten`
    :raises QueryRefusedError: for a call to whom may not be called
    :raises QuerySyntaxError: with line and column in *text*
    :raises ServiceCallError: if a server does not answer as it should, unless ``SILENT`` says to go on
    :raises QueryTimeoutError: if the deadline passes
    """
    if len(text) > MAX_QUERY_CHARS:
        return text  # check_query tells
    found = find_services(text)
    if not found.blocks:
        return text
    if len(found.blocks) > MAX_BLOCKS:
        raise QueryLimitError(f"Een vraag kan hier hoogstens {MAX_BLOCKS} blokken met SERVICE hebben.")
    plans = [_plan(found, block, helpers) for block in found.blocks]
    check_query(found.blanked())
    tables = [_in_time(plan, deadline) for plan in plans]
    only_search = all(found.iri_of(block.name) == SEARCH for block in found.blocks)
    return found.replaced(tables, repeatable=only_search)


def _plan(found: FoundServices, block: ServiceBlock, helpers: Helpers) -> Callable[[float], Table]:
    """Say how a block will be answered, or refuse it."""
    iri = found.iri_of(block.name)
    if iri == SEARCH:
        if helpers.engine is None:
            raise _refusal(found, block, "er is hier geen zoekmachine. Haal dit blok weg.")
        return _search(read_search(found, block).answer, helpers.engine)
    if block.name.kind == "var":
        sentence = f"{block.name.text} is een variabele. Noem de server zelf, als IRI."
        raise _refusal(found, block, sentence)
    if iri not in helpers.services.allowed:
        raise _not_allowed(found, block, helpers.services.allowed)
    query = query_of(found, block, helpers.base_iri)
    return partial(helpers.services.ask, query, block, iri)


def _search(answer: Callable[[SearchEngine], Table], engine: Engine) -> Callable[[float], Table]:
    return lambda _deadline: answer(engine())


def _in_time(plan: Callable[[float], Table], deadline: float) -> Table:
    if time.monotonic() >= deadline:
        raise QueryTimeoutError(
            "De blokken met SERVICE duurden te lang. Vraag minder, of geef een langere timeout."
        )
    return plan(deadline)


def _refusal(found: FoundServices, block: ServiceBlock, sentence: str) -> QueryRefusedError:
    line, column = found.place(block.head[0])
    return QueryRefusedError(f"Regel {line}, kolom {column}: SERVICE: {sentence}")


def _not_allowed(found: FoundServices, block: ServiceBlock, allowed: tuple[str, ...]) -> QueryRefusedError:
    line, column = found.place(block.head[0])
    others = "".join(f", <{iri}>" for iri in allowed)
    return QueryRefusedError(
        f"Regel {line}, kolom {column}: SERVICE vraagt een andere server om antwoord, en dat kan hier alleen "
        f"aan gg:search{others}. Stel die vraag daar en voeg de antwoorden zelf samen."
    )
