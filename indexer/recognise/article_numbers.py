"""Read the numbers of articles in a citation, with their paragraphs and parts, as far as the list goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from indexer.recognise.patterns import AND, COMMA, GAP, LINK, SOME, WITH

# "51van de" is 51, and "8lid 2" is 8: the suffix stops before these words.
_SUFFIX: Final = (
    r"(?>(?:(?:bis|ter|quater|quinquies|sexies|septies|octies)"
    r"|(?!van|lid|der|en\b|of\b)[a-z]{1,3}+\d?|[A-Z]{1,2}(?![a-z]))?)"
)
_NUMBER: Final = (
    rf"(?:\d{{1,4}}{_SUFFIX}(?>(?:[.:]\d{{1,4}}{_SUFFIX})*)"  # 18a, 2.3.5, 6:162, 5:25c, 3A:2
    r"|[IVXLC]{1,8}+(?:[A-Z](?![A-Za-z]))?"  # XII
    r")(?:(?!\w)|(?=van\b|lid\b|der\b))"
)
# Only the Kieswet numbers so: "artikel J 6a".
_LETTERED: Final = r"[A-Z]{1,2}[ \u00a0]\d{1,3}[a-z]{0,2}+(?!\w)"
_ANY: Final = rf"(?:{_LETTERED}|{_NUMBER})"

_ORDINAL: Final = (
    r"(?:(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)?(?:ë?en|en)?"
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|[a-z]{3,8}tiende"
    r"|[a-z]{4,10}tigste)|laatste|enige?|\d{1,2}(?:e|de|ste))"
)
_UNTIL: Final = rf"(?>(?:{SOME}(?:tot{GAP}en{GAP}met|t/m|tot|[-–‑]){SOME}{_ANY})?)"
_UNITS: Final = (
    r"(?:lid|leden|volzin(?:nen)?|zin(?:nen)?|zinsnede[n]?|zinsdeel|zinsdelen|alinea['’]?s?"
    r"|onderdeel|onderdelen|gedachtestreepje|streepje|tekstdeel|deel|punt)"
)
_LABELS: Final = r"(?:onder(?:deel|delen)?|sub|letters?|punt(?:en)?|lit\.?|ten|nr\.|nummers?|categorie)"
_LETTER: Final = r"(?!(?:en|of|de|in|op|is|te|om|al)\b)(?:\d{1,2}[°º]|[a-z]{1,2}|[A-Z]|[ivx]{1,5})[°º]?(?!\w)"
_PARAGRAPH: Final = r"\d{1,2}[a-z]?(?![\w.:])"
_EXCEPT: Final = r"(?:met uitzondering van|uitgezonderd|behoudens|behalve|in samenhang met|in verbinding met)"
# "artikel 269 lid 1 en 2" has one article; "artikelen 6 lid 2 en 7" has two.
_LID_OF_ONE: Final = rf"lid{GAP}{_PARAGRAPH}(?>(?:{LINK}{_PARAGRAPH}(?!{GAP}lid))*)"
_LID_OF_MANY: Final = rf"lid{GAP}{_PARAGRAPH}"


def _article(lid: str) -> re.Pattern[str]:
    part = (
        rf"(?:(?:{_EXCEPT}{GAP})?(?:het{GAP}|de{GAP})?"
        rf"(?:{_ORDINAL}(?>(?:{LINK}(?:het{GAP})?{_ORDINAL})*){GAP}{_UNITS}\b"  # eerste en tweede lid
        rf"|{lid}"
        rf"|leden{GAP}{_PARAGRAPH}(?>(?:{LINK}{_PARAGRAPH})*)"
        rf"|{_LABELS}{GAP}{_LETTER}(?>(?:{LINK}{_LETTER})*)"  # onder a tot en met c
        rf"|{_LABELS}{GAP}\d{{1,2}}(?:e|de|ste)?(?!\w)"
        r"|(?:aanhef|slot(?:zin)?|begin)\b))"
    )
    parts = rf"(?>(?:(?:{COMMA}|{GAP})(?:{AND}{GAP})?{part})*)"
    return re.compile(rf"(?P<number>{_ANY}){_UNTIL}{parts}{_UNTIL}{parts}")


_ONE: Final = _article(_LID_OF_ONE)
_MANY: Final = _article(_LID_OF_MANY)
_NEXT: Final = re.compile(
    rf"(?:\.(?={SOME},))?(?:{LINK}|{COMMA}|{WITH})(?:(?:in{GAP})?(?:de{GAP})?artikel(?:en)?{GAP})?"
    r"(?=\d|[IVXLC]{1,8}\b|[A-Z]{1,2}[ \u00a0]\d)"
)
_CITING: Final = re.compile(
    rf"\b(?:[Aa]rtikel(?P<many>en)?|ARTIKEL(?:EN)?|[Aa]rt(?P<more>t)?\.?){SOME}(?=\d|[A-Z])"
)
_ENDS_IN_PARAGRAPH: Final = re.compile(r"\b(?:lid|leden)[\s\u00a0]+\d{1,2}[a-z]?(?:\W[^.;]{0,60})?\Z")
# Laws have no more paragraphs to an article than this.
_MAX_PARAGRAPH: Final = 30
_MAX_IN_LIST: Final = 60


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """One article in a citation: *start* to *end* takes in its paragraphs ("18a, eerste lid")."""

    start: int
    end: int
    number: str


@dataclass(frozen=True, slots=True)
class CitedList:
    """The articles after one word "artikel" or "artikelen", in the order of the text.

    :param start: where that word begins
    """

    start: int
    is_plural: bool
    articles: tuple[CitedArticle, ...]

    @property
    def end(self) -> int:
        """End of the last article."""
        return self.articles[-1].end


def cited_lists(text: str) -> list[CitedList]:
    """Give every list of articles that a text cites, whosesoever they are.

    >>> text = "de artikelen 3, eerste lid, en 5; art. 2.3.5 Wmo; artikel 51van; artikelen 7 tot en met 9"
    >>> [[article.number for article in cited.articles] for cited in cited_lists(text)]
    [['3', '5'], ['2.3.5'], ['51'], ['7']]
    """
    lists = []
    taken = 0
    for citing in _CITING.finditer(text):
        if citing.start() < taken:
            continue
        is_plural = (citing["many"] or citing["more"]) is not None
        articles = read_articles(text, citing.end(), is_plural=is_plural)
        if articles:
            cited = CitedList(citing.start(), is_plural, articles)
            lists.append(cited)
            taken = cited.end
    return lists


def read_articles(text: str, position: int, *, is_plural: bool = False) -> tuple[CitedArticle, ...]:
    """Read a list of articles that begins at *position*; none if no number stands there.

    :param is_plural: the list stands after "artikelen", so that a number after "lid 2 en" may be an article
    """
    articles: list[CitedArticle] = []
    pattern = _MANY if is_plural else _ONE
    while len(articles) < _MAX_IN_LIST:
        match = pattern.match(text, position)
        if match is None:
            break
        number = re.sub(r"[ \u00a0]", "_", match["number"])  # as in jci: artikel=J_6a
        if articles and _is_paragraph(text, articles[-1], number):
            articles[-1] = replace(articles[-1], end=match.end())
        else:
            articles.append(CitedArticle(match.start(), match.end(), number))
        following = _NEXT.match(text, match.end())
        if following is None:
            break
        position = following.end()
    return tuple(articles)


def _is_paragraph(text: str, before: CitedArticle, number: str) -> bool:
    """Tell whether a number goes on with paragraphs: "artikelen 230c en 230v lid 2 en 6" has no article 6."""
    leading = re.match(r"\d+", before.number)
    return (
        number.isdigit()
        and leading is not None
        and int(number) < min(int(leading[0]), _MAX_PARAGRAPH)
        and _ENDS_IN_PARAGRAPH.search(text, before.start, before.end) is not None
    )
