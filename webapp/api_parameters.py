"""What programs may ask of each address, with a sentence and a schema: one list to read by and to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from indexer.search import FACETS, ORDERS
from indexer.suggest import MAX_LIMIT as MAX_SUGGESTIONS
from indexer.suggest import MIN_CHARS
from ontology.errors import SearchQueryError
from webapp.search_arguments import MAX_DISTANCE_KM, MAX_TEXT_LENGTH

DEFAULT_LIMIT: Final = 20
MAX_LIMIT: Final = 100
"""Results of one answer; deeper is by offset, or in one go as data from the SPARQL endpoint."""

MAX_OFFSET: Final = 10_000_000
DEFAULT_SUGGESTIONS: Final = 8


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of an address.

    :param sentence: Dutch, for the description of the interface
    :param schema: JSON Schema of its value, or of each of its values if it may be repeated
    """

    name: str
    sentence: str
    schema: dict[str, Any]
    repeated: bool = False


def _whole(lowest: int, highest: int, default: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": lowest, "maximum": highest, "default": default}


def _switch(default: str) -> dict[str, Any]:
    return {"type": "string", "enum": ["0", "1"], "default": default}


_FACET_SENTENCES: Final = {
    "soort": "Alleen deze soort, zoals wet, organisatie of initiatief.",
    "thema": "Alleen dit onderwerp, en wat daaronder valt.",
    "plaats": "Alleen deze gemeente of provincie.",
    "jaar": "Alleen dit jaar, of deze jaren: 2017..2030.",
    "bron": "Alleen wat in deze bron staat.",
}

EDITION: Final = Parameter(
    "edition",
    "De editie waaruit u antwoord wilt, of een dag: dan de laatste van die dag. Zonder: de gepubliceerde.",
    {"type": "string", "examples": ["2026-11-23.1", "2026-11-23"]},
)
SEARCH: Final = (
    Parameter(
        "q",
        "Wat u zoekt, in de zoektaal van de site. Leeg vraagt om alles.",
        {"type": "string", "maxLength": MAX_TEXT_LENGTH, "default": ""},
    ),
    *(
        Parameter(
            facet,
            f"{_FACET_SENTENCES[facet]} De waarden staan in facets; meer dan één mag.",
            {"type": "string"},
            repeated=True,
        )
        for facet in FACETS
    ),
    Parameter(
        "sorteer",
        "De volgorde van de resultaten. Op afstand kan alleen rond een plaats.",
        {"type": "string", "enum": list(ORDERS), "default": ORDERS[0]},
    ),
    Parameter(
        "nabij",
        "Alleen wat hier in de buurt ligt: een gemeente, plaats of provincie, of breedtegraad en lengtegraad "
        "in WGS84 met een komma ertussen.",
        {"type": "string", "examples": ["52.16,5.39", "Zeist"]},
    ),
    Parameter(
        "afstand",
        "Hoe ver daarvandaan, in kilometers; zonder afstand 10, en van een gemeente 15. Geldt ook voor een "
        "plaats in q.",
        {
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": MAX_DISTANCE_KM,
        },
    ),
    Parameter(
        "letterlijk",
        "Met 1 worden de woorden genomen zoals ze er staan: zonder herstel van spelling, zonder synoniemen.",
        _switch("0"),
    ),
    Parameter("offset", "Hoeveel resultaten overgeslagen worden.", _whole(0, MAX_OFFSET, 0)),
    Parameter(
        "limit",
        "Hoeveel resultaten u hoogstens wilt. Met 0 krijgt u alleen het totaal en de facetten.",
        _whole(0, MAX_LIMIT, DEFAULT_LIMIT),
    ),
    Parameter("facetten", "Met 0 worden de facetten niet geteld; dat is sneller.", _switch("1")),
    EDITION,
)
SUGGEST: Final = (
    Parameter(
        "q",
        f"Wat er tot nu toe getypt is. Onder de {MIN_CHARS} letters komt er geen suggestie.",
        {"type": "string", "maxLength": MAX_TEXT_LENGTH, "default": ""},
    ),
    Parameter(
        "limit",
        "Hoeveel suggesties u hoogstens wilt.",
        _whole(0, MAX_SUGGESTIONS, DEFAULT_SUGGESTIONS),
    ),
    EDITION,
)
RECOGNISE: Final = (
    Parameter(
        "text",
        "Een korte tekst; stuur een langere met POST.",
        {"type": "string", "default": ""},
    ),
    EDITION,
)


def refuse_unknown(given: MultiDict[str, str], known: tuple[Parameter, ...]) -> None:
    """Refuse an argument that nobody reads: with `sort=wet` for `soort=wet` all would be found, unnoticed.

    >>> refuse_unknown(MultiDict([("limit", "3"), ("q", "zorg")]), SUGGEST)

    :raises SearchQueryError: if an argument is not in *known*, or is there twice and may not be
    """
    by_name = {parameter.name: parameter for parameter in known}
    for name, values in given.lists():
        if name not in by_name:
            choice = f"Kies uit: {', '.join(by_name)}." if by_name else "Laat hem weg."
            raise SearchQueryError(f'De parameter "{name[:40]}" bestaat hier niet. {choice}')
        if len(values) > 1 and not by_name[name].repeated:
            raise SearchQueryError(f"De parameter {name} staat er {len(values)} keer. Geef hem één keer.")
