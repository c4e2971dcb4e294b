"""Text search inside SPARQL: reads what a block with `SERVICE gg:search` asks, and answers it as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn

import pyoxigraph as ox

from graph.query_lexer import Token
from graph.service_blocks import FoundServices, ServiceBlock
from graph.values_text import Table
from indexer.search import MAX_LIMIT, Hit, SearchEngine, SearchRequest
from ontology.errors import QuerySyntaxError, SearchQueryError
from ontology.kinds import KINDS
from ontology.prefixes import PREFIXES
from webapp.api_shapes import plain
from webapp.search_arguments import MAX_TEXT_LENGTH

SEARCH: Final = f"{PREFIXES['gg']}search"
DEFAULT_LIMIT: Final = 20
GIVEN: Final = ("score", "snippet", "label")
"""What a block may ask of each hit, by the name of the property."""
_PROPERTIES: Final = ("query", *GIVEN, "kind", "limit")


@dataclass
class TextSearch:
    """What one block asks."""

    place: tuple[int, int]
    """Line and column of the block."""
    thing: str = ""
    """The variable of what is found."""
    query: str = ""
    kind: str = ""
    """Key of :data:`ontology.kinds.KINDS`, or empty for all."""
    limit: int = DEFAULT_LIMIT
    variables: dict[str, str] = field(default_factory=dict)
    """The variable of each of :data:`GIVEN`, and perhaps of the kind."""

    def answer(self, engine: SearchEngine) -> Table:
        """Ask *engine*, as the search page does, and give the hits as solutions.

        :raises QuerySyntaxError: if the engine can make nothing of the words
        """
        filters = {"soort": (self.kind,)} if self.kind else {}
        asked = SearchRequest(self.query, filters=filters, limit=self.limit, facets=False)
        try:
            hits = engine.search(asked).hits
        except SearchQueryError as exc:
            raise QuerySyntaxError(f"SERVICE gg:search: {exc}", *self.place) from exc
        return Table((self.thing, *self.variables.values()), [self._row(hit) for hit in hits])

    def _row(self, hit: Hit) -> tuple[ox.NamedNode | ox.Literal, ...]:
        values = {
            "score": ox.Literal(float(hit.score)),
            "snippet": ox.Literal(plain(hit.snippet)),
            "label": ox.Literal(hit.label),
            "kind": ox.Literal(hit.kind),
        }
        return (ox.NamedNode(hit.iri), *(values[name] for name in self.variables))


def read_search(found: FoundServices, block: ServiceBlock) -> TextSearch:
    """Read a block such as ``{ ?thing gg:query "dorpshuis" ; gg:score ?score ; gg:limit 5 }``.

    >>> from graph.service_blocks import find_services
    >>> found = find_services('ASK { SERVICE gg:search { ?a gg:query "b" ; gg:label ?c ; gg:limit 5 . } }')
    >>> asked = read_search(found, found.blocks[0])
    >>> asked.thing, asked.query, asked.limit, asked.variables
    ('a', 'b', 5, {'label': 'c'})

    :raises QuerySyntaxError: with line and column, for whatever else stands in it
    """
    search = TextSearch(found.place(block.name))
    seen: set[str] = set()
    for subject, predicate, values in _statements(found, block):
        if subject.kind != "var" or search.thing not in {"", subject.text[1:]}:
            _refuse(found, subject, "in dit blok is het onderwerp steeds dezelfde variabele, zoals ?ding.")
        search.thing = subject.text[1:]
        name = _property(found, predicate)
        if name in seen:
            _refuse(found, predicate, f"gg:{name} staat hier al. Noem elke eigenschap één keer.")
        seen.add(name)
        _take(found, search, name, values)
    if "query" not in seen:
        _refuse(found, block.name, 'zonder gg:query is er niets te zoeken. Schrijf ?ding gg:query "woorden".')
    named = [search.thing, *search.variables.values()]
    if len(set(named)) < len(named):
        _refuse(found, block.name, "geef in dit blok elke variabele een eigen naam.")
    return search


def _statements(found: FoundServices, block: ServiceBlock) -> Iterator[tuple[Token, Token, Sequence[Token]]]:
    """Give subject, predicate and what stands behind them, also where a semicolon leaves the subject out."""
    subject: Token | None = None
    part: list[Token] = []
    for token in (*block.body, Token("sign", ".", block.inside[1])):
        if not (token.kind == "sign" and token.text in {";", "."}):
            part.append(token)
            continue
        if part:
            if subject is None:
                subject = part.pop(0)
            if len(part) < len(("predicate", "object")):
                _refuse(found, token, "hier ontbreekt iets. Schrijf bijvoorbeeld gg:score ?score.")
            yield subject, part[0], part[1:]
            part = []
        if token.text == ".":
            subject = None


def _property(found: FoundServices, predicate: Token) -> str:
    name = found.iri_of(predicate).removeprefix(PREFIXES["gg"])
    if name not in _PROPERTIES:
        known = ", ".join(f"gg:{one}" for one in _PROPERTIES)
        _refuse(found, predicate, f"zoeken kent deze eigenschap niet. Kies uit: {known}.")
    return name


def _take(found: FoundServices, search: TextSearch, name: str, values: Sequence[Token]) -> None:
    first = values[0]
    if name in GIVEN or (name == "kind" and first.kind == "var"):
        if len(values) > 1 or first.kind != "var":
            _refuse(found, first, f"gg:{name} wordt hier ingevuld. Geef een variabele, zoals ?{name}.")
        search.variables[name] = first.text[1:]
    elif name == "query":
        search.query = _text(found, values, 'gg:query is hier een vaste tekst. Schrijf gg:query "woorden".')
        if len(search.query) > MAX_TEXT_LENGTH:
            _refuse(
                found,
                first,
                f"gg:query is langer dan {MAX_TEXT_LENGTH} tekens. Gebruik minder woorden.",
            )
    elif name == "kind":
        kinds = ", ".join(KINDS)
        search.kind = _text(found, values, f"gg:kind is een tekst. Kies uit: {kinds}.")
        if search.kind not in KINDS:
            _refuse(found, first, f"deze soort is er niet. Kies uit: {kinds}.")
    else:
        digits = first.text if len(values) == 1 and first.text.isascii() and first.text.isdecimal() else "0"
        search.limit = int(digits[:9])
        if not 0 < search.limit <= MAX_LIMIT:
            _refuse(found, first, f"gg:limit is een getal van 1 tot {MAX_LIMIT}.")


def _text(found: FoundServices, values: Sequence[Token], problem: str) -> str:
    """Read a text; a language behind it says nothing, for search knows only Dutch."""
    if values[0].kind != "string" or [one.kind for one in values[1:]] not in ([], ["lang"]):
        _refuse(found, values[0], problem)
    try:
        # A text of SPARQL is one of Turtle, and the engine knows what its escapes mean.
        [statement] = ox.parse(f"<a:a> <a:a> {values[0].text} .", format=ox.RdfFormat.TURTLE)
    except (SyntaxError, ValueError):
        _refuse(found, values[0], "deze tekst is niet te lezen. Kijk na wat achter \\ staat.")
    return statement.object.value if isinstance(statement.object, ox.Literal) else ""


def _refuse(found: FoundServices, token: Token, sentence: str) -> NoReturn:
    raise QuerySyntaxError(f"SERVICE gg:search: {sentence}", *found.place(token))
