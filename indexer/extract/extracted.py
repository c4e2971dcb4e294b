"""What is taken from a file, and how much of it at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of one file; a file from outside may be of any size and never end.

    :param max_bytes: of the file as it comes
    :param max_unpacked_bytes: of all parts of a DOCX together, unpacked
    :param max_pages: of a PDF; what comes after is left out with a note
    :param max_chars: of text; what comes after is left out with a note
    :param timeout_s: seconds until the process that reads is ended
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
    """A heading and what stands under it.

    :param level: 1 for the highest heading
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


@dataclass
class Gathered:
    """Text being gathered, with the headings in it; blocks are kept apart by an empty line."""

    limits: Limits
    blocks: list[str] = field(default_factory=list)
    headings: list[tuple[str, int, int, int | None, str]] = field(default_factory=list)
    length: int = 0
    full: bool = False

    def add(self, text: str) -> bool:
        """Add a block; tell whether there is room for more."""
        block = "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()
        if block and not self.full:
            room = self.limits.max_chars - self.length
            self.full = len(block) > room
            self.blocks.append(block[:room])
            self.length += len(self.blocks[-1]) + 2
        return not self.full

    def add_heading(self, text: str, level: int, *, page: int | None = None, anchor: str = "") -> bool:
        """Add a heading as a block of its own."""
        heading = " ".join(text.split())
        if heading and not self.full:
            self.headings.append((heading, level, self.length, page, anchor))
        return self.add(heading)

    def mark(self, text: str, level: int, *, page: int) -> None:
        """Let a section begin here whose heading stands in the text itself."""
        self.headings.append((" ".join(text.split()), level, self.length, page, ""))

    def extracted(
        self, media_type: str, *, title: str = "", language: str = "", notes: tuple[str, ...] = ()
    ) -> ExtractedText:
        """Give all that was gathered."""
        text = "\n\n".join(self.blocks)
        if self.full:
            notes = (*notes, f"Na {self.limits.max_chars} tekens is niet verder gelezen.")
        starts = [*(start for _, _, start, _, _ in self.headings[1:]), len(text)]
        sections = tuple(
            ExtractedSection(heading, level, min(start, len(text)), min(end, len(text)), page, anchor)
            for (heading, level, start, page, anchor), end in zip(self.headings, starts, strict=False)
        )
        return ExtractedText(text, media_type, sections, " ".join(title.split()), language, notes)
