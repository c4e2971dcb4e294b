"""Laws: whether they hold, in words; their articles in order; and the way to the official text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from flask_babel import gettext

from graph.described import EntityDescription
from graph.description import Describer
from ontology.terms import ELI, GG
from webapp.presentation.facts import fact, value_of
from webapp.presentation.notes import doubt_word
from webapp.presentation.parts import Link, LinkTo, Section, Value

LAW_KINDS: Final = frozenset({"wet", "artikel"})
SHOWN_APART: Final = frozenset({"eli:has_part", "eli:is_part_of", "eli:in_force", "gg:peildatum"})
_OFFICIAL: Final = "https://wetten.overheid.nl/"
_NUMBERS: Final = re.compile(r"\d+")


def official_links(described: EntityDescription) -> tuple[Link, ...]:
    """Give the way to the official text, where the IRI is its address."""
    if not described.iri.startswith(_OFFICIAL):
        return ()
    return (
        Link(str(gettext("Lees de officiële tekst op wetten.overheid.nl")), described.iri, external=True),
    )


def status_value(described: EntityDescription, link_to: LinkTo) -> Value:
    """Say in words whether a law holds, and as of when that was looked up."""
    by_predicate = {s.predicate: s for s in described.statements}
    stated = by_predicate.get(ELI.in_force)
    if stated is None:
        return Value(str(gettext("Of deze wet nu geldt, staat niet in onze bronnen.")), unknown=True)
    shown = value_of(stated, link_to)
    ended, checked = by_predicate.get(ELI.date_no_longer_in_force), by_predicate.get(GG.peildatum)
    if stated.object == ELI["InForce-inForce"]:
        words = gettext("Deze wet geldt.")
    elif stated.object == ELI["InForce-partiallyInForce"]:
        words = gettext("Een deel van deze wet geldt.")
    elif ended is not None:
        words = gettext("Deze wet geldt niet meer sinds %(day)s.", day=value_of(ended, link_to).text)
    else:
        words = gettext("Deze wet geldt niet.")
    as_of = gettext("Zo was het op %(day)s.", day=value_of(checked, link_to).text) if checked else ""
    return replace(shown, text=" ".join(str(part) for part in (words, as_of) if part), link=None)


def article_section(described: EntityDescription, describer: Describer, link_to: LinkTo) -> Section | None:
    """List the articles that this edition knows, each with its subject and its official text."""
    articles = {
        str(s.object): value_of(s, link_to) for s in described.statements if s.predicate == ELI.has_part
    }
    if not articles:
        return None
    values = sorted(
        (_article(iri, value, described.label, describer) for iri, value in articles.items()),
        key=lambda value: _in_order(value.text),
    )
    heading = str(gettext("Artikelen die ertoe doen"))
    return Section("artikelen", heading, (fact(str(gettext("artikel")), values),))


def _article(iri: str, value: Value, law: str, describer: Describer) -> Value:
    short = value.text.removesuffix(f" {law}")
    about = [s for s in describer.describe(iri, incoming_limit=0).statements if s.predicate == ELI.is_about]
    subjects = ", ".join(s.object_label for s in about)
    return replace(
        value,
        text=short,
        link=replace(value.link, text=short) if value.link else None,
        detail=str(gettext("over %(subjects)s", subjects=subjects)) if about else "",
        detail_word=doubt_word(source for s in about for source in s.sources),
        more=Link(str(gettext("officiële tekst")), iri, external=True) if iri.startswith(_OFFICIAL) else None,
    )


def _in_order(label: str) -> tuple[list[int], str]:
    """Sort article 2.10 after 2.9, and 18a after 18.

    >>> sorted(["artikel 18a", "artikel 18", "artikel 2.10", "artikel 2.9"], key=_in_order)
    ['artikel 2.9', 'artikel 2.10', 'artikel 18', 'artikel 18a']
    """
    return [int(number) for number in _NUMBERS.findall(label)], label
