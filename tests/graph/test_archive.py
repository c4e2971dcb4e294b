from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.archive import BUILTIN, Archive, open_archive
from graph.gather import accept_builtin, accepted_deliveries, find_source, ingest_delivery, source_folders
from graph.source import load_source, read_data_files, read_source_file
from ontology.errors import ArchiveError, SourceFormatError, SourceNotFoundError


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return open_archive(tmp_path / "home")


def deliver(archive: Archive, folder: Path, origin: str = "leden.csv"):
    source = load_source(folder)
    return archive.accept(source, read_source_file(folder), read_data_files(source, folder), origin)


def every_file(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_bytes_come_back_as_they_were_received(archive: Archive, write_source) -> None:
    raw = b"\xef\xbb\xbfnaam,jaar\r\nDe Warren ,2016\r\n"
    folder = write_source(files={"leden.csv": raw})
    delivery, _ = deliver(archive, folder)
    assert archive.contents(delivery) == (read_source_file(folder), {"leden.csv": raw})


def test_a_record_says_who_what_when_and_from_where(archive: Archive, write_source) -> None:
    delivery, is_new = deliver(archive, write_source())
    assert is_new
    assert archive.deliveries("proef") == (delivery,)
    record = json.loads((archive.folder / "deliveries" / "proef" / "1.json").read_text("utf-8"))
    assert record.pop("received").endswith("+00:00")
    assert record.pop("hash") == delivery.hash
    assert record.pop("source_file") == delivery.source_file
    assert record.pop("files") == delivery.files
    assert record == {
        "source": "proef",
        "serial": 1,
        "origin": "leden.csv",
        "publisher": "Vereniging Proef",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_the_same_delivery_again_changes_nothing(archive: Archive, write_source) -> None:
    folder = write_source()
    first, _ = deliver(archive, folder)
    before = every_file(archive.folder)
    assert deliver(archive, folder) == (first, False)
    assert every_file(archive.folder) == before


def test_a_changed_delivery_gets_the_next_number_and_the_old_one_stays(
    archive: Archive, write_source
) -> None:
    first, _ = deliver(archive, write_source())
    second, is_new = deliver(archive, write_source(files={"leden.csv": "naam,jaar\nVrijcoop,\n"}))
    assert (second.serial, is_new) == (2, True)
    assert archive.latest("proef") == second
    assert archive.contents(first)[1] == {"leden.csv": b"naam,jaar\nDe Warren,2016\n"}


def test_what_was_delivered_before_the_last_is_a_new_delivery_again(archive: Archive, write_source) -> None:
    first, _ = deliver(archive, write_source())
    deliver(archive, write_source(files={"leden.csv": "naam,jaar\nVrijcoop,\n"}))
    third, is_new = deliver(archive, write_source())
    assert (third.serial, third.hash, is_new) == (3, first.hash, True)


def test_numbers_are_not_sorted_as_text(archive: Archive, write_source) -> None:
    for year in range(2000, 2011):
        deliver(archive, write_source(files={"leden.csv": f"naam,jaar\nA,{year}\n"}))
    assert archive.latest("proef").serial == 11


def test_altered_bytes_are_noticed(archive: Archive) -> None:
    digest = archive.store(b"zoals ontvangen")
    (archive.folder / "sha256" / digest[:2] / digest).write_bytes(b"anders")
    with pytest.raises(ArchiveError, match="is veranderd sinds de ontvangst"):
        archive.read(digest)


def test_bytes_that_are_gone_are_named(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="is onleesbaar"):
        archive.read("0" * 64)


def test_a_broken_record_is_named(archive: Archive, write_source) -> None:
    deliver(archive, write_source())
    path = archive.folder / "deliveries" / "proef" / "1.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"1\.json is geen leesbare levering"):
        archive.latest("proef")


def test_an_archive_that_cannot_be_written_is_one_clear_error(tmp_path: Path, write_source) -> None:
    (tmp_path / "home").write_text("een bestand waar een map hoort")
    with pytest.raises(ArchiveError, match="Het archief kan niet worden geschreven"):
        deliver(open_archive(tmp_path / "home"), write_source())


def test_what_came_with_the_program_is_archived_once(archive: Archive, write_source) -> None:
    folder = write_source()
    first = accept_builtin(archive, folder)
    assert first.origin == BUILTIN
    assert accept_builtin(archive, folder) == first


def test_a_loaded_delivery_stays_in_force_until_the_program_brings_another(
    archive, write_source, tmp_path
) -> None:
    built_in = write_source()
    accept_builtin(archive, built_in)
    loaded, _ = deliver(archive, write_source(under=tmp_path, files={"leden.csv": "naam,jaar\nVrijcoop,\n"}))
    assert accept_builtin(archive, built_in) == loaded
    write_source(files={"leden.csv": "naam,jaar\nDe Warren,2017\n"})
    assert (accept_builtin(archive, built_in).serial, accept_builtin(archive, built_in).origin) == (
        3,
        BUILTIN,
    )


def test_sources_are_found_by_name(tmp_path: Path, write_source) -> None:
    home = tmp_path / "home"
    built_in, partner = write_source("eigen"), write_source("buurt", under=home / "sources")
    assert source_folders(home, [built_in]) == {"eigen": (built_in, True), "buurt": (partner, False)}
    assert find_source(home, "buurt", [built_in]) == partner
    with pytest.raises(SourceNotFoundError, match=r'De bron "wijk" bestaat niet\. Kies uit: buurt, eigen, '):
        find_source(home, "wijk", [built_in])


def test_a_partner_cannot_take_the_name_of_a_built_in_source(tmp_path: Path, write_source) -> None:
    write_source("eigen", under=tmp_path / "home" / "sources")
    with pytest.raises(SourceFormatError, match='De bron "eigen" is al ingebouwd'):
        source_folders(tmp_path / "home", [write_source("eigen")])


def test_a_source_of_which_the_folder_is_gone_is_left_out(archive, write_source, tmp_path) -> None:
    home = tmp_path / "home"
    partner = write_source("buurt", under=home / "sources")
    deliver(archive, partner)
    assert [one.source for one in accepted_deliveries(home, archive, [])] == ["buurt"]
    (partner / "source.toml").unlink()
    assert list(accepted_deliveries(home, archive, [])) == []


def test_a_delivery_says_the_same_after_the_archive(archive: Archive, write_source) -> None:
    delivery, _ = deliver(archive, write_source())
    write_source(files={"leden.csv": "naam,jaar\nIets anders,\n"})
    ingested = ingest_delivery(archive, delivery, "https://x.nl")
    assert set(ingested.places) == {"https://x.nl/id/organisatie/de-warren"}
