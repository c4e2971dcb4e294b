"""How far around a place: the distances that can be chosen, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flask_babel import gettext

from indexer.interpret.nearby import KILOMETRES
from indexer.locating import dutch_number
from indexer.search import Circle, SearchResult
from webapp.presentation.choices import SearchLink
from webapp.presentation.question import Question

DISTANCES_KM: Final = (5.0, 10.0, 15.0, 25.0, 50.0)
"""What readers can choose from; any other stands in the address."""

USUAL_KM: Final = KILOMETRES["gemeente"]


@dataclass(frozen=True)
class Distance:
    """A distance that can be chosen: kilometres as addresses and as people write them."""

    value: str
    label: str
    chosen: bool
    href: str


def distances_of(question: Question, found: SearchResult, search_link: SearchLink) -> tuple[Distance, ...]:
    """Offer the usual distances and the one that was taken, nearest first."""
    taken = found.near.kilometres if found.near else USUAL_KM
    return tuple(
        Distance(
            value=f"{far:g}",
            label=str(gettext("%(km)s km", km=dutch_number(far))),
            chosen=far == taken,
            href=search_link(replace(question, distance=f"{far:g}", page=1)),
        )
        for far in sorted({*DISTANCES_KM, taken})
    )


def circle_label(near: Circle, place: str) -> str:
    """Name a circle by how wide it is and what lies in its middle."""
    middle = place or f"{near.latitude:.2f}, {near.longitude:.2f}"
    return str(gettext("%(km)s km rond %(place)s", km=dutch_number(near.kilometres), place=middle))


def how_far(kilometres: float | None) -> str:
    """Say how far something is; nothing of what has no place.

    Much lies by the point of its municipality: decimals would say more than is known.
    """
    if kilometres is None:
        return ""
    whole = round(kilometres)
    return str(gettext("op %(km)s km", km=whole) if whole else gettext("op minder dan 1 km"))
