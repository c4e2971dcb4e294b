"""Runs a query on the engine and writes the answer in the form asked for, whole or not at all.

Imports nothing but the engine, because every worker process that answers strangers carries it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import pyoxigraph as ox

from graph.store.capped import CappedBuffer
from ontology.errors import QueryLimitError, QueryRefusedError, QuerySyntaxError, StoreError
from ontology.prefixes import PREFIXES

Result: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_Named: TypeAlias = ox.NamedNode | ox.BlankNode
_Graph: TypeAlias = _Named | ox.DefaultGraph

# An element whose name ends where it should begin, and what no XML may hold; `<` begins only names.
_NO_XML: Final = re.compile(rb"<[^\s<>/]*:[\s/>]|[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_KEYWORD: Final = re.compile(r"(?<![A-Za-z_\"'])[A-Z]{2,}(?:_[A-Z]+)*(?![A-Za-z_])")
_EXACT: Final = re.compile(r"\"[^\"]*\"|\[['0-9]")
_IRI_FAILED: Final = "IRI parsing failed"
_REASONS: Final = {
    _IRI_FAILED: "Deze IRI is onleesbaar of niet volledig",
    "language tag parsing failed": "Hiervoor staat geen taalcode",
    "variable that is unbound": "Hiervoor noemt SELECT een variabele die nergens een waarde krijgt",
}
# Room for the longest word that the engine may hope for: short of text it does not tell where it stopped.
_ROOM: Final = " " * len("ENCODE_FOR_URI")


def run_query(
    store: ox.Store,
    query: str,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    base_iri: str | None = None,
) -> Result:
    """Start to answer *query*; prefixes that everybody here uses need no declaration.

    The engine finds a statement once in each graph, so two default graphs that share a statement would
    give it twice. Several default graphs are therefore first merged into one, as SPARQL means it.

    >>> bool(run_query(ox.Store(), "ASK { ?s skos:prefLabel ?o }"))
    False

    :param default_graphs: IRIs; with *named_graphs* the whole dataset, whatever ``FROM`` says
    :param base_iri: against which relative IRIs are read, unless the query says ``BASE``
    :raises QuerySyntaxError: with line and column
    """
    text = query + _ROOM
    try:
        if not default_graphs and not named_graphs:
            return store.query(text, base_iri=base_iri, prefixes=PREFIXES)
        default: list[_Graph] = [ox.NamedNode(iri) for iri in dict.fromkeys(default_graphs)]
        named: list[_Named] = [ox.NamedNode(iri) for iri in named_graphs]
        if len(default) <= 1:
            return store.query(
                text, base_iri=base_iri, prefixes=PREFIXES, default_graph=default, named_graphs=named
            )
        merged = _merge(store, default, named)
        return merged.query(
            text, base_iri=base_iri, prefixes=PREFIXES, default_graph=ox.DefaultGraph(), named_graphs=named
        )
    except SyntaxError as exc:
        raise syntax_error(query, str(exc)) from exc
    except ValueError as exc:
        raise QuerySyntaxError(f"De naam van een graaf is geen IRI ({exc}). Geef een volledige IRI.") from exc
    except OSError as exc:
        raise StoreError(f"De store kan niet antwoorden ({exc}). Probeer het opnieuw.") from exc


def _merge(store: ox.Store, default: Sequence[_Graph], named: Sequence[_Named]) -> ox.Store:
    merged = ox.Store()
    for graph in default:
        quads = store.quads_for_pattern(None, None, None, graph)
        merged.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    for graph in named:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, graph))
    return merged


def serialise(
    result: Result | Iterable[ox.Triple],
    media_type: str,
    max_bytes: int | None = None,
    max_rows: int | None = None,
) -> bytes:
    """Write a result in the format *media_type*.

    >>> serialise(ox.Store().query("ASK {}"), "text/csv")
    b'true'

    :param max_rows: of a table, or statements of a graph
    :raises QueryLimitError: as soon as the answer grows past *max_bytes* or *max_rows*
    :raises QueryRefusedError: if something in the answer cannot be written in that format
    :raises StoreError: if *media_type* is no format for this kind of result
    """
    # The engine insists that the thread that asked also lets go of the result. An exception that somebody
    # keeps would hold it through this frame, until whichever thread collects garbage: hence the `del`.
    output = CappedBuffer(media_type, max_bytes=max_bytes, max_rows=max_rows)
    try:
        if isinstance(result, ox.QuerySolutions | ox.QueryBoolean):
            table = ox.QueryResultsFormat.from_media_type(media_type)
            if table is None:
                raise _no_format(media_type)
            result.serialize(output, format=table)
        else:
            graph = ox.RdfFormat.from_media_type(media_type)
            if graph is None:
                raise _no_format(media_type)
            # Prefixes make Turtle readable and half as long; the engine's own writer takes none.
            ox.serialize(_counted(result, max_rows), output, graph, prefixes=PREFIXES)
    except OSError as exc:
        if "does not support" in str(exc):
            raise _does_not_fit(media_type, "een uitspraak over een uitspraak") from exc
        raise StoreError(f"De store kan niet antwoorden ({exc}). Probeer het opnieuw.") from exc
    finally:
        del result
    answer = output.whole()
    if media_type.endswith("+xml") and not is_xml(answer):
        raise _does_not_fit(media_type, "een naam of een teken erin")
    return answer


def is_xml(answer: bytes) -> bool:
    """Tell whether what the engine wrote is XML: it does not look at what XML can hold.

    XML makes names of predicates and classes, and none can end in a slash or be a number; and it has no place
    for most control characters.

    >>> is_xml(b'<oxprefix: xmlns:oxprefix="http://example.org/1">'), is_xml(b"<a>b</a>")
    (False, True)
    """
    return _NO_XML.search(answer) is None


def _counted(triples: Iterable[ox.Triple], limit: int | None) -> Iterator[ox.Triple]:
    try:
        for number, triple in enumerate(triples, 1):
            if limit is not None and number > limit:
                raise QueryLimitError(
                    f"Het antwoord heeft meer dan {limit} uitspraken. Vraag minder, bijvoorbeeld met LIMIT."
                )
            yield triple
    finally:
        del triples  # see serialise()


def _does_not_fit(media_type: str, what: str) -> QueryRefusedError:
    return QueryRefusedError(f"Dit antwoord past niet in {media_type}: {what}. Vraag om Turtle, JSON of CSV.")


def _no_format(media_type: str) -> StoreError:
    return StoreError(
        f"Dit antwoord kan niet als {media_type}. Vraag een tabel als JSON, XML, CSV of TSV, "
        "een graaf als Turtle, N-Triples, RDF/XML, JSON-LD, TriG of N-Quads."
    )


def syntax_error(query: str, message: str) -> QuerySyntaxError:
    """Turn the engine's message into our error, at the place where the reader made the mistake.

    The engine tells where it gave up comparing, which lies behind the word it hoped for. That word is
    subtracted, and the long lists of letters that it could also have read are left out.

    >>> str(syntax_error("ASK { é }", "error at 1:15: expected OPTIONAL"))
    'Regel 1, kolom 7: Dit past niet in SPARQL. Kijk na wat hier staat.'
    """
    found = _PLACE.search(message)
    if found is None:
        return QuerySyntaxError(f"Dit is geen SPARQL ({message}). Verbeter de vraag.")
    expected, lines = found[3], query.split("\n")
    offset = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    reason = next((ours for theirs, ours in _REASONS.items() if theirs in expected), "")
    if reason == _REASONS[_IRI_FAILED]:
        offset = max(query.rfind("<", 0, offset), 0)
    elif not reason and not _EXACT.search(expected):
        offset -= min(map(len, _KEYWORD.findall(expected)), default=0)
    before = query[: max(offset, 0)].split("\n")
    text = f"{reason or 'Dit past niet in SPARQL'}. Kijk na wat hier staat."
    return QuerySyntaxError(text, len(before), len(before[-1]) + 1)
