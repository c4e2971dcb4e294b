"""Floors only go up, and one that goes down says why."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.relevance.floors import (
    FILE,
    FloorFile,
    Lowered,
    below,
    floor_of,
    read_floors,
    read_reached,
    write_reached,
)
from tests.relevance.judged_queries import CATEGORIES, JudgedQuery, judged_queries
from tests.relevance.measured import ALL, ENGINES, MEASURES, Measured
from tests.relevance.raise_floors import main, rewrite

OLD = FloorFile({"whoosh": {"naam": {"ndcg@10": 0.7}, "plaats": {"ndcg@10": 0.5}}})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "floors.toml"
    file.write_text(OLD.as_toml(), encoding="utf-8")
    return file


def test_the_floors_are_well_formed() -> None:
    read = read_floors()
    assert set(read.floors) == set(ENGINES)
    for floors in read.floors.values():
        assert list(floors) == [ALL, *CATEGORIES]
        for values in floors.values():
            assert tuple(values) == MEASURES
            assert all(0 <= floor <= 1 and floor == round(floor, 2) for floor in values.values())
    for one in read.lowered:
        assert datetime.date.fromisoformat(one.date)
        assert one.reason.strip()
        assert one.new < one.old
    assert read.as_toml() == FILE.read_text("utf-8")


def test_what_every_query_reached_is_kept() -> None:
    keys = [query.key for query in judged_queries()]
    for engine in ENGINES:
        assert list(read_reached(engine)) == keys


def test_what_was_reached_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "reached.tsv"
    assert read_reached("whoosh", file) == {}
    write_reached({"tantivy": {"naam-03": 1.0}, "whoosh": {"naam-01": 0.5, "naam-02": 0.0}}, file)
    assert read_reached("whoosh", file) == {"naam-01": 0.5, "naam-02": 0.0}


def test_what_lost_most_is_shown_first_with_what_was_found_and_missed() -> None:
    queries = [
        JudgedQuery("q1", "altijd al mis", "naam", "bewoner", {"a": 2}),
        JudgedQuery("q2", "buurthuis", "naam", "bewoner", {"b": 2, "c": 1}),
    ]
    now = Measured(queries, {"q1": {}, "q2": {"c": 1.0}}, {"q1": {"ndcg@10": 0.0}, "q2": {"ndcg@10": 0.38}})
    assert now.lost("naam", {"q1": 0.0, "q2": 1.0}, {"b": "thema buurthuis"}) == (
        "  q2 “buurthuis” nDCG@10 1.00 -> 0.38\n    found:  c [1]\n    missed: thema buurthuis [2]\n"
        "  q1 “altijd al mis” nDCG@10 0.00 -> 0.00\n    found:  nothing\n    missed: a [2]"
    )


def test_what_rose_raises_its_floor_and_what_fell_keeps_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rewrite(file, {"whoosh": {"naam": {"ndcg@10": 0.9}, "plaats": {"ndcg@10": 0.4}}}) == 1
    assert read_floors(file) == FloorFile({"whoosh": {"naam": {"ndcg@10": 0.89}, "plaats": {"ndcg@10": 0.5}}})
    assert "whoosh plaats ndcg@10: 0.400, below its floor of 0.50" in capsys.readouterr().out


def test_a_little_lower_than_last_time_changes_nothing(file: Path) -> None:
    assert rewrite(file, {"whoosh": {"naam": {"ndcg@10": 0.701}, "plaats": {"ndcg@10": 0.5}}}) == 0
    assert read_floors(file) == OLD


def test_a_floor_goes_down_only_with_its_reason(file: Path) -> None:
    figures = {"whoosh": {"naam": {"ndcg@10": 0.7}, "plaats": {"ndcg@10": 0.4}}}
    assert rewrite(file, figures, reason='ander "soort" vragen') == 0
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    assert read_floors(file) == FloorFile(
        {"whoosh": {"naam": {"ndcg@10": 0.7}, "plaats": {"ndcg@10": 0.39}}},
        (Lowered(today, "whoosh", "plaats", "ndcg@10", 0.5, 0.39, 'ander "soort" vragen'),),
    )


def test_earlier_reasons_are_kept(file: Path) -> None:
    for figure in (0.4, 0.3):
        rewrite(
            file, {"whoosh": {"naam": {"ndcg@10": 0.7}, "plaats": {"ndcg@10": figure}}}, reason=f"{figure}"
        )
    assert [(one.old, one.new, one.reason) for one in read_floors(file).lowered] == [
        (0.5, 0.39, "0.4"),
        (0.39, 0.29, "0.3"),
    ]


def test_dropping_a_category_is_lowering_it(file: Path) -> None:
    figures = {"whoosh": {"naam": {"ndcg@10": 0.7}}}
    assert rewrite(file, figures) == 1
    assert read_floors(file) == OLD
    assert rewrite(file, figures, reason="samengevoegd") == 0
    read = read_floors(file)
    assert read.floors == {"whoosh": {"naam": {"ndcg@10": 0.7}}}
    assert [(one.category, one.old, one.new) for one in read.lowered] == [("plaats", 0.5, 0.0)]


def test_an_engine_without_floors_gets_them_and_the_others_stay(file: Path) -> None:
    assert rewrite(file, {"tantivy": {"naam": {"ndcg@10": 0.6}}}) == 0
    assert read_floors(file).floors == {**OLD.floors, "tantivy": {"naam": {"ndcg@10": 0.59}}}


@pytest.mark.parametrize("arguments", [["--lower"], ["--lower", "--reason", " "]])
def test_lowering_without_a_reason_is_refused_before_anything_is_measured(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert '--lower takes --reason "..."' in capsys.readouterr().err


@pytest.mark.parametrize("figure", [0.0, 0.004, 0.5, 0.764, 1.0])
def test_a_figure_is_never_below_its_own_floor(figure: float) -> None:
    assert below({"naam": {"ndcg@10": figure}}, {"naam": {"ndcg@10": floor_of(figure)}}) == []
