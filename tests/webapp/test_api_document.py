"""The OpenAPI document is valid, and every answer is as it says: statuses, types, fields, and none beside."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from werkzeug.test import TestResponse

from webapp.api_document import openapi_document
from webapp.api_parameters import SEARCH, SUGGEST

DOCUMENT = openapi_document("http://localhost", "1.0")
URI = "urn:openapi"
REGISTRY: Registry[Any] = Registry().with_resource(
    URI, Resource.from_contents(DOCUMENT, default_specification=DRAFT202012)
)
QUERIES = (
    "",
    "q=wonen",
    "q=wonen&limit=5&offset=10",
    "q=wooncooperaties+amersfort",
    "q=buurhuis",
    "q=LSA",
    "q=LSA&letterlijk=1",
    "q=Cooplink",
    "q=Wmo+2015",
    "q=art+2.6.7+wmo",
    "q=uitdaagrecht&facetten=0",
    "q=wonen&soort=wet&soort=initiatief&plaats=",
    "q=wonen&soort=wet&thema=bestaat-niet",
    "q=xqzwvk",
    "q=xqzwvk+buurthuis&soort=persoon",
    "q=wonen+AND+NOT+(",
    "q=in+de+buurt+van+Zeist",
    "q=wonen&sorteer=nieuwste",
    "nabij=52.16,5.39&afstand=5&sorteer=afstand",
    "q=wonen&limit=0",
    "q=wonen&offset=10000000",
    "jaar=2024",
)
MISTAKES = (
    ("q=wonen&limit=101", 400),
    ("q=wonen&limit=-1", 400),
    ("q=wonen&limit=", 400),
    ("q=wonen&offset=1e3", 400),
    ("q=wonen&offset=99999999999", 400),
    ("q=wonen&sort=wet", 400),
    ("q=wonen&q=zorg", 400),
    ("q=wonen&sorteer=mooi", 400),
    ("q=wonen&sorteer=afstand", 400),
    ("nabij=Amersfoort-achter-de-dijk", 400),
    ("nabij=91,5", 400),
    ("nabij=nan,5", 400),
    ("nabij=52.16,5.39&afstand=0", 400),
    ("nabij=52.16,5.39&afstand=501", 400),
    ("afstand=5", 400),
    ("letterlijk=ja", 400),
    ("facetten=2", 400),
    ("q=" + "a" * 501, 414),
)


def check(response: TestResponse, path: str, method: str = "get") -> Any:
    """Hold an answer against what the document says of its address, status and type; give its content."""
    said = DOCUMENT["paths"][path][method]["responses"].get(str(response.status_code))
    assert said is not None, f"{response.status_code} is not documented for {path}"
    if "$ref" in said:
        said = DOCUMENT["components"]["responses"][said["$ref"].rpartition("/")[2]]
    if "content" not in said:
        assert response.get_data() == b""
        return None
    schema = said["content"][response.mimetype]["schema"]
    pointer = schema["$ref"].removeprefix("#") if "$ref" in schema else None
    body = response.get_json(force=True)
    validator = Draft202012Validator({"$ref": f"{URI}#{pointer}"} if pointer else schema, registry=REGISTRY)
    assert [error.message for error in validator.iter_errors(body)] == []
    return body


def test_document_is_valid_openapi_3_1() -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_document_is_served_as_it_is_built(client: FlaskClient) -> None:
    served = client.get("/api/openapi.json").get_json()
    assert served["paths"] == DOCUMENT["paths"]
    assert served["servers"] == [{"url": "http://localhost"}]
    assert served["openapi"].startswith("3.1.")


def test_document_tells_of_every_address_and_of_no_other(app: Flask) -> None:
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    documented = {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert served == documented


def test_every_object_is_described_whole() -> None:
    """A field that is not described is refused, and one that is described is always there."""
    for name, schema in DOCUMENT["components"]["schemas"].items():
        assert schema["additionalProperties"] is False, name
        assert schema["required"] == list(schema["properties"]), name


def test_a_field_that_is_not_described_would_be_noticed(client: FlaskClient) -> None:
    body = client.get("/api/search?q=wonen&limit=1").get_json()
    validator = Draft202012Validator({"$ref": f"{URI}#/components/schemas/SearchAnswer"}, registry=REGISTRY)
    assert validator.is_valid(body)
    assert not validator.is_valid({**body, "extra": 1})
    body["hits"][0]["extra"] = 1
    assert not validator.is_valid(body)


@pytest.mark.parametrize("query", QUERIES)
def test_answers_to_searches_are_as_described(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/search?{query}")
    assert response.status_code == 200
    check(response, "/api/search")


@pytest.mark.parametrize(("query", "status"), MISTAKES)
def test_mistakes_are_answered_as_described(client: FlaskClient, query: str, status: int) -> None:
    response = client.get(f"/api/search?{query}")
    body = check(response, "/api/search")
    assert (response.status_code, body["status"], response.mimetype) == (
        status,
        status,
        "application/problem+json",
    )


@pytest.mark.parametrize(
    "typed", ["", "w", "wo", "woon", "wonncooperatie", "lsa", "amer", "wet maat", "xqzwvk", "%00"]
)
def test_suggestions_are_as_described(client: FlaskClient, typed: str) -> None:
    response = client.get(f"/api/suggest?q={typed}")
    assert response.status_code == 200
    check(response, "/api/suggest")


@pytest.mark.parametrize("query", ["q=wo&limit=51", "q=wo&limit=x", "q=wo&soort=wet"])
def test_mistakes_in_suggesting_are_answered_as_described(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/suggest?{query}")
    assert response.status_code == 400
    check(response, "/api/suggest")


def _values(names: list[str]) -> st.SearchStrategy[list[tuple[str, bytes]]]:
    likely = st.sampled_from(
        [b"0", b"1", b"20", b"wet", b"52.1,5.1", b"naam", b"afstand", b"wonen", b"\xff\x00"]
    )
    return st.lists(
        st.tuples(st.sampled_from(names) | st.text(max_size=8), likely | st.binary(max_size=40)), max_size=5
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    route=st.sampled_from([("/api/search", SEARCH), ("/api/suggest", SUGGEST)]),
    data=st.data(),
    accept=st.sampled_from(["", "*/*", "application/json", "text/html", "image/png;q=0.5", "x"]),
    head=st.booleans(),
)
def test_whatever_is_asked_is_answered_as_described(
    client: FlaskClient, route: tuple[str, tuple[Any, ...]], data: st.DataObject, accept: str, head: bool
) -> None:
    path, parameters = route
    pairs = data.draw(_values([parameter.name for parameter in parameters]))
    address = f"{path}?{urlencode(pairs)}"
    headers = {"Accept": accept} if accept else {}
    response = client.get(address, headers=headers)
    check(response, path)
    assert response.status_code < 500
    if head:
        assert client.head(address, headers=headers).status_code == response.status_code


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=80)
    | st.text(max_size=80).map(str.encode)
    | st.sampled_from([b"", b'{"text": "art. 5 Wmo"}', b'{"text": "\\ud800"}', b'{"text": 1}', b"[" * 9999]),
    kind=st.sampled_from(["text/plain", "text/plain; charset=latin-1", "application/json", "image/png", ""]),
    query=st.sampled_from(["", "text=x", "a=b"]),
    accept=st.sampled_from(["*/*", "application/json", "image/png"]),
)
def test_whatever_is_sent_to_recognise_is_answered_as_described(
    client: FlaskClient, body: bytes, kind: str, query: str, accept: str
) -> None:
    response = client.post(
        "/api/recognise", query_string=query, data=body, content_type=kind, headers={"Accept": accept}
    )
    assert response.status_code < 500
    check(response, "/api/recognise", "post")


@pytest.mark.parametrize(
    "kind", ["text/html", "application/pdf", "multipart/form-data", "multipart/form-data; boundary=a"]
)
@pytest.mark.parametrize("body", [b"", b"<p>Woningwet", b"%PDF-1.4 stuk", b"PK\x03\x04", b"--a\r\n\r\n--a--"])
def test_files_are_answered_as_described(client: FlaskClient, kind: str, body: bytes) -> None:
    response = client.post("/api/recognise", data=body, content_type=kind)
    assert response.status_code < 500
    check(response, "/api/recognise", "post")


@pytest.mark.parametrize("text", ["", "Volgens art. 2.6.7 Wmo 2015 en de Woningwet.", "%00%ff", "a" * 8000])
def test_recognised_in_the_address_is_as_described(client: FlaskClient, text: str) -> None:
    response = client.get(f"/api/recognise?text={text}")
    assert response.status_code == 200
    check(response, "/api/recognise")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.binary(max_size=60))
def test_any_bytes_behind_the_question_mark_are_answered_as_described(
    client: FlaskClient, query: bytes
) -> None:
    response = client.get("/api/search", query_string=query.decode("latin-1"))
    assert response.status_code < 500
    check(response, "/api/search")
