"""Measuring: a folder of judged questions gives figures that can be worked out by hand, or a clear error."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from indexer.evaluate import evaluate
from indexer.judged import load_judged
from ontology.errors import SettingsError, SourceFormatError, SourceNotFoundError

CORPUS = [
    {"_id": "d1", "title": "Buurthuis", "text": "Een huis voor de buurt."},
    {"_id": "d2", "title": "", "text": "De molen maalt graan en de buurt eet brood."},
    {"_id": "d3", "text": "Zeggenschap over de eigen straat.", "more": 1},
]
QUERIES = [
    {"_id": "q1", "text": "buurthuizen"},
    {"_id": "q2", "text": "molens"},
    {"_id": "q3", "text": "zomerfeest"},
    {"_id": "q4", "text": "nooit beoordeeld"},
]
QRELS = ["query-id\tcorpus-id\tscore", "q1\td1\t1", "q2\td2\t1", "q2\td1\t0", "q3\td3\t1"]


def write(folder: Path, **changed: str) -> Path:
    texts = {
        "corpus.jsonl": "\n".join(map(json.dumps, CORPUS)),
        "queries.jsonl": "\n".join(map(json.dumps, QUERIES)) + "\n",
        "qrels.tsv": "\r\n".join(QRELS) + "\r\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(changed.get(name.partition(".")[0], text), encoding="utf-8")
    return folder


def test_figures_are_the_mean_over_judged_questions(tmp_path: Path) -> None:
    figures = evaluate(load_judged(write(tmp_path)))
    found = pytest.approx(2 / 3)
    assert (figures.queries, figures.documents) == (3, 3)
    assert figures.measures == {"ndcg@10": found, "mrr@10": found, "recall@10": found, "recall@100": found}
    assert 0 < figures.ms_p50 <= figures.ms_p95


def test_figures_have_the_stable_shape(tmp_path: Path) -> None:
    figures = evaluate(load_judged(write(tmp_path)))
    body = json.loads(figures.as_json())
    assert list(body) == [
        "queries", "documents", "ndcg@10", "mrr@10", "recall@10", "recall@100", "ms_p50", "ms_p95",
    ]  # fmt: skip
    assert figures.as_text().splitlines()[:3] == ["vragen      3", "documenten  3", "ndcg@10     0.667"]


def test_one_question_is_enough(tmp_path: Path) -> None:
    write(tmp_path, qrels="kop\nq1\td1\t1")
    figures = evaluate(load_judged(tmp_path))
    assert figures.queries == 1
    assert figures.ms_p50 == figures.ms_p95


def test_the_index_is_kept_where_it_was_asked_for_and_nothing_is_overwritten(tmp_path: Path) -> None:
    judged = load_judged(write(tmp_path))
    evaluate(judged, f"whoosh:{tmp_path / 'index'}")
    assert (tmp_path / "index" / "index.json").exists()
    with pytest.raises(SettingsError, match=r"is niet leeg\. Geef een lege map, of alleen whoosh:\."):
        evaluate(judged, f"whoosh:{tmp_path / 'index'}")


def test_an_unknown_engine_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match='"altavista" is onbekend'):
        evaluate(load_judged(write(tmp_path)), "altavista:")


def test_without_the_extra_one_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(SettingsError, match=r"Installeer het met: pip install .*gemeengoed\[evaluate\]"):
        evaluate(load_judged(write(tmp_path)))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"corpus": "{}"}, r'corpus\.jsonl, regel 1: "_id" ontbreekt'),
        (
            {"corpus": '{"_id": "d1", "text": "a"}\n\n{"_id": "d1", "text": "b"}'},
            r'regel 3: _id "d1" staat er al',
        ),
        ({"corpus": '{"_id": "d1", "text": null}'}, r'regel 1: "text" ontbreekt of is geen tekst'),
        (
            {"corpus": '{"_id": "d1", "title": 3, "text": "a"}'},
            r'regel 1: "title" ontbreekt of is geen tekst',
        ),
        ({"corpus": "{"}, r"corpus\.jsonl, regel 1: geen JSON"),
        ({"queries": "[1]"}, r"queries\.jsonl, regel 1: geen object"),
        ({"qrels": "kop\nq9\td1\t1"}, r'qrels\.tsv, regel 2: vraag "q9" staat niet in queries\.jsonl'),
        ({"qrels": "kop\nq1\td9\t1"}, r'qrels\.tsv, regel 2: tekst "d9" staat niet in corpus\.jsonl'),
        ({"qrels": "kop\nq1 d1 1"}, r"qrels\.tsv, regel 2: 'q1 d1 1' is geen vraag, tekst en score"),
        ({"qrels": "kop\nq1\td1\tgoed"}, r"qrels\.tsv, regel 2: .* is geen vraag, tekst en score"),
        ({"qrels": "kop"}, r"qrels\.tsv: geen enkele vraag heeft een goed antwoord"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, changed: dict[str, str], message: str) -> None:
    with pytest.raises(SourceFormatError, match=message):
        load_judged(write(tmp_path, **changed))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "qrels.tsv").unlink()
    with pytest.raises(SourceNotFoundError, match=r"qrels\.tsv is niet te lezen"):
        load_judged(tmp_path)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "queries.jsonl").write_bytes(b'{"_id": "q1", "text": "co\xf6p"}')
    with pytest.raises(SourceFormatError, match=r"queries\.jsonl is geen UTF-8"):
        load_judged(tmp_path)
