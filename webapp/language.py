"""How a reader meets words, dates and numbers: in Dutch, through Flask-Babel."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final

from flask import Flask
from flask_babel import Babel, format_date, format_decimal, gettext
from rdflib import XSD, Literal

LOCALE: Final = "nl"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH: Final = re.compile(r"\d{4}-\d{2}(Z|[+-]\d{2}:\d{2})?")
_DATES: Final = {XSD.date, XSD.dateTime, XSD.gYearMonth}
_NUMBERS: Final = {XSD.integer, XSD.decimal, XSD.double, XSD.float, XSD.int, XSD.long, XSD.nonNegativeInteger}


def install_language(app: Flask) -> None:
    """Give *app* its one locale; the message ids are Dutch already, so Dutch needs no catalogue."""
    Babel(app, default_locale=LOCALE, default_timezone="Europe/Amsterdam", locale_selector=lambda: LOCALE)


def readable_date(text: str) -> str:
    """Write an ISO date, month or year as Dutch people do; anything else stays as it is.

    Needs an application context, because Flask-Babel knows the locale from it.

    >>> app = Flask("example")
    >>> install_language(app)
    >>> with app.test_request_context():
    ...     [readable_date(text) for text in ("2024-04-13", "2024-04", "2024", "gisteren")]
    ['13 april 2024', 'april 2024', '2024', 'gisteren']
    """
    try:
        if _DAY.match(text):
            return str(format_date(dt.date.fromisoformat(text[:10]), "d MMMM y"))
        if _MONTH.fullmatch(text):
            return str(format_date(dt.date.fromisoformat(f"{text[:7]}-01"), "MMMM y"))
    except ValueError:
        return text
    return text


def readable(literal: Literal) -> str:
    """Write a typed value as a Dutch reader expects it; a value that breaks its own type stays as delivered.

    >>> app = Flask("example")
    >>> install_language(app)
    >>> with app.test_request_context():
    ...     readable(Literal("1234.5", datatype=XSD.decimal))
    ...     readable(Literal("gisteren", datatype=XSD.date))
    ...     readable(Literal("true", datatype=XSD.boolean))
    '1.234,5'
    'gisteren'
    'ja'
    """
    text = str(literal)
    if literal.datatype in _DATES:
        return readable_date(text)
    if literal.datatype == XSD.boolean:
        return str(gettext("ja") if text in {"true", "1"} else gettext("nee"))
    if literal.datatype in _NUMBERS:
        try:
            return str(format_decimal(Decimal(text)))
        except ArithmeticError:
            return text
    return text


def document_date(date: str, note: str) -> str:
    """Write the date of a document for people; one that we inferred does not look like one that it states.

    :param date: ISO date, month or year; empty when unknown
    :param note: how the date is known; begins with "afgeleid" when the document does not state it
    :returns: empty when the date is unknown
    """
    written = readable_date(date)
    if written and note.startswith("afgeleid"):
        return str(gettext("vermoedelijk %(date)s", date=written))
    return written
