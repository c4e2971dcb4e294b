"""The questions kept with the graph are whole: two languages, a query that may be asked, our IRIs."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import questions
from graph.questions import FOLDER, list_questions, load_question
from graph.service_blocks import check_unanswered
from ontology.errors import SourceFormatError, SourceNotFoundError


def test_every_file_is_listed_once_in_order() -> None:
    assert [question.name for question in list_questions()] == sorted(
        path.stem for path in FOLDER.glob("*.rq")
    )


@pytest.mark.parametrize("name", [question.name for question in list_questions()])
def test_question_is_asked_in_two_languages_and_may_be_asked(name: str) -> None:
    question = load_question(name)
    assert question.nl.endswith("?")
    assert question.en.endswith("?")
    assert check_unanswered(question.text).form in {"select", "ask", "construct", "describe"}


def test_iris_are_those_of_the_installation_and_words_stay_shared() -> None:
    text = load_question("cq01_kernpartners", "https://gemeengoed.example").text
    assert "https://gemeengoed.example/id/" in text
    assert "https://w3id.org/gemeengoed/id/" not in text
    assert "https://w3id.org/gemeengoed/def#" in text


@pytest.mark.parametrize("name", ["", "cq99", "../questions", "cq01_kernpartners.rq"])
def test_unknown_question_is_not_found(name: str) -> None:
    with pytest.raises(SourceNotFoundError, match="Er is geen vraag"):
        load_question(name)


def test_question_without_its_words_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kaal.rq").write_text("# nl: Wat?\nASK {}\n", encoding="utf-8")
    monkeypatch.setattr(questions, "FOLDER", tmp_path)
    with pytest.raises(SourceFormatError, match=r"kaal\.rq: Zet bovenaan de vraag in twee talen"):
        list_questions()
