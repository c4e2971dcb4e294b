"""Tells where the files of this package lie: vocabulary, labels, shapes, themes and JSON-LD context."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ontology.errors import SourceNotFoundError

_FOLDER: Final = Path(__file__).parent

ONTOLOGY_FILES: Final = ("gemeengoed.ttl", "labels.ttl", "shapes.ttl", "themes.ttl", "context.jsonld")
"""The files that may be asked for by name."""


def ontology_file(name: str) -> Path:
    """Give the path of one of :data:`ONTOLOGY_FILES`.

    >>> ontology_file("shapes.ttl").name
    'shapes.ttl'

    :raises SourceNotFoundError: if it is not one of them
    """
    if name not in ONTOLOGY_FILES:
        raise SourceNotFoundError(
            f'De ontologie heeft geen bestand "{name}". Kies uit: {", ".join(ONTOLOGY_FILES)}.'
        )
    return _FOLDER / name
