"""Tell which parts of a web page belong to the site around a text: menus, banners, columns at the side."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

_ALWAYS: Final = frozenset({"nav", "noscript"})
# Around the page they belong to the site, inside an article to the text.
_OUTSIDE: Final = frozenset({"header", "footer", "aside"})
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog"})
# What site builders call such parts, as a whole word of a class or an id; decision 0012 says
# on which pages. "widget" and "share" are left out because texts are called so too: recall was 0.961 with
# them, 0.980 without.
_CALLED: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|kruimelpad|sidebar|related|social|cookies?|consent"
    r"|newsletter|comments?|respond|footer|pagination)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NAMED: Final = frozenset({
    "div", "ul", "ol", "section", "aside", "form", "p", "table", "span", "header", "footer",
})  # fmt: skip
_LISTING: Final = frozenset({"ul", "ol", "dl", "div", "section", "table", "p"})
_MENU_LINKS: Final = 3
_MENU_SHARE: Final = 0.8
_UNSEEN: Final = frozenset({"script", "style", "noscript", "template"})


def is_around(element: Any, *, in_text: bool, has_main: bool) -> bool:
    """Tell whether an element belongs to the site rather than to the text.

    A list of links is a menu only on a page that does not say what its main part is: where it does, such a
    list may be what people come for.

    :param in_text: an article, a section or the main part holds it
    :param has_main: the page says which part of it is the main one
    """
    tag, role = element.tag, (element.get("role") or "").strip().lower()
    if tag in _ALWAYS or role in _ROLES or (tag in _OUTSIDE and not in_text):
        return True
    called = f"{element.get('class') or ''} {element.get('id') or ''}"
    if tag in _NAMED and _CALLED.search(called):
        return True
    return tag in _LISTING and not has_main and _is_of_links(element)


def size_of(element: Any) -> int:
    """Count the characters of the texts in *element*.

    >>> size_of(etree.fromstring("<p>een <b>twee</b> drie <script>vier</script></p>"))
    11
    """
    inside = sum(
        len((one.text or "").strip()) for one in element.iter(etree.Element) if one.tag not in _UNSEEN
    )
    return inside + sum(len((one.tail or "").strip()) for one in element.iterdescendants())


def _is_of_links(element: Any) -> bool:
    """Tell whether an element is hardly more than a few links: a menu, whatever it is called."""
    links = list(element.iter("a"))
    linked = sum(size_of(link) for link in links)
    return len(links) >= _MENU_LINKS and linked > _MENU_SHARE * size_of(element)
