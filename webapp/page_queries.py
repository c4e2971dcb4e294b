"""The questions that pages ask the graph, each in a file of its own that can be pasted into `/sparql`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "queries"


@cache
def page_query(name: str) -> str:
    """Read a question once; *name* is that of a file in `webapp/queries`, without `.rq`.

    >>> page_query("kaart").splitlines()[0]
    '# nl: Welke vorm hebben de provincies?'
    """
    return (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")
