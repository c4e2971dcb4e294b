"""Tell which paragraphs of a Word document are headings: by their outline level, or that of their style."""

from __future__ import annotations

import re
from typing import Any, Final

from docx.oxml.ns import qn

_NAME: Final = re.compile(r"(?:heading|kop)\s*([1-9])", re.IGNORECASE)
_TITLES: Final = frozenset({"title", "titel"})
_BODY: Final = 9
"""Outline level that Word gives to text; 0 to 8 are headings."""

_LONGEST_CHAIN: Final = 20
"""Styles that may be based on one another; Word itself stops at eleven."""


class DocxStyles:
    """The styles of one document."""

    def __init__(self, styles: Any) -> None:
        """Read them from the element ``w:styles``."""
        self._by_id = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
        self._levels: dict[str, int] = {}
        stated = styles.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
        self.language: str = "" if stated is None else (stated.get(qn("w:val")) or "")
        """The language that texts have unless they say otherwise; may be empty."""

    def level_of(self, paragraph: Any) -> int:
        """Give the level of a heading, 1 for the highest; 0 for what is none."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if own is not None:
            return _level(own)
        style = self._style_of(paragraph)
        if style not in self._levels:
            self._levels[style] = self._level_of_style(style)
        return self._levels[style]

    def title_in(self, document: Any) -> str:
        """Give the first paragraph in the style of a title; may be empty."""
        for paragraph in document.element.body.findall(qn("w:p")):
            if _name(self._by_id.get(self._style_of(paragraph))) in _TITLES:
                return "".join(paragraph.itertext(qn("w:t")))
        return ""

    @staticmethod
    def _style_of(paragraph: Any) -> str:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return "" if style is None else (style.get(qn("w:val")) or "")

    def _level_of_style(self, style_id: str) -> int:
        """Follow what the style is based on until one says a level or is called a heading."""
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(style_id)
            if style is None:
                return 0
            stated = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if stated is not None:
                return _level(stated)
            name = _name(style)
            if name in _TITLES:
                return 1
            if found := _NAME.fullmatch(name):
                return int(found[1])
            base = style.find(qn("w:basedOn"))
            style_id = "" if base is None else (base.get(qn("w:val")) or "")
        return 0


def _name(style: Any) -> str:
    name = None if style is None else style.find(qn("w:name"))
    return "" if name is None else (name.get(qn("w:val")) or "").strip().lower()


def _level(outline: Any) -> int:
    value = outline.get(qn("w:val")) or ""
    return int(value) + 1 if value.isdecimal() and int(value) < _BODY else 0
