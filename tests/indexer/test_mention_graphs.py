"""Mentions in the graph's own texts: derived, with their source, their words and how sure they are."""

from __future__ import annotations

from graph.store.interface import GraphStore
from indexer.mention_graphs import LEAST_CONFIDENCE, MENTIONS
from indexer.recognise.recogniser import VERSION

PREFIXES = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX gg: <https://w3id.org/gemeengoed/def#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
"""
BASE = "https://w3id.org/gemeengoed"


def rows(store: GraphStore, query: str) -> list[dict[str, object]]:
    return [dict(row) for row in store.select(PREFIXES + query)]


def test_a_text_states_what_it_mentions(builtin_store: GraphStore) -> None:
    woningwet = "https://wetten.overheid.nl/BWBR0005181/"
    article = "https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a"
    found = rows(builtin_store, f"SELECT ?thing WHERE {{ <{woningwet}> schema:mentions ?thing }}")
    mentioned = {str(row["thing"]) for row in found}
    assert {article, f"{BASE}/id/thema/wooncooperatie"} <= mentioned


def test_every_mention_is_derived_and_leads_to_an_address_and_a_date(builtin_store: GraphStore) -> None:
    stated = rows(
        builtin_store,
        "SELECT ?text ?thing ?graph ?certainty ?url ?date ?note WHERE {"
        " GRAPH ?graph { ?text schema:mentions ?thing }"
        " ?graph gg:zekerheid ?certainty ; prov:wasDerivedFrom ?source . ?source schema:url ?url ."
        " OPTIONAL { ?source dct:date ?date } OPTIONAL { ?source gg:datumToelichting ?note } }",
    )
    assert len(stated) > 150
    for row in stated:
        assert str(row["certainty"]) == f"{BASE}/def#Afgeleid"
        assert str(row["graph"]).endswith(MENTIONS)
        assert row["url"]
        assert row.get("date") or row.get("note")


def test_every_mention_has_its_words_rule_and_confidence(builtin_store: GraphStore) -> None:
    stated = rows(builtin_store, "SELECT DISTINCT ?text ?thing WHERE { ?text schema:mentions ?thing }")
    explained = rows(
        builtin_store,
        "SELECT ?text ?thing ?words ?confidence ?rule ?version ?field ?said WHERE {"
        " ?node a oa:Annotation ; oa:hasTarget ?text ; oa:hasBody ?thing ; oa:exact ?words ;"
        " gg:trefzekerheid ?confidence ; gg:herkenningsregel ?rule ; schema:softwareVersion ?version ;"
        " gg:tekstveld ?field . ?text ?field ?said FILTER(CONTAINS(STR(?said), STR(?words))) }",
    )
    assert {(r["text"], r["thing"]) for r in stated} == {(r["text"], r["thing"]) for r in explained}
    for row in explained:
        assert LEAST_CONFIDENCE <= float(str(row["confidence"])) <= 1
        assert str(row["version"]) == VERSION
        assert str(row["rule"])


def test_nothing_mentions_itself(builtin_store: GraphStore) -> None:
    assert not rows(builtin_store, "SELECT ?x WHERE { ?x schema:mentions ?x }")


def test_the_default_graph_holds_each_mention_once(builtin_store: GraphStore) -> None:
    counted = rows(builtin_store, "SELECT (COUNT(*) AS ?n) WHERE { ?text schema:mentions ?thing }")
    pairs = rows(builtin_store, "SELECT DISTINCT ?text ?thing WHERE { ?text schema:mentions ?thing }")
    assert int(str(counted[0]["n"])) == len(pairs)
