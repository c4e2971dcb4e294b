"""The editions at `/edities`: which there are, what changed from one to the next, and a feed of that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import format_date

from graph.edition import Edition, list_editions, open_edition, published_name
from graph.edition_changes import difference_between, known_difference, published_steps
from graph.edition_diff import Difference, rdf_patch
from graph.fair_queue import FairQueue, Place
from webapp.addresses import page_href
from webapp.editions import home_path
from webapp.links import local_path
from webapp.negotiation import HTML as PAGE
from webapp.negotiation import Format, best_format
from webapp.presentation.changes import shown_difference
from webapp.presentation.parts import LinkTo
from webapp.site import current_site

blueprint = Blueprint("editions", __name__)

PATCH: Final = Format("rdfpatch", "rdfp", "application/rdf-patch", ("text/rdf-patch",))
FEED_LENGTH: Final = 20
_QUEUE: Final = "gemeengoed-compare"
_AT_ONCE: Final = 1
_WAITING: Final = 3
_WAIT_S: Final = 20.0


@dataclass(frozen=True)
class ListedEdition:
    """One edition as the list shows it."""

    name: str
    date: str
    is_published: bool
    quads: int
    href: str
    changes_href: str
    summary: str
    """What changed since the edition before; empty where that has not been worked out."""


@dataclass(frozen=True)
class FeedEntry:
    """One edition as the feed tells it."""

    name: str
    id: str
    href: str
    updated: str
    summary: str


@blueprint.record
def _limit(state: BlueprintSetupState) -> None:
    """Let few at once compare editions: that takes a second or more, and holds a thread."""
    state.app.extensions[_QUEUE] = FairQueue(places=_AT_ONCE, waiting=_WAITING)


@blueprint.get("/edities")
def page() -> str:
    """List the editions, the newest first."""
    return render_template("editions/editions.html", editions=tuple(_listed(home_path())))


@blueprint.get("/edities/<old>..<new>")
@blueprint.get("/edities/<old>..<new>.rdfp", defaults={"suffix": "rdfp"}, endpoint="patch")
def changes(old: str, new: str, suffix: str = "") -> Response:
    """Tell what changed from one edition to another, in words or as a patch."""
    form = PATCH if suffix else best_format(request.accept_mimetypes, (PAGE, PATCH)) or PAGE
    if form is PATCH:
        editions = open_edition(home_path(), old), open_edition(home_path(), new)
        with _turn():
            body = b"".join(rdf_patch(*editions))
        response = Response(body, content_type=f"{PATCH.media_type}; charset=utf-8")
        response.headers["Access-Control-Allow-Origin"] = "*"
    else:
        shown = shown_difference(_difference(home_path(), old, new), page_href, _link_within(old))
        patch = url_for("editions.patch", old=old, new=new)
        response = Response(render_template("editions/changes.html", found=shown, patch_href=patch))
    response.vary.add("Accept")
    return response


@blueprint.get("/edities.atom")
def feed() -> Response:
    """Tell of each published edition what changed, as an Atom feed."""
    home = home_path()
    entries = tuple(_entries(home))
    updated = entries[0].updated if entries else current_site().edition.created.isoformat()
    body = render_template("editions/feed.xml", entries=entries, updated=updated, base=current_site().base)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _listed(home: Path) -> Iterator[ListedEdition]:
    editions, published = list_editions(home), published_name(home)
    befores: list[Edition | None] = [None, *editions]
    for before, edition in reversed(list(zip(befores, editions, strict=False))):
        known = known_difference(home, before.name, edition.name) if before else None
        yield ListedEdition(
            name=edition.name,
            date=format_date(edition.created, "d MMMM y"),
            is_published=edition.name == published,
            quads=edition.quads,
            href=url_for("home.page", edition=edition.name),
            changes_href=url_for("editions.changes", old=before.name, new=edition.name) if before else "",
            summary=known.in_words() if known else "",
        )


def _entries(home: Path) -> Iterator[FeedEntry]:
    for number, (old, new) in enumerate(published_steps(home)[:FEED_LENGTH]):
        # The newest is worked out if it has not been; of the others a reader of feeds has been told before.
        found = known_difference(home, old, new) or (_difference(home, old, new) if number == 0 else None)
        if found is not None:
            edition = open_edition(home, new)
            yield FeedEntry(
                name=new,
                id=f"{edition.base}/id/editie/{new}",
                href=url_for("editions.changes", old=old, new=new, _external=True),
                updated=_moment(edition.created),
                summary=found.in_words(),
            )


def _difference(home: Path, old: str, new: str) -> Difference:
    known = known_difference(home, old, new)
    if known is not None and open_edition(home, old) and open_edition(home, new):
        return known
    with _turn():
        return difference_between(home, old, new)


def _turn() -> AbstractContextManager[Place]:
    queue: FairQueue = current_app.extensions[_QUEUE]
    return queue.place(request.remote_addr or "", _WAIT_S)


def _link_within(edition: str) -> LinkTo:
    def link_to(iri: str) -> str:
        path = local_path(iri, current_site().base)
        return f"{request.script_root}{path}{'&' if '?' in path else '?'}edition={edition}"

    return link_to


def _moment(created: datetime) -> str:
    return created.isoformat()
