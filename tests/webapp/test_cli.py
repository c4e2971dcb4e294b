"""The command line: stable JSON, formats, exit codes that mean something, one sentence an error."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webapp.cli import main

HEAVY = ("flask", "rdflib", "pyoxigraph", "whoosh", "spacy", "pyshacl", "tqdm", "httpx", "numpy")


@pytest.fixture
def run(builtin_home: Path) -> Callable[..., Result]:
    """Run a command on the built-in edition, or on another home."""

    def runner(*arguments: str, home: Path = builtin_home) -> Result:
        return CliRunner().invoke(main, arguments, env={"GEMEENGOED_HOME": str(home)}, prog_name="gemeengoed")

    return runner


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from webapp.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "rollback" in done.stdout


def test_search_gives_the_stable_json(run: Callable[..., Result]) -> None:
    body = json.loads(run("search", "wooncoöperatie", "--json").stdout)
    assert set(body) == {"total", "hits", "facets"}
    assert body["total"] >= len(body["hits"]) > 0
    assert set(body["hits"][0]) == {"iri", "label", "kind", "score", "snippet", "url"}
    first = body["hits"][0]
    assert first["iri"] == "https://w3id.org/gemeengoed/id/thema/wooncooperatie"
    assert first["url"] == "/doc/thema/wooncooperatie"
    assert sum(v["count"] for v in body["facets"]["soort"]) == body["total"]


def test_search_takes_facets_as_filters(run: Callable[..., Result]) -> None:
    body = json.loads(run("search", "wonen", "--json", "--filter", "soort=wet", "--limit", "50").stdout)
    assert {hit["kind"] for hit in body["hits"]} == {"wet"}


def test_search_for_people_is_a_list(run: Callable[..., Result]) -> None:
    said = run("search", "Cooplink", "--limit", "1").stdout
    assert "Cooplink  [organisatie]" in said
    assert run("search", "Hoogland", "--limit", "1").stdout == "1 gevonden\nHoogland  [plaats]\n"


def test_search_for_people_says_which_word_was_not_found(run: Callable[..., Result]) -> None:
    first = run("search", "dorpshuis xqzwvk", "--limit", "1").stdout.splitlines()[0]
    assert first.endswith(" gevonden. Niet gevonden: “xqzwvk”.")


def test_search_for_people_says_what_was_repaired_and_how_far_it_is(run: Callable[..., Result]) -> None:
    first, *lines = run("search", "dorpsmolen nabij leeuwardn", "--limit", "1").stdout.splitlines()
    assert first.startswith("6 gevonden. Eerst wat binnen 15 km van gemeente Leeuwarden ligt, dan wat ")
    assert lines[:2] == [
        "Gezocht is op “gemeente Leeuwarden” in plaats van “leeuwardn”.",
        "Dorpsmolen Reduzum  [initiatief, 6 km]",
    ]
    assert "Bedoelde u: nabij gemeente Bergen (NH)" in run("search", "nabij Bergen").stdout


def test_nothing_found_says_so(run: Callable[..., Result]) -> None:
    assert run("search", "xqzwvk").stdout.strip() == "Niets gevonden. Probeer minder of andere woorden."


def test_a_filter_without_value_is_named(run: Callable[..., Result]) -> None:
    result = run("search", "wonen", "--filter", "soort")
    assert result.exit_code == 2
    assert result.stderr.strip().endswith("Schrijf het als soort=organisatie.")


@pytest.mark.parametrize("format_", ["json", "csv", "tsv", "xml"])
def test_query_answers_in_four_formats(run: Callable[..., Result], tmp_path: Path, format_: str) -> None:
    file = tmp_path / "q.rq"
    file.write_text(
        "SELECT ?n { <https://w3id.org/gemeengoed/id/organisatie/cooplink> ?p ?n }", encoding="utf-8"
    )
    result = run("query", str(file), "--format", format_)
    assert result.exit_code == 0
    assert "Cooplink" in result.stdout


def test_query_gives_a_graph_as_turtle(run: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("DESCRIBE <https://w3id.org/gemeengoed/id/organisatie/cooplink>", encoding="utf-8")
    assert "Cooplink" in run("query", str(file)).stdout
    refused = run("query", str(file), "--format", "csv")
    assert refused.exit_code == 2
    assert "turtle" in refused.stderr


def test_a_stored_question_answers(run: Callable[..., Result]) -> None:
    file = next(Path(__file__).resolve().parents[2].glob("graph/queries/cq01_*.rq"))
    rows = list(csv.reader(io.StringIO(run("query", str(file), "--format", "csv").stdout)))
    assert len(rows) > 9


def test_bad_queries_have_their_own_exit_code(run: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?s WHERE { ?s ?p ", encoding="utf-8")
    result = run("query", str(file))
    assert result.exit_code == 3
    assert "Regel 1" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_query_file_is_named(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("query", str(tmp_path / "weg.rq"))
    assert result.exit_code == 4
    assert "weg.rq is niet te lezen" in result.stderr


def test_without_an_edition_the_next_step_is_said(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("search", "wonen", home=tmp_path)
    assert result.exit_code == 4
    assert "gemeengoed" in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Nog geen edities." in run("editions", home=tmp_path).stdout


def test_editions_are_listed_for_people_and_scripts(run: Callable[..., Result], builtin_home: Path) -> None:
    name = (builtin_home / "published").resolve().name
    assert run("editions").stdout.startswith(f"* {name}  ")
    assert [(e["name"], e["published"]) for e in json.loads(run("editions", "--json").stdout)] == [
        (name, True)
    ]


def test_an_unknown_edition_cannot_be_published(run: Callable[..., Result], copied_home: Path) -> None:
    result = run("publish", "1999-01-01.1", home=copied_home)
    assert result.exit_code == 4
    assert "1999-01-01.1" in result.stderr


def test_analyse_shows_terms_parts_and_where_a_word_is_cut(run: Callable[..., Result]) -> None:
    words = json.loads(run("analyse", "De Energiecoöperaties in 2.6.7", "--json").stdout)
    assert [list(word) for word in words] == [["text", "start", "end", "terms", "parts", "split"]] * 4
    assert words[0]["terms"] == []
    assert words[1] == {
        "text": "Energiecoöperaties",
        "start": 3,
        "end": 21,
        "terms": ["energiecoopereer"],
        "parts": ["energie", "coopereer"],
        "split": ["Energie", "coöperaties"],
    }
    assert (words[3]["terms"], words[3]["split"]) == (["2.6.7"], ["2.6.7"])


def test_analyse_is_a_line_a_word_for_people(run: Callable[..., Result]) -> None:
    said = run("analyse", "de buurthuizen").stdout.splitlines()
    assert [line.split() for line in said] == [
        ["de", "stopwoord"],
        ["buurthuizen", "buurthuis", "buurt", "+", "huis"],
    ]
    assert run("analyse", "!?").stdout == "Geen woorden.\n"


def test_evaluate_measures_a_folder_of_judged_questions(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d1", "title": "", "text": "Een buurthuis."}', "utf-8")
    (tmp_path / "queries.jsonl").write_text('{"_id": "q1", "text": "buurthuizen"}', "utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n", "utf-8")
    body = json.loads(run("evaluate", str(tmp_path), "--json").stdout)
    assert (body["queries"], body["documents"], body["ndcg@10"]) == (1, 1, 1.0)
    assert run("evaluate", str(tmp_path)).stdout.startswith("vragen      1\n")
    refused = run("evaluate", str(tmp_path / "weg"))
    assert refused.exit_code == 4
    assert "corpus.jsonl is niet te lezen" in refused.stderr
