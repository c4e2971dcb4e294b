"""The process that answers strangers' queries, one after another: no network, little memory, easily killed.

It is started by its file name; see :mod:`graph.worker_child` for how it talks. Nothing is imported that a
query does not need.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.isolation import cut_off_network, limit_memory
from graph.store.answering import run_query, serialise
from graph.worker_child import in_low_priority_when_slow, serve, take_streams, tell_ready
from ontology.errors import QueryLimitError, QuerySyntaxError, StoreError, StoreUnavailableError

KEPT_STORES: Final = 2
"""Stores that a process keeps open: that of the published edition, and the one before or a cited one."""


@lru_cache(KEPT_STORES)
def open_store_at(directory: str) -> ox.Store:
    """Open the store in *directory*, which nobody writes to, or give it again.

    :raises StoreUnavailableError: if there is none
    """
    try:
        if not (Path(directory) / "CURRENT").is_file():  # the engine would make one
            raise StoreUnavailableError("De graaf van deze editie is er niet. Bouw haar opnieuw.")
        return ox.Store.read_only(directory)
    except (OSError, ValueError) as exc:
        raise StoreUnavailableError(f"De graaf is niet te openen ({exc}). Bouw de editie opnieuw.") from exc


def answer(open_at: Callable[[str], ox.Store], request: bytes) -> tuple[dict[str, object], bytes]:
    """Answer one request: the head of the answer and its body; an error of ours becomes a head without body.

    >>> wanted = {"store": "", "query": "ASK {}", "media_type": "text/csv", "max_bytes": 99, "max_rows": 9}
    >>> answer(lambda _: ox.Store(), json.dumps(wanted).encode())
    ({'ok': True}, b'true')

    :param open_at: gives the store in a folder
    :param request: JSON with ``store query media_type max_bytes max_rows`` and perhaps ``default_graphs
        named_graphs base_iri``
    """
    wanted = json.loads(request)
    try:
        more = wanted.get("default_graphs", ()), wanted.get("named_graphs", ()), wanted.get("base_iri")
        return {"ok": True}, serialise(
            run_query(open_at(wanted["store"]), wanted["query"], *more),
            wanted["media_type"],
            wanted["max_bytes"],
            wanted["max_rows"],
        )
    except QuerySyntaxError as exc:
        place = {"line": exc.line, "column": exc.column}
        return {"ok": False, "error": "QuerySyntaxError", "message": exc.message, **place}, b""
    except StoreError as exc:
        return {"ok": False, "error": type(exc).__name__, "message": exc.message}, b""
    except MemoryError:
        error = QueryLimitError("De vraag kost te veel geheugen. Vraag minder, bijvoorbeeld met LIMIT.")
        return {"ok": False, "error": "QueryLimitError", "message": error.message}, b""


def main(memory_bytes: int) -> None:
    """Shut oneself in, say so, and answer."""
    requests, answers = take_streams()
    isolated = cut_off_network()
    limit_memory(memory_bytes)
    tell_ready(answers, isolated=isolated)
    serve(in_low_priority_when_slow(partial(answer, open_store_at)), requests, answers)


if __name__ == "__main__":
    main(int(sys.argv[1]))
