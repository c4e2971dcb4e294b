"""Fills the columns of a row into a text: ``"…/gemeente/{gm_code|lower}"``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from ontology.errors import SourceFormatError
from ontology.iris import slug

FILTERS: Final[Mapping[str, Callable[[str], str]]] = {"lower": str.lower, "slug": slug}
_FIELD = re.compile(r"\{([^{}|]+)((?:\|[^{}|]+)*)\}")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f]+")


@dataclass(frozen=True)
class Template:
    """A text with fields; *parts* alternate between plain text and (column, filters)."""

    text: str
    parts: tuple[str | tuple[str, tuple[str, ...]], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the fields name, in order."""
        return tuple(part[0] for part in self.parts if isinstance(part, tuple))

    def fill(self, values: Mapping[str, str]) -> str | None:
        """Fill the fields; None when one of them is empty.

        >>> parse_template("gm/{code|lower}", "").fill({"code": "GM0307"})
        'gm/gm0307'

        :raises IriError: if a filter leaves nothing of a value
        """
        filled: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                filled.append(part)
                continue
            value = values[part[0]]
            if not value:
                return None
            for name in part[1]:
                value = FILTERS[name](value)
            filled.append(value)
        return "".join(filled)


def parse_template(text: str, place: str) -> Template:
    """Parse a template.

    >>> parse_template("{naam|slug}", "").columns
    ('naam',)

    :param place: where the template stands, for the message
    :raises SourceFormatError: for a loose brace or an unknown filter
    """
    parts: list[str | tuple[str, tuple[str, ...]]] = []
    end = 0
    for match in _FIELD.finditer(text):
        parts.append(text[end : match.start()])
        filters = tuple(match[2].split("|")[1:])
        for name in filters:
            if name not in FILTERS:
                known = ", ".join(FILTERS)
                raise SourceFormatError(
                    f'Het filter "{name}" in "{text}" is onbekend. Kies uit: {known}.', place
                )
        parts.append((match[1], filters))
        end = match.end()
    parts.append(text[end:])
    if any("{" in part or "}" in part for part in parts if isinstance(part, str)):
        raise SourceFormatError(f'In "{text}" staat een losse accolade. Schrijf velden als {{kolom}}.', place)
    return Template(text, tuple(part for part in parts if part))


def is_iri(text: str) -> bool:
    """Tell whether *text* is an absolute IRI without characters that RDF forbids.

    >>> is_iri("https://example.org/een"), is_iri("https://example.org/een twee"), is_iri("gm0307")
    (True, False, False)
    """
    return _IRI.fullmatch(text) is not None
