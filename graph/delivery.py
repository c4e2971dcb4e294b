"""Takes in one file of a partner: checked whole first, then archived, never half."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rdflib import Graph

from graph.archive import Archive, open_archive
from graph.checks import check_delivery, context_in, context_of, may_relate_themes
from graph.edition import published_edition
from graph.gather import find_source, ingest_delivery, sources_in_force
from graph.ingest import Ingested, hash_delivery, ingest, ingest_folder
from graph.provenance import check_documents
from graph.source import data_path, load_source, read_source_file
from graph.source_model import Source
from graph.source_reader import ONTOLOGY_PREFIX
from graph.store import open_store
from graph.validate import Finding
from ontology.errors import NoEditionError, SourceFormatError, SourceNotFoundError
from ontology.iris import DEFAULT_BASE

ACCEPTED = "aangenomen"
UNCHANGED = "ongewijzigd"


@dataclass(frozen=True)
class DeliveryReport:
    """What came of a delivery: status (:data:`ACCEPTED`, :data:`UNCHANGED`), size and warnings."""

    source: str
    file: str
    status: str
    serial: int
    records: int
    statements: int
    counts: Mapping[str, int]
    warnings: tuple[Finding, ...]
    missing_files: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """True if this is what was delivered last."""
        return self.status == UNCHANGED


def load_delivery(home: Path, file: Path, source_name: str, *, base: str = DEFAULT_BASE) -> DeliveryReport:
    """Check *file* as a delivery of *source_name*, and archive it if it is good.

    Loading publishes nothing; the next edition that is built will hold it. The
    other files of a source with several are those of its last delivery.

    :raises SourceError: if anything is wrong; then nothing of it was archived
    """
    archive = open_archive(home)
    folder = find_source(home, source_name)
    source, source_file = load_source(folder), read_source_file(folder)
    files = _earlier_files(archive, source, folder) | {_entry_file(source, file): _read(file)}
    ingested = ingest(source, files, hash_delivery(source_file, files), base)
    check_documents((sources_in_force(home, archive) | {source.name: source}).values())
    counts, findings = check_delivery(archive, ingested, _context(home, archive, source.name, base))
    delivery, is_new = archive.accept(source, source_file, files, file.name)
    return DeliveryReport(
        source=source.name,
        file=file.name,
        status=ACCEPTED if is_new else UNCHANGED,
        serial=delivery.serial,
        records=len(ingested.places),
        statements=sum(len(one.graph) for one in ingested.graphs),
        counts={one.class_curie: one.found for one in counts},
        warnings=tuple(findings),
        missing_files=tuple(name for name in source.file_names() if name not in files),
    )


def _entry_file(source: Source, file: Path) -> str:
    """Tell which file of *source* is delivered: its only one, or the one that *file* is named after."""
    names = source.file_names()
    by_base_name = {PurePosixPath(name.removeprefix(ONTOLOGY_PREFIX)).name: name for name in names}
    if file.name in by_base_name:
        return by_base_name[file.name]
    same_kind = PurePosixPath(names[0]).suffix.lower() == file.suffix.lower()
    if len(names) == 1 and same_kind:
        return names[0]
    raise SourceFormatError(
        f'De bron "{source.name}" kent geen bestand "{file.name}". Noem het: {", ".join(by_base_name)}.',
        source.name,
    )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as exc:
        raise SourceNotFoundError(
            f'Het bestand "{file}" kan niet worden gelezen ({exc.strerror}). Controleer het pad.'
        ) from exc


def _earlier_files(archive: Archive, source: Source, folder: Path) -> dict[str, bytes]:
    """Read the files delivered before, else those in the folder; a file in neither is missing for now."""
    latest = archive.latest(source.name)
    earlier = archive.contents(latest)[1] if latest else {}
    files = {}
    for name in source.file_names():
        path = data_path(name, folder)
        if name in earlier:
            files[name] = earlier[name]
        elif path.is_file():
            files[name] = _read(path)
    return files


def _context(home: Path, archive: Archive, source: str, base: str) -> Graph:
    """Collect what others say: from the published edition, or, before there is one, from their deliveries."""
    try:
        edition = published_edition(home)
    except NoEditionError:
        edition = None
    if edition is not None and edition.base == base:
        with open_store(f"oxigraph:{edition.graph_path}") as store:
            return context_in(store, source)
    return context_of(
        _as_it_is(home, archive, name, base)
        for name, other in sources_in_force(home, archive).items()
        if name != source and may_relate_themes(other)
    )


def _as_it_is(home: Path, archive: Archive, name: str, base: str) -> Ingested:
    latest = archive.latest(name)
    return ingest_delivery(archive, latest, base) if latest else ingest_folder(find_source(home, name), base)
