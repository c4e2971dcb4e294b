"""Know the municipalities, villages and provinces of an index by name, with where they lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import cos, hypot, radians
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer.analysis.chain import name_key
from indexer.columns import Columns, Row
from indexer.lexicon import Lexicon

_KINDS: Final = ("gemeente", "plaats", "provincie")
"""Whose name it is when several bear it: somebody who says Amersfoort mostly means all of it, and somebody
who says Utrecht the city."""

_MUNICIPALITY: Final = _KINDS[0]
SAME_KM: Final = 15.0
"""A namesake this near is no other place: the village of Zeist lies in the circle around its municipality."""

_LETTERS_FOR_TWO: Final = 8
"""Letters from which a name may have two typing errors; a shorter one may have one, and under five none."""
_LETTERS_FOR_ONE: Final = 5
_KM_A_DEGREE: Final = 111.2


class Place(NamedTuple):
    """A municipality, village or province.

    :param value: what it is called in the facet *plaats*; a village is no value of it
    :param title: its name, for a village with its municipality: "Hengelo (gemeente Bronckhorst)"
    :param point: latitude and longitude in degrees of WGS84; a province has none
    """

    label: str
    kind: str
    value: str
    title: str
    point: tuple[float, float] | None


class Gazetteer:
    """Places by their names; several may bear one name.

    :param lexicon: knows the names of what *columns* has rows for
    """

    def __init__(self, lexicon: Lexicon, columns: Columns) -> None:
        rows = {row.iri: row for row in columns.rows if row.kind in _KINDS and not row.gone}
        found: dict[str, dict[Place, None]] = defaultdict(dict)
        # Of municipalities that are gone nobody says where they lay; their names are right all the same.
        self._nowhere: set[str] = set()
        for entity in lexicon.entities:
            row = rows.get(entity.iri)
            if row is None:
                continue
            place = _place(row, columns)
            keys = map(name_key, _names(place, entity.names))
            if place.point is None and place.kind != _KINDS[2]:
                self._nowhere.update(keys)
            else:
                for key in keys:
                    found[key][place] = None
        found.pop("", None)
        self._places = {key: tuple(_apart(places)) for key, places in found.items()}
        self._keys = list(self._places)

    def places(self, name: str) -> tuple[Place, ...]:
        """Give who is called *name*, the likeliest first; namesakes beside each other count as one."""
        return self._places.get(name_key(name), ())

    def nearest_name(self, name: str) -> tuple[Place, ...]:
        """Give who is called as *name* was probably meant; nothing if nobody is called nearly so."""
        key = name_key(name)
        if len(key) < _LETTERS_FOR_ONE or key in self._nowhere:
            return ()
        allowed = 2 if len(key) >= _LETTERS_FOR_TWO else 1
        nearest = process.extractOne(key, self._keys, scorer=OSA.distance, score_cutoff=allowed)
        return self._places[nearest[0]] if nearest else ()


def _place(row: Row, columns: Columns) -> Place:
    around = [value for value in row.tags["plaats"] if value.startswith("gm")] if row.kind == "plaats" else []
    title = f"{row.label} ({columns.labels['plaats'][around[0]].label})" if around else row.label
    value = row.iri.rstrip("/").rsplit("/", 1)[-1]
    point = (row.points[0][0], row.points[0][1]) if row.points else None
    return Place(row.label, row.kind, value, title, point)


def _names(place: Place, others: Iterable[str]) -> Iterator[str]:
    """Gemeente Zeist is also called Zeist, and a village also by itself and its municipality."""
    yield from (place.label, place.title, *others)
    yield place.title.replace(f"({_MUNICIPALITY} ", "(")
    for name in (place.label, *others):
        if place.kind == _MUNICIPALITY:
            yield name.removeprefix(f"{_MUNICIPALITY} ")
            yield f"{_MUNICIPALITY} {name.removeprefix(f'{_MUNICIPALITY} ')}"


def _apart(places: Iterable[Place]) -> Iterator[Place]:
    """Give the likeliest first, and no namesake beside one that came before; a province only if alone."""
    seen: list[Place] = []
    for place in sorted(places, key=lambda place: (_KINDS.index(place.kind), place.title)):
        if not any(place.point is None or _near(place, other) for other in seen):
            seen.append(place)
            yield place


def _near(one: Place, other: Place) -> bool:
    """Tell whether two places lie beside each other; on so short a way the earth is flat."""
    if one.point is None or other.point is None:
        return False
    north, east = one.point[0] - other.point[0], one.point[1] - other.point[1]
    return hypot(north, east * cos(radians(one.point[0]))) * _KM_A_DEGREE < SAME_KM
