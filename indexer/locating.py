"""Find the place that a request is about, in its text or asked for by name, and say what was made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.gazetteer import Gazetteer
from indexer.interpret.interpretation import Change
from indexer.interpret.nearby import Nearby, nearby_in, place_named
from indexer.search import SearchRequest
from ontology.errors import SearchQueryError


@dataclass(frozen=True)
class Located:
    """A request of which the place was read.

    :param request: with the circle, or the province as a filter, and without the words for it
    :param place: what the middle of the circle is called; empty without a circle
    :param unplaced: whether what has no place follows: somebody who types a place wants what is there first,
        and then what holds everywhere; who sets it apart as a condition wants nothing else
    :param proposals: the question for each namesake of the place
    """

    request: SearchRequest
    place: str = ""
    unplaced: bool = False
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    proposals: tuple[str, ...] = ()

    def nothing_near(self) -> tuple[str, ...]:
        """Give the notes for when nothing lies in the circle."""
        return (
            f"{self._within()} is hierover niets bekend. Dit is niet aan een plaats gebonden.",
            *self.notes,
        )

    def something_near(self) -> tuple[str, ...]:
        """Give the notes for when something lies there."""
        if not self.unplaced:
            return self.notes
        return (
            f"Eerst wat {self._within(begin='b')} ligt, dan wat niet aan een plaats gebonden is.",
            *self.notes,
        )

    def _within(self, begin: str = "B") -> str:
        circle = self.request.near
        assert circle is not None, "only a circle has something in it or not"  # noqa: S101
        return f"{begin}innen {dutch_number(circle.kilometres)} km van {self.place}"


def dutch_number(number: float) -> str:
    """Write a number as Dutch people do.

    >>> dutch_number(7.5), dutch_number(15.0)
    ('7,5', '15')
    """
    return f"{number:g}".replace(".", ",")


def locate(request: SearchRequest, gazetteer: Gazetteer) -> Located:
    """Read the place out of *request*: the point that is given, else the name, else what the text says.

    :raises SearchQueryError: if nobody knows the name, if a distance has no place to begin at, or an order
        asks for one
    """
    located = _located(request, gazetteer)
    if request.order == "afstand" and located.request.near is None:
        raise SearchQueryError(
            'Sorteren op afstand vraagt om een plaats. Typ bijvoorbeeld "in de buurt van Zeist".'
        )
    return located


def _located(request: SearchRequest, gazetteer: Gazetteer) -> Located:
    found = None if request.literal else nearby_in(request.text, gazetteer)
    if found is not None and (request.near or request.place):
        # A place that is set apart comes instead of the one in the text.
        request = replace(request, text=found.rest)
    if request.near is not None:
        return Located(request)
    if request.place:
        named = place_named(request.place, gazetteer, request.kilometres)
        if named is None:
            raise SearchQueryError(
                f'Wij weten niet waar "{request.place[:40]}" ligt. Kijk de naam na, of geef '
                "breedtegraad en lengtegraad, zoals 52.16,5.39."
            )
        notes = _namesakes(tuple(one.title for one in named.others))
        if named.repaired:
            notes = (f"Wij kennen geen “{request.place[:40]}”; gezocht is rond {named.place}.", *notes)
            named = named._replace(repaired=False)
        return _with(request, named, unplaced=False, proposals=(), notes=notes)
    if found is None and request.kilometres is not None:
        raise SearchQueryError(
            "Bij afstand hoort een plaats. Geef ook nabij, zoals nabij=Zeist of nabij=52.16,5.39."
        )
    if found is None:
        return Located(request)
    asked = replace(request, text=found.rest)
    questions = tuple(one.question for one in found.others)
    notes = _namesakes(tuple(one.title for one in found.others))
    return _with(asked, found, unplaced=True, proposals=questions, notes=notes)


def _with(
    request: SearchRequest,
    found: Nearby,
    *,
    unplaced: bool,
    proposals: tuple[str, ...],
    notes: tuple[str, ...],
) -> Located:
    changes = (Change("spelling", found.typed, found.place, "naam van een plaats"),) if found.repaired else ()
    if found.circle is None:
        # Another place that is chosen as a filter comes instead of the one in the text.
        filters = {"plaats": (found.province,), **request.filters}
        said = f"Een provincie is te groot om dichtbij te zijn; gezocht is in {found.place}."
        said = "" if "plaats" in request.filters else said
        notes = tuple(note for note in (said, *notes) if note)
        return Located(replace(request, filters=filters), notes=notes, changes=changes, proposals=proposals)
    circle = found.circle
    if request.kilometres is not None:
        circle = replace(circle, kilometres=request.kilometres)
    return Located(replace(request, near=circle), found.place, unplaced, notes, changes, proposals)


def _namesakes(titles: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Zo heet ook: {'; '.join(titles)}.",) if titles else ()
