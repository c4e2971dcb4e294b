"""What the command line tells of the differences between editions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from graph.edition import open_edition
from graph.edition_changes import difference_between
from graph.edition_diff import Change, rdf_patch


def difference_as(form: str, home: Path, old: str, new: str) -> Iterator[bytes]:
    """Give the difference between two editions.

    :param form: ``text``, ``json`` or ``patch``
    :raises EditionNotFoundError: if one of them never was
    :raises EditionRemovedError: if one of them was removed
    """
    if form == "patch":
        yield from rdf_patch(open_edition(home, old), open_edition(home, new))
        return
    found = difference_between(home, old, new)
    if form == "json":
        yield (json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n").encode()
        return
    yield f"Van {old} naar {new}: {found.in_words()}\n".encode()
    for thing in found.things:
        yield f"{thing.happened}: {thing.label} ({thing.kind})  {thing.iri}\n".encode()
        if thing.happened == "gewijzigd":
            yield from (f"    {_line(change)}\n".encode() for change in thing.changes)


def _line(change: Change) -> str:
    removed = "".join(f" -{text}" for text in change.removed)
    added = "".join(f" +{text}" for text in change.added)
    return f"{change.predicate_label}:{removed}{added}"
