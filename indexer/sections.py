"""Cut a long text into passages: by its headings where it has them, else by a number of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 250
"""A passage is at most so long: what a reader takes in at a glance, and what one subject mostly takes."""

LONG_WORDS: Final = 400
"""Shorter texts without headings stay whole."""

_MOST_HEADING_CHARS: Final = 160
_HEADING: Final = re.compile(
    r"^[ \t]*(?:"
    r"#{1,6}[ \t]+(?P<marked>\S.*?)[ \t]*#*"
    r"|(?P<named>(?:Artikel|Art\.|Hoofdstuk|Paragraaf|Afdeling|Titel|Bijlage)[ \t]+[\dIVXLC]+[\w.:]*\b[^\n]*)"
    r"|(?P<numbered>\d+(?:\.\d+)*\.?[ \t]+[A-Z\u00c0-\u00de][^\n.;:]*)"
    r")[ \t]*$",
    re.MULTILINE,
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?;:])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Section:
    """A passage of a long text: an article of a law, what stands under a heading of a report.

    :param href: address of the place itself; empty if only the whole has one
    """

    heading: str
    text: str
    href: str = ""


def is_long(text: str) -> bool:
    """Tell whether *text* is better found and shown by its passages.

    >>> is_long("Samen wonen."), is_long("# Een\\nkort\\n# Twee\\nkort"), is_long("woord " * 500)
    (False, True, True)
    """
    return text.count(" ") >= LONG_WORDS or _HEADING.search(text) is not None


def sections_of(text: str, href: str = "") -> tuple[Section, ...]:
    """Give the passages of *text*; a short text without headings is one, without a heading.

    >>> [section.heading for section in sections_of("# Wonen\\nSamen.\\n# Zorg\\nVoor elkaar.")]
    ['Wonen', 'Zorg']
    >>> sections_of("Kort.")
    (Section(heading='', text='Kort.', href=''),)

    :param href: address of the whole, given to each passage
    """
    found = []
    for heading, body in _parts(text):
        pieces = list(_pieces(body)) or [""]
        found += [Section(heading, piece, href) for piece in pieces if piece or heading]
    return tuple(found)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Give each heading with what stands under it; what stands before the first has none."""
    heading, start = "", 0
    for match in _HEADING.finditer(text):
        title = match["marked"] or match["named"] or match["numbered"]
        if len(title) > _MOST_HEADING_CHARS:
            continue
        yield heading, text[start : match.start()]
        heading, start = " ".join(title.split()), match.end()
    yield heading, text[start:]


def _pieces(body: str) -> Iterator[str]:
    """Cut at ends of sentences; a sentence that is too long by itself is cut between words."""
    body = body.strip()
    if body.count(" ") + body.count("\n") < LONG_WORDS:
        if body:
            yield body
        return
    kept: list[str] = []
    for sentence in _SENTENCE_END.split(body):
        words = sentence.split()
        if kept and len(kept) + len(words) > MOST_WORDS:
            yield " ".join(kept)
            kept = []
        kept += words
        while len(kept) > MOST_WORDS:
            yield " ".join(kept[:MOST_WORDS])
            kept = kept[MOST_WORDS:]
    if kept:
        yield " ".join(kept)
