"""Weigh every place where a folded word could be cut in two, and choose the best or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log
from typing import Final, NamedTuple

from indexer.analysis.dictionary import MIN_PART, Dictionary

MAX_WORD: Final = 64
"""Longer strings are left whole: no list holds such a word, and the time for one stays bounded."""

_NEVER_FIRST: Final = frozenset({"ver", "ont", "ber", "ger", "bet", "gem"})
_NEVER_LAST: Final = re.compile(
    "heids?|heden|schap(?:pen)?|ing(?:en)?|aars?|aren|i?teit(?:en)?|ist(?:en)?|ties?|isme|air|ens|(?:t|p|k|et)jes?"
    "|e?ling(?:en)?|nis(?:sen)?|sel|erij|aard|iger|[dtsk]en|d?eren|erend|ere|iers?|sters|ders?|men|elaar"
    "|king(?:en)?|ringen|[bdfgklmnprstvwz]?end(?:en?|s)?"
    "|(?:e?lijk|ig|baar|zaam|loos|achtig|isch)(?:en?|ere?|s|ste?|heid|heden)?"
)
"""Endings that make a word of another one; some are words by themselves too, but hardly ever stand last."""

_WITH_S: Final = frozenset({"bes", "ges", "ins", "ops", "afs", "oms", "vers", "bijs", "tes"})
"""A prefix with the s of the next part: the shortest part hides that it is in|stelling, not ins|telling."""

_S_RATIO: Final = 5
"""So many times more often a piece stands first without its s than with it, if the s is not its own."""

_PARTICLE: Final = re.compile(
    "aan|uit|voor|door|over|weg|toe|onder|bij|terug|achter|neer|mede|samen|tegen|rond|los|vast|open|heen|mee"
    "|binnen|buiten|tussen|thuis"
)
_BOLD_HEAD: Final = 10
"""A word nobody knows may stand first only before a head that at least so many words end in."""


class Evidence(NamedTuple):
    """What speaks for and against one cut, as yes (1) and no (0) or as a logarithm."""

    cut: float
    """Every cut has it: what a cut must overcome to be better than none."""
    first: float
    """How many words of the list begin with the first piece."""
    last: float
    """How many words of the list end in the last piece."""
    shortest: float
    """The letters of the shorter piece."""
    particle: float
    """The first piece is one that verbs and nouns made from them have too (uit, over)."""
    listed: float
    """The list has the whole word."""
    name: float
    """The list has the whole word as a name."""
    short_first: float
    """The first piece has three letters."""
    short_last: float
    """The last piece has three letters."""
    compound_first: float
    """The first piece is not listed, but is itself made of parts."""
    name_first: float
    """The first piece is known as a name only."""
    unknown_first: float
    """The first piece is not known at all."""
    linked_en: float
    """The first piece is a word with a linking en, e or n, and not a word as it stands."""
    compound_last: float
    """The last piece is not listed, but is itself made of parts."""


WEIGHTS: Final = Evidence(
    cut=-1.05,
    first=0.44,
    last=0.54,
    shortest=1.57,
    particle=-1.2,
    listed=-2.14,
    name=-3.4,
    short_first=-0.7,
    short_last=-0.62,
    compound_first=-1.74,
    name_first=-0.8,
    unknown_first=-2.83,
    linked_en=-2.34,
    compound_last=-2.96,
)
"""Fitted by a conditional logit (best cut against the other cuts and none) on 39,000 nouns cut by hand.

On 13,000 other nouns F1 is 0.947, and without one of them: first 0.939, last 0.933, shortest 0.946,
listed 0.943, name 0.945, compound_first 0.946, unknown_first 0.945, compound_last 0.943. Each of the others
moves it by less than 0.001; they concern inflected words and verbs, of which the nouns have few.
"""


def best_cut(word: str, known: Dictionary, weights: Evidence = WEIGHTS) -> int:
    """Give where the last of two pieces of the folded *word* begins; 0 if it is better left whole.

    >>> from indexer.analysis.dictionary import dictionary
    >>> [best_cut(word, dictionary()) for word in ("dorpshuis", "maatschappij", "gezondheid")]
    [5, 0, 0]
    """
    best, where = 0.0, 0
    for at, evidence in cuts(word, known):
        score = sum(weight * value for weight, value in zip(weights, evidence, strict=True))
        if score > best:
            best, where = score, at
    return where


def cuts(word: str, known: Dictionary) -> Iterator[tuple[int, Evidence]]:
    """Give each place where *word* can be cut with the evidence there; leaving it whole scores nothing."""
    if len(word) > MAX_WORD:
        return
    listed, name = word in known.words, word in known.names
    for at in range(MIN_PART, len(word) - MIN_PART + 1):
        first, last = word[:at], word[at:]
        if not _may_stand_last(last, known) or first in _NEVER_FIRST:
            continue
        if first[-1] == "s" and "s" + last in known.words and _has_borrowed_s(first, known):
            continue
        kind = _kind_of_first(first, known)
        if kind == "unknown" and not _may_be_unknown(first, last, known, listed=listed):
            continue
        yield (
            at,
            Evidence(
                cut=1.0,
                first=log(1 + known.first.get(first, 0)),
                last=log(1 + known.last.get(last, 0)),
                shortest=log(min(at, len(word) - at)),
                particle=_PARTICLE.fullmatch(first) is not None,
                listed=listed,
                name=name,
                short_first=at == MIN_PART,
                short_last=len(last) == MIN_PART,
                compound_first=kind == "compound",
                name_first=kind == "name",
                unknown_first=kind == "unknown",
                linked_en=first[-1] in "en" and first not in known.words and bool(known.stem_of(first)),
                compound_last=last not in known.words,
            ),
        )


def _may_stand_last(last: str, known: Dictionary) -> bool:
    if _NEVER_LAST.fullmatch(last):
        return False
    return last in known.words or known.is_made_of_parts(last)


def _has_borrowed_s(first: str, known: Dictionary) -> bool:
    """Tell whether the s of *first* is that of the next part: samen|stelling is not samens|telling."""
    without = known.first.get(first[:-1], 0)
    return first in _WITH_S or without > _S_RATIO * known.first.get(first, 0)


def _may_be_unknown(first: str, last: str, known: Dictionary, *, listed: bool) -> bool:
    """Tell whether *first*, which is no known word, may be cut off: a name or a loan in a new compound."""
    if known.first.get(first, 0) > 1:
        return True
    return not listed and known.last.get(last, 0) >= _BOLD_HEAD and min(len(first), len(last)) > MIN_PART


def _kind_of_first(first: str, known: Dictionary) -> str:
    if first in known.words or known.stem_of(first):
        return "word"
    if first in known.names:
        return "name"
    return "compound" if known.is_made_of_parts(first.removesuffix("s")) else "unknown"
