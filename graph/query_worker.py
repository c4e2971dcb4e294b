"""The process that answers strangers' queries, one after another: no network, little memory, easily killed.

It is started by its file name and talks over its standard input and output, in messages of four bytes of
length and that many bytes. Nothing is imported that a query does not need.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox

from graph.isolation import cut_off_network, limit_memory
from graph.store.answering import run_query, serialise
from ontology.errors import QueryLimitError, QuerySyntaxError, StoreError

_LENGTH: Final = struct.Struct(">I")
# Past its deadline the parent kills; should the parent be gone, the process ends itself a little later.
_GRACE_S: Final = 1.0
_STATM: Final = Path("/proc/self/statm")


def write_message(stream: BinaryIO, message: bytes) -> None:
    """Send one message, and make sure that it has left."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def read_message(stream: BinaryIO) -> bytes | None:
    """Receive one message; None when the other side has hung up."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    message = stream.read(_LENGTH.unpack(head)[0])
    return message if len(message) == _LENGTH.unpack(head)[0] else None


def held_bytes() -> int:
    """Tell how much memory this process holds now; 0 where the system does not tell.

    Not ``getrusage``: its peak includes what the parent had in use when it started this process.
    """
    try:
        return int(_STATM.read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def answer(store: ox.Store, request: bytes) -> tuple[dict[str, object], bytes]:
    """Answer one request: the head of the answer and its body; an error of ours becomes a head without body.

    >>> answer(ox.Store(), b'{"query": "ASK {}", "media_type": "text/csv", "max_bytes": 99}')
    ({'ok': True}, b'true')

    :param request: JSON with ``query media_type max_bytes`` and perhaps ``default_graphs named_graphs``
    """
    wanted = json.loads(request)
    try:
        graphs = wanted.get("default_graphs", ()), wanted.get("named_graphs", ())
        return {"ok": True}, serialise(
            run_query(store, wanted["query"], *graphs), wanted["media_type"], wanted["max_bytes"]
        )
    except QuerySyntaxError as exc:
        place = {"line": exc.line, "column": exc.column}
        return {"ok": False, "error": "QuerySyntaxError", "message": exc.message, **place}, b""
    except StoreError as exc:
        return {"ok": False, "error": type(exc).__name__, "message": exc.message}, b""
    except MemoryError:
        error = QueryLimitError("De vraag kost te veel geheugen. Vraag minder, bijvoorbeeld met LIMIT.")
        return {"ok": False, "error": "QueryLimitError", "message": error.message}, b""


def serve(store: ox.Store, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the other side hangs up."""
    while (request := read_message(requests)) is not None:
        timeout_s = json.loads(request)["timeout_s"]
        # Without a handler the signal ends the process, also while the engine is at work.
        signal.setitimer(signal.ITIMER_REAL, timeout_s + _GRACE_S)
        head, body = answer(store, request)
        signal.setitimer(signal.ITIMER_REAL, 0)
        head["held_bytes"] = held_bytes()
        write_message(answers, json.dumps(head).encode())
        write_message(answers, body)


def main(directory: str, memory_bytes: int) -> None:
    """Shut oneself in, open the store in *directory*, say so, and answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then hangs up
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not end up among the answers
    isolated = cut_off_network()
    limit_memory(memory_bytes)
    store = ox.Store.read_only(directory)
    write_message(answers, json.dumps({"isolated": isolated}).encode())
    serve(store, requests, answers)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
