"""Reads the questions that are kept with the graph: one SPARQL query a file, with the question on top."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ontology.errors import SourceFormatError, SourceNotFoundError
from ontology.iris import DEFAULT_BASE

FOLDER: Final = Path(__file__).parent / "queries"
_TITLE: Final = re.compile(r"#\s*(nl|en):\s*(.+?)\s*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question in two languages, with the query that answers it."""

    name: str
    """The name of the file, without ``.rq``."""
    nl: str
    en: str
    text: str
    """The whole file: a query that can be pasted into any endpoint of ours."""


def list_questions(base: str = DEFAULT_BASE) -> tuple[Question, ...]:
    """Give all questions in the order of their names.

    >>> list_questions()[0].nl
    'Wie zijn de kernpartners, en sinds wanneer?'
    """
    return tuple(_read(path, base) for path in sorted(FOLDER.glob("*.rq")))


def load_question(name: str, base: str = DEFAULT_BASE) -> Question:
    """Read one question; its IRIs are those of an installation at *base*.

    >>> load_question("cq01_kernpartners").en
    'Who are the core partners, and since when?'

    :param name: of the file, without ``.rq``
    :raises SourceNotFoundError: if there is no such question
    """
    # Looked up in the list and not joined to a path, so that a name cannot lead out of the folder.
    path = next((one for one in FOLDER.glob("*.rq") if one.stem == name), None)
    if path is None:
        raise SourceNotFoundError(f'Er is geen vraag "{name[:60]}". Kies er een uit graph/queries.')
    return _read(path, base)


def _read(path: Path, base: str) -> Question:
    text = path.read_text(encoding="utf-8")
    found = (_TITLE.fullmatch(line) for line in text.splitlines())
    titles = {title[1]: title[2] for title in found if title}
    if titles.keys() != {"nl", "en"}:
        raise SourceFormatError('Zet bovenaan de vraag in twee talen: "# nl: ..." en "# en: ...".', path.name)
    return Question(path.stem, titles["nl"], titles["en"], text.replace(f"{DEFAULT_BASE}/id/", f"{base}/id/"))
