"""The founding article as data, held against the material it was typed from."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from rdflib import Graph, Literal
from rdflib.term import Node

from graph.ingest import Ingested
from ontology.iris import DEFAULT_BASE
from ontology.terms import DCT, GG, OA, ORG, RDF, SCHEMA, SKOS

COALITION = f"{DEFAULT_BASE}/id/organisatie/wdhs-coalitie"


def seed(shared: Path, file: str) -> list[dict[str, str]]:
    with (shared / "data/seed" / file).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_mention_stands_under_its_name_and_role_in_the_graph_of_its_page(
    shared: Path, wdhs: Ingested, wdhs_statements: Graph, wdhs_by_graph: dict[tuple[str, str], Graph]
) -> None:
    refs = {document.url: document.ref for document in wdhs.source.documents}
    roles = {
        "kernpartner": {GG.Kernpartner},
        "initiatiefnemer en kernpartner": {GG.Initiatiefnemer, GG.Kernpartner},
        "coalitielid": {GG.Coalitielid},
        "lid We Doen Het Samen! coalitie": {GG.Coalitielid},
        "coalitiepartner": {GG.Coalitiepartner},
        "ondertekenaar": {GG.Ondertekenaar},
    }
    mentions = seed(shared, "wdhs_mentions.csv")
    assert len(mentions) == 60
    for mention in mentions:
        graph = wdhs_by_graph[refs[mention["bron_url"]], "gesteld"]
        written = mention["naam_zoals_geschreven"].replace(" (LVKK)", "")
        named = Literal(written, lang="nl")
        members = {*graph.subjects(SKOS.prefLabel, named), *graph.subjects(SKOS.altLabel, named)}
        assert len(members) == 1, mention
        memberships = set(graph.subjects(ORG.member, *members))
        assert {role for one in memberships for role in graph.objects(one, ORG.role)} == roles[mention["rol"]]
        assert {str(one) for found in memberships for one in graph.objects(found, ORG.organization)} == {
            COALITION
        }


def test_names_that_the_list_takes_together_are_one_organisation(
    shared: Path, wdhs_statements: Graph
) -> None:
    organisations: dict[str, set[Node]] = {}
    for mention in seed(shared, "wdhs_mentions.csv"):
        named = Literal(mention["naam_zoals_geschreven"].replace(" (LVKK)", ""), lang="nl")
        found = {
            *wdhs_statements.subjects(SKOS.prefLabel, named),
            *wdhs_statements.subjects(SKOS.altLabel, named),
        }
        organisations.setdefault(mention["genormaliseerde_naam"], set()).update(found)
    assert {key: len(found) for key, found in organisations.items() if len(found) != 1} == {}
    assert len({one for found in organisations.values() for one in found}) == len(organisations) == 23


def test_the_27_initiatives_come_from_the_pages_that_name_them(
    shared: Path, wdhs: Ingested, wdhs_statements: Graph
) -> None:
    rows = seed(shared, "initiatives_real.csv")
    labels = {
        str(wdhs_statements.value(one, SKOS.prefLabel))
        for one in wdhs_statements.subjects(RDF.type, GG.Initiatief)
    }
    assert len(labels) == len(rows) == 27
    shortened = {
        "Buurtcentrum/buurthuis De Eester": "De Eester",
        "Zonneweide Glimmen (Grunneger Power)": "Zonneweide Glimmen",
    }
    assert {shortened.get(row["naam"], row["naam"]) for row in rows} == labels
    places = {str(one) for one in wdhs_statements.objects(None, GG.plaatsZoalsGenoemd)}
    assert {row["plaats_zoals_genoemd"] for row in rows} - {""} == places


def test_the_12_observations_have_the_values_that_the_pages_give(
    shared: Path, wdhs_statements: Graph
) -> None:
    values = sorted(
        str(wdhs_statements.value(one, SCHEMA.value))
        for one in wdhs_statements.subjects(RDF.type, SCHEMA.Observation)
    )
    assert values == sorted(row["waarde"] for row in seed(shared, "indicators_real.csv"))


def test_quotations_of_the_article_are_literal(
    shared: Path, wdhs_by_graph: dict[tuple[str, str], Graph]
) -> None:
    article = " ".join((shared / "data/seed/cooplink_2024.txt").read_text(encoding="utf-8").split())
    for certainty in ("gesteld", "afgeleid", "verwacht"):
        graph = wdhs_by_graph["cooplink-2024", certainty]
        quotations = [*graph.objects(None, OA.exact), *graph.objects(None, GG.formulering)]
        assert [str(one) for one in quotations if str(one) not in article] == []


def test_our_descriptions_copy_no_sentence_of_the_article(shared: Path, wdhs_statements: Graph) -> None:
    article = (shared / "data/seed/cooplink_2024.txt").read_text(encoding="utf-8")
    sentences = {one.strip() for one in re.split(r"(?<=[.?!])\s+|\n", article) if len(one) > 30}
    copied = [
        one
        for one in wdhs_statements.objects(None, DCT.description)
        if any(part in one for part in sentences)
    ]
    assert copied == []
