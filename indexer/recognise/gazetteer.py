"""Find names of laws in a text with spaCy's phrase matcher, longest first, and tell what each may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# Loading spaCy takes seconds and 100 MB: nothing that serves may import this module.
import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from indexer.recognise.law_names import LawName, is_abbreviation, is_telling
from indexer.recognise.name_variants import published_name, variants
from indexer.recognise.rules import ABBREVIATION, NAME, VARIANT
from indexer.recognise.words import Span, fold_word, holds_together, is_abroad, word_spans, words_of

# How far a name comes before the same name of another law: the distances leave room for one more of an act.
_CHECKED: Final = 6
_PUBLISHED: Final = 4
_DERIVED: Final = 2
_ACTS: Final = frozenset({"wet", "rijkswet", "wet-BES"})

_UNKNOWN: Final = "\u2022"
# What stands before or after a name when it is only part of a longer one that the gazetteer lacks.
_HEAD: Final = re.compile(
    r"(?:\w*(?:wet|besluit|regeling|reglement|verordening|beleidsregels?)|wijziging|intrekking)",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"[ \u00a0]{1,2}(?:BES\b|(?:1[89]|20)\d\d\b(?![.:]\d))")
# Only "wet" is safe in small letters: "besluit subsidies" is Dutch, too.
_SMALL: Final = re.compile(r"\w*(?:wet|wetboek|grondwet|statuut)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of a law in a text; *laws* has one IRI, or several among which the context must choose."""

    start: int
    end: int
    laws: tuple[str, ...]
    rule: str


class Gazetteer:
    """Recognise names whatever their capitals and diacritics, and abbreviations only as they are written.

    Of the laws with the same name those that the editors checked come first, then who bears it in full, then
    acts of parliament before orders; what is still several is left to the context.

    >>> gazetteer = Gazetteer([LawName("iri:ow", "Omgevingswet", False), LawName("iri:ow", "Ow", True)])
    >>> [(hit.start, hit.laws) for hit in gazetteer.find("De omgevingswet (Ow), niet ow")]
    [(3, ('iri:ow',)), (17, ('iri:ow',))]
    """

    def __init__(self, names: Iterable[LawName]) -> None:
        self._nlp = spacy.blank("nl")
        bearers: dict[str, dict[str, int]] = defaultdict(dict)
        abbreviations: dict[str, dict[str, int]] = defaultdict(dict)
        for name in names:
            target = abbreviations if name.is_abbreviation else bearers
            for form, weight in _weighted(name):
                key = " ".join(words_of(form)) if name.is_abbreviation else " ".join(words_of(form)).lower()
                if key:
                    laws = target[key]
                    laws[name.law] = max(weight, laws.get(name.law, 0))
        self._names = {key: _best(laws) for key, laws in bearers.items()}
        self._abbreviations = {key: _best(laws) for key, laws in abbreviations.items()}
        self._known = {word for key in self._names for word in key.split()}
        self._known_abbreviations = {word for key in self._abbreviations for word in key.split()}
        self._name_matcher = self._matcher(self._names)
        self._abbreviation_matcher = self._matcher(self._abbreviations)

    def find(self, text: str) -> list[NameHit]:
        """Give the names in *text*, in its order; of overlapping ones the longest."""
        spans = word_spans(text)
        if not spans:
            return []
        words = [fold_word(text[start:end]) for start, end in spans]
        known = self._known
        lowered = [low if (low := word.lower()) in known else _UNKNOWN for word in words]
        exact = [word if word in self._known_abbreviations else _UNKNOWN for word in words]
        found = [
            (first, last, *self._names[key])
            for first, last, key in self._matches(self._name_matcher, lowered)
            if _is_whole_name(text, spans, first, last)
        ]
        found += [
            (first, last, self._abbreviations[key][0], ABBREVIATION)
            for first, last, key in self._matches(self._abbreviation_matcher, exact)
            if holds_together(text, spans, first, last)
        ]
        hits = []
        previous = -1
        for first, last, laws, rule in _longest(found):
            if not _is_part(text, spans, first, last, previous):
                hits.append(NameHit(spans[first][0], spans[last][1], laws, rule))
                previous = last
        return hits

    def _matcher(self, keys: Iterable[str]) -> PhraseMatcher:
        matcher = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        for key in keys:
            matcher.add(key, [Doc(self._nlp.vocab, words=key.split())])
        return matcher

    def _matches(self, matcher: PhraseMatcher, words: list[str]) -> list[tuple[int, int, str]]:
        # Words that no name holds are one and the same, so that strange texts do not fill the vocabulary.
        strings = self._nlp.vocab.strings
        return [
            (start, end - 1, strings[key]) for key, start, end in matcher(Doc(self._nlp.vocab, words=words))
        ]


def _weighted(name: LawName) -> list[tuple[str, int]]:
    """Give the forms of a name, each with how far it comes before the same name of another law."""
    act = int(name.is_curated or name.regulation in _ACTS)
    full = (_CHECKED if name.is_curated else _PUBLISHED) + act
    if name.is_abbreviation:
        return [(name.name, full), (f"Wet {name.name}", _DERIVED + act)]
    forms = [(name.name, full)]
    inner = published_name(name.name)
    if inner and is_telling(inner) and not is_abbreviation(inner):
        forms.append((inner, full))
        forms += [(form, _DERIVED + act) for form in variants(inner) if is_telling(form, lower_case=True)]
    forms += [(form, _DERIVED + act) for form in variants(name.name) if is_telling(form, lower_case=True)]
    return forms


def _best(laws: dict[str, int]) -> tuple[tuple[str, ...], str]:
    top = max(laws.values())
    best = tuple(law for law, weight in laws.items() if weight == top)
    return best, NAME if top >= _PUBLISHED else VARIANT


def _is_whole_name(text: str, spans: list[Span], first: int, last: int) -> bool:
    if not holds_together(text, spans, first, last):
        return False
    start, end = spans[first][0], spans[last][1]
    return text[start].isupper() or _SMALL.search(text, start, end) is not None


def _is_part(text: str, spans: list[Span], first: int, last: int, previous: int) -> bool:
    """Tell whether the name is only part of a longer one: "Invoeringswet Participatiewet", "Kieswet BES".

    :param previous: index of the last word of the name before, which is no part of this one
    """
    if _TAIL.match(text, spans[last][1]) or is_abroad(text, spans[first][0]):
        return True
    if first - 1 == previous:
        return False
    before, after = spans[first - 1]
    gap = text[after : spans[first][0]]
    return gap.isspace() and "\n" not in gap and _HEAD.fullmatch(text, before, after) is not None


def _longest(
    found: list[tuple[int, int, tuple[str, ...], str]],
) -> list[tuple[int, int, tuple[str, ...], str]]:
    chosen = []
    taken = -1
    for hit in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if hit[0] > taken:
            chosen.append(hit)
            taken = hit[1]
    return chosen
