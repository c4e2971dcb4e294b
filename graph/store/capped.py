"""A buffer for an answer that refuses to grow past a number of bytes or rows, so that none is cut short."""

from __future__ import annotations

import io
import re
from typing import Final

from ontology.errors import QueryLimitError

_JSON_TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?')
_SMALLEST_ROW: Final = 2
"""Bytes of a row with nothing in it: ``{}`` in JSON, an end of line in CSV; longer in the other formats."""


class CappedBuffer(io.BytesIO):
    """Takes an answer as the engine writes it.

    Rows are counted only when there are bytes enough for too many of them.

    >>> buffer = CappedBuffer("text/csv", max_rows=1)
    >>> buffer.write(b"n" + bytes([13, 10]))
    3
    """

    def __init__(self, media_type: str, *, max_bytes: int | None = None, max_rows: int | None = None) -> None:
        """Make an empty one.

        :param max_rows: of a table; a graph is not counted here
        """
        super().__init__()
        self._count = _COUNTERS.get(media_type)
        self._max_bytes = max_bytes
        self._max_rows = max_rows

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take some more.

        :raises QueryLimitError: if that is more than may be
        """
        if self._max_bytes is not None and self.tell() + len(data) > self._max_bytes:
            raise QueryLimitError(
                f"Het antwoord is groter dan {self._max_bytes} bytes. Vraag minder, bijvoorbeeld met LIMIT."
            )
        return super().write(data)

    def whole(self) -> bytes:
        """Give the whole answer.

        :raises QueryLimitError: if it has more rows than may be
        """
        answer = self.getvalue()
        limit = self._max_rows
        if self._count and limit is not None and len(answer) > limit * _SMALLEST_ROW:
            rows = self._count(answer, limit)
            if rows > limit:
                raise QueryLimitError(
                    f"Het antwoord heeft {rows} rijen, en {limit} is het meeste. "
                    "Vraag minder, bijvoorbeeld met LIMIT."
                )
        return answer


def _csv_rows(answer: bytes, _limit: int) -> int:
    # Between an even and an odd quotation mark is text; there an end of line is no end of a row.
    return sum(part.count(b"\r\n") for part in answer.split(b'"')[::2]) - 1


def _tsv_rows(answer: bytes, _limit: int) -> int:
    return answer.count(b"\n") - 1


def _xml_rows(answer: bytes, _limit: int) -> int:
    return answer.count(b"<result>") + answer.count(b"<result/>")


def _json_rows(answer: bytes, limit: int) -> int:
    # Every row has a brace, so no more rows than braces: to take the texts out costs a hundred times as much.
    most = answer.count(b"{")
    if most <= limit:
        return most
    # Without its texts every comma before a brace parts two rows: within a row a key comes first.
    _, _, rows = _JSON_TEXT.sub(b"", answer).partition(b"[")[2].partition(b"[")
    return rows.count(b",{") + rows.startswith(b"{")


_COUNTERS: Final = {
    "text/csv": _csv_rows,
    "text/tab-separated-values": _tsv_rows,
    "application/sparql-results+xml": _xml_rows,
    "application/sparql-results+json": _json_rows,
}
