"""Add to each document the names of the laws that its texts name, so that who looks for the law finds it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.store.interface import GraphStore
from indexer.document import Document
from indexer.recognise.citations import CitationFinder
from indexer.recognise.law_names import law_names


def with_mentions(documents: Iterable[Document], store: GraphStore) -> Iterator[Document]:
    """Give *documents* again, each with the names of the laws it mentions but is not itself.

    Names already among its neighbours are not repeated: a mention adds what a text leaves out, such as the
    full name behind an abbreviation.
    """
    gathered = list(law_names(store))
    names: dict[str, list[str]] = defaultdict(list)
    for name in gathered:
        if name.name != name.name.lower():  # without capitals it is only there to find a law by
            names[name.law].append(name.name)
    finder = CitationFinder(gathered)
    for document in documents:
        text = "\n".join((document.description, *document.texts)).strip()
        found = [law for law in finder.laws_in(text) if law != document.iri] if text else []
        told = {document.label, *document.names, *document.neighbours}
        mentioned = dict.fromkeys(name for law in found for name in names[law] if name not in told)
        yield dataclasses.replace(document, mentions=tuple(mentioned)) if mentioned else document
