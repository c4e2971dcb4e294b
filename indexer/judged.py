"""Read a folder of texts, questions and judged answers, in the layout of BEIR."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.document import Document
from indexer.sections import sections_of
from ontology.errors import SourceFormatError, SourceNotFoundError


@dataclass(frozen=True, slots=True)
class Judged:
    """A collection of texts with judged questions.

    :param texts: per text its key, its title (may be empty) and the text
    :param questions: key to what is asked
    :param judgments: key of a question to the keys of texts and how well each answers, 1 or more
    """

    texts: tuple[tuple[str, str, str], ...]
    questions: dict[str, str]
    judgments: dict[str, dict[str, int]]


def load_judged(folder: Path) -> Judged:
    """Read ``corpus.jsonl`` (_id, title, text), ``queries.jsonl`` (_id, text) and ``qrels.tsv`` of *folder*.

    The first line of ``qrels.tsv`` is a header; the columns are question, text and score.

    :raises SourceNotFoundError: if a file is not there
    :raises SourceFormatError: if a line cannot be read, or judges a question or text that is not there
    """
    texts: dict[str, tuple[str, str, str]] = {}
    for place, row in _rows(folder / "corpus.jsonl"):
        key = _new_key(row, place, texts)
        texts[key] = (key, _text(row, "title", place, needed=False), _text(row, "text", place))
    questions = load_questions(folder)
    judgments = load_judgments(folder, questions, texts)
    return Judged(tuple(texts.values()), questions, judgments)


def load_questions(folder: Path) -> dict[str, str]:
    """Read ``queries.jsonl`` of *folder*: key to what is asked; further fields of a line are passed over.

    :raises SourceNotFoundError: if the file is not there
    :raises SourceFormatError: if a line cannot be read, or a key comes twice
    """
    questions: dict[str, str] = {}
    for place, row in _rows(folder / "queries.jsonl"):
        questions[_new_key(row, place, questions)] = _text(row, "text", place)
    return questions


def load_judgments(
    folder: Path, questions: Container[str], texts: Container[str] | None = None
) -> dict[str, dict[str, int]]:
    """Read ``qrels.tsv`` of *folder*: key of a question to the texts that answer it and how well.

    :param texts: keys of the texts that may be judged; None where another part holds that
    :raises SourceNotFoundError: if the file is not there
    :raises SourceFormatError: if a line cannot be read, or judges a question or text that is not there
    """
    qrels = folder / "qrels.tsv"
    judgments: dict[str, dict[str, int]] = {}
    for place, question, text, score in _judgments(qrels):
        if question not in questions:
            raise SourceFormatError(
                f'{place}: vraag "{question}" staat niet in queries.jsonl. Voeg haar toe.'
            )
        if texts is not None and text not in texts:
            raise SourceFormatError(f'{place}: tekst "{text}" staat niet in corpus.jsonl. Voeg hem toe.')
        if score > 0:
            judgments.setdefault(question, {})[text] = score
    if not judgments:
        raise SourceFormatError(f"{qrels}: geen enkele vraag heeft een goed antwoord. Vul de oordelen aan.")
    return judgments


def document_of(text: tuple[str, str, str]) -> Document:
    """Make of a key, title and text what an engine indexes.

    >>> document_of(("d1", "", "Samen wonen.")).sections
    (Section(heading='', text='Samen wonen.', href=''),)
    """
    key, title, body = text
    return Document(iri=key, kind="document", label=title, sections=sections_of(body))


def _lines(file: Path) -> Iterator[tuple[str, str]]:
    """Give each line that is not empty with its place."""
    try:
        # Only a line feed ends a line: JSON may hold the other signs that splitlines() cuts at.
        with file.open(encoding="utf-8-sig", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield f"{file}, regel {number}", line.rstrip("\r\n")
    except OSError as exc:
        raise SourceNotFoundError(
            f"{file} is niet te lezen: {exc.strerror}. "
            "Geef een map met corpus.jsonl, queries.jsonl en qrels.tsv."
        ) from exc
    except UnicodeDecodeError as exc:
        raise SourceFormatError(f"{file} is geen UTF-8: {exc}. Sla het bestand op als UTF-8.") from exc


def _rows(file: Path) -> Iterator[tuple[str, dict[str, object]]]:
    for place, line in _lines(file):
        try:
            row = json.loads(line)
        except ValueError as exc:
            raise SourceFormatError(f"{place}: geen JSON ({exc}). Zet op elke regel één object.") from exc
        if not isinstance(row, dict):
            raise SourceFormatError(f"{place}: geen object. Zet op elke regel één object met _id en text.")
        yield place, row


def _text(row: dict[str, object], name: str, place: str, *, needed: bool = True) -> str:
    value = row.get(name, None if needed else "")
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise SourceFormatError(f'{place}: "{name}" ontbreekt of is geen tekst. Vul het in.')
    return value


def _new_key(row: dict[str, object], place: str, known: Container[str]) -> str:
    key = _text(row, "_id", place)
    if key in known:
        raise SourceFormatError(f'{place}: _id "{key}" staat er al. Geef elke regel een eigen _id.')
    return key


def _judgments(file: Path) -> Iterator[tuple[str, str, str, int]]:
    lines = _lines(file)
    next(lines, None)  # the header
    for place, line in lines:
        cells = line.split("\t")
        try:
            question, text, score = cells
            yield place, question, text, int(score)
        except ValueError as exc:
            raise SourceFormatError(
                f"{place}: {line[:60]!r} is geen vraag, tekst en score met tabs ertussen. Verbeter de regel."
            ) from exc
