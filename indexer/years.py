"""Read a year or a range of years as people write it."""

from __future__ import annotations

import re
from typing import Final

_YEARS: Final = re.compile(r"(?P<first>\d{4})?(?P<range>\.\.\.?|-|\u2013)?(?P<last>\d{4})?")
FIRST_YEAR: Final = 0
LAST_YEAR: Final = 9999


def years_of(text: str) -> tuple[int, int] | None:
    """Read a year or a range of years, both ends included; an open side means any year.

    >>> years_of("2017"), years_of("2017..2030"), years_of("2030-2017"), years_of("..2020"), years_of("vorig")
    ((2017, 2017), (2017, 2030), (2017, 2030), (0, 2020), None)
    """
    found = _YEARS.fullmatch(text.strip())
    if found is None or not (found["first"] or found["last"]):
        return None
    first = int(found["first"] or (FIRST_YEAR if found["range"] else found["last"]))
    last = int(found["last"] or (LAST_YEAR if found["range"] else first))
    return min(first, last), max(first, last)
