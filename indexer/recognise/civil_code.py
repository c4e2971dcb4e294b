"""Read references to the civil code, whose books are laws of their own: "6:162 BW", "Boek 7 van het BW"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from indexer.recognise.patterns import GAP, SOME
from indexer.recognise.rules import BARE_BOOK, BOOK, CODE
from indexer.recognise.words import is_abroad

_CODE: Final = rf"(?:(?:[Nn]ieuwe?{GAP})?[Bb]urgerlijk{GAP}[Ww]etboek|\bN?BW\b|\bB\.W\.)(?!{GAP}BES)"
_REF: Final = re.compile(
    rf"\b[Bb]oek{GAP}(?P<book>\d{{1,2}}A?)\b"
    rf"(?:{SOME},?{SOME}(?:van{GAP}(?:het{GAP})?)?(?P<of>{_CODE})|{GAP}van{GAP}dat{GAP}(?P<that>[Ww]etboek))?"
    rf"(?!{GAP}van{GAP}(?:het|de|dat|die)\b)"
    rf"|(?P<code>{_CODE})(?:{SOME},?{SOME}[Bb]oek)?(?:{SOME}(?P<after>\d{{1,2}}A?)(?![\d:.\w]))?"
)
_TITLE: Final = re.compile(r"Burgerlijk Wetboek Boek (\d{1,2}A?)\b(?!.*BES)")
_NUMBERED: Final = re.compile(r"(\d{1,2}A?):(.+)")


@dataclass(frozen=True, slots=True)
class BookRef:
    """A reference to the civil code; *law* is the IRI of the book, empty if no book is said."""

    start: int
    end: int
    law: str
    rule: str
    stands_alone: bool


class CivilCode:
    """The books of the civil code by their numbers, as the titles of laws give them.

    >>> code = CivilCode([("iri:6", "Burgerlijk Wetboek Boek 6, Verbintenissenrecht")])
    >>> [(ref.law, ref.rule) for ref in code.find("artikel 162 van Boek 6 van het BW, 6:162 BW")]
    [('iri:6', 'bw-boek'), ('', 'bw')]
    >>> code.article("", "6:162")
    ('iri:6', '162')
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._books = {found[1]: law for law, name in names if (found := _TITLE.match(name))}

    def holds(self, law: str) -> bool:
        """Tell whether *law* is one of the books."""
        return law in self._books.values()

    def find(self, text: str, *, is_own: bool = False) -> list[BookRef]:
        """Give the references in *text*.

        :param is_own: the text is itself of the civil code, so that "Boek 3" can only be one of its books
        """
        refs = []
        for match in _REF.finditer(text):
            number = match["book"] or match["after"] or ""
            law = self._books.get(number, "")
            if (number and not law) or is_abroad(text, match.start()):
                continue
            bare = match["code"] is None and match["of"] is None
            rule = BARE_BOOK if bare else BOOK if law else CODE
            refs.append(BookRef(match.start(), match.end(), law, rule, bool(law) and (is_own or not bare)))
        return refs

    def article(self, law: str, number: str) -> tuple[str, str]:
        """Give the book and the number in it of an article cited with *law*; both empty if no book is known.

        :param law: IRI of the book, or empty if the citation named only the code
        """
        numbered = _NUMBERED.fullmatch(number)
        if numbered and (not law or self._books.get(numbered[1]) == law):
            book = self._books.get(numbered[1], "")
            return (book, numbered[2]) if book else ("", "")
        return (law, number) if law else ("", "")
