"""Recognise in a text what the graph knows by name: laws, articles, organisations, subjects, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import spacy

from graph.store.interface import GraphStore
from indexer.document import Document, documents_of
from indexer.recognise.citations import CitationFinder
from indexer.recognise.entities import EntityHit, EntityMatcher, Words, is_told
from indexer.recognise.entity_names import How, entity_names
from indexer.recognise.law_names import LawName, law_names
from indexer.recognise.mention import Mention
from indexer.recognise.places import ALONE, GIVEN, LISTED, PREPOSED, places_in
from ontology.kinds import KINDS

if TYPE_CHECKING:
    from spacy.language import Language

VERSION: Final = "2"
"""Raised when the rules change what is recognised; stands with every mention that is published."""

MODELS: Final = ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm")
"""Dutch models that are used if one is installed; none is needed."""

CONFIDENCE: Final = {
    How.ABBREVIATION.value: 0.95,  # 21, all right
    How.NAME.value: 0.97,  # 61
    How.SUBJECT.value: 0.94,  # 81
    GIVEN: 0.98,  # 42, all right
    PREPOSED: 0.98,  # 50, all right
    LISTED: 0.9,  # 9, all right
    ALONE: 0.89,  # 56
}
"""Share of the mentions of a rule that is right in our own sentences, more than a third of them traps, in
tests/indexer/golden; behind it how many there were. A test holds it."""

_BRACKET: Final = re.compile(r"\.?\)")
_PERSON: Final = frozenset({"PERSON", "PER"})
_PART_CHARS: Final = 200_000
"""Long texts are read in parts of about this many characters, cut at an empty line where there is one."""


class Recogniser:
    """Everything that is recognised, by one set of names; many texts may be read one after the other.

    Its *law_names* tell per law, by IRI, the names that may be shown.

    :param documents: the entities of the graph, see :func:`indexer.document.documents_of`
    :param laws: the names of its laws
    :param model: a spaCy pipeline with entities; a place that it takes for a person is left out
    """

    def __init__(
        self, documents: Iterable[Document], laws: Iterable[LawName], model: Language | None = None
    ) -> None:
        names = list(entity_names(documents))
        self._matchers = [EntityMatcher(names, how) for how in How]
        gathered = list(laws)
        self._citations = CitationFinder(gathered)
        self.law_names = _shown_names(gathered)
        self._model = model

    @classmethod
    def of(cls, store: GraphStore, documents: Sequence[Document] | None = None) -> Recogniser:
        """Make one of all that *store* knows, with a Dutch model if one is installed.

        :param documents: of the store, where they were read already
        """
        return cls(documents_of(store) if documents is None else documents, law_names(store), dutch_model())

    def recognise(self, text: str, own_law: str = "") -> tuple[Mention, ...]:
        """Give the mentions in *text*, in its order, none overlapping another.

        :param own_law: IRI of the law that the text is of, for "deze wet" in it
        """
        found: list[Mention] = []
        for start, part in _parts(text):
            mentions = [*self._citations.find_in(part, own_law), *self._entities(part)]
            found += [_moved(one, start) for one in _apart(mentions)] if start else _apart(mentions)
        return tuple(found)

    def laws_in(self, text: str) -> list[str]:
        """Give the IRIs of the laws that *text* mentions, each once, in the order of their first mention."""
        return self._citations.laws_in(text)

    def _entities(self, text: str) -> list[Mention]:
        words = Words.of(text)
        hits = [hit for matcher in self._matchers for hit in matcher.find(words)]
        found = [
            _mention(words, hit, hit.bearers[0].kind, hit.bearers[0].iri, hit.how.value)
            for hit in hits
            # Of several that bear one name nobody knows which is meant.
            if hit.how is not How.PLACE and len(hit.bearers) == 1 and is_told(hit, words)
        ]
        persons = self._persons(text)
        for hit, place, rule, until in places_in((hit for hit in hits if hit.how is How.PLACE), words):
            one = _mention(words, hit, place.kind, place.iri, rule, until=until)
            if not any(start < one.end and one.start < end for start, end in persons):
                found.append(one)
        return found

    def _persons(self, text: str) -> list[tuple[int, int]]:
        if self._model is None:
            return []
        return [(e.start_char, e.end_char) for e in self._model(text).ents if e.label_ in _PERSON]


def _shown_names(laws: Iterable[LawName]) -> dict[str, tuple[str, ...]]:
    """Give per law its names; one without capitals is only there to find a law by."""
    names: dict[str, dict[str, None]] = {}
    for name in laws:
        if name.name != name.name.lower():
            names.setdefault(name.law, {})[name.name] = None
    return {law: tuple(found) for law, found in names.items()}


def dutch_model() -> Language | None:
    """Load a Dutch model if one is installed, its parts for entities only.

    >>> dutch_model() is None or dutch_model().lang == "nl"
    True
    """
    for name in MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    return None


def _mention(words: Words, hit: EntityHit, kind: str, iri: str, rule: str, *, until: int = 0) -> Mention:
    start, end = words.spans[hit.first][0], words.spans[hit.last][1]
    if start and words.text[start - 1] in "'\u2019" and words.lower[hit.first] == "s":
        start -= 1  # 's-Gravenhage begins with its apostrophe
    bracket = _BRACKET.match(words.text, end)
    if bracket and "(" in words.text[start:end]:
        end = bracket.end()  # Bergen (L) and Hengelo (O.) end in their bracket
    end = max(end, until)
    return Mention(start, end, words.text[start:end], kind, iri, confidence=CONFIDENCE[rule], rule=rule)


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Leave out what overlaps something better: citations first, then the longest, then by kind."""
    rank = {kind: at for at, kind in enumerate(KINDS)}
    best_first = sorted(
        mentions,
        key=lambda one: (one.kind not in {"artikel", "wet"}, one.start - one.end, rank[one.kind], one.start),
    )
    taken = bytearray(max((one.end for one in mentions), default=0))
    kept = []
    for one in best_first:
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _moved(one: Mention, by: int) -> Mention:
    return replace(one, start=one.start + by, end=one.end + by)


def _parts(text: str) -> Iterable[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = start + _PART_CHARS
        if end < len(text):
            cut = max(
                text.rfind("\n\n", start, end), text.rfind("\n", start, end), text.rfind(" ", start, end)
            )
            end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end
