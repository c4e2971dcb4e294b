"""Make an answer of rows whose match and score are known: filter them, count them, and cut the page."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.interface import NEAR_BONUS, Ranking, Selection
from indexer.engines.table import Mask, Table


def rank_rows(table: Table, mask: Mask, scores: NDArray[Any], selection: Selection) -> Ranking:
    """Answer *selection* from what was found for its queries.

    :param mask: one yes or no a row, what is found by name included
    :param scores: one score a row, bonuses included
    """
    if selection.near is not None:
        inside = table.within(selection.near)
        mask = mask & (inside | ~table.placed if selection.unplaced else inside)
        if selection.unplaced:
            scores = scores + inside * np.float32(NEAR_BONUS)
    allowed = {facet: table.having(facet, chosen) for facet, chosen in selection.filters.items() if chosen}
    passing = mask
    for ok in allowed.values():
        passing = passing & ok
    counts = {}
    for facet in selection.counted:
        counted = mask
        for name, ok in allowed.items():
            counted = counted if name == facet else counted & ok
        counts[facet] = table.count(facet, counted)
    wanted = selection.offset + selection.limit if selection.limit else 0
    rows = table.first(passing, scores, selection.order, selection.near, wanted)[selection.offset :]
    return Ranking(
        int(np.count_nonzero(passing)), tuple((int(row), float(scores[row])) for row in rows), counts
    )
