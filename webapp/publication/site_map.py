"""Which things belong on the map of the site: those that residents look for, from sources that are shown."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store.interface import Row
from ontology.kinds import KINDS, kind_of


def shown_things(rows: Iterable[Row]) -> tuple[str, ...]:
    """Give the IRIs of the things to list, in their own order.

    :param rows: the answer to the question `wat_getoond_wordt`: a thing and a type of it
    """
    types: dict[str, list[str]] = {}
    for row in rows:
        types.setdefault(str(row["thing"]), []).append(str(row["type"]))
    kinds = {iri: kind_of(found) for iri, found in types.items()}
    return tuple(sorted(iri for iri, kind in kinds.items() if kind is not None and KINDS[kind].searchable))
