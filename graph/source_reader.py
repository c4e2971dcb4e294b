"""Turns the text of a ``source.toml`` into a Source, and refuses what it does not understand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from graph.edition_names import WHOLE
from graph.lexical import date_datatype
from graph.rdf_files import RDF_SUFFIXES
from graph.source_model import (
    Column,
    Constant,
    CsvMapping,
    DataEntry,
    Document,
    ExpectedCount,
    Source,
)
from graph.toml_table import Table, parse_toml
from ontology.errors import IriError, SourceFormatError
from ontology.terms import expand

ONTOLOGY_PREFIX = "ontology:"
CERTAINTIES = ("gesteld", "afgeleid", "verwacht")
CSV_SUFFIX = ".csv"
_REF = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def parse_source(data: bytes, place: str) -> Source:
    """Parse the bytes of a ``source.toml``.

    :param place: the name of the file, for the messages
    :raises SourceFormatError: naming the key that is wrong
    """
    table = parse_toml(data, place)
    source = Source(
        name=_ref(table, "name"),
        title=table.text("title"),
        publisher=table.text("publisher"),
        contact=table.text("contact", ""),
        license=_license(table),
        license_note=table.text("license_note", ""),
        received=_date(table, "received", table.text("received")),
        show=table.flag("show", default=True),
        documents=tuple(_document(one) for one in table.tables("document")),
        data=tuple(_data_entry(one) for one in table.tables("data")),
        counts=tuple(_count(one) for one in table.tables("count")),
    )
    table.finish()
    if source.name == WHOLE:
        raise table.fault("name", f'"{WHOLE}" is de naam van alle bronnen samen. Kies een andere.')
    if not (source.license or source.license_note):
        raise table.fault("license", 'vul een licentie in, of zeg in "license_note" wat er wel bekend is.')
    _check_documents(source, table)
    return source


def _check_documents(source: Source, table: Table) -> None:
    refs = [document.ref for document in source.documents]
    for ref in refs:
        if refs.count(ref) > 1:
            raise table.fault("document", f'het document "{ref}" staat er twee keer. Laat er een weg.')
    if not source.data:
        raise table.fault("data", "de bron noemt geen enkel bestand. Voeg een [[data]] toe.")
    used = {entry.document for entry in source.data}
    for entry in source.data:
        if "{" not in entry.document and entry.document not in refs:
            raise SourceFormatError(
                f'Het document "{entry.document}" bestaat niet. Kies uit: {", ".join(refs) or "(geen)"}.',
                entry.place,
            )
    if not any("{" in document for document in used):
        for ref in refs:
            if ref not in used:
                raise table.fault("document", f'geen [[data]] gebruikt het document "{ref}". Verwijder het.')


def _document(table: Table) -> Document:
    document = Document(
        ref=_ref(table, "ref"),
        title=table.text("title"),
        url=_web_address(table, "url", table.text("url")),
        date=_date(table, "date", table.text("date", "")),
        date_note=table.text("date_note", ""),
        retrieved=_date(table, "retrieved", table.text("retrieved", "")),
        publisher=table.text("publisher", ""),
        license=_license(table),
        license_note=table.text("license_note", ""),
    )
    table.finish()
    return document


def _data_entry(table: Table) -> DataEntry:
    file = table.text("file")
    path = PurePosixPath(file.removeprefix(ONTOLOGY_PREFIX))
    if path.is_absolute() or ".." in path.parts or "\\" in file or not file.isprintable():
        raise table.fault("file", f'"{file}" ligt buiten de map van de bron. Zet het bestand in de map.')
    is_csv = path.suffix.lower() == CSV_SUFFIX
    if not is_csv and path.suffix.lower() not in RDF_SUFFIXES:
        known = ", ".join([CSV_SUFFIX, *RDF_SUFFIXES])
        raise table.fault("file", f'het soort bestand van "{file}" is onbekend. Kies uit: {known}.')
    entry = DataEntry(
        file=file,
        document=_template_or(table, "document", is_csv=is_csv, known=None),
        certainty=_template_or(table, "certainty", is_csv=is_csv, known=CERTAINTIES),
        csv=_csv_mapping(table) if is_csv else None,
        place=table.place,
    )
    table.finish()
    return entry


def _csv_mapping(table: Table) -> CsvMapping:
    encoding = table.text("encoding", "utf-8")
    try:
        # Tried out: codecs.lookup() also knows codecs that are not about text, such as hex.
        "a".encode(encoding)
    except (LookupError, ValueError) as exc:
        raise table.fault("encoding", f'de tekencodering "{encoding}" is onbekend. Gebruik "utf-8".') from exc
    delimiter = table.text("delimiter", ",")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise table.fault("delimiter", f"hier hoort precies één scheidingsteken, niet {delimiter!r}.")
    types = table.texts("type")
    _check_terms(table, "type", types)
    return CsvMapping(
        encoding=encoding,
        delimiter=delimiter,
        subject=table.text("subject"),
        types=types,
        require=table.texts("require"),
        where=table.pairs("where"),
        where_set=table.texts("where_set"),
        ignore=table.texts("ignore"),
        columns=tuple(_column(one) for one in table.tables("columns")),
        constants=tuple(_constant(one) for one in table.tables("constants")),
    )


def _column(table: Table) -> Column:
    column = Column(
        column=table.text("column"),
        property=table.text("property"),
        lang=table.text("lang", ""),
        datatype=table.text("datatype", ""),
        split=table.text("split", ""),
        iri=table.text("iri", ""),
    )
    _check_kind_of_value(table, column.property, column.lang, column.datatype, column.iri)
    table.finish()
    return column


def _constant(table: Table) -> Constant:
    constant = Constant(
        property=table.text("property"),
        iri=table.text("iri", ""),
        value=table.text("value", ""),
        lang=table.text("lang", ""),
        datatype=table.text("datatype", ""),
    )
    _check_kind_of_value(table, constant.property, constant.lang, constant.datatype, constant.iri)
    if bool(constant.iri) == bool(constant.value):
        raise table.fault("iri", 'geef óf "iri" óf "value".')
    table.finish()
    return constant


def _check_kind_of_value(table: Table, prop: str, lang: str, datatype: str, iri: str) -> None:
    _check_terms(table, "property", [prop])
    _check_terms(table, "datatype", [datatype] if datatype else [])
    if sum(map(bool, (lang, datatype, iri))) > 1:
        raise table.fault("property", 'kies één van "lang", "datatype" en "iri".')
    if lang and not _LANGUAGE.fullmatch(lang):
        raise table.fault("lang", f'"{lang}" is geen taalcode. Gebruik bijvoorbeeld "nl".')


def _count(table: Table) -> ExpectedCount:
    count = ExpectedCount(table.text("class"), table.number("min"), table.number("max"))
    _check_terms(table, "class", [count.class_curie])
    if count.minimum > count.maximum:
        raise table.fault("min", f"{count.minimum} is meer dan max {count.maximum}. Draai ze om.")
    table.finish()
    return count


def _check_terms(table: Table, key: str, curies: Iterable[str]) -> None:
    for curie in curies:
        try:
            expand(curie)
        except IriError as exc:
            raise table.fault(key, f'de term "{curie}" is onbekend. {exc}') from exc


def _template_or(table: Table, key: str, *, is_csv: bool, known: tuple[str, ...] | None) -> str:
    value = table.text(key)
    if "{" in value:
        if not is_csv:
            raise table.fault(key, "alleen een CSV-bestand kan een kolom noemen. Schrijf de waarde voluit.")
    elif known and value not in known:
        raise table.fault(key, f'"{value}" is onbekend. Kies uit: {", ".join(known)}.')
    return value


def _ref(table: Table, key: str) -> str:
    value = table.text(key)
    if not _REF.fullmatch(value):
        raise table.fault(key, f'"{value}" is geen goede naam. Gebruik kleine letters, cijfers en streepjes.')
    return value


def _date(table: Table, key: str, value: str) -> str:
    if value and date_datatype(value) is None:
        raise table.fault(key, f'"{value}" is geen datum. Schrijf jjjj, jjjj-mm of jjjj-mm-dd.')
    return value


def _license(table: Table) -> str:
    value = table.text("license", "")
    return _web_address(table, "license", value) if value else ""


def _web_address(table: Table, key: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r'[\s<>"{}|\\^`]', value):
        raise table.fault(key, f'"{value}" is geen webadres. Schrijf een adres dat met https:// begint.')
    return value
