"""The goals as cards on a line of time: literal wording, term, and who has to act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext
from rdflib import URIRef

from graph.described import EntityDescription, Statement
from graph.description import Describer
from ontology.terms import GG, SKOS
from webapp.presentation.facts import value_of
from webapp.presentation.notes import source_notes
from webapp.presentation.parts import Link, LinkTo, SourceNote, Value


@dataclass(frozen=True)
class GoalCard:
    """One goal in short."""

    number: str
    link: Link
    wording: str
    year: str
    term: str
    """`in 2030`, `uiterlijk in 2027`, or that no term is named."""
    actors: tuple[Link, ...]
    """Empty when the source names nobody."""
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True)
class Programme:
    """The action programme in which the goals stand, and who set it up."""

    link: Link
    coalition: Link | None


def goal_cards(goals: Iterable[EntityDescription], link_to: LinkTo) -> tuple[GoalCard, ...]:
    """Make the cards, in order of their term; without a term last."""
    cards = (_card(goal, link_to) for goal in goals)
    return tuple(sorted(cards, key=lambda card: (card.year or "9999", card.number)))


def programme_of(
    goals: Iterable[EntityDescription], describer: Describer, link_to: LinkTo
) -> Programme | None:
    """Find the programme that holds the goals; None when no source names one."""
    for goal in goals:
        for group in goal.incoming:
            if group.predicate == GG.heeftDoel:
                found = group.statements[0]
                makers = [
                    s
                    for s in describer.describe(str(found.subject)).statements
                    if s.predicate == GG.gesteldDoor
                ]
                return Programme(
                    Link(found.subject_label, link_to(str(found.subject))),
                    Link(makers[0].object_label, link_to(str(makers[0].object))) if makers else None,
                )
    return None


def term_value(statements: Iterable[Statement], link_to: LinkTo) -> Value | None:
    """Word the term of a goal from its year and its sort; None when no source names a year."""
    listed = tuple(statements)
    years = [s for s in listed if s.predicate == GG.termijnJaar]
    if not years:
        return None
    sorts = [s for s in listed if s.predicate == GG.termijnSoort]
    year = value_of(years[0], link_to)
    latest = any(s.object == GG.TermijnUiterlijk for s in sorts)
    words = (
        gettext("uiterlijk in %(year)s", year=year.text) if latest else gettext("in %(year)s", year=year.text)
    )
    quotes = tuple(quote for s in (*years, *sorts) for quote in s.quotes)
    return Value(str(words), quotes=quotes, sources=year.sources, clashes=year.clashes)


def _card(goal: EntityDescription, link_to: LinkTo) -> GoalCard:
    wording = _first(goal, GG.formulering)
    term = term_value(goal.statements, link_to)
    return GoalCard(
        number=_text(_first(goal, SKOS.notation)),
        link=Link(goal.label, link_to(goal.iri)),
        wording=_text(wording),
        year=_text(_first(goal, GG.termijnJaar)),
        term=term.text if term else str(gettext("termijn niet genoemd")),
        actors=tuple(
            Link(s.object_label, link_to(str(s.object)))
            for s in goal.statements
            if s.predicate == GG.verantwoordelijke
        ),
        sources=source_notes(wording.sources, link_to) if wording else (),
    )


def _first(goal: EntityDescription, predicate: URIRef) -> Statement | None:
    return next((s for s in goal.statements if s.predicate == predicate), None)


def _text(statement: Statement | None) -> str:
    return str(statement.object) if statement else ""
