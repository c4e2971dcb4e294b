"""Join the articles that a text cites to the laws that it names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from indexer.recognise.article_numbers import CitedArticle, CitedList, cited_lists, read_articles
from indexer.recognise.civil_code import CivilCode
from indexer.recognise.law_refs import LawRef
from indexer.recognise.patterns import AND, COMMA, GAP, SOME
from indexer.recognise.rules import (
    ABBREVIATION,
    ARTICLE_OF,
    CODE,
    INVERTED,
    ITEM,
    NUMBER_ONLY,
    OWN,
    OWN_ARTICLE,
    PART_OF,
)

_ADJECTIVE: Final = r"(?:genoemde|voornoemde|voormalige|vroegere|huidige|nieuwe|oude|gewijzigde|bestaande)"
# A part of a law: "hoofdstuk 2", "afdelingen 1, 3 en 4 van hoofdstuk 7".
_PART_WORD: Final = (
    r"(?:[Hh]oofdstuk(?:ken)?|[Aa]fdeling(?:en)?|[Tt]itels?|[Pp]aragra(?:af|fen)|[Bb]ijlagen?|[Ll]ijst)"
)
_PART_NUMBER: Final = r"[\dIVXLCA][\w.:]*+"
_PART: Final = (
    rf"(?:{_PART_WORD}{GAP})?{_PART_NUMBER}(?>(?:(?:{SOME},)?{GAP}van{GAP}{_PART_WORD}{GAP}{_PART_NUMBER})*)"
)
# From the last article to the law: "18a, eerste lid, van de | Woningwet", "18a | Woningwet", "18a (| Wonw",
# "124 alsmede hoofdstuk XVII van de | Gemeentewet", "629 van titel 10 van | Boek 7".
_TO_LAW: Final = re.compile(
    rf"(?:\.(?={SOME}(?:,|van\b)))?"
    rf"(?:(?:{SOME},)?{GAP}(?:{AND}{GAP}(?:de{GAP}|het{GAP})?|van{GAP}){_PART_WORD}{GAP}{_PART})?"
    rf"{SOME},?{SOME}\(?(?:(?:van|der|des|uit|in|bij|krachtens){GAP})?(?:(?:de|het|den){GAP})?"
    rf"(?P<law>)(?:{_ADJECTIVE}{GAP})?"
)
# From the law to more articles of another: "artikel 5 van de Wet A en | 6 van de Wet B".
_AND_MORE: Final = re.compile(rf"(?:{COMMA}|{GAP})(?:{AND}{GAP})?(?=\d|[IVXLC])")
# From the law to its article: "Woningwet, | artikel 18a", "Ziektewet, met uitzondering van | artikel 8a".
_TO_ARTICLE: Final = re.compile(
    rf"{SOME}[,(]?{SOME}(?:(?:met{GAP}uitzondering{GAP}van|uitgezonderd|behoudens){GAP}(?:de{GAP})?)?"
)
# From the law to the rest of its item in a list: "b. de Arbeidstijdenwet: | de artikelen 3:3 en 4:1;".
_TO_ITEM: Final = re.compile(rf"{SOME}:{SOME}")
_ITEM_BEGIN: Final = re.compile(
    r"(?:\A|[\n;])[\s\u00a0]{0,40}(?:(?:[a-z0-9]{1,3}[.)°]|[-–•*])[\s\u00a0]{0,4})?(?:(?:de|het)[\s\u00a0]{1,4})?\Z"
)
_ITEM_END: Final = re.compile(r";|\.\s+[A-Z]|\n[\s\u00a0]{0,40}(?:\n|[a-z0-9]{1,3}[.)°][\s\u00a0]|[-–•*])|\Z")
_ITEM_CHARS: Final = 50
# An article that is somebody else's: "artikel 5 van Verordening (EU) ..."; not "artikel 5 van toepassing".
_FOREIGN: Final = re.compile(
    rf"\.?{SOME},?{SOME}(?:(?:van|der|uit|bij)\b"
    rf"(?!{GAP}(?:(?:overeenkomstige|gelijke){GAP})?(?:toepassing|kracht)\b)"
    r"|\(?[A-Z]|en artikel|of artikel|,?(?: eventueel)? in samenhang|,? juncto|jo\b)"
)
# "4:21 | Awb", "6:162 lid 2 | BW".
_BEFORE_LAW: Final = re.compile(
    r"(?<![\w.:,\-–/])(?P<number>\d{1,3}[A-Za-z]?(?:[.:]\d{1,4}[a-z]{0,2}){1,3}|\d{1,4}[a-z]{1,2})"
    r"(?:[\s\u00a0]{1,3}lid[\s\u00a0]{1,3}\d{1,2}|,[\s\u00a0]{1,3}\w{4,10}[\s\u00a0]{1,3}lid,?)?"
    r"[\s\u00a0]{1,3}\Z"
)
_BEFORE_CHARS: Final = 48
# "hoofdstuk 2 of 3 van de | Wet ...": a part of the law, taken into the mention.
_PART_OF: Final = re.compile(
    rf"\b{_PART_WORD}{GAP}{_PART}"
    rf"(?>(?:(?:{SOME},|{GAP}(?:en|of|tot{GAP}en{GAP}met|onderscheidenlijk|alsmede)){GAP}{_PART})*)"
    rf"(?:{SOME},)?{GAP}(?:van{GAP}(?:(?:de|het){GAP})?)?\Z"
)
_PART_CHARS: Final = 90
# "artikel 52 juncto artikel 8 van de Wet": both are of that law, whatever their order.
_TOGETHER: Final = re.compile(r"\b(?:jo|juncto|samenhang|verbinding)\b")
_LEADING: Final = re.compile(r"\d+")

Articles = tuple[CitedArticle, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A law, by its IRI, and the article of it that is cited; *number* is empty if none is."""

    start: int
    end: int
    law: str
    number: str
    rule: str


