"""Choose among places of one name: by what the text says of it, by kind, by what is named around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from indexer.recognise.entities import EntityHit, Words
from indexer.recognise.entity_names import EntityName
from indexer.recognise.place_parts import is_close

_QUALIFIER: Final = re.compile(r"\s*\((?P<said>[A-Za-z][A-Za-z. -]{0,24})\)")
_PROVINCES: Final = {
    "l": "pv31", "lb": "pv31", "limburg": "pv31", "nh": "pv27", "noord-holland": "pv27", "zh": "pv28",
    "zuid-holland": "pv28", "gld": "pv25", "gelderland": "pv25", "ov": "pv23", "overijssel": "pv23",
    "utr": "pv26", "utrecht": "pv26", "nb": "pv30", "noord-brabant": "pv30", "fr": "pv21",
    "friesland": "pv21", "gr": "pv20", "groningen": "pv20", "dr": "pv22", "drenthe": "pv22",
    "zld": "pv29", "zeeland": "pv29",
    "fl": "pv24", "flevoland": "pv24",
}  # fmt: skip
_OF_PROVINCES: Final = {
    "limburgse": "pv31", "hollandse": "", "gelderse": "pv25", "overijsselse": "pv23", "brabantse": "pv30",
    "friese": "pv21", "groningse": "pv20", "drentse": "pv22", "zeeuwse": "pv29", "flevolandse": "pv24",
}  # fmt: skip
"""Utrechtse is left out: it is of the city as often as of the province."""
_HOLLAND: Final = {"noord": "pv27", "zuid": "pv28"}


class Told(NamedTuple):
    """A name in a text that is a place, by *rule*; *said* is the kind that the text calls it, if any."""

    hit: EntityHit
    rule: str
    said: str

    def around(self) -> Iterator[str]:
        """Give where it lies, as last parts of IRIs, if its name has but one municipality or province."""
        bodies = [bearer for bearer in self.hit.bearers if bearer.kind != "plaats"]
        if len({bearer.iri for bearer in bodies}) == 1:
            yield from (part for bearer in bodies for part in bearer.within)


def province_after(hit: EntityHit, words: Words) -> tuple[str, int]:
    """Give the province that stands in brackets behind it, and where the bracket ends; else "" and 0."""
    found = _QUALIFIER.match(words.text, words.spans[hit.last][1])
    province = _PROVINCES.get(found["said"].strip(". ").lower(), "") if found else ""
    return (province, found.end()) if found and province else ("", 0)


def province_before(hit: EntityHit, words: Words) -> str:
    """Give the province of "het Limburgse Bergen", as the last part of its IRI."""
    at = hit.first - 1
    if at < 0 or not is_close(words, hit.first) or not words.folded[at][0].isupper():
        return ""
    if words.lower[at] == "hollandse" and at:
        return _HOLLAND.get(words.lower[at - 1], "")
    return _OF_PROVINCES.get(words.lower[at], "")


def meant(told: Told, province: str, around: frozenset[str]) -> EntityName | None:
    """Give the one place of that name that is meant, or None where the text does not tell."""
    said = told.said
    bearers = [one for one in told.hit.bearers if not province or province in one.within]
    if said:
        bearers = [one for one in bearers if one.kind == said] or ([] if said != "plaats" else bearers)
    # Sittard is the town, not the municipality that ended in 2000.
    for kind, is_past in (("gemeente", False), ("plaats", False), ("provincie", False), ("gemeente", True)):
        same = [one for one in bearers if one.kind == kind and one.is_past is is_past]
        if len(same) == 1:
            return same[0]
        if same:
            near = [one for one in same if around & (one.within - {one.iri.rsplit("/", 1)[-1]})]
            return near[0] if len(near) == 1 else None
    return None
