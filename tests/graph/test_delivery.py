from __future__ import annotations

from pathlib import Path

import pytest

from graph.archive import open_archive
from graph.delivery import ACCEPTED, DeliveryReport, load_delivery
from graph.edition import publish_edition
from graph.sealing import building
from ontology.errors import CountError, ShapeError, SourceError, SourceFormatError, SourceNotFoundError
from ontology.iris import DEFAULT_BASE

TWO_FILES = """
[[data]]
file = "leden.csv"
document = "buurt-2026"
certainty = "gesteld"
subject = "https://w3id.org/gemeengoed/id/organisatie/{naam|slug}"
type = ["org:Organization"]
columns = [ { column = "naam", property = "skos:prefLabel", lang = "nl" } ]

[[data]]
file = "themas.ttl"
document = "buurt-2026"
certainty = "afgeleid"
"""
THEMES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://w3id.org/gemeengoed/id/thema/> .
t:buurtkas a skos:Concept ; skos:prefLabel "buurtkas"@nl ; skos:broader t:proef .
t:proef a skos:Concept ; skos:prefLabel "proef"@nl {more} .
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def deliver(home: Path, tmp_path: Path):
    def load(content: bytes | str, name: str = "leden.csv", source: str = "buurt") -> DeliveryReport:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_delivery(home, file, source)

    return load


@pytest.fixture
def partner(home: Path, write_source) -> Path:
    folder = write_source("buurt", under=home / "sources", files={})
    with (folder / "source.toml").open("a") as toml:
        toml.write('\n[[count]]\nclass = "org:Organization"\nmin = 1\nmax = 3\n')
    return folder


@pytest.fixture
def two_files(home: Path, write_source) -> Path:
    return write_source("buurt", toml=TWO_FILES, under=home / "sources", files={})


def accepted(home: Path, source: str = "buurt") -> list[int]:
    return [one.serial for one in open_archive(home).deliveries(source)]


def test_a_good_file_is_accepted_and_reported(partner: Path, home: Path, deliver) -> None:
    assert deliver("naam,jaar\nDe Warren,2016\nVrijcoop,\n") == DeliveryReport(
        source="buurt",
        file="leden.csv",
        status=ACCEPTED,
        serial=1,
        records=2,
        statements=5,
        counts={"org:Organization": 2},
        warnings=(),
        missing_files=(),
    )
    assert accepted(home) == [1]
    assert open_archive(home).latest("buurt").origin == "leden.csv"


def test_the_same_file_again_is_unchanged(partner: Path, home: Path, deliver) -> None:
    deliver("naam,jaar\nDe Warren,2016\n")
    assert deliver("naam,jaar\nDe Warren,2016\n").unchanged
    assert accepted(home) == [1]


def test_a_file_with_another_name_is_taken_when_there_is_only_one(partner: Path, home: Path, deliver) -> None:
    assert deliver("naam,jaar\nDe Warren,2016\n", name="leden 2026 (def).csv").status == ACCEPTED
    assert open_archive(home).latest("buurt").origin == "leden 2026 (def).csv"


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"naam,jaar\ncaf\xe9,\n", SourceFormatError, "leden.csv: Regel 2: byte 0xe9"),
        ("naam,jaar\nA,2016\nB\n", SourceFormatError, "leden.csv: Regel 3: 1 cel"),
        ("naam,jaar\nA,2016\nB,vorig jaar\n", SourceFormatError, 'Regel 3, kolom "jaar": "vorig jaar"'),
        ("naam,jaar\nA,2016\na,\n", SourceFormatError, "Regel 2 en regel 3 geven allebei"),
        ("naam,jaar,tel\nA,2016,06\n", SourceFormatError, 'De kolom "tel" komt in geen'),
        ("naam\nA\n", SourceFormatError, 'leden.csv heeft geen kolom "jaar"'),
        ("naam,jaar\nA,0016\n", ShapeError, "leden.csv, regel 2: A (https://w3id.org/"),
        (
            "naam,jaar\nA,\nB,\nC,\nD,\n",
            CountError,
            "4 van de soort org:Organization, maar de bron belooft er 1 tot 3",
        ),
        ("naam,jaar\n", SourceError, ""),
    ],
)
def test_a_bad_file_is_refused_whole(partner, home, deliver, content, error, says) -> None:  # noqa: PLR0917
    deliver("naam,jaar\nDe Warren,2016\n")
    kept = {one.name for one in (home / "archive" / "sha256").rglob("*")}
    with pytest.raises(error) as caught:
        deliver(content)
    assert says in str(caught.value)
    assert accepted(home) == [1]
    assert {one.name for one in (home / "archive" / "sha256").rglob("*")} == kept


