"""Reads what a SPARQL server answered, to the last byte, and levels out two ways of saying the same."""

from __future__ import annotations

import json
import re
from typing import Final

import pyoxigraph as ox

TABLE: Final = "application/sparql-results+json"
GRAPH: Final = "application/n-triples"

# Virtuoso writes true as 1, another word for the same value; the embedded engine knows only the first. Within
# a text a quotation mark has a backslash before it, so neither pattern finds anything there.
_TABLE_TRUTH: Final = re.compile(
    rb'("http://www\.w3\.org/2001/XMLSchema#boolean"\s*,\s*"value"\s*:\s*)"([01])"'
)
_GRAPH_TRUTH: Final = re.compile(rb'"([01])"\^\^<http://www\.w3\.org/2001/XMLSchema#boolean>')
_WORDS: Final = {b"0": b"false", b"1": b"true"}
# So does Virtuoso answer an ASK whose pattern reads nothing: one row for yes, none for no.
_ASK_AS_TABLE: Final = "__ASK_RETVAL"


def read_table(body: bytes, form: str) -> ox.QuerySolutions | ox.QueryBoolean:
    """Read the answer to a SELECT or an ASK.

    The rows are parsed while they are read: a mistake among them shows only then.

    >>> bool(read_table(b'{"head": {}, "boolean": true}', "ask"))
    True

    :param form: ``select`` or ``ask``
    :raises SyntaxError: if it is damaged
    :raises ValueError: if it lost its end
    """
    result = ox.parse_query_results(
        _TABLE_TRUTH.sub(lambda m: m[1] + b'"' + _WORDS[m[2]] + b'"', body), format=ox.QueryResultsFormat.JSON
    )
    if form == "ask":
        # The engine stops reading at the answer and would not miss a lost end.
        answer = json.loads(body)
        if isinstance(result, ox.QuerySolutions) and answer["head"].get("vars") == [_ASK_AS_TABLE]:
            word = b"true" if answer["results"]["bindings"] else b"false"
            del result  # see graph.store.answering.serialise
            return read_table(b'{"head":{},"boolean":' + word + b"}", form)
    return result


def read_graph(body: bytes) -> list[ox.Triple]:
    """Read the answer to a CONSTRUCT or a DESCRIBE as a set, however often the server says a statement.

    >>> len(read_graph(b"<a:b> <a:c> <a:d> .\\n<a:b> <a:c> <a:d> ."))
    1

    :raises SyntaxError: if it is damaged
    """
    text = _GRAPH_TRUTH.sub(lambda m: b'"' + _WORDS[m[1]] + m[0][2:], body)
    return list(dict.fromkeys(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)))
