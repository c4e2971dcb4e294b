"""The judged queries of this folder, and those that have no answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.judged import load_judgments, load_questions

FOLDER: Final = Path(__file__).resolve().parent

CATEGORIES: Final = {
    "naam": "a name, whole or in part",
    "afkorting": "an abbreviation",
    "spelfout": "one or two typing errors a word",
    "gesplitst": "a compound typed apart, or words typed as one",
    "verbogen": "an inflected form",
    "samenstelling": "a part of a compound, or a compound that only its parts can find",
    "synoniem": "another word for it, from the thesaurus or from daily life",
    "citaat": "a law or an article as people cite it",
    "plaats": "a place, or a subject in a place",
    "vraag": "a whole sentence",
    "tekens": "diacritics, hyphens, apostrophes, capitals",
    "code": "an identifier or an address",
    "veld": "the query language",
    "onderzoek": "what a researcher looks up",
    "engels": "an English word",
}
"""What the queries of each category have in common."""

USERS: Final = ("bewoner", "onderzoeker", "beheerder")
"""Who would type it: a resident with a plan, a researcher, a partner's data steward."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """One query with the entities that answer it: 2 is what was meant, 1 helps."""

    key: str
    text: str
    category: str
    user: str
    answers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A query for which the engine gives no result or says in a note what it did not find.

    :param never: entities that may not be among the results
    """

    key: str
    text: str
    why: str
    never: tuple[str, ...]


def judged_queries(folder: Path = FOLDER) -> list[JudgedQuery]:
    """Read ``queries.jsonl`` and ``qrels.tsv``; a query that nobody judged has no answers.

    :raises SourceFormatError: if a line cannot be read, or judges a query that is not there
    """
    texts = load_questions(folder)
    judgments = load_judgments(folder, texts)
    rows = {row["_id"]: row for row in _rows(folder / "queries.jsonl")}
    return [
        JudgedQuery(key, text, rows[key]["category"], rows[key]["user"], judgments.get(key, {}))
        for key, text in texts.items()
    ]


def unanswerable(folder: Path = FOLDER) -> list[Unanswerable]:
    """Read ``nothing.jsonl``."""
    return [
        Unanswerable(row["_id"], row["text"], row["why"], tuple(row.get("never", ())))
        for row in _rows(folder / "nothing.jsonl")
    ]


def _rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]
