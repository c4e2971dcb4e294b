"""The small pieces that pages are made of: a link, a note of the source, a value, a fact, a section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_SHORT: Final = 60

LinkTo = Callable[[str], str]
"""From the IRI of a thing in the graph to the address of its page."""


@dataclass(frozen=True)
class Link:
    """Words to click on."""

    text: str
    href: str
    external: bool = False
    lang: str = "nl"


@dataclass(frozen=True)
class SourceNote:
    """Who said it and when, in a few words, with the way to the source."""

    link: Link
    date: str = ""
    word: str = ""
    """`afgeleid` or `verwacht` where the source does not say it outright; else empty."""


@dataclass(frozen=True)
class Clash:
    """What another source says instead: its claim, its words, and why they clash."""

    link: Link
    quote: str
    note: str
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True)
class Value:
    """One value of a fact; a text when it has no link, and *unknown* when nobody says it."""

    text: str
    link: Link | None = None
    lang: str = "nl"
    detail: str = ""
    """A few words behind the value: a role, since when."""
    detail_href: str = ""
    detail_word: str = ""
    """`afgeleid` where that holds for the detail."""
    more: Link | None = None
    """A second way on, such as to the official text."""
    quotes: tuple[str, ...] = ()
    """Words of the source that carry this statement."""
    sources: tuple[SourceNote, ...] = ()
    clashes: tuple[Clash, ...] = ()
    """What other sources say instead."""
    unknown: bool = False


@dataclass(frozen=True)
class Group:
    """Values that the same sources give."""

    values: tuple[Value, ...]
    sources: tuple[SourceNote, ...]

    @property
    def is_plain_list(self) -> bool:
        """Whether the values are several links or short texts, which read better behind each other."""
        return len(self.values) > 1 and all(
            (value.link or len(value.text) <= _SHORT)
            and not (value.detail or value.more or value.quotes or value.clashes)
            for value in self.values
        )


@dataclass(frozen=True)
class Fact:
    """A Dutch label with its values, those of the same sources together."""

    label: str
    groups: tuple[Group, ...]
    others: int = 0
    """How many more there are that are not shown."""


@dataclass(frozen=True)
class Section:
    """A heading with facts under it."""

    slug: str
    heading: str
    facts: tuple[Fact, ...]
    empty: str = ""
    """What to say when there are no facts."""
