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
    :param near: a place, or latitude and longitude, as it stands in the address; empty for everywhere
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
        return replace(self.anywhere(), filters={})

    def anywhere(self) -> Question:
        """Ask the same without a place that is set apart; a place in the words stays."""
        return replace(self, near="", distance="", order=self._order_anywhere(), page=1)

    def read(self, *, literal: bool) -> Question:
        """Take the words as they are, or as usual; taken as they are they name no place to sort around."""
        if self.near:
            return replace(self, literal=literal, page=1)
        return replace(self.anywhere(), literal=literal)

    def hidden(self, *without: str) -> tuple[tuple[str, str], ...]:
        """Give the arguments that a form keeps, in order: all but the page and those that it asks itself.

        >>> asked = Question("zorg nabij Ede", {"soort": ("wet", "doel")}, order="afstand", distance="5")
        >>> asked.hidden("q")
        (('soort', 'wet'), ('soort', 'doel'))
        >>> asked.hidden("nabij", "afstand")
        (('q', 'zorg nabij Ede'), ('soort', 'wet'), ('soort', 'doel'), ('sorteer', 'afstand'))
        """
        # Other words may name no place, so that there is nothing to be far from.
        asked = self.anywhere() if "q" in without and not self.near else self
        return tuple(
            (name, value)
            for name, values in replace(asked, page=1).arguments().items()
            if name not in without
            for value in (values if isinstance(values, list) else [str(values)])
        )

    def _order_anywhere(self) -> str:
        return RELEVANCE if self.order == "afstand" else self.order

    def arguments(self) -> dict[str, str | int | list[str]]:
        """Give the arguments of the address that asks this question."""
        asked: dict[str, str | int | list[str]] = {"q": self.text} if self.text else {}
        asked.update({facet: list(values) for facet, values in self.filters.items() if values})
        if self.order != RELEVANCE:
            asked["sorteer"] = self.order
        if self.near:
            asked["nabij"] = self.near
        if self.distance:
            asked["afstand"] = self.distance
        if self.literal:
            asked["letterlijk"] = "1"
        return asked | ({"pagina": self.page} if self.page > 1 else {})
