"""What a client asks of the SPARQL endpoint, in each of the ways that the protocol has for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import request, url_for
from flask_babel import gettext

from graph.query_pool import MAX_TIMEOUT_S
from ontology.errors import QueryRefusedError, QuerySyntaxError
from webapp.negotiation import HTML, QUERY_GRAPH_FORMATS, RESULT_FORMATS, Format, best_format, format_by_name

_QUERY_BODY: Final = "application/sparql-query"
_FORM_BODIES: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@dataclass(frozen=True)
class Asked:
    """What a client asked, as the protocol lets it say that in three ways."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def dataset(self) -> tuple[tuple[str, str], ...]:
        """Give the graphs that were chosen, as a form sends them.

        >>> Asked("ASK {}", ("urn:a",)).dataset()
        (('default-graph-uri', 'urn:a'),)
        """
        return (
            *(("default-graph-uri", iri) for iri in self.default_graphs),
            *(("named-graph-uri", iri) for iri in self.named_graphs),
        )


class Refusal(Exception):  # noqa: N818  # an answer in the protocol, no error of ours
    """A request that the protocol does not know, with its status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def base_iri() -> str:
    """Give against what relative IRIs in a query are read: the endpoint, on whichever page it is asked."""
    return url_for("sparql.page", _external=True, edition=None)


def prefers_page() -> bool:
    """Tell whether the client would rather have a page than data: a browser does."""
    return best_format(request.accept_mimetypes, (*RESULT_FORMATS, *QUERY_GRAPH_FORMATS, HTML)) is HTML


def read_asked() -> Asked | None:
    """Read the query and its dataset from the request; None when there is no query.

    :raises Refusal: for a request outside the protocol
    :raises QueryRefusedError: for an update
    :raises QuerySyntaxError: for a query that is not UTF-8
    """
    values, text = request.args, request.args.getlist("query")
    if request.method == "POST":
        if request.mimetype in _FORM_BODIES:
            values, text = request.form, request.form.getlist("query")
        elif request.mimetype == _QUERY_BODY:
            text = [_decoded(request.get_data())]
        else:
            raise Refusal(415, gettext("Stuur een vraag als formulier, of als application/sparql-query."))
    if "update" in values:
        raise QueryRefusedError(gettext("De graaf is hier alleen te lezen. Lever gegevens aan als bron."))
    if len(text) > 1:
        raise Refusal(400, gettext("Er zijn meer vragen tegelijk meegestuurd. Stuur er een."))
    if not text or (not text[0].strip() and prefers_page()):
        return None
    return Asked(
        text[0], tuple(values.getlist("default-graph-uri")), tuple(values.getlist("named-graph-uri"))
    )


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise QuerySyntaxError(gettext("De vraag is geen UTF-8. Stuur haar als UTF-8.")) from exc


def wanted_format(offered: Sequence[Format]) -> Format:
    """Choose the format: what ``format=`` names, else what Accept likes best; a page is always on offer.

    :raises Refusal: if there is no such format for this answer
    """
    name = request.values.get("format")
    if name:
        found = format_by_name(name, (*offered, HTML))
        if found is None:
            names = ", ".join(one.name for one in offered)
            raise Refusal(
                406, gettext("Dit antwoord is er niet als %(name)s. Kies uit: ", name=name[:40]) + f"{names}."
            )
        return found
    best = best_format(request.accept_mimetypes, (*offered, HTML))
    if best is None:
        types = ", ".join(one.media_type for one in offered)
        raise Refusal(406, gettext("Dit antwoord is er niet in de gevraagde vorm. Vraag om: ") + f"{types}.")
    return best


def wanted_timeout_s() -> float | None:
    """Read the deadline that the client asks for, in seconds; None if it does not.

    :raises Refusal: if it is no number of seconds, or past the limit
    """
    text = request.values.get("timeout")
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MAX_TIMEOUT_S:
        limit = f"{MAX_TIMEOUT_S:g}"
        raise Refusal(400, gettext("Geef bij timeout een aantal seconden, hoogstens %(limit)s.", limit=limit))
    return seconds
