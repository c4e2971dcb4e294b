"""Fixtures for the room of the graph: a built-in source, and small real sources written for each test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from rdflib import Graph

from graph.ingest import Ingested, ingest_folder
from graph.source import BUILTIN_FOLDER

HEAD = """\
name = "{name}"
title = "Ledenlijst van {name}"
publisher = "Vereniging Proef"
license = "https://creativecommons.org/licenses/by/4.0/"
received = "2026-11-23"

[[document]]
ref = "{name}-2026"
title = "Ledenlijst 2026"
url = "https://example.org/{name}"
date = "2026-11"
"""

CSV_ENTRY = """
[[data]]
file = "leden.csv"
document = "{name}-2026"
certainty = "gesteld"
subject = "https://w3id.org/gemeengoed/id/organisatie/{{naam|slug}}"
type = ["org:Organization"]
require = ["naam"]
columns = [
  {{ column = "naam", property = "skos:prefLabel", lang = "nl" }},
  {{ column = "jaar", property = "schema:foundingDate", datatype = "xsd:gYear" }},
]
"""


@pytest.fixture(scope="session")
def wdhs() -> Ingested:
    """The founding article and the pages around it, as named graphs. Treat it as read-only."""
    return ingest_folder(BUILTIN_FOLDER / "wdhs")


@pytest.fixture(scope="session")
def wdhs_statements(wdhs: Ingested) -> Graph:
    """All statements of the founding article and the pages around it."""
    return wdhs.merged()


@pytest.fixture(scope="session")
def wdhs_by_graph(wdhs: Ingested) -> dict[tuple[str, str], Graph]:
    """Their statements by document and certainty."""
    return {(one.document, one.certainty): one.graph for one in wdhs.graphs}


@pytest.fixture
def write_source(tmp_path: Path) -> Callable[..., Path]:
    """Write a source folder; *toml* replaces the `[[data]]` part, *files* gives contents by name."""

    def write(
        name: str = "proef",
        toml: str | None = None,
        files: Mapping[str, bytes | str] | None = None,
        under: Path | None = None,
    ) -> Path:
        folder = (under or tmp_path / "bronnen") / name
        folder.mkdir(parents=True, exist_ok=True)
        data = CSV_ENTRY.format(name=name) if toml is None else toml
        (folder / "source.toml").write_text(HEAD.format(name=name) + data, encoding="utf-8")
        if files is None:
            files = {"leden.csv": "naam,jaar\nDe Warren,2016\n"}
        for file, content in files.items():
            (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write
