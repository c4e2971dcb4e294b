"""What a reader asks of search: words, filters, order and place, and the address that asks it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

PAGE_SIZE: Final = 20
RELEVANCE: Final = "relevantie"


@dataclass(frozen=True)
class Question:
    """What a reader asks: words, filters, and which page of the answer.

    >>> asked = Question("zorg", {"soort": ("wet",)}, page=3)
    >>> asked.toggled("thema", "wonen").arguments()
    {'q': 'zorg', 'soort': ['wet'], 'thema': ['wonen']}
    >>> asked.toggled("soort", "wet").arguments()
    {'q': 'zorg'}

    :param order: one of :data:`indexer.search.ORDERS`
    :param near: latitude and longitude as they stand in the address; empty for everywhere
    :param distance: kilometres as they stand in the address
    :param literal: whether words are taken as they are
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    order: str = RELEVANCE
    near: str = ""
    distance: str = ""
    literal: bool = False

    @property
    def offset(self) -> int:
        """How many results come before this page."""
        return (self.page - 1) * PAGE_SIZE

    def toggled(self, facet: str, value: str) -> Question:
        """Take a filter away if it is chosen, else add it; the answer starts at its first page again."""
        old = self.filters.get(facet, ())
        new = tuple(v for v in old if v != value) if value in old else (*old, value)
        kept = {name: values for name, values in {**self.filters, facet: new}.items() if values}
        return replace(self, filters=kept, page=1)

    def without_filters(self) -> Question:
        """Ask the same of everything, everywhere."""
        return replace(self, filters={}, near="", distance="", page=1)

    def asking(self, text: str) -> Question:
        """Ask other words, without filters and read as usual."""
        return Question(text)

    def arguments(self) -> dict[str, object]:
        """Give the arguments of the address that asks this question."""
        asked: dict[str, object] = {"q": self.text} if self.text else {}
        asked.update({facet: list(values) for facet, values in self.filters.items() if values})
        if self.order != RELEVANCE:
            asked["sorteer"] = self.order
        if self.near:
            asked["nabij"] = self.near
        if self.near and self.distance:
            asked["afstand"] = self.distance
        if self.literal:
            asked["letterlijk"] = "1"
        return asked | ({"pagina": self.page} if self.page > 1 else {})
