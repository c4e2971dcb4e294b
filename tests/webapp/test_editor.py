"""The editor of `/sparql`: fetched and checked by the set-up, fed by us, and the page whole without it."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import tarfile
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.webapp.markup import read_page
from webapp import editor_files
from webapp.editor import EDITOR_POLICY
from webapp.headers import CONTENT_SECURITY_POLICY
from webapp.presentation.maps import map_frame

BROWSER = {"Accept": "text/html"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for the editor with nothing in it."""
    place = tmp_path / "static" / "editor"
    monkeypatch.setattr(editor_files, "FOLDER", place)
    return place


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called npm that gives the package that a test puts beside it, and notes how it was asked."""
    place = tmp_path / "bin"
    place.mkdir()
    program = place / "npm"
    program.write_text(
        f'#!/bin/sh\necho "$@" > "{place}/asked"\n[ -f "{place}/package.tgz" ] || exit 1\n'
        f'for last; do :; done\ncp "{place}/package.tgz" "$last/zazuko-yasgui.tgz"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")
    return place


def put_package(place: Path, *names: str) -> str:
    with tarfile.open(place / "package.tgz", "w:gz") as archive:
        for name in names:
            content = f"/* {name} */".encode()
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return base64.b64encode(hashlib.sha512((place / "package.tgz").read_bytes()).digest()).decode()


def test_package_that_is_the_one_we_know_is_unpacked(
    folder: Path, npm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor_files, "SHA512", put_package(npm, *editor_files.FILES, "../elsewhere.js"))
    assert editor_files.install() == f"De editor is opgehaald (@zazuko/yasgui {editor_files.VERSION})."
    assert sorted(path.name for path in folder.iterdir()) == [
        "package.json", "yasgui.min.css", "yasgui.min.js",
    ]  # fmt: skip
    assert (folder / "yasgui.min.js").read_text() == "/* build/yasgui.min.js */"
    asked = (npm / "asked").read_text()
    assert asked.startswith(f"pack @zazuko/yasgui@{editor_files.VERSION} --ignore-scripts")
    (npm / "package.tgz").unlink()
    assert editor_files.install().startswith("De editor is er")


def test_package_that_is_another_is_refused(folder: Path, npm: Path) -> None:
    put_package(npm, *editor_files.FILES)
    assert "is niet wat het moet zijn" in editor_files.install()
    assert not folder.exists()


@pytest.mark.parametrize("has_npm", [True, False])
def test_without_npm_or_network_one_sentence_says_so(
    folder: Path, npm: Path, monkeypatch: pytest.MonkeyPatch, *, has_npm: bool
) -> None:
    if not has_npm:
        monkeypatch.setenv("PATH", "/nergens")
    sentence = editor_files.install()
    assert ("kon" in sentence) == has_npm
    assert sentence.endswith("/sparql werkt zonder, met een gewoon formulier.")
    assert not folder.exists()


def test_page_without_the_editor_is_the_form_under_the_general_policy(
    client: FlaskClient, folder: Path
) -> None:
    response = client.get("/sparql", headers=BROWSER)
    page = read_page(response.text)
    assert page.problems == []
    assert [link for link in page.links if "editor/" in link or "bevraag" in link] == []
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "query-uitleg" not in response.text


def test_page_with_the_editor_is_the_same_form_with_our_files_under_its_own_policy(
    client: FlaskClient, folder: Path
) -> None:
    folder.mkdir(parents=True)
    (folder / "yasgui.min.js").touch()
    response = client.get("/sparql", headers=BROWSER)
    page = read_page(response.text)
    assert page.problems == []
    assert page.strange_scripts() == []
    assert {"/static/editor/yasgui.min.js", "/static/bevraag.js"} < set(page.links)
    assert len(page.all("textarea")) == 1
    assert response.headers["Content-Security-Policy"] == EDITOR_POLICY
    for other in ("/", "/vragen", "/sparql?query=ASK%7B%7D&format=csv"):
        assert client.get(other).headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_policy_of_the_editor_allows_pictures_in_its_style_sheet_and_nothing_more() -> None:
    def parts(policy: str) -> set[str]:
        return {part.strip() for part in policy.split(";")}

    assert parts(EDITOR_POLICY) - parts(CONTENT_SECURITY_POLICY) == {"img-src 'self' data:"}
    assert parts(CONTENT_SECURITY_POLICY) - parts(EDITOR_POLICY) == {"img-src 'self'"}


def test_words_are_those_of_the_edition_with_names_and_counts(client: FlaskClient) -> None:
    response = client.get("/sparql/woorden")
    words = response.get_json()
    assert words["prefixes"]["gg"] == "https://w3id.org/gemeengoed/def#"
    goal = {
        "iri": "https://w3id.org/gemeengoed/def#Doel", "curie": "gg:Doel", "label": "doel", "count": 5,
    }  # fmt: skip
    assert goal in words["classes"]
    counts = [one["count"] for one in words["properties"]]
    assert counts == sorted(counts, reverse=True)
    assert {"skos:prefLabel", "gg:termijnJaar"} <= {one["curie"] for one in words["properties"]}
    assert words["map"]["land"].startswith("M")
    again = client.get("/sparql/woorden", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_point_on_the_map_lies_where_its_outline_does() -> None:
    frame = map_frame("")
    x = (5.0 - float(frame["west"])) * float(frame["x_per_degree"])
    y = (float(frame["north"]) - 52.0) * float(frame["y_per_degree"])
    assert (round(x, 1), round(y, 1)) == (87.8, 131.2)  # as in the example of path_of
