"""Keep a lexicon in one file beside an index, whichever engine's it is."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any, Final

from indexer.lexicon.lexicon import Entity, Lexicon
from ontology.errors import SearchIndexError

FORMAT: Final = 1
"""Raised when the shape of the file or the chain changes."""

_COUNTED: Final = ("words", "hidden_words", "spelt", "terms", "parts")
_QUICK: Final = 1
"""gzip's level: six times smaller than plain, and its checksum tells a damaged file."""


def write_lexicon(path: Path, lexicon: Lexicon) -> None:
    """Write *lexicon* to the file *path*; the same lexicon always gives the same bytes.

    :raises SearchIndexError: if the file cannot be written
    """
    content: dict[str, Any] = {"format": FORMAT, "documents": lexicon.documents}
    content |= {name: dict(sorted(getattr(lexicon, name).items())) for name in _COUNTED}
    content["entities"] = sorted(lexicon.entities)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    try:
        path.write_bytes(gzip.compress(text.encode(), _QUICK, mtime=0))
    except OSError as exc:
        raise SearchIndexError(
            f"De woordenlijst kan niet in {path} worden geschreven: {exc.strerror or exc}. "
            "Maak ruimte en bouw opnieuw."
        ) from exc


def load_lexicon(path: Path) -> Lexicon:
    """Read what :func:`write_lexicon` wrote.

    :raises SearchIndexError: if there is no such file, it is damaged, or of another format
    """
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
        found = content["format"]
        if found != FORMAT:
            raise SearchIndexError(
                f'{path} is van versie {found}, nodig is {FORMAT}. Draai "gemeengoed build".'
            )
        counted = {name: content[name] for name in _COUNTED}
        entities = tuple(map(_entity, content["entities"]))
        return Lexicon(**counted, entities=entities, documents=content["documents"])
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, RecursionError) as exc:
        raise SearchIndexError(f'{path} is niet te lezen: {exc}. Draai "gemeengoed build".') from exc


def _entity(row: list[Any]) -> Entity:
    iri, kind, label, names, hidden_names, keys, broader, weight = row
    return Entity(iri, kind, label, tuple(names), tuple(hidden_names), tuple(keys), tuple(broader), weight)
