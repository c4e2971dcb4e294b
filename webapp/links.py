"""Where on this site a thing is shown: permanent IRIs become addresses of pages here."""

from __future__ import annotations

from urllib.parse import quote, urldefrag, urlencode

from ontology.errors import IriError
from ontology.iris import parse_iri
from ontology.terms import GG

# What RFC 3986 lets stand in a query without a meaning of its own: links to laws stay readable.
_PLAIN_IN_QUERY = "/:@!$'()*,"


def local_path(iri: str, base: str, suffix: str = "") -> str:
    """Give the path of the page about *iri*, below the root of this site.

    A thing that we named has a page of its own, a word of the vocabulary a place on the page of the
    vocabulary, the scheme of subjects its thesaurus, and a thing with the IRI of somebody else a page that
    is asked for by it.

    >>> local_path("https://w3id.org/gemeengoed/id/doel/3", "https://w3id.org/gemeengoed")
    '/doc/doel/3'
    >>> local_path("https://w3id.org/gemeengoed/def#Doel", "https://w3id.org/gemeengoed")
    '/def#Doel'
    >>> local_path("https://wetten.overheid.nl/BWBR0005181/", "https://w3id.org/gemeengoed", ".ttl")
    '/doc.ttl?iri=https://wetten.overheid.nl/BWBR0005181/'

    :param suffix: `.ttl` and the like, for the description in that form; empty for the page
    """
    thing, fragment = urldefrag(iri)
    if iri == f"{base}/id/thema":
        return f"/thesaurus{suffix}"
    if iri.startswith(str(GG)):
        return f"/def#{quote(fragment)}"
    try:
        kind, ref = parse_iri(thing, base)
    except IriError:
        return f"/doc{suffix}?{urlencode({'iri': iri}, safe=_PLAIN_IN_QUERY)}"
    return f"/doc/{kind}/{quote(ref, safe='')}{suffix}"
