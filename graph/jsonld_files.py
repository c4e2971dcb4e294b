"""Prepares a delivered JSON-LD file so that parsing needs no network and loses no key."""

from __future__ import annotations

import json
from typing import Final

from ontology.errors import SourceFormatError
from ontology.files import ontology_file
from ontology.iris import DEFAULT_BASE

# JSON-LD drops keys that no context defines and IRIs that are relative; under these names they come to light.
UNKNOWN_TERM: Final = "urn:gemeengoed:onbekende-sleutel:"
UNKNOWN_BASE: Final = "urn:gemeengoed:onvolledige-iri:/"
CONTEXT_FILE: Final = "context.jsonld"
CONTEXT_IRI: Final = f"{DEFAULT_BASE}/{CONTEXT_FILE}"


def inline_contexts(data: bytes, name: str) -> bytes:
    """Replace our own context's address by its text, and make unknown keys visible.

    :raises SourceFormatError: if the file is no JSON, or refers to a context elsewhere
    """
    try:
        return json.dumps(_prepared(json.loads(data.decode("utf-8")), name)).encode()
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise SourceFormatError(f"Regel {line}: geen UTF-8. Bewaar het bestand als UTF-8.", name) from exc
    except RecursionError as exc:
        raise SourceFormatError("De JSON is te diep genest. Lever haar vlakker aan.", name) from exc
    except json.JSONDecodeError as exc:
        raise SourceFormatError(
            f"Regel {exc.lineno}: geen geldige JSON ({exc.msg}). Herstel die regel.", name
        ) from exc
    except ValueError as exc:
        raise SourceFormatError(f"Dit is geen geldige JSON ({exc}). Verbeter die waarde.", name) from exc


def _prepared(document: object, name: str) -> object:
    for node in document if isinstance(document, list) else [document]:
        if isinstance(node, dict):
            own = node.get("@context", [])
            node["@context"] = [{"@vocab": UNKNOWN_TERM}, *(own if isinstance(own, list) else [own])]
    return _resolved(document, name)


def _resolved(value: object, name: str) -> object:
    if isinstance(value, list):
        return [_resolved(one, name) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _context(inner, name) if key == "@context" else _resolved(inner, name)
        for key, inner in value.items()
    }


def _context(value: object, name: str) -> object:
    if isinstance(value, list):
        return [_context(one, name) for one in value]
    if not isinstance(value, str):
        return value
    if value != CONTEXT_IRI:
        raise SourceFormatError(
            f'De @context "{value}" staat elders en wordt niet opgehaald. '
            f'Gebruik "{CONTEXT_IRI}" of schrijf haar uit.',
            name,
        )
    return json.loads(ontology_file(CONTEXT_FILE).read_text(encoding="utf-8"))["@context"]
