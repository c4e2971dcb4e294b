from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from graph.csv_mapping import MappedRow, map_rows
from graph.csv_table import read_table
from graph.ingest import ingest_folder
from graph.lexical import expected_in_words
from graph.source_reader import parse_source
from ontology.errors import SourceFormatError
from ontology.terms import DCT, GEO, ORG, RDF, SCHEMA, SKOS, XSD, expand

ENTRY = """
name = "proef"
title = "Proef"
publisher = "P"
license_note = "geen"
received = "2026-11-23"
[[document]]
ref = "d"
title = "D"
url = "https://example.org/d"
[[data]]
file = "leden.csv"
document = "d"
certainty = "gesteld"
subject = "https://example.org/{naam|slug}"
"""


def rows_of(mapping: str, data: bytes | str) -> list[MappedRow]:
    entry = parse_source((ENTRY + mapping).encode(), "source.toml").data[0]
    table = read_table(data.encode() if isinstance(data, str) else data, "leden.csv")
    return list(map_rows(table, entry))


def test_a_row_becomes_typed_statements() -> None:
    mapping = """
type = ["org:Organization"]
columns = [
  { column = "naam", property = "skos:prefLabel", lang = "nl" },
  { column = "begin", property = "schema:foundingDate", datatype = "xsd:date" },
  { column = "buren", property = "geo:sfTouches", split = "|", iri = "https://example.org/{value|lower}" },
  { column = "code", property = "dct:identifier" },
]
constants = [
  { property = "dct:subject", iri = "https://example.org/thema/{code|lower}" },
  { property = "dct:title", value = "lid {naam}", lang = "nl" },
]
"""
    data = "naam,begin,buren,code\nDe Warren,2016-01-31,GM0363| GM0307 |,A1\n"
    assert rows_of(mapping, data) == [
        MappedRow(
            line=2,
            subject=URIRef("https://example.org/de-warren"),
            document="d",
            certainty="gesteld",
            statements=(
                (RDF.type, ORG.Organization),
                (SKOS.prefLabel, Literal("De Warren", lang="nl")),
                (SCHEMA.foundingDate, Literal("2016-01-31", datatype=XSD.date)),
                (GEO.sfTouches, URIRef("https://example.org/gm0363")),
                (GEO.sfTouches, URIRef("https://example.org/gm0307")),
                (DCT.identifier, Literal("A1")),
                (DCT.subject, URIRef("https://example.org/thema/a1")),
                (DCT.title, Literal("lid De Warren", lang="nl")),
            ),
        )
    ]


def test_empty_cells_say_nothing() -> None:
    mapping = """
columns = [ { column = "code", property = "dct:identifier" } ]
constants = [ { property = "dct:subject", iri = "https://example.org/{code}" } ]
"""
    assert rows_of(mapping, "naam,code\nX,\n")[0].statements == ()


def test_a_value_keeps_the_way_it_was_written() -> None:
    mapping = 'columns = [ { column = "prijs", property = "schema:value", datatype = "xsd:decimal" } ]'
    ((_, value),) = rows_of(mapping, "naam,prijs\nX,01.50\n")[0].statements
    assert str(value) == "01.50"


def test_where_selects_rows() -> None:
    mapping = 'where = { soort = "lid" }\nwhere_set = ["code"]'
    data = "naam,soort,code\nA,lid,1\nB,lid,\nC,gast,3\n"
    assert [row.line for row in rows_of(mapping, data)] == [2]


