"""What an index knows of each document apart from its words: kind, facets, years, places and fixed order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from indexer.document import Document
from indexer.tag import Tag
from ontology.collation import sort_key
from ontology.errors import SearchIndexError
from ontology.kinds import KINDS

FILE: Final = "columns.json"
FACETS: Final = ("soort", "thema", "plaats", "jaar", "bron")
"""What a reader can narrow down by, in the order in which pages show them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document in a line; rows are numbered from 0 as documents are added, and keep their number.

    :param digest: of all that is indexed; the same digest means that nothing changed
    :param tags: facet to the values that the document has
    :param points: (latitude, longitude) in degrees
    :param gone: the document was withdrawn or replaced by a later row
    """

    iri: str
    kind: str
    label: str
    digest: str
    tags: Mapping[str, Sequence[str]]
    years: Sequence[int] = ()
    points: Sequence[tuple[float, float]] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class FacetLabel:
    """How a value of a facet is shown, and the value above it; *broader* is empty at the top."""

    label: str
    broader: str = ""


@dataclass
class Columns:
    """All rows, and the labels of the values of every facet."""

    rows: list[Row]
    labels: dict[str, dict[str, FacetLabel]]

    @classmethod
    def empty(cls) -> Columns:
        """Begin without documents."""
        return cls([], {facet: {} for facet in FACETS})

    def add(self, document: Document) -> int:
        """Add *document* as the last row and give its number."""
        tags = facet_tags(document)
        for facet, found in tags.items():
            for tag in found:
                self.labels[facet].setdefault(tag.value, FacetLabel(tag.label, tag.broader))
        self.rows.append(
            Row(
                iri=document.iri,
                kind=document.kind,
                label=document.label,
                digest=digest_of(document),
                tags={facet: tuple(tag.value for tag in found) for facet, found in tags.items()},
                years=document.years,
                points=document.points,
            )
        )
        return len(self.rows) - 1

    def withdraw(self, number: int) -> None:
        """Mark the row *number* as gone; it keeps its place."""
        self.rows[number] = replace(self.rows[number], gone=True)

    def order(self) -> list[int]:
        """Give per row its place in the order of kind, label and IRI: what breaks every tie."""
        kinds = {kind: at for at, kind in enumerate(KINDS)}
        keys = [(kinds[row.kind], sort_key(row.label), row.iri) for row in self.rows]
        order = [0] * len(keys)
        for place, number in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
            order[number] = place
        return order

    def write(self, folder: Path) -> None:
        """Write the columns into *folder*.

        :raises OSError: if the disk refuses
        """
        body = {
            "rows": [
                [r.iri, r.kind, r.label, r.digest, r.tags, r.years, r.points, r.gone] for r in self.rows
            ],
            "labels": {
                facet: {value: [shown.label, shown.broader] for value, shown in values.items()}
                for facet, values in self.labels.items()
            },
            "order": self.order(),
        }
        # A file of its own: what is there may be linked to the file of an earlier index.
        (folder / FILE).unlink(missing_ok=True)
        (folder / FILE).write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")


def load_columns(folder: Path) -> tuple[Columns, list[int]]:
    """Read what :meth:`Columns.write` wrote, with the order it had.

    :raises SearchIndexError: if the file is not there or damaged
    """
    try:
        body = json.loads((folder / FILE).read_text(encoding="utf-8"))
        rows = [Row(*cells) for cells in body["rows"]]
        labels = {
            facet: {value: FacetLabel(*shown) for value, shown in body["labels"][facet].items()}
            for facet in FACETS
        }
        return Columns(rows, labels), body["order"]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as exc:
        raise SearchIndexError(
            f'Geen leesbare zoekindex in {folder}: {FILE} ({exc}). Draai "gemeengoed build".'
        ) from exc


def facet_tags(document: Document) -> dict[str, tuple[Tag, ...]]:
    """Give per facet the values that a reader can choose to find *document*.

    >>> document = Document("iri:1", "wet", "Gaswet", years=(2000,))
    >>> [tag.value for tag in facet_tags(document)["jaar"]]
    ['2000']
    """
    kind = KINDS[document.kind]
    found: Mapping[str, Iterable[Tag]] = {
        "soort": (Tag(kind.key, kind.plural),),
        "thema": document.themes,
        "plaats": document.places,
        "jaar": (Tag(str(year), str(year)) for year in document.years),
        "bron": document.sources,
    }
    return {facet: tuple(found[facet]) for facet in FACETS}


def digest_of(document: Document) -> str:
    """Give a short fingerprint of all that is indexed of *document*.

    >>> digest_of(Document("iri:1", "wet", "Gaswet")) == digest_of(Document("iri:1", "wet", "Gaswet"))
    True
    """
    said: dict[str, Any] = asdict(document)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
