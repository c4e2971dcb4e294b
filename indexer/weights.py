"""How much a word counts by where it stands: the passages of a document with the weight of their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.analysis.chain import name_key
from indexer.document import Document


@dataclass(frozen=True, slots=True)
class FieldWeight:
    """One field of BM25F.

    :param weight: what one word counts in a field of typical length; a word of plain text counts 1
    :param typical_words: length at which a field is neither long nor short
    :param length_penalty: BM25's b for this field, 0 (length does not matter) to 1
    :param alternatives: each text is another name of the same, so a word in three of them counts once
    """

    weight: float
    typical_words: int
    length_penalty: float
    alternatives: bool = False


# Typical lengths are fixed, not averages of the edition: 2,600 villages without any text make every text
# long, and a new segment must weigh its words as the old ones did.
FIELD_WEIGHTS: Final = {
    "label": FieldWeight(8.0, 3, 0.4),
    "names": FieldWeight(5.0, 3, 0.4, alternatives=True),
    "hidden_names": FieldWeight(3.0, 3, 0.4, alternatives=True),
    "types": FieldWeight(3.0, 4, 0.3),
    "subtitle": FieldWeight(2.0, 6, 0.3),
    "description": FieldWeight(2.0, 40, 0.5),
    # With b 0.5 instead of 0.75 questions on short answers lose 0.013 nDCG@10, those on law gain 0.014.
    "texts": FieldWeight(1.0, 60, 0.75),
    "neighbours": FieldWeight(1.0, 30, 0.6),
    "mentions": FieldWeight(0.8, 10, 0.6),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the weight of its *field*; how its words are counted is the engine's affair."""

    field: str
    text: str


def passages_of(document: Document) -> Iterator[Passage]:
    """Give all texts of *document* in which a word is sought when no field is named.

    A name of several words is given joined as well, so that "oranjefonds" finds Oranje Fonds beside other
    words too.

    >>> document = Document(iri="https://example.org/1", kind="organisatie", label="Oranje Fonds")
    >>> [(p.field, p.text) for p in passages_of(document)]
    [('label', 'Oranje Fonds'), ('names', 'oranjefonds')]
    """
    yield Passage("label", document.label)
    for name in document.names:
        yield Passage("names", name)
    for joined in dict.fromkeys(
        name_key(name) for name in (document.label, *document.names) if _is_short(name)
    ):
        yield Passage("names", joined)
    for name in document.hidden_names:
        yield Passage("hidden_names", name)
    yield from (Passage("types", name) for name in document.types)
    if document.subtitle:
        yield Passage("subtitle", document.subtitle)
    if document.description:
        yield Passage("description", document.description)
    yield from (Passage("texts", text) for text in document.texts)
    yield from (Passage("neighbours", name) for name in document.neighbours)
    yield from (Passage("mentions", name) for name in document.mentions)


def word_weight(field: str, words: int) -> float:
    """Give what one word counts in a *field* that is *words* long in this document.

    >>> word_weight("texts", 60) > word_weight("texts", 600)
    True
    """
    rule = FIELD_WEIGHTS[field]
    return rule.weight / (1 - rule.length_penalty + rule.length_penalty * words / rule.typical_words)


def _is_short(name: str) -> bool:
    """Two or three words are sometimes written as one, seven never."""
    return name.count(" ") + name.count("-") in {1, 2}
