"""Judge the citation finder by the official links in law text.

The gold marks what the publisher of the law linked: to another law (``extref``) or to an article of the law
itself (``intref``). It lacks some, so precision is judged only where a mention overlaps a link; the others
are counted apart, for people to sample. A link without a law (``bwb_id`` null) counts as none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.recognise.citations import CitationFinder
from indexer.recognise.mention import Mention

_QUARTER = 4


@dataclass(frozen=True)
class Link:
    """A link in the gold; *article* is empty if it is to a law or a chapter."""

    start: int
    end: int
    law: str
    article: str
    is_external: bool


@dataclass(frozen=True)
class Passage:
    """A passage of the law *own_law* with its links."""

    own_law: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Figures:
    """What was measured; of articles those at a link are judged, and *unlinked* ones are not."""

    judged_articles: int
    right_articles: int
    unlinked_articles: int
    links: int
    links_with_law: int

    @property
    def article_precision(self) -> float:
        """Share of the citations with law and article that are what the link says, of those at a link."""
        return self.right_articles / self.judged_articles

    @property
    def law_recall(self) -> float:
        """Share of the links to other laws that a mention of the same law overlaps."""
        return self.links_with_law / self.links


def is_set_aside(own_law: str) -> bool:
    """Tell whether this law is of the quarter that was never looked at while the finder was made."""
    return int(hashlib.sha256(own_law.encode()).hexdigest()[:8], 16) % _QUARTER == 0


def load_passages(path: Path) -> Iterator[Passage]:
    """Read the gold: one passage a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            links = tuple(_link(ref) for ref in record["refs"] if ref["bwb_id"])
            yield Passage(record["source_bwb"], record["text"], links)


def measure(finder: CitationFinder, passages: Iterator[Passage]) -> Figures:
    """Run the finder over *passages*, not telling it of which law each is."""
    judged = right = unlinked = links = with_law = 0
    for passage in passages:
        mentions = finder.find_in(passage.text)
        for mention in mentions:
            if mention.article:
                at_link = [link for link in passage.links if _overlap(mention, link)]
                judged += bool(at_link)
                unlinked += not at_link
                right += any(_same(mention, link) for link in at_link)
        for link in passage.links:
            if link.is_external:
                links += 1
                with_law += any(one.law == link.law and _overlap(one, link) for one in mentions)
    return Figures(judged, right, unlinked, links, with_law)


def _link(ref: dict[str, Any]) -> Link:
    return Link(ref["start"], ref["end"], ref["bwb_id"], ref["artikel"] or "", ref["type"] == "extref")


def _overlap(mention: Mention, link: Link) -> bool:
    return mention.start < link.end and link.start < mention.end


def _same(mention: Mention, link: Link) -> bool:
    # The gold writes "3a:2" where the law writes "3A:2".
    return mention.law == link.law and mention.article.lower() == link.article.lower()
