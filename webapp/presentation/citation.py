"""A citation in the forms in which people and programs take it: a sentence, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from flask_babel import format_date, gettext

from graph.citations import Citation
from webapp.presentation.source_list import licence_link

AUTHOR: Final = "Gemeengoed"
_LONGEST_TITLE: Final = 120
_MOST_SOURCES: Final = 10
"""Sources in one line; the page of the citation names them all."""
_TITLE: Final = re.compile(r"#\s*nl:\s*(.+?)\s*$", re.MULTILINE)
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)
_SPECIAL: Final = {
    # BibTeX counts every brace, also one behind a backslash, and a title may be cut off between two.
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def title_of(citation: Citation) -> str:
    """Give the question in words if it has them, else the beginning of the query."""
    found = _TITLE.search(citation.query)
    text = found[1] if found else " ".join(_COMMENT.sub("", citation.query).split())
    return text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1]}…"


def edition_date(citation: Citation) -> date:
    """Give the day of the edition that answered."""
    return date.fromisoformat(citation.edition.partition(".")[0])


def as_text(citation: Citation, address: str) -> str:
    """Say it in one line, with the sources."""
    text = gettext(
        "%(author)s, editie %(edition)s (%(date)s). Antwoord op de vraag “%(title)s”. %(address)s, "
        "aangehaald op %(cited)s.",
        author=AUTHOR,
        edition=citation.edition,
        date=format_date(edition_date(citation), "d MMMM y"),
        title=title_of(citation),
        address=address,
        cited=format_date(date.fromisoformat(citation.cited), "d MMMM y"),
    )
    sources = "; ".join(_sources(citation))
    return f"{text} {gettext('Bronnen')}: {sources}." if sources else str(text)


def as_bibtex(citation: Citation, address: str) -> str:
    """Write an entry for BibTeX."""
    day = edition_date(citation)
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": _tex(title_of(citation)),
        "year": str(day.year),
        "month": day.strftime("%m").lstrip("0"),
        "version": citation.edition,
        "url": address,
        "urldate": citation.cited,
        "note": _tex("; ".join(_sources(citation))),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{gemeengoed-{citation.key},\n{lines}}}\n"


def as_csl(citation: Citation, address: str) -> str:
    """Write an item of CSL-JSON."""
    day, cited = edition_date(citation), date.fromisoformat(citation.cited)
    item = {
        "id": f"gemeengoed-{citation.key}",
        "type": "dataset",
        "title": title_of(citation),
        "author": [{"literal": AUTHOR}],
        "publisher": AUTHOR,
        "version": citation.edition,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "accessed": {"date-parts": [[cited.year, cited.month, cited.day]]},
        "URL": address,
        "language": "nl",
        "note": "; ".join(_sources(citation)),
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _sources(citation: Citation) -> Iterator[str]:
    for source in citation.sources[:_MOST_SOURCES]:
        licence = licence_link(source.licence)
        terms = licence.text if licence else source.rights
        yield f"{source.title}, {source.publisher}" + (f" ({terms})" if terms else "")
    more = len(citation.sources) - _MOST_SOURCES
    if more > 0:
        yield str(gettext("en %(more)s andere, genoemd op dat adres", more=more))


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in text)
