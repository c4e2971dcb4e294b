"""An answer as people read it: things by their names, dates and numbers in Dutch, and nothing said twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rdflib import Literal, URIRef

from ontology.terms import curie
from webapp.language import readable
from webapp.presentation.parts import Link, Value

MAX_ROWS: Final = 500
"""Rows on a page; the files to download hold them all."""

NameOf = Callable[[str], Literal]
"""From an IRI to what the thing is called; its shortened IRI when nobody says so."""
LinkTo = Callable[[str], Link | None]
"""From an IRI to where it leads: a page here, a place on the web, or nowhere."""


@dataclass(frozen=True)
class AnswerTable:
    """Rows with a heading a column; `total` counts all rows, also those not shown."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: int


def answer_table(answer: Mapping[str, Any], name_of: NameOf, link_to: LinkTo) -> AnswerTable:
    """Make the table of an answer to SELECT.

    A thing stands there once, by its name and with the way to its page: a column that only repeats the
    names of the things in another one is left out.

    :param answer: SPARQL 1.1 results in JSON
    """
    variables = tuple(answer["head"]["vars"])
    solutions = answer["results"]["bindings"]
    shown = [
        tuple(_value(solution.get(variable), name_of, link_to) for variable in variables)
        for solution in solutions[:MAX_ROWS]
    ]
    is_thing = [
        any(row.get(variable, {}).get("type") == "uri" for row in solutions) for variable in variables
    ]
    kept = [index for index in range(len(variables)) if not _repeats(index, shown, is_thing)]
    return AnswerTable(
        tuple(heading_of(variables[index]) for index in kept),
        tuple(tuple(row[index] for index in kept) for row in shown),
        len(solutions),
    )


def heading_of(variable: str) -> str:
    """Write the name of a variable as a heading.

    >>> heading_of("tot_en_met")
    'Tot en met'
    """
    words = variable.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _repeats(index: int, rows: list[tuple[Value, ...]], is_thing: list[bool]) -> bool:
    """Tell whether column *index* holds nothing but the names of the things in a column before it."""
    if is_thing[index] or not any(row[index].text for row in rows):
        return False
    before = (other for other in range(index) if is_thing[other])
    return any(all(row[other].text == row[index].text for row in rows) for other in before)


def _value(term: Mapping[str, Any] | None, name_of: NameOf, link_to: LinkTo) -> Value:
    if term is None:
        return Value("")
    if term["type"] == "triple":
        parts = (_value(term["value"][part], name_of, link_to) for part in ("subject", "predicate", "object"))
        return Value(" ".join(part.text for part in parts))
    text = str(term["value"])
    if term["type"] == "uri":
        return _thing(text, name_of, link_to)
    if term["type"] == "bnode":
        return Value(text)
    datatype = term.get("datatype")
    literal = Literal(text, datatype=URIRef(datatype), normalize=False) if datatype else Literal(text)
    return Value(readable(literal), lang=term.get("xml:lang", "nl"))


def _thing(iri: str, name_of: NameOf, link_to: LinkTo) -> Value:
    name, link = name_of(iri), link_to(iri)
    label, lang = str(name), name.language or "nl"
    if label == curie(iri):
        label, lang = _short_address(iri), "nl"
    if link is None:
        return Value(label, lang=lang)
    return Value(label, Link(label, link.href, external=link.external, lang=lang))


def _short_address(iri: str) -> str:
    bare = iri.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare.removesuffix("/") or iri
