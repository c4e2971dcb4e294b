"""The list of sources: per delivery its documents, with publisher, date and licence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from graph.store.interface import Row
from ontology.collation import sort_key
from webapp.language import document_date
from webapp.presentation.notes import is_elsewhere, is_web
from webapp.presentation.parts import Link, LinkTo

# What people call the licences that occur; another one is shown by its address.
_LICENCES: Final = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
    "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12": "EUPL 1.2",
    "https://opensource.org/license/mit": "MIT",
    "https://unlicense.org/": "Unlicense",
}


@dataclass(frozen=True)
class ListedSource:
    """One document in the list."""

    about: Link
    original: Link | None
    publisher: str
    date: str
    licence: Link | None
    rights: str


@dataclass(frozen=True)
class ListedDelivery:
    """One delivery with its documents."""

    slug: str
    title: str
    shown: bool
    sources: tuple[ListedSource, ...]
    downloads: tuple[Link, ...]


def source_list(
    rows: Iterable[Row], link_to: LinkTo, downloads_of: Callable[[str], tuple[Link, ...]]
) -> tuple[ListedDelivery, ...]:
    """Group the documents of an edition by the delivery in which they came.

    :param rows: the answer to the question `bronnen`
    :param downloads_of: from the IRI of a delivery to the files in which it can be taken away
    """
    deliveries: dict[str, tuple[str, bool, dict[str, ListedSource]]] = {}
    for row in rows:
        key = str(row["delivery"])
        shown = str(row["shown"]) in {"true", "1"}
        _, _, sources = deliveries.setdefault(key, (str(row["deliveryTitle"]), shown, {}))
        sources.setdefault(str(row["source"]), _listed(row, link_to))
    listed = (
        ListedDelivery(
            slug=f"levering-{number}",
            title=title,
            shown=shown,
            sources=tuple(sorted(sources.values(), key=_by_title)),
            downloads=downloads_of(delivery),
        )
        for number, (delivery, (title, shown, sources)) in enumerate(deliveries.items(), 1)
    )
    return tuple(sorted(listed, key=lambda delivery: sort_key(delivery.title)))


def licence_link(address: str) -> Link | None:
    """Name a licence by what people call it.

    >>> licence_link("https://creativecommons.org/licenses/by/4.0/").text
    'CC BY 4.0'
    """
    return Link(_LICENCES.get(address, address), address, external=True) if is_web(address) else None


def _listed(row: Row, link_to: LinkTo) -> ListedSource:
    url, title = str(row.get("url", "")), str(row["title"])
    elsewhere = is_elsewhere(url, str(row["source"]))
    date = document_date(str(row.get("date", "")), str(row.get("dateNote", "")))
    return ListedSource(
        about=Link(title, link_to(str(row["source"]))),
        original=Link(str(gettext("naar de bron")), url, external=True) if elsewhere else None,
        publisher=str(row.get("publisher", "")),
        date=date or str(row.get("dateNote", "")) or str(gettext("zonder datum")),
        licence=licence_link(str(row.get("licence", ""))),
        rights=as_sentence(str(row.get("rights", ""))),
    )


def as_sentence(text: str) -> str:
    """Begin a remark with a capital and end it with a full stop.

    >>> as_sentence("geen licentie vermeld"), as_sentence("")
    ('Geen licentie vermeld.', '')
    """
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}." if text else ""


def _by_title(source: ListedSource) -> tuple[str, str]:
    return sort_key(source.about.text)
