"""Fixtures that all rooms share: the built-in edition, built once a session from the real sources."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from ontology.iris import DEFAULT_BASE

if TYPE_CHECKING:
    from graph.edition import Edition
    from graph.store.interface import GraphStore

# A test machine may be busy: how long an example takes says nothing about the code.
settings.register_profile("gemeengoed", deadline=None)
settings.load_profile("gemeengoed")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that lies beside the checkout; a test that needs it is skipped elsewhere."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture(scope="session")
def builtin_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the built-in edition is built and published. Treat it as read-only."""
    from graph.edition import publish_edition
    from indexer.assemble import build_edition

    home = tmp_path_factory.mktemp("builtin")
    edition = build_edition(home, base=DEFAULT_BASE)
    publish_edition(home, edition.name)
    return home


@pytest.fixture(scope="session")
def builtin_edition(builtin_home: Path) -> Edition:
    """The published built-in edition."""
    from graph.edition import published_edition

    return published_edition(builtin_home)


@pytest.fixture(scope="session")
def builtin_store(builtin_edition: Edition) -> Iterator[GraphStore]:
    """The built-in edition's graph, opened read-only."""
    from graph.store import open_store

    with open_store(f"oxigraph:{builtin_edition.path / 'graph'}") as store:
        yield store


@pytest.fixture
def copied_home(builtin_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of one's own with the built-in edition published, for tests that build, load or roll back."""
    home = tmp_path_factory.mktemp("copied") / "home"
    shutil.copytree(builtin_home, home, symlinks=True)
    return home


@pytest.fixture(scope="module")
def copied_home_of_module(builtin_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a home for a whole module, for tests that add to it and do not mind each other."""
    home = tmp_path_factory.mktemp("copied") / "home"
    shutil.copytree(builtin_home, home, symlinks=True)
    return home
