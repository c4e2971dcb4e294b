"""What is taken from a file, and how much of it at most."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

_READING_SHARE: Final = 0.75
_BETWEEN: Final = "\n\n"
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# Controls, the soft hyphen, marks of width zero, halves of characters and what Unicode leaves unused.
_UNSHOWN: Final = dict.fromkeys([
    *(set(range(32)) - {9, 10, 13}), *range(127, 160), 0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF,
    *range(0xD800, 0xE000),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of one file; a file from outside may be of any size and never end.

    :param max_bytes: of the file as it comes
    :param max_unpacked_bytes: of all parts of a DOCX together, unpacked
    :param max_pages: of a PDF; what comes after is left out with a note
    :param max_chars: of text; what comes after is left out with a note
    :param timeout_s: seconds until the process that reads is ended; at three quarters it stops with a note
    :param memory_bytes: memory that it may take
    """

    max_bytes: int = 50_000_000
    max_unpacked_bytes: int = 200_000_000
    max_pages: int = 500
    max_chars: int = 5_000_000
    timeout_s: float = 20.0
    memory_bytes: int = 1_500_000_000


DEFAULT_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class ExtractedSection:
    """A heading and what stands under it, up to the next; in a PDF also no further than its page.

    All sections together are the whole text, in order.

    :param heading: empty for what stands before the first; on a later page that of the page before
    :param level: 1 for the highest heading, 0 where there is none
    :param start: character of the text at which the heading begins; *end* is excluded
    :param page: of a PDF, counted from 1; nothing elsewhere
    :param anchor: id of the place in an HTML page; empty elsewhere
    """

    heading: str
    level: int
    start: int
    end: int
    page: int | None = None
    anchor: str = ""

    @property
    def fragment(self) -> str:
        """What comes behind the address of the file to lead to this place; may be empty.

        >>> ExtractedSection("Zorg", 1, 0, 9, page=3).fragment, ExtractedSection("Zorg", 1, 0, 9).fragment
        ('#page=3', '')
        """
        if self.page is not None:
            return f"#page={self.page}"
        return f"#{self.anchor}" if self.anchor else ""


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The text of a file.

    :param media_type: as found in the file itself
    :param sections: none only if there is no text
    :param title: as the file states it; may be empty
    :param language: as the file states it, such as ``nl``; may be empty
    :param notes: Dutch sentences on what was left out
    """

    text: str
    media_type: str
    sections: tuple[ExtractedSection, ...] = ()
    title: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a section begins."""

    heading: str
    level: int
    start: int
    page: int | None
    anchor: str


class Gathered:
    """Text being gathered, with the sections in it; blocks are kept apart by an empty line.

    Reading stops with a note, and keeps what there is, when there are enough characters and when three
    quarters of the time have gone: only what does not come back to here is ended at the deadline itself.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._stop_at = time.monotonic() + limits.timeout_s * _READING_SHARE
        self._blocks: list[str] = []
        self._marks: list[_Mark] = []
        self._length = 0
        self._cut = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no text yet."""
        return not self._blocks

    @property
    def is_full(self) -> bool:
        """Whether nothing more is taken."""
        if not self._cut and time.monotonic() > self._stop_at:
            seconds = self._limits.timeout_s * _READING_SHARE
            self._cut = f"Na {seconds:g} seconden is niet verder gelezen."
        return bool(self._cut)

    def add(self, text: str, *, verbatim: bool = False) -> None:
        """Add a block; spaces are made one and what cannot be shown is left out, unless it is *verbatim*."""
        block = text if verbatim else tidy(text)
        if not block or self.is_full:
            return
        room = self._limits.max_chars - self._length
        if len(block) > room:
            self._cut = f"Na {self._limits.max_chars} tekens is niet verder gelezen."
        if room > 0:
            self._blocks.append(block[:room])
            self._length += len(self._blocks[-1]) + len(_BETWEEN)

    def add_heading(self, text: str, level: int, *, page: int | None = None, anchor: str = "") -> None:
        """Add a heading as a block of its own, at which a section begins."""
        heading = " ".join(tidy(text).split())
        if heading:
            self.mark(heading, level, page=page, anchor=anchor)
            self.add(heading)

    def mark(
        self, heading: str, level: int, *, page: int | None = None, anchor: str = "", ahead: int = 0
    ) -> None:
        """Let a section begin here, or *ahead* characters into the block that comes next."""
        if not self.is_full:
            heading = " ".join(tidy(heading).split())
            self._marks.append(_Mark(heading, level, self._length + ahead, page, anchor))

    def extracted(
        self, media_type: str, *, title: str = "", language: str = "", notes: Iterable[str] = ()
    ) -> ExtractedText:
        """Give all that was gathered."""
        text = _BETWEEN.join(self._blocks)
        notes = (*notes, self._cut) if self._cut else tuple(notes)
        language = language.strip() if _LANGUAGE.fullmatch(language.strip()) else ""
        title = " ".join(tidy(title).split())
        return ExtractedText(text, media_type, tuple(self._sections(text)), title, language, notes)

    def _sections(self, text: str) -> Iterator[ExtractedSection]:
        """Cut the whole text at the marks; what stands before the first is a section without heading."""
        marks = [mark for mark in self._marks if mark.start < len(text)]
        if text and (not marks or marks[0].start > 0):
            marks.insert(0, _Mark("", 0, 0, None, ""))
        for mark, after in zip_longest(marks, marks[1:]):
            end = len(text) if after is None else after.start
            if end > mark.start:
                yield ExtractedSection(mark.heading, mark.level, mark.start, end, mark.page, mark.anchor)


def tidy(text: str) -> str:
    """Leave out soft hyphens and what cannot be shown; make spaces within lines one.

    >>> tidy("  Zorg\u00adcoöperatie \x02 en\u00a0wonen\\n\\n samen ")
    'Zorgcoöperatie en wonen\\n\\nsamen'
    """
    lines = text.translate(_UNSHOWN).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()
