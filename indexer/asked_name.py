"""Read a question as the name of one thing: as typed, as a citation of articles, or without a legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from indexer.analysis.chain import name_key
from ontology.collation import fold

_NUMBER: Final = r"\d+[a-z]?(?:[.:]\d+[a-z]*)*"
_ARTICLE: Final = r"(?:artikel(?:en)?|artt?\.?)"
_MEMBER: Final = r"(?:,?\s*(?:\w+(?:ste|de)\s+lid|lid\s+\d+|onder\s+\w)\b,?)*"
_OF: Final = r"(?:\s*,?\s*van)?(?:\s+(?:de|het))?"
_CITATIONS: Final = (
    # artikel 2.6.7 wmo; art. 18a, tweede lid, van de Woningwet; artikelen 32 en 33 successiewet
    re.compile(
        rf"{_ARTICLE}\s*(?P<numbers>{_NUMBER}(?:(?:\s*,\s*|\s+en\s+|\s+of\s+){_NUMBER})*){_MEMBER}{_OF}\s+"
        r"(?P<law>[^\d\s].*)"
    ),
    # 4:21 Awb
    re.compile(rf"(?P<numbers>{_NUMBER})\s+(?P<law>[^\d\s].*)"),
    # Wmo artikel 2.6.7
    re.compile(rf"(?P<law>[^\d\s].*?),?\s+{_ARTICLE}\s*(?P<numbers>{_NUMBER})"),
)
_LEGAL_FORM: Final = re.compile(
    r"(?:de\s+|het\s+)?(?:stichting|st\.|vereniging|cooperatie|cooperatieve vereniging|bv|nv)\s+(?P<rest>.+)"
)
MOST_NUMBERS: Final = 8


class Asked(NamedTuple):
    """One reading of a question as a name.

    :param keys: of the things that are named, see :func:`indexer.analysis.chain.name_key`
    :param whole: keys of what they may be part of: the law of an article, the book of the code
    """

    keys: tuple[str, ...]
    whole: tuple[str, ...] = ()


def asked_keys(name: str) -> Iterator[Asked]:
    """Give the readings of *name*, the surest first; of several articles each has a key.

    >>> list(asked_keys("art. 2.6.7 Wmo"))
    [Asked(keys=('art267wmo',), whole=()), Asked(keys=('artikel267wmo',), whole=('wmo',))]
    >>> list(asked_keys("Stichting Oranje Fonds"))[1].keys
    ('oranjefonds',)
    >>> list(asked_keys("artikelen 32 en 33 van de Successiewet"))[1].keys
    ('artikel32successiewet', 'artikel33successiewet')
    """
    typed = " ".join(fold(name).split())
    yield Asked((name_key(typed),))
    for pattern in _CITATIONS:
        cited = pattern.fullmatch(typed)
        if cited:
            numbers = re.findall(_NUMBER, cited["numbers"])[:MOST_NUMBERS]
            keys = (name_key(f"artikel {number} {cited['law']}") for number in numbers)
            books = [number.partition(":")[0] for number in numbers if ":" in number]
            laws = (cited["law"], *(f"{cited['law']} {book}" for book in books))
            yield Asked(tuple(keys), tuple(dict.fromkeys(map(name_key, laws))))
            return
    form = _LEGAL_FORM.fullmatch(typed)
    if form:
        yield Asked((name_key(form["rest"]),))
