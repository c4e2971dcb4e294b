"""Turns the rows of a CSV file into statements, as the mapping in ``source.toml`` says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import Literal, URIRef

from graph.csv_table import CsvTable
from graph.lexical import expected_in_words, is_valid_value
from graph.source_model import Column, Constant, CsvMapping, DataEntry
from graph.store.interface import Node
from graph.template import Template, is_iri, parse_template
from ontology.errors import IriError, SourceFormatError
from ontology.terms import RDF, expand


@dataclass(frozen=True)
class MappedRow:
    """The statements of one row; *line* is where it begins in the file."""

    line: int
    subject: URIRef
    document: str
    certainty: str
    statements: tuple[tuple[URIRef, Node], ...]


def map_rows(table: CsvTable, entry: DataEntry) -> Iterator[MappedRow]:
    """Map the rows that the entry's ``where`` selects.

    :raises SourceFormatError: naming file, line, column and value; also when two rows give one IRI
    """
    mapping = _compiled(entry)
    mapping.check_columns(table)
    lines: dict[URIRef, int] = {}
    for line, row in table.rows:
        if not mapping.selects(row):
            continue
        mapped = mapping.map_row(Row(table.name, line, row))
        first = lines.setdefault(mapped.subject, line)
        if first != line:
            raise SourceFormatError(
                f"Regel {first} en regel {line} geven allebei {mapped.subject}. Verwijder er een.", table.name
            )
        yield mapped


def used_columns(entry: DataEntry) -> set[str]:
    """Name the columns that an entry reads or leaves out on purpose."""
    compiled = _compiled(entry)
    return {*compiled.columns(), *compiled.spec.ignore}


@dataclass(frozen=True)
class Row:
    """One row with its place in a file."""

    file: str
    line: int
    cells: Mapping[str, str]

    def fault(self, column: str, sentence: str) -> SourceFormatError:
        """Make the error that names this line and *column*."""
        return SourceFormatError(f'Regel {self.line}, kolom "{column}": {sentence}', self.file)


@dataclass(frozen=True)
class _Mapping:
    """A mapping whose terms are IRIs and whose templates are parsed, once for all rows."""

    spec: CsvMapping
    place: str
    subject: Template
    document: Template
    certainty: Template
    types: tuple[URIRef, ...]
    values: tuple[tuple[Column, URIRef, Template], ...]
    constants: tuple[tuple[Constant, URIRef, Template], ...]

    def columns(self) -> list[str]:
        """Name the columns that the mapping reads."""
        templates = [self.subject, self.document, self.certainty]
        templates += [template for _, _, template in self.constants]
        named = [name for template in templates for name in template.columns]
        named += [column.column for column, _, _ in self.values]
        named += [name for _, _, template in self.values for name in template.columns if name != "value"]
        return [*named, *self.spec.require, *self.spec.where, *self.spec.where_set]

    def check_columns(self, table: CsvTable) -> None:
        """Refuse a mapping that names a column the file does not have."""
        for name in [*self.columns(), *self.spec.ignore]:
            if name not in table.header:
                known = ", ".join(table.header)
                one_cell = len(table.header) == 1 and any(mark in known for mark in ",;|\t")
                hint = ' Of noem het scheidingsteken bij "delimiter".' if one_cell else ""
                raise SourceFormatError(
                    f'{table.name} heeft geen kolom "{name}". Kies uit: {known}.{hint}', self.place
                )

    def selects(self, row: Mapping[str, str]) -> bool:
        """Tell whether the row meets ``where`` and ``where_set``."""
        return all(row[name] == value for name, value in self.spec.where.items()) and all(
            row[name] for name in self.spec.where_set
        )

    def map_row(self, row: Row) -> MappedRow:
        """Map one row, or name what is wrong with it."""
        for name in self.spec.require:
            if not row.cells[name]:
                raise row.fault(name, "deze cel mag niet leeg zijn. Vul haar in.")
        statements: list[tuple[URIRef, Node]] = [(RDF.type, one) for one in self.types]
        for column, prop, template in self.values:
            statements += [(prop, one) for one in _column_values(row, column, template)]
        for constant, prop, template in self.constants:
            filled = _fill(row, template)
            if filled is not None:
                statements.append((prop, _constant_value(row, constant, template, filled)))
        return MappedRow(
            line=row.line,
            subject=_iri(row, self._required(row, self.subject), self.subject),
            document=self._required(row, self.document),
            certainty=self._required(row, self.certainty),
            statements=tuple(statements),
        )

    def _required(self, row: Row, template: Template) -> str:
        filled = _fill(row, template)
        if filled is None:
            empty = next(name for name in template.columns if not row.cells[name])
            raise row.fault(empty, f'deze cel is leeg, maar "{template.text}" heeft haar nodig. Vul haar in.')
        return filled


def _compiled(entry: DataEntry) -> _Mapping:
    spec, place = entry.csv, entry.place
    if spec is None:
        raise SourceFormatError(f'"{entry.file}" is geen CSV-bestand. Verwijder de kolommen.', place)
    return _Mapping(
        spec=spec,
        place=place,
        subject=parse_template(spec.subject, place),
        document=parse_template(entry.document, place),
        certainty=parse_template(entry.certainty, place),
        types=tuple(expand(one) for one in spec.types),
        values=tuple((one, expand(one.property), parse_template(one.iri, place)) for one in spec.columns),
        constants=tuple(
            (one, expand(one.property), parse_template(one.iri or one.value, place)) for one in spec.constants
        ),
    )


def _column_values(row: Row, column: Column, template: Template) -> Iterator[Node]:
    cell = row.cells[column.column]
    for part in cell.split(column.split) if column.split else [cell]:
        value = part.strip()
        if not value:
            continue
        if not column.iri:
            yield _literal(row, column.column, value, column.lang, column.datatype)
            continue
        filled = _fill(row, template, value)
        if filled is not None:
            yield _iri(row, filled, template, column.column)


def _fill(row: Row, template: Template, value: str = "") -> str | None:
    try:
        return template.fill({**row.cells, "value": value} if value else row.cells)
    except IriError as exc:
        raise row.fault(template.columns[0], f'"{template.text}" kan niet worden ingevuld. {exc}') from exc


def _constant_value(row: Row, constant: Constant, template: Template, filled: str) -> Node:
    if constant.iri:
        return _iri(row, filled, template)
    return _literal(row, constant.property, filled, constant.lang, constant.datatype)


def _literal(row: Row, column: str, value: str, lang: str, datatype: str) -> Literal:
    if not datatype:
        return Literal(value, lang=lang or None)
    iri = expand(datatype)
    if not is_valid_value(value, str(iri)):
        raise row.fault(column, f'"{value}" is geen {expected_in_words(str(iri))}.')
    return Literal(value, datatype=iri, normalize=False)


def _iri(row: Row, text: str, template: Template, column: str = "") -> URIRef:
    if not is_iri(text):
        named = column or next(iter(template.columns), template.text)
        raise row.fault(
            named, f'"{text}" is geen geldige IRI. Verbeter de waarde of het sjabloon in source.toml.'
        )
    return URIRef(text)
