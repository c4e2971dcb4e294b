"""Find citations of laws and their articles in a text and give each its permanent address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from spacy.tokens import Doc

from indexer.recognise.civil_code import CivilCode
from indexer.recognise.joining import Citation, join
from indexer.recognise.law_names import LawName
from indexer.recognise.law_refs import LawRefs
from indexer.recognise.mention import Mention
from indexer.recognise.rules import confidence_of
from ontology.errors import IriError
from ontology.iris import article_iri, bwb_iri

_ID: Final = re.compile(r"BWB[RVW]\d+")


class CitationFinder:
    """Recognise citations in the forms that officials, lawyers and residents write.

    A citation of an article is one mention that takes in the law; a law that no citation takes in is a
    mention of its own. An article whose law is not certain is left alone.

    >>> woningwet = "https://wetten.overheid.nl/BWBR0005181/"
    >>> finder = CitationFinder([LawName(woningwet, "Woningwet", False), LawName(woningwet, "Wonw", True)])
    >>> [(one.text, one.article) for one in finder.find_in("Zie artikel 18a Woningwet en art. 3 en 5 Wonw.")]
    [('artikel 18a Woningwet', '18a'), ('art. 3', '3'), ('5 Wonw', '5')]
    """

    def __init__(self, names: Iterable[LawName]) -> None:
        gathered = list(names)
        self._refs = LawRefs(gathered)
        self._civil_code = CivilCode((name.law, name.name) for name in gathered)

    def find(self, doc: Doc, own_law: str = "") -> list[Mention]:
        """Give the mentions in *doc*, in its order; its tokens do not matter, only its text.

        :param own_law: IRI of the law that the text belongs to, for "artikel 5" and "deze wet" in it
        """
        return self.find_in(doc.text, own_law)

    def find_in(self, text: str, own_law: str = "") -> list[Mention]:
        """Give the mentions in *text*, in its order, none overlapping another; see :meth:`find`."""
        refs = self._refs.find(text, own_law)
        return [_mention(text, citation) for citation in join(text, refs, self._civil_code, own_law)]

    def laws_in(self, text: str) -> list[str]:
        """Give the IRIs of the laws that *text* mentions, each once, in the order of their first mention."""
        return list(dict.fromkeys(bwb_iri(one.law) if one.law else one.iri for one in self.find_in(text)))


def _mention(text: str, citation: Citation) -> Mention:
    start, end = citation.start, citation.end
    found = _ID.search(citation.law)
    bwb = found[0] if found else ""
    kind, iri, number = "wet", citation.law, ""
    jci = f"jci1.3:c:{bwb}" if bwb else ""
    if citation.number and bwb:
        try:
            iri = article_iri(bwb, citation.number)
        except IriError:  # a link may hold anything after "artikel="; its law is known all the same
            number = ""
        else:
            kind, number = "artikel", citation.number
            jci = f"{jci}&artikel={number}"
    confidence = confidence_of(citation.rule)
    return Mention(start, end, text[start:end], kind, iri, bwb, number, jci, confidence, citation.rule)
