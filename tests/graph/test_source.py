from __future__ import annotations

from pathlib import Path

import pytest

from graph.source import builtin_sources, list_sources, load_source, read_data_files
from graph.source_model import Column, Constant, CsvMapping, DataEntry, Document, ExpectedCount, Source
from graph.source_reader import parse_source
from ontology.errors import SourceFormatError, SourceNotFoundError

WHOLE = b"""
name = "proef"
title = "Proefbron"
publisher = "Vereniging Proef"
contact = "post@example.org"
license = "https://creativecommons.org/licenses/by/4.0/"
license_note = "met naam"
received = "2026-11-23"
show = false

[[document]]
ref = "lijst-2024"
title = "Lijst"
url = "https://example.org/lijst"
date = "2024-04"
date_note = "afgeleid"
retrieved = "2026-11"
publisher = "Iemand"
license_note = "geen licentie vermeld"

[[data]]
file = "leden.csv"
encoding = "cp1252"
delimiter = ";"
document = "lijst-2024"
certainty = "afgeleid"
subject = "https://example.org/{naam|slug}"
type = ["org:Organization"]
require = ["naam"]
where = { soort = "lid" }
where_set = ["naam"]
ignore = ["telefoon"]
columns = [ { column = "naam", property = "skos:prefLabel", lang = "nl" } ]
constants = [ { property = "dct:subject", iri = "https://example.org/thema" } ]

[[data]]
file = "ontology:themes.ttl"
document = "lijst-2024"
certainty = "verwacht"

[[count]]
class = "org:Organization"
min = 1
max = 3
"""


def test_a_source_is_read_whole() -> None:
    assert parse_source(WHOLE, "source.toml") == Source(
        name="proef",
        title="Proefbron",
        publisher="Vereniging Proef",
        contact="post@example.org",
        license="https://creativecommons.org/licenses/by/4.0/",
        license_note="met naam",
        received="2026-11-23",
        show=False,
        documents=(
            Document(
                ref="lijst-2024",
                title="Lijst",
                url="https://example.org/lijst",
                date="2024-04",
                date_note="afgeleid",
                retrieved="2026-11",
                publisher="Iemand",
                license="",
                license_note="geen licentie vermeld",
            ),
        ),
        data=(
            DataEntry(
                file="leden.csv",
                document="lijst-2024",
                certainty="afgeleid",
                csv=CsvMapping(
                    encoding="cp1252",
                    delimiter=";",
                    subject="https://example.org/{naam|slug}",
                    types=("org:Organization",),
                    require=("naam",),
                    where={"soort": "lid"},
                    where_set=("naam",),
                    ignore=("telefoon",),
                    columns=(Column("naam", "skos:prefLabel", lang="nl"),),
                    constants=(Constant("dct:subject", iri="https://example.org/thema"),),
                ),
                place="source.toml, data 1",
            ),
            DataEntry("ontology:themes.ttl", "lijst-2024", "verwacht", None, "source.toml, data 2"),
        ),
        counts=(ExpectedCount("org:Organization", 1, 3),),
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ('name = "proef"', 'naam = "proef"', "source.toml", '"name" ontbreekt'),
        ('contact = "', 'kontakt = "', "source.toml", '"kontakt" is onbekend'),
        ('name = "proef"', "name = 3", "source.toml", '"name": hier hoort tekst'),
        ('name = "proef"', 'name = "Proef Bron"', "source.toml", '"Proef Bron" is geen goede naam'),
        ('title = "Proefbron"', 'title = " "', "source.toml", '"title": hier hoort een waarde'),
        ("show = false", 'show = "nee"', "source.toml", '"show": hier hoort true of false'),
        ('received = "2026-11-23"', 'received = "23-11-2026"', "source.toml", '"23-11-2026" is geen datum'),
        ('received = "2026-11-23"', 'received = "2026-02-30"', "source.toml", '"2026-02-30" is geen datum'),
        ('license = "https:', 'license = "ftp:', "source.toml", "is geen webadres"),
        ('url = "https://example.org/lijst"', 'url = "idem"', "document 1", '"idem" is geen webadres'),
        ('publisher = "Iemand"', 'uitgever = "Iemand"', "document 1", '"uitgever" is onbekend'),
        ('document = "lijst-2024"\ncertainty = "afgeleid"', 'document = "lijst"\ncertainty = "afgeleid"',
         "data 1", 'Het document "lijst" bestaat niet. Kies uit: lijst-2024'),
        ('certainty = "afgeleid"', 'certainty = "zeker"', "data 1", '"zeker" is onbekend. Kies uit: gesteld'),
        ('certainty = "verwacht"', 'certainty = "{zekerheid}"', "data 2", "alleen een CSV-bestand kan"),
        ('certainty = "verwacht"', 'certainty = "verwacht"\ntype = []', "data 2", '"type" is onbekend'),
        ('delimiter = ";"', 'delimiter = ";;"', "data 1", "precies één scheidingsteken"),
        ('delimiter = ";"', "delimiter = '\"'", "data 1", "precies één scheidingsteken"),
        ('encoding = "cp1252"', 'encoding = "utf-81"', "data 1", '"utf-81" is onbekend'),
        ('encoding = "cp1252"', 'encoding = "hex"', "data 1", '"hex" is onbekend'),
        ('encoding = "cp1252"', r'encoding = "a\u0000b"', "data 1", "is onbekend"),
        ('file = "leden.csv"', r'file = "leden\u0000.csv"', "data 1", "ligt buiten de map"),
        ('file = "leden.csv"', 'file = "../leden.csv"', "data 1", "ligt buiten de map"),
        ('file = "leden.csv"', 'file = "/leden.csv"', "data 1", "ligt buiten de map"),
        ('file = "leden.csv"', 'file = "leden.xlsx"', "data 1", 'soort bestand van "leden.xlsx" is onbekend'),
        ("org:Organization\"]", "orgg:Organization\"]", "data 1", 'de term "orgg:Organization" is onbekend'),
        ('"skos:prefLabel"', '"prefLabel"', "data 1, columns 1", 'de term "prefLabel" is onbekend'),
        ('lang = "nl"', 'lang = "Nederlands!"', "data 1, columns 1", "is geen taalcode"),
        ('lang = "nl"', 'lang = "nl", datatype = "xsd:date"', "data 1, columns 1", "kies één van"),
        ('iri = "https://example.org/thema"', 'lang = "nl"', "constants 1", 'geef óf "iri" óf "value"'),
        ('require = ["naam"]', 'require = "naam"', "data 1", '"require": hier hoort een lijst'),
        ('where = { soort = "lid" }', "where = { soort = 3 }", "data 1", '"where": hier hoort een tabel'),
        ("min = 1", "min = -1", "count 1", "hier hoort een heel getal"),
        ("min = 1", "min = 4", "count 1", "4 is meer dan max 3"),
        ("[[count]]", "[count]", "source.toml", '"count": hier hoort een lijst van tabellen'),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_source_is_named_with_its_place(old: str, new: str, place: str, says: str) -> None:
    text = WHOLE.decode()
    assert old in text
    with pytest.raises(SourceFormatError) as caught:
        parse_source(text.replace(old, new, 1).encode(), "proef/source.toml")
    assert caught.value.place.endswith(place)
    assert says in caught.value.message


def test_a_document_that_is_listed_twice_is_refused() -> None:
    second = b'[[document]]\nref = "lijst-2024"\ntitle = "x"\nurl = "https://example.org/"\n\n[[count]]'
    with pytest.raises(SourceFormatError, match='"lijst-2024" staat er twee keer'):
        parse_source(WHOLE.replace(b"[[count]]", second), "source.toml")


def test_a_document_that_no_data_uses_is_refused() -> None:
    second = b'[[document]]\nref = "los"\ntitle = "x"\nurl = "https://example.org/"\n\n[[count]]'
    with pytest.raises(SourceFormatError, match='geen \\[\\[data\\]\\] gebruikt het document "los"'):
        parse_source(WHOLE.replace(b"[[count]]", second), "source.toml")


def test_a_source_must_say_its_licence_or_that_it_has_none() -> None:
    text = WHOLE.replace(b'license = "https://creativecommons.org/licenses/by/4.0/"\n', b"")
    assert parse_source(text, "source.toml").license == ""
    with pytest.raises(SourceFormatError, match="vul een licentie in"):
        parse_source(text.replace(b'license_note = "met naam"\n', b""), "source.toml")


def test_a_source_without_data_is_refused() -> None:
    text = WHOLE[: WHOLE.index(b"[[document]]")]
    with pytest.raises(SourceFormatError, match="noemt geen enkel bestand"):
        parse_source(text, "source.toml")


def test_toml_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(SourceFormatError, match="te diep genest"):
        parse_source(b"a = " + b"[" * 100_000, "source.toml")


def test_broken_toml_is_refused_with_its_line() -> None:
    with pytest.raises(SourceFormatError, match=r"source\.toml: Geen geldige TOML: .*line 2"):
        parse_source(b'name = "proef"\ntitle =\n', "source.toml")


def test_toml_that_is_not_utf8_is_refused_with_its_line() -> None:
    with pytest.raises(SourceFormatError, match="Geen UTF-8 op regel 2"):
        parse_source(b'name = "proef"\ntitle = "caf\xe9"\n', "source.toml")


def test_a_folder_and_its_source_have_one_name(write_source) -> None:
    folder = write_source("proef").rename(write_source("ander").parent / "derde")
    with pytest.raises(SourceFormatError, match='De bron heet "proef" maar de map heet "derde"'):
        load_source(folder)


def test_a_folder_without_source_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r'De bron "leeg" heeft geen source\.toml'):
        load_source(tmp_path / "leeg")


