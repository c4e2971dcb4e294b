"""Makes up a graph of any size to measure with: municipalities, organisations, initiatives, subjects.

The same seed and size give the same file. Nothing in it is a fact; every name is made of syllables.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path

from ontology.prefixes import PREFIXES

BASE = "https://bench.example/id"
SEED = 20261127
MUNICIPALITIES = 342
SUBJECTS = 400
WORDS = 8_000
DESCRIPTION_WORDS = 200
ORGANISATION_EVERY = 5
"""One entity in so many is an organisation, the others are initiatives of one."""

_ONSETS = (
    "b",
    "bl",
    "d",
    "dr",
    "g",
    "gr",
    "h",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "v",
    "w",
    "z",
)
_NUCLEI = ("a", "aa", "e", "ee", "i", "ie", "o", "oe", "oo", "u", "ij", "ui")
_CODAS = ("", "", "d", "k", "l", "n", "ng", "r", "s", "st", "t")


def write_graph(path: Path, count: int) -> None:
    """Write *count* statements as N-Triples."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(islice(_statements(random.Random(SEED)), count))


def organisation(at: int) -> str:
    """Give the IRI of an organisation; the first 2,000 are in a graph of 100,000 statements or more."""
    return f"{BASE}/organisatie/{at * ORGANISATION_EVERY}"


def subject(at: int) -> str:
    """Give the IRI of a subject; subject *at* has `at * 4 + 1` to `at * 4 + 4` below it."""
    return f"{BASE}/thema/{at}"


def _statements(chance: random.Random) -> Iterator[str]:
    words = _vocabulary(chance)
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    yield from _places(words)
    yield from _subjects(words)
    started = date(1990, 1, 1)
    at = 0
    while True:
        text = chance.choices(words, cum_weights=weights, k=DESCRIPTION_WORDS)
        iri = _entity_iri(at)
        label = f"{text[0]} {text[1]} {at}"
        yield _line(iri, "skos:prefLabel", f'"{label}"@nl')
        yield _line(iri, "dct:description", f'"{" ".join(text)}."@nl')
        yield _line(iri, "dct:spatial", f"<{BASE}/gemeente/{chance.randrange(MUNICIPALITIES)}>")
        for one in chance.sample(range(SUBJECTS), chance.randint(1, 3)):
            yield _line(iri, "dct:subject", f"<{subject(one)}>")
        day = (started + timedelta(days=chance.randrange(13_000))).isoformat()
        yield _line(iri, "dct:created", f'"{day}"^^<{PREFIXES["xsd"]}date>')
        yield _line(iri, "schema:url", f"<https://bench.example/site/{at}>")
        yield from _own(at, iri, chance.randrange)
        at += 1


def _own(at: int, iri: str, below: Callable[[int], int]) -> Iterator[str]:
    """What an organisation has and an initiative has not, and the other way round."""
    if at % ORGANISATION_EVERY:
        yield _line(iri, "rdf:type", f"<{PREFIXES['gg']}Initiatief>")
        chosen = below(at // ORGANISATION_EVERY + 1)
        yield _line(iri, "org:linkedTo", f"<{organisation(chosen)}>")
        yield _line(iri, "schema:keywords", f'"sleutel {below(500)}"@nl')
    else:
        yield _line(iri, "rdf:type", f"<{PREFIXES['org']}FormalOrganization>")
        yield _line(iri, "dct:identifier", f'"{10_000_000 + at}"')
        yield _line(iri, "schema:email", f'"post@{at}.bench.example"')


def _entity_iri(at: int) -> str:
    return f"{BASE}/{'initiatief' if at % ORGANISATION_EVERY else 'organisatie'}/{at}"


def _places(words: list[str]) -> Iterator[str]:
    for at in range(MUNICIPALITIES):
        iri = f"{BASE}/gemeente/{at}"
        yield _line(iri, "rdf:type", f"<{PREFIXES['tooi']}Gemeente>")
        yield _line(iri, "skos:prefLabel", f'"{words[-1 - at].capitalize()}"@nl')
        yield _line(iri, "dct:isPartOf", f"<{BASE}/provincie/{at % 12}>")


def _subjects(words: list[str]) -> Iterator[str]:
    for at in range(SUBJECTS):
        iri = subject(at)
        yield _line(iri, "rdf:type", f"<{PREFIXES['skos']}Concept>")
        yield _line(iri, "skos:prefLabel", f'"{words[-1000 - at]}"@nl')
        if at:
            yield _line(iri, "skos:broader", f"<{subject((at - 1) // 4)}>")


def _vocabulary(chance: random.Random) -> list[str]:
    """Words of one to four syllables, the short ones first: those are the frequent ones."""
    found: dict[str, None] = {}
    while len(found) < WORDS:
        syllables = 1 + len(found) * 4 // WORDS
        parts = (_ONSETS, _NUCLEI, _CODAS)
        found["".join(chance.choice(part) for _ in range(syllables) for part in parts)] = None
    return list(found)


def _line(iri: str, curie: str, value: str) -> str:
    prefix, _, local = curie.partition(":")
    return f"<{iri}> <{PREFIXES[prefix]}{local}> {value} .\n"
