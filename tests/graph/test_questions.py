"""The questions kept with the graph are whole: two languages, a query that may be asked, our IRIs."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import questions
from graph.questions import FOLDER, GROUPS, list_questions, load_question
from graph.service_blocks import check_unanswered
from ontology.errors import SourceFormatError, SourceNotFoundError


def test_every_file_is_listed_once_by_heading_and_name() -> None:
    listed = list_questions()
    assert sorted(question.name for question in listed) == sorted(path.stem for path in FOLDER.glob("*.rq"))
    order = [(GROUPS.index(question.group), question.name) for question in listed]
    assert order == sorted(order)


@pytest.mark.parametrize("name", [question.name for question in list_questions()])
def test_question_is_asked_in_two_languages_and_may_be_asked(name: str) -> None:
    question = load_question(name)
    assert question.nl.endswith("?")
    assert question.en.endswith("?")
    assert "{" not in question.nl + question.en
    assert question.group in GROUPS
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


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("# nl: Wat?\nASK {}\n", "Zet bovenaan de vraag in twee talen"),
        ("# nl: Wat?\n# en: What?\nASK {}\n", "bij welke groep"),
        ("# nl: Wat?\n# en: What?\n# groep: kleuren\nASK {}\n", "bij welke groep"),
        ("# nl: {x}?\n# en: What?\n# groep: doelen\nASK {}\n", r"noemt \{x\}"),
        ("# nl: W?\n# en: W?\n# groep: doelen\n# veld: ?x jaar | X | X\nASK {}\n", r"veld \?x moet"),
    ],
)
def test_question_that_is_not_whole_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, sentence: str
) -> None:
    (tmp_path / "kaal.rq").write_text(text, encoding="utf-8")
    monkeypatch.setattr(questions, "FOLDER", tmp_path)
    with pytest.raises(SourceFormatError, match=rf"kaal\.rq: .*{sentence}"):
        list_questions()


def test_list_in_the_folder_names_every_question_in_its_words() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    missing = [one.name for one in list_questions() if f"({one.name}.rq) | {one.nl} |" not in readme]
    assert missing == []
    assert readme.count(".rq) |") == len(list_questions())
