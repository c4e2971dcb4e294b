"""Which sources this edition draws on, and what may be done with them."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.addresses import page_href
from webapp.page_queries import page_query
from webapp.presentation.source_list import ListedDelivery, source_list
from webapp.site import current_site

blueprint = Blueprint("sources", __name__)


@blueprint.get("/bronnen")
def page() -> str:
    """List the sources with their licences."""
    return render_template("sources/sources.html", deliveries=current_site().remember("sources", _read))


def _read() -> tuple[ListedDelivery, ...]:
    return source_list(current_site().store.select(page_query("bronnen")), page_href)
