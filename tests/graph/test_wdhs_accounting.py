"""Each of the 72 statements of the article is modelled where the account says so, or left out for reasons."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from graph.ingest import Ingested
from graph.source import BUILTIN_FOLDER
from ontology.iris import DEFAULT_BASE
from ontology.prefixes import PREFIXES

STATEMENTS = range(1, 73)
MODELLED = "gemodelleerd"
LEFT_OUT = "weggelaten"
DOCUMENT_FACTS = "herkomst"


@pytest.fixture(scope="module")
def folder() -> Path:
    return BUILTIN_FOLDER / "wdhs"


@pytest.fixture(scope="module")
def account(folder: Path) -> list[dict[str, str]]:
    with (folder / "verantwoording.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def graphs(wdhs: Ingested) -> dict[str, Graph]:
    graphs = {f"{one.document}-{one.certainty}": one.graph for one in wdhs.graphs}
    facts = Graph()
    for document in wdhs.source.documents:
        bron = URIRef(f"{DEFAULT_BASE}/id/bron/{document.ref}")
        facts += turtle(f'<{bron}> dct:title "{document.title}" ; schema:url <{document.url}> .')
    return {**graphs, DOCUMENT_FACTS: facts}


def turtle(text: str) -> Graph:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return Graph().parse(data=f"@base <{DEFAULT_BASE}/id/> .\n{head}{text}", format="turtle")


def test_every_statement_is_accounted_for_in_one_way(account: list[dict[str, str]]) -> None:
    statuses = defaultdict(set)
    for row in account:
        statuses[int(row["nr"])].add(row["status"])
    assert sorted(statuses) == list(STATEMENTS)
    assert [nr for nr, found in statuses.items() if found not in ({MODELLED}, {LEFT_OUT})] == []


def test_what_is_modelled_stands_in_the_graph_that_the_account_names(
    account: list[dict[str, str]], graphs: dict[str, Graph]
) -> None:
    missing = []
    for row in account:
        if row["status"] == MODELLED:
            (triple,) = turtle(f"{row['subject']} {row['predicate']} {row['object']} .")
            if triple not in graphs[row["graph"]]:
                missing.append(row)
    assert missing == []


def test_what_is_left_out_has_a_reason_and_no_statement(account: list[dict[str, str]]) -> None:
    left_out = [row for row in account if row["status"] == LEFT_OUT]
    assert [int(row["nr"]) for row in left_out] == [2, 9, 10, 27, 39, 57, 58, *range(62, 73)]
    assert [row["nr"] for row in left_out if len(row["reden"]) < 10 or row["subject"] or row["graph"]] == []


def test_readme_tells_the_same_as_the_account(folder: Path, account: list[dict[str, str]]) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    table = {int(nr): cell for nr, cell in re.findall(r"^\| (\d+) \|[^|]*\| (.*) \|$", text, re.MULTILINE)}
    assert sorted(table) == list(STATEMENTS)
    for row in account:
        cell = table[int(row["nr"])]
        assert cell.startswith(f"{LEFT_OUT}: ") == (row["status"] == LEFT_OUT)
        assert row["reden"] in cell
        assert row["graph"] in cell
    for nr, cell in table.items():
        subjects = {row["subject"].strip("<>") for row in account if int(row["nr"]) == nr}
        assert {subject for subject, _ in re.findall(r"`([^`]+)` (\w+:\w+)", cell)} <= subjects


def test_the_statuses_of_the_list_of_statements_are_respected(
    shared: Path, account: list[dict[str, str]]
) -> None:
    with (shared / "data/seed/seed_facts.csv").open(encoding="utf-8", newline="") as file:
        said = {int(row["nr"]): row["status"] for row in csv.DictReader(file)}
    certainties = defaultdict(set)
    for row in account:
        if row["graph"] and row["graph"] != DOCUMENT_FACTS:
            certainties[said[int(row["nr"])]].add(row["graph"].rpartition("-")[2])
    assert certainties.pop("explicit") == {"gesteld", "afgeleid"}
    assert certainties == {"inferred": {"afgeleid"}, "expectation": {"verwacht"}}
    from_inference = {
        int(row["nr"])
        for row in account
        if said[int(row["nr"])] == "explicit" and row["graph"].endswith("-afgeleid")
    }
    assert from_inference == {5, 54}, "the day without its year, and that two pages contradict each other"