def test_a_file_that_is_not_there_is_named(partner: Path, home: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r'nergens\.csv" kan niet worden gelezen'):
        load_delivery(home, Path("nergens.csv"), "buurt")


def test_an_unknown_source_is_named_with_those_there_are(partner: Path, deliver) -> None:
    with pytest.raises(SourceNotFoundError, match=r'De bron "wijk" bestaat niet\. Kies uit: buurt, '):
        deliver("naam,jaar\nA,\n", source="wijk")


@pytest.mark.parametrize("name", ["iets.csv", "iets.ttl"])
def test_a_file_of_a_source_with_several_must_carry_one_of_their_names(
    two_files: Path, deliver, name: str
) -> None:
    with pytest.raises(
        SourceFormatError, match=r'kent geen bestand "iets\.\w+"\. Noem het: leden\.csv, themas\.ttl\.'
    ):
        deliver("naam\nA\n", name=name)


def test_another_kind_of_file_is_not_taken_for_the_only_one(partner: Path, deliver) -> None:
    with pytest.raises(SourceFormatError, match=r"Noem het: leden\.csv"):
        deliver("<urn:a> <urn:b> <urn:c> .", name="leden.ttl")


def test_files_of_one_source_may_come_one_by_one(two_files: Path, home: Path, deliver) -> None:
    assert deliver("naam\nDe Warren\n").missing_files == ("themas.ttl",)
    report = deliver(THEMES.replace("{more}", ""), name="themas.ttl")
    assert (report.serial, report.records, report.missing_files) == (2, 3, ())
    assert set(open_archive(home).latest("buurt").files) == {"leden.csv", "themas.ttl"}


def test_a_cycle_in_themes_is_refused(two_files: Path, home: Path, deliver) -> None:
    with pytest.raises(ShapeError, match=r"De thema's vormen een kring: .*buurtkas → .*proef → .*buurtkas"):
        deliver(THEMES.replace("{more}", "; skos:broader t:buurtkas"), name="themas.ttl")
    assert accepted(home) == []


def test_a_cycle_through_the_published_edition_is_refused(
    two_files: Path, home: Path, write_source, deliver
) -> None:
    from indexer.assemble import build_edition

    entry = '\n[[data]]\nfile = "t.ttl"\ndocument = "andere-2026"\ncertainty = "gesteld"\n'
    text = THEMES.replace("t:buurtkas a", "t:iets a").replace("{more}", "; skos:broader t:buurtkas")
    other = write_source("andere", toml=entry, files={"t.ttl": text})
    publish_edition(home, build_edition(home, sources_dirs=[other]).name)
    with pytest.raises(ShapeError, match="kring"):
        deliver(THEMES.replace("{more}", ""), name="themas.ttl")


def test_a_source_may_turn_its_own_themes_around(two_files: Path, home: Path, deliver) -> None:
    from indexer.assemble import build_edition

    deliver(THEMES.replace("{more}", ""), name="themas.ttl")
    publish_edition(home, build_edition(home, sources_dirs=[]).name)
    turned = THEMES.replace("; skos:broader t:proef", "").replace("{more}", "; skos:broader t:buurtkas")
    assert deliver(turned, name="themas.ttl").status == ACCEPTED


def test_a_document_of_another_source_cannot_be_taken(
    partner: Path, home: Path, write_source, deliver
) -> None:
    other = write_source("wijk", under=home / "sources", files={})
    deliver("naam,jaar\nDe Warren,\n")
    toml = other / "source.toml"
    toml.write_text(toml.read_text("utf-8").replace("wijk-2026", "buurt-2026"), encoding="utf-8")
    with pytest.raises(SourceFormatError, match='Het document "buurt-2026" staat ook bij buurt'):
        deliver("naam,jaar\nVrijcoop,\n", source="wijk")


def test_a_delivery_may_come_while_an_edition_is_built(partner: Path, home: Path, deliver) -> None:
    with building(home, DEFAULT_BASE, "0"):
        assert deliver("naam,jaar\nDe Warren,\n").status == ACCEPTED


def test_a_turtle_file_is_a_delivery_too(home: Path, write_source, deliver) -> None:
    toml = '\n[[data]]\nfile = "buurt.ttl"\ndocument = "buurt-2026"\ncertainty = "gesteld"\n'
    write_source("buurt", toml=toml, under=home / "sources", files={})
    report = deliver(THEMES.replace("{more}", ""), name="export.ttl")
    assert (report.status, report.records) == (ACCEPTED, 2)
