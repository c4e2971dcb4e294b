"""What `gemeengoed recognise` prints: the mentions in a file, where they stand and how sure they are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.extract import ExtractedText
    from indexer.recognise.mention import Mention
    from webapp.settings import Settings


def run_recognise(settings: Settings, file: Path) -> tuple[ExtractedText, tuple[Mention, ...]]:
    """Take the text of *file* and recognise in it what the published edition knows.

    :raises NoEditionError: if nothing is published
    :raises SourceNotFoundError: if there is no such file
    :raises ExtractionError: if it gives no text
    """
    from graph.edition import published_edition
    from graph.edition_store import open_edition_store
    from indexer.extract import extract_text
    from indexer.recognise.recogniser import Recogniser

    edition = published_edition(settings.home_path)
    extracted = extract_text(file)
    with open_edition_store(settings.store_url(edition.graph_path), edition) as store:
        return extracted, Recogniser.of(store).recognise(extracted.text)


def mentions_as_json(mentions: Sequence[Mention]) -> str:
    """Give the stable shape that scripts rely on: an object for each mention, in the order of the text."""
    return json.dumps({"mentions": [asdict(one) for one in mentions]}, ensure_ascii=False, indent=2)


def mentions_as_text(mentions: Sequence[Mention]) -> str:
    """Give a line for each mention, for people."""
    if not mentions:
        return "Niets herkend."
    return "\n".join(
        f"{one.start:>7}  {one.text}  [{one.kind}, {one.confidence:.2f}]\n         {one.iri}"
        for one in mentions
    )
