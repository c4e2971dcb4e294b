"""The W3C tests of the result formats JSON, CSV and TSV, over HTTP."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from tests.conformance.manifest import QueryTest, names, query_tests

SHARED = Path(__file__).resolve().parents[3] / "shared" / "standards" / "sparql" / "sparql11"
COUNTS = {"json-res": 4, "csv-tsv-res": 6}
MEDIA_TYPES = {
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
NORMALISED = pytest.mark.xfail(
    strict=True,
    reason="The engine keeps numbers by value: 1.0E6 becomes 1000000, a negativeInteger an integer.",
)
TESTS = [
    pytest.param(one, marks=NORMALISED if one.name in {"csv03", "tsv03"} else (), id=one.name)
    for folder in COUNTS
    if SHARED.is_dir()
    for one in query_tests(SHARED / folder / "manifest.ttl")
]


def test_the_suites_are_whole(w3c: Path) -> None:
    assert {one: len(names(w3c / one / "manifest.ttl")) for one in COUNTS} == COUNTS


def rows(data: bytes, suffix: str) -> list[dict[str, str]] | bool:
    """Read a table: its rows in an order of their own, with one name for all blank nodes."""
    if suffix == ".csv":
        table = list(csv.DictReader(io.StringIO(data.decode())))
    else:
        form = ox.QueryResultsFormat.JSON if suffix == ".srj" else ox.QueryResultsFormat.TSV
        found = ox.parse_query_results(data, format=form)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        names = [one.value for one in found.variables]
        table = [{name: str(row[name]) if row[name] else "" for name in names} for row in found]
    bare = [{name: "_:" if term.startswith("_:") else term for name, term in row.items()} for row in table]
    return sorted(bare, key=lambda row: sorted(row.items()))


@pytest.mark.skipif(not TESTS, reason="../shared is not here")
@pytest.mark.parametrize("test", TESTS)
def test_results(sandbox: httpx.Client, test: QueryTest) -> None:
    put = sandbox.put(
        "/rdf-graph-store?default", content=test.data.read_bytes(), headers={"Content-Type": "text/turtle"}
    )
    assert put.status_code == 204, put.text
    suffix = test.result.suffix
    answer = sandbox.post(
        "/sparql", data={"query": test.query.read_text("utf-8")}, headers={"Accept": MEDIA_TYPES[suffix]}
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == MEDIA_TYPES[suffix]
    if suffix == ".srj":
        assert set(json.loads(answer.text)) <= {"head", "results", "boolean"}
    assert rows(answer.content, suffix) == rows(test.result.read_bytes(), suffix)
