"""Gather every place where a text refers to a law: by name, number, book, alias, or "die wet"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from indexer.recognise.civil_code import CivilCode
from indexer.recognise.definitions import aliases_in
from indexer.recognise.gazetteer import Gazetteer
from indexer.recognise.law_names import LawName
from indexer.recognise.patterns import GAP
from indexer.recognise.rules import ABBREVIATION, ALIAS, ANAPHOR, BWB, CONTEXT, JCI, OWN
from ontology.iris import bwb_iri

_ID: Final = re.compile(
    r"(?P<url>https?://wetten\.overheid\.nl/)?"
    r"(?:jci1\.\d:[a-z]:(?P<jci>BWB(?:[RV]\d{7}|W\d{4,7}))"
    r"(?P<parts>(?>(?:&(?:amp;)?[a-z]{1,20}=[\w:%]{1,40}+(?>(?:[._-][\w:%]{1,40}+)*))*))"
    r"|(?<![A-Za-z0-9])(?P<bwb>BWB(?:[RV]\d{7}|W\d{4,7}))(?!\d)(?(url)[/\d-]{0,20}))"
)
_ARTICLE_PART: Final = re.compile(r"&(?:amp;)?artikel=([^&\s]{1,40})")
_ANAPHOR: Final = re.compile(
    r"\b(?:(?:die|dezelfde|genoemde|laatstgenoemde|laatstbedoelde|eerstgenoemde|voornoemde|eerdergenoemde)"
    rf"{GAP}(?P<she>(?:rijks)?wet|regeling|verordening)"
    rf"|(?:dat|genoemd|voornoemd|laatstgenoemd){GAP}(?P<it>[Ww]etboek|[Bb]esluit|reglement))\b"
)
_OWN: Final = re.compile(
    rf"\b(?:deze{GAP}(?:(?:rijks)?wet|regeling|verordening|beleidsregels?)"
    rf"|dit{GAP}(?:wetboek|besluit|reglement))\b"
)
# Longer ones are trusted anywhere; "Mw." is more often a lady than the Mededingingswet.
_SHORT: Final = 2
# A law that the gazetteer does not know: "die wet" after it means that one.
_SOME_LAW: Final = re.compile(
    r"\b(?:[A-Z]\w*(?:wet|wetboek|besluit|regeling|verordening)|Wet|Wetboek|Besluit|Regeling|Verordening|Richtlijn"
    r"|verordening \(E|richtlijn \d|[Vv]erdrag van)\b"
)


@dataclass(frozen=True, slots=True)
class LawRef:
    """A place where a law is meant; *law* is its IRI, empty for the civil code without a book.

    :param number: the article that the reference itself holds, as a link does
    :param stands_alone: whether it counts as a mention where no article is cited
    """

    start: int
    end: int
    law: str
    rule: str
    number: str = ""
    stands_alone: bool = True


class LawRefs:
    """Find the references to laws in a text, in its order, none overlapping another."""

    def __init__(self, names: Iterable[LawName]) -> None:
        gathered = list(names)
        self._gazetteer = Gazetteer(gathered)
        self._civil_code = CivilCode((name.law, name.name) for name in gathered)
        self._by_id = {found[0]: name.law for name in gathered if (found := re.search(r"BWB\w+", name.law))}

    def find(self, text: str, own_law: str = "") -> list[LawRef]:
        """Give the references in *text*; *own_law* is the IRI of the law that the text belongs to."""
        named = self._named(text)
        refs = _without_overlap([*self._ids(text), *self._books(text, own_law), *named])
        refs = _without_overlap([*refs, *_aliased(text, refs)])
        return _without_overlap([*refs, *_pointing(text, refs, own_law)])

    def _ids(self, text: str) -> list[LawRef]:
        refs = []
        for match in _ID.finditer(text) if "BWB" in text else ():
            bwb = match["jci"] or match["bwb"]
            law = self._by_id.get(bwb) or bwb_iri(bwb)
            number = _ARTICLE_PART.search(match["parts"] or "")
            refs.append(
                LawRef(
                    match.start(), match.end(), law, JCI if match["jci"] else BWB, number[1] if number else ""
                )
            )
        return refs

    def _books(self, text: str, own_law: str) -> list[LawRef]:
        return [
            LawRef(found.start, found.end, found.law, found.rule, stands_alone=found.stands_alone)
            for found in self._civil_code.find(text, is_own=self._civil_code.holds(own_law))
        ]

    def _named(self, text: str) -> list[LawRef]:
        hits = self._gazetteer.find(text)
        certain = {hit.laws[0] for hit in hits if len(hit.laws) == 1}
        refs = []
        for hit in hits:
            laws = hit.laws if len(hit.laws) == 1 else [law for law in hit.laws if law in certain]
            if len(laws) == 1:
                rule = hit.rule if len(hit.laws) == 1 else CONTEXT
                short = hit.rule == ABBREVIATION and hit.end - hit.start <= _SHORT
                refs.append(LawRef(hit.start, hit.end, laws[0], rule, stands_alone=not short))
        return refs


def _aliased(text: str, refs: list[LawRef]) -> list[LawRef]:
    return [
        LawRef(start, end, refs[index].law, ALIAS, stands_alone=alone)
        for start, end, index, alone in aliases_in(text, [(ref.start, ref.end) for ref in refs])
        if refs[index].law
    ]


def _pointing(text: str, refs: list[LawRef], own_law: str) -> list[LawRef]:
    found = []
    if own_law:
        found += [
            LawRef(match.start(), match.end(), own_law, OWN, stands_alone=False)
            for match in _OWN.finditer(text)
        ]
    anaphors = list(_ANAPHOR.finditer(text))
    if anaphors:
        found += _resolved(text, anaphors, refs)
    return found


def _resolved(text: str, anaphors: list[re.Match[str]], refs: list[LawRef]) -> list[LawRef]:
    """Let "die wet" mean the law named last, if that one is known and is a "wet"."""
    covered = [(ref.start, ref.end) for ref in refs]
    events: list[tuple[int, int, LawRef | re.Match[str] | None]] = [(ref.start, 0, ref) for ref in refs]
    events += [(match.start(), 1, match) for match in anaphors]
    events += [(start, 0, None) for start in _unknown_laws(text, covered)]
    found = []
    last: LawRef | None = None
    for _, _, event in sorted(events, key=lambda event: event[:2]):
        if isinstance(event, re.Match):
            noun = (event["she"] or event["it"]).lower()
            if last is not None and last.law and _fits(noun, text[last.start : last.end], last.rule):
                found.append(replace(last, start=event.start(), end=event.end(), rule=ANAPHOR, number=""))
        else:
            last = event
    return [replace(ref, stands_alone=True) for ref in found]


def _unknown_laws(text: str, covered: list[tuple[int, int]]) -> list[int]:
    starts = []
    index = 0
    for match in _SOME_LAW.finditer(text):
        while index < len(covered) and covered[index][1] <= match.start():
            index += 1
        if index == len(covered) or match.end() <= covered[index][0]:
            starts.append(match.start())
    return starts


def _fits(noun: str, name: str, rule: str) -> bool:
    if rule in {ALIAS, ABBREVIATION, BWB, JCI}:
        return noun.endswith("wet")
    low = name.lower()
    if noun.endswith("wet"):
        return re.search(r"wet(?!boek)\b|wet\b", low) is not None
    return noun in low


def _without_overlap(refs: list[LawRef]) -> list[LawRef]:
    """Keep, of references that overlap, the one that begins first; of those the longest."""
    kept: list[LawRef] = []
    for ref in sorted(refs, key=lambda ref: (ref.start, -ref.end)):
        if not kept or ref.start >= kept[-1].end:
            kept.append(ref)
    return kept
