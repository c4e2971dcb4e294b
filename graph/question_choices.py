"""What an edition has to choose from for a field of a question, and which of it somebody means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz, process
from rdflib import URIRef

from graph.question_fields import Choice
from graph.questions import FOLDER
from graph.store.interface import GraphStore
from ontology.collation import fold, sort_key
from ontology.errors import FieldValueError

_NEAR: Final = 70
"""How alike, of 100, a name must be to be proposed for one that is not there."""
_PROPOSED: Final = 3


def list_choices(store: GraphStore, kind: str) -> tuple[Choice, ...]:
    """List the things that a field of *kind* may be about, by the Dutch alphabet.

    :param kind: one of :data:`graph.question_fields.THING_KINDS`
    """
    rows = store.select((FOLDER / "velden" / f"{kind}.rq").read_text(encoding="utf-8"))
    found: dict[URIRef, Choice] = {}
    for row in rows:
        thing, also = row["ding"], row.get("ook")
        if not isinstance(thing, URIRef):
            continue
        # A thing with two names, or two other names, is one choice.
        old = found.setdefault(thing, Choice(thing, str(row["naam"]), str(row.get("toelichting", ""))))
        if also is not None:
            found[thing] = replace(old, also=(*old.also, str(also)))
    return tuple(sorted(found.values(), key=lambda one: (sort_key(one.label), one.term)))


def find_choice(choices: Sequence[Choice], text: str) -> Choice:
    """Find what somebody typed or chose: an IRI, or a name as it stands in the list.

    Capitals, accents and spaces do not matter, and another name of the thing will do.

    >>> find_choice([Choice(URIRef("https://example.org/ede"), "Ede")], " ede").term
    rdflib.term.URIRef('https://example.org/ede')

    :raises FieldValueError: if nothing has that name, or more than one thing; names what is near
    """
    typed = " ".join(text.split())
    known = [one for one in choices if str(one.term) == typed]
    name = fold(typed)
    named = known or [one for one in choices if fold(one.in_one_line()) == name]
    named = named or [one for one in choices if name in map(fold, one.also)]
    if len(named) == 1:
        return named[0]
    if named:
        iris = ", ".join(str(one.term) for one in named)
        raise FieldValueError(
            f'Er is meer dan een "{typed[:60]}". Vul het adres in van wat u bedoelt: {iris}.'
        )
    raise FieldValueError(f'"{typed[:60]}" kennen wij hier niet. {_proposal(choices, typed)}')


def _proposal(choices: Sequence[Choice], typed: str) -> str:
    labels = [one.in_one_line() for one in choices]
    near = process.extract(typed[:60], labels, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=_PROPOSED)
    if not near:
        return "Kies een naam uit de lijst."
    return f"Bedoelt u {' of '.join(label for label, _, _ in near)}?"
