"""Read plain text and Markdown, whatever its encoding, without changing a character."""

from __future__ import annotations

import re
from typing import Final

from indexer.extract.encoding import decoded
from indexer.extract.extracted import ExtractedText, Gathered, Limits
from indexer.extract.media_types import TEXT

_HEADING: Final = re.compile(
    r"^(?:```|~~~)(?P<fence>)"
    r"|^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<marked>\S[^\n]*)"
    r"|^ {0,3}(?P<underlined>\S[^\n]{0,200})\n {0,3}(?P<line>=+|-{2,})[ \t]*$",
    re.MULTILINE,
)


def read_plain(data: bytes, limits: Limits, media_type: str = TEXT, stated: str = "") -> ExtractedText:
    """Give the text as it stands, so that places in it are places in the file; headings as Markdown has them.

    >>> found = read_plain("# Geld\\n\\nEen  co\\u00f6peratie.".encode("cp1252"), Limits())
    >>> found.text, found.sections[0].heading
    ('# Geld\\n\\nEen  coöperatie.', 'Geld')

    :param stated: encoding as the sender says
    :raises ExtractionError: if no encoding makes text of it
    """
    text = decoded(data, stated)
    gathered = Gathered(limits)
    is_code = False
    for found in _HEADING.finditer(text, 0, limits.max_chars):
        if found["fence"] is not None:
            is_code = not is_code
        elif not is_code and not gathered.is_full:
            heading = (found["marked"] or found["underlined"]).rstrip().rstrip("#").strip()
            level = len(found["marks"]) if found["marks"] else 1 if found["line"][0] == "=" else 2
            gathered.mark(heading, level, ahead=found.start())
    gathered.add(text, verbatim=True)
    return gathered.extracted(media_type)
