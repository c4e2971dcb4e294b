"""Knows which texts are valid values of the XSD datatypes that sources use."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_ZONE = r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?"
_DAY = r"(\d{4})-(\d{2})-(\d{2})"
_INTEGER = r"[+-]?\d+"
_DOUBLE = r"(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)"
_PATTERNS: Final = {
    "boolean": r"true|false|0|1",
    "integer": _INTEGER,
    "int": _INTEGER,
    "long": _INTEGER,
    "nonNegativeInteger": r"\+?\d+|-0+",
    "positiveInteger": r"\+?0*[1-9]\d*",
    "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
    "double": _DOUBLE,
    "float": _DOUBLE,
    "gYear": r"\d{4}" + _ZONE,
    "gYearMonth": r"\d{4}-(?:0[1-9]|1[0-2])" + _ZONE,
    "date": _DAY + _ZONE,
    "dateTime": _DAY + "T" + _TIME + _ZONE,
    "time": _TIME + _ZONE,
    "duration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "string": r"(?s:.*)",
    "anyURI": r"[^\s<>\"{}|\\^`]*",
}
_IN_WORDS: Final = {
    "boolean": "ja of nee. Schrijf true of false",
    "integer": "geheel getal. Schrijf bijvoorbeeld 12",
    "nonNegativeInteger": "geheel getal van nul of meer. Schrijf bijvoorbeeld 12",
    "decimal": "getal. Schrijf bijvoorbeeld 12.50, met een punt",
    "gYear": "jaartal. Schrijf bijvoorbeeld 2019",
    "gYearMonth": "maand. Schrijf bijvoorbeeld 2019-05",
    "date": "datum. Schrijf bijvoorbeeld 2019-05-31",
    "anyURI": "adres. Schrijf bijvoorbeeld https://www.example.org/",
}
_COMPILED: Final = {XSD + name: re.compile(pattern) for name, pattern in _PATTERNS.items()}


def is_valid_value(text: str, datatype: str) -> bool:
    """Tell whether *text* is written as *datatype* asks; a datatype that is not of XSD takes any text.

    >>> is_valid_value("2024-04-13", XSD + "date"), is_valid_value("2023-02-29", XSD + "date")
    (True, False)

    :param datatype: IRI; an XSD datatype that is not in the table is never valid
    """
    if not datatype.startswith(XSD):
        return True
    pattern = _COMPILED.get(datatype)
    match = pattern.fullmatch(text) if pattern else None
    if match is None:
        return False
    if datatype in {XSD + "date", XSD + "dateTime"}:
        return _is_day(*match.groups()[:3])
    return True


def expected_in_words(datatype: str) -> str:
    """Say what a value should have been and how to write it, to somebody who does not know XSD.

    >>> expected_in_words(XSD + "gYear")
    'jaartal. Schrijf bijvoorbeeld 2019'

    :param datatype: IRI
    """
    name = datatype.removeprefix(XSD)
    return _IN_WORDS.get(name, f"{name} van XSD. Verbeter de waarde")


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def date_datatype(text: str) -> str | None:
    """Give the datatype of a date that may lack its day or month, or None if it is no date.

    >>> date_datatype("2024-04")
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    for name in ("gYear", "gYearMonth", "date"):
        if len(text) <= len(date.max.isoformat()) and is_valid_value(text, XSD + name):
            return XSD + name
    return None
