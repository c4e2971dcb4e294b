"""Raise the floors to what the engines reach now: `python -m tests.relevance.raise_floors`.

A figure below its floor is named and its floor stays; `--lower --reason "..."` lowers it and records why.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from graph.edition import Edition, published_edition
from indexer.assemble import build_edition
from indexer.engines import open_engine
from ontology.iris import DEFAULT_BASE
from tests.relevance import floors as kept
from tests.relevance.judged_queries import judged_queries
from tests.relevance.measured import ENGINES, Measured, measured


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every engine and rewrite the file; give 1 if a floor would have to go down."""
    parser = argparse.ArgumentParser(prog="python -m tests.relevance.raise_floors", description=__doc__)
    parser.add_argument("--home", type=Path, help="measure the edition published there; else one is built")
    parser.add_argument("--lower", action="store_true", help="also lower floors that are not reached")
    parser.add_argument("--reason", default="", help="why they are lowered; kept in floors.toml")
    options = parser.parse_args(arguments)
    if options.lower and not options.reason.strip():
        parser.error('--lower takes --reason "..."')
    with tempfile.TemporaryDirectory(prefix="gemeengoed-relevance-") as folder:
        edition = (
            published_edition(options.home)
            if options.home
            else build_edition(Path(folder) / "home", base=DEFAULT_BASE)
        )
        answers = _answers(edition, Path(folder))
    figures = {name: answer.figures() for name, answer in answers.items()}
    refused = rewrite(kept.FILE, figures, reason=options.reason.strip() if options.lower else "")
    if not refused:
        kept.write_reached(
            {
                name: {query: row["ndcg@10"] for query, row in answer.each.items()}
                for name, answer in answers.items()
            }
        )
    return refused


def rewrite(file: Path, figures: Mapping[str, kept.Floors], *, reason: str = "") -> int:
    """Write in *file* the floors that *figures* of each engine allow; without a *reason* none goes down.

    :returns: 0, or 1 if a figure is below its floor and no reason was given
    """
    read = kept.read_floors(file)
    floors, records, refused = dict(read.floors), list(read.lowered), False
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    for engine, reached in figures.items():
        before = floors.get(engine, {})
        fallen = kept.below(reached, before)
        for category, measure, figure, floor in fallen:
            print(f"{engine} {category} {measure}: {figure:.3f}, below its floor of {floor:.2f}")
        if reason:
            floors[engine], new = kept.lowered(reached, before, engine=engine, date=today, reason=reason)
            records += new
        else:
            floors[engine] = kept.raised(reached, before)
            refused = refused or bool(fallen)
    file.write_text(replace(read, floors=floors, lowered=tuple(records)).as_toml(), encoding="utf-8")
    for engine in figures:
        _tell(engine, read.floors.get(engine, {}), floors[engine])
    if refused:
        print('No floor was lowered. Mend the search, or give --lower --reason "...".')
    return int(refused)


def _answers(edition: Edition, folder: Path) -> dict[str, Measured]:
    queries = judged_queries()
    answers = {}
    for name, address in ENGINES.items():
        index = folder / name
        index.mkdir()
        with closing(open_engine(address(edition, index))) as engine:
            answers[name] = measured(engine, queries)
        for category, values in answers[name].figures().items():
            print(f"{name} {category:<14}", *(f"{measure} {value:.3f}" for measure, value in values.items()))
    return answers


def _tell(engine: str, before: kept.Floors, after: kept.Floors) -> None:
    for category, values in after.items():
        for measure, floor in values.items():
            old = before.get(category, {}).get(measure)
            if old != floor:
                print(f"{engine} {category} {measure}: {'-' if old is None else f'{old:.2f}'} -> {floor:.2f}")


if __name__ == "__main__":
    sys.exit(main())
