"""Say how good the answers to judged questions are, by the measures of the field."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from ontology.errors import SettingsError

MEASURES: Final = {"ndcg@10": "nDCG@10", "mrr@10": "RR@10", "recall@10": "R@10", "recall@100": "R@100"}
"""Name in our answers to that of the same measure in ir_measures."""

Judgments: TypeAlias = Mapping[str, Mapping[str, int]]
"""Key of a question to the texts that answer it and how well each does, 1 or more."""

Run: TypeAlias = Mapping[str, Mapping[str, float]]
"""Key of a question to the texts that were found; the highest number stands first."""


def measure_each(judgments: Judgments, run: Run) -> dict[str, dict[str, float]]:
    """Measure the answer to every judged question; one without an answer scores 0.

    >>> found = measure_each({"q1": {"d1": 1}, "q2": {"d1": 1}}, {"q1": {"d2": 2.0, "d1": 1.0}})
    >>> found["q1"]["mrr@10"], found["q2"]["mrr@10"]
    (0.5, 0.0)

    :returns: question to measure to value, 0 to 1
    :raises SettingsError: if the extra ``evaluate`` is not installed
    """
    try:
        import ir_measures  # noqa: PLC0415  # an extra: only who measures needs it
    except ImportError as exc:
        raise SettingsError(
            "Meten vraagt om het pakket ir-measures. Installeer het met: "
            "pip install --constraint constraints.txt 'gemeengoed[evaluate]'."
        ) from exc
    ours = {ir_measures.parse_measure(theirs): name for name, theirs in MEASURES.items()}
    each = {question: dict.fromkeys(MEASURES, 0.0) for question in judgments}
    for metric in ir_measures.iter_calc(list(ours), judgments, run):
        each[metric.query_id][ours[metric.measure]] = float(metric.value)
    return each


def means(each: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Give the mean of every measure over questions.

    >>> means([{"mrr@10": 1.0}, {"mrr@10": 0.5}])
    {'mrr@10': 0.75}
    """
    rows = list(each)
    return {name: statistics.fmean(row[name] for row in rows) for name in (rows[0] if rows else ())}
