"""The text of a query in which parts were replaced, that knows where each sign stood as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Self

from graph.query_lexer import place_of
from ontology.errors import QuerySyntaxError

MAX_REWRITTEN_CHARS: Final = 1_000_000
"""Most that a query may grow to: reading all of it through takes two seconds."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands instead of the signs from *start* up to *end*."""

    start: int
    end: int
    text: str


class Rewritten(str):
    """A query as it is answered; as any text to who does not ask where it came from.

    It is a string so that who checks and answers queries needs no second way for it. Only who tells a reader
    where a mistake stands asks for more, see :meth:`as_written`.

    >>> text = Rewritten.of("ASK { A } B", [Replacement(6, 7, "VALUES ?a {\\n1\\n}")], repeatable=True)
    >>> text
    'ASK { VALUES ?a {\\n1\\n} } B'
    >>> text.as_written(QuerySyntaxError("Fout.", 3, 5)).column
    11
    """

    written: str
    """The query as its asker wrote it."""
    repeatable: bool
    """Whether the same question of the same edition is rewritten in the same way."""
    _moves: tuple[tuple[int, int, Replacement], ...]

    @classmethod
    def of(cls, written: str, replacements: Sequence[Replacement], *, repeatable: bool) -> Self:
        """Replace parts of *written*, which follow each other and do not overlap."""
        pieces: list[str] = []
        last = 0
        for one in replacements:
            pieces += [written[last : one.start], one.text]
            last = one.end
        text = cls("".join((*pieces, written[last:])))
        ends = list(accumulate(len(piece) for piece in pieces))
        text.written, text.repeatable = written, repeatable
        text._moves = tuple(
            (end - len(one.text), end, one) for end, one in zip(ends[1::2], replacements, strict=True)
        )
        return text

    def as_written(self, error: QuerySyntaxError) -> QuerySyntaxError:
        """Move *error* to where its cause stands in what was written; to the start of a part replaced."""
        if not error.line:
            return error
        lines = self.split("\n")
        offset = sum(len(line) + 1 for line in lines[: error.line - 1]) + error.column - 1
        return QuerySyntaxError(error.message, *place_of(self.written, self._origin(offset)))

    def behind(self, start: str) -> Self:
        """Put *start* before the query, as if it had been written there."""
        moved = (
            Replacement(one.start + len(start), one.end + len(start), one.text) for _, _, one in self._moves
        )
        return self.of(start + self.written, tuple(moved), repeatable=self.repeatable)

    def _origin(self, offset: int) -> int:
        moved = 0
        for start, end, one in self._moves:
            if offset < start:
                break
            if offset < end:
                return one.start
            moved = one.end - end
        return offset + moved


def behind(start: str, text: str) -> str:
    """Put *start* before a query; one in which parts were replaced still knows of them.

    >>> behind("BASE <a:b> ", "ASK {}")
    'BASE <a:b> ASK {}'
    """
    return text.behind(start) if isinstance(text, Rewritten) else start + text
