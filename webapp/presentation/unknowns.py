"""What a reader expects to find on a page and no source says: named as unknown, never left out in silence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask_babel import lazy_gettext

from graph.described import Statement
from ontology.terms import curie
from webapp.presentation.facts import fact
from webapp.presentation.parts import Fact, Value

_EXPECTED: Final = {
    "doel": ((("gg:verantwoordelijke",), lazy_gettext("wie het moet doen"), lazy_gettext("niet genoemd")),),
    "initiatief": (
        (("gg:plaatsZoalsGenoemd", "dct:spatial"), lazy_gettext("plaats"), lazy_gettext("niet genoemd")),
        (("schema:startDate",), lazy_gettext("begonnen in"), lazy_gettext("onbekend")),
    ),
    "evenement": ((("schema:startDate",), lazy_gettext("wanneer"), lazy_gettext("onbekend")),),
    "gebeurtenis": ((("prov:endedAtTime",), lazy_gettext("wanneer"), lazy_gettext("onbekend")),),
    "lidmaatschap": ((("org:memberDuring",), lazy_gettext("sinds"), lazy_gettext("onbekend")),),
}


def unknown_facts(kind: str | None, statements: Iterable[Statement]) -> tuple[Fact, ...]:
    """Name what is expected of a thing of this kind and what no statement gives.

    >>> unknown_facts("thema", [])
    ()
    """
    said = {curie(str(statement.predicate)) for statement in statements}
    return tuple(
        fact(str(label), [Value(str(words), unknown=True)])
        for predicates, label, words in _EXPECTED.get(kind or "", ())
        if said.isdisjoint(predicates)
    )
