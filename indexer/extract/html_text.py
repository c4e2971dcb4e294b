"""Read the text of a web page: its main part, with its headings and the ids that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree, html

from indexer.extract.extracted import ExtractedText, Gathered, Limits
from indexer.extract.media_types import HTML
from ontology.errors import ExtractionError

_SKIPPED: Final = frozenset({
    "script", "style", "noscript", "template", "nav", "aside", "form", "button", "select", "svg", "iframe",
    "head", "object", "canvas", "footer",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "section", "article", "main", "body",
    "blockquote", "figure", "figcaption", "header", "pre", "br", "hr", "address", "details", "summary",
    "caption",
})  # fmt: skip
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_MAIN: Final = ("//main", "//*[@role='main']", "//article")


def read_html(data: bytes, limits: Limits) -> ExtractedText:
    """Give the text of a page; what is hidden, or only leads around the site, is left out.

    >>> page = b"<html lang=nl><nav>menu</nav><main><h1 id=a>Zorg</h1><p>Voor elkaar.</p></main>"
    >>> found = read_html(page, Limits())
    >>> found.text, found.sections[0].fragment, found.language
    ('Zorg\\n\\nVoor elkaar.', '#a', 'nl')

    :raises ExtractionError: if the parser cannot read it, or runs out of memory
    """
    # The parser gives up at 256 levels of nesting; what came before is kept.
    parser = html.HTMLParser(
        recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if not data.strip():
        return Gathered(limits).extracted(HTML)
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as exc:
        raise ExtractionError(f"de pagina is niet te lezen: {exc}. Lever de tekst ervan.") from exc
    if any(entry.type == etree.ErrorTypes.ERR_NO_MEMORY for entry in parser.error_log):
        # The parser keeps what it had by then, as if that were all.
        raise ExtractionError("de pagina is te groot om te lezen. Lever een deel ervan.")
    gathered = Gathered(limits)
    for heading, anchor, text in _blocks(_main(root)):
        more = gathered.add_heading(text, heading, anchor=anchor) if heading else gathered.add(text)
        if not more:
            break
    title = root.findtext(".//title") or ""
    return gathered.extracted(HTML, title=title, language=(root.get("lang") or "")[:35])


def _main(root: Any) -> Any:
    for path in _MAIN:
        found = root.xpath(path)
        if len(found) == 1:
            return found[0]
    body = root.find(".//body")
    return root if body is None else body


def _blocks(root: Any) -> Iterator[tuple[int, str, str]]:
    """Give level (0 for what is no heading), anchor and text of each block, in the order of the page."""
    words: list[str] = []
    level, anchor, section_id = 0, "", ""
    skipped = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                words.append(element.tail or "" if element is not root else "")
            continue
        if event == "start" and element is not root and (tag in _SKIPPED or _is_hidden(element)):
            skipped = element
            continue
        if tag in _HEADINGS or tag in _BLOCKS:
            if "".join(words).strip():
                yield level, anchor, "".join(words)
            words = []
            level, anchor = 0, ""
        if event == "start":
            if tag in {"section", "article", "div"} and element.get("id"):
                section_id = element.get("id")
            if tag in _HEADINGS:
                level, anchor = _HEADINGS[tag], element.get("id") or section_id
                section_id = ""
            words.append(element.text or "")
        elif element is not root:
            words.append(element.tail or "")
    if "".join(words).strip():
        yield level, anchor, "".join(words)


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or "display:none" in style or "visibility:hidden" in style
