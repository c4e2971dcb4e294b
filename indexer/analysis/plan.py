"""Know the words by which a resident says that there is a plan, not what it is about."""

from __future__ import annotations

from typing import Final

from ontology.collation import fold

_PLAN_WORDS: Final = frozenset(
    (
        *("beginnen", "begin", "begint", "begonnen", "starten", "start", "opstarten"),
        *("oprichten", "opzetten", "organiseren", "regelen", "zoeken", "zoek", "vinden", "vind"),
    )
)


def is_plan_word(word: str) -> bool:
    """Tell whether *word* is passed over beside words that name a subject; alone it is sought like any other.

    While it was required, "hoe begin ik een wooncoöperatie" found one page and "wooncoöperatie" twenty-three;
    while it counted in the order, "energiecoöperatie oprichten" gave "coöperatie" first.

    >>> is_plan_word("Oprichten"), is_plan_word("buurthuis")
    (True, False)
    """
    return fold(word) in _PLAN_WORDS
