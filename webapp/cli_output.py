"""What the commands print: results of search and query, lists of editions, reports of deliveries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ontology.errors import QuerySyntaxError, SettingsError, SourceNotFoundError

if TYPE_CHECKING:
    from graph.delivery import DeliveryReport
    from indexer.search import SearchResult
    from webapp.settings import Settings

_STABLE = ("iri", "label", "kind", "score", "snippet", "url")


def run_search(
    settings: Settings, text: str, *, filters: tuple[str, ...] = (), limit: int = 10, offset: int = 0
) -> SearchResult:
    """Search the published edition; *filters* are FACET=VALUE.

    :raises SettingsError: if a filter is not FACET=VALUE
    :raises NoEditionError: if nothing is published
    """
    from graph.edition import published_edition
    from indexer.engines import open_engine
    from indexer.search import SearchRequest

    chosen: dict[str, tuple[str, ...]] = {}
    for item in filters:
        facet, equals, value = item.partition("=")
        if not equals or not value:
            raise SettingsError(
                f"Het filter {item!r} heeft niet de vorm FACET=WAARDE. Schrijf het als soort=organisatie."
            )
        chosen[facet] = (*chosen.get(facet, ()), value)
    edition = published_edition(settings.home_path)
    engine = open_engine(f"{settings.engine}:{edition.index_path}")
    try:
        return engine.search(SearchRequest(text=text, filters=chosen, offset=offset, limit=limit))
    finally:
        engine.close()


def result_as_json(result: SearchResult, base: str) -> str:
    """The stable shape that scripts rely on: of what `/api/search` gives the part that was there before it.

    A snippet is plain text here, and an address begins at the root of the site.
    """
    from webapp.api_shapes import facets_shape, hit_shape
    from webapp.links import local_path

    hits = [hit_shape(hit, lambda iri: local_path(iri, base)) for hit in result.hits]
    body: dict[str, Any] = {
        "total": result.total,
        "hits": [{name: hit[name] for name in _STABLE} | {"snippet": hit["text"]} for hit in hits],
        "facets": {
            name: [{key: value[key] for key in ("value", "label", "count")} for value in values]
            for name, values in facets_shape(result.facets).items()
        },
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def result_as_text(result: SearchResult) -> str:
    """A list for people: label, kind, distance and snippet of each hit; first what was repaired or missed."""
    from webapp.api_shapes import plain

    if not result.hits:
        return "Niets gevonden. Probeer minder of andere woorden."
    lines = [f"{result.total} gevonden. {result.note}" if result.note else f"{result.total} gevonden"]
    lines += [
        f"Gezocht is op “{change.sought}” in plaats van “{change.typed}”."
        for change in result.changes
        if change.kind in {"spelling", "gesplitst"}
    ]
    lines += [f"Bedoelde u: {proposal}" for proposal in result.proposals]
    for hit in result.hits:
        far = "" if hit.kilometres is None else f", {hit.kilometres:.0f} km"
        lines.append(f"{hit.label}  [{hit.kind}{far}]")
        if hit.snippet:
            lines.append(f"    {plain(hit.snippet)}")
    return "\n".join(lines)


def run_query(settings: Settings, file: Path, format_: str | None) -> bytes:
    """Ask the published edition the query in *file*; the answer as bytes.

    Blocks with ``SERVICE`` are answered as on the site.

    :raises SourceNotFoundError: if *file* cannot be read
    :raises SettingsError: if the format does not fit the form of the query
    """
    from graph.containment import check_query, explain_syntax_error
    from graph.edition import published_edition
    from graph.edition_store import open_edition_store
    from webapp.federation import resolved_alone
    from webapp.negotiation import GRAPH_FORMATS, RESULT_FORMATS, format_by_name

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise SourceNotFoundError(
            f"Het bestand {file} is niet te lezen: {exc}. Geef een UTF-8-bestand met één vraag."
        ) from exc
    edition = published_edition(settings.home_path)
    text = resolved_alone(text, settings, edition)
    offered = GRAPH_FORMATS if check_query(text).form in {"construct", "describe"} else RESULT_FORMATS
    wanted = format_by_name(format_, offered) if format_ else offered[0]
    if wanted is None:
        names = ", ".join(fmt.name for fmt in offered)
        raise SettingsError(f"De vorm {format_} past niet bij deze vraag. Kies uit {names}.")
    with open_edition_store(settings.store_url(edition.graph_path), edition) as store:
        try:
            return store.serialise(text, wanted.media_type)
        except QuerySyntaxError as exc:
            raise explain_syntax_error(text, exc) from exc


def editions_as_text(home: Path) -> str:
    """One line an edition, newest first; the published one has a star."""
    rows = _editions(home)
    if not rows:
        return 'Nog geen edities. Maak er een met "gemeengoed build --publish".'
    return "\n".join(f"{'*' if r['published'] else ' '} {r['name']}  {r['quads']} uitspraken" for r in rows)


def editions_as_json(home: Path) -> str:
    """The same for scripts."""
    return json.dumps(_editions(home), ensure_ascii=False, indent=2)


def _editions(home: Path) -> list[dict[str, Any]]:
    from graph.edition import list_editions, published_edition
    from ontology.errors import NoEditionError

    try:
        current = published_edition(home).name
    except NoEditionError:
        current = ""
    found = reversed(list_editions(home))
    return [
        {"name": e.name, "published": e.name == current, "created": e.created.isoformat(), "quads": e.quads}
        for e in found
    ]


def delivery_as_text(report: DeliveryReport) -> str:
    """What was accepted, what to look at, and what to do next."""
    if report.unchanged:
        return f"{report.source}: ongewijzigd sinds de vorige levering; er is niets te doen."
    lines = [f"{report.source}: {report.statements} uitspraken uit {report.file} goedgekeurd."]
    lines += [f"  {curie}: {n}" for curie, n in report.counts.items()]
    lines += [f"  let op: {finding}" for finding in report.warnings]
    return "\n".join([*lines, 'Publiceer ze met "gemeengoed build --publish".'])
