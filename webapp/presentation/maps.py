"""A small map of the provinces with one area marked, drawn as the path data of an SVG."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 200
# The European Netherlands: west, south, east, north. One degree of longitude is shorter than one of latitude.
_WEST, _SOUTH, _EAST, _NORTH = 3.2, 50.7, 7.3, 53.65
_SCALE: Final = WIDTH / (_EAST - _WEST)
_STRETCH: Final = 1 / math.cos(math.radians((_SOUTH + _NORTH) / 2))
HEIGHT: Final = round((_NORTH - _SOUTH) * _SCALE * _STRETCH)
# At the size at which the map is shown, a unit is about a pixel: what is nearer cannot be told apart.
FINE: Final = 0.5
COARSE: Final = 1.5


@dataclass(frozen=True)
class AreaMap:
    """What the template needs to draw the map."""

    title: str
    land: str
    here: str
    width: int = WIDTH
    height: int = HEIGHT


def map_frame(land: str) -> dict[str, str | float]:
    """Give what a script needs to put points on the map: the outline, and where a degree lies in it."""
    return {
        "land": land,
        "width": WIDTH,
        "height": HEIGHT,
        "west": _WEST,
        "north": _NORTH,
        "x_per_degree": _SCALE,
        "y_per_degree": _SCALE * _STRETCH,
    }


def path_of(geojson: str, step: float = FINE) -> str:
    """Turn a GeoJSON polygon in degrees into SVG path data; what is no polygon gives an empty path.

    >>> path_of('{"type": "Polygon", "coordinates": [[[5, 52], [6, 52], [6, 53], [5, 52]]]}')
    'M87.8 131.2L136.6 131.2 136.6 51.7 87.8 131.2Z'

    :param geojson: a geometry of type Polygon or MultiPolygon, WGS84, longitude first
    :param step: least distance between two points, in units of the map
    """
    return "".join(_ring_path(ring, step) for ring in _rings(json.loads(geojson)))


def _rings(geometry: dict[str, object]) -> Iterator[list[list[float]]]:
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        return
    polygons = coordinates if geometry.get("type") == "MultiPolygon" else [coordinates]
    if geometry.get("type") in {"Polygon", "MultiPolygon"}:
        for polygon in polygons:
            yield from polygon[:1]


def _ring_path(ring: Iterable[list[float]], step: float) -> str:
    points = [((lon - _WEST) * _SCALE, (_NORTH - lat) * _SCALE * _STRETCH) for lon, lat, *_ in ring]
    kept: list[tuple[float, float]] = []
    for point in points:
        if not kept or math.dist(point, kept[-1]) >= step:
            kept.append(point)
    if len(kept) < 3:  # noqa: PLR2004 (fewer corners enclose nothing)
        return ""
    first, *rest = (f"{x:.1f} {y:.1f}".replace(".0", "") for x, y in kept)
    return f"M{first}L{' '.join(rest)}Z"
