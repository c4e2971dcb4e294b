"""The kept questions for people who write no SPARQL: choose one, fill it in, read the answer."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from flask import Blueprint, abort, render_template, request, url_for
from rdflib import Literal, URIRef

from graph.query_pool import TIMEOUT_S
from graph.question_choices import find_choice, list_choices
from graph.question_fields import THING_KINDS, Choice, Field, read_value
from graph.questions import Group, Question, group_questions, list_questions, load_question
from ontology.errors import FieldValueError, QueryLimitError, QueryTimeoutError, SourceNotFoundError
from webapp.addresses import reader
from webapp.errors import status_of
from webapp.language import readable_date
from webapp.negotiation import JSON_RESULTS
from webapp.presentation.answer_table import AnswerTable, answer_table
from webapp.presentation.parts import Link
from webapp.presentation.question_form import FormField, form_field, share_arguments
from webapp.presentation.snippets import Snippet
from webapp.site import current_site
from webapp.sparql import checked, run_asked
from webapp.sparql_page import download_links, link_to, snippets_for
from webapp.sparql_request import Asked

blueprint = Blueprint("questions", __name__)

_UNKNOWN_YET: Final = "Nu leeg, "
"""How a question begins the note that it waits for data; it no longer holds when there is an answer."""


@dataclass(frozen=True)
class QuestionPage:
    """A question, its fields, and its answer or what is wrong."""

    question: Question
    fields: tuple[FormField, ...]
    notes: tuple[str, ...] = ()
    problem: str = ""
    table: AnswerTable | None = None
    downloads: tuple[Link, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    share: str = ""
    """The address that asks this again, with its host."""


@blueprint.get("/vragen")
def page() -> str:
    """List the questions under their headings."""
    return render_template("questions/questions.html", groups=grouped_questions())


@blueprint.get("/vragen/<name>")
def question(name: str) -> tuple[str, int]:
    """Answer one question about what is filled in, or about its own example."""
    try:
        asked = load_question(name, current_site().base)
    except SourceNotFoundError:
        abort(404)
    chosen, problems = _read_choices(asked, request.args)
    filled = asked.filled(chosen)
    shown = QuestionPage(filled, _form(filled, problems), filled.notes)
    if problems:
        return _rendered(replace(shown, problem=" ".join(problems.values())), HTTPStatus.BAD_REQUEST)
    try:
        table = _answer(filled)
    except (QueryTimeoutError, QueryLimitError) as exc:
        return _rendered(replace(shown, problem=str(exc)), status_of(exc))
    answered = replace(
        shown,
        notes=tuple(note for note in filled.notes if not (table.total and note.startswith(_UNKNOWN_YET))),
        table=table,
        downloads=download_links(Asked(filled.text), "select"),
        snippets=snippets_for(filled.text, "select"),
        share=url_for("questions.question", name=name, _external=True, **share_arguments(filled.fields)),
    )
    return _rendered(answered, HTTPStatus.OK)


def grouped_questions() -> tuple[tuple[Group, tuple[Question, ...]], ...]:
    """Give the questions of this edition under their headings, read once."""
    site = current_site()
    return site.remember("grouped-questions", lambda: group_questions(list_questions(site.base)))


def _rendered(shown: QuestionPage, status: int) -> tuple[str, int]:
    return render_template("questions/question.html", page=shown), status


def _choices(kind: str) -> tuple[Choice, ...]:
    site = current_site()
    if kind not in THING_KINDS:
        return ()
    return site.remember(("choices", kind), lambda: list_choices(site.store, kind))


def _read_choices(asked: Question, arguments: Mapping[str, str]) -> tuple[dict[str, Choice], dict[str, str]]:
    """Read what is filled in; gives by field what is chosen, and what is wrong as a sentence."""
    chosen: dict[str, Choice] = {}
    problems: dict[str, str] = {}
    for field in asked.fields:
        typed = arguments.get(field.name, "").strip()
        if not typed:
            continue
        try:
            chosen[field.name] = _read_choice(field, typed)
        except FieldValueError as exc:
            problems[field.name] = str(exc)
    return chosen, problems


def _read_choice(field: Field, typed: str) -> Choice:
    if field.kind in THING_KINDS:
        return find_choice(_choices(field.kind), typed)
    choice = read_value(field.kind, typed)
    return Choice(choice.term, readable_date(choice.label)) if field.kind == "datum" else choice


def _form(filled: Question, problems: Mapping[str, str]) -> tuple[FormField, ...]:
    return tuple(
        form_field(field, _choices(field.kind), request.args.get(field.name), problems.get(field.name, ""))
        for field in filled.fields
    )


def _answer(filled: Question) -> AnswerTable:
    asked, deadline = Asked(filled.text), time.monotonic() + TIMEOUT_S
    body = run_asked(checked(asked, deadline), asked, JSON_RESULTS.media_type, deadline)
    names = reader().describer.names

    def name_of(iri: str) -> Literal:
        return names.name(URIRef(iri))

    return answer_table(json.loads(body), name_of, link_to)
