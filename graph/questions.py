"""Reads the questions that are kept with the graph: one SPARQL query a file, with the question on top."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Final

from graph.question_fields import Choice, Field, read_fields, write_choice
from ontology.errors import SourceFormatError, SourceNotFoundError
from ontology.iris import DEFAULT_BASE

FOLDER: Final = Path(__file__).parent / "queries"
_HEADER: Final = re.compile(r"#[ ]*(nl|en|groep):[ ]*(\S.*)", re.ASCII)
_TITLE: Final = re.compile(r"^#[ ]*(?:nl|en):.*$", re.MULTILINE)
_DECLARED: Final = re.compile(r"#[ ]*(?:nl|en|groep|veld):")
_PLACE: Final = re.compile(r"\{(\w+)\}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading under which questions stand together."""

    name: str
    """What ``# groep:`` calls it."""
    nl: str
    en: str


WAITING: Final = Group("wacht", "Nog zonder antwoord", "Not answered yet")
"""Questions that the built-in data cannot answer: they show what is still missing, and are no examples."""
GROUPS: Final = (
    Group("coalitie", "De coalitie en haar programma", "The coalition and its programme"),
    Group("doelen", "De doelen", "The goals"),
    Group("buurt", "Initiatieven en gemeenten", "Initiatives and municipalities"),
    Group("regels", "Wetten en regels", "Acts and regulations"),
    Group("onderwerpen", "Onderwerpen en woorden", "Subjects and words"),
    Group("organisaties", "Organisaties en overheden", "Organisations and public bodies"),
    Group("cijfers", "Cijfers", "Figures"),
    Group("bronnen", "Bronnen, en hoe zeker iets is", "Sources, and how certain things are"),
    WAITING,
)
"""In the order in which people see them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question in two languages, with the query that answers it."""

    name: str
    """The name of the file, without ``.rq``."""
    group: Group
    template: str
    """The whole file, with ``{veld}`` in the question where the name of what is chosen belongs."""
    fields: tuple[Field, ...] = ()

    @property
    def nl(self) -> str:
        """The question in Dutch, about what is chosen."""
        return self._title("nl")

    @property
    def en(self) -> str:
        """The question in English; names stay as they are."""
        return self._title("en")

    @property
    def text(self) -> str:
        """The whole query, with what is chosen: it can be pasted into any endpoint of ours."""
        text = _TITLE.sub(lambda title: self._worded(title[0]), self.template)
        for field in self.fields:
            text = write_choice(text, field)
        return text

    @property
    def notes(self) -> tuple[str, ...]:
        """What the file says on top beside the question, in Dutch: how to read the answer."""
        top = takewhile(bool, self.template.split("\n"))
        return tuple(line[1:].strip() for line in top if line.startswith("# ") and not _DECLARED.match(line))

    def filled(self, choices: Mapping[str, Choice]) -> Question:
        """Ask the same about something else: in the query, and in the words of the question.

        A value is written as a term, whatever characters it holds, where the default stood. So a question
        with values can be pasted and cited like the one without.

        >>> from rdflib import URIRef
        >>> cooplink = Choice(URIRef("https://w3id.org/gemeengoed/id/organisatie/cooplink"), "Cooplink")
        >>> load_question("cq19_namen_van_een_organisatie").filled({"organisatie": cooplink}).nl
        'Onder welke namen is Cooplink bekend?'

        :param choices: by the name of the field; a field without a choice keeps what it has
        :raises SourceNotFoundError: if there is no field of that name
        """
        unknown = choices.keys() - {field.name for field in self.fields}
        if unknown:
            raise SourceNotFoundError(f'Deze vraag heeft geen veld "{min(unknown)[:40]}".')
        fields = (replace(field, chosen=choices.get(field.name, field.chosen)) for field in self.fields)
        return replace(self, fields=tuple(fields))

    def _title(self, language: str) -> str:
        return self._worded(_headers(self.template)[language])

    def _worded(self, title: str) -> str:
        labels = {field.name: field.chosen.in_one_line() for field in self.fields}
        return _PLACE.sub(lambda found: labels.get(found[1], found[0]), title)


def list_questions(base: str = DEFAULT_BASE) -> tuple[Question, ...]:
    """Give all questions by their headings, in the order of :data:`GROUPS`, and then of their names.

    >>> len([question for question in list_questions() if question.group != WAITING]) > 30
    True
    """
    questions = (_read(path, base) for path in FOLDER.glob("*.rq"))
    return tuple(sorted(questions, key=lambda one: (GROUPS.index(one.group), one.name)))


def group_questions(questions: Iterable[Question]) -> tuple[tuple[Group, tuple[Question, ...]], ...]:
    """Put questions under their headings, in the order of :data:`GROUPS`; an empty heading is left out."""
    found = list(questions)
    grouped = ((group, tuple(one for one in found if one.group == group)) for group in GROUPS)
    return tuple((group, ones) for group, ones in grouped if ones)


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
    text = path.read_text(encoding="utf-8").replace(f"{DEFAULT_BASE}/id/", f"{base}/id/")
    headers = _headers(text)
    if not {"nl", "en"} <= headers.keys():
        raise SourceFormatError('Zet bovenaan de vraag in twee talen: "# nl: ..." en "# en: ...".', path.name)
    group = next((one for one in GROUPS if one.name == headers.get("groep")), None)
    if group is None:
        names = ", ".join(one.name for one in GROUPS)
        raise SourceFormatError(
            f'Zet bovenaan bij welke groep de vraag hoort: "# groep: ..." met {names}.', path.name
        )
    try:
        fields = read_fields(text, f"{base}/id/")
    except ValueError as exc:
        raise SourceFormatError(str(exc), path.name) from exc
    strange = set(_PLACE.findall(headers["nl"] + headers["en"])) - {field.name for field in fields}
    if strange:
        raise SourceFormatError(f"De vraag noemt {{{min(strange)}}}, maar dat veld is er niet.", path.name)
    return Question(path.stem, group, text, fields)


def _headers(text: str) -> dict[str, str]:
    found = (_HEADER.fullmatch(line) for line in text.splitlines())
    return {header[1]: header[2].rstrip() for header in found if header}