@pytest.mark.parametrize(
    ("mapping", "data", "says"),
    [
        ('require = ["code"]', "naam,code\nA,1\nB, \n", 'Regel 3, kolom "code": deze cel mag niet leeg zijn'),
        ("", "naam\nA\n\n", None),
        ("", "naam,code\nA,1\n,2\n", 'Regel 3, kolom "naam": deze cel is leeg'),
        ("", "naam\nA\n!!!\n", '"https://example.org/{naam|slug}" kan niet worden ingevuld'),
        ("", "naam\nDe Warren\nx\nde warren\n", "Regel 2 en regel 4 geven allebei https://example.org/de-warren"),
        ('require = ["kode"]', "naam,code\nA,1\n", 'geen kolom "kode". Kies uit: naam, code.'),
        ("", "naam;code\nA;1\n", 'Kies uit: naam;code. Of noem het scheidingsteken bij "delimiter".'),
        ('ignore = ["kode"]', "naam\nA\n", 'leden.csv heeft geen kolom "kode"'),
        ('constants = [ { property = "dct:type", iri = "https://x/{kode}" } ]', "naam\nA\n", 'kolom "kode"'),
        ('constants = [ { property = "dct:type", iri = "https://x/{naam}" } ]', "naam\na b\n",
         'Regel 2, kolom "naam": "https://x/a b" is geen geldige IRI'),
        ('columns = [ { column = "naam", property = "schema:url", iri = "{value}" } ]', "naam\nwww.x.nl\n",
         'Regel 2, kolom "naam": "www.x.nl" is geen geldige IRI'),
        ('columns = [ { column = "naam", property = "schema:url", iri = "https://x/{value|kapitaal}" } ]',
         "naam\nA\n",
         'Het filter "kapitaal" in "https://x/{value|kapitaal}" is onbekend. Kies uit: lower, slug.'),
        ('columns = [ { column = "naam", property = "schema:url", iri = "https://x/{value" } ]', "naam\nA\n",
         "losse accolade"),
    ],
)  # fmt: skip
def test_a_wrong_row_or_mapping_is_named(mapping: str, data: str, says: str | None) -> None:
    if says is None:
        assert len(rows_of(mapping, data)) == 1
        return
    with pytest.raises(SourceFormatError) as caught:
        rows_of(mapping, data)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("datatype", "bad", "good"),
    [
        ("xsd:date", "2023-02-29", "2024-02-29"),
        ("xsd:date", "31-01-2024", "2024-01-31"),
        ("xsd:gYear", "'24", "2024"),
        ("xsd:gYearMonth", "2024-13", "2024-12"),
        ("xsd:integer", "1.0", "-12"),
        ("xsd:nonNegativeInteger", "-1", "0"),
        ("xsd:decimal", "1,5", "1.5"),
        ("xsd:double", "veel", "1e3"),
        ("xsd:boolean", "ja", "true"),
        ("xsd:dateTime", "2024-01-31 10:00", "2024-01-31T10:00:00Z"),
        ("xsd:anyURI", "een adres", "https://example.org/"),
        ("xsd:verzonnen", "x", None),
        ("geo:wktLiteral", None, "POINT(5 52)"),
    ],
)
def test_a_value_must_be_written_as_its_datatype_asks(
    datatype: str, bad: str | None, good: str | None
) -> None:
    mapping = f'columns = [ {{ column = "v", property = "schema:value", datatype = "{datatype}" }} ]'
    if good is not None:
        assert str(rows_of(mapping, f'naam,v\nA,"{good}"\n')[0].statements[0][1]) == good
    if bad is not None:
        with pytest.raises(SourceFormatError) as caught:
            rows_of(mapping, f'naam,v\nB,\nA,"{bad}"\n')
        assert str(caught.value) == (
            f'leden.csv: Regel 3, kolom "v": "{bad}" is geen {expected_in_words(str(expand(datatype)))}.'
        )