def join(text: str, refs: list[LawRef], civil_code: CivilCode, own_law: str = "") -> list[Citation]:
    """Give the citations in *text*, in its order, none overlapping another.

    :param refs: the references to laws in *text*, in its order
    :param own_law: IRI of the law that the text belongs to: an article of which no law is said is of that one
    """
    found = _Joining(text, refs, civil_code, own_law).citations()
    kept: list[Citation] = []
    for citation in sorted(found, key=lambda citation: (citation.start, -citation.end)):
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


class _Joining:
    """One text with its references and lists of articles, while they are joined into citations."""

    def __init__(self, text: str, refs: list[LawRef], civil_code: CivilCode, own_law: str) -> None:
        self.text = text
        self.refs = refs
        self.civil_code = civil_code
        self.own_law = own_law
        self.starts = [ref.start for ref in refs]
        self.by_start = {ref.start: ref for ref in refs}
        self.list_starts: list[int] = []
        self.used: set[int] = set()
        self.found: list[Citation] = []

    def citations(self) -> list[Citation]:
        lists = [cited for cited in cited_lists(self.text) if not self._inside_ref(cited)]
        left = [cited for cited in lists if not self._joined(cited)]
        by_start = {cited.start: cited for cited in left}
        self.list_starts = [cited.start for cited in left]
        for ref in self.refs:
            if not self._inverted(ref, by_start) and not self._item(ref, by_start):
                self._number_before(ref)
        if self.own_law:
            for cited in by_start.values():
                self._own(cited)
        for ref in self.refs:
            self._alone(ref)
        return self.found

    def _inside_ref(self, cited: CitedList) -> bool:
        index = bisect_right(self.starts, cited.start)
        return index > 0 and cited.start < self.refs[index - 1].end

    def _ref_after(self, position: int) -> LawRef | None:
        gap = _TO_LAW.match(self.text, position)
        if gap is None:
            return None
        return self.by_start.get(gap.end()) or self.by_start.get(gap.start("law"))

    def _joined(self, cited: CitedList) -> bool:
        """Join a list of articles to the law after it, and more articles after that law to the next."""
        ref = self._ref_after(cited.end)
        if ref is None:
            return False
        own, articles = _split(self.text, cited.articles)
        self._cite(articles[0].start if own else cited.start, articles, ref, ref.end)
        if own and self.own_law:
            own_ref = LawRef(cited.start, cited.start, self.own_law, OWN)
            self._cite(cited.start, own, own_ref, own[-1].end, rule=OWN_ARTICLE)
        self._continue(ref)
        return True

    def _continue(self, ref: LawRef) -> None:
        more = _AND_MORE.match(self.text, ref.end)
        while more is not None:
            articles = read_articles(self.text, more.end())
            following = self._ref_after(articles[-1].end) if articles else None
            if following is None:
                return
            self._cite(articles[0].start, articles, following, following.end)
            more = _AND_MORE.match(self.text, following.end)

    def _inverted(self, ref: LawRef, lists: dict[int, CitedList]) -> bool:
        gap = _TO_ARTICLE.match(self.text, ref.end)
        cited = lists.get(gap.end()) if gap else None
        if cited is None or ref.start in self.used or _FOREIGN.match(self.text, cited.end):
            return False
        del lists[cited.start]
        self._cite(ref.start, cited.articles, ref, cited.end, rule=INVERTED)
        return True

    def _item(self, ref: LawRef, lists: dict[int, CitedList]) -> bool:
        """Join a law that begins an item of a list to all articles that the item goes on to cite."""
        colon = _TO_ITEM.match(self.text, ref.end)
        if colon is None or ref.start in self.used:
            return False
        # \A stands for the begin of the text only if the slice begins there, so the character before is kept.
        before = self.text[max(0, ref.start - _ITEM_CHARS) : ref.start]
        if _ITEM_BEGIN.search("." * (ref.start > _ITEM_CHARS) + before) is None:
            return False
        end = _ITEM_END.search(self.text, colon.end())
        index = bisect_right(self.starts, ref.start)
        until = self.starts[index] if index < len(self.starts) else len(self.text)
        stop = min(until, end.start() if end else until)
        first, last = bisect_left(self.list_starts, colon.end()), bisect_left(self.list_starts, stop)
        inside = [lists[start] for start in self.list_starts[first:last] if start in lists]
        for cited in inside:
            del lists[cited.start]
            self._cite(cited.start, cited.articles, ref, cited.end, rule=ITEM)
        self.used.discard(ref.start)  # the name stands apart from the articles, so it is a mention, too
        return bool(inside)

    def _number_before(self, ref: LawRef) -> None:
        """Read "4:21 Awb": a number that can only be an article's, right before the law."""
        if ref.start in self.used or ref.rule == OWN:
            return
        before = _BEFORE_LAW.search(self.text, max(0, ref.start - _BEFORE_CHARS), ref.start)
        if before is None or not (ref.rule in {ABBREVIATION, CODE} or ":" in before["number"]):
            return
        if _PART_OF.search(self.text, max(0, ref.start - _PART_CHARS), ref.start):
            return  # "titel 4.2 Awb" is no article
        article = CitedArticle(before.start(), ref.start, before["number"])
        self._cite(before.start(), (article,), ref, ref.end, rule=NUMBER_ONLY)

    def _own(self, cited: CitedList) -> None:
        if _FOREIGN.match(self.text, cited.end):
            return
        articles = cited.articles if cited.is_plural else cited.articles[:1]
        ref = LawRef(cited.start, cited.end, self.own_law, OWN)
        self._cite(cited.start, articles, ref, articles[-1].end, rule=OWN_ARTICLE)

    def _cite(self, start: int, articles: Articles, ref: LawRef, end: int, rule: str = "") -> None:
        """Add a mention for each article: the first begins at *start*, the last ends at *end*."""
        last = len(articles) - 1
        for index, article in enumerate(articles):
            law, number = self.civil_code.article(ref.law, article.number)
            if not law:
                continue
            self.used.add(ref.start)
            self._add(
                start if index == 0 else article.start,
                end if index == last else article.end,
                law,
                number,
                rule or ARTICLE_OF + ref.rule,
            )

    def _alone(self, ref: LawRef) -> None:
        if ref.start in self.used or not ref.law:
            return
        part = _PART_OF.search(self.text, max(0, ref.start - _PART_CHARS), ref.start)
        if part is not None:
            self._add(part.start(), ref.end, ref.law, "", PART_OF + ref.rule)
        elif ref.stands_alone:
            self._add(ref.start, ref.end, ref.law, ref.number, ref.rule)

    def _add(self, start: int, end: int, law: str, number: str, rule: str) -> None:
        self.found.append(Citation(start, end, law, number, rule))


def _split(text: str, articles: Articles) -> tuple[Articles, Articles]:
    """Cut a list where its numbers fall back: what comes before is not of the law at its end.

    "de artikelen 45a, 46c, 24 van de Wet ..." cites 24 of that law, and 45a and 46c of the one it stands in.
    """
    last = 0
    for index in range(1, len(articles)):
        before, after = articles[index - 1], articles[index]
        joined = _TOGETHER.search(text, before.end, after.start)
        if _falls_back(before.number, after.number) and not joined:
            last = index
    return articles[:last], articles[last:]


def _falls_back(before: str, after: str) -> bool:
    """Tell whether *after* can hardly be of the same law: 24 after 46c, 3:64 after 34; 3:40 after 4:8 can."""
    if (":" in before) != (":" in after):
        return True
    first, second = _LEADING.match(before), _LEADING.match(after)
    simple = not re.search("[.:]", before + after)
    return simple and first is not None and second is not None and int(second[0]) < int(first[0])
