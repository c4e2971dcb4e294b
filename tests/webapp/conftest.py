"""The site on the built-in edition, and small editions of one's own with whatever a partner might send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp import create_app
from webapp.settings import Settings

SOURCE = """
name = "proef"
title = "Proef"
publisher = "Buurtkrant"
license = "https://creativecommons.org/licenses/by/4.0/"
received = "2026-11-23"
show = true

[[document]]
ref = "proef-2026"
title = "Proef <b>van</b> de buurt"
url = "https://buurtkrant.example/proef"
date = "2026-11"
publisher = "Buurtkrant"

[[data]]
file = "proef.ttl"
document = "proef-2026"
certainty = "gesteld"
"""
PREFIXES = """
@base <https://w3id.org/gemeengoed/id/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix gg: <https://w3id.org/gemeengoed/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

PublishTurtle = Callable[[Path, str], str]


def open_site(home: Path, **settings: str) -> Iterator[Flask]:
    app = create_app(Settings(home=str(home), **settings))
    yield app
    app.extensions["gemeengoed-site"].close()


@pytest.fixture(scope="session")
def app(builtin_home: Path) -> Iterator[Flask]:
    """The site on the built-in edition."""
    yield from open_site(builtin_home)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def publish_turtle(tmp_path_factory: pytest.TempPathFactory) -> PublishTurtle:
    """Build and publish an edition of one small source: from a home and Turtle to the edition's name."""
    from graph.edition import publish_edition
    from indexer.assemble import build_edition

    def publish(home: Path, turtle: str) -> str:
        folder = tmp_path_factory.mktemp("bronnen") / "proef"
        folder.mkdir()
        (folder / "source.toml").write_text(SOURCE, encoding="utf-8")
        (folder / "proef.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        edition = build_edition(home, sources_dirs=[folder])
        return publish_edition(home, edition.name).name

    return publish
