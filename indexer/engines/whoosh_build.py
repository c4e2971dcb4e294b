"""Write the documents of an edition to a Whoosh index; importing this loads spaCy, so only builders do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from whoosh import index

from graph.store.interface import GraphStore
from indexer.analysis.chain import name_key
from indexer.document import Document, documents_of
from indexer.engines.whoosh_schema import FORMAT, RECORD, schema
from indexer.mentions import with_mentions
from indexer.tag import Tag
from indexer.weights import passages_of
from ontology.errors import SearchIndexError
from ontology.kinds import KINDS

_FEWEST_SPACES: Final = 3
"""A text of fewer words tells nothing in a snippet; it is found all the same."""

_SUFFIXES: Final = frozenset({".seg", ".toc"})
_BUFFER_MB: Final = 64


def build_whoosh_index(
    path: Path, store: GraphStore, progress: Callable[[int, int], None] | None = None
) -> int:
    """See :func:`indexer.engines.build_index`."""
    documents = list(documents_of(store))
    total = len(documents)
    tell = None if progress is None else (lambda done: progress(done, total))
    return write_whoosh_index(path, with_mentions(documents, store), tell)


def write_whoosh_index(
    path: Path, documents: Iterable[Document], progress: Callable[[int], None] | None = None
) -> int:
    """Write a new index in the folder *path* and give the number of documents.

    :param progress: called with the number of documents written so far
    :raises SearchIndexError: if the folder cannot be written
    """
    count = 0
    try:
        path.mkdir(parents=True, exist_ok=True)
        # One process and a small buffer: the machine may be small, and the site runs beside this.
        writer = index.create_in(str(path), schema()).writer(limitmb=_BUFFER_MB, procs=1)
        try:
            for document in documents:
                writer.add_document(**_fields(document))
                count += 1
                if progress is not None:
                    progress(count)
            writer.commit()
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise
        files = {
            file.name: file.stat().st_size for file in sorted(path.iterdir()) if file.suffix in _SUFFIXES
        }
        record = {"format": FORMAT, "documents": count, "files": files}
        (path / RECORD).write_text(json.dumps(record) + "\n", encoding="utf-8")
    except OSError as exc:
        raise SearchIndexError(
            f"De zoekindex kan niet in {path} worden geschreven: {exc.strerror or exc}. "
            "Maak ruimte en bouw opnieuw."
        ) from exc
    return count


def _fields(document: Document) -> dict[str, Any]:
    passages = tuple(passages_of(document))
    names = "\n".join((document.label, *document.names))
    kind = KINDS[document.kind]
    return {
        "everything": passages,
        "parts": passages,
        "name": names,
        "kind": f"{kind.key} {kind.singular} {kind.plural}",
        "theme": _words(document.themes),
        "place": _words(document.places),
        "source": _words(document.sources),
        "words": "\n".join(passage.text for passage in passages),
        "name_words": names,
        "key": _keys((document.label, *document.names)),
        "hidden_key": _keys(document.hidden_names),
        "shown": {
            "iri": document.iri,
            "kind": document.kind,
            "label": document.label,
            "subtitle": document.subtitle,
            "description": document.description,
            "texts": [text for text in document.texts if text.count(" ") >= _FEWEST_SPACES],
            "names": document.names,
            "tags": {
                "soort": [(kind.key, kind.plural)],
                "thema": [(tag.value, tag.label) for tag in document.themes],
                "plaats": [(tag.value, tag.label) for tag in document.places],
                "bron": [(tag.value, tag.label) for tag in document.sources],
            },
        },
    }


def _words(tags: Iterable[Tag]) -> str:
    return "\n".join(text for tag in tags for text in (tag.value, tag.label, *tag.words))


def _keys(names: Iterable[str]) -> list[str]:
    return [key for key in dict.fromkeys(name_key(name) for name in names) if key]
