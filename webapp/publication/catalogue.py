"""What there is to say about an edition and its sources as data sets, read once and worded in two ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef

from graph.dump_files import SUFFIXES
from graph.dumps import Dump
from graph.edition import Edition
from graph.edition_names import WHOLE
from graph.provenance import REGISTER_REF
from graph.store.interface import DEFAULT_GRAPH, GraphStore, Row
from ontology.iris import mint_iri
from ontology.kinds import kind_of
from ontology.terms import DCT, SCHEMA
from webapp.page_queries import page_query

# The European data themes, which DCAT-AP-NL asks for, by what a source describes; else it is about society.
_THEMES: Final = {
    "wet": "JUST",
    "artikel": "JUST",
    "gemeente": "REGI",
    "provincie": "REGI",
    "plaats": "REGI",
}
SOCIETY: Final = "SOCI"
ALL_THEMES: Final = (SOCIETY, "GOVE", "JUST", "REGI")
DESCRIPTION: Final = (
    "Wat bekend is over organisaties, doelen, wetten, plaatsen en initiatieven van lokale gemeenschappen in "
    "Nederland, als gekoppelde gegevens. Bij elke uitspraak staat uit welke bron zij komt. "
    "De licentie verschilt per bron."
)
LICENCE_DIFFERS: Final = "De licentie verschilt per bron: zie de beschrijving van elke bron."


@dataclass(frozen=True)
class FileFacts:
    """One file of a data set; *size* in bytes and *sha256* are only known once it is made."""

    name: str
    address: str
    suffix: str
    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True)
class DatasetFacts:
    """One data set: an edition, or a source in it."""

    iri: str
    identifier: str
    title: str
    description: str
    publisher: str
    licence: str
    """The IRI of the licence; empty where the source states none."""
    rights: str
    """What is known of the rights besides, or instead."""
    issued: str
    """ISO moment."""
    themes: tuple[str, ...]
    """Codes of European data themes."""
    documents: tuple[str, ...]
    """IRIs of the documents it was taken from."""
    files: tuple[FileFacts, ...]


@dataclass(frozen=True)
class Catalogue:
    """An edition with its sources."""

    base: str
    version: str
    whole: DatasetFacts
    sources: tuple[DatasetFacts, ...]


@dataclass(frozen=True)
class Deliveries:
    """What the graph says of its deliveries; the same as long as the edition is open."""

    publisher: str
    rows: tuple[Row, ...]
    content: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    """By the IRI of a delivery its documents and its themes."""


def read_deliveries(store: GraphStore, base: str) -> Deliveries:
    """Read what an edition says of its deliveries."""
    register = URIRef(mint_iri("bron", REGISTER_REF, base))
    publishers = [str(quad[2]) for quad in store.quads(register, DCT.publisher, None, DEFAULT_GRAPH)]
    rows = {str(row["delivery"]): row for row in store.select(page_query("catalogus"))}
    return Deliveries(
        publisher=min(publishers, default="Gemeengoed"),
        rows=tuple(rows.values()),
        content=_content(store.select(page_query("catalogus_inhoud"))),
    )


def read_catalogue(
    edition: Edition, deliveries: Deliveries, dumps: Mapping[str, Dump], address_of: Callable[[str], str]
) -> Catalogue:
    """Put together what there is to say of *edition*.

    :param dumps: its dumps by name, as far as they are made
    :param address_of: from the name of a dump to where it is had
    """

    def files(stem: str) -> tuple[FileFacts, ...]:
        names = [(suffix, f"{stem}.{suffix}.gz") for suffix in SUFFIXES]
        made = [(suffix, name, dumps.get(name)) for suffix, name in names]
        return tuple(
            FileFacts(name, address_of(name), suffix, dump.size, dump.sha256)
            if dump
            else FileFacts(name, address_of(name), suffix)
            for suffix, name, dump in made
        )

    stems = {one["iri"]: one["source"] for one in edition.deliveries if "iri" in one}
    return Catalogue(
        base=edition.base,
        version=edition.name,
        whole=_whole(edition, deliveries, files(WHOLE)),
        sources=tuple(
            _source(row, deliveries, files(stems[str(row["delivery"])]))
            for row in deliveries.rows
            if str(row["delivery"]) in stems
        ),
    )


def _whole(edition: Edition, deliveries: Deliveries, files: tuple[FileFacts, ...]) -> DatasetFacts:
    iri = mint_iri("editie", edition.name, edition.base)
    return DatasetFacts(
        iri=iri,
        identifier=iri,
        title=f"Gemeengoed, editie {edition.name}",
        description=DESCRIPTION,
        publisher=deliveries.publisher,
        licence="",
        rights=LICENCE_DIFFERS,
        issued=edition.created.isoformat(timespec="seconds"),
        themes=ALL_THEMES,
        documents=(),
        files=files,
    )


def _source(row: Row, deliveries: Deliveries, files: tuple[FileFacts, ...]) -> DatasetFacts:
    documents, themes = deliveries.content.get(str(row["delivery"]), ((), (SOCIETY,)))
    title, received = str(row["title"]), str(row["received"])
    count = f"{len(documents)} documenten" if len(documents) != 1 else "één document"
    return DatasetFacts(
        iri=str(row["delivery"]),
        identifier=str(row["identifier"]),
        title=title,
        description=f"{title}. Uit {count}, aan Gemeengoed geleverd op {received[:10]}.",
        publisher=str(row["publisher"]),
        licence=str(row.get("licence", "")),
        rights=str(row.get("rights", "")),
        issued=received,
        themes=themes,
        documents=documents,
        files=files,
    )


def _content(rows: Iterable[Row]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    documents: dict[str, set[str]] = {}
    themes: dict[str, set[str]] = {}
    for row in rows:
        delivery = str(row["delivery"])
        documents.setdefault(delivery, set()).add(str(row["document"]))
        described = row.get("type")
        kind = "wet" if described == SCHEMA.Legislation else kind_of([str(described)])
        if kind is not None:
            themes.setdefault(delivery, set()).add(_THEMES.get(kind, SOCIETY))
    return {
        delivery: (tuple(sorted(found)), tuple(sorted(themes.get(delivery, {SOCIETY}))))
        for delivery, found in documents.items()
    }
