"""Tell whether the name of a place is only part of another name: of a person, a university, a club."""

from __future__ import annotations

import re
from typing import Final

from indexer.analysis.dictionary import dictionary
from indexer.analysis.place_names import place_names
from indexer.recognise.entities import EntityHit, Words, begins_sentence

_SURNAMES: Final = frozenset({"van", "de", "den", "der", "ten", "ter"})
_INSTITUTIONS: Final = frozenset(
    {
        "bisdom", "college", "gerechtshof", "gymnasium", "hogeschool", "hotel", "lyceum", "museum",
        "omgevingsdienst", "omroep", "politie", "radio", "rechtbank", "regio", "schouwburg", "station",
        "stichting", "theater", "universiteit", "veiligheidsregio", "vereniging", "waterschap", "ziekenhuis",
    }
)  # fmt: skip
"""What is named after a place that stands behind it; in mid-sentence their capital tells that already."""
_SAID: Final = frozenset(
    {
        "gemeente", "gemeenten", "gemeenteraad", "burgemeester", "provincie", "provincies", "dorp", "stad",
        "plaats", "kern", "woonplaats", "buurtschap", "wijk",
    }
)  # fmt: skip
_QUARTER: Final = re.compile(
    r"[-\u2011](?:Noord|Oost|Zuid|West|Midden|Centrum|Binnenstad|Stad)(?:oost|west)?\b"
)


def is_close(words: Words, at: int) -> bool:
    """Tell whether nothing but a space stands before word number *at*."""
    between = words.text[words.spans[at - 1][1] : words.spans[at][0]]
    return between.strip(" \u00a0\n") == "" or between in {" '", " \u2019"}


def is_part_of_a_name(hit: EntityHit, words: Words) -> bool:
    """Jan van Utrecht, Universiteit Utrecht, Utrecht Centraal: a capital beside it, or a surname."""
    at = hit.first
    if at and is_close(words, at):
        if _names_it(words, at - 1, words.text[words.spans[at][0] : words.spans[hit.last][1]]):
            return True
        if words.lower[at - 1] in _SURNAMES and at > 1 and is_close(words, at - 1):
            person = words.folded[at - 2]
            # "Inwoners van Utrecht" begins a sentence; Jan begins one too, and is a name all the same.
            noun = begins_sentence(words, at - 2) and person.lower() not in dictionary().names
            return person[0].isupper() and not noun
    start = words.spans[at][0]
    if words.text[max(0, start - 1) : start] in {"-", "\u2011"} and words.text[: start - 1][-1:].isalpha():
        return True  # Zuid-Limburg
    end = words.spans[hit.last][1]
    if _QUARTER.match(words.text, end):
        return False
    if hit.last + 1 < len(words.spans) and is_close(words, hit.last + 1):
        after = words.folded[hit.last + 1]
        return after[0].isupper() and len(after) > 1
    return words.text[end : end + 1] in {"-", "\u2011"} and words.text[end + 1 : end + 2].isalpha()


def _names_it(words: Words, before: int, place: str) -> bool:
    """Tell whether the word before a place makes one name with it."""
    word = words.folded[before]
    if not word[0].isupper() or word.lower() in _SAID:
        return False
    if not begins_sentence(words, before):
        return True
    is_short = word.isupper() and len(word) > 1 and not place.isupper()  # FC Groningen, GGD Utrecht
    # Kees Zwolle; the list of names has places too, and every word that opens a sentence is in the other.
    is_first_name = word.lower() in dictionary().names and word.lower() not in place_names()
    return is_short or is_first_name or word.lower() in _INSTITUTIONS
