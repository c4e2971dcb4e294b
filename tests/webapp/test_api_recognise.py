"""Recognising for programs: what is found and where, what is refused, and which process does it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.edition import Edition
from indexer.recognise.mention import Mention
from indexer.recognise.recogniser_process import MAX_CHARS, RecogniserProcess
from ontology.errors import RecognitionLimitError, RecognitionTimeoutError, StoreUnavailableError
from tests.indexer.test_extract import pdf, word

TEXT = "Een café mag dat: zie artikel 2.6.7 Wmo 2015 en de Woningwet."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = f"<!doctype html><title>Brief</title><p>{TEXT}</p>".encode()
WMO = "jci1.3:c:BWBR0035362&artikel=2.6.7"


@pytest.fixture(scope="module")
def process(builtin_edition: Edition) -> Iterator[RecogniserProcess]:
    found = RecogniserProcess(f"oxigraph:{builtin_edition.graph_path}")
    yield found
    found.close()


def mentions(client: FlaskClient, **sent: Any) -> list[dict[str, Any]]:
    response = client.post("/api/recognise", **sent)
    assert response.status_code == 200, response.get_data()
    found: list[dict[str, Any]] = response.get_json()["mentions"]
    return found


def test_laws_and_articles_are_found_where_they_stand(client: FlaskClient, builtin_edition: Edition) -> None:
    response = client.post("/api/recognise", data=TEXT.encode(), content_type="text/plain")
    body = response.get_json()
    article, law = body["mentions"]
    assert body["edition"] == builtin_edition.name
    assert (article["kind"], article["law"], article["article"], article["jci"]) == (
        "artikel",
        "BWBR0035362",
        "2.6.7",
        WMO,
    )
    assert article["iri"] == f"https://wetten.overheid.nl/{WMO}"
    assert (law["kind"], law["text"], law["article"]) == ("wet", "Woningwet", "")
    for one in body["mentions"]:
        assert TEXT[one["start"] : one["end"]] == one["text"]


def test_text_is_the_same_in_every_way_of_sending(client: FlaskClient) -> None:
    plain = mentions(client, data=TEXT.encode(), content_type="text/plain; charset=utf-8")
    assert mentions(client, json={"text": TEXT}) == plain
    assert client.get("/api/recognise", query_string={"text": TEXT}).get_json()["mentions"] == plain


def test_who_has_the_answer_to_an_address_is_told_so(client: FlaskClient) -> None:
    tag = client.get("/api/recognise?text=Woningwet").headers["ETag"]
    again = client.get("/api/recognise?text=Woningwet", headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_organisations_and_places_are_found_too(client: FlaskClient) -> None:
    found = mentions(client, json={"text": "Cooplink helpt bewoners in Amersfoort."})
    assert [(one["kind"], one["text"]) for one in found][:1] == [("organisatie", "Cooplink")]
    assert {one["text"] for one in found} >= {"Cooplink", "Amersfoort"}


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (
            {"data": b"caf\xe9", "content_type": "text/plain"},
            400,
            "De tekst is geen UTF-8: byte 3 past niet.",
        ),
        ({"data": b"{", "content_type": "application/json"}, 400, "De JSON is niet te lezen."),
        ({"json": {"tekst": "x"}}, 400, "De JSON heeft een andere vorm."),
        ({"json": ["x"]}, 400, "De JSON heeft een andere vorm."),
        (
            {"data": b'{"text": "\\ud800"}', "content_type": "application/json"},
            400,
            "Teken 0 van de tekst is half.",
        ),
        ({"data": b"%PDF-1.7", "content_type": "application/pdf"}, 422, ""),
        ({"data": b"PK\x03\x04 stuk", "content_type": DOCX}, 422, ""),
        ({"data": b"x", "content_type": "image/png"}, 415, "Stuur gewone tekst in UTF-8, HTML, PDF, DOCX"),
        (
            {"data": {"a": "1"}, "content_type": "multipart/form-data"},
            400,
            "Het formulier heeft een andere vorm.",
        ),
        ({"data": b"x", "content_type": ""}, 415, "Stuur gewone tekst in UTF-8"),
        ({"data": b"a" * (MAX_CHARS + 1), "content_type": "text/plain"}, 413, "De tekst heeft 500001 tekens"),
        ({"data": b"a" * 7_000_001, "content_type": "text/plain"}, 413, "Stuur minder in één keer."),
        (
            {"data": b"x", "content_type": "text/plain", "query_string": "q=1"},
            400,
            'De parameter "q" bestaat',
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    client: FlaskClient, sent: dict[str, Any], status: int, words: str
) -> None:
    response = client.post("/api/recognise", **sent)
    body = response.get_json(force=True)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert body["detail"].startswith(words)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (HTML, "text/html"),
        (word(("Normal", TEXT)), DOCX),
        (pdf("Zie artikel 2.6.7 Wmo 2015 en de Woningwet."), "application/pdf"),
    ],
    ids=["html", "docx", "pdf"],
)
def test_text_of_a_file_is_given_with_what_it_mentions(client: FlaskClient, data: bytes, kind: str) -> None:
    for sent in (
        {"data": data, "content_type": kind},
        {"data": {"file": (io.BytesIO(data), "brief", kind)}, "content_type": "multipart/form-data"},
    ):
        body = client.post("/api/recognise", **sent).get_json()
        assert [one["jci"] for one in body["mentions"]] == [WMO, "jci1.3:c:BWBR0005181"]
        for one in body["mentions"]:
            assert body["text"][one["start"] : one["end"]] == one["text"]
        assert body["notes"] == []


def test_more_files_than_there_is_room_for_are_sent_away(client: FlaskClient, app: Flask) -> None:
    keeper = app.extensions["gemeengoed-site"]
    site = keeper.acquire()
    try:
        with site.reading.place("a", 0.0), site.reading.place("b", 0.0):
            response = client.post("/api/recognise", data=HTML, content_type="text/html")
        assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    finally:
        keeper.release(site)


def test_a_text_that_takes_too_long_is_ended_and_the_next_is_answered(builtin_edition: Edition) -> None:
    process = RecogniserProcess(f"oxigraph:{builtin_edition.graph_path}")
    try:
        process.recognise(TEXT)
        (old,) = process.processes()
        os.kill(old, signal.SIGSTOP)
        process._timeout_s = 0.2
        with pytest.raises(RecognitionTimeoutError, match="Stuur hem in stukken"):
            process.recognise("Woningwet " * 40_000)  # more than the pipe holds, so writing stops too
        process._timeout_s = 10.0
        assert process.recognise("Woningwet")[0].law == "BWBR0005181"
        assert old not in process.processes()
    finally:
        process.close()
    assert process.processes() == ()
    with pytest.raises(StoreUnavailableError):
        process.recognise(TEXT)


def test_a_process_that_was_ended_is_replaced_unnoticed(process: RecogniserProcess) -> None:
    process.recognise(TEXT)
    (old,) = process.processes()
    os.kill(old, signal.SIGKILL)
    os.waitid(os.P_PID, old, os.WEXITED | os.WNOWAIT)
    assert [one.law for one in process.recognise(TEXT)] == ["BWBR0035362", "BWBR0005181"]


def test_too_little_memory_is_an_error_in_words(builtin_edition: Edition) -> None:
    process = RecogniserProcess(f"oxigraph:{builtin_edition.graph_path}", memory_bytes=50_000_000)
    try:
        with pytest.raises(StoreUnavailableError):
            process.recognise(TEXT)
    finally:
        process.close()


def test_more_texts_than_may_wait_are_sent_away(process: RecogniserProcess) -> None:
    process.recognise(TEXT)
    (pid,) = process.processes()
    os.kill(pid, signal.SIGSTOP)
    found: list[tuple[Mention, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(process.recognise(TEXT))) for _ in range(4)]
    for thread in threads:
        thread.start()
    while process._queue.waiting() < 3:
        threading.Event().wait(0.01)
    try:
        with pytest.raises(StoreUnavailableError, match="te veel"):
            process.recognise(TEXT)
    finally:
        os.kill(pid, signal.SIGCONT)
        for thread in threads:
            thread.join()
    assert [len(one) for one in found] == [2, 2, 2, 2]


def test_too_long_a_text_is_refused_before_it_is_sent() -> None:
    with pytest.raises(RecognitionLimitError, match="heeft 500001 tekens"):
        RecogniserProcess("oxigraph:nergens").recognise("a" * (MAX_CHARS + 1))


def test_the_serving_process_never_loads_spacy(builtin_home: Path) -> None:
    code = (
        "import sys\n"
        "from webapp import create_app\n"
        "from webapp.settings import Settings\n"
        "app = create_app(Settings(home=sys.argv[1]))\n"
        "client = app.test_client()\n"
        "for path in ('/', '/zoeken?q=wonen', '/api/search?q=wonen', '/api/recognise?text=Woningwet'):\n"
        "    assert client.get(path).status_code == 200, path\n"
        "app.extensions['gemeengoed-site'].close()\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('spacy', 'thinc')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(builtin_home)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_another_edition_ends_the_process_of_the_former(app: Flask, builtin_home: Path) -> None:
    from webapp import create_app
    from webapp.settings import Settings

    own = create_app(Settings(home=str(builtin_home)))
    keeper = own.extensions["gemeengoed-site"]
    own.test_client().get("/api/recognise?text=Woningwet")
    site = keeper.acquire()
    keeper.release(site)
    (pid,) = site.recogniser.processes()
    keeper.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
