"""The goals of the coalition on a line of time."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from rdflib import RDF

from graph.store.interface import DEFAULT_GRAPH
from ontology.terms import GG
from webapp.addresses import page_href, reader
from webapp.presentation.goal_cards import GoalCard, Programme, goal_cards, programme_of
from webapp.site import current_site

blueprint = Blueprint("goals", __name__)


@dataclass(frozen=True)
class Goals:
    """The cards in order of their term, and the programme that they stand in."""

    cards: tuple[GoalCard, ...]
    programme: Programme | None


@blueprint.get("/doelen")
def page() -> str:
    """Show the goals in the words of the source."""
    goals = current_goals()
    return render_template("goals/goals.html", goals=goals.cards, programme=goals.programme)


def current_goals() -> Goals:
    """Read the goals once for each edition."""
    return current_site().remember("goals", _read)


def _read() -> Goals:
    describer = reader().describer
    found = current_site().store.quads(None, RDF.type, GG.Doel, DEFAULT_GRAPH)
    described = [describer.describe(str(subject)) for subject, _, _, _ in found]
    return Goals(goal_cards(described, page_href), programme_of(described, describer, page_href))
