"""The process that answers strangers' queries, one after another: no network, little memory, easily killed.

It is started by its file name; see :mod:`graph.worker_child` for how it talks. Nothing is imported that a
query does not need.
"""

from __future__ import annotations

import json
import sys
from functools import partial

import pyoxigraph as ox

from graph.isolation import cut_off_network, limit_memory
from graph.store.answering import run_query, serialise
from graph.worker_child import serve, take_streams, tell_ready
from ontology.errors import QueryLimitError, QuerySyntaxError, StoreError


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


def main(directory: str, memory_bytes: int) -> None:
    """Shut oneself in, open the store in *directory*, say so, and answer."""
    requests, answers = take_streams()
    isolated = cut_off_network()
    limit_memory(memory_bytes)
    store = ox.Store.read_only(directory)
    tell_ready(answers, isolated=isolated)
    serve(partial(answer, store), requests, answers)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
