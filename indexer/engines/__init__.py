"""Search engines: each is opened by its address, and its index is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from ontology.errors import SettingsError

if TYPE_CHECKING:
    from indexer.document import Document
    from indexer.engines.writing import Progress
    from indexer.searching import Search

ENGINES: Final = {
    "whoosh": (
        "indexer.engines.whoosh_index:open_whoosh_index",
        "indexer.engines.whoosh_writer:WhooshWriter",
    ),
    "tantivy": (
        "indexer.engines.tantivy_index:open_tantivy_index",
        "indexer.engines.tantivy_writer:TantivyWriter",
    ),
}
"""Scheme of the address to what opens an index of such an engine, and what writes one, as ``module:name``."""


def open_engine(url: str) -> Search:
    """Open the search engine at *url*, such as ``whoosh:var/published/index``.

    >>> open_engine("altavista:web")
    Traceback (most recent call last):
      ...
    ontology.errors.SettingsError: Zoekmachine "altavista" is onbekend. Kies uit: whoosh, tantivy.

    :param url: the scheme of one of :data:`ENGINES`, a colon, and the folder of the index
    :raises SettingsError: if the scheme is unknown, or an extra that is not installed
    :raises SearchIndexError: if there is no index, or one of another format or chain
    """
    scheme, folder = _parts(url)
    open_search = cast("Callable[[str, str, Path], Search]", load("indexer.searching:open_search"))
    load(ENGINES[scheme][0])
    return open_search(scheme, ENGINES[scheme][0], folder)


def write_documents(
    url: str, documents: Iterable[Document], progress: Progress | None = None, *, earlier: Path | None = None
) -> int:
    """Make an index of *documents* at *url*, replacing what is there, and give how many there are.

    :param progress: called with the number of documents written and how many there will be
    :param earlier: folder of an index to start from: only what changed is written
    :raises SettingsError: if the scheme is unknown, or an extra that is not installed
    :raises SearchIndexError: if the folder cannot be written
    """
    scheme, folder = _parts(url)
    write = cast("Callable[..., int]", load("indexer.engines.writing:write_index"))
    update = cast("Callable[..., int]", load("indexer.engines.writing:update_index"))
    writer = load(ENGINES[scheme][1])
    if earlier is not None:
        return update(scheme, writer, earlier, folder, documents, progress)
    return write(scheme, writer, folder, documents, progress)


def _parts(url: str) -> tuple[str, Path]:
    scheme, _colon, rest = url.partition(":")
    if scheme not in ENGINES:
        raise SettingsError(f'Zoekmachine "{scheme[:40]}" is onbekend. Kies uit: {", ".join(ENGINES)}.')
    return scheme, Path(rest)


def load(place: str) -> object:
    """Import when asked for: opening loads no other engine's library, and nothing that writes."""
    module, function = place.split(":")
    try:
        return getattr(import_module(module), function)
    except ModuleNotFoundError as exc:
        if exc.name not in ENGINES:
            raise
        # The package of an engine that is an extra is called as the engine is.
        raise SettingsError(
            f"De zoekmachine {exc.name} is niet geïnstalleerd. Installeer haar met: "
            f"pip install --constraint constraints.txt 'gemeengoed[{exc.name}]'."
        ) from exc
