"""Add to each document the names of the laws that its texts name, so that who looks for the law finds it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from indexer.document import Document
from indexer.recognise.recogniser import Recogniser


def with_mentions(documents: Iterable[Document], recogniser: Recogniser) -> Iterator[Document]:
    """Give *documents* again, each with the names of the laws it mentions but is not itself.

    Names already among its neighbours are not repeated: a mention adds what a text leaves out, such as the
    full name behind an abbreviation.
    """
    for document in documents:
        text = "\n".join((document.description, *document.texts)).strip()
        found = [law for law in recogniser.laws_in(text) if law != document.iri] if text else []
        told = {document.label, *document.names, *document.neighbours}
        names = (name for law in found for name in recogniser.law_names.get(law, ()) if name not in told)
        mentioned = tuple(dict.fromkeys(names))
        yield dataclasses.replace(document, mentions=mentioned) if mentioned else document
