"""Decide which names of places in a text are places: many are ordinary words, surnames, or parts of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from indexer.analysis.dictionary import dictionary
from indexer.recognise.entities import EntityHit, Words, begins_sentence
from indexer.recognise.entity_names import EntityName
from indexer.recognise.namesakes import Told, meant, province_after, province_before
from indexer.recognise.place_parts import is_close, is_part_of_a_name

_SAID: Final = {
    **dict.fromkeys(("gemeente", "gemeenten", "gemeenteraad", "burgemeester"), "gemeente"),
    **dict.fromkeys(("provincie", "provincies"), "provincie"),
    **dict.fromkeys(("dorp", "stad", "plaats", "kern", "woonplaats", "buurtschap", "wijk"), "plaats"),
}
_IN: Final = frozenset({"in", "te", "bij", "uit", "naar", "nabij", "rond", "rondom", "vanuit", "omgeving"})
_PERSONS: Final = frozenset({"familie", "heer", "mevrouw", "meneer", "dhr", "mw", "mevr", "gezin", "dokter"})
_OF_A_PLACE: Final = frozenset(
    {"burgemeester", "gemeente", "gemeenteraad", "inwoners", "bewoners", "provincie", "stad", "dorp", "raad"}
)
"""What is said to be of a place: the inwoners van Urk."""
_ELSEWHERE: Final = frozenset({"sint maarten"})
"""Names that texts use for something else than the place here: Sint Maarten is in 5 of 5 laws the country."""
_LIES: Final = re.compile(r"\s+(?:ligt|lag|liggen)\s+(?:in|bij|aan|op|tussen|ten|vlak|dicht)\b")
_LIST: Final = re.compile(r"\s*(?:,|,?\s+(?:en|of|alsmede))\s+")
_SHORTEST_ALONE: Final = 4

GIVEN: Final = "plaats-met-soort"
PREPOSED: Final = "plaats-na-voorzetsel"
LISTED: Final = "plaats-in-opsomming"
ALONE: Final = "plaats-met-hoofdletter"


class PlaceHit(NamedTuple):
    """A place that is meant, and the rule that says so; *until* is where a province in brackets ends."""

    hit: EntityHit
    place: EntityName
    rule: str
    until: int


def places_in(hits: Iterable[EntityHit], words: Words) -> list[PlaceHit]:
    """Give the places that are meant; of namesakes the one that the text itself points at, or none."""
    every = sorted(hits, key=lambda hit: (hit.first, -hit.last))
    ruled = [(hit, *_rule(hit, words)) for hit in every]
    listed = _listed(ruled, words)
    told = [
        Told(hit, rule or LISTED, said)
        for hit, rule, said in ruled
        if rule or (hit.first, hit.last) in listed
    ]
    # Provinces and municipalities that are named without doubt tell namesakes apart.
    around = frozenset(part for one in told for part in one.around())
    found = []
    for one in told:
        province, end = province_after(one.hit, words)
        place = meant(one, province or province_before(one.hit, words), around)
        if place is not None:
            found.append(PlaceHit(one.hit, place, one.rule, end))
    return found


def _rule(hit: EntityHit, words: Words) -> tuple[str, str]:  # noqa: PLR0911  # one a case
    """Give the rule by which it is a place, and the kind that the text says it is; both may be empty."""
    if not _has_capital(hit, words):
        return "", ""
    before = words.folded[hit.first - 1].lower() if hit.first and is_close(words, hit.first) else ""
    said = _SAID.get(before, "")
    if said:
        return GIVEN, said
    if province_before(hit, words):
        return GIVEN, ""
    if before in _PERSONS or is_part_of_a_name(hit, words):
        return "", ""
    name = " ".join(words.folded[hit.first : hit.last + 1]).lower()
    if before in _IN:
        return (PREPOSED, "") if name not in _ELSEWHERE else ("", "")
    if before == "van" and hit.first > 1 and words.lower[hit.first - 2] in _OF_A_PLACE:
        return GIVEN, ""
    if province_after(hit, words)[0] or _LIES.match(words.text, words.spans[hit.last][1]):
        return GIVEN, ""
    if len(name) < _SHORTEST_ALONE or name in _ELSEWHERE or name in dictionary().words:
        return "", ""
    alone = not begins_sentence(words, hit.first) or any(b.kind != "plaats" for b in hit.bearers)
    return (ALONE, "") if alone else ("", "")


def _has_capital(hit: EntityHit, words: Words) -> bool:
    """Of 's-Hertogenbosch the second word has the capital."""
    at = hit.first if words.lower[hit.first] != "s" else min(hit.first + 1, hit.last)
    return words.text[words.spans[at][0]].isupper()


def _listed(ruled: Sequence[tuple[EntityHit, str, str]], words: Words) -> set[tuple[int, int]]:
    """Give the hits that are ordinary words by themselves and stand in a list with a place."""
    by_first = {hit.first: (hit, rule) for hit, rule, _said in reversed(ruled)}
    by_last = {hit.last: (hit, rule) for hit, rule, _said in ruled}
    found: set[tuple[int, int]] = set()
    for step, beside in ((-1, by_last), (1, by_first)):
        for hit, rule, _said in ruled if step < 0 else reversed(ruled):
            if rule or not _has_capital(hit, words) or is_part_of_a_name(hit, words):
                continue
            edge = hit.first if step < 0 else hit.last
            # Between two names of a list stands a comma, or the word "en".
            other = beside.get(edge + step) or beside.get(edge + 2 * step)
            if other and (other[1] or (other[0].first, other[0].last) in found):
                left, right = sorted((hit, other[0]), key=lambda one: one.first)
                if _LIST.fullmatch(words.text, words.spans[left.last][1], words.spans[right.first][0]):
                    found.add((hit.first, hit.last))
    return found
