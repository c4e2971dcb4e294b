"""What changed between two editions, as people read it: things that came, went and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from graph.edition_diff import ChangedThing, Difference
from ontology.kinds import KINDS
from webapp.presentation.parts import Link, LinkTo

MAX_THINGS: Final = 500
"""Things of one sort on a page; the patch holds them all."""
MAX_VALUES: Final = 20


@dataclass(frozen=True)
class ShownChange:
    """One respect in which a thing changed."""

    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    more: int
    """Values that are not shown."""


@dataclass(frozen=True)
class ShownThing:
    """One thing that came, went or changed."""

    link: Link
    kind: str
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True)
class ShownGroup:
    """The things to which the same happened."""

    title: str
    total: int
    things: tuple[ShownThing, ...]


@dataclass(frozen=True)
class ShownDifference:
    """A whole difference; *summary* says it in one line."""

    old: str
    new: str
    summary: str
    groups: tuple[ShownGroup, ...]


def shown_difference(found: Difference, link_to: LinkTo, link_to_old: LinkTo) -> ShownDifference:
    """Lay out a difference.

    :param link_to_old: leads to what has vanished, within the old edition
    """
    groups = []
    for happened, title in (
        ("nieuw", gettext("Nieuw")),
        ("gewijzigd", gettext("Gewijzigd")),
        ("vervallen", gettext("Vervallen")),
    ):
        things = [one for one in found.things if one.happened == happened]
        link = link_to_old if happened == "vervallen" else link_to
        if things:
            shown = tuple(_shown(one, link) for one in things[:MAX_THINGS])
            groups.append(ShownGroup(str(title), len(things), shown))
    return ShownDifference(found.old, found.new, found.in_words(), tuple(groups))


def _shown(thing: ChangedThing, link_to: LinkTo) -> ShownThing:
    kind = KINDS[thing.kind].singular if thing.kind in KINDS else thing.kind
    # Of what is new or gone everything is new or gone; only of what changed is it worth telling what.
    changes = thing.changes if thing.happened == "gewijzigd" else ()
    return ShownThing(
        Link(thing.label, link_to(thing.iri)),
        kind,
        tuple(
            ShownChange(
                one.predicate_label,
                one.removed[:MAX_VALUES],
                one.added[:MAX_VALUES],
                max(0, len(one.removed) - MAX_VALUES) + max(0, len(one.added) - MAX_VALUES),
            )
            for one in changes
        ),
    )
