"""Floors under the figures of each engine: read, compared, raised, and lowered only with a reason."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.relevance.judged_queries import FOLDER

FILE: Final = FOLDER / "floors.toml"

MARGIN: Final = 0.004
"""Kept free below a figure before it is rounded down to 0.01. In the smallest category, of 11 queries, two
neighbours that change places at ranks 4 and 5 move its nDCG@10 by 0.004; that is a tie, not a loss."""

_HEAD: Final = """\
# The lowest figure that each engine may reach per category; "alle" is all queries together.
# Written by `python -m tests.relevance.raise_floors`, never by hand: a floor only goes up. One that must go
# down takes `--lower --reason "..."`, and stands below with its reason.
"""

REACHED: Final = FOLDER / "reached.tsv"
"""nDCG@10 of every query when the floors were last raised: a test that fails names what fell since."""

Floors = dict[str, dict[str, float]]
"""Category to measure to floor."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that went down, when and why; *new* is 0.0 where the category went."""

    date: str
    engine: str
    category: str
    measure: str
    old: float
    new: float
    reason: str


@dataclass(frozen=True, slots=True)
class FloorFile:
    """All that the file holds: engine to its floors, and what was lowered, oldest first."""

    floors: Mapping[str, Floors]
    lowered: tuple[Lowered, ...] = ()

    def as_toml(self) -> str:
        """Give the file's text."""
        return "\n".join([_HEAD, *self._floor_lines(), *self._lowered_lines()]).rstrip() + "\n"

    def _floor_lines(self) -> Iterator[str]:
        for engine, floors in self.floors.items():
            for category, values in floors.items():
                yield f"[floors.{engine}.{category}]"
                yield from (f'"{measure}" = {floor:.2f}' for measure, floor in values.items())
                yield ""

    def _lowered_lines(self) -> Iterator[str]:
        for one in self.lowered:
            yield "[[lowered]]"
            # A JSON string is a TOML basic string.
            for name in ("date", "engine", "category", "measure", "reason"):
                yield f"{name} = {json.dumps(getattr(one, name), ensure_ascii=False)}"
            yield f"old = {one.old:.2f}\nnew = {one.new:.2f}\n"


def read_floors(file: Path = FILE) -> FloorFile:
    """Read the floors; there are none yet where there is no file."""
    if not file.exists():
        return FloorFile({})
    read = tomllib.loads(file.read_text("utf-8"))
    return FloorFile(read.get("floors", {}), tuple(Lowered(**one) for one in read.get("lowered", ())))


def floor_of(figure: float) -> float:
    """Give the floor that *figure* allows.

    >>> floor_of(0.7655), floor_of(0.7631), floor_of(1.0), floor_of(0.0)
    (0.76, 0.75, 0.99, 0.0)
    """
    return max(0.0, math.floor(round((figure - MARGIN) * 100, 6)) / 100)


def below(figures: Floors, floors: Floors) -> list[tuple[str, str, float, float]]:
    """Give category, measure, figure and floor where a figure is below its floor, or the category is gone."""
    return [
        (category, measure, figures.get(category, {}).get(measure, 0.0), floor)
        for category, values in floors.items()
        for measure, floor in values.items()
        if figures.get(category, {}).get(measure, -1.0) < floor
    ]


def raised(figures: Floors, floors: Floors) -> Floors:
    """Give floors that are nowhere lower than *floors*, and higher where *figures* allow."""
    new = {
        category: {
            measure: max(floor_of(figure), floors.get(category, {}).get(measure, 0.0))
            for measure, figure in values.items()
        }
        for category, values in figures.items()
    }
    return {**floors, **new}


def lowered(
    figures: Floors, floors: Floors, *, engine: str, date: str, reason: str
) -> tuple[Floors, tuple[Lowered, ...]]:
    """Give floors that *figures* reach everywhere, and for each that went down the record of it."""
    new = raised(figures, floors)
    records = []
    for category, measure, figure, floor in below(figures, floors):
        to = floor_of(figure) if category in figures else 0.0
        records.append(Lowered(date, engine, category, measure, floor, to, reason))
        if category in figures:
            new[category][measure] = to
    return {category: values for category, values in new.items() if category in figures}, tuple(records)


def read_reached(engine: str, file: Path = REACHED) -> dict[str, float]:
    """Give per query the nDCG@10 that *engine* had when its floors were last raised."""
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()[1:]] if file.exists() else []
    return {query: float(value) for name, query, value in rows if name == engine}


def write_reached(reached: Mapping[str, Mapping[str, float]], file: Path = REACHED) -> None:
    """Keep per engine and query its nDCG@10."""
    rows = [
        f"{engine}\t{query}\t{value:.3f}" for engine, row in reached.items() for query, value in row.items()
    ]
    file.write_text("\n".join(["engine\tquery-id\tndcg@10", *rows]) + "\n", encoding="utf-8")
