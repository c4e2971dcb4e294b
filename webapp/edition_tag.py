"""Names an answer by all that it depends on, so that who has it already need not get it again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version

from flask import Response, json, request

from webapp.keeper import current_graph


def unless_known(asked: Iterable[str], make: Callable[[], Response]) -> Response:
    """Answer with what *make* makes, or say that the client has it already: an edition never changes.

    The tag is worked out from the question and not from the answer, so a known answer costs nothing. It is
    weak: the same answer may be compressed in several ways.

    :param asked: all that the answer depends on beside the program, the edition and the address
    """
    tag = _tag(asked)
    known = request.if_none_match.contains_weak(tag) and request.method in {"GET", "HEAD"}
    response = Response(status=304) if known else make()
    response.set_etag(tag, weak=True)
    return response


@cache
def _version() -> str:
    # Reading it means reading a file of the package: a tenth of what a small question costs.
    return version("gemeengoed")


def _tag(asked: Iterable[str]) -> str:
    parts = [_version(), current_graph().state, request.base_url, *asked]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
