"""Gathers what the next edition will hold: the last accepted delivery of every source that still exists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.archive import BUILTIN, Archive, Delivery
from graph.ingest import Ingested, hash_delivery, ingest
from graph.source import (
    SOURCE_FILE,
    builtin_sources,
    list_sources,
    load_source,
    read_data_files,
    read_source_file,
)
from graph.source_model import Source
from graph.source_reader import parse_source
from ontology.errors import SourceFormatError, SourceNotFoundError


def source_folders(home: Path, builtin_folders: Sequence[Path] | None = None) -> dict[str, tuple[Path, bool]]:
    """Find every source by name; True marks one that comes with the program.

    :param builtin_folders: source folders to use in place of the built-in ones
    :raises SourceFormatError: if a partner's source has the name of a built-in one
    """
    builtin = builtin_sources() if builtin_folders is None else builtin_folders
    found = {folder.name: (folder, True) for folder in builtin}
    for folder in list_sources(home / "sources"):
        if folder.name in found:
            raise SourceFormatError(
                f'De bron "{folder.name}" is al ingebouwd. Geef de map in sources een andere naam.',
                folder.name,
            )
        found[folder.name] = (folder, False)
    return found


def find_source(home: Path, name: str, builtin_folders: Sequence[Path] | None = None) -> Path:
    """Find the folder of one source.

    :raises SourceNotFoundError: listing the sources there are
    """
    folders = source_folders(home, builtin_folders)
    if name not in folders:
        raise SourceNotFoundError(
            f'De bron "{name[:80]}" bestaat niet. Kies uit: {", ".join(sorted(folders))}, '
            f"of beschrijf een nieuwe in {home / 'sources' / 'NAAM' / SOURCE_FILE}."
        )
    return folders[name][0]


def accepted_deliveries(
    home: Path, archive: Archive, builtin_folders: Sequence[Path] | None = None
) -> Iterator[Delivery]:
    """Give the delivery in force of every source, by name; a partner that delivered nothing yet has none.

    :raises SourceError: if a built-in source is not whole
    """
    for name, (folder, is_builtin) in sorted(source_folders(home, builtin_folders).items()):
        delivery = accept_builtin(archive, folder) if is_builtin else archive.latest(name)
        if delivery is not None:
            yield delivery


def accept_builtin(archive: Archive, folder: Path) -> Delivery:
    """Archive what comes with the program, unless it is what came with it last time.

    A delivery that somebody loaded since stays in force until the program brings another.
    """
    source, source_file = load_source(folder), read_source_file(folder)
    files = read_data_files(source, folder)
    earlier = archive.deliveries(source.name)
    brought = [one for one in earlier if one.origin == BUILTIN]
    if brought and brought[-1].hash == hash_delivery(source_file, files):
        return earlier[-1]
    return archive.accept(source, source_file, files, BUILTIN)[0]


def sources_in_force(
    home: Path, archive: Archive, builtin_folders: Sequence[Path] | None = None
) -> dict[str, Source]:
    """Read the description of every source that the next edition will hold, without its data."""
    sources = {}
    for name, (folder, is_builtin) in sorted(source_folders(home, builtin_folders).items()):
        latest = archive.latest(name)
        if is_builtin:
            sources[name] = load_source(folder)
        elif latest is not None:
            sources[name] = parse_source(archive.read(latest.source_file), f"{name}/{SOURCE_FILE}")
    return sources


def ingest_delivery(archive: Archive, delivery: Delivery, base: str) -> Ingested:
    """Read a delivery back from the archive and turn it into named graphs."""
    source_file, files = archive.contents(delivery)
    source = parse_source(source_file, f"{delivery.source}/{SOURCE_FILE}")
    return ingest(source, files, delivery.hash, base)
