"""An edition that this code can serve is kept; anything else means that one must be built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.edition import newest_edition
from indexer.readiness import earlier_index, needs_build
from ontology.iris import DEFAULT_BASE


def test_a_published_edition_is_served_as_it_is(builtin_home: Path) -> None:
    assert not needs_build(builtin_home, DEFAULT_BASE)


def test_who_has_no_edition_needs_one(tmp_path: Path) -> None:
    assert needs_build(tmp_path, DEFAULT_BASE)


def test_who_moved_to_another_base_needs_one(builtin_home: Path) -> None:
    assert needs_build(builtin_home, "https://graaf.example")


def test_an_index_that_this_version_does_not_read_is_built_anew(copied_home: Path) -> None:
    record = copied_home / "published" / "index" / "index.json"
    record.write_text(json.dumps({**json.loads(record.read_text("utf-8")), "format": 0}), encoding="utf-8")
    assert needs_build(copied_home, DEFAULT_BASE)


def test_a_damaged_index_is_built_anew(copied_home: Path) -> None:
    segment = max((copied_home / "published" / "index").iterdir(), key=lambda file: file.stat().st_size)
    segment.write_bytes(segment.read_bytes()[:100])
    assert needs_build(copied_home, DEFAULT_BASE)


def test_a_new_edition_starts_from_the_index_of_the_newest_if_it_fits(
    builtin_home: Path, copied_home: Path, tmp_path: Path
) -> None:
    assert earlier_index(builtin_home, "whoosh") == newest_edition(builtin_home).index_path
    assert earlier_index(tmp_path, "whoosh") is None
    assert earlier_index(builtin_home, "tantivy") is None
    record = newest_edition(copied_home).index_path / "index.json"
    record.write_text(json.dumps({**json.loads(record.read_text("utf-8")), "chain": "0"}), encoding="utf-8")
    assert earlier_index(copied_home, "whoosh") is None


def test_the_index_of_another_engine_is_built_anew(builtin_home: Path) -> None:
    pytest.importorskip("tantivy", reason='tantivy is not installed: pip install "gemeengoed[tantivy]"')
    assert needs_build(builtin_home, DEFAULT_BASE, "tantivy")
