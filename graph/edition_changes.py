"""Remembers what changed between two editions: they never change, so it is worked out once."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from graph.durable import write_durably
from graph.edition import open_edition, published_names
from graph.edition_diff import Change, ChangedThing, Difference, compare_editions
from ontology.errors import EditionError

FOLDER: Final = "verschillen"
FORMAT: Final = 1
"""Of the files in that folder; one of another format is made again."""


def difference_between(home: Path, old: str, new: str) -> Difference:
    """Tell what is different in edition *new* since edition *old*.

    :raises EditionNotFoundError: if one of them never was
    :raises EditionRemovedError: if one of them was removed
    """
    editions = open_edition(home, old), open_edition(home, new)
    known = known_difference(home, old, new)
    if known is not None:
        return known
    found = compare_editions(*editions)
    try:
        write_durably(_path(home, old, new), json.dumps({"format": FORMAT, **asdict(found)}).encode())
    except OSError as exc:
        raise EditionError(
            f"Het verschil tussen {old} en {new} kan niet worden bewaard ({exc.strerror}). "
            f"Maak {home / FOLDER} beschrijfbaar."
        ) from exc
    return found


def known_difference(home: Path, old: str, new: str) -> Difference | None:
    """Give what :func:`difference_between` told before; None if it did not, or cannot be read any more."""
    try:
        kept = json.loads(_path(home, old, new).read_bytes())
        return _read(kept) if kept.pop("format") == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def published_steps(home: Path) -> list[tuple[str, str]]:
    """Give the pairs of editions that were published one after the other, newest first.

    >>> published_steps(Path("nergens"))
    []
    """
    names = published_names(home)
    return list(pairwise(names))[::-1]


def _path(home: Path, old: str, new: str) -> Path:
    return home / FOLDER / f"{old}..{new}.json"


def _read(kept: dict[str, Any]) -> Difference:
    things = tuple(
        ChangedThing(**{**thing, "changes": tuple(_change(change) for change in thing["changes"])})
        for thing in kept.pop("things")
    )
    return Difference(**kept, things=things)


def _change(kept: dict[str, Any]) -> Change:
    return Change(**{**kept, "removed": tuple(kept["removed"]), "added": tuple(kept["added"])})
