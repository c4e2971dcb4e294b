"""The competency questions, each with its full answer on the built-in edition."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph.ingest import Ingested, ingest_folder
from graph.source import BUILTIN_FOLDER, builtin_sources
from graph.source_model import Document, Source
from graph.store.interface import GraphStore

QUERIES = Path(BUILTIN_FOLDER).parent / "queries"
GOLDEN = Path(__file__).parent / "golden"
REWRITE = "GEMEENGOED_REWRITE_GOLDEN"
"""Set this to write the answers of today to golden/, and review the difference before keeping it."""
COMPUTED = {"cq08", "cq20", "cq26", "cq27"}
"""Answers too long to read, or that hold the moment of the build: computed from the deliveries instead."""
UNANSWERED = {"cq07", "cq13", "cq14", "cq15", "cq16", "cq17", "cq24"}
MUNICIPALITIES_WITH_AN_INITIATIVE = {
    "gm0014",  # Groningen, successor of Haren, of which Glimmen was a village
    "gm0080",  # Leeuwarden, of which Reduzum is a village
    "gm0344",  # Utrecht
    "gm0363",  # Amsterdam
    "gm0518",  # 's-Gravenhage
    "gm0599",  # Rotterdam
    "gm0755",  # Boekel
    "gm1676",  # Schouwen-Duiveland, of which Sirjansland is a village
}

Rows = list[tuple[str, ...]]


def numbers() -> list[str]:
    return sorted(file.name[:4] for file in QUERIES.glob("cq*.rq"))


def text_of(number: str) -> str:
    (file,) = QUERIES.glob(f"{number}_*.rq")
    return file.read_text(encoding="utf-8")


def columns_of(query: str) -> tuple[str, ...]:
    select = re.search(r"^SELECT (?:DISTINCT )?(.*?) WHERE \{$", query, re.MULTILINE)
    assert select is not None, "the first line of the query names its columns"
    return tuple(re.findall(r"\?(\w+)", re.sub(r"COUNT\([^)]*\)", "", select[1])))


def answer(store: GraphStore, number: str) -> Rows:
    query = text_of(number)
    columns = columns_of(query)
    return [tuple(str(row.get(column, "")) for column in columns) for row in store.select(query)]


@pytest.fixture(scope="module")
def deliveries() -> list[Ingested]:
    return [ingest_folder(folder) for folder in builtin_sources()]


def test_there_are_28_questions_in_dutch_and_english() -> None:
    assert numbers() == [f"cq{number:02}" for number in range(1, 29)]
    for number in numbers():
        dutch, english = text_of(number).splitlines()[:2]
        assert re.fullmatch(r"# nl: .+\?", dutch)
        assert re.fullmatch(r"# en: .+\?", english)


@pytest.mark.parametrize("number", sorted(set(numbers()) - COMPUTED))
def test_question_has_its_full_answer(builtin_store: GraphStore, number: str) -> None:
    columns, rows = columns_of(text_of(number)), answer(builtin_store, number)
    file = GOLDEN / f"{number}.csv"
    if os.environ.get(REWRITE):
        write_rows(file, [columns, *rows])
    header, *expected = read_rows(file)
    assert header == columns
    assert sorted(rows) == sorted(expected)
    assert len(rows) == len(set(rows))


def read_rows(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as handle:
        return [tuple(row) for row in csv.reader(handle)]


def write_rows(file: Path, rows: Iterable[tuple[str, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


def test_questions_without_an_answer_are_the_ones_that_the_list_of_gaps_names(
    builtin_store: GraphStore,
) -> None:
    empty = {number for number in numbers() if not answer(builtin_store, number)}
    readme = (QUERIES / "README.md").read_text(encoding="utf-8")
    assert empty == UNANSWERED
    assert (
        set(re.findall(r"^\| (cq\d\d) \|", readme.partition("## Wat nog ontbreekt")[2], re.MULTILINE))
        >= empty
    )
    assert set(re.findall(r"\[(cq\d\d)\]", readme)) == set(numbers())


def test_every_municipality_without_an_initiative_is_listed(builtin_store: GraphStore) -> None:
    with (BUILTIN_FOLDER / "gemeenten/gemeenten.csv").open(encoding="utf-8", newline="") as handle:
        current = {row["code"]: row["naam_incl_soort"] for row in csv.DictReader(handle) if row["huidig"]}
    assert len(current) == 342
    assert sorted(answer(builtin_store, "cq08")) == sorted(
        (f"https://identifier.overheid.nl/tooi/id/gemeente/{code}", name)
        for code, name in current.items()
        if code not in MUNICIPALITIES_WITH_AN_INITIATIVE
    )


def mentions(store: GraphStore) -> list[tuple[str, str, str, str, str]]:
    """Graph, subject, predicate, object and document of what was recognised while the edition was built."""
    rows = store.select(
        "PREFIX dct: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "SELECT ?g ?s ?p ?o ?title WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRENDS(STR(?g), '-vermeldingen')) "
        "?g prov:wasDerivedFrom ?source . ?source dct:title ?title }"
    )
    found = [tuple(str(row[name]) for name in ("g", "s", "p", "o", "title")) for row in rows]
    assert found
    return found  # type: ignore[return-value]


def test_every_inferred_statement_is_listed(builtin_store: GraphStore, deliveries: list[Ingested]) -> None:
    expected = {
        (str(subject), str(predicate), str(value), document.title)
        for delivery in deliveries
        for named in delivery.graphs
        for document in [delivery.source.document(named.document)]
        if named.certainty == "afgeleid" and document is not None
        for subject, predicate, value in named.graph
    }
    expected |= {row[1:] for row in mentions(builtin_store)}
    rows = answer(builtin_store, "cq20")
    assert {(*row[:2], normal(row[2]), row[3]) for row in rows} == {
        (*row[:2], normal(row[2]), row[3]) for row in expected
    }


def normal(value: str) -> str:
    """Write a decimal as the engine does, which drops zeros at its end."""
    return value.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", value) else value


def test_every_delivery_counts_its_statements(builtin_store: GraphStore, deliveries: list[Ingested]) -> None:
    rows = {row[0]: (row[1], int(row[3]), int(row[4])) for row in answer(builtin_store, "cq26")}
    recognised = mentions(builtin_store)
    for delivery in deliveries:
        own = [(s, p, o) for g, s, p, o, _ in recognised if g.startswith(f"{delivery.delivery_iri}#")]
        subjects = {str(subject) for named in delivery.graphs for subject in named.graph.subjects()}
        assert rows.pop(delivery.delivery_iri) == (
            delivery.source.title,
            sum(len(named.graph) for named in delivery.graphs) + len(own),
            len(subjects | {subject for subject, _, _ in own}),
        )
    assert rows == {}


def test_every_document_has_a_licence_or_says_what_is_known(
    builtin_store: GraphStore, deliveries: list[Ingested]
) -> None:
    expected = {
        (source.title, document.title, *(licence(document) if any(licence(document)) else licence(source)))
        for source in (delivery.source for delivery in deliveries)
        for document in source.documents
    }
    rows = answer(builtin_store, "cq27")
    assert set(rows) == expected
    assert [row for row in rows if not any(row[2:])] == []


def licence(thing: Document | Source) -> tuple[str, str]:
    return thing.license, thing.license_note


def test_a_question_without_an_answer_yet_says_so_itself() -> None:
    unanswered = {
        path.stem for path in GOLDEN.glob("*.csv") if len(path.read_text("utf-8").splitlines()) == 1
    }
    saying = {path.name[:4] for path in QUERIES.glob("*.rq") if "\n# Nu leeg, " in path.read_text("utf-8")}
    assert saying == unanswered
    assert unanswered
