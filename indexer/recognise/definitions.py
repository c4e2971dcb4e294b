"""Read what a text itself calls a law: "Wet langdurige zorg (hierna: Wlz)", or "de wet: de Woningwet;"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from indexer.recognise.patterns import SOME

_HEREAFTER: Final = re.compile(
    rf"{SOME},?{SOME}\({SOME}(?:(?:hierna|verder|voortaan|afgekort|in het vervolg)"
    rf"(?>(?:{SOME}(?:ook|te noemen|genoemd|aangeduid als|afgekort|verder))*){SOME}[:,]?{SOME})"
    rf"(?:de |het )?[\"'“”‘’«»„]?(?P<alias>[^()\"“”‘’«»;\n]{{2,60}}?)[\"'“”’»]?{SOME}\)"
)
_BRACKETS: Final = re.compile(
    r"[\s\u00a0]{1,4}\((?P<alias>[A-Z][A-Za-z]{0,8}[A-Z][a-z]{0,2}|[A-Z][a-z]{2,4})(?: \d{4})?\)"
)
_DEFINED: Final = re.compile(
    rf"(?:^|[\n;:.])(?:{SOME}[a-z0-9]{{1,3}}[.)°])?{SOME}(?:(?:de|het) )?"
    r"(?P<alias>wet|besluit|wetboek|[A-Z][A-Za-z.]{1,11}(?: \d{4})?)[\s\u00a0]{0,3}:"
    rf"{SOME}(?:de |het )?\Z"
)
_BEFORE: Final = 120
_END: Final = re.compile(rf"{SOME}(?:[;.,)]|\n|\Z)")
_PLAIN: Final = frozenset({"wet", "besluit", "wetboek", "regeling"})
_MAX_ALIASES: Final = 40

Alias = tuple[int, int, int, bool]
"""Start, end, index of the reference it stands for, and whether it counts where no article is cited."""


def aliases_in(text: str, refs: list[tuple[int, int]]) -> list[Alias]:
    """Find the places where *text* uses names that it gave to laws itself.

    >>> text = "de Wet langdurige zorg (hierna: de Zorgwet). Artikel 3 van de Zorgwet."
    >>> [(text[start:end], index) for start, end, index, _ in aliases_in(text, [(3, 22)])]
    [('Zorgwet', 0), ('Zorgwet', 0)]

    :param refs: start and end of the references already found, in the order of the text
    """
    defined = _defined(text, refs)
    if not defined:
        return []
    starts = [start for start, _ in refs]
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(defined, key=len, reverse=True))) + r")(?!\w)"
    )
    found = []
    for match in pattern.finditer(text):
        at, index = defined[match[0]]
        taken = bisect_left(starts, match.end())
        if match.start() >= at and not (taken and refs[taken - 1][1] > match.start()):
            found.append((match.start(), match.end(), index, match[0] not in _PLAIN))
    return found


def _defined(text: str, refs: list[tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Give each alias with where it counts from and the reference it stands for; the first one stays."""
    defined: dict[str, tuple[int, int]] = {}
    for index, (start, end) in enumerate(refs):
        after = _HEREAFTER.match(text, end) or _BRACKETS.match(text, end)
        before = _DEFINED.search(text, max(0, start - _BEFORE), start)
        alias, at = "", 0
        if after:
            alias, at = after["alias"].strip(), after.start()
        elif before and _END.match(text, end):
            alias, at = before["alias"], before.start()
        if alias and alias not in defined:
            defined[alias] = (at, index)
            if len(defined) == _MAX_ALIASES:
                break
    return defined
