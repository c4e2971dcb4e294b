"""Decide which names of places in a text are places: many are ordinary words, surnames, or parts of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from indexer.analysis.dictionary import dictionary
from indexer.recognise.entities import EntityHit, Words, begins_sentence
from indexer.recognise.entity_names import EntityName

_SAID: Final = {
    **dict.fromkeys(("gemeente", "gemeenten", "gemeenteraad", "burgemeester"), "gemeente"),
    **dict.fromkeys(("provincie", "provincies"), "provincie"),
    **dict.fromkeys(("dorp", "stad", "plaats", "kern", "woonplaats", "buurtschap", "wijk"), "plaats"),
}
_IN: Final = frozenset({"in", "te", "bij", "uit", "naar", "nabij", "rond", "rondom", "vanuit", "omgeving"})
_PERSONS: Final = frozenset({"familie", "heer", "mevrouw", "meneer", "dhr", "mw", "mevr", "gezin", "dokter"})
_SURNAMES: Final = frozenset({"van", "de", "den", "der", "ten", "ter"})
_QUALIFIER: Final = re.compile(r"\s*\((?P<said>[A-Za-z][A-Za-z. -]{0,24})\)")
_PROVINCES: Final = {
    "l": "pv31", "lb": "pv31", "limburg": "pv31", "nh": "pv27", "noord-holland": "pv27", "zh": "pv28",
    "zuid-holland": "pv28", "gld": "pv25", "gelderland": "pv25", "ov": "pv23", "overijssel": "pv23",
    "utr": "pv26", "utrecht": "pv26", "nb": "pv30", "noord-brabant": "pv30", "fr": "pv21",
    "friesland": "pv21", "gr": "pv20", "groningen": "pv20", "dr": "pv22", "drenthe": "pv22",
    "zld": "pv29", "zeeland": "pv29",
    "fl": "pv24", "flevoland": "pv24",
}  # fmt: skip
_SHORTEST_ALONE: Final = 4

GIVEN: Final = "plaats-met-soort"
PREPOSED: Final = "plaats-na-voorzetsel"
ALONE: Final = "plaats-met-hoofdletter"


class PlaceHit(NamedTuple):
    """A place that is meant, and the rule that says so."""

    hit: EntityHit
    place: EntityName
    rule: str


def places_in(hits: Iterable[EntityHit], words: Words) -> list[PlaceHit]:
    """Give the places that are meant; of namesakes the one that the text itself points at, or none."""
    told = [(hit, rule, said) for hit in hits for rule, said in [_rule(hit, words)] if rule]
    # Provinces and municipalities that are named without doubt tell namesakes apart.
    around = frozenset(
        part
        for hit, _, _ in told
        if len({bearer.iri for bearer in hit.bearers if bearer.kind != "plaats"}) == 1
        for bearer in hit.bearers
        if bearer.kind != "plaats"
        for part in bearer.within
    )
    found = []
    for hit, rule, said in told:
        place = _meant(hit, said, _qualifier(hit, words), around)
        if place is not None:
            found.append(PlaceHit(hit, place, rule))
    return found


def _rule(hit: EntityHit, words: Words) -> tuple[str, str]:  # noqa: PLR0911  # one a case
    """Give the rule by which it is a place, and the kind that the text says it is; both may be empty."""
    start = words.spans[hit.first][0]
    # Of 's-Hertogenbosch the second word has the capital.
    capital = start if words.lower[hit.first] != "s" else words.spans[min(hit.first + 1, hit.last)][0]
    if not words.text[capital].isupper():
        return "", ""
    before = words.folded[hit.first - 1].lower() if hit.first and _close(words, hit.first) else ""
    said = _SAID.get(before, "")
    if said:
        return GIVEN, said
    if before in _PERSONS or _is_part_of_a_name(hit, words):
        return "", ""
    name = " ".join(words.folded[hit.first : hit.last + 1]).lower()
    ordinary = name in dictionary().words
    if before in _IN:
        return PREPOSED, ""
    if _qualifier(hit, words):
        return GIVEN, ""
    if ordinary or len(name) < _SHORTEST_ALONE:
        return "", ""
    alone = not begins_sentence(words, hit.first) or any(b.kind != "plaats" for b in hit.bearers)
    return (ALONE, "") if alone else ("", "")


def _close(words: Words, at: int) -> bool:
    """Tell whether nothing but a space stands before word number *at*."""
    between = words.text[words.spans[at - 1][1] : words.spans[at][0]]
    return between.strip(" \u00a0\n") == "" or between in {" '", " \u2019"}


def _is_part_of_a_name(hit: EntityHit, words: Words) -> bool:
    """Jan van Utrecht, Universiteit Utrecht, Utrecht Centraal: a capital beside it, or a surname."""
    at = hit.first
    if at and _close(words, at):
        before = words.folded[at - 1]
        if before[0].isupper() and not begins_sentence(words, at - 1) and before.lower() not in _SAID:
            return True
        if before.lower() in _SURNAMES and at > 1 and _close(words, at - 1):
            person = words.folded[at - 2]
            # "Inwoners van Utrecht" begins a sentence; Jan begins one too, and is a name all the same.
            noun = begins_sentence(words, at - 2) and person.lower() not in dictionary().names
            return person[0].isupper() and not noun
    if hit.last + 1 < len(words.spans) and _close(words, hit.last + 1):
        after = words.folded[hit.last + 1]
        return after[0].isupper() and len(after) > 1
    end = words.spans[hit.last][1]
    return words.text[end : end + 1] in {"-", "\u2011"} and words.text[end + 1 : end + 2].isalpha()


def _qualifier(hit: EntityHit, words: Words) -> str:
    """Give the province that stands in brackets behind it, as the last part of its IRI."""
    found = _QUALIFIER.match(words.text, words.spans[hit.last][1])
    return _PROVINCES.get(found["said"].strip(". ").lower(), "") if found else ""


def _meant(hit: EntityHit, said: str, qualifier: str, around: frozenset[str]) -> EntityName | None:
    """Choose among namesakes: by what the text says of it, then by kind, then by what is named around it."""
    bearers = [one for one in hit.bearers if not qualifier or qualifier in one.within]
    if said:
        bearers = [one for one in bearers if one.kind == said] or ([] if said != "plaats" else bearers)
    for kind in ("gemeente", "plaats", "provincie"):
        same = [one for one in bearers if one.kind == kind]
        if len(same) == 1:
            return same[0]
        if same:
            near = [one for one in same if around & (one.within - {one.iri.rsplit("/", 1)[-1]})]
            return near[0] if len(near) == 1 else None
    return None
