"""Keeps questions that somebody cites, by hash, with the edition that answered; a cited edition stays."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from graph.durable import write_durably
from ontology.errors import CitationNotFoundError, EditionError, StoreUnavailableError

FOLDER: Final = "citaten"
MAX_CITATIONS: Final = 100_000
"""Questions that are kept; at a few kB each."""
_KEY: Final = re.compile(r"[a-z2-7]{12}")


@dataclass(frozen=True)
class CitedSource:
    """A document that the answer may rest on, with what may be done with it."""

    title: str
    publisher: str
    date: str
    url: str
    licence: str
    rights: str


@dataclass(frozen=True)
class Citation:
    """A question as it was asked, of one edition, and what its answer rests on."""

    key: str
    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    edition: str
    cited: str
    """ISO date on which it was cited first."""
    sources: tuple[CitedSource, ...]


def citation_key(query: str, edition: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """Name a question by what it asks and of which edition: the same question has the same name.

    >>> citation_key("ASK {}", "2026-11-23.1", (), ())
    'syounzksrate'
    """
    asked = json.dumps([query, edition, list(default_graphs), list(named_graphs)]).encode()
    return base64.b32encode(hashlib.sha256(asked).digest()).decode("ascii").casefold()[:12]


def keep_citation(home: Path, citation: Citation) -> Citation:
    """Keep *citation*, or give the one that was kept before under its key.

    :raises StoreUnavailableError: if there is no room for another
    :raises EditionError: if the disk refuses, or another question is kept under this key
    """
    path = home / FOLDER / f"{citation.key}.json"
    if path.exists():
        kept = read_citation(home, citation.key)
        if _asked(kept) != _asked(citation):  # whoever tries long enough finds two questions of one key
            raise EditionError(f"Onder {citation.key} staat al een andere vraag. Zet er een spatie achter.")
        return kept
    if path.parent.is_dir() and sum(1 for _ in path.parent.iterdir()) >= MAX_CITATIONS:
        raise StoreUnavailableError("Er is geen plaats meer voor citaten. Vraag de beheerder om ruimte.")
    try:
        write_durably(path, json.dumps(asdict(citation), ensure_ascii=False, indent=1).encode())
    except OSError as exc:
        raise EditionError(
            f"Het citaat kan niet worden bewaard ({exc.strerror}). Maak {path.parent} beschrijfbaar."
        ) from exc
    return citation


def read_citation(home: Path, key: str) -> Citation:
    """Read a citation by its key.

    :raises CitationNotFoundError: if there is none
    """
    try:
        if _KEY.fullmatch(key):
            return _read(json.loads((home / FOLDER / f"{key}.json").read_bytes()))
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise EditionError(f"Citaat {key} is onleesbaar ({exc}). Haal het uit een reservekopie.") from exc
    raise CitationNotFoundError(f'Er is geen citaat "{key[:20]}". Kijk na of u het hele adres hebt.')


def is_cited(home: Path, edition: str) -> bool:
    """Tell whether somebody cites *edition*.

    >>> is_cited(Path("nergens"), "2026-11-23.1")
    False
    """
    folder = home / FOLDER
    paths = folder.glob("*.json") if folder.is_dir() else ()
    return any(read_citation(home, path.stem).edition == edition for path in paths)


def _asked(one: Citation) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return one.query, one.edition, one.default_graphs, one.named_graphs


def _read(kept: dict[str, Any]) -> Citation:
    sources = tuple(CitedSource(**source) for source in kept.pop("sources"))
    default, named = tuple(kept.pop("default_graphs")), tuple(kept.pop("named_graphs"))
    return Citation(**kept, default_graphs=default, named_graphs=named, sources=sources)
