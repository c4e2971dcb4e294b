"""Media types and formats: which form of an answer a client asked for, by header, suffix or name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header


@dataclass(frozen=True)
class Format:
    """One form in which an answer can leave the house.

    >>> TURTLE.content_type
    'text/turtle; charset=utf-8'
    """

    name: str
    """What ``?format=`` calls it."""
    suffix: str
    """The end of an address or file name, without the dot."""
    media_type: str
    aliases: tuple[str, ...] = ()
    """Other media types with which clients ask for this form."""

    @property
    def content_type(self) -> str:
        """The Content-Type header: text carries its encoding, the other types define their own."""
        is_text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if is_text else self.media_type


HTML = Format("html", "html", "text/html", ("application/xhtml+xml",))

JSON_RESULTS = Format("json", "json", "application/sparql-results+json", ("application/json",))
XML_RESULTS = Format("xml", "xml", "application/sparql-results+xml", ("application/xml", "text/xml"))
CSV_RESULTS = Format("csv", "csv", "text/csv")
TSV_RESULTS = Format("tsv", "tsv", "text/tab-separated-values")

TURTLE = Format("turtle", "ttl", "text/turtle", ("application/x-turtle",))
N_TRIPLES = Format("ntriples", "nt", "application/n-triples", ("text/plain",))
RDF_XML = Format("rdfxml", "rdf", "application/rdf+xml", ("application/xml", "text/xml"))
JSON_LD = Format("jsonld", "jsonld", "application/ld+json", ("application/json",))
TRIG = Format("trig", "trig", "application/trig", ("application/x-trig",))
N_QUADS = Format("nquads", "nq", "application/n-quads")

RESULT_FORMATS: tuple[Format, ...] = (JSON_RESULTS, XML_RESULTS, CSV_RESULTS, TSV_RESULTS)
"""Answers to SELECT and ASK; the first is given to who does not care."""
GRAPH_FORMATS: tuple[Format, ...] = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)
"""Descriptions of a thing; the first is given to who does not care."""
QUERY_GRAPH_FORMATS: tuple[Format, ...] = (*GRAPH_FORMATS, TRIG, N_QUADS)
"""Answers to CONSTRUCT and DESCRIBE: in the last two, what stands in the default graph."""


def best_format(accept: MIMEAccept | str | None, offered: Sequence[Format]) -> Format | None:
    """Choose the offered form that an Accept header likes best; no header means the first.

    Between equals the order of *offered* decides, so that a browser and ``curl`` (``*/*``)
    can be given different things by offering them in a different order.

    >>> best_format("text/csv, application/json;q=0.5", RESULT_FORMATS).name
    'csv'
    >>> best_format("*/*", (HTML, *GRAPH_FORMATS)).name
    'html'
    >>> best_format("image/png", RESULT_FORMATS) is None
    True

    :param accept: the header, or what ``request.accept_mimetypes`` holds
    :param offered: at least one form, preferred first
    :returns: None when nothing offered is acceptable (status 406)
    """
    wanted = parse_accept_header(accept, MIMEAccept) if isinstance(accept, str) else accept
    if not wanted:
        return offered[0]
    # No form here differs by charset or profile, so ``text/turtle; charset=utf-8`` asks for text/turtle.
    wanted = MIMEAccept([(value.partition(";")[0].strip(), quality) for value, quality in wanted])
    by_media_type = {fmt.media_type: fmt for fmt in offered}
    for fmt in offered:
        for alias in fmt.aliases:
            by_media_type.setdefault(alias, fmt)
    best = wanted.best_match(list(by_media_type))
    return by_media_type[best] if best is not None else None


def format_by_suffix(suffix: str, offered: Sequence[Format] = (HTML, *GRAPH_FORMATS)) -> Format | None:
    """Find the form that the end of an address names, as in ``/doc/doel/3.ttl``.

    >>> format_by_suffix("ttl").media_type
    'text/turtle'
    >>> format_by_suffix("exe") is None
    True

    :param suffix: without the dot, any case
    """
    return next((fmt for fmt in offered if fmt.suffix == suffix.casefold()), None)


def format_by_name(name: str, offered: Sequence[Format]) -> Format | None:
    """Find the form that ``?format=`` names, by name, suffix or media type.

    >>> format_by_name("turtle", GRAPH_FORMATS) is format_by_name("text/turtle", GRAPH_FORMATS)
    True
    """
    wanted = name.strip().casefold()
    return next(
        (fmt for fmt in offered if wanted in {fmt.name, fmt.suffix, fmt.media_type, *fmt.aliases}), None
    )
