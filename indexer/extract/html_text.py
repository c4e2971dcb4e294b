"""Read the text of a web page: its main part, with its headings and the ids that lead to them."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree, html

from indexer.extract.encoding import decoded
from indexer.extract.extracted import ExtractedText, Gathered, Limits
from indexer.extract.html_around import size_of
from indexer.extract.html_bare import bare_text
from indexer.extract.html_walk import HtmlWalk
from indexer.extract.media_types import HTML
from ontology.errors import ExtractionError

_MAIN: Final = ("//main[not(@hidden)]", "//*[@role='main']", "//article")
_STATED: Final = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
_STATED_BYTES: Final = 4096
_LANGUAGES: Final = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
_SHARE_OF_PAGE: Final = 5
_ENOUGH_CHARS: Final = 200
"""A main part with less text than this, and less than a fifth of the page, is one that a script fills."""


def read_html(data: bytes, limits: Limits, stated: str = "") -> ExtractedText:
    """Give the text of a page; what is hidden, or only leads around the site, is left out.

    >>> page = b"<html lang=nl><nav>menu</nav><main><h1 id=a>Zorg</h1><p>Voor elkaar.</p></main>"
    >>> found = read_html(page, Limits())
    >>> found.text, found.sections[0].fragment, found.language
    ('Zorg\\n\\nVoor elkaar.', '#a', 'nl')

    :param stated: encoding as the sender says
    :raises ExtractionError: if the page takes too much memory
    """
    found = _STATED.search(data[:_STATED_BYTES])
    text = decoded(data, stated or (found[1].decode("ascii") if found else ""), is_page=True)
    # Nothing is fetched and no entity is declared: the parser reads HTML, which has no DTD of its own.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        # Half a character can only come from a reference, and the parser takes none.
        root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    except etree.XMLSyntaxError:
        root = None  # nothing but space, comments or a null in it
    kinds = {entry.type for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL}
    if etree.ErrorTypes.ERR_NO_MEMORY in kinds:
        # The parser keeps what it had by then, as if that were all.
        raise ExtractionError("de pagina is te groot om te lezen. Lever een deel ervan.")
    if root is None or kinds:
        return bare_text(text, limits)
    return _read(root, limits)


def _read(root: Any, limits: Limits) -> ExtractedText:
    gathered = Gathered(limits)
    HtmlWalk(gathered).walk(_main(root))
    title = root.findtext(".//title") or ""
    return gathered.extracted(HTML, title=title, language=_language(root))


def _main(root: Any) -> Any:
    body = root.find(".//body")
    whole = root if body is None else body
    least = min(_ENOUGH_CHARS, size_of(whole) // _SHARE_OF_PAGE)
    for path in _MAIN:
        found = root.xpath(path)
        if len(found) == 1 and size_of(found[0]) >= max(1, least):
            return found[0]
    return whole


def _language(root: Any) -> str:
    for name in _LANGUAGES:
        if root.get(name):
            return str(root.get(name))
    stated = root.xpath("//meta[translate(@http-equiv, 'CL', 'cl') = 'content-language']/@content")
    return str(stated[0]) if stated else ""
