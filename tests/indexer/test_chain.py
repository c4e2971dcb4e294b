"""The Dutch chain: which words meet, and which stay apart. Run as a program it rewrites the golden terms."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.chain import DUTCH, MAX_TERM_CHARS, UNSTEMMED, name_key
from indexer.analysis.stop import is_stop
from ontology.collation import fold

GOLDEN = Path(__file__).parent / "golden"


def parts(text: str) -> list[str]:
    return [term for token in DUTCH.analyse(text) for term in token.parts]


READINGS = {"chain.txt": DUTCH.terms, "parts.txt": parts}


def golden_cases() -> list[tuple[str, str, str]]:
    return [(name, *case) for name in READINGS for case in golden_cases_of(name)]


def golden_cases_of(name: str) -> list[tuple[str, str]]:
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines if line and not line.startswith(("#", "    "))]
    terms = {lines[at]: lines[at + 1] for at in range(len(lines) - 1) if lines[at + 1].startswith("    ")}
    return [(text, terms.get(text, "").strip()) for text in texts]


def word_forms() -> list[list[str]]:
    lines = (GOLDEN / "forms.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("name", "text", "terms"), golden_cases())
def test_text_gives_its_golden_terms(name: str, text: str, terms: str) -> None:
    assert " ".join(READINGS[name](text)) == terms


@pytest.mark.parametrize("forms", word_forms(), ids=lambda forms: str(forms[0]))
def test_forms_of_one_word_meet(forms: list[str]) -> None:
    assert {DUTCH.terms(form)[0] for form in forms} == {DUTCH.terms(forms[0])[0]}


def test_protected_names_are_neither_changed_nor_cut() -> None:
    assert [(t.terms, t.parts) for t in DUTCH.analyse("De Warren, Nederland")] == [
        (("warren",), ()),
        (("nederland",), ()),
    ]


def test_different_words_stay_apart() -> None:
    words = [forms[0] for forms in word_forms()]
    terms = [DUTCH.terms(word)[0] for word in words]
    assert sorted(terms) == sorted(set(terms))


def test_parts_of_a_hyphenated_word_are_found_too() -> None:
    assert DUTCH.terms("woon-werkpand") == ["woonwerkpand", "woon", "werkpand"]


def test_a_word_keeps_its_form_beside_its_term() -> None:
    asked = DUTCH.tokens("De wooncoöperaties van 2025-2030, woon-werkpand")
    assert [(token.text, token.forms) for token in asked] == [
        ("De", ()),
        ("wooncoöperaties", ("wooncooperaties",)),
        ("van", ()),
        ("2025-2030", ("2025", "2030")),
        ("woon-werkpand", ("woonwerkpand",)),
    ]


@pytest.mark.parametrize("word", ["kan", "kun", "kunt", "kunnen"])
def test_every_person_of_a_helping_verb_is_a_stop_word(word: str) -> None:
    assert is_stop(word)


@pytest.mark.parametrize("name", ["LSA", "NOV", "LVKK", "NZVE", "samen", "doen", "mee", "Ow", "Pw", "recht"])
def test_names_and_abbreviations_are_no_stop_words(name: str) -> None:
    assert not is_stop(fold(name))


def test_beginnings_of_words_are_kept_whole() -> None:
    assert UNSTEMMED.terms("De wooncoöperaties") == ["de", "wooncooperaties"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oranje Fonds", "oranjefonds"),
        ("woon-coöperatie", "Wooncooperatie"),
        ("We Doen Het Samen!", "we doen het samen"),
        ("Wmo 2015", "WMO2015"),
    ],
)
def test_two_writings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    "written", ["coo\u0308peratie", "co\u00adoperatie", "COÖPERATIE", "co\u2011operatie"]
)
def test_signs_that_readers_do_not_see_make_no_difference(written: str) -> None:
    assert DUTCH.terms(written)[0] == DUTCH.terms("coöperatie")[0]


@given(st.text())
def test_tokens_are_pieces_of_the_text_in_order(text: str) -> None:
    end = 0
    for token in DUTCH.analyse(text):
        assert token.start >= end
        assert text[token.start : token.end] == token.text
        assert token.terms
        assert all(0 < len(term) <= MAX_TERM_CHARS + 1 for term in token.terms)
        end = token.end


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzëïöüéèê", min_size=1))
def test_capitals_never_matter(word: str) -> None:
    assert DUTCH.terms(word.upper()) == DUTCH.terms(word)


def rewrite(name: str) -> None:
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("    ")]
    out = []
    for line in kept:
        out.append(line)
        terms = READINGS[name](line)
        if line and terms and not line.startswith("#"):
            out.append("    " + " ".join(terms))
    (GOLDEN / name).write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for written in READINGS:
        rewrite(written)
        sys.stdout.write(f"golden/{written} rewritten\n")
