"""Walk through the elements of a web page and gather its text in blocks, its headings and its anchors."""

from __future__ import annotations

import re
from typing import Any, Final

from indexer.extract.extracted import Gathered
from indexer.extract.html_around import is_around, size_of

_SKIPPED: Final = frozenset({
    "script", "style", "template", "button", "select", "datalist", "textarea", "svg",
    "math", "iframe", "head", "object", "canvas", "audio", "video", "dialog", "map",
})  # fmt: skip
_OWN: Final = frozenset({"main", "article", "section", "blockquote"})
_BLOCKS: Final = frozenset({
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "section",
    "article", "main", "body", "blockquote", "figure", "figcaption", "header", "footer", "aside", "pre", "hr",
    "address", "details", "summary", "caption", "form", "fieldset", "legend", "center", "html",
})  # fmt: skip
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_HIDDEN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")


class HtmlWalk:
    """One way through a page, which gives what it meets to a :class:`Gathered`."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._words: list[str] = []
        self._level = 0
        self._anchor = ""
        """Id of the last place met since there was text; a heading right after it is reached by it."""
        self._own_anchor = ""
        self._preformatted = 0
        self._own = 0
        self._half = 0
        self._has_main = False

    def walk(self, root: Any) -> None:
        """Go through *root* without a call in a call: a page may nest as deep as it likes."""
        self._half = size_of(root) // 2
        self._has_main = root.tag in _OWN or root.get("role") == "main"
        ahead: list[tuple[Any, bool]] = [(root, False)]
        while ahead and not self._gathered.is_full:
            element, is_end = ahead.pop()
            if is_end:
                self._leave(element)
            elif not self._is_skipped(element):
                self._enter(element)
                ahead.append((element, True))
                ahead += [(child, False) for child in reversed(element)]
                continue
            if element is not root:
                self._say(element.tail)
        self._finish_block()

    def _is_skipped(self, element: Any) -> bool:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:  # without a tag: a comment or an instruction
            return True
        hidden = element.get("hidden")
        if (
            (hidden is not None and hidden.lower() != "until-found")
            or element.get("aria-hidden") == "true"
            or _HIDDEN.search(element.get("style") or "")
        ):
            return True
        # Where a tag is not closed, the header of the site holds the whole page.
        around = is_around(element, in_text=self._own > 0, has_main=self._has_main)
        return around and size_of(element) <= self._half

    def _enter(self, element: Any) -> None:
        tag = element.tag
        if tag in _HEADINGS or tag in _BLOCKS:
            self._finish_block()
        self._own += tag in _OWN
        self._preformatted += tag == "pre"
        place = element.get("id") or (element.get("name") if tag == "a" else None)
        if tag in _HEADINGS:
            self._level, self._own_anchor = _HEADINGS[tag], place or ""
        elif place and self._level and not self._own_anchor:
            self._own_anchor = place
        elif place and not "".join(self._words).strip():
            self._anchor = place
        if tag in {"br", "hr"}:
            self._words.append("\n")
        self._say(element.text)

    def _leave(self, element: Any) -> None:
        tag = element.tag
        if tag in {"td", "th"}:
            self._words.append("\t")
        if tag in _HEADINGS or tag in _BLOCKS:
            self._finish_block()
        if tag in _HEADINGS:
            self._level, self._own_anchor = 0, ""
        self._own -= tag in _OWN
        self._preformatted -= tag == "pre"

    def _say(self, text: str | None) -> None:
        if text:
            self._words.append(text if self._preformatted else _SPACE.sub(" ", text))

    def _finish_block(self) -> None:
        """Give the words so far as a block; a heading takes its own id, or that of the place before it."""
        text = "".join(self._words)
        self._words.clear()
        if text.strip():
            if self._level:
                self._gathered.add_heading(text, self._level, anchor=self._own_anchor or self._anchor)
            else:
                self._gathered.add(text)
            self._anchor = ""
            self._level, self._own_anchor = 0, ""
