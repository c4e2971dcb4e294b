"""Cut a query as typed into named parts: words, phrases, brackets, fields and operators."""

from __future__ import annotations

import re
from typing import Final

from indexer.query import FIELDS

MAX_PARTS: Final = 48
"""Words, phrases and brackets that are read; a longer question is no better than its beginning."""
MAX_PART_CHARS: Final = 200

_PART = re.compile(
    r"""
      (?P<open>\() | (?P<close>\))
    | (?P<minus>-(?=[^\s-]))
    | (?P<field>(?:naam|soort|thema|onderwerp|plaats|gemeente|provincie|bron|jaar):(?=[^\s)]))
    | ["\u201c\u201d\u201e](?P<phrase>[^"\u201c\u201d\u201e]*)(?P<closed>["\u201c\u201d\u201e]|$)
    | (?P<word>[^\s()"\u201c\u201d\u201e]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SAME_FIELD: Final = {"onderwerp": "thema", "gemeente": "plaats", "provincie": "plaats"}
# Not 6:162, nor https://...: a name of letters only, with a word of its own right behind it.
_OTHER_FIELD: Final = re.compile(r"(?P<name>[^\W\d_]{2,}):(?!//)(?=\w)")
_SHOUTED: Final = 4
"""Spaces from which a text in capitals only is a sentence typed with the lock on: its OF and EN are words."""

# Only capitals are operators: "en", "of" and "niet" are words that people type.
_OPERATORS: Final = {"AND": "and", "EN": "and", "OR": "or", "OF": "or", "NOT": "not", "NIET": "not"}


class Lexer:
    """Cut one query; *remarks* gather a Dutch sentence for each thing that was not understood."""

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self._all_capitals = False

    def parts(self, text: str) -> list[tuple[str, str]]:
        """Name each part of the text; an operator with nothing on one of its sides is a word."""
        found: list[tuple[str, str]] = []
        self._all_capitals = text.isupper() and text.count(" ") >= _SHOUTED
        for match in _PART.finditer(text):
            if len(found) == MAX_PARTS:
                self.remarks.append(f"Alleen de eerste {MAX_PARTS} woorden zijn gelezen.")
                break
            kind, part = self._part(match)
            if kind != "phrase" or part.strip():
                found.append((kind, part))
        last = len(found) - 1
        return [
            self._lonely(part)
            if (kind in {"and", "or"} and at in {0, last}) or (kind == "not" and at == last)
            else (kind, part)
            for at, (kind, part) in enumerate(found)
        ]

    def _part(self, match: re.Match[str]) -> tuple[str, str]:
        kind = str(match.lastgroup) if match["closed"] is None else "phrase"
        part = match.group(kind)[:MAX_PART_CHARS]
        if kind == "word":
            self._remark_field(part)
            return ("word", part) if self._all_capitals and part in _OPERATORS else _word(part)
        if kind == "field":
            name = part[:-1].lower()
            return kind, _SAME_FIELD.get(name, name)
        if kind == "phrase" and not match["closed"]:
            self.remarks.append("Het aanhalingsteken wordt niet gesloten; gelezen is tot het einde.")
        return ("not" if kind == "minus" else kind), part

    def _remark_field(self, part: str) -> None:
        named = _OTHER_FIELD.match(part)
        if named:
            known = ", ".join(FIELDS)
            self.remarks.append(
                f"“{named['name']}:” is geen veld; gezocht is op de woorden zelf. Velden: {known}."
            )

    def _lonely(self, part: str) -> tuple[str, str]:
        if part.isalpha():  # a minus at the end is a slip of the finger
            self.remarks.append(f"“{part}” verbindt hier niets en is als woord gelezen.")
        return "word", part


def _word(part: str) -> tuple[str, str]:
    if part in _OPERATORS:
        return _OPERATORS[part], part
    bare = part.rstrip("*")
    return ("prefix", bare) if bare != part and bare else ("word", part)
