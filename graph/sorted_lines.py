"""Sorts more lines than should stand in memory at once, in the order of their bytes."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO, Final

AT_ONCE: Final = 200_000
"""Lines sorted in memory at a time: some 60 MB of N-Quads."""


def sorted_lines(lines: Iterable[bytes], folder: Path, at_once: int = AT_ONCE) -> Iterator[bytes]:
    r"""Give *lines* in the order of their bytes, the same ones as often as they came.

    >>> import tempfile
    >>> list(sorted_lines([b"c\n", b"a\n", b"b\n"], Path(tempfile.gettempdir()), at_once=2))
    [b'a\n', b'b\n', b'c\n']

    :param lines: each ends in a line feed
    :param folder: where parts are laid aside; nothing of them is left there
    """
    remaining = iter(lines)
    with ExitStack() as stack:
        laid_aside: list[IO[bytes]] = []
        while part := sorted(islice(remaining, at_once)):
            if len(part) < at_once:
                yield from heapq.merge(*laid_aside, part)
                return
            file = stack.enter_context(tempfile.TemporaryFile(dir=folder))
            file.writelines(part)
            file.seek(0)
            laid_aside.append(file)
        yield from heapq.merge(*laid_aside)
