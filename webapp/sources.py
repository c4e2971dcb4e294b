"""Which sources this edition draws on, and what may be done with them."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template, url_for

from graph.dump_files import SUFFIXES
from graph.dumps import CHECKSUMS
from graph.edition_names import WHOLE
from webapp.addresses import page_href
from webapp.dcat import current_catalogue
from webapp.page_queries import page_query
from webapp.presentation.parts import Link
from webapp.presentation.source_list import ListedDelivery, source_list
from webapp.publication.dataset_markup import dataset_markup
from webapp.site import current_site

blueprint = Blueprint("sources", __name__)

_FORMS: Final = {"nq": "N-Quads", "trig": "TriG", "ttl": "Turtle"}


@blueprint.get("/bronnen")
def page() -> str:
    """List the sources with their licences."""
    return render_template(
        "sources/sources.html",
        deliveries=current_site().remember("sources", _read),
        downloads=_downloads(WHOLE),
        markup=dataset_markup(current_catalogue(), url_for("sources.page", _external=True)),
        checksums=url_for("dumps.file", edition=current_site().edition.name, name=CHECKSUMS),
    )


def _read() -> tuple[ListedDelivery, ...]:
    site = current_site()
    names = {one["iri"]: one["source"] for one in site.edition.deliveries if "iri" in one}
    return source_list(
        site.store.select(page_query("bronnen")),
        page_href,
        lambda delivery: _downloads(names[delivery]) if delivery in names else (),
    )


def _downloads(stem: str) -> tuple[Link, ...]:
    edition = current_site().edition
    return tuple(
        Link(_FORMS[suffix], url_for("dumps.file", edition=edition.name, name=f"{stem}.{suffix}.gz"))
        for suffix in SUFFIXES
    )
