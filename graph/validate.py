"""Holds delivered records to the SHACL shapes and says in Dutch which record breaks which rule."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyshacl
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from graph.ingest import Ingested
from ontology.errors import ShapeError
from ontology.files import ontology_file
from ontology.terms import RDF, RDFS, SH, SKOS, curie

SHAPES_FILE: Final = "shapes.ttl"
VIOLATION: Final = "overtreding"
WARNING: Final = "waarschuwing"
NOTE: Final = "opmerking"
SHOWN_FINDINGS: Final = 3
_SEVERITY: Final[Mapping[Node, str]] = {SH.Violation: VIOLATION, SH.Warning: WARNING, SH.Info: NOTE}


@dataclass(frozen=True)
class Finding:
    """One thing that a shape has to say about one record; *place* is the file, with the line of a CSV."""

    record: str
    record_label: str
    field: str
    rule: str
    value: str
    severity: str
    place: str

    def __str__(self) -> str:
        """Say it in one line."""
        named = f"{self.record_label} ({self.record})" if self.record_label else self.record
        value = f' (nu: "{self.value[:80]}")' if self.value else ""
        return f"{self.place}: {named}, {self.field or 'record'}: {self.rule}{value}"


@cache
def shapes_hash() -> str:
    """Compute the SHA-256 of the shapes, to know whether a delivery was checked against these."""
    return hashlib.sha256(ontology_file(SHAPES_FILE).read_bytes()).hexdigest()


def check_shapes(ingested: Ingested, merged: Graph | None = None) -> list[Finding]:
    """Check the records of a delivery on their own: no shape asks what other deliveries say.

    :param merged: its statements together, if the caller has put them together already
    :returns: what was found, violations first
    """
    data = ingested.merged() if merged is None else merged
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inplace=True, allow_warnings=True)
    if not isinstance(report, Graph):
        raise ShapeError(f"De vormen kunnen niet worden gecontroleerd: {report}. Herstel {SHAPES_FILE}.")
    findings = [
        _finding(report, result, data, ingested.places)
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]
    rank = list(_SEVERITY.values()).index
    return sorted(findings, key=lambda one: (rank(one.severity), one.place, one.record, one.field, one.rule))


def refuse_violations(findings: Iterable[Finding], source: str) -> None:
    """Refuse the delivery if a finding is a violation.

    :raises ShapeError: naming the first records with field and rule, and how many more there are
    """
    violations = [one for one in findings if one.severity == VIOLATION]
    if violations:
        shown = "; ".join(str(one) for one in violations[:SHOWN_FINDINGS])
        more = len(violations) - SHOWN_FINDINGS
        rest = f"; en nog {more}" if more > 0 else ""
        raise ShapeError(f"{shown}{rest}. Verbeter deze records en lever opnieuw.", source)


def _finding(report: Graph, result: Node, data: Graph, places: Mapping[str, str]) -> Finding:
    record = report.value(result, SH.focusNode)
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    label = _in_dutch(data.objects(record, SKOS.prefLabel)) or _in_dutch(data.objects(record, RDFS.label))
    return Finding(
        record=str(record),
        record_label=label,
        field=curie(str(path)) if isinstance(path, URIRef) else "",
        rule=_in_dutch(report.objects(result, SH.resultMessage)).rstrip("."),
        value="" if value is None or value == record else str(value),
        severity=_SEVERITY.get(report.value(result, SH.resultSeverity) or SH.Violation, VIOLATION),
        place=places.get(str(record), ""),
    )


def _in_dutch(texts: Iterable[Node]) -> str:
    literals = sorted(
        (one for one in texts if isinstance(one, Literal)), key=lambda one: (one.language != "nl", one)
    )
    return str(literals[0]) if literals else ""


@cache
def _shapes() -> Graph:
    return Graph().parse(ontology_file(SHAPES_FILE), format="turtle")
