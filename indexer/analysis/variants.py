"""Say under which spellings one folded word is found: whole, joined, and by the parts between hyphens."""

from __future__ import annotations

import re

_HYPHENS = re.compile("[-\u2010\u2011]")
_APOSTROPHES = str.maketrans({"\u2019": "'"})
_INVISIBLE = {ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060"}
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")


def variants(word: str) -> tuple[str, ...]:
    """Give the spellings of a folded *word*, the whole word first.

    A hyphen is optional in much Dutch (zonne-energie, co-operatie), so the joined form is found
    as well as the parts; a plural or possessive 's goes, other apostrophes join.

    >>> variants("zonne-energie")
    ('zonneenergie', 'zonne', 'energie')
    >>> variants("programma's"), variants("'s-hertogenbosch"), variants("b.v.")
    (('programma',), ('shertogenbosch', 'hertogenbosch'), ('bv',))
    >>> variants("2.6.7"), variants("2025-2030")
    (('2.6.7',), ('2025', '2030'))
    """
    plain = word.translate(_INVISIBLE).translate(_APOSTROPHES)
    if _ABBREVIATION.fullmatch(plain):
        return (plain.replace(".", ""),)
    if plain.endswith("'s"):
        plain = plain[:-2]
    pieces = [piece for piece in (p.strip("'") for p in _HYPHENS.split(plain)) if piece]
    parts = [piece.replace("'", "") for piece in pieces if not (len(pieces) > 1 and piece == "s")]
    if len(pieces) < 2:  # noqa: PLR2004
        return tuple(parts)
    if all(piece[0].isdigit() for piece in pieces):
        return tuple(parts)
    return ("".join(pieces).replace("'", ""), *parts)
