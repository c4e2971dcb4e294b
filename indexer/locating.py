"""Find the place that a request is about, in its text or asked for by name, and say what was made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.analysis.chain import DUTCH
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
    :param in_text: whether the place was read in the text
    :param unplaced: whether what has no place follows: somebody who types a place wants what is there first,
        and then what holds everywhere; who sets it apart as a condition wants nothing else
    :param proposals: the question for each namesake of the place
    """

    request: SearchRequest
    place: str = ""
    in_text: bool = False
    unplaced: bool = False
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    proposals: tuple[str, ...] = ()

    def said(self, *, total: int, is_near: bool) -> tuple[str, ...]:
        """Give all notes.

        :param total: what was found
        :param is_near: whether any of it lies in the circle
        """
        circle = self.request.near
        if circle is None or not self.in_text:
            return self.notes
        within = f"{dutch_number(circle.kilometres)} km van {self.place}"
        if not is_near:
            rest = " Dit is niet aan een plaats gebonden." if total else ""
            return (f"Binnen {within} is hierover niets bekend.{rest}", *self.notes)
        if not self.unplaced:
            return (f"Wat binnen {within} ligt.", *self.notes)
        return (f"Eerst wat binnen {within} ligt, dan wat niet aan een plaats gebonden is.", *self.notes)


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
    if (
        located.request.near is not None
        and located.request.order == "relevantie"
        and not located.request.text
    ):
        # Without words nothing is better than anything else, but one thing is nearer than another.
        return replace(located, request=replace(located.request, order="afstand"))
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
        return _with(request, named, notes)
    if found is None and request.kilometres is not None:
        raise SearchQueryError(
            "Bij afstand hoort een plaats. Geef ook nabij, zoals nabij=Zeist of nabij=52.16,5.39."
        )
    if found is None:
        return Located(request)
    # Who asks for nothing but a place, in whatever words ("wat is er bij ..."), wants what is there.
    rest = found.rest if DUTCH.terms(found.rest) else ""
    notes = _namesakes(tuple(one.title for one in found.others))
    located = _with(replace(request, text=rest), found, notes)
    return replace(
        located,
        in_text=True,
        unplaced=located.request.near is not None and bool(rest),
        proposals=tuple(one.question for one in found.others),
    )


def _with(request: SearchRequest, found: Nearby, notes: tuple[str, ...]) -> Located:
    changes = (Change("spelling", found.typed, found.place, "naam van een plaats"),) if found.repaired else ()
    if found.circle is None:
        # Another place that is chosen as a filter comes instead of the one in the text.
        filters = {"plaats": (found.province,), **request.filters}
        said = f"Een provincie is te groot om dichtbij te zijn; gezocht is in {found.place}."
        notes = notes if "plaats" in request.filters else (said, *notes)
        return Located(replace(request, filters=filters), notes=notes, changes=changes)
    kilometres = found.circle.kilometres if request.kilometres is None else request.kilometres
    near = replace(found.circle, kilometres=kilometres)
    return Located(replace(request, near=near), found.place, notes=notes, changes=changes)


def _namesakes(titles: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Zo heet ook: {'; '.join(titles)}.",) if titles else ()
