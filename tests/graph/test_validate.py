from __future__ import annotations

import pytest
from rdflib import Graph, URIRef

from graph.counts import Count, check_counts
from graph.cycles import check_themes, find_cycle
from graph.ingest import ingest_folder
from graph.source import builtin_sources
from graph.validate import VIOLATION, Finding, check_shapes, refuse_violations
from ontology.errors import CountError, ShapeError
from ontology.terms import SKOS

NAMES = """
[[data]]
file = "leden.csv"
document = "proef-2026"
certainty = "gesteld"
subject = "https://w3id.org/gemeengoed/id/organisatie/{code}"
type = ["org:Organization"]
columns = [ { column = "naam", property = "skos:prefLabel", lang = "nl" } ]
"""


def test_good_records_give_no_findings(write_source) -> None:
    assert check_shapes(ingest_folder(write_source())) == []


def test_a_finding_names_record_field_rule_value_and_line(write_source) -> None:
    folder = write_source(files={"leden.csv": "naam,jaar\nVrijcoop,2016\nDe Warren,0016\n"})
    (finding,) = check_shapes(ingest_folder(folder))
    assert finding == Finding(
        record="https://w3id.org/gemeengoed/id/organisatie/de-warren",
        record_label="De Warren",
        field="schema:foundingDate",
        rule=finding.rule,
        value="0016",
        severity=VIOLATION,
        place="leden.csv, regel 3",
    )
    assert "tussen 1000 en 2099" in finding.rule
    assert str(finding).startswith(
        f"leden.csv, regel 3: De Warren ({finding.record}), schema:foundingDate: Geef "
    )
    assert str(finding).endswith(' (nu: "0016")')


def test_a_refusal_names_the_first_records_and_how_many_more(write_source) -> None:
    folder = write_source(
        toml=NAMES, files={"leden.csv": "code,naam\n" + "".join(f"o{n},\n" for n in range(8))}
    )
    findings = check_shapes(ingest_folder(folder))
    assert len(findings) == 8
    with pytest.raises(ShapeError) as caught:
        refuse_violations(findings, "proef")
    message = str(caught.value)
    assert message.startswith(
        "proef: leden.csv, regel 2: https://w3id.org/gemeengoed/id/organisatie/o0, skos:prefLabel: "
    )
    assert message.count("skos:prefLabel: ") == 3
    assert message.endswith("; en nog 5. Verbeter deze records en lever opnieuw.")


def test_a_warning_is_no_reason_to_refuse(write_source) -> None:
    folder = write_source(files={"leden.csv": "naam,jaar\nDe Warren,0016\n"})
    (finding,) = check_shapes(ingest_folder(folder))
    refuse_violations([Finding(**{**vars(finding), "severity": "waarschuwing"})], "proef")


@pytest.mark.parametrize("folder", builtin_sources(), ids=lambda folder: folder.name)
def test_built_in_sources_break_no_rule(folder) -> None:
    ingested = ingest_folder(folder)
    check_counts(ingested.source, ingested.merged())
    assert check_shapes(ingested) == []


COUNT = '\n[[count]]\nclass = "org:Organization"\nmin = {low}\nmax = {high}\n'


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (1, 3, None),
        (2, 2, None),
        (3, 3, "2 van de soort org:Organization, maar de bron belooft er 3."),
        (0, 1, "2 van de soort org:Organization, maar de bron belooft er 0 tot 1."),
    ],
)
def test_a_delivery_is_held_to_its_counts(write_source, low: int, high: int, says: str | None) -> None:
    folder = write_source(files={"leden.csv": "naam,jaar\nDe Warren,\nVrijcoop,\n"})
    with (folder / "source.toml").open("a") as toml:
        toml.write(COUNT.format(low=low, high=high))
    ingested = ingest_folder(folder)
    if says is None:
        assert check_counts(ingested.source, ingested.merged()) == (Count("org:Organization", 2),)
    else:
        with pytest.raises(CountError) as caught:
            check_counts(ingested.source, ingested.merged())
        assert says in str(caught.value)


def themes(*pairs: str) -> Graph:
    graph = Graph()
    for pair in pairs:
        graph.add((URIRef(f"urn:{pair[0]}"), SKOS.broader, URIRef(f"urn:{pair[1]}")))
    return graph


def test_a_cycle_in_themes_is_refused_with_its_path() -> None:
    with pytest.raises(ShapeError) as caught:
        check_themes([themes("xa", "ab", "bc", "ca")], "themas")
    assert str(caught.value).startswith(
        "themas: De thema's vormen een kring: urn:a → urn:b → urn:c → urn:a. "
    )


def test_a_cycle_may_run_through_deliveries_and_through_narrower() -> None:
    narrower = Graph()
    narrower.add((URIRef("urn:a"), SKOS.narrower, URIRef("urn:b")))
    check_themes([narrower, themes("ba")])
    with pytest.raises(ShapeError, match="urn:a → urn:b → urn:a"):
        check_themes([narrower, themes("ab")])


def test_two_ways_up_are_no_cycle() -> None:
    check_themes([themes("ab", "ac", "bd", "cd")])


def test_a_theme_above_itself_is_a_cycle() -> None:
    with pytest.raises(ShapeError, match="urn:a → urn:a"):
        check_themes([themes("aa")])


def test_a_very_deep_thesaurus_can_be_checked() -> None:
    chain = {URIRef(f"urn:{number}"): [URIRef(f"urn:{number + 1}")] for number in range(20_000)}
    assert find_cycle(chain) == []
