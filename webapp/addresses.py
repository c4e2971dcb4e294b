"""Where things are shown within the request at hand, and what pages read to show them."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from graph.description import Describer
from webapp.editions import within_edition
from webapp.links import local_path
from webapp.presentation.areas import bodies_by_area, land_of
from webapp.presentation.entity_page import Reader
from webapp.site import current_site


def page_href(iri: str, suffix: str = "") -> str:
    """Give the address of the page about *iri*, on this site, below the path at which it is mounted.

    :param suffix: `.ttl` and the like, for the description in that form
    """
    shown = iri if suffix else area_resolver()(iri)
    path = local_path(shown, current_site().base, suffix)
    # A word of the vocabulary is the same in every edition.
    return request.script_root + (path if "#" in path else within_edition(path))


def area_resolver() -> Callable[[str], str]:
    """Give what sends the territory of a government body to that body, and any other IRI to itself."""
    site = current_site()
    bodies = site.remember("bodies", lambda: bodies_by_area(site.store))
    return lambda iri: bodies.get(iri, iri)


def reader() -> Reader:
    """Give what entity pages read, kept as long as the edition is open."""
    site = current_site()
    describer = site.remember("describer", lambda: Describer(site.store))
    land = site.remember("land", lambda: land_of(site.store))
    return Reader(site.store, describer, page_href, land)
