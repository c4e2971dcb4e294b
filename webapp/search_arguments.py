"""What an address asks of search, read in one place for pages and programs: words, filters, place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestURITooLarge

from indexer.search import FACETS, Circle
from indexer.years import years_of
from ontology.errors import SearchQueryError

MAX_TEXT_LENGTH: Final = 500
"""Characters of a question; the longest of the judged queries has 73."""

DEFAULT_DISTANCE_KM: Final = 10.0
MAX_DISTANCE_KM: Final = 500.0
"""More than the Netherlands are long."""

_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?")
_NUMBER_LIKE: Final = re.compile(r"-?[0-9.]+|nan|-?inf", re.IGNORECASE)
_MAX_LATITUDE: Final = 90.0
_MAX_LONGITUDE: Final = 180.0

Arguments = MultiDict[str, str]


def asked_text(arguments: Arguments) -> str:
    """Read the words, with one space between them.

    >>> asked_text(MultiDict([("q", "  energie   coöperatie ")]))
    'energie coöperatie'

    :raises RequestURITooLarge: if there are more characters than :data:`MAX_TEXT_LENGTH`
    """
    text = " ".join(arguments.get("q", "").split())
    if len(text) > MAX_TEXT_LENGTH:
        raise RequestURITooLarge
    return text


def asked_filters(arguments: Arguments) -> dict[str, tuple[str, ...]]:
    """Read the filters, each value once.

    >>> asked_filters(MultiDict([("soort", "wet"), ("soort", "thema"), ("soort", "wet"), ("bron", "")]))
    {'soort': ('wet', 'thema')}

    :raises SearchQueryError: if what is asked as a year is no year and no range of years
    """
    values = {facet: tuple(dict.fromkeys(v for v in arguments.getlist(facet) if v)) for facet in FACETS}
    for year in values["jaar"]:
        if years_of(year) is None:
            raise SearchQueryError(f'jaar is "{year[:40]}". Geef een jaar of een reeks: 2020 of 2017..2030.')
    return {facet: chosen for facet, chosen in values.items() if chosen}


def asked_number(arguments: Arguments, name: str, default: int, lowest: int, highest: int) -> int:
    """Read a whole number.

    >>> asked_number(MultiDict([("pagina", "3")]), "pagina", 1, 1, 100)
    3

    :raises SearchQueryError: if it is no number from *lowest* to *highest*
    """
    written = arguments.get(name, str(default))
    if not _WHOLE.fullmatch(written) or not lowest <= int(written) <= highest:
        raise SearchQueryError(f'{name} is "{written[:40]}". Geef een getal van {lowest} tot {highest}.')
    return int(written)


def asked_switch(arguments: Arguments, name: str, *, default: bool) -> bool:
    """Read a choice that is 1 or 0.

    :raises SearchQueryError: if it is neither
    """
    written = arguments.get(name, "1" if default else "0")
    if written not in {"0", "1"}:
        raise SearchQueryError(f'{name} is "{written[:40]}". Geef 1 of 0.')
    return written == "1"


@dataclass(frozen=True, slots=True)
class Where:
    """Around which point or place to look, and how far; see :class:`indexer.search.SearchRequest`."""

    near: Circle | None = None
    place: str = ""
    kilometres: float | None = None


def asked_where(arguments: Arguments) -> Where:
    """Read around what to look, and how far; who the name belongs to, if anybody, is for the index to say.

    >>> asked_where(MultiDict([("nabij", "52.16,5.39"), ("afstand", "5")])).near
    Circle(latitude=52.16, longitude=5.39, kilometres=5.0)
    >>> asked_where(MultiDict([("nabij", " Zeist ")]))
    Where(near=None, place='Zeist', kilometres=None)

    :raises SearchQueryError: if the point or the distance is out of range
    """
    written, far = arguments.get("nabij", "").strip(), arguments.get("afstand", "").strip()
    kilometres = _decimal(far.replace(",", "."), MAX_DISTANCE_KM) if far else None
    if far and (kilometres is None or kilometres <= 0):
        raise SearchQueryError(
            f'afstand is "{far[:40]}". Geef kilometers, meer dan 0 en hoogstens {MAX_DISTANCE_KM:g}.'
        )
    latitude, comma, longitude = (part.strip() for part in written.partition(","))
    if not (comma and _NUMBER_LIKE.fullmatch(latitude)):
        return Where(None, written, kilometres)
    north, east = _decimal(latitude, _MAX_LATITUDE), _decimal(longitude, _MAX_LONGITUDE)
    if north is None or east is None:
        raise SearchQueryError(
            f'nabij is "{written[:40]}". Geef een plaats, of breedtegraad,lengtegraad met een punt, '
            "zoals 52.16,5.39."
        )
    return Where(Circle(north, east, kilometres or DEFAULT_DISTANCE_KM))


def _decimal(written: str, most: float) -> float | None:
    """Read a number from minus *most* to *most*; nothing if it is none."""
    number = float(written) if _DECIMAL.fullmatch(written) else None
    return number if number is not None and abs(number) <= most else None
