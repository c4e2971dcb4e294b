"""Pieces of regular expressions that the readers of citations share.

Every quantifier that could be tried twice is bounded, possessive (``*+``) or in an atomic group, so that a
hostile text takes time in proportion to its length. A group is atomic, ``(?>(...)*)``, and never possessive,
``(...)*+``: before Python 3.11.5 a possessive group takes too much when its inside backtracks (gh-106052).
"""

from __future__ import annotations

from typing import Final

GAP: Final = r"[\s\u00a0]{1,40}+"
"""White space: sources break lines and indent within a citation, and put a hard space after "artikel"."""
SOME: Final = r"[\s\u00a0]{0,40}+"
"""White space that may be missing."""
COMMA: Final = rf"{SOME},{SOME}"
AND: Final = (
    r"(?:en/of|en|of|dan wel|alsmede|alsook|evenals|respectievelijk|onderscheidenlijk"
    r"|juncto|jo\.?|jº\.?|j°\.?|&)"
)
LINK: Final = rf"(?:{COMMA}(?:{AND}{GAP})?|{GAP}(?:{AND}|tot{GAP}en{GAP}met|t/m){GAP})"
"""What joins the members of a list."""
WITH: Final = rf"(?:{SOME},)?(?:{GAP}eventueel)?{GAP}in{GAP}(?:samenhang|verbinding){GAP}met{GAP}"
