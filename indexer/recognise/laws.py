"""Find the laws that a text names, with spaCy's phrase matcher over the names of all regulations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

# Loading spaCy takes seconds and 100 MB: nothing that serves may import this module.
import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from indexer.recognise.law_names import LawName

_SHORT: Final = 2
_CITING: Final = frozenset({"art", "art.", "artt.", "artikel", "artikelen", "lid", "leden"})
_CITATION_REACH: Final = 6


class LawFinder:
    """Recognise names of laws whatever their capitals, and abbreviations only as they are written.

    An abbreviation of two letters counts only where an article is cited: "Mw." is more often a lady than the
    Mededingingswet.

    >>> finder = LawFinder([LawName("iri:wmo", "Wmo", True), LawName("iri:mw", "Mw", True)])
    >>> finder.laws_in("Zie de Wmo, of artikel 25 Mw. Mw. Jansen weet meer van wmo.")
    ['iri:wmo', 'iri:mw']
    """

    def __init__(self, names: Iterable[LawName]) -> None:
        self._nlp = spacy.blank("nl")
        self._by_name = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        self._by_abbreviation = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        patterns: dict[tuple[bool, str], list[Doc]] = defaultdict(list)
        for name in names:
            patterns[name.is_abbreviation, name.law].append(self._nlp.make_doc(name.name))
        for (is_abbreviation, law), docs in patterns.items():
            (self._by_abbreviation if is_abbreviation else self._by_name).add(law, docs)

    def laws_in(self, text: str) -> list[str]:
        """Give the IRIs of the laws that *text* names, each once; of overlapping names only the longest."""
        doc = self._nlp.make_doc(text)
        spans = self._by_name(doc, as_spans=True)
        spans += [span for span in self._by_abbreviation(doc, as_spans=True) if _is_certain(doc, span)]
        return list(dict.fromkeys(span.label_ for span in filter_spans(spans)))


def _is_certain(doc: Doc, span: Span) -> bool:
    if len(span.text) > _SHORT:
        return True
    before = doc[max(0, span.start - _CITATION_REACH) : span.start]
    return any(token.lower_ in _CITING for token in before)
