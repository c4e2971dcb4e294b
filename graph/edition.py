"""Finds, publishes, rolls back and removes editions: immutable states of the graph with its index."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from graph.citations import is_cited
from graph.durable import TEMPORARY_PREFIX, sync_folder, write_durably
from graph.edition_names import DUMPS, EDITIONS, edition_order, is_edition_name, read_register, register_name
from graph.lock import build_lock, short_lock
from ontology.errors import EditionError, EditionNotFoundError, EditionRemovedError, NoEditionError

PUBLISHED: Final = "published"
EDITION_FILE: Final = "edition.json"
HISTORY: Final = "publicaties.json"
REMOVED_PREFIX: Final = ".verwijderd-"


@dataclass(frozen=True)
class Edition:
    """One sealed edition; *counts* tells how many things of each kind it holds."""

    name: str
    path: Path
    base: str
    created: datetime
    version: str
    quads: int
    counts: Mapping[str, int]
    deliveries: tuple[Mapping[str, str], ...]

    @property
    def graph_path(self) -> Path:
        """The folder of the store."""
        return self.path / "graph"

    @property
    def index_path(self) -> Path:
        """The folder of the search index."""
        return self.path / "index"


def list_editions(home: Path) -> list[Edition]:
    """List the sealed editions, oldest first.

    >>> list_editions(Path("nergens"))
    []
    """
    folder = home / EDITIONS
    if not folder.is_dir():
        return []
    names = [one.name for one in folder.iterdir() if is_edition_name(one.name)]
    return [_read(folder / name) for name in sorted(names, key=edition_order)]


def newest_edition(home: Path) -> Edition:
    """Give the edition that was built last.

    :raises NoEditionError: if there is none
    """
    editions = list_editions(home)
    if not editions:
        raise NoEditionError(f"Nog geen editie in {home}. Bouw er een met gemeengoed build --publish.")
    return editions[-1]


def open_edition(home: Path, name: str) -> Edition:
    """Read one edition by its name.

    :raises EditionRemovedError: if there was one and it was removed
    :raises EditionNotFoundError: if there never was one
    """
    if not is_edition_name(name):
        raise EditionNotFoundError(
            f'"{name[:40]}" is geen naam van een editie. Schrijf bijvoorbeeld 2026-11-23.1.'
        )
    path = home / EDITIONS / name
    if path.is_dir():
        return _read(path)
    if name in read_register(home):
        raise EditionRemovedError(f"Editie {name} is verwijderd. Kies een andere met gemeengoed editions.")
    raise EditionNotFoundError(f"Editie {name} bestaat niet. Kies er een met gemeengoed editions.")


def published_edition(home: Path) -> Edition:
    """Read the edition that is published now.

    :raises NoEditionError: if nothing is published
    """
    name = published_name(home)
    if name is None or not (home / EDITIONS / name).is_dir():
        raise NoEditionError(
            f"Geen gepubliceerde editie in {home}. Bouw er een met gemeengoed build --publish."
        )
    return _read(home / EDITIONS / name)


def published_name(home: Path) -> str | None:
    """Give the name that the ``published`` link points to, without opening the edition."""
    try:
        return (home / PUBLISHED).readlink().name
    except OSError:
        return None


def published_names(home: Path) -> list[str]:
    """List the editions that were published one after the other up to the one that is now, removed ones not.

    >>> published_names(Path("nergens"))
    []
    """
    current, history = published_name(home), _history(home)
    if current in history:
        history = history[: history.index(current) + 1]
    return [name for name in history if (home / EDITIONS / name).is_dir()]


def publish_edition(home: Path, name: str) -> Edition:
    """Make *name* the published edition, in one step that readers never see halfway.

    :raises EditionNotFoundError: if there is no such edition
    """
    edition = open_edition(home, name)
    with _publishing(home):
        history = [one for one in _history(home) if one != name]
        _switch(home, name, [*history, name])
    return edition


def rollback(home: Path, name: str | None = None) -> Edition:
    """Publish again what was published before, or *name*; the editions after it stay, unpublished.

    :raises NoEditionError: if nothing was published before
    """
    with _publishing(home):
        current, history = published_name(home), _history(home)
        before = history[: history.index(current)] if current in history else history
        before = [one for one in before if (home / EDITIONS / one).is_dir()]
        if name is None and not before:
            raise NoEditionError(
                "Er is geen eerdere editie. Kies er een met gemeengoed editions en publiceer die."
            )
        edition = open_edition(home, name if name is not None else before[-1])
        kept = before[: before.index(edition.name)] if edition.name in before else before
        _switch(home, edition.name, [*kept, edition.name])
    return edition


def remove_edition(home: Path, name: str) -> None:
    """Remove an edition that is not published and that nobody cites; its name is never given again.

    :raises EditionError: if it is the published one, or cited
    """
    with build_lock(home):
        edition = open_edition(home, name)
        if is_cited(home, name):
            raise EditionError(f"Editie {name} wordt aangehaald en blijft. Verwijder een andere.")
        if published_name(home) == name:
            raise EditionError(f"Editie {name} is gepubliceerd. Publiceer eerst een andere.")
        register_name(home, name)
        leftover = home / EDITIONS / f"{REMOVED_PREFIX}{name}"
        edition.path.rename(leftover)
        sync_folder(home / EDITIONS)
        shutil.rmtree(leftover)
        shutil.rmtree(home / DUMPS / name, ignore_errors=True)


def _publishing(home: Path) -> AbstractContextManager[None]:
    return short_lock(home / "publish.lock")


def _history(home: Path) -> list[str]:
    path = home / HISTORY
    try:
        return list(json.loads(path.read_bytes())) if path.exists() else []
    except (OSError, ValueError, TypeError) as exc:
        raise EditionError(f"{path} is onleesbaar ({exc}). Verwijder het en publiceer een editie.") from exc


def _switch(home: Path, name: str, history: list[str]) -> None:
    temporary = home / f"{TEMPORARY_PREFIX}{PUBLISHED}-{name}"
    try:
        write_durably(home / HISTORY, json.dumps(history).encode())
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(Path(EDITIONS) / name)
        temporary.replace(home / PUBLISHED)
        sync_folder(home)
    except OSError as exc:
        raise EditionError(
            f"Editie {name} kan niet worden gepubliceerd ({exc.strerror}). "
            f"Maak {home} beschrijfbaar en probeer opnieuw."
        ) from exc


def _read(path: Path) -> Edition:
    try:
        values = json.loads((path / EDITION_FILE).read_bytes())
        values["created"] = datetime.fromisoformat(values["created"])
        values["deliveries"] = tuple(values["deliveries"])
        return Edition(path=path, **values)
    except (OSError, ValueError, TypeError, KeyError) as exc:
        raise EditionError(
            f"{path} is geen leesbare editie ({exc}). Bouw een nieuwe met gemeengoed build."
        ) from exc
