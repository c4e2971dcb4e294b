"""Know the municipalities and villages of an index by name, with where they lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer.analysis.chain import name_key
from indexer.columns import Row
from indexer.lexicon import Lexicon

_KINDS: Final = ("gemeente", "plaats")
"""Whose name it is when both bear it: somebody who says Amersfoort mostly means all of it."""

_PREFIX: Final = "gemeente"
_LETTERS_FOR_TWO: Final = 8
"""Letters from which a name may have two typing errors; a shorter one may have one, and under five none."""
_LETTERS_FOR_ONE: Final = 5


class Place(NamedTuple):
    """A municipality or village with its point in degrees of WGS84."""

    iri: str
    label: str
    kind: str
    latitude: float
    longitude: float


class Gazetteer:
    """Places by their names; several may bear one name."""

    def __init__(self, lexicon: Lexicon, rows: Sequence[Row]) -> None:
        points = {row.iri: row.points[0] for row in rows if row.points and not row.gone}
        found: dict[str, dict[Place, None]] = defaultdict(dict)
        for entity in lexicon.entities:
            if entity.kind in _KINDS and entity.iri in points:
                place = Place(entity.iri, entity.label, entity.kind, *points[entity.iri])
                for name in (entity.label, *entity.names):
                    key = name_key(name)
                    found[key][place] = None
                    if entity.kind == _PREFIX:
                        found[key.removeprefix(_PREFIX)][place] = None
        found.pop("", None)
        self._places = {
            key: tuple(sorted(places, key=lambda place: (_KINDS.index(place.kind), place.label)))
            for key, places in found.items()
        }

    def places(self, name: str) -> tuple[Place, ...]:
        """Give who is called *name*: municipalities if there are any, else villages."""
        found = self._places.get(name_key(name), ())
        first = [place for place in found if place.kind == _KINDS[0]]
        return tuple(first) or found

    def nearest_name(self, name: str) -> tuple[Place, ...]:
        """Give who is called as *name* was probably meant; nothing if nobody is called nearly so."""
        key = name_key(name)
        if len(key) < _LETTERS_FOR_ONE:
            return ()
        allowed = 2 if len(key) >= _LETTERS_FOR_TWO else 1
        nearest = process.extractOne(key, self._places.keys(), scorer=OSA.distance, score_cutoff=allowed)
        return self.places(nearest[0]) if nearest else ()
