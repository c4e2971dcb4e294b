"""Memberships as roles: who takes part in what, as what, and since when, or that nobody says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask_babel import gettext
from rdflib import Literal, URIRef

from graph.described import IncomingGroup, Statement
from ontology.collation import sort_key
from ontology.terms import GG, ORG, TIME
from webapp.language import readable
from webapp.presentation.facts import fact
from webapp.presentation.notes import clash_of, doubt_word, source_notes
from webapp.presentation.parts import Fact, Link, LinkTo, Value

ROLE_PREDICATES: Final = frozenset({"org:member", "org:organization"})
"""What :func:`role_facts` tells about, so that no other part of the page needs to."""
_FIRST_ROLES: Final = (GG.Kernpartner, GG.Initiatiefnemer)
_ROLES: Final = {ORG.member: ORG.organization, ORG.organization: ORG.member}
"""The predicate by which a membership points here, and the one by which it points to the other party."""


def role_facts(groups: Iterable[IncomingGroup], link_to: LinkTo) -> tuple[Fact, ...]:
    """Turn the memberships that point to an organisation into a fact for each role."""
    facts: dict[tuple[bool, int, tuple[str, str], str], list[Value]] = {}
    for group in groups:
        other = _ROLES.get(group.predicate)
        for statement in group.statements if other else ():
            role = _part(statement, ORG.role)
            party = _part(statement, other)
            if party is None:
                continue
            name = role.object_label if role else str(gettext("lid"))
            label = f"{name} {gettext('van')}" if group.predicate == ORG.member else name
            rank = (
                _FIRST_ROLES.index(role.object) if role and role.object in _FIRST_ROLES else len(_FIRST_ROLES)
            )
            key = (group.predicate == ORG.organization, rank, sort_key(label), label)
            facts.setdefault(key, []).append(_role_value(statement, party, link_to))
    return tuple(fact(key[-1], sorted(values, key=_by_text)) for key, values in sorted(facts.items()))


def _role_value(statement: Statement, party: Statement, link_to: LinkTo) -> Value:
    since, word = _since(statement)
    return Value(
        party.object_label,
        link=Link(party.object_label, link_to(str(party.object))),
        detail=since or str(gettext("sinds: onbekend")),
        detail_href=link_to(str(statement.subject)),
        detail_word=word,
        quotes=statement.quotes,
        sources=source_notes(statement.sources, link_to),
        clashes=tuple(clash_of(claim, link_to) for claim in statement.contradicted_by),
    )


def _since(statement: Statement) -> tuple[str, str]:
    """Give since when, in words, and the word for how surely; two empty texts when nobody says it."""
    during = _part(statement, ORG.memberDuring)
    begin = _part(during, TIME.hasBeginning) if during else None
    for moment in begin.parts if begin else ():
        if isinstance(moment.object, Literal):
            words = gettext("sinds %(when)s", when=readable(moment.object))
            return str(words), doubt_word(moment.sources)
    return "", ""


def _part(statement: Statement, predicate: URIRef | None) -> Statement | None:
    return next((part for part in statement.parts if part.predicate == predicate), None)


def _by_text(value: Value) -> tuple[str, str]:
    return sort_key(value.text)
