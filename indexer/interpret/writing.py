"""Write a query tree as somebody would type it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from indexer.query import And, Everything, In, Loose, Node, Not, Or, Phrase, Prefix, Variants, Word

_OPERATORS: Final = frozenset({"AND", "EN", "OR", "OF", "NOT", "NIET"})


def text_of(node: Node, instead: Mapping[str, str] | None = None) -> str:
    """Give a text of which the tree is *node*, alternatives left out.

    >>> from indexer.query_parser import parse_query
    >>> text_of(parse_query('plaats:(utrecht OF zeist) "eigen grond" -koop woon*'))
    'plaats:(utrecht OF zeist) "eigen grond" woon* -koop'

    :param instead: words as typed to what is written for them
    """
    return _written(node, instead or {}, top=True)


def _written(node: Node, instead: Mapping[str, str], *, top: bool = False) -> str:
    match node:
        case Word() | Phrase() | Prefix() | Everything():
            return _one(node, instead)
        case In(field=field, node=inner):
            return f"{field}:{_written(inner, instead)}"
        case Not(node=inner):
            text = _written(inner, instead)
            return f"-({text})" if text.startswith("-") else f"-{text}"
        case Variants(typed=typed):
            return _written(typed, instead, top=top)
        case Loose(nodes=nodes):
            text = " ".join(_written(inner, instead) for inner in nodes)
        case Or(nodes=nodes):
            text = " OF ".join(_written(inner, instead) for inner in nodes)
        case And(nodes=nodes):
            text = _both(nodes, instead)
    return text if top else f"({text})"


def _one(node: Word | Phrase | Prefix | Everything, instead: Mapping[str, str]) -> str:
    match node:
        case Word(text=text):
            # A capital word that stood where it could not be an operator might become one.
            return text.lower() if text in _OPERATORS else instead.get(text, text)
        case Phrase(text=text):
            return f'"{text}"'
        case Prefix(text=text):
            return f"{text}*"
        case Everything():
            return ""


def _both(nodes: tuple[Node, ...], instead: Mapping[str, str]) -> str:
    wanted = [node for node in nodes if not isinstance(node, Not)]
    # What is side by side binds closer than EN, and an exclusion holds for all that stands beside it.
    asked = " EN ".join(_written(node, instead, top=isinstance(node, Loose)) for node in wanted)
    excluded = [_written(node, instead) for node in nodes if isinstance(node, Not)]
    return " ".join(part for part in (asked, *excluded) if part)
