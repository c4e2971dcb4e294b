"""The process that recognises what texts mention, one text after another: spaCy lives here and nowhere else.

It is started by its file name; see :mod:`graph.worker_child` for how it talks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial

from graph.isolation import cut_off_network, limit_memory
from graph.store import open_store
from graph.worker_child import serve, take_streams, tell_ready
from indexer.recognise.mention import Mention
from indexer.recognise.recogniser import Recogniser
from ontology.errors import RecognitionLimitError

Recognise = Callable[[str], Iterable[Mention]]


def answer(recognise: Recognise, request: bytes) -> tuple[dict[str, object], bytes]:
    """Answer one request: the head of the answer, and the mentions as JSON.

    >>> answer(lambda text: [], b'{"text": "niets"}')
    ({'ok': True}, b'[]')

    :param request: JSON with ``text``
    """
    try:
        mentions = [asdict(mention) for mention in recognise(json.loads(request)["text"])]
        return {"ok": True}, json.dumps(mentions).encode()
    except (MemoryError, RecursionError):
        error = RecognitionLimitError("De tekst kost te veel geheugen. Stuur hem in stukken.")
        return {"ok": False, "error": "RecognitionLimitError", "message": error.message}, b""


def main(store_url: str, memory_bytes: int) -> None:
    """Shut oneself in, learn the names in the store, say so, and answer."""
    requests, answers = take_streams()
    # A store elsewhere is reached over the network, so with one of those it stays.
    isolated = cut_off_network() if store_url.startswith("oxigraph") else False
    limit_memory(memory_bytes)
    with open_store(store_url) as store:
        recogniser = Recogniser.of(store)
    tell_ready(answers, isolated=isolated)
    serve(partial(answer, recogniser.recognise), requests, answers)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
