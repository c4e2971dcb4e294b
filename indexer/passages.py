"""Index the passages of long texts beside their wholes, and find the best ones for a page of results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from indexer.analysis.chain import name_key
from indexer.compile import ANY, Compiler
from indexer.document import Document
from indexer.engines.interface import Selection, TermIndex
from indexer.fields import WHOLE
from indexer.highlight import snippet_of
from indexer.query import Loose, Node, typed_of, words_of
from indexer.search import PassageHit
from indexer.sought import sought_in
from indexer.term_query import NOTHING, AllOf, Term, any_of

FOLDER: Final = "passages"
"""Folder inside that of an index; it is an index of the same engine."""

PER_RESULT: Final = 2
"""Passages shown of one result."""

_PER_PAGE: Final = 10
"""Passages looked at for each result: those of a law with a hundred articles must not hide the others'."""


def passage_documents(documents: Iterable[Document]) -> Iterator[Document]:
    """Give a document for each passage of those *documents* that have more than one.

    >>> from indexer.sections import Section
    >>> articles = (Section("artikel 1", "Gas."), Section("artikel 2", ""))
    >>> law = Document("iri:w", "wet", "Gaswet", sections=articles)
    >>> [(one.iri, one.label, one.whole) for one in passage_documents([law])]
    [('iri:w#passage-1', 'artikel 1', 'iri:w'), ('iri:w#passage-2', 'artikel 2', 'iri:w')]
    """
    for document in documents:
        if len(document.sections) > 1:
            for number, section in enumerate(document.sections, 1):
                yield Document(
                    iri=f"{document.iri}#passage-{number}",
                    kind=document.kind,
                    label=section.heading,
                    texts=(section.text,),
                    whole=document.iri,
                    href=section.href,
                )


def best_passages(index: TermIndex, tree: Node, wholes: Sequence[str]) -> dict[str, tuple[PassageHit, ...]]:
    """Give for each of *wholes*, by its IRI, the passages in which most of what *tree* asks for stands.

    :param index: of passages
    """
    words = Loose(tuple(words_of(typed_of(tree))))
    asked = Compiler(index.documents_with, missing=ANY, all_parts=False).compile(words)
    if asked == NOTHING or not wholes:
        return {}
    belonging = any_of([Term(WHOLE, name_key(iri), 0.0) for iri in wholes])
    limit = _PER_PAGE * len(wholes)
    found: dict[str, list[PassageHit]] = defaultdict(list)
    sought = sought_in(tree)
    for row, _score in index.rank(Selection(AllOf((belonging, asked)), limit=limit)).rows:
        shown = index.shown(row)
        if len(found[shown["whole"]]) < PER_RESULT:
            text = " ".join(text for field, text in shown["passages"] if field == "texts")
            snippet = snippet_of(text, (), (), sought)
            found[shown["whole"]].append(PassageHit(shown["label"], snippet, shown["href"]))
    return {iri: tuple(hits) for iri, hits in found.items()}
