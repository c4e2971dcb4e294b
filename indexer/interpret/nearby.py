"""Understand a question about what is near a place: "dorpshuis in de buurt van Zeist"."""

from __future__ import annotations

import re
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
_MOST_WORDS: Final = 9
"""As many as "Koudekerk aan den Rijn (gemeente Alphen aan den Rijn)", the longest there is."""
_MOST_WORDS_REPAIRED: Final = 4
"""As many as Alphen aan den Rijn."""
_SHORTEST_AFTER_BIJ: Final = 4

_KM: Final = r"(?P<km>\d{1,3}(?:[.,]\d)?)\s*(?:km|kilometer)"
_NEAR: Final = re.compile(
    rf"(?P<sure>(?:binnen|op)\s+(?:een\s+straal\s+van\s+)?{_KM}\s+(?:afstand\s+)?(?:van|rond(?:om)?)\s+"
    r"|(?:in\s+de\s+)?(?:buurt|nabijheid|omgeving|omtrek)\s+van\s+|nabij\s+)"
    r"|(?:rondom|rond|dicht\s?bij|vlak\s?bij|in\s+en\s+om|(?:in\s+(?:de\s+)?)?omgeving)\s+",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\s+(?:en\s+(?:wijde\s+)?omgeving(?!\s+van\b)|e\.?o\.?)(?!\w)", re.IGNORECASE)
_BIJ: Final = re.compile(r"\bbij\s+(?=\w)", re.IGNORECASE)
# Between 50 and 54 degrees north and 3 and 8 east: other pairs of numbers are something else.
_POINT: Final = re.compile(
    r"(?<![\d.,])(?P<lat>5[0-3][.,]\d{1,8})\s*(?:[;,]|\s)\s*(?P<lon>[3-7][.,]\d{1,8})(?![\d])"
)
_WORD: Final = re.compile(r"[^\s,;?!]+")
_ARTICLES: Final = frozenset({"de", "het", "een", "'t"})


class Namesake(NamedTuple):
    """Another place that may have been meant, and the question that asks for that one."""

    title: str
    question: str


class Nearby(NamedTuple):
    """What was understood.

    :param circle: nothing for a province, which is too wide to be near to
    :param province: its value in the facet *plaats*; empty with a circle
    :param place: what the middle, or the province, is called as pages show it
    :param rest: the question without it
    :param typed: the name as it stands in the question
    :param repaired: whether that is no name, and *place* the nearest there is
    """

    circle: Circle | None
    place: str
    rest: str
    typed: str
    province: str = ""
    others: tuple[Namesake, ...] = ()
    repaired: bool = False


class _Span(NamedTuple):
    """Where the words for near and the name stand: the whole of it, and the name in it."""

    start: int
    end: int
    name_start: int
    name_end: int


def nearby_in(text: str, gazetteer: Gazetteer) -> Nearby | None:
    """Give the circle that *text* asks for and what else it asks; nothing if it names no place to be near.

    Whatever follows the words for near is tried as a name, the longest first. Words that are also ordinary
    Dutch ("rondom de wijk", "nabij een school") are a name only where nothing else can be meant.
    """
    point = _POINT.search(text)
    if point:
        return _around_point(text, point)
    after = _AFTER.search(text)
    if after:
        words = [word for word in _WORD.finditer(text) if word.end() <= after.start()][-_MOST_WORDS:]
        spans = [_Span(word.start(), after.end(), word.start(), after.start()) for word in words]
        return _nearby(text, spans, gazetteer, None, sure=True)
    near = _NEAR.search(text)
    if near:
        kilometres = float(near["km"].replace(",", ".")) if near["km"] else None
        return _nearby(text, _following(text, near), gazetteer, kilometres, sure=near["sure"] is not None)
    bij = _BIJ.search(text)
    if bij is None:
        return None
    spans = [span for span in _following(text, bij) if span.name_end - span.name_start >= _SHORTEST_AFTER_BIJ]
    found = _nearby(text, spans, gazetteer, None, sure=False)
    return None if found is None or found.repaired or found.province else found


def place_named(name: str, gazetteer: Gazetteer, kilometres: float | None) -> Nearby | None:
    """Give the circle around a place that is asked for by name, or by a point; nothing if nobody knows it."""
    point = _POINT.fullmatch(name.strip())
    if point:
        return _around_point(name.strip(), point)
    places = gazetteer.places(name)
    repaired = not places
    places = places or gazetteer.nearest_name(name)
    return _around(places, name, _Span(0, len(name), 0, len(name)), kilometres, repaired=repaired)


def _following(text: str, cue: re.Match[str]) -> list[_Span]:
    words = list(_WORD.finditer(text, cue.end()))[:_MOST_WORDS]
    return [_Span(cue.start(), word.end(), cue.end(), word.end()) for word in reversed(words)]


def _around_point(text: str, found: re.Match[str]) -> Nearby:
    latitude, longitude = (float(found[name].replace(",", ".")) for name in ("lat", "lon"))
    start, kilometres = found.start(), KILOMETRES["plaats"]
    near = [match for match in _NEAR.finditer(text) if match.end() == start]
    if near:
        start = near[0].start()
        kilometres = float(near[0]["km"].replace(",", ".")) if near[0]["km"] else kilometres
    circle = Circle(latitude, longitude, min(max(kilometres, 1.0), MOST_KILOMETRES))
    rest = _joined(text[:start], text[found.end() :])
    return Nearby(circle, f"{latitude:g}, {longitude:g}", rest, found[0])


def _nearby(
    text: str, spans: list[_Span], gazetteer: Gazetteer, kilometres: float | None, *, sure: bool
) -> Nearby | None:
    """Read the longest span that is a name, one that is spelt right before any other."""
    # Words between quotation marks stand together.
    spans = [span for span in spans if text[: span.start].count('"') % 2 == 0]
    for span in spans:
        name = text[span.name_start : span.name_end]
        places = gazetteer.places(name)
        if places and _is_name(name, places[0], sure=sure):
            return _around(places, text, span, kilometres, repaired=False)
    for span in spans:
        name = text[span.name_start : span.name_end]
        ordinary = _is_ordinary(name) or len(name.split()) > _MOST_WORDS_REPAIRED
        places = () if ordinary else gazetteer.nearest_name(name)
        if places:
            return _around(places, text, span, kilometres, repaired=True)
    return None


def _is_name(name: str, place: Place, *, sure: bool) -> bool:
    """Ordinary words need a capital, or sure words for near before them: "nabij bergen", "rond Bergen".

    Of villages also the article needs one: "de wijk" and "een" are villages too.
    """
    if name[0].isupper() or name[0] == "'":
        return True
    if place.kind == "plaats" and fold(name).split()[0] in _ARTICLES and _is_ordinary(name):
        return False
    return sure or not _is_ordinary(name) or (place.kind == "gemeente" and " " in name)


def _is_ordinary(name: str) -> bool:
    words = fold(name).split()
    return bool(words) and all(word in _ARTICLES or word in dictionary().words for word in words)


def _around(
    places: tuple[Place, ...], text: str, span: _Span, kilometres: float | None, *, repaired: bool
) -> Nearby | None:
    if not places:
        return None
    place, *others = places
    before, after = text[: span.name_start], text[span.name_end :]
    namesakes = tuple(_namesake(other, before, after) for other in others)
    rest, typed = _joined(text[: span.start], text[span.end :]), text[span.name_start : span.name_end]
    if place.point is None:
        return Nearby(None, place.title, rest, typed, place.value, namesakes, repaired)
    wide = KILOMETRES[place.kind] if kilometres is None else min(max(kilometres, 1.0), MOST_KILOMETRES)
    circle = Circle(*place.point, wide)
    title = place.title if others else place.label
    return Nearby(circle, title, rest, typed, others=namesakes, repaired=repaired)


def _namesake(place: Place, before: str, after: str) -> Namesake:
    """A village of which no municipality is known can only be told from its namesakes by where it lies."""
    if place.title != place.label or place.point is None or place.kind != "plaats":
        return Namesake(place.title, _joined(before, place.title, after))
    point = ",".join(f"{degrees:.4f}" for degrees in place.point)
    return Namesake(f"{place.label} ({point})", _joined(before, point, after))


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split())
