"""JSON Schemas of what programs get: the shapes of :mod:`webapp.api_shapes`, field by field, in Dutch."""

from __future__ import annotations

from typing import Any, Final, get_args

from indexer.interpret.interpretation import Kind as ChangeKind
from indexer.search import FACETS
from ontology.kinds import KINDS

Schema = dict[str, Any]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(sentence: str, fields: dict[str, Schema]) -> Schema:
    """Describe an object in which every field is always there, and no other."""
    return {
        "type": "object",
        "description": sentence,
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _text(sentence: str, **more: Any) -> Schema:
    return {"type": "string", "description": sentence, **more}


def _iri(sentence: str) -> Schema:
    return _text(sentence, format="iri")


def _address(sentence: str) -> Schema:
    return _text(sentence, format="uri")


def _count(sentence: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": sentence}


def _list(item: Schema, sentence: str) -> Schema:
    return {"type": "array", "items": item, "description": sentence}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


_KIND: Final = _text("De soort, zoals in het facet soort.", enum=sorted(KINDS))
_SNIPPET: Final = _text(
    "Een stuk tekst als veilige HTML: alle tekst is ontsnapt, het enige element is mark, om wat gezocht is."
)
_PLAIN: Final = _text("Hetzelfde als gewone tekst.")
_EDITION: Final = _text("De editie waaruit dit antwoord komt; noem haar als u citeert.")

_PASSAGE: Final = _object(
    "Een passage van een lange tekst, zoals een artikel van een wet.",
    {
        "heading": _text("Het opschrift van de passage."),
        "snippet": _SNIPPET,
        "text": _PLAIN,
        "href": _or_null(_address("Het adres van die plek; null als alleen het geheel een adres heeft.")),
    },
)
_HIT: Final = _object(
    "Iets dat gevonden is.",
    {
        "iri": _iri("De blijvende naam van het ding."),
        "url": _address("De pagina over het ding op deze site."),
        "label": _text("Hoe het heet."),
        "kind": _KIND,
        "subtitle": _text("Wat het onderscheidt van naamgenoten; soms leeg."),
        "score": {"type": "number", "description": "Alleen binnen één antwoord te vergelijken."},
        "snippet": _SNIPPET,
        "text": _PLAIN,
        "passages": _list(_ref("Passage"), "De beste passages van een lange tekst, de beste eerst."),
        "kilometres": {
            "type": ["number", "null"],
            "minimum": 0,
            "description": "Afstand tot het midden van de gevraagde cirkel; null zonder cirkel.",
        },
    },
)
_RELATED: Final = _object(
    "Iets dat verbonden is met wat bij naam gevraagd werd.",
    {
        "iri": _iri("De blijvende naam van het ding."),
        "url": _address("De pagina over het ding op deze site."),
        "label": _text("Hoe het heet."),
        "kind": _KIND,
    },
)
_FACET_VALUE: Final = _object(
    "Een waarde waarmee de vraag kleiner te maken is.",
    {
        "value": _text("De waarde, te geven als parameter met de naam van het facet."),
        "label": _text("De woorden ervoor."),
        "count": _count("Hoeveel gevonden dingen deze waarde hebben."),
        "broader": _or_null(_text("De waarde erboven, zoals de provincie van een gemeente.")),
    },
)
_CHANGE: Final = _object(
    "Iets dat anders gezocht is dan het getypt werd.",
    {
        "kind": _text("Wat er gedaan is.", enum=list(get_args(ChangeKind))),
        "typed": _text("Wat er getypt was."),
        "sought": _text("Wat er gezocht is: in plaats ervan bij spelling en gesplitst, anders ernaast."),
        "reason": _text("Waarom, in een paar woorden."),
    },
)
_PROPOSAL: Final = _object(
    "Een andere vraag die misschien bedoeld is.",
    {
        "text": _text("De vraag."),
        "reason": _text("Waarom, in een paar woorden."),
        "total": _count("Hoeveel die vraag vindt, zonder filters."),
    },
)
_CIRCLE: Final = _object(
    "Een cirkel op de kaart, in WGS84.",
    {
        "latitude": {"type": "number", "minimum": -90, "maximum": 90},
        "longitude": {"type": "number", "minimum": -180, "maximum": 180},
        "kilometres": {"type": "number", "exclusiveMinimum": 0},
    },
)
_SEARCH: Final = _object(
    "Het antwoord op een zoekvraag.",
    {
        "query": _text("De vraag zoals ze gelezen is."),
        "edition": _EDITION,
        "total": _count("Hoeveel er gevonden is, over alle bladzijden."),
        "offset": _count("Hoeveel er overgeslagen is."),
        "limit": _count("Hoeveel er hoogstens gevraagd is."),
        "next": _or_null(_address("Het adres van het vervolg; null aan het eind.")),
        "previous": _or_null(_address("Het adres van wat hiervoor komt; null aan het begin.")),
        "note": _text("Zinnen over wat niet gevonden of niet begrepen is; meestal leeg."),
        "changes": _list(_ref("Change"), "Wat anders gezocht is dan het getypt werd."),
        "proposals": _list(_ref("Proposal"), "Andere vragen, vooral als er niets gevonden is."),
        "near": {"oneOf": [_ref("Circle"), {"type": "null"}], "description": "De cirkel waarin gezocht is."},
        "related": _list(_ref("Related"), "Wat verbonden is met wat bij naam gevraagd werd."),
        "hits": _list(_ref("Hit"), "Wat gevonden is, het beste eerst."),
        "facets": {
            "type": "object",
            "description": "Per facet de waarden, de meest voorkomende eerst; leeg met facetten=0. Een facet "
            "telt alsof het zelf geen filter had: zo is te zien wat een andere keuze zou geven.",
            "properties": {name: {"type": "array", "items": _ref("FacetValue")} for name in FACETS},
            "additionalProperties": False,
        },
    },
)
_SUGGESTION: Final = _object(
    "Een naam of woord dat misschien bedoeld is.",
    {
        "text": _text("De naam of het woord, om in het zoekvak te zetten."),
        "kind": _text(
            "De soort van het ding, of woord, of spelling voor een herstelde tekst.",
            enum=[*sorted(KINDS), "woord", "spelling"],
        ),
        "kind_label": _text("De soort in gewone woorden."),
        "iri": _or_null(_iri("Het ding met die naam; null bij een woord.")),
        "url": _or_null(_address("De pagina over het ding; null bij een woord.")),
        "label": _text("Hoe het ding zelf heet; anders dan text bij een afkorting of een andere naam."),
    },
)
_SUGGEST: Final = _object(
    "Suggesties bij wat getypt is.",
    {
        "query": _text("Wat er getypt is."),
        "edition": _EDITION,
        "suggestions": _list(_ref("Suggestion"), "De beste eerst; leeg onder de twee letters."),
    },
)
_MENTION: Final = _object(
    "Iets dat in de tekst genoemd wordt.",
    {
        "start": _count("Waar het begint, in Unicode-tekens vanaf 0."),
        "end": _count("Waar het ophoudt; dit teken hoort er niet meer bij."),
        "text": _text("De woorden zelf."),
        "kind": _text("De soort.", enum=sorted(KINDS)),
        "iri": _iri("Wat er bedoeld is."),
        "law": _text(
            "Het BWB-nummer van de wet; leeg als er geen wet genoemd wordt.", examples=["BWBR0005181"]
        ),
        "article": _text("Het nummer van het artikel; leeg als er geen artikel genoemd wordt."),
        "jci": _text("De juridische verwijzing naar wet en artikel; leeg als er geen wet genoemd wordt."),
        "confidence": {
            "type": "number",
            "minimum": 0,
            "maximum": 1,
            "description": "Welk deel van zulke vermeldingen klopt, gemeten per regel.",
        },
        "rule": _text("De regel die het vond."),
    },
)
_RECOGNISE: Final = _object(
    "Wat in de tekst genoemd wordt.",
    {
        "edition": _EDITION,
        "mentions": _list(_ref("Mention"), "In de volgorde van de tekst."),
        "text": _or_null(
            _text("De tekst van een bestand, waarin start en end tellen; null bij gewone tekst.")
        ),
        "notes": _list({"type": "string"}, "Wat er van een bestand niet gelezen is; meestal leeg."),
    },
)
_TEXT: Final = _object("Een tekst om in te herkennen.", {"text": _text("De tekst.")})
_PROBLEM: Final = _object(
    "Wat er misging (RFC 9457).",
    {
        "title": _text("Het soort fout."),
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _text("Wat er mis is en wat u nu kunt doen."),
    },
)

SCHEMAS: Final[dict[str, Schema]] = {
    "SearchAnswer": _SEARCH,
    "Hit": _HIT,
    "Passage": _PASSAGE,
    "FacetValue": _FACET_VALUE,
    "Change": _CHANGE,
    "Proposal": _PROPOSAL,
    "Circle": _CIRCLE,
    "Related": _RELATED,
    "SuggestAnswer": _SUGGEST,
    "Suggestion": _SUGGESTION,
    "RecogniseAnswer": _RECOGNISE,
    "Mention": _MENTION,
    "Text": _TEXT,
    "Problem": _PROBLEM,
}
"""All schemas by name."""
