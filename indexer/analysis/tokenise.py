"""Cut a text into words, keeping inner hyphens, apostrophes and the dots and colons inside numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# A letter or digit, with the marks, soft hyphens and joiners that may follow it in decomposed or copied text.
_SIGN = r"[^\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060]*"
_HYPHEN = r"\-\u2010\u2011"
_APOSTROPHE = r"'\u2019"

_WORD = re.compile(
    rf"""
      (?<![^\W_]) (?:[^\W\d_]\.){{2,}} (?:[^\W\d_](?![^\W_]))?          # B.V.  n.v.t.  d.w.z
    | (?:[{_APOSTROPHE}](?=[sStTnN](?![^\W_])))?                        # 's-Hertogenbosch  't
      (?:{_SIGN})+
      (?: (?: [{_HYPHEN}{_APOSTROPHE}]                                  # woon-werkpand  foto's
            | (?<=[A-Z])&(?=[A-Z](?![^\W_]))                            # B&W
            | (?<=\d)[.:,](?=\d)                                        # 2.6.7  6:162
          ) (?:{_SIGN})+ )*
    """,
    re.VERBOSE,
)


class Span(NamedTuple):
    """A word as it stands in a text: *start* and *end* count characters, end excluded."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> Iterator[Span]:
    """Give the words of *text* in order.

    >>> [span.text for span in tokenise("Art. 2.6.7 Wmo: zonne-energie, foto's en 's-Hertogenbosch.")]
    ['Art', '2.6.7', 'Wmo', 'zonne-energie', "foto's", 'en', "'s-Hertogenbosch"]
    """
    for match in _WORD.finditer(text):
        yield Span(match.group(), match.start(), match.end())
