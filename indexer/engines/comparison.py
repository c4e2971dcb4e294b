"""Write an index twice, by the engine in use and by a faster one, and tell which would serve it better."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, cast

from indexer.columns import FACETS, Columns, load_columns
from indexer.columns import FILE as COLUMNS
from indexer.compile import Compiler
from indexer.document import Document
from indexer.engines import ENGINES, load
from indexer.engines.interface import Selection, TermIndex
from indexer.engines.record import load_record, write_record
from indexer.engines.table import Table
from indexer.engines.writing import LEXICON, EntryWriter, OpenWriter, Progress, write_index
from indexer.fields import Entry
from indexer.lexicon import Lexicon, load_lexicon
from indexer.query_parser import parse_query

ENGINE: Final = "whoosh"
FASTER: Final = "tantivy"

COMPARE_FROM: Final = 50_000
"""Documents from which on it is measured which engine serves better; the builders asked for this figure."""

RECORDED_TIMES: Final = 3.3
"""How many times as fast tantivy was on 100,000 law articles, see docs/reference/benchmarks.md."""

_QUESTIONS: Final = 60
_RAREST, _MOST_FREQUENT = 0.001, 0.1
"""Share of the documents that has a word which people look for: not in one text only, nor in all."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was measured.

    :param ms: engine to the median of the milliseconds that it took over a question
    """

    documents: int
    questions: int
    ms: dict[str, float]

    def sentence(self) -> str:
        """Say in Dutch which engine serves better, and what to do then."""
        mine = _number(self.ms[ENGINE])
        asked = f"{self.questions} vragen van een tot drie woorden, met facetten, mediaan"
        begin = f"Bij {self.documents} documenten antwoordt {ENGINE} in {mine} ms"
        if FASTER not in self.ms:
            return (
                f"{begin} ({asked}). {FASTER} is hier niet geïnstalleerd en dus niet gemeten; op 100.000 "
                f"wetsartikelen was het elders {_number(RECORDED_TIMES)} keer zo snel. Installeer het met: "
                f"pip install --constraint constraints.txt 'gemeengoed[{FASTER}]'."
            )
        times = self.ms[ENGINE] / self.ms[FASTER]
        measured = f"{begin} en {FASTER} in {_number(self.ms[FASTER])} ms ({asked})"
        if times <= 1:
            return f"{measured}: {ENGINE} voldoet."
        return (
            f"{measured}: {FASTER} is {_number(times)} keer zo snel. "
            f"Stel GEMEENGOED_ENGINE={FASTER} in en bouw opnieuw."
        )


def write_compared(
    folder: Path, documents: Iterable[Document], progress: Progress | None, tell: Callable[[str], None]
) -> int:
    """Make a Whoosh index in *folder*, *tell* in one sentence whether another engine is faster on it.

    The other index is written from the same entries into a folder that is thrown away: what takes long is the
    analysis, and that is done once. Where the other engine is not installed, only this one is measured.

    :raises SearchIndexError: if a folder cannot be written
    """
    mine = cast("OpenWriter", load(ENGINES[ENGINE][1]))
    if find_spec(FASTER) is None:
        count = write_index(ENGINE, mine, folder, documents, progress)
        tell(compare({ENGINE: folder}).sentence())
        return count
    theirs = cast("OpenWriter", load(ENGINES[FASTER][1]))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".compare-") as place:
        other = Path(place)

        def open_both(here: Path, *, fresh: bool) -> EntryWriter:
            return _Both([mine(here, fresh=fresh), theirs(other, fresh=True)])

        count = write_index(ENGINE, open_both, folder, documents, progress)
        for name in (COLUMNS, LEXICON):
            shutil.copy2(folder / name, other / name)
        lengths = load_record(folder, ENGINE).lengths
        write_record(other, engine=FASTER, documents=count, lengths=lengths)
        tell(compare({ENGINE: folder, FASTER: other}).sentence())
    return count


def compare(folders: dict[str, Path]) -> Comparison:
    """Ask each engine the same questions, each for the first time, and take the median.

    :param folders: engine to the folder of its index, all of the same documents
    """
    lexicon = load_lexicon(next(iter(folders.values())) / LEXICON)
    questions = questions_of(lexicon)
    ms = {}
    for name, folder in folders.items():
        open_index = cast("Callable[[Path, Table], TermIndex]", load(ENGINES[name][0]))
        with closing(open_index(folder, Table(*load_columns(folder)))) as index:
            times = [_time(index, text) for text in questions]
            ms[name] = statistics.median(times) if times else 0.0
    return Comparison(lexicon.documents, len(questions), ms)


def _time(index: TermIndex, text: str) -> float:
    """Give the milliseconds of finding, ordering and counting; what is shown of it costs both the same."""
    started = perf_counter()
    query = Compiler(index.documents_with).compile(parse_query(text))
    index.rank(Selection(query, counted=FACETS))
    return (perf_counter() - started) * 1000


def questions_of(lexicon: Lexicon) -> list[str]:
    """Make questions of one, two and three words that are neither rare nor everywhere; always the same ones.

    >>> questions_of(Lexicon(words={"de": 900, "wonen": 50, "zon": 40, "unicum": 1}, documents=1000))
    ['wonen', 'zon']
    """
    low, high = _RAREST * lexicon.documents, _MOST_FREQUENT * lexicon.documents
    words = sorted(word for word, count in lexicon.words.items() if low < count < high and word.isalpha())
    wanted = _QUESTIONS * 2
    chosen = words if len(words) <= wanted else [words[at * len(words) // wanted] for at in range(wanted)]
    third = max(1, len(chosen) // 6)
    ones, twos, threes = chosen[:third], chosen[third : third * 3], chosen[third * 3 :]
    return [*ones, *_joined(twos, 2), *_joined(threes, 3)]


def _joined(words: Sequence[str], size: int) -> list[str]:
    return [" ".join(words[at : at + size]) for at in range(0, len(words), size)]


class _Both:
    """See :class:`indexer.engines.writing.EntryWriter`; what is said to one is said to all."""

    def __init__(self, writers: Sequence[EntryWriter]) -> None:
        self._writers = writers

    def add(self, row: int, entry: Entry, columns: Columns) -> None:
        for writer in self._writers:
            writer.add(row, entry, columns)

    def remove(self, row: int) -> None:
        for writer in self._writers:
            writer.remove(row)

    def commit(self) -> None:
        for writer in self._writers:
            writer.commit()

    def cancel(self) -> None:
        for writer in self._writers:
            writer.cancel()


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
