"""From statements to facts: under a Dutch label, in the order that a reader wants, with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rdflib import Literal, URIRef

from graph.described import IncomingGroup, Statement
from ontology.collation import sort_key
from ontology.terms import GG, curie
from webapp.language import readable
from webapp.presentation.headings import HIDDEN, OPPOSITE, rank_of, turned
from webapp.presentation.notes import clash_of, is_web, source_notes
from webapp.presentation.parts import Fact, Group, Link, LinkTo, SourceNote, Value


def facts_of(
    statements: Iterable[Statement], link_to: LinkTo, hidden: frozenset[str] = HIDDEN
) -> tuple[Fact, ...]:
    """Group what a thing says of itself, in the order of a page.

    :param hidden: shortened IRIs of predicates that the page leaves out or shows elsewhere
    """
    groups: dict[URIRef, list[Statement]] = {}
    for statement in statements:
        if curie(str(statement.predicate)) not in hidden:
            groups.setdefault(statement.predicate, []).append(statement)
    facts = [
        (rank_of(str(predicate)), sort_key(group[0].predicate_label), group)
        for predicate, group in groups.items()
    ]
    return tuple(
        fact(group[0].predicate_label, (value_of(statement, link_to) for statement in group))
        for _, _, group in sorted(facts, key=lambda entry: entry[:2])
    )


def pointing_facts(
    groups: Iterable[IncomingGroup],
    link_to: LinkTo,
    hidden: frozenset[str] = frozenset(),
    said: Iterable[Statement] = (),
    *,
    machinery: bool = False,
) -> tuple[Fact, ...]:
    """Group what points to a thing, worded from the side of the thing.

    :param said: what the thing says itself; it need not be told again from the other side
    :param machinery: whether to show what has no kind, such as the named graphs of a source
    """
    known = {(curie(str(statement.predicate)), statement.object) for statement in said}
    facts = []
    for group in groups:
        opposite = OPPOSITE.get(curie(str(group.predicate)), "")
        shown = [
            s
            for s in group.statements
            if (s.subject_kind or machinery) and (opposite, s.subject) not in known
        ]
        if shown and curie(str(group.predicate)) not in hidden:
            label = turned(str(group.predicate), group.predicate_label)
            values = (subject_value(statement, link_to) for statement in shown)
            others = group.total - len(group.statements)
            facts.append((rank_of(str(group.predicate)), fact(label, values, others)))
    return tuple(one for _, one in sorted(facts, key=lambda entry: (entry[0], sort_key(entry[1].label))))


def fact(label: str, values: Iterable[Value], others: int = 0) -> Fact:
    """Make a fact; values that the same sources give stand together, so that those are named once.

    >>> made = fact("onderwerp", [Value("zorg"), Value("wonen")])
    >>> [[value.text for value in group.values] for group in made.groups]
    [['zorg', 'wonen']]

    :param others: how many more there are that are not shown
    """
    by_sources: dict[tuple[SourceNote, ...], list[Value]] = {}
    for value in values:
        by_sources.setdefault(value.sources, []).append(value)
    return Fact(label, tuple(Group(tuple(group), sources) for sources, group in by_sources.items()), others)


def value_of(statement: Statement, link_to: LinkTo) -> Value:
    """Show the object of a statement: a thing with a page, an address elsewhere, or a text."""
    return replace(
        _bare_value(statement, link_to),
        quotes=statement.quotes,
        sources=source_notes(statement.sources, link_to),
        clashes=tuple(clash_of(claim, link_to) for claim in statement.contradicted_by),
    )


def subject_value(statement: Statement, link_to: LinkTo) -> Value:
    """Show the subject of a statement that points here."""
    return Value(
        statement.subject_label,
        link=Link(statement.subject_label, link_to(str(statement.subject))),
        quotes=statement.quotes,
        sources=source_notes(statement.sources, link_to),
        clashes=tuple(clash_of(claim, link_to) for claim in statement.contradicted_by),
    )


def _bare_value(statement: Statement, link_to: LinkTo) -> Value:
    obj, label = statement.object, statement.object_label
    if isinstance(obj, Literal):
        return Value(readable(obj), lang=obj.language or "nl")
    if statement.parts:
        return Value(label)
    if statement.object_kind or str(obj).startswith(str(GG)):
        return Value(label, link=Link(label, link_to(str(obj))))
    # A word of another vocabulary has a label and no page; what has neither is an address elsewhere.
    if label != curie(str(obj)) or not is_web(str(obj)):
        return Value(label)
    return Value(str(obj), link=Link(_short(str(obj)), str(obj), external=True))


def _short(address: str) -> str:
    """Leave out of an address what says nothing to a reader.

    >>> _short("https://www.cooplink.nl/")
    'cooplink.nl'
    """
    return address.partition("://")[2].removeprefix("www.").rstrip("/")
