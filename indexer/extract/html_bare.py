"""Read the bare text of a page on which the parser of trees gives up: no headings, nothing lost."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from indexer.extract.extracted import ExtractedText, Gathered, Limits
from indexer.extract.media_types import HTML

_UNSEEN: Final = frozenset({"script", "style", "template", "noscript", "title"})
_PIECE: Final = 1 << 16


class _Texts(HTMLParser):
    """Gathers texts in the order of the file, whatever the tags around them."""

    def __init__(self, gathered: Gathered) -> None:
        super().__init__(convert_charrefs=True)
        self._gathered = gathered
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Stop listening where texts are not for reading."""
        if not self._unseen and tag in _UNSEEN:
            self._unseen = tag

    def handle_endtag(self, tag: str) -> None:
        """Listen again."""
        if tag == self._unseen:
            self._unseen = ""

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if not self._unseen:
            self._gathered.add(data)


def bare_text(text: str, limits: Limits) -> ExtractedText:
    """Give the texts between the tags of a page.

    >>> bare_text("<div>" * 3000 + "diep <b>in</b>", Limits()).text
    'diep\\n\\nin'
    """
    gathered = Gathered(limits)
    parser = _Texts(gathered)
    for start in range(0, len(text), _PIECE):
        if gathered.is_full:
            break
        parser.feed(text[start : start + _PIECE])
    parser.close()
    notes = () if gathered.is_empty else ("De pagina is te diep genest; alleen de kale tekst is gelezen.",)
    return gathered.extracted(HTML, notes=notes)
