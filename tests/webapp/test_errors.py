"""An error is a sentence with the right status, in the form that was asked for, and never a traceback."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from ontology import errors
from tests.webapp.markup import read_page
from webapp import create_app
from webapp.errors import SENTENCES, problem_of, status_of
from webapp.headers import CONTENT_SECURITY_POLICY
from webapp.settings import Settings

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def failing(tmp_path: Path) -> FlaskClient:
    """A site without an edition, with views that go wrong as views do."""
    app = create_app(Settings(home=str(tmp_path)))

    def fail(status: int) -> str:
        abort(status)

    app.add_url_rule("/fout/<int:status>", view_func=fail)

    def unforeseen() -> str:
        raise LookupError("geheim /srv/pad")

    def own() -> str:
        raise errors.QuerySyntaxError("Hier hoort een accolade. Sluit het patroon.", 3, 14)

    def unavailable() -> str:
        raise errors.StoreUnavailableError("Geen antwoord van geheim.example.")

    def removed() -> str:
        raise errors.EditionRemovedError("Editie 2026-11-23.1 is verwijderd.")

    app.add_url_rule("/onvoorzien", view_func=unforeseen)
    app.add_url_rule("/eigen", view_func=own)
    app.add_url_rule("/map/", view_func=own, endpoint="map")
    app.add_url_rule("/onbereikbaar", view_func=unavailable)
    app.add_url_rule("/verwijderd", view_func=removed)
    return app.test_client()


@pytest.mark.parametrize("status", sorted(SENTENCES))
def test_each_status_has_a_dutch_page(failing: FlaskClient, status: int) -> None:
    response = failing.get(f"/fout/{status}", headers=BROWSER)
    page = read_page(response.get_data(as_text=True))
    assert (response.status_code, response.mimetype, page.problems) == (status, "text/html", [])
    title, sentence = SENTENCES[status]
    assert f"{title} {sentence}" in page.text
    assert page.all("form")[0]["action"] == "/zoeken"


@pytest.mark.parametrize(("status", "like"), [(418, 400), (406, 400), (505, 500)])
def test_a_status_without_words_borrows_those_of_its_class(
    failing: FlaskClient, status: int, like: int
) -> None:
    response = failing.get(f"/fout/{status}", headers=BROWSER)
    assert response.status_code == status
    assert str(SENTENCES[like][0]) in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("application/json", "application/problem+json"),
        ("application/problem+json", "application/problem+json"),
        ("text/plain", "text/plain"),
        ("application/sparql-results+json", "text/plain"),
        ("", "text/plain"),
        ("*/*", "text/html"),
    ],
)
def test_error_answers_in_the_form_that_was_asked_for(
    failing: FlaskClient, accept: str, mimetype: str
) -> None:
    response = failing.get("/fout/404", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (404, mimetype)
    assert "Accept" in response.vary


def test_problem_json_has_title_status_and_detail(failing: FlaskClient) -> None:
    assert failing.get("/fout/404", headers={"Accept": "application/json"}).get_json(force=True) == {
        "title": "Deze pagina is er niet",
        "status": 404,
        "detail": "Misschien is het adres verkeerd overgenomen. Zoek verder in Gemeengoed.",
    }


def test_own_error_tells_who_asked_what_was_wrong(failing: FlaskClient) -> None:
    response = failing.get("/eigen", headers={"Accept": "text/plain"})
    assert response.status_code == 400
    assert "Regel 3, kolom 14: Hier hoort een accolade. Sluit het patroon." in response.get_data(as_text=True)


def test_unforeseen_error_is_logged_and_says_nothing_of_the_inside(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    failing.application.config["PROPAGATE_EXCEPTIONS"] = False
    with caplog.at_level(logging.ERROR):
        response = failing.get("/onvoorzien", headers=BROWSER)
    text = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "Er ging iets mis bij ons" in text
    assert "geheim" not in text
    assert "Traceback" not in text
    assert "geheim /srv/pad" in caplog.text


def test_trouble_of_our_own_is_logged_and_kept_from_the_reader(
    failing: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = failing.get("/onbereikbaar", headers=BROWSER)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "geheim" not in response.get_data(as_text=True)
    assert "geheim.example" in caplog.text


def test_a_removed_edition_is_gone(failing: FlaskClient) -> None:
    assert failing.get("/verwijderd", headers=BROWSER).status_code == 410


def test_without_an_edition_every_page_says_to_come_back(failing: FlaskClient) -> None:
    for path in ("/", "/zoeken?q=wonen", "/doelen", "/bronnen", "/doc/doel/3", "/id/doel/3"):
        response = failing.get(path, headers=BROWSER)
        assert response.status_code == 503, path
        assert "Probeer het over een paar minuten opnieuw." in response.get_data(as_text=True)


def test_health_without_an_edition_is_503_with_what_to_do(failing: FlaskClient) -> None:
    response = failing.get("/gezond")
    body = response.get_json()
    assert response.status_code == 503
    assert (body["edition"], body["counts"]) == (None, {})
    assert body["status"] == "geen editie"


def test_health_tells_status_version_edition_and_counts(client: FlaskClient) -> None:
    body = client.get("/gezond").get_json()
    assert set(body) == {"status", "version", "edition", "counts"}
    assert (body["status"], body["counts"]["doel"]) == ("ok", 5)


def test_an_address_without_its_last_slash_is_sent_on(failing: FlaskClient) -> None:
    response = failing.get("/map", headers=BROWSER)
    assert (response.status_code, response.location) == (308, "http://localhost/map/")


def test_wrong_method_is_405_and_names_the_right_ones(client: FlaskClient) -> None:
    response = client.post("/doelen", headers=BROWSER)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("path", ["/", "/zoeken", "/doc", "/doc/doel/3", "/sparql", "/bestaat-niet"])
def test_ten_megabytes_of_question_is_refused_in_a_sentence(client: FlaskClient, path: str) -> None:
    response = client.get(path, query_string="q=" + "a" * 10_000_000, headers=BROWSER)
    assert response.status_code == 414
    assert "Deze vraag is te lang" in response.get_data(as_text=True)
    assert len(response.data) < 10_000


def test_health_tells_when_the_server_that_holds_the_graph_is_gone(builtin_home: Path) -> None:
    nobody = "sparql+http://127.0.0.1:9/sparql"
    response = create_app(Settings(home=str(builtin_home), store=nobody)).test_client().get("/gezond")
    assert (response.status_code, response.get_json()["status"]) == (503, "storing")


@pytest.mark.parametrize("path", ["/", "/bestaat-niet", "/gezond", "/def.ttl", "/static/gemeengoed.css"])
def test_every_answer_has_the_security_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_policy_allows_only_files_of_our_own_and_nothing_from_elsewhere() -> None:
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none';")
    assert "script-src 'self';" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY


def test_every_error_of_ours_has_a_status() -> None:
    def below(kind: type[errors.GemeengoedError]) -> list[type[errors.GemeengoedError]]:
        return [kind, *(leaf for child in kind.__subclasses__() for leaf in below(child))]

    statuses = {kind.__name__: status_of(kind("Zin.")) for kind in below(errors.GemeengoedError)}
    assert set(statuses.values()) <= set(SENTENCES)
    assert statuses["NoEditionError"] == 503
    assert statuses["EditionNotFoundError"] == 404


def test_words_of_a_problem_are_those_of_its_status(app: Flask) -> None:
    with app.test_request_context():
        assert problem_of(404).title == "Deze pagina is er niet"
