"""Understand a question about what is near a place: "dorpshuis in de buurt van Zeist"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from indexer.analysis.dictionary import dictionary
from indexer.engines.interface import Circle
from ontology.collation import fold

if TYPE_CHECKING:
    from indexer.gazetteer import Gazetteer, Place

KILOMETRES: Final = {"gemeente": 15.0, "plaats": 10.0}
"""How far near is, when nobody says: half an hour by bicycle or so from a village, and from the middle of a
municipality far enough to reach past its border. A choice, shown with the results and changed there."""

MOST_KILOMETRES: Final = 100.0
_MOST_WORDS: Final = 5
_SHORTEST_AFTER_BIJ: Final = 4

_KM: Final = r"(?P<km>\d{1,3}(?:[.,]\d)?)\s*(?:km|kilometer)"
_NEAR: Final = re.compile(
    rf"(?:binnen|op)\s+(?:een\s+straal\s+van\s+)?{_KM}\s+(?:afstand\s+)?(?:van|rond(?:om)?)\s+"
    r"|(?:in\s+de\s+)?(?:buurt|nabijheid|omgeving|omtrek)\s+van\s+"
    r"|(?:nabij|rondom|rond|dicht\s?bij|vlak\s?bij|in\s+en\s+om|omgeving)\s+",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\s+(?:en\s+(?:wijde\s+)?omgeving(?!\s+van\b)|e\.?o\.?)(?!\w)", re.IGNORECASE)
_BIJ: Final = re.compile(r"\bbij\s+(?=\w)", re.IGNORECASE)
# Between 50 and 54 degrees north and 3 and 8 east: other pairs of numbers are something else.
_POINT: Final = re.compile(
    r"(?<![\d.,])(?P<lat>5[0-3][.,]\d{1,8})\s*(?:[;,]|\s)\s*(?P<lon>[3-7][.,]\d{1,8})(?![\d])"
)
_WORD: Final = re.compile(r"[^\s,;?!]+")


class Nearby(NamedTuple):
    """What was understood.

    :param place: what the middle is called, as pages show it
    :param rest: the question without it
    :param others: namesakes that may have been meant
    :param repaired: whether the name was typed otherwise
    """

    circle: Circle
    place: str
    rest: str
    others: tuple[str, ...] = ()
    repaired: bool = False


def nearby_in(text: str, gazetteer: Gazetteer) -> Nearby | None:
    """Give the circle that *text* asks for and what else it asks; nothing if it names no place to be near.

    Whatever follows the words for near is tried as a name, the longest first. After "bij", which has many
    other uses, only a name that is spelt right and is no ordinary word counts.
    """
    point = _POINT.search(text)
    if point:
        return _around_point(text, point)
    after = _AFTER.search(text)
    if after:
        return _place_before(text, after, gazetteer)
    near = _NEAR.search(text)
    if near:
        kilometres = float(near["km"].replace(",", ".")) if near["km"] else None
        return _place_at(text, near.start(), near.end(), gazetteer, kilometres)
    bij = _BIJ.search(text)
    return _place_at(text, bij.start(), bij.end(), gazetteer, None, strict=True) if bij else None


def _around_point(text: str, found: re.Match[str]) -> Nearby:
    latitude, longitude = (float(found[name].replace(",", ".")) for name in ("lat", "lon"))
    start, kilometres = found.start(), KILOMETRES["plaats"]
    near = [match for match in _NEAR.finditer(text) if match.end() == start]
    if near:
        start = near[0].start()
        kilometres = float(near[0]["km"].replace(",", ".")) if near[0]["km"] else kilometres
    circle = Circle(latitude, longitude, min(kilometres, MOST_KILOMETRES))
    return Nearby(circle, f"{latitude:g}, {longitude:g}", _without(text, start, found.end()))


def _place_at(
    text: str,
    start: int,
    after: int,
    gazetteer: Gazetteer,
    kilometres: float | None,
    *,
    strict: bool = False,
) -> Nearby | None:
    words = list(_WORD.finditer(text, after))[:_MOST_WORDS]
    spans = [(after, word.end()) for word in reversed(words)]
    found = _first_place(text, spans, gazetteer, strict=strict)
    if found is None:
        return None
    places, (_, end), repaired = found
    return _nearby(places, _without(text, start, end), kilometres, repaired=repaired)


def _place_before(text: str, after: re.Match[str], gazetteer: Gazetteer) -> Nearby | None:
    words = [word for word in _WORD.finditer(text) if word.end() <= after.start()][-_MOST_WORDS:]
    spans = [(word.start(), after.start()) for word in words]
    found = _first_place(text, spans, gazetteer, strict=False)
    if found is None:
        return None
    places, (start, _), repaired = found
    return _nearby(places, _without(text, start, after.end()), None, repaired=repaired)


def _first_place(
    text: str, spans: list[tuple[int, int]], gazetteer: Gazetteer, *, strict: bool
) -> tuple[tuple[Place, ...], tuple[int, int], bool] | None:
    """Give the places of the longest span that is a name, a name that is spelt right before any other."""
    for start, end in spans:
        name = text[start:end]
        places = gazetteer.places(name)
        if places and not (strict and _is_ordinary(name)):
            return places, (start, end), False
    for start, end in () if strict else spans:
        places = gazetteer.nearest_name(text[start:end])
        if places:
            return places, (start, end), True
    return None


def _is_ordinary(name: str) -> bool:
    folded = fold(name)
    return len(folded) < _SHORTEST_AFTER_BIJ or folded in dictionary().words


def _nearby(places: tuple[Place, ...], rest: str, kilometres: float | None, *, repaired: bool) -> Nearby:
    place, *others = places
    wide = KILOMETRES[place.kind] if kilometres is None else min(max(kilometres, 1.0), MOST_KILOMETRES)
    circle = Circle(place.latitude, place.longitude, wide)
    return Nearby(circle, place.label, rest, tuple(_labels(others)), repaired)


def _labels(places: list[Place]) -> Iterator[str]:
    yield from dict.fromkeys(place.label for place in places)


def _without(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split())
