"""A value that readers narrow a search down by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """*value* stands in addresses and filters, *label* is for people.

    >>> Tag("gm0307", "gemeente Amersfoort", ("Amersfoort",)).value
    'gm0307'

    :param words: further names of the same, found by ``plaats:`` and the like
    :param broader: value of the next wider tag, such as the province of a municipality; empty at the top
    """

    value: str
    label: str
    words: tuple[str, ...] = ()
    broader: str = ""
