"""Builds in processes of their own that are killed, starved of disk, or meet each other."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from graph.edition import list_editions, publish_edition, published_edition
from indexer.assemble import build_edition
from indexer.engines import open_engine
from indexer.search import SearchRequest

SOURCE = """
name = "buurten"
title = "Verenigingen"
publisher = "Vereniging Proef"
license_note = "verzonnen voor een test"
received = "2026-11-23"

[[document]]
ref = "buurten-2026"
title = "Lijst"
url = "https://example.org/lijst"
date = "2026"

[[data]]
file = "lijst.csv"
document = "buurten-2026"
certainty = "gesteld"
subject = "https://w3id.org/gemeengoed/id/organisatie/{naam|slug}"
type = ["org:Organization"]
columns = [
  { column = "naam", property = "skos:prefLabel", lang = "nl" },
  { column = "tekst", property = "dct:description", lang = "nl" },
]
"""
ROWS = 600

BUILD = """
import resource, sys
from pathlib import Path
from indexer.assemble import build_edition
from ontology.errors import GemeengoedError
home, folder, max_bytes = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
if max_bytes:
    resource.setrlimit(resource.RLIMIT_FSIZE, (max_bytes, max_bytes))
def tell(step, done, total):
    print(step, flush=True)
try:
    build_edition(home, sources_dirs=[folder], progress=tell)
except GemeengoedError as exc:
    sys.exit(f"{type(exc).__name__}: {exc}")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bronnen" / "buurten"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text(SOURCE, encoding="utf-8")
    rows = "".join(f"vereniging {n},Vereniging nummer {n} van deze lijst\n" for n in range(ROWS))
    (folder / "lijst.csv").write_text(f"naam,tekst\n{rows}", encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path, folder: Path) -> Path:
    """A home with one published edition."""
    home = tmp_path / "home"
    publish_edition(home, build_edition(home, sources_dirs=[folder]).name)
    return home


def start(home: Path, folder: Path, max_bytes: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, home, folder, str(max_bytes)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Coverage of a process that is killed would leave a broken data file behind.
        env={key: value for key, value in os.environ.items() if not key.startswith("COV_CORE")},
    )


def fingerprint(path: Path) -> dict[str, str]:
    return {
        str(one.relative_to(path)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in path.rglob("*")
        if one.is_file()
    }


def assert_sound(home: Path, folder: Path) -> None:
    """The next build works, holds everything, and leaves nothing lying about."""
    edition = build_edition(home, sources_dirs=[folder])
    assert edition.counts["organisatie"] == ROWS
    with closing(open_engine(f"whoosh:{edition.index_path}")) as engine:
        assert engine.search(SearchRequest("vereniging 77", {})).hits[0].label == "vereniging 77"
    sealed = {one.name for one in list_editions(home)}
    assert {one.name for one in (home / "editions").iterdir()} == {*sealed, "namen.txt"}


def test_a_kill_at_any_moment_leaves_the_published_edition_and_the_next_build_whole(home, folder) -> None:
    published = published_edition(home)
    before = fingerprint(published.path)
    started = time.monotonic()
    with start(home, folder) as whole:
        _, errors = whole.communicate(timeout=120)
        assert whole.returncode == 0, errors
    duration_s = time.monotonic() - started
    chance = random.Random(20261123)
    for _ in range(6):
        with start(home, folder) as build:
            time.sleep(chance.uniform(0.1, 1.0) * duration_s)
            build.send_signal(signal.SIGKILL)
            build.communicate(timeout=60)
        assert published_edition(home) == published
        assert fingerprint(published.path) == before
    assert_sound(home, folder)


def test_a_kill_during_each_step_is_survived(home: Path, folder: Path) -> None:
    steps = [
        "bronnen lezen",
        "bronnen controleren",
        "graaf schrijven",
        "zoekindex maken",
        "editie verzegelen",
    ]
    published = published_edition(home)
    before = fingerprint(published.path)
    for step in steps:
        with start(home, folder) as build:
            assert any(line.strip() == step for line in build.stdout)
            build.send_signal(signal.SIGKILL)
            build.communicate(timeout=60)
        assert published_edition(home) == published
        assert fingerprint(published.path) == before
    assert_sound(home, folder)


@pytest.mark.parametrize(
    ("max_bytes", "other_texts", "says"),
    [
        (2_000, True, "ArchiveError: Het archief kan niet worden geschreven"),
        (10_000, False, "EditionError: De editie kan niet worden geschreven"),
        (45_000, False, "EditionError: De editie kan niet worden geschreven"),
        (300_000, True, "De zoekindex kan niet"),
    ],
)
def test_a_disk_that_fills_up_is_one_clear_error(
    home: Path, folder: Path, max_bytes: int, other_texts: bool, says: str
) -> None:
    published = published_edition(home)
    before = fingerprint(published.path)
    if other_texts:
        rows = (folder / "lijst.csv").read_text("utf-8").replace("nummer", "getal")
        (folder / "lijst.csv").write_text(rows, encoding="utf-8")
    with start(home, folder, max_bytes) as build:
        _, errors = build.communicate(timeout=120)
    assert build.returncode == 1
    assert says in errors
    assert len(errors.strip().splitlines()) == 1
    assert published_edition(home) == published
    assert fingerprint(published.path) == before
    assert {one.name for one in (home / "editions").iterdir()} == {published.name, "namen.txt"}
    assert_sound(home, folder)


def test_of_two_builds_at_once_the_second_is_told_who_builds(home: Path, folder: Path) -> None:
    with start(home, folder) as first:
        assert first.stdout.readline()
        with start(home, folder) as second:
            _, errors = second.communicate(timeout=60)
        assert second.returncode == 1
        assert errors.startswith(f"BuildLockedError: Er wordt al gebouwd in {home} (proces {first.pid}).")
        _, errors = first.communicate(timeout=120)
        assert first.returncode == 0, errors
    assert len(list_editions(home)) == 2
