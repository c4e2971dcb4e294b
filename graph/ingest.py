"""Turns one delivery into named graphs, all or nothing: one per document and certainty."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef

from graph.csv_mapping import map_rows, used_columns
from graph.csv_table import CsvTable, read_table
from graph.rdf_files import Triple, parse_rdf
from graph.skolem import skolemise
from graph.source import SOURCE_FILE, load_source, read_data_files, read_source_file
from graph.source_model import DataEntry, Source
from graph.source_reader import CERTAINTIES
from graph.store.interface import Node
from ontology.errors import SourceFormatError
from ontology.iris import DEFAULT_BASE, mint_iri, rebase


@dataclass(frozen=True)
class NamedGraph:
    """The statements of one document with one certainty in one delivery."""

    iri: str
    document: str
    certainty: str
    graph: Graph


@dataclass(frozen=True)
class Ingested:
    """What a delivery says; *places* tells of each subject in which file, and on which line, it stands."""

    source: Source
    delivery_iri: str
    delivery_hash: str
    graphs: tuple[NamedGraph, ...]
    places: Mapping[str, str]

    def merged(self) -> Graph:
        """Put the statements of all graphs together."""
        merged = Graph(bind_namespaces="none")
        for one in self.graphs:
            merged += one.graph
        return merged


@dataclass(frozen=True)
class _Statement:
    document: str
    certainty: str
    triple: Triple
    place: str


def ingest_folder(folder: Path, base: str = DEFAULT_BASE) -> Ingested:
    """Ingest a source folder as it lies there, without archiving it.

    >>> from graph.source import BUILTIN_FOLDER
    >>> sorted({one.certainty for one in ingest_folder(BUILTIN_FOLDER / "wdhs").graphs})
    ['afgeleid', 'gesteld', 'verwacht']

    :raises SourceError: if anything about the source is wrong; the message says where
    """
    source = load_source(folder)
    files = read_data_files(source, folder)
    return ingest(source, files, hash_delivery(read_source_file(folder), files), base)


def hash_delivery(source_file: bytes, files: Mapping[str, bytes]) -> str:
    """Compute the SHA-256 of a delivery: ``source.toml`` and the data files by name.

    >>> hash_delivery(b"", {})[:12]
    '28038ae6a96e'
    """
    digest = hashlib.sha256()
    for name, data in [(SOURCE_FILE, source_file), *sorted(files.items())]:
        digest.update(f"{len(name.encode())}:{name}{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def ingest(
    source: Source, files: Mapping[str, bytes], delivery_hash: str, base: str = DEFAULT_BASE
) -> Ingested:
    """Turn the files of a delivery into named graphs under *base*.

    A file that *source* names and *files* lacks is not part of the delivery.

    :raises SourceFormatError: if one row, term or value of one file is wrong
    """
    delivery_iri = mint_iri("levering", f"{source.name}-{delivery_hash[:12]}", base)
    by_graph: dict[tuple[str, str], Graph] = {}
    places: dict[str, str] = {}
    for statement in _statements(source, files, base):
        key = (statement.document, statement.certainty)
        if key not in by_graph:
            by_graph[key] = Graph(bind_namespaces="none")
        triple = _rebased(statement.triple, base)
        by_graph[key].add(triple)
        places.setdefault(str(triple[0]), statement.place)
    if set(source.file_names()) <= set(files):
        _check_used(source, by_graph)
    graphs = tuple(
        NamedGraph(f"{delivery_iri}#{document}-{certainty}", document, certainty, graph)
        for (document, certainty), graph in sorted(by_graph.items(), key=lambda item: item[0])
    )
    return Ingested(source, delivery_iri, delivery_hash, graphs, places)


def _statements(source: Source, files: Mapping[str, bytes], base: str) -> Iterator[_Statement]:
    tables: dict[tuple[str, str, str], CsvTable] = {}
    for entry in source.data:
        if entry.file not in files:
            continue
        if entry.csv is None:
            yield from _rdf_statements(entry, files[entry.file], base)
            continue
        key = (entry.file, entry.csv.encoding, entry.csv.delimiter)
        if key not in tables:
            tables[key] = read_table(files[entry.file], *key)
        yield from _csv_statements(source, entry, tables[key])
    for (file, _, _), table in tables.items():
        _check_columns(source.data, file, table)


def _rdf_statements(entry: DataEntry, data: bytes, base: str) -> Iterator[_Statement]:
    for triple in skolemise(parse_rdf(data, entry.file), base):
        yield _Statement(entry.document, entry.certainty, triple, entry.file)


def _csv_statements(source: Source, entry: DataEntry, table: CsvTable) -> Iterator[_Statement]:
    for row in map_rows(table, entry):
        place = f"{table.name}, regel {row.line}"
        if source.document(row.document) is None:
            known = ", ".join(document.ref for document in source.documents)
            raise SourceFormatError(f'Het document "{row.document}" bestaat niet. Kies uit: {known}.', place)
        if row.certainty not in CERTAINTIES:
            known = ", ".join(CERTAINTIES)
            raise SourceFormatError(f'De zekerheid "{row.certainty}" is onbekend. Kies uit: {known}.', place)
        for prop, value in row.statements:
            yield _Statement(row.document, row.certainty, (row.subject, prop, value), place)


def _check_columns(entries: Iterable[DataEntry], file: str, table: CsvTable) -> None:
    used = {name for entry in entries if entry.file == file for name in used_columns(entry)}
    for column in table.header:
        if column not in used:
            raise SourceFormatError(
                f'De kolom "{column}" komt in geen [[data]] van dit bestand voor. '
                'Gebruik haar of zet haar in "ignore".',
                file,
            )


def _check_used(source: Source, by_graph: Mapping[tuple[str, str], Graph]) -> None:
    said = {document for document, _ in by_graph}
    for document in source.documents:
        if document.ref not in said:
            raise SourceFormatError(
                f'Het document "{document.ref}" geeft geen uitspraken. Verwijder het of lever de rijen.',
                SOURCE_FILE,
            )


def _rebased(triple: Triple, base: str) -> tuple[URIRef, URIRef, Node]:
    subject, predicate, value = triple
    moved = URIRef(rebase(value, base)) if isinstance(value, URIRef) else value
    return URIRef(rebase(str(subject), base)), URIRef(rebase(predicate, base)), moved
