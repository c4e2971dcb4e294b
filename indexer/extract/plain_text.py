"""Read plain text and Markdown, whatever its encoding."""

from __future__ import annotations

import re
from typing import Final

from charset_normalizer import from_bytes

from indexer.extract.extracted import ExtractedText, Gathered, Limits
from indexer.extract.media_types import TEXT
from ontology.errors import ExtractionError

_HEADING: Final = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_BLANK: Final = re.compile(r"\n[ \t]*\n")


def read_plain(data: bytes, limits: Limits) -> ExtractedText:
    """Give the text, block by block.

    >>> read_plain("co\\u00f6peratie".encode("cp1252"), Limits()).text
    'coöperatie'

    :raises ExtractionError: if no encoding makes text of it
    """
    gathered = Gathered(limits)
    for block in _BLANK.split(_decoded(data)):
        heading = _HEADING.fullmatch(block.strip())
        more = gathered.add_heading(heading[2], len(heading[1])) if heading else gathered.add(block)
        if not more:
            break
    return gathered.extracted(TEXT)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig").replace(
            "\r\n", "\n"
        )
    except UnicodeDecodeError:
        pass
    # Western Europe first: a Dutch text in a few bytes looks like many other languages.
    best = from_bytes(data, cp_isolation=["cp1252", "latin_1", "iso8859_15", "mac_roman"]).best()
    if best is None:
        raise ExtractionError("De tekst heeft een onbekende codering. Sla het bestand op als UTF-8.")
    return str(best).replace("\r\n", "\n")