def test_rows_that_a_spreadsheet_left_empty_are_passed_over() -> None:
    table = read_table(b"naam;code\r\nA;1\r\n;\r\n ; \r\nB;\r\n;\r\n", "leden.csv", delimiter=";")
    assert table.rows == ((2, {"naam": "A", "code": "1"}), (5, {"naam": "B", "code": ""}))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"naam,code\nA,1\nB\n", "Regel 3: 1 cel, maar de kopregel heeft er 2"),
        (b"naam,code\nA,1,2\n", "Regel 2: 3 cellen, maar de kopregel heeft er 2"),
        (b'naam,code\n"A\nB",1\nC\n', "Regel 4: 1 cel"),
        (b'naam\n"A" B\n', "Regel 2: geen geldige CSV"),
        (b'naam\nA\n"B\n', "Regel 3: geen geldige CSV"),
        (b"naam\nA\ncaf\xe9\n", "Regel 3: byte 0xe9 (positie 10) is geen utf-8"),
        (b"naam\nA\x00B\n", 'Regel 2, kolom "naam": stuurteken'),
        (b"", "Regel 1: er zijn geen kolomnamen"),
        (b"\n", "Regel 1: er zijn geen kolomnamen"),
        (b"naam,,code\n", "Regel 1: kolom 2 heeft geen naam"),
        (b"naam,code,naam\n", 'Regel 1: de kolom "naam" staat er twee keer'),
    ],
)
def test_a_broken_csv_is_refused_with_its_line(data: bytes, says: str) -> None:
    with pytest.raises(SourceFormatError) as caught:
        read_table(data, "leden.csv")
    assert str(caught.value).startswith("leden.csv: ")
    assert says in str(caught.value)


def test_a_byte_order_mark_of_excel_is_no_part_of_the_first_column() -> None:
    assert read_table(b"\xef\xbb\xbfnaam;code\r\nA;1\r\n", "x.csv", delimiter=";").header == ("naam", "code")


def test_a_cell_may_be_longer_than_the_csv_module_allows() -> None:
    assert read_table(f"naam\n{'x' * 200_000}\n".encode(), "x.csv").rows[0][0] == 2


def test_another_encoding_is_read_when_the_source_says_so() -> None:
    assert read_table("naam\ncafé\n".encode("cp1252"), "x.csv", "cp1252").rows == ((2, {"naam": "café"}),)


@given(st.binary(max_size=200))
def test_reading_any_bytes_gives_a_table_or_our_error(data: bytes) -> None:
    try:
        table = read_table(data, "x.csv")
    except SourceFormatError:
        return
    assert all(set(row) == set(table.header) for _, row in table.rows)


PER_ROW = """
[[data]]
file = "leden.csv"
document = "{bron}"
certainty = "{zekerheid}"
subject = "https://example.org/{naam|slug}"
type = ["org:Organization"]
"""


def test_document_and_certainty_may_come_from_the_row(write_source) -> None:
    folder = write_source(toml=PER_ROW, files={"leden.csv": "naam,bron,zekerheid\nA,proef-2026,afgeleid\n"})
    (named,) = ingest_folder(folder).graphs
    assert (named.document, named.certainty) == ("proef-2026", "afgeleid")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("A,elders,gesteld", 'leden.csv, regel 2: Het document "elders" bestaat niet. Kies uit: proef-2026.'),
        ("A,proef-2026,vast", 'leden.csv, regel 2: De zekerheid "vast" is onbekend. Kies uit: gesteld, '),
        ("A,,gesteld", 'leden.csv: Regel 2, kolom "bron": deze cel is leeg'),
    ],
)
def test_an_unknown_document_or_certainty_of_a_row_is_named(write_source, row: str, says: str) -> None:
    folder = write_source(toml=PER_ROW, files={"leden.csv": f"naam,bron,zekerheid\n{row}\n"})
    with pytest.raises(SourceFormatError) as caught:
        ingest_folder(folder)
    assert says in str(caught.value)


def test_a_document_that_no_row_names_is_refused(write_source) -> None:
    folder = write_source(toml=PER_ROW, files={"leden.csv": "naam,bron,zekerheid\n"})
    with pytest.raises(SourceFormatError, match='"proef-2026" geeft geen uitspraken'):
        ingest_folder(folder)


def test_a_column_that_nothing_uses_is_refused_until_it_is_ignored(write_source) -> None:
    files = {"leden.csv": "naam,jaar,telefoon\nA,2016,06\n"}
    with pytest.raises(SourceFormatError, match=r'leden\.csv: De kolom "telefoon" komt in geen \[\[data\]\]'):
        ingest_folder(write_source(files=files))
    folder = write_source(files=files)
    toml = (folder / "source.toml").read_text("utf-8")
    (folder / "source.toml").write_text(
        toml.replace('require = ["naam"]', 'require = ["naam"]\nignore = ["telefoon"]')
    )
    assert len(ingest_folder(folder).graphs) == 1
