"""What can be filled in in a kept question: one line of its query says what stands there now."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import urljoin

from rdflib import XSD, Literal, URIRef

from graph.store.convert import sparql_text
from ontology.errors import FieldValueError

THING_KINDS: Final = (
    "gemeente", "provincie", "thema", "organisatie", "wet", "artikel", "doel", "indicator", "bron",
)  # fmt: skip
"""Fields that take a thing from the graph; :mod:`graph.question_choices` lists which."""
VALUE_KINDS: Final = ("jaar", "datum", "kilometers", "woord")
"""Fields that take a value that a person types."""
MAX_KM: Final = 500
MAX_WORD_CHARS: Final = 100
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_FIELD: Final = re.compile(
    r"^#[ ]*veld:[ ]*\?(\w+)[ ]+(\w+)[ ]*\|[ ]*(.+?)[ ]*\|[ ]*(.+?)[ ]*$", re.MULTILINE
)
_TERM: Final = (
    r'<(?P<iri>[^<>"{}|^`\\\s]+)>|"(?P<text>[^"\\\n\r]*)"(?P<date>\^\^xsd:date)?|(?P<number>[0-9]+)'
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A term that may stand in a query, with what people call it."""

    term: URIRef | Literal
    label: str
    """As it reads within the question: "Utrecht" in "gemeente Utrecht"."""
    more: str = ""
    """A few words behind the label in a list, where the label alone says too little."""
    also: tuple[str, ...] = ()
    """Other names by which it may be asked for."""

    def in_one_line(self) -> str:
        """Write the label without line ends, so that it can stand in a comment of the query.

        >>> Choice(Literal("x"), "een\\n} DROP ALL").in_one_line()
        'een } DROP ALL'
        """
        return " ".join(self.label.split())


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in."""

    name: str
    """Of the variable, without question mark; the argument of the address too."""
    kind: str
    """One of :data:`THING_KINDS` or :data:`VALUE_KINDS`."""
    nl: str
    en: str
    default: Choice
    chosen: Choice


def read_fields(text: str, base: str) -> tuple[Field, ...]:
    """Read the fields that the comments of a question declare, each with the value in its query.

    >>> [field] = read_fields('''# veld: ?wet wet | Wet | Act
    ... SELECT ?naam {
    ...   VALUES ?wet { <https://wetten.overheid.nl/BWBR0005181/> } # Woningwet
    ...   ?wet ?p ?naam }''', "https://example.org/id/")
    >>> field.name, field.default.label
    ('wet', 'Woningwet')

    :param base: what an IRI in the query is relative to
    :raises ValueError: with a sentence, if a field is of no known kind or has not one line with its value
    """
    return tuple(_read_field(text, base, declared) for declared in _FIELD.findall(text))


def write_choice(text: str, field: Field) -> str:
    """Write what is chosen where the value of *field* stands, as a term; the default is left as it is.

    :raises StoreError: if the term cannot be written in a query
    """
    if field.chosen == field.default:
        return text
    line = f"VALUES ?{field.name} {{ {sparql_text(field.chosen.term)} }} # {field.chosen.in_one_line()}"
    return _line_of(field.name).sub(lambda found: found[1] + line, text, count=1)


def read_value(kind: str, text: str) -> Choice:
    """Read what somebody typed into a field that takes a value.

    >>> read_value("jaar", "2027").term
    rdflib.term.Literal('2027', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#integer'))

    :param kind: one of :data:`VALUE_KINDS`
    :raises FieldValueError: with a sentence, if it is none
    """
    typed = " ".join(text.split())
    match kind:
        case "jaar":
            if _YEAR.fullmatch(typed):
                return Choice(Literal(int(typed)), typed)
            raise FieldValueError(f'"{typed[:40]}" is geen jaar. Schrijf het met vier cijfers, zoals 2027.')
        case "datum":
            return Choice(Literal(_day(typed)), typed)
        case "kilometers":
            return Choice(_kilometres(typed), typed)
        case _:
            if 0 < len(typed) <= MAX_WORD_CHARS:
                return Choice(Literal(typed), typed)
            raise FieldValueError(f"Vul een woord in van hoogstens {MAX_WORD_CHARS} tekens.")


def _day(typed: str) -> dt.date:
    try:
        return dt.datetime.strptime(typed, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise FieldValueError(
            f'"{typed[:40]}" is geen datum. Schrijf jaar, maand en dag, zoals 2024-04-13.'
        ) from None


def _kilometres(typed: str) -> Literal:
    try:
        distance = Decimal(typed.replace(",", "."))
    except InvalidOperation:
        distance = Decimal(0)
    if not distance.is_finite() or not 0 < distance <= MAX_KM:
        raise FieldValueError(f"Vul een afstand in kilometers in, meer dan 0 en hoogstens {MAX_KM}.")
    whole = distance == distance.to_integral_value()
    return Literal(int(distance)) if whole else Literal(distance)


def _line_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"^([ ]*)VALUES \?{name} \{{ (?:{_TERM}) \}} #[ ]*(?P<label>.+)$", re.MULTILINE)


def _read_field(text: str, base: str, declared: tuple[str, str, str, str]) -> Field:
    name, kind, nl, en = declared
    if kind not in {*THING_KINDS, *VALUE_KINDS}:
        known = ", ".join((*THING_KINDS, *VALUE_KINDS))
        raise ValueError(f'Het veld ?{name} heeft geen bekende soort: "{kind}". Kies uit {known}.')
    lines = list(_line_of(name).finditer(text))
    if len(lines) != 1:
        raise ValueError(
            f"Het veld ?{name} moet op één regel een waarde hebben: VALUES ?{name} {{ <iri> }} # naam."
        )
    found = lines[0]
    term: URIRef | Literal
    if found["iri"]:
        term = URIRef(urljoin(base, found["iri"]))
    elif found["number"]:
        term = Literal(int(found["number"]))
    else:
        term = Literal(found["text"], datatype=XSD.date if found["date"] else None)
    default = Choice(term, found["label"].strip())
    return Field(name, kind, nl, en, default, default)
