"""Read a page as strictly as a careful reviewer: balanced tags, unique ids, labels, headings in order."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
# Where a paragraph or a block would silently end the element that it stands in.
NO_BLOCK_INSIDE = {"p", "h1", "h2", "h3", "dt", "span", "a", "small", "strong", "em", "code", "q", "summary"}
INLINE = {"a", "span", "strong", "em", "small", "code", "mark"}
BLOCKS = {
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "section",
    "article",
    "aside",
    "nav",
    "table",
    "blockquote",
    "details",
    "figure",
}
OUR_SCRIPTS: list[dict[str, str | None]] = [
    {"src": f"/static/{name}.js", "defer": None}
    for name in ("zoekvak", "bevraag", "graaf", "weergaven", "editor/yasgui.min")
]
DATA: dict[str, str | None] = {"type": "application/ld+json"}
"""What makes a script a piece of data, which no browser runs."""


@dataclass
class Page:
    """What was read, and everything wrong with it."""

    problems: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    text: str = ""
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    data: list[Any] = field(default_factory=list)
    """What the page says in JSON-LD."""

    def strange_scripts(self) -> list[dict[str, str | None]]:
        """Give the scripts that are none of the files that we serve."""
        return [script for script in self.all("script") if script not in (*OUR_SCRIPTS, DATA)]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.wanted_ids: list[str] = []
        self.heading = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.page.tags.append((tag, values))
        if len(values) != len(attrs):
            self._problem(f"<{tag}> has an attribute twice")
        if tag in BLOCKS and (inside := [t for t in self.open if t in NO_BLOCK_INSIDE]):
            self._problem(f"<{tag}> inside <{inside[-1]}>")
        if tag == "a" and "a" in self.open:
            self._problem("<a> inside <a>")
        if tag == "img" and "alt" not in values:
            self._problem("<img> without alt")
        if (
            {name for name in values if name.startswith("on")}
            or "style" in values
            or tag == "style"
            or (tag == "script" and values not in (*OUR_SCRIPTS, DATA))
        ):
            self._problem(f"<{tag}> with script or style")
        self._ids(values)
        self._headings(tag)
        for name in ("href", "src", "action"):
            if values.get(name):
                self.page.links.append(str(values[name]))
        if tag not in INLINE:
            self.page.text += " "
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.open or self.open[-1] != tag:
            self._problem(f"</{tag}> closes {self.open[-1:] or 'nothing'}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.page.data.append(json.loads(data))
        elif "title" not in self.open:
            self.page.text += data

    def _ids(self, values: dict[str, str | None]) -> None:
        if "id" in values:
            if not values["id"] or " " in values["id"] or values["id"] in self.ids:
                self._problem(f"id {values['id']!r} is empty, has a space or stands twice")
            self.ids.add(str(values["id"]))
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.wanted_ids += (values.get(name) or "").split()

    def _headings(self, tag: str) -> None:
        level = HEADINGS.get(tag)
        if level:
            if level > self.heading + 1:
                self._problem(f"<{tag}> follows a heading of level {self.heading}")
            self.heading = level

    def _problem(self, text: str) -> None:
        line, column = self.getpos()
        self.page.problems.append(f"{line}:{column} {text}")


def read_page(html: str) -> Page:
    """Read a whole page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    page = reader.page
    page.text = " ".join(page.text.split())
    page.problems += [f"<{tag}> is never closed" for tag in reader.open]
    page.problems += [f"nothing has id {name!r}" for name in reader.wanted_ids if name not in reader.ids]
    if not html.startswith("<!doctype html>"):
        page.problems.append("no doctype")
    for tag, count in (("main", 1), ("h1", 1), ("title", 1)):
        if len(page.all(tag)) != count:
            page.problems.append(f"{len(page.all(tag))} times <{tag}>")
    if page.all("html") != [{"lang": "nl"}]:
        page.problems.append("<html> has no lang=nl")
    return page
