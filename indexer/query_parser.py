"""Read the query language of the search box; whatever is typed gives a tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from indexer.query import And, Everything, In, Loose, Node, Not, Or, Phrase, Prefix, Word
from indexer.query_parts import Lexer
from indexer.years import years_of

_MAX_DEPTH: Final = 12


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """What was read, and a Dutch sentence for each thing that was not understood as it was typed."""

    tree: Node
    remarks: tuple[str, ...] = ()


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
    return read_query(text).tree


def read_query(text: str) -> ReadQuery:
    """Read what somebody typed, and say what of it was not understood and how the search went on.

    >>> read_query('"dorpshuis').remarks
    ('Het aanhalingsteken wordt niet gesloten; gelezen is tot het einde.',)
    >>> read_query("kleur:rood").remarks[0]
    '“kleur:” is geen veld; gezocht is op de woorden zelf. Velden: naam, soort, thema, plaats, bron, jaar.'
    """
    parser = _Parser(text)
    tree = parser.parse()
    return ReadQuery(tree, tuple(dict.fromkeys(parser.remarks)))


class _Parser:
    """Read parts from left to right; what cannot mean anything where it stands is passed over."""

    def __init__(self, text: str) -> None:
        lexer = Lexer()
        self.parts = lexer.parts(text)
        self.remarks = lexer.remarks
        self.at = 0

    def parse(self) -> Node:
        found = []
        while self.at < len(self.parts):
            node = self._either(0)
            if node is not None:
                found.append(node)
            if self._peek()[0] == "close":
                self.remarks.append("Een haakje sluit niets en is overgeslagen.")
            self.at += 1
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

    def _one(self, depth: int) -> Node | None:  # noqa: PLR0911  # one a kind of part
        kind, text = self._peek()
        self.at += 1
        match kind:
            case "not":
                node = self._one(depth) if self._peek()[0] not in {"and", "or", "close", "end"} else None
                return None if node is None else Not(node)
            case "field":
                node = self._one(depth) if self._peek()[0] not in {"and", "or", "close", "end"} else None
                return None if node is None else self._tied(text, node)
            case "open":
                if depth >= _MAX_DEPTH:
                    self.remarks.append("Er staan te veel haakjes in elkaar; een deel is overgeslagen.")
                    return None
                node = self._either(depth + 1)
                if self._peek()[0] == "close":
                    self.at += 1
                else:
                    self.remarks.append("Een haakje wordt niet gesloten; gelezen is tot het einde.")
                return node
            case "phrase":
                return Phrase(text)
            case "prefix":
                return Prefix(text)
            case _:
                return Word(text)

    def _tied(self, field: str, node: Node) -> Node | None:
        if field == "jaar" and not (isinstance(node, Word) and years_of(node.text)):
            said = (
                f"“jaar:{node.text}”"
                if isinstance(node, Word | Phrase | Prefix)
                else "Wat achter jaar: staat"
            )
            advice = "Schrijf jaar:2020 of jaar:2017..2030."
            self.remarks.append(f"{said} is geen jaar en telt niet mee. {advice}")
            return None
        return In(field, node)


def _joined(nodes: list[Node]) -> Node:
    """Words side by side; exclusions hold for all of them."""
    wanted = tuple(node for node in nodes if not isinstance(node, Not))
    excluded = tuple(node for node in nodes if isinstance(node, Not))
    asked: Node = Loose(wanted) if len(wanted) > 1 else wanted[0] if wanted else Everything()
    return And((asked, *excluded)) if excluded else asked
