"""Keeps every delivery as it was received, by hash, so that everything else can be built again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graph.durable import write_durably
from graph.ingest import hash_delivery
from graph.lock import short_lock
from graph.source_model import Source
from ontology.errors import ArchiveError

BUILTIN: Final = "ingebouwd"
"""What a record says of where a delivery came from, when it came with the program."""


@dataclass(frozen=True)
class Delivery:
    """The record of one accepted delivery; *files* gives the SHA-256 of each file by its name."""

    source: str
    serial: int
    hash: str
    source_file: str
    files: Mapping[str, str]
    received: str
    origin: str
    publisher: str
    license: str

    def summary(self, iri: str, title: str) -> dict[str, str]:
        """Give the line about this delivery in the record of an edition."""
        return {
            "source": self.source,
            "title": title,
            "iri": iri,
            "hash": self.hash,
            "received": self.received,
            "origin": self.origin,
        }


@dataclass(frozen=True)
class Archive:
    """The folder of received files and of records of deliveries."""

    folder: Path

    def store(self, data: bytes) -> str:
        """Keep *data* unaltered and give its SHA-256; the same bytes again change nothing.

        :raises ArchiveError: if the disk refuses
        """
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        try:
            if not path.exists():
                write_durably(path, data)
        except OSError as exc:
            raise _refused(exc) from exc
        return digest

    def read(self, digest: str) -> bytes:
        """Read what was kept under *digest*.

        :raises ArchiveError: if it is gone or no longer what was received
        """
        path = self._path(digest)
        try:
            data = path.read_bytes()
        except OSError as exc:
            raise ArchiveError(
                f"{path} is onleesbaar ({exc.strerror}). Lever de bron opnieuw aan met gemeengoed load."
            ) from exc
        if hashlib.sha256(data).hexdigest() != digest:
            raise ArchiveError(f"{path} is veranderd sinds de ontvangst. Zet het terug van een reservekopie.")
        return data

    def accept(
        self, source: Source, source_file: bytes, files: Mapping[str, bytes], origin: str
    ) -> tuple[Delivery, bool]:
        """Keep a delivery that was found good, and tell whether it is new.

        A delivery equal to the last one of its source is not recorded again.

        :raises ArchiveError: if the disk refuses; then no record was made
        """
        digest = hash_delivery(source_file, files)
        kept = self.store(source_file)
        hashes = {name: self.store(data) for name, data in files.items()}
        try:
            with short_lock(self.folder / "lock"):
                last = self.latest(source.name)
                if last is not None and last.hash == digest:
                    return last, False
                delivery = Delivery(
                    source=source.name,
                    serial=last.serial + 1 if last else 1,
                    hash=digest,
                    source_file=kept,
                    files=hashes,
                    received=datetime.now(UTC).isoformat(timespec="seconds"),
                    origin=origin,
                    publisher=source.publisher,
                    license=source.license or source.license_note,
                )
                text = json.dumps(asdict(delivery), ensure_ascii=False, indent=1)
                write_durably(self._records(source.name) / f"{delivery.serial}.json", text.encode())
        except OSError as exc:
            raise _refused(exc) from exc
        return delivery, True

    def latest(self, source: str) -> Delivery | None:
        """Give the last accepted delivery of a source."""
        return next(reversed(self.deliveries(source)), None)

    def deliveries(self, source: str) -> tuple[Delivery, ...]:
        """List the accepted deliveries of a source, oldest first.

        :raises ArchiveError: if a record cannot be read
        """
        records = (path for path in self._records(source).glob("*.json") if path.stem.isdecimal())
        return tuple(_read_record(path) for path in sorted(records, key=lambda path: int(path.stem)))

    def contents(self, delivery: Delivery) -> tuple[bytes, dict[str, bytes]]:
        """Read a delivery back: the bytes of ``source.toml`` and of each data file.

        :raises ArchiveError: if one of them is gone or altered
        """
        return self.read(delivery.source_file), {name: self.read(one) for name, one in delivery.files.items()}

    def was_checked(self, delivery_hash: str, rules_hash: str) -> bool:
        """Tell whether a delivery with this hash passed these rules before."""
        return self._passed(delivery_hash, rules_hash).exists()

    def mark_checked(self, delivery_hash: str, rules_hash: str) -> None:
        """Remember that a delivery passed these rules; given by hash, neither can change later."""
        try:
            write_durably(self._passed(delivery_hash, rules_hash), b"")
        except OSError as exc:
            raise _refused(exc) from exc

    def _path(self, digest: str) -> Path:
        return self.folder / "sha256" / digest[:2] / digest

    def _records(self, source: str) -> Path:
        return self.folder / "deliveries" / source

    def _passed(self, delivery_hash: str, rules_hash: str) -> Path:
        return self.folder / "checked" / f"{delivery_hash}-{rules_hash[:12]}"


def open_archive(home: Path) -> Archive:
    """Open the archive of a home; the folder is made by the first thing kept in it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as home:
    ...     archive = open_archive(Path(home))
    ...     archive.read(archive.store(b"naam"))
    b'naam'
    """
    return Archive(home / "archive")


def _read_record(path: Path) -> Delivery:
    try:
        return Delivery(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as exc:
        raise ArchiveError(
            f"{path} is geen leesbare levering ({exc}). Zet het terug van een reservekopie."
        ) from exc


def _refused(exc: OSError) -> ArchiveError:
    return ArchiveError(
        f"Het archief kan niet worden geschreven ({exc.strerror}). Maak schijfruimte vrij en probeer opnieuw."
    )
