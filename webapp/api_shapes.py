"""The shapes in which programs get what search finds; :mod:`webapp.api_schemas` describes the same ones."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from indexer.search import (
    FacetValue,
    Hit,
    PassageHit,
    Proposal,
    Related,
    SearchRequest,
    SearchResult,
    Suggestion,
)
from ontology.kinds import KINDS

Shape = dict[str, Any]
"""What becomes an object in JSON."""

LinkTo = Callable[[str], str]
"""From an IRI to the address of the page about it."""

_MARK: Final = re.compile(r"</?mark>")
_SCORE_DIGITS: Final = 4
_KILOMETRE_DIGITS: Final = 2
_OTHER_KINDS: Final = {"woord": "woord", "spelling": "bedoelde u"}


def search_shape(
    asked: SearchRequest,
    found: SearchResult,
    *,
    edition: str,
    link_to: LinkTo,
    proposals: Sequence[Proposal],
    page_link: Callable[[int], str],
) -> Shape:
    """Shape the answer to a search.

    :param page_link: gives the address of the same search from another offset on
    """
    following = asked.offset + asked.limit
    earlier = max(0, asked.offset - asked.limit)
    turns = asked.limit > 0
    return {
        "query": asked.text,
        "edition": edition,
        "total": found.total,
        "offset": asked.offset,
        "limit": asked.limit,
        "next": page_link(following) if turns and following < found.total else None,
        "previous": page_link(earlier) if turns and asked.offset > 0 else None,
        "note": found.note,
        "changes": [asdict(change) for change in found.changes],
        "proposals": [asdict(proposal) for proposal in proposals],
        "near": asdict(found.near) if found.near else None,
        "related": [related_shape(one, link_to) for one in found.related],
        "hits": [hit_shape(hit, link_to) for hit in found.hits],
        "facets": facets_shape(found.facets),
    }


def hit_shape(hit: Hit, link_to: LinkTo) -> Shape:
    """Shape one thing found.

    >>> found = Hit("iri:gas", "Gaswet", "wet", 1.23456, "over <mark>gas</mark> &amp; licht", "wet van 2000")
    >>> shape = hit_shape(found, lambda iri: f"/doc?iri={iri}")
    >>> shape["score"], shape["text"], shape["url"]
    (1.2346, 'over gas & licht', '/doc?iri=iri:gas')
    """
    return {
        "iri": hit.iri,
        "url": link_to(hit.iri),
        "label": hit.label,
        "kind": hit.kind,
        "subtitle": hit.subtitle,
        "score": round(hit.score, _SCORE_DIGITS),
        "snippet": hit.snippet,
        "text": plain(hit.snippet),
        "passages": [_passage_shape(passage) for passage in hit.passages],
        "kilometres": None if hit.kilometres is None else round(hit.kilometres, _KILOMETRE_DIGITS),
    }


def facets_shape(facets: Mapping[str, Iterable[FacetValue]]) -> dict[str, list[Shape]]:
    """Shape the facets: per name its values, most frequent first."""
    return {
        name: [
            {"value": v.value, "label": v.label, "count": v.count, "broader": v.broader or None}
            for v in values
        ]
        for name, values in facets.items()
    }


def related_shape(one: Related, link_to: LinkTo) -> Shape:
    """Shape something that is linked with what was asked for by name."""
    return {"iri": one.iri, "url": link_to(one.iri), "label": one.label, "kind": one.kind}


def suggestion_shape(one: Suggestion, link_to: LinkTo) -> Shape:
    """Shape a suggestion; a word has no entity, so no IRI and no page.

    >>> suggestion_shape(Suggestion("buurthuis", "woord"), str)["kind_label"]
    'woord'
    """
    known = KINDS.get(one.kind)
    return {
        "text": one.text,
        "kind": one.kind,
        "kind_label": known.singular if known else _OTHER_KINDS[one.kind],
        "iri": one.iri or None,
        "url": link_to(one.iri) if one.iri else None,
        "label": one.label or one.text,
    }


def plain(snippet: str) -> str:
    """Give the text of a highlighted snippet.

    >>> plain("een <mark>buurthuis</mark> &amp; meer")
    'een buurthuis & meer'
    """
    return html.unescape(_MARK.sub("", snippet))


def _passage_shape(passage: PassageHit) -> Shape:
    return {
        "heading": passage.heading,
        "snippet": passage.snippet,
        "text": plain(passage.snippet),
        "href": passage.href or None,
    }
