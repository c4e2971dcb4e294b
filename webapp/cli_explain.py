"""What `gemeengoed explain` prints: the place of one result, and what each term adds to its score."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from indexer.explain import Contribution, Explanation
    from webapp.settings import Settings

_PLACES: Final = {
    "label": "naam",
    "names": "andere namen",
    "joined": "naam aaneen",
    "hidden_names": "schrijffouten",
    "types": "soort",
    "subtitle": "ondertitel",
    "description": "beschrijving",
    "texts": "teksten",
    "sections": "passages",
    "neighbours": "namen van verwanten",
    "places": "plaats",
    "mentions": "genoemde wetten",
}


def run_explain(settings: Settings, text: str, iri: str) -> Explanation:
    """Explain a result of the published edition.

    :raises NoEditionError: if nothing is published
    :raises EntityNotFoundError: if the index has no *iri*
    """
    from graph.edition import published_edition
    from indexer.engines import open_engine
    from indexer.explain import explain

    engine = open_engine(f"{settings.engine}:{published_edition(settings.home_path).index_path}")
    try:
        return explain(engine, text, iri)
    finally:
        engine.close()


def explanation_as_json(explanation: Explanation) -> str:
    """Give the stable shape that scripts rely on."""
    return json.dumps(asdict(explanation), ensure_ascii=False, indent=2)


def explanation_as_text(explanation: Explanation) -> str:
    """Give the same in sentences and lines, for people."""
    return "\n".join(_lines(explanation))


def _lines(explanation: Explanation) -> Iterator[str]:
    if explanation.place:
        yield f"{explanation.label}: plaats {explanation.place} van {explanation.total}"
    else:
        yield f"{explanation.label}: niet bij de {explanation.total} resultaten"
    if explanation.note:
        yield explanation.note
    for change in explanation.changes:
        yield f"“{change.typed}” is ook of in plaats daarvan gezocht als “{change.sought}”: {change.reason}"
    if explanation.named:
        yield "Heet precies zo: staat daarom vooraan."
    elif explanation.complete:
        yield "Bevat alles wat gevraagd is."
    else:
        yield "Bevat niet alles wat gevraagd is."
    if explanation.contributions:
        yield f"Score van de woorden: {explanation.score:.2f}"
    yield from map(_line, explanation.contributions)


def _line(one: Contribution) -> str:
    beside = "" if one.weight == 1 else f", weegt {one.weight:.2g}"
    rare = f", zeldzaamheid {one.rarity:.2f}" if one.rarity else ""
    return f"  {one.score:6.2f}  {one.term} ({one.how}{beside}{rare}){_where(one.places)}"


def _where(places: Mapping[str, int]) -> str:
    said = ", ".join(f"{_PLACES[place]} {count}x" for place, count in places.items())
    return f": {said}" if said else ""
