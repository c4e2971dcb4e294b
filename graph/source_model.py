"""Says what a source is: who gives it, which documents it quotes, and how its files become statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One document that statements come from; it becomes a ``gg:Bron``."""

    ref: str
    title: str
    url: str
    date: str
    date_note: str
    retrieved: str
    publisher: str
    license: str
    license_note: str


@dataclass(frozen=True)
class Column:
    """How one column becomes one statement: a literal, or an IRI when *iri* holds a template."""

    column: str
    property: str
    lang: str = ""
    datatype: str = ""
    split: str = ""
    iri: str = ""


@dataclass(frozen=True)
class Constant:
    """A statement that every row gets; *iri* and *value* may hold columns between braces."""

    property: str
    iri: str = ""
    value: str = ""
    lang: str = ""
    datatype: str = ""


@dataclass(frozen=True)
class CsvMapping:
    """How the rows of one CSV file become things."""

    encoding: str
    delimiter: str
    subject: str
    types: tuple[str, ...]
    require: tuple[str, ...]
    where: Mapping[str, str]
    where_set: tuple[str, ...]
    ignore: tuple[str, ...]
    columns: tuple[Column, ...]
    constants: tuple[Constant, ...]


@dataclass(frozen=True)
class DataEntry:
    """One ``[[data]]`` of a source: a file, its document and its certainty; *csv* is None for RDF.

    ``document`` and ``certainty`` may name a column between braces when the file is a CSV.
    """

    file: str
    document: str
    certainty: str
    csv: CsvMapping | None
    place: str


@dataclass(frozen=True)
class ExpectedCount:
    """How many things of one class a delivery holds, at least and at most."""

    class_curie: str
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Source:
    """A source as its ``source.toml`` describes it."""

    name: str
    title: str
    publisher: str
    contact: str
    license: str
    license_note: str
    received: str
    show: bool
    documents: tuple[Document, ...]
    data: tuple[DataEntry, ...]
    counts: tuple[ExpectedCount, ...]

    def document(self, ref: str) -> Document | None:
        """Find a document by its reference."""
        return next((one for one in self.documents if one.ref == ref), None)

    def file_names(self) -> tuple[str, ...]:
        """Name the data files, each once, in the order of ``source.toml``."""
        return tuple(dict.fromkeys(entry.file for entry in self.data))
