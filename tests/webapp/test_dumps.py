"""Editions to take away over HTTP: whole, in pieces, checked, and made for whoever asks first."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.dumps import find_dumps, make_dumps
from graph.edition import published_name
from graph.edition_names import DUMPS
from tests.webapp.conftest import PublishTurtle, open_site
from tests.webapp.markup import read_page

SAID = '<organisatie/x> a org:Organization ; skos:prefLabel "Buurtclub"@nl .'


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, publish_turtle: PublishTurtle) -> Path:
    """A home with one small edition, whose dumps are made."""
    made = tmp_path_factory.mktemp("dumps")
    make_dumps(made, publish_turtle(made, SAID))
    return made


@pytest.fixture
def small(home: Path) -> Iterator[FlaskClient]:
    """A client of that home; a file is only closed when its answer is read, hence `buffered` below."""
    for app in open_site(home):
        yield app.test_client()


def test_a_whole_edition_is_one_file_that_its_checksum_fits(small: FlaskClient, home: Path) -> None:
    name = published_name(home)
    answer = small.get(f"/dumps/{name}/proef.ttl.gz", buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/gzip")
    assert "Content-Encoding" not in answer.headers
    assert (answer.headers["Cache-Control"], answer.headers.get("Expires")) == ("no-cache", None)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Gemeengoed-Edition"] == name
    assert answer.headers["Content-Disposition"] == "attachment; filename=proef.ttl.gz"
    assert '"Buurtclub"@nl' in gzip.decompress(answer.data).decode()
    digest = hashlib.sha256(answer.data)
    assert answer.headers["ETag"] == f'"{digest.hexdigest()}"'
    assert answer.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    listed = small.get(f"/dumps/{name}/SHA256SUMS", buffered=True)
    assert listed.headers["Gemeengoed-Edition"] == name
    sums = listed.get_data(as_text=True)
    assert f"{digest.hexdigest()}  proef.ttl.gz\n" in sums
    assert [line.split("  ")[1] for line in sums.splitlines()] == list(find_dumps(home, str(name)))


def test_a_file_comes_in_pieces_for_who_asks(small: FlaskClient, home: Path) -> None:
    path = f"/dumps/{published_name(home)}/gemeengoed.nq.gz"
    whole = small.get(path, buffered=True)
    tag = whole.headers["ETag"]
    first = small.get(path, headers={"Range": "bytes=0-99"}, buffered=True)
    rest = small.get(path, headers={"Range": "bytes=100-", "If-Range": tag}, buffered=True)
    assert (whole.headers["Accept-Ranges"], first.status_code, rest.status_code) == ("bytes", 206, 206)
    assert first.headers["Content-Range"] == f"bytes 0-99/{len(whole.data)}"
    assert first.data + rest.data == whole.data
    assert (
        small.get(path, headers={"Range": "bytes=100-", "If-Range": '"ander"'}, buffered=True).status_code
        == 200
    )
    assert small.get(path, headers={"Range": f"bytes={len(whole.data)}-"}, buffered=True).status_code == 416
    assert small.get(path, headers={"If-None-Match": tag}, buffered=True).status_code == 304
    head = small.head(path, buffered=True)
    assert (head.status_code, head.content_length, head.data) == (200, len(whole.data), b"")


def test_without_edition_it_sends_on_to_the_published_one(small: FlaskClient, home: Path) -> None:
    answer = small.get("/dumps/gemeengoed.trig.gz", buffered=True)
    assert (answer.status_code, answer.location) == (302, f"/dumps/{published_name(home)}/gemeengoed.trig.gz")
    assert small.get("/dumps/bestaat-niet.nq.gz", buffered=True).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "2020-01-01.1/gemeengoed.nq.gz",
        "geen-editie/gemeengoed.nq.gz",
        "{}/ander.nq.gz",
        "{}/lock",
        "{}/..%2Flock",
    ],
)
def test_what_there_is_not_is_a_404(small: FlaskClient, home: Path, path: str) -> None:
    assert small.get(f"/dumps/{path.format(published_name(home))}", buffered=True).status_code == 404


def test_who_asks_first_waits_until_they_are_made(tmp_path: Path, publish_turtle: PublishTurtle) -> None:
    name = publish_turtle(tmp_path, SAID)
    for app in open_site(tmp_path):
        answer = app.test_client().get(f"/dumps/{name}/gemeengoed.nq.gz", buffered=True)
        assert answer.status_code == 200
        assert find_dumps(tmp_path, name)["gemeengoed.nq.gz"].size == len(answer.data)


def test_whoever_asks_meanwhile_is_told_to_come_back(tmp_path: Path, publish_turtle: PublishTurtle) -> None:
    name = publish_turtle(tmp_path, SAID)
    for app in open_site(tmp_path):
        maker = app.extensions["gemeengoed-dumps"]
        with maker.turn:
            answer = app.test_client().get(f"/dumps/{name}/gemeengoed.nq.gz", buffered=True)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_dumps_that_cannot_be_made_are_a_failure_and_no_empty_file(
    tmp_path: Path, publish_turtle: PublishTurtle
) -> None:
    name = publish_turtle(tmp_path, SAID)
    (tmp_path / DUMPS).write_text("hier had een map moeten staan", "utf-8")
    for app in open_site(tmp_path):
        answer = app.test_client().get(f"/dumps/{name}/gemeengoed.nq.gz", headers={"Accept": "text/plain"})
        assert answer.status_code == 503
        assert str(tmp_path) not in answer.get_data(as_text=True)


def test_the_page_of_sources_links_to_the_files(small: FlaskClient, home: Path) -> None:
    page = read_page(
        small.get("/bronnen", headers={"Accept": "text/html"}, buffered=True).get_data(as_text=True)
    )
    for file in (*find_dumps(home, str(published_name(home))), "SHA256SUMS"):
        assert f"/dumps/{published_name(home)}/{file}" in page.links
