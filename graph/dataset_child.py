"""The process that alone writes to a dataset, one change after another: no network, easily killed.

Each change ends with a checkpoint, a copy by hard links that nobody writes to; readers open that. A change
that is not there as a checkpoint never happened: should this process be ended halfway, the next begins at the
last. See :mod:`graph.worker_child` for how it talks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from graph.isolation import cut_off_network, limit_memory
from graph.store.answering import syntax_error
from graph.worker_child import serve, take_streams, tell_ready
from ontology.errors import (
    QueryLimitError,
    QueryRefusedError,
    QuerySyntaxError,
    SourceFormatError,
    StoreError,
)
from ontology.prefixes import PREFIXES

Graph = ox.NamedNode | ox.DefaultGraph
_QUAD_FORMATS: Final = (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG)


class Writer:
    """The writable store with its checkpoints.

    >>> import tempfile
    >>> writer = Writer(Path(tempfile.mkdtemp()), None)
    >>> writer.change({"do": "update", "text": "CREATE GRAPH <http://a/g>", "original": "", "base_iri": None})
    {'changed': True}
    """

    def __init__(self, folder: Path, begin_at: Path | None) -> None:
        """Work in *folder*, beginning with the checkpoint *begin_at*, or with nothing."""
        work = folder / "werk"
        if begin_at is not None:
            ox.Store.read_only(str(begin_at)).backup(str(work))
        self.store = ox.Store(str(work))

    def checkpoint(self, place: Path) -> None:
        """Bring everything to disk and link it at *place*."""
        self.store.flush()
        self.store.backup(str(place))

    def change(self, wanted: dict[str, Any]) -> dict[str, object]:
        """Carry out one change, whole or not at all.

        :param wanted: what to ``do``: ``update`` with ``text original base_iri``; ``put post delete`` with
            ``graph`` (an IRI, or None for the default graph) and ``parts base_iri``; ``load`` with those two
        :returns: ``changed``: for graphs whether it was there before (``existed``)
        """
        match wanted["do"]:
            case "update":
                return self._update(wanted["text"], wanted["original"], wanted["base_iri"])
            case "load":
                self.store.bulk_extend(_parsed(wanted["parts"], wanted["base_iri"], None))
                return {"changed": True}
            case method:
                graph = ox.NamedNode(wanted["graph"]) if wanted["graph"] else ox.DefaultGraph()
                return self._graph(method, graph, wanted["parts"], wanted["base_iri"])

    def _update(self, text: str, original: str, base_iri: str | None) -> dict[str, object]:
        try:
            if text != original:  # what was written out for the engine must not move the place of an error
                ox.Store().update(original, base_iri=base_iri, prefixes=PREFIXES)
            self.store.update(text, base_iri=base_iri, prefixes=PREFIXES)
        except SyntaxError as exc:
            raise syntax_error(original, str(exc)) from exc
        except RuntimeError as exc:  # a graph that is there already, or is not
            raise QueryRefusedError(
                f"De wijziging gaat niet door: {exc}. Schrijf SILENT als dat mag."
            ) from exc
        except ValueError as exc:
            raise QuerySyntaxError(f"De naam van een graaf is geen IRI ({exc}).") from exc
        return {"changed": True}

    def _graph(
        self, method: str, graph: Graph, parts: Sequence[dict[str, str]], base_iri: str | None
    ) -> dict[str, object]:
        existed = isinstance(graph, ox.DefaultGraph) or self.store.contains_named_graph(graph)
        if method == "delete":
            if existed and isinstance(graph, ox.DefaultGraph):
                self.store.clear_graph(graph)
            elif existed:
                self.store.remove_graph(graph)
            return {"changed": existed, "existed": existed}
        for _ in _parsed(parts, base_iri, graph):  # what cannot be read must be known before anything changes
            pass
        if method == "put" and existed:
            self.store.clear_graph(graph)
        if not isinstance(graph, ox.DefaultGraph):
            self.store.add_graph(graph)
        self.store.bulk_extend(_parsed(parts, base_iri, graph))
        return {"changed": True, "existed": existed}


def _parsed(parts: Sequence[dict[str, str]], base_iri: str | None, graph: Graph | None) -> Iterator[ox.Quad]:
    """Read files; with *graph* all statements go there, and a file may name no other.

    :raises SourceFormatError: naming file and line
    """
    for part in parts:
        form = ox.RdfFormat.from_media_type(part["media_type"])
        if form is None or (graph is not None and form in _QUAD_FORMATS):
            raise SourceFormatError(f"{part['media_type']} kan hier niet. Stuur Turtle.", part["name"])
        try:
            for quad in ox.parse(path=part["path"], format=form, base_iri=base_iri, rename_blank_nodes=True):
                if graph is None:
                    yield quad
                elif isinstance(quad.graph_name, ox.DefaultGraph):
                    yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
                else:
                    raise SourceFormatError(
                        f"Hier staat een benoemde graaf, {quad.graph_name}. Stuur wat bij één graaf hoort.",
                        part["name"],
                    )
        except SyntaxError as exc:
            where = f"regel {exc.lineno}: " if exc.lineno else ""
            raise SourceFormatError(f"{where}{exc.msg}. Verbeter dit.", part["name"]) from exc


def answer(writer: Writer, request: bytes) -> tuple[dict[str, object], bytes]:
    """Carry out one change and make a checkpoint of it; an error of ours becomes a head without body."""
    wanted = json.loads(request)
    try:
        done = writer.change(wanted)
        writer.checkpoint(Path(wanted["checkpoint"]))
        return {"ok": True}, json.dumps(done).encode()
    except QuerySyntaxError as exc:
        place = {"line": exc.line, "column": exc.column}
        return {"ok": False, "error": "QuerySyntaxError", "message": exc.message, **place}, b""
    except (StoreError, SourceFormatError) as exc:
        return {"ok": False, "error": type(exc).__name__, "message": str(exc)}, b""
    except MemoryError:
        return {
            "ok": False,
            "error": QueryLimitError.__name__,
            "message": "De wijziging kost te veel geheugen. Doe haar in stukken.",
        }, b""


def main(folder: str, begin_at: str, memory_bytes: int) -> None:
    """Shut oneself in, open the store, say so, and answer."""
    requests, answers = take_streams()
    isolated = cut_off_network()
    limit_memory(memory_bytes)
    writer = Writer(Path(folder), Path(begin_at) if begin_at else None)
    tell_ready(answers, isolated=isolated)
    serve(partial(answer, writer), requests, answers)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
