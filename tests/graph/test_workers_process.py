"""The worker itself: its messages, and what it does with a request."""

from __future__ import annotations

import io
import json
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.query_worker import answer
from graph.worker_child import held_bytes, read_message, serve, write_message


def request(query: str, **more: object) -> bytes:
    wanted = {"query": query, "media_type": "text/csv", "store": "", "max_bytes": 1000, "max_rows": 9}
    return json.dumps({**wanted, "timeout_s": 5.0, **more}).encode()


def test_message_arrives_as_it_was_sent() -> None:
    stream = io.BytesIO()
    write_message(stream, b"een")
    write_message(stream, b"")
    stream.seek(0)
    assert [read_message(stream), read_message(stream), read_message(stream)] == [b"een", b"", None]


def test_message_that_was_cut_off_is_no_message() -> None:
    assert read_message(io.BytesIO(b"\x00\x00\x00\x05een")) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (request("ASK {}"), ({"ok": True}, b"true")),
        (
            request("onzin"),
            (
                {
                    "ok": False,
                    "error": "QuerySyntaxError",
                    "message": "Dit past niet in SPARQL. Kijk na wat hier staat.",
                    "line": 1,
                    "column": 1,
                },
                b"",
            ),
        ),
        (
            request("SELECT ?x { VALUES ?x { 'veel te lang' } }", max_bytes=5),
            (
                {
                    "ok": False,
                    "error": "QueryLimitError",
                    "message": "Het antwoord is groter dan 5 bytes. Vraag minder, bijvoorbeeld met LIMIT.",
                },
                b"",
            ),
        ),
    ],
)
def test_request_gets_an_answer_or_an_error_in_words(body: bytes, expected: tuple[object, bytes]) -> None:
    assert answer(lambda _: ox.Store(), body) == expected


def test_lack_of_memory_is_an_error_in_words() -> None:
    class Exhausted:  # the engine's own class cannot be made to run out on purpose
        def query(self, *_: object, **__: object) -> None:
            raise MemoryError

    head, body = answer(lambda _: Exhausted(), request("ASK {}"))  # type: ignore[arg-type,return-value]
    assert (head["error"], body) == ("QueryLimitError", b"")


def test_worker_answers_until_the_other_side_hangs_up() -> None:
    requests, answers = io.BytesIO(), io.BytesIO()
    write_message(requests, request("ASK {}"))
    write_message(requests, request("onzin"))
    requests.seek(0)
    serve(partial(answer, lambda _: ox.Store()), requests, answers)
    answers.seek(0)
    heads = []
    while (head := read_message(answers)) is not None:
        heads.append((json.loads(head)["ok"], read_message(answers)))
    assert heads == [(True, b"true"), (False, b"")]


def test_memory_of_this_process_is_told_in_bytes() -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not tell")
    assert 5_000_000 < held_bytes() < 10_000_000_000
