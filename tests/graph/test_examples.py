"""The examples answer what they ask, also about something else than they name."""

from __future__ import annotations

import pytest

from graph.containment import check_query
from graph.question_choices import find_choice, list_choices
from graph.question_fields import THING_KINDS, Choice
from graph.questions import WAITING, Question, list_questions, load_question
from graph.store.interface import GraphStore, Row

# Those that search in text (zk) are asked through the site, in tests/webapp/test_text_search.py.
EXAMPLES = {
    question.name: question
    for question in list_questions()
    if question.group != WAITING and not question.name.startswith("zk")
}
TOOI = "https://identifier.overheid.nl/tooi/id/"
# At least how many rows, and one of them: looked up in the files of the sources, but for what is worked out
# (what texts mention, and how much a source says).
KNOWN: dict[str, tuple[int, dict[str, str]]] = {
    "alles_over_een_onderwerp": (10, {"naam": "Dorpsmolen Reduzum", "onderwerpnaam": "windenergie"}),
    "artikelen_van_een_wet": (4, {"naam": "artikel 150 Gemeentewet", "nummer": "150"}),
    "buurgemeenten": (9, {"naam": "gemeente Bunnik", "provincie": "provincie Utrecht"}),
    "gemeenten_in_een_provincie": (26, {"gemeente": f"{TOOI}gemeente/gm0307", "naam": "gemeente Amersfoort"}),
    "herindelingen_sinds": (14, {"naam": "gemeente Weesp", "naam_nu": "gemeente Amsterdam"}),
    "initiatieven_over_een_onderwerp": (10, {"naam": "De Warren", "waar": "Amsterdam"}),
    "laatste_cijfers": (5, {"naam": "aantal burgerenergiecollectieven", "jaar": "2023", "waarde": "714"}),
    "meest_genoemde_onderwerpen": (30, {"naam": "zeggenschap"}),
    "namen_van_een_wet": (4, {"naam": "Wmo 2015", "soort": "korte titel"}),
    "opgegaan_in_een_gemeente": (5, {"naam": "gemeente Sneek", "opgegaan_in": "gemeente Súdwest-Fryslân"}),
    "organisaties_over_een_onderwerp": (3, {"naam": "LSA bewoners", "hoe": "is haar onderwerp"}),
    "plaatsen_in_een_gemeente": (10, {"naam": "Brouwershaven"}),
    "regelingen_met_een_woord": (3, {"nummer": "BWBR0036875", "soort": "beleidsregel"}),
    "rol_van_een_organisatie": (5, {"rol": "coalitielid", "bron": "Meer samen in de samenleving"}),
    "uitspraken_per_bron": (90, {"titel": "Meer samen in de samenleving", "zekerheid": "gesteld"}),
    "verwante_onderwerpen": (5, {"naam": "wonen", "verband": "ruimer"}),
    "waar_een_organisatie_genoemd_wordt": (5, {"naam": "Commons Network", "woorden": "De Groene Sprong"}),
    "wat_een_bron_zegt": (50, {"zekerheid": "gesteld"}),
    "waterschappen": (21, {"naam": "waterschap Vallei en Veluwe"}),
    "weersproken_beweringen": (3, {"andere_bron": "Een mooie sprong voorwaarts"}),
    "wetten_niet_meer_van_kracht": (
        6,
        {"naam": "Gaswet", "vervallen_op": "2026-01-01", "naam_nu": "Energiewet"},
    ),
    "woorden_voor_een_onderwerp": (4, {"woorden": "wooncoöperatie", "soort": "voorkeurswoord"}),
}
# Another thing than the default that the same question answers too.
ELSEWHERE = {
    "gemeente": "Boekel",
    "provincie": "Gelderland",
    "thema": "participatie",
    "organisatie": "Cooplink",
    "wet": "Omgevingswet",
    "doel": "1",
    "indicator": "leden van energiecoöperaties",
    "bron": "Een mooie sprong voorwaarts",
    "artikel": "artikel 150 Gemeentewet",
}


def select(store: GraphStore, question: Question) -> list[Row]:
    return store.select(check_query(question.text).text)


def test_there_are_thirty_examples_and_each_is_checked() -> None:
    assert len(EXAMPLES) >= 30
    assert {name for name in EXAMPLES if not name.startswith("cq")} == set(KNOWN)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_example_has_its_answer(builtin_store: GraphStore, name: str) -> None:
    rows = [{key: str(value) for key, value in row.items()} for row in select(builtin_store, EXAMPLES[name])]
    least, known = KNOWN[name]
    assert len(rows) >= least
    assert [row for row in rows if known.items() <= row.items()] != []
    assert len({tuple(sorted(row.items())) for row in rows}) == len(rows)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_example_answers_in_words_that_people_can_read(builtin_store: GraphStore, name: str) -> None:
    rows = select(builtin_store, EXAMPLES[name])
    assert rows != []
    assert max(len(row) for row in rows) >= 2


@pytest.mark.parametrize("kind", THING_KINDS)
def test_default_of_a_field_is_one_of_its_choices_by_its_own_name(
    builtin_store: GraphStore, kind: str
) -> None:
    choices = {choice.term: choice.label for choice in list_choices(builtin_store, kind)}
    fields = [field for question in list_questions() for field in question.fields if field.kind == kind]
    assert fields != []
    assert [choices.get(field.default.term) for field in fields] == [field.default.label for field in fields]


@pytest.mark.parametrize(
    "name", sorted(name for name, one in EXAMPLES.items() if any(f.kind in ELSEWHERE for f in one.fields))
)
def test_example_answers_something_else_about_something_else(builtin_store: GraphStore, name: str) -> None:
    question = EXAMPLES[name]
    chosen: dict[str, Choice] = {}
    for field in question.fields:
        if field.kind in ELSEWHERE:
            chosen[field.name] = find_choice(list_choices(builtin_store, field.kind), ELSEWHERE[field.kind])
    asked = question.filled(chosen)
    assert select(builtin_store, asked) != select(builtin_store, question)
    for choice in chosen.values():
        assert choice.label in asked.nl
        assert choice.label in asked.en


def test_nothing_is_lost_when_the_default_is_chosen(builtin_store: GraphStore) -> None:
    question = load_question("cq09_initiatieven_in_de_buurt")
    chosen = {f.name: f.default for f in question.fields}
    assert question.filled(chosen) == question
    absolute = {
        f.name: find_choice(list_choices(builtin_store, f.kind), str(f.default.term))
        for f in question.fields
        if f.kind in THING_KINDS
    }
    assert select(builtin_store, question.filled(absolute)) == select(builtin_store, question)


def test_choices_are_what_is_there_now_in_the_order_of_the_alphabet(builtin_store: GraphStore) -> None:
    labels = [choice.label for choice in list_choices(builtin_store, "gemeente")]
    assert len(labels) == len(set(labels)) == 342
    assert labels[:3] == ["Aa en Hunze", "Aalsmeer", "Aalten"]
    assert "Weesp" not in labels
    goals = list_choices(builtin_store, "doel")
    assert [(goal.label, goal.more[:7]) for goal in goals] == [(str(n), f"Doel {n}:") for n in range(1, 6)]
