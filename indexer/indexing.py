"""Make the search index of an edition from its graph, with the names of the laws that its texts mention."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.store.interface import GraphStore
from indexer.document import Document, documents_of
from indexer.engines import write_documents
from indexer.engines.comparison import COMPARE_FROM, write_compared
from indexer.mentions import with_mentions
from indexer.recognise.recogniser import Recogniser


@dataclass(frozen=True)
class Recognised:
    """The documents of a graph, and what recognises in texts all that they name."""

    documents: Sequence[Document]
    recogniser: Recogniser

    @classmethod
    def of(cls, store: GraphStore) -> Recognised:
        """Read *store* once for both."""
        documents = list(documents_of(store))
        return cls(documents, Recogniser.of(store, documents))


def build_index(
    url: str,
    source: GraphStore | Recognised,
    progress: Callable[[int, int], None] | None = None,
    *,
    earlier: Path | None = None,
    advise: Callable[[str], None] | None = None,
    compare_from: int = COMPARE_FROM,
) -> int:
    """Make the index of an edition at *url* and give its number of documents; importing this loads spaCy.

    :param source: the graph, or what was read of it already
    :param url: engine and folder, such as ``whoosh:var/index``; what an earlier index left there is replaced
    :param progress: called with the number of documents written and how many there will be
    :param earlier: folder of the index of an earlier edition, to write only what changed
    :param advise: told in one sentence which engine would serve better, where that is worth measuring: when a
        whole Whoosh index is made of *compare_from* documents or more
    :raises SettingsError: if the engine is unknown
    :raises SearchIndexError: if the folder cannot be written
    """
    read = source if isinstance(source, Recognised) else Recognised.of(source)
    documents = list(with_mentions(read.documents, read.recogniser))
    if (
        advise is not None
        and earlier is None
        and url.startswith("whoosh:")
        and len(documents) >= compare_from
    ):
        return write_compared(Path(url.removeprefix("whoosh:")), documents, progress, advise)
    return write_documents(url, documents, progress, earlier=earlier)
