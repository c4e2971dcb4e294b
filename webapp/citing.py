"""Citing a question: `/citeer` keeps it with its edition, `/citaat/{key}` is its short permanent address."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

import pyoxigraph as ox
from flask import Blueprint, Response, abort, current_app, g, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext

from graph.citations import Citation, CitedSource, citation_key, keep_citation, read_citation
from graph.containment import CheckedQuery, check_query
from graph.contributing import contributing_graphs, expanded
from graph.query_pool import TIMEOUT_S
from graph.sourcing import Sources
from ontology.errors import QueryLimitError, StoreUnavailableError
from webapp.addresses import reader
from webapp.allowance import Allowance
from webapp.editions import home_path
from webapp.negotiation import JSON_RESULTS, N_TRIPLES
from webapp.presentation.citation import as_bibtex, as_csl, as_text, title_of
from webapp.presentation.source_list import licence_link
from webapp.site import Site, current_site
from webapp.sparql import answer_asked, checked, run_asked
from webapp.sparql_problem import problems_in_words
from webapp.sparql_request import Asked, Refusal, base_iri, read_asked

blueprint = Blueprint("citing", __name__)

MAX_CITED_CHARS: Final = 20_000
"""Of a question that is kept: whoever cites takes room for good."""
CITATIONS: Final = 60
"""Questions that one client may cite within :data:`WITHIN_S` seconds."""
WITHIN_S: Final = 3_600.0
_ALLOWANCE: Final = "gemeengoed-citations"
_TOO_LARGE: Final = "Een vraag kan hier niet groter zijn dan 1 MB. Maak hem korter."
_FORMS: Final = {
    "txt": (as_text, "text/plain; charset=utf-8"),
    "bib": (as_bibtex, "application/x-bibtex; charset=utf-8"),
    "json": (as_csl, "application/vnd.citationstyles.csl+json"),
}


@blueprint.record
def _limit(state: BlueprintSetupState) -> None:
    """Let nobody keep so many questions that there is no room for those of others."""
    state.app.extensions[_ALLOWANCE] = Allowance(times=CITATIONS, within_s=WITHIN_S)


@blueprint.post("/citeer")
@problems_in_words(too_large=_TOO_LARGE)
def cite() -> Response:
    """Keep a question that can be answered, and go to its permanent address."""
    asked = read_asked()
    if asked is None or not asked.text.strip():
        raise Refusal(400, gettext("Er is geen vraag meegestuurd. Geef haar mee als query=..."))
    if len(asked.text) > MAX_CITED_CHARS:
        raise Refusal(
            413,
            gettext(
                "Een vraag om te citeren kan hoogstens %(most)s tekens hebben. Maak haar korter.",
                most=MAX_CITED_CHARS,
            ),
        )
    deadline = time.monotonic() + TIMEOUT_S
    query = checked(asked, deadline)
    if not query.repeatable:
        raise Refusal(
            400, gettext("Deze vraag heeft elke keer een ander antwoord (NOW, RAND, UUID). Haal dat eruit.")
        )
    allowance: Allowance = current_app.extensions[_ALLOWANCE]
    try:
        allowance.use(request.remote_addr or "")
    except StoreUnavailableError as exc:
        raise Refusal(429, str(exc)) from exc
    site = current_site()
    key = citation_key(asked.text, site.edition.name, asked.default_graphs, asked.named_graphs)
    kept = keep_citation(
        home_path(),
        Citation(
            key=key,
            query=asked.text,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            edition=site.edition.name,
            cited=datetime.now(UTC).astimezone().date().isoformat(),
            sources=_sources(site, query, asked, deadline),
        ),
    )
    g.pop("pinned", None)
    return Response(status=303, headers={"Location": url_for("citing.page", key=kept.key)})


@blueprint.get("/citaat/<key>")
def page(key: str) -> str:
    """Show a citation: what was asked of which edition, how to cite it, and what it rests on."""
    citation = read_citation(home_path(), key)
    address = _address(key)
    g.pinned = ""
    return render_template(
        "citing/citation.html",
        citation=citation,
        title=title_of(citation),
        text=as_text(citation, address),
        bibtex=as_bibtex(citation, address),
        address=address,
        answer_href=url_for("citing.answer", key=key),
        forms=[(suffix, url_for("citing.form", key=key, suffix=suffix)) for suffix in _FORMS],
        licences={one.licence: licence_link(one.licence) for one in citation.sources},
    )


@blueprint.get("/citaat/<key>.<suffix>")
def form(key: str, suffix: str) -> Response:
    """Give a citation as text, BibTeX or CSL-JSON, or the question itself."""
    citation = read_citation(home_path(), key)
    if suffix == "rq":
        return Response(citation.query, content_type="application/sparql-query; charset=utf-8")
    if suffix not in _FORMS:
        abort(404)
    write, content_type = _FORMS[suffix]
    return Response(write(citation, _address(key)), content_type=content_type)


@blueprint.get("/citaat/<key>/antwoord")
@problems_in_words(too_large=_TOO_LARGE)
def answer(key: str) -> Response:
    """Answer the question again from the edition that was cited, in whichever form is asked."""
    citation = read_citation(home_path(), key)
    g.pinned = citation.edition
    response = answer_asked(Asked(citation.query, citation.default_graphs, citation.named_graphs))
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response


def _address(key: str) -> str:
    return url_for("citing.page", key=key, _external=True, edition=None)


def _sources(site: Site, query: CheckedQuery, asked: Asked, deadline: float) -> tuple[CitedSource, ...]:
    met = _met(query, asked, deadline)
    graphs = contributing_graphs(site.store, query.text, met, base_iri=base_iri())
    found = Sources(site.store, reader().describer.names).of_graphs(graphs)
    return tuple(
        dict.fromkeys(
            CitedSource(one.title, one.publisher, one.date, one.url, one.license, one.rights) for one in found
        )
    )


def _met(query: CheckedQuery, asked: Asked, deadline: float) -> list[str] | None:
    """Run the query, so that only what has an answer is kept, and give the IRIs that it met; None if unknown.

    :raises StoreError: if it cannot be answered
    """
    media_type = N_TRIPLES.media_type if query.form in {"construct", "describe"} else JSON_RESULTS.media_type
    body = run_asked(query, asked, media_type, deadline)
    if query.form == "describe":
        triples = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
        return _iris(term for triple in triples for term in (triple.subject, triple.object))
    wider = expanded(query)
    if wider is None:
        return None
    try:
        body = run_asked(check_query(wider), asked, JSON_RESULTS.media_type, deadline)
    except QueryLimitError:  # it met more than can be told
        return None
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    return None if isinstance(found, ox.QueryBoolean) else _iris(term for row in found for term in row)


def _iris(terms: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(term.value for term in terms if isinstance(term, ox.NamedNode)))
