"""The front page: a question, the goals, and what there is to find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, url_for
from flask_babel import lazy_gettext

from indexer.search import SearchRequest
from ontology.kinds import KINDS
from webapp.goals import current_goals
from webapp.search import EXAMPLES
from webapp.site import current_site

blueprint = Blueprint("home", __name__)

_COUNTED: Final = ("organisatie", "initiatief", "wet", "thema", "gemeente", "plaats")
# Ended municipalities are found too; a bare "605 gemeenten" would read as a mistake.
_LABELS: Final = {"gemeente": lazy_gettext("gemeenten, nu en vroeger")}


@dataclass(frozen=True)
class Tally:
    """How many things of one kind can be found, and where."""

    label: str
    count: int
    href: str


@blueprint.get("/")
def page() -> str:
    """Welcome a reader."""
    goals = current_goals()
    return render_template(
        "home/home.html",
        goals=goals.cards,
        programme=goals.programme,
        tallies=current_site().remember("tallies", _tallies),
        examples=EXAMPLES,
    )


def _tallies() -> list[Tally]:
    # Counted in the index, because that is what the link shows: the graph also holds what is not searched.
    site = current_site()
    found = site.engine.search(SearchRequest(text="", limit=0)).facets.get("soort", ())
    counts = {value.value: value.count for value in found}
    return [
        Tally(str(_LABELS.get(key, KINDS[key].plural)), counts[key], url_for("search.page", soort=key))
        for key in _COUNTED
        if counts.get(key)
    ]
