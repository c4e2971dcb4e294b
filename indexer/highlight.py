"""Choose the part of a text that answers a query and mark the words found, as HTML that is safe to show."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Final

from whoosh import analysis, highlight

from indexer.analysis.chain import DUTCH, UNSTEMMED
from indexer.sought import Sought
from indexer.windows import Reader, Window

SNIPPET_CHARS: Final = 200
_AROUND_CHARS: Final = 60


def snippet_of(description: str, texts: Sequence[str], names: Sequence[str], sought: Sought) -> str:
    """Give the best part of the first text in which something is found, else the beginning of *description*.

    Only where nothing is described does another name that was found say why this is here.

    Everything is escaped; ``<mark>`` is the only element. A text that is cut says so with an ellipsis.
    Of very long texts not all is read, see :mod:`indexer.windows`.

    >>> snippet_of("Samen wonen & delen in een wooncoöperatie.", (), (), Sought(frozenset({"wooncoopereer"})))
    'Samen wonen &amp; delen in een <mark>wooncoöperatie</mark>.'
    >>> snippet_of("<b>dorp</b>", (), (), Sought(frozenset()))
    '&lt;b&gt;dorp&lt;/b&gt;'
    """
    reader = Reader((*sought.terms, *sought.prefixes))
    for text in (description, *texts):
        marked = _marked(text, sought, reader)
        if marked:
            return marked
    if description:
        return html.escape(_beginning(description), quote=False)
    return next(filter(None, (_marked(name, sought, reader) for name in names)), "")


def _marked(text: str, sought: Sought, reader: Reader) -> str:
    """Give the part with most of what is sought, marked; nothing if there is none."""
    fragmenter = highlight.ContextFragmenter(SNIPPET_CHARS, _AROUND_CHARS, charlimit=None)
    fragments = [
        found
        for window in reader.windows(text)
        for found in fragmenter.fragment_tokens(text, _tokens(text, window, sought))
        if found.matches
    ]
    if not fragments:
        return ""
    # Of equals the first: Whoosh's own choice depends on where in memory they lie.
    best = max(fragments, key=highlight.BasicFragmentScorer())
    # Signs before the first word and after the last belong to the text as much as its words.
    if _is_only_signs(text[: best.startchar]):
        best.startchar = 0
    if _is_only_signs(text[best.endchar :]):
        best.endchar = len(text)
    shown: str = _SafeFormatter().format([best])
    return ("… " if best.startchar > 0 else "") + shown + (" …" if best.endchar < len(text) else "")


def _is_only_signs(rest: str) -> bool:
    return len(rest) <= _AROUND_CHARS and not any(map(str.isalnum, rest))


def _tokens(text: str, window: Window, sought: Sought) -> Iterator[analysis.Token]:
    """Give every word, stop words too, and whether it is sought; one object over and over, for speed."""
    token = analysis.Token(positions=False, chars=True)
    start, end = window
    part = text[start:end]
    beginnings = _beginnings(part) if sought.prefixes else {}
    for word in DUTCH.tokens(part):
        token.text = word.text
        token.startchar, token.endchar = start + word.start, start + word.end
        token.matched = not sought.terms.isdisjoint((*word.terms, *word.parts)) or any(
            term.startswith(sought.prefixes) for term in beginnings.get(word.start, ())
        )
        yield token


def _beginnings(text: str) -> dict[int, tuple[str, ...]]:
    """Words as written, by where they start: a beginning is that of the word, not of its stem."""
    return {word.start: word.terms for word in UNSTEMMED.analyse(text)}


class _SafeFormatter(highlight.Formatter):  # type: ignore[misc]  # Whoosh has no types
    """Escape everything, whatever Whoosh's own formatter does in the version installed."""

    def _text(self, text: str) -> str:
        return html.escape(text, quote=False)

    def format_token(self, text: str, token: analysis.Token, replace: bool = False) -> str:  # noqa: FBT001, FBT002
        return f"<mark>{html.escape(highlight.get_text(text, token, replace), quote=False)}</mark>"


def _beginning(text: str) -> str:
    """Cut at a word, not inside one."""
    return text if len(text) <= SNIPPET_CHARS else text[:SNIPPET_CHARS].rsplit(" ", 1)[0] + " …"
