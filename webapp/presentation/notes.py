"""Who said it and when: a source in a few words behind a fact, and in full in the list of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext, lazy_gettext

from graph.described import Claim, SourceRef, Statement
from webapp.language import document_date
from webapp.presentation.parts import Clash, Link, LinkTo, SourceNote

_ABBREVIATION: Final = re.compile(r"\(([A-Z]{2,8})\)$")
_WORDS: Final = {"afgeleid": lazy_gettext("afgeleid"), "verwacht": lazy_gettext("verwacht")}


@dataclass(frozen=True)
class SourceEntry:
    """A source in the list at the side of a page: its title, and who, when and under which licence."""

    link: Link
    about: Link
    """The page of this site about the source."""
    detail: str


def is_web(address: str) -> bool:
    """Tell whether an address may become a link: what a partner delivers could run a script otherwise.

    >>> is_web("https://example.org"), is_web("javascript:alert(1)")
    (True, False)
    """
    return address.startswith(("https://", "http://"))


def source_note(source: SourceRef, link_to: LinkTo) -> SourceNote:
    """Name a source behind a fact, with the way to the source itself."""
    return SourceNote(
        link=_link(source, _short(source.publisher) or source.title, link_to),
        date=document_date(source.date, source.date_note) or str(gettext("zonder datum")),
        word=doubt_word([source]),
    )


def source_notes(sources: Iterable[SourceRef], link_to: LinkTo) -> tuple[SourceNote, ...]:
    """Name sources, those that say it outright first, each publisher and date once."""
    ordered = sorted(sources, key=lambda source: source.certainty != "gesteld")
    return tuple(dict.fromkeys(source_note(source, link_to) for source in ordered))


def doubt_word(sources: Iterable[SourceRef]) -> str:
    """Give the word that marks what no source says outright; empty where one does, or where there is none."""
    certainties = {source.certainty for source in sources}
    return "" if not certainties or "gesteld" in certainties else str(_WORDS.get(min(certainties), ""))


def clash_of(claim: Claim, link_to: LinkTo) -> Clash:
    """Show what another source says instead."""
    return Clash(
        link=Link(claim.label, link_to(claim.iri)),
        quote=claim.quote,
        note=claim.note,
        sources=(source_note(claim.source, link_to),) if claim.source else (),
    )


def source_entries(statements: Iterable[Statement], link_to: LinkTo) -> tuple[SourceEntry, ...]:
    """List the sources of *statements*, each once, by title."""
    found: dict[str, SourceRef] = {}
    for statement in statements:
        for source in statement.sources:
            found.setdefault(source.iri, source)
    ordered = sorted(found.values(), key=lambda source: (source.title.casefold(), source.iri))
    return tuple(_entry(source, link_to) for source in ordered)


def _entry(source: SourceRef, link_to: LinkTo) -> SourceEntry:
    details = [
        source.publisher,
        document_date(source.date, source.date_note) or source.date_note or str(gettext("zonder datum")),
    ]
    return SourceEntry(
        link=_link(source, source.title, link_to),
        about=Link(str(gettext("over deze bron")), link_to(source.iri)),
        detail=", ".join(text for text in details if text),
    )


def _short(publisher: str) -> str:
    """Behind a fact the abbreviation will do; the list of the page has the whole name.

    >>> _short("Kennis- en Exploitatiecentrum Officiële Overheidspublicaties (KOOP)")
    'KOOP'
    """
    abbreviation = _ABBREVIATION.search(publisher)
    return abbreviation[1] if abbreviation else publisher


def is_elsewhere(url: str, bron: str) -> bool:
    """Tell whether *url* leads to a page of somebody else; what we wrote ourselves is shown here.

    >>> is_elsewhere("https://krant.example/1", "https://w3id.org/gemeengoed/id/bron/krant")
    True
    >>> is_elsewhere("https://w3id.org/gemeengoed/id/thema", "https://w3id.org/gemeengoed/id/bron/themas")
    False

    :param bron: the IRI of the source, which tells what base is ours
    """
    base, _, _ = bron.partition("/id/")
    return is_web(url) and url != base and not url.startswith(f"{base}/")


def _link(source: SourceRef, text: str, link_to: LinkTo) -> Link:
    if is_elsewhere(source.url, source.iri):
        return Link(text, source.url, external=True)
    return Link(text, link_to(source.iri))