def test_a_missing_data_file_is_named_with_its_entry(write_source) -> None:
    folder = write_source(files={})
    with pytest.raises(
        SourceNotFoundError, match=r'proef/source\.toml, data 1: Het bestand "leden\.csv" ontbreekt'
    ):
        read_data_files(load_source(folder), folder)


def test_a_data_file_that_cannot_be_read_is_named_with_its_entry(write_source) -> None:
    folder = write_source(files={})
    (folder / "leden.csv").symlink_to("leden.csv")
    with pytest.raises(
        SourceNotFoundError, match=r'data 1: Het bestand "leden\.csv" kan niet worden gelezen'
    ):
        read_data_files(load_source(folder), folder)


def test_an_encoding_of_more_bytes_a_character_is_known() -> None:
    text = WHOLE.replace(b'encoding = "cp1252"', b'encoding = "utf-16"')
    mapping = parse_source(text, "source.toml").data[0].csv
    assert mapping is not None
    assert mapping.encoding == "utf-16"


def test_only_folders_with_a_source_file_are_sources(write_source, tmp_path: Path) -> None:
    folder = write_source("b")
    write_source("a")
    (folder.parent / "geen").mkdir()
    assert [one.name for one in list_sources(folder.parent)] == ["a", "b"]
    assert list_sources(tmp_path / "nergens") == ()


@pytest.mark.parametrize("folder", builtin_sources(), ids=lambda folder: folder.name)
def test_each_built_in_source_can_be_read(folder: Path) -> None:
    source = load_source(folder)
    assert set(read_data_files(source, folder)) == set(source.file_names())
