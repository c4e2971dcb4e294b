"""Search: a question in words, narrowed by filters, answered page by page."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext

from indexer.search import SearchRequest
from webapp.addresses import page_href
from webapp.presentation.parts import Link
from webapp.presentation.results import PAGE_SIZE, Question, result_page
from webapp.search_arguments import asked_filters, asked_number, asked_text
from webapp.site import Site, current_site

blueprint = Blueprint("search", __name__)

EXAMPLES: Final = ("wooncoöperatie", "uitdaagrecht", "kernpartners", "buurthuis", "Amersfoort", "Wmo 2015")
_WORDS_TRIED: Final = 4
_SHORTEST_WORD: Final = 4
_LAST_PAGE: Final = 1_000_000


@blueprint.get("/zoeken")
def page() -> str:
    """Answer a question, or say plainly that nothing is known."""
    question = _question()
    site = current_site()
    found = site.engine.search(
        SearchRequest(text=question.text, filters=question.filters, offset=question.offset, limit=PAGE_SIZE)
    )
    if question.page > 1 and not found.hits:
        abort(404)
    proposals = () if found.total else tuple(_proposals(question, site))
    shown = result_page(question, found, link_to=page_href, search_link=search_href, proposals=proposals)
    return render_template("search/results.html", page=shown)


def search_href(question: Question) -> str:
    """Give the address of the results of *question*."""
    return url_for("search.page", **question.arguments())  # type: ignore[arg-type]


def _question() -> Question:
    number = asked_number(request.args, "pagina", 1, 1, _LAST_PAGE)
    return Question(asked_text(request.args), asked_filters(request.args), number)


def _proposals(question: Question, site: Site) -> list[Link]:
    """Propose only what gives results: the same without filters, single words, and known examples."""
    tried = [Question(question.text)] if question.filters else []
    words = [word for word in question.text.split() if len(word) >= _SHORTEST_WORD]
    tried += [Question(word) for word in words[:_WORDS_TRIED] if word != question.text]
    proposals = []
    for other in tried:
        total = site.engine.search(SearchRequest(text=other.text, filters={}, offset=0, limit=0)).total
        if total:
            text = gettext("Zoek “%(text)s” zonder filters (%(total)s)", text=other.text, total=total)
            proposals.append(Link(str(text), search_href(other)))
    examples = (
        Link(str(gettext("Bekijk een voorbeeld: %(text)s", text=text)), search_href(Question(text)))
        for text in EXAMPLES[:3]
    )
    return [*proposals, *examples]
