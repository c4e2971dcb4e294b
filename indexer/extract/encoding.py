"""Turn bytes into text: by their first bytes, as UTF-8, as what is said of them, and last by guessing."""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from ontology.errors import ExtractionError

_BOMS: Final = (
    # The longest first: that of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The WHATWG encoding standard reads these names so: what calls itself Latin-1 has the euro sign of Windows.
_MEANT: Final = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_KNOWN: Final = re.compile(r"iso8859-\d+|cp\d{3,4}|mac-\w+|koi8-\w|gb\w+|big5\w*|euc_\w+|shift_jis\w*")
_GUESSED: Final = ("cp1252", "mac_roman", "cp850")
_GUESS_BYTES: Final = 65_536
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))


def has_bom(data: bytes) -> bool:
    """Tell whether the first bytes name an encoding of Unicode.

    >>> has_bom("é".encode("utf-16")), has_bom("é".encode())
    (True, False)
    """
    return data.startswith(tuple(bom for bom, _ in _BOMS))


def decoded(data: bytes, stated: str = "", *, is_page: bool = False) -> str:
    """Give the text of *data*, without the mark at its start and with ends of lines as ``\\n``.

    >>> decoded("co\\u00f6peratie".encode("cp1252")), decoded(b"\\xa4", "iso-8859-15")
    ('coöperatie', '€')

    :param stated: encoding as the sender or the page itself says. UTF-8 is tried before it: hardly any other
        text is UTF-8 by chance, and many pages state an older encoding than they have
    :param is_page: it is a web page, which is read as browsers do: a byte that fits nowhere is one odd sign
    :raises ExtractionError: if no encoding makes text of it
    """
    bom = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "")
    for encoding in filter(None, (bom, "utf-8", _codec(stated))):
        try:
            return _lines(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    if is_page:
        return _lines(data.decode(bom or _codec(stated) or "cp1252", "replace"))
    # Western Europe only: a Dutch text in a few bytes looks like many other languages.
    best = from_bytes(data[:_GUESS_BYTES], cp_isolation=list(_GUESSED)).best()
    if best is None or len(data.translate(None, _CONTROLS)) < len(data):
        raise ExtractionError("de tekst heeft een onbekende codering. Sla het bestand op als UTF-8.")
    return _lines(data.decode(best.encoding, "replace"))


def _codec(stated: str) -> str:
    """Name the codec for a stated encoding; nothing if there is none, or if it can make anything but text."""
    try:
        found = codecs.lookup(stated.strip(" \"'")).name
    except (LookupError, ValueError):
        return ""
    found = _MEANT.get(found, found)
    return found if _KNOWN.fullmatch(found) else ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
