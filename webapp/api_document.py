"""The OpenAPI 3.1 document of `/api`: each address with what it takes, what it answers and how it fails."""

from __future__ import annotations

from typing import Any, Final

from indexer.extract.media_types import DOCX, HTML, PDF
from indexer.recognise.recogniser_process import MAX_CHARS
from webapp.api_parameters import EDITION, RECOGNISE, SEARCH, SUGGEST, Parameter
from webapp.api_schemas import SCHEMAS

# What can go wrong everywhere, and when.
_PROBLEMS: Final = {
    "400": "De vraag is niet te lezen: een onbekende parameter, of een waarde die niet kan.",
    "406": "Het antwoord is er alleen als JSON, en daar vroeg Accept niet om.",
    "413": "De tekst is te groot.",
    "414": "De vraag is te lang.",
    "415": "Dit soort bestand is hier niet te lezen.",
    "422": "Het bestand geeft geen tekst: het is beschadigd, op slot, te groot of te traag te lezen.",
    "404": "Deze editie is er niet.",
    "410": "Deze editie is verwijderd.",
    "501": "In deze editie kan niet meer gezocht worden; zij is van een eerdere versie.",
    "500": "Er ging bij ons iets mis. Wij hebben het vastgelegd.",
    "504": "De tekst kostte te veel tijd en is afgebroken.",
    "503": "Er kan nu even niet geantwoord worden; Retry-After zegt na hoeveel seconden wel.",
}
_ALWAYS: Final = ("400", "404", "406", "410", "414", "500", "501", "503")
_RECOGNISE_SUMMARY: Final = (
    "Herken welke wetten, artikelen, organisaties, onderwerpen en plaatsen een tekst noemt, en waar."
)
_FORM: Final = {
    "type": "object",
    "description": "Een formulier met één bestand.",
    "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
    "required": ["file"],
}
_ETAG: Final = {
    "description": "Naam van dit antwoord. Stuur hem mee als If-None-Match: dan komt er 304 als er niets "
    "veranderd is.",
    "schema": {"type": "string"},
}
_INTRODUCTION: Final = (
    "Zoeken in Gemeengoed voor programma's. Elk antwoord noemt de editie waaruit het komt; een editie "
    "verandert nooit. Een fout is altijd een probleemdocument met een zin die zegt wat er mis is, nooit een "
    "leeg antwoord. Wie alle gegevens wil, vraagt ze in SPARQL op /sparql."
)


def openapi_document(server: str, version: str) -> dict[str, Any]:
    """Describe the interface as it is served below *server*.

    >>> sorted(openapi_document("https://voorbeeld.nl", "1.0")["paths"])
    ['/api/openapi.json', '/api/recognise', '/api/search', '/api/suggest']

    :param server: address of the root of the site, without a slash at its end
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Gemeengoed",
            "summary": "Zoeken in de kennisgraaf van en voor lokale gemeenschappen",
            "description": _INTRODUCTION,
            "version": version,
            "license": {"name": "European Union Public Licence 1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": server}],
        "tags": [{"name": "zoeken", "description": "Vinden wat er bekend is."}],
        "paths": {
            "/api/search": {
                "get": _operation(
                    "search", "Zoek in woorden, met filters, volgorde en plaats.", SEARCH, "SearchAnswer"
                )
            },
            "/api/suggest": {
                "get": _operation("suggest", "Geef suggesties terwijl iemand typt.", SUGGEST, "SuggestAnswer")
            },
            "/api/recognise": {
                "get": _operation(
                    "recognise", _RECOGNISE_SUMMARY, RECOGNISE, "RecogniseAnswer", "413", "504"
                ),
                "post": _recognise_sent(),
            },
            "/api/openapi.json": {"get": _self_description()},
        },
        "components": {
            "schemas": SCHEMAS,
            "responses": {f"Problem{status}": _problem(sentence) for status, sentence in _PROBLEMS.items()},
        },
    }


def _operation(
    name: str, summary: str, parameters: tuple[Parameter, ...], answer: str, *more: str
) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{answer}"}
    answers = {
        "200": {
            "description": "Het antwoord.",
            "headers": {"ETag": _ETAG},
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": "Er is niets veranderd.", "headers": {"ETag": _ETAG}},
    }
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["zoeken"],
        "parameters": [_parameter(parameter) for parameter in parameters],
        "responses": {**answers, **_problem_refs(*_ALWAYS, *more)},
    }


def _recognise_sent() -> dict[str, Any]:
    operation = _operation(
        "recogniseSent", _RECOGNISE_SUMMARY, (EDITION,), "RecogniseAnswer", "413", "415", "422", "504"
    )
    del operation["responses"]["304"], operation["responses"]["200"]["headers"]
    operation["requestBody"] = {
        "required": True,
        "description": f"De tekst in UTF-8, hoogstens {MAX_CHARS} tekens, of een bestand van hoogstens 7 MB.",
        "content": {
            "text/plain": {"schema": {"type": "string"}},
            "application/json": {"schema": {"$ref": "#/components/schemas/Text"}},
            **{kind: {"schema": {}} for kind in (HTML, PDF, DOCX)},
            "multipart/form-data": {"schema": _FORM},
        },
    }
    return operation


def _self_description() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "openapi",
        "summary": "Deze beschrijving.",
        "tags": ["zoeken"],
        "responses": {
            "200": {"description": "OpenAPI 3.1.", "content": content},
            **_problem_refs("406", "414", "500"),
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = {"type": "array", "items": parameter.schema} if parameter.repeated else parameter.schema
    described = {"name": parameter.name, "in": "query", "description": parameter.sentence, "schema": schema}
    return described | ({"style": "form", "explode": True} if parameter.repeated else {})


def _problem_refs(*statuses: str) -> dict[str, Any]:
    return {status: {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}


def _problem(sentence: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": sentence, "content": {"application/problem+json": {"schema": schema}}}
