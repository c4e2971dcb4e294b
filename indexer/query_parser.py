"""Read the query language of the search box; whatever is typed gives a tree."""

from __future__ import annotations

import re
from typing import Final

from indexer.query import And, Everything, In, Loose, Node, Not, Or, Phrase, Prefix, Word

MAX_PARTS: Final = 48
"""Words, phrases and brackets that are read; a longer question is no better than its beginning."""
MAX_PART_CHARS: Final = 200
_MAX_DEPTH: Final = 12

_PART = re.compile(
    r"""
      (?P<open>\() | (?P<close>\))
    | (?P<minus>-(?=[^\s-]))
    | (?P<field>(?:naam|soort|thema|plaats|bron):(?=[^\s)]))
    | ["\u201c\u201d\u201e](?P<phrase>[^"\u201c\u201d\u201e]*)(?:["\u201c\u201d\u201e]|$)
    | (?P<word>[^\s()"\u201c\u201d\u201e]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Only capitals are operators: "en", "of" and "niet" are words that people type.
_OPERATORS: Final = {"AND": "and", "EN": "and", "OR": "or", "OF": "or", "NOT": "not", "NIET": "not"}


def parse_query(text: str) -> Node:
    """Read what somebody typed; any text gives a tree, also a broken one.

    Words side by side are :class:`Loose`; ``"..."`` is a phrase; ``EN OF NIET`` (or ``AND OR NOT``) in
    capitals combine; a minus excludes; a star ends a beginning; ``plaats:`` and the other :data:`FIELDS`
    tie the next word, phrase or bracket to a field.

    >>> parse_query("buurthuis")
    Word(text='buurthuis')
    >>> parse_query('"lokale gemeenschap" -gemeente')
    And(nodes=(Phrase(text='lokale gemeenschap'), Not(node=Word(text='gemeente'))))
    >>> parse_query("plaats:(utrecht OF zeist)")
    In(field='plaats', node=Or(nodes=(Word(text='utrecht'), Word(text='zeist'))))
    >>> parse_query("wooncoop* dorp")
    Loose(nodes=(Prefix(text='wooncoop'), Word(text='dorp')))
    >>> parse_query(" )( EN ")
    Word(text='EN')
    """
    return _Parser(text).parse()


class _Parser:
    """Read parts from left to right; what cannot mean anything where it stands is passed over."""

    def __init__(self, text: str) -> None:
        self.parts = _parts(text)
        self.at = 0

    def parse(self) -> Node:
        found = []
        while self.at < len(self.parts):
            node = self._either(0)
            if node is not None:
                found.append(node)
            self.at += 1  # a bracket that closes nothing
        return _joined(found) if found else Everything()

    def _peek(self) -> tuple[str, str]:
        return self.parts[self.at] if self.at < len(self.parts) else ("end", "")

    def _either(self, depth: int) -> Node | None:
        """a OF b"""
        nodes = [self._both(depth)]
        while self._peek()[0] == "or":
            self.at += 1
            nodes.append(self._both(depth))
        kept = tuple(node for node in nodes if node is not None)
        return Or(kept) if len(kept) > 1 else next(iter(kept), None)

    def _both(self, depth: int) -> Node | None:
        """a EN b; what stands side by side binds closer."""
        nodes = [self._side_by_side(depth)]
        while self._peek()[0] == "and":
            self.at += 1
            nodes.append(self._side_by_side(depth))
        kept = tuple(node for node in nodes if node is not None)
        return And(kept) if len(kept) > 1 else next(iter(kept), None)

    def _side_by_side(self, depth: int) -> Node | None:
        nodes = []
        while self._peek()[0] not in {"and", "or", "close", "end"}:
            node = self._one(depth)
            if node is not None:
                nodes.append(node)
        return _joined(nodes) if nodes else None

    def _one(self, depth: int) -> Node | None:
        kind, text = self._peek()
        self.at += 1
        match kind:
            case "not":
                node = self._one(depth) if self._peek()[0] not in {"and", "or", "close", "end"} else None
                return None if node is None else Not(node)
            case "field":
                node = self._one(depth) if self._peek()[0] not in {"and", "or", "close", "end"} else None
                return None if node is None else In(text, node)
            case "open":
                node = self._either(depth + 1) if depth < _MAX_DEPTH else None
                if self._peek()[0] == "close":
                    self.at += 1
                return node
            case "phrase":
                return Phrase(text)
            case "prefix":
                return Prefix(text)
            case _:
                return Word(text)


def _joined(nodes: list[Node]) -> Node:
    """Words side by side; exclusions hold for all of them."""
    wanted = tuple(node for node in nodes if not isinstance(node, Not))
    excluded = tuple(node for node in nodes if isinstance(node, Not))
    asked: Node = Loose(wanted) if len(wanted) > 1 else wanted[0] if wanted else Everything()
    return And((asked, *excluded)) if excluded else asked


def _parts(text: str) -> list[tuple[str, str]]:
    """Name each part of the text; an operator with nothing on one of its sides is a word."""
    found: list[tuple[str, str]] = []
    for match in _PART.finditer(text):
        kind, part = str(match.lastgroup), match.group(str(match.lastgroup))[:MAX_PART_CHARS]
        if kind == "word":
            kind, part = _word(part)
        elif kind == "field":
            part = part[:-1].lower()
        if kind == "minus":
            kind = "not"
        if kind == "phrase" and not part.strip():
            continue
        found.append((kind, part))
        if len(found) == MAX_PARTS:
            break
    last = len(found) - 1
    return [
        ("word", part)
        if (kind in {"and", "or"} and at in {0, last}) or (kind == "not" and at == last)
        else (kind, part)
        for at, (kind, part) in enumerate(found)
    ]


def _word(part: str) -> tuple[str, str]:
    if part in _OPERATORS:
        return _OPERATORS[part], part
    bare = part.rstrip("*")
    return ("prefix", bare) if bare != part and bare else ("word", part)
