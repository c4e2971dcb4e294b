"""Draws the one tree of everything that can go wrong in a way that a reader can do something about.

::

    GemeengoedError                     1   anything below
    ├── IriError                        3   an IRI or a CURIE that cannot be read or made
    │   └── UnknownKindError            3   a kind that the table of kinds does not hold
    ├── SourceError                     3   a delivery that is refused; says the place
    │   ├── SourceNotFoundError         4   a file or source that is not there
    │   ├── SourceFormatError           3   a bad row, encoding, column or syntax
    │   ├── CountError                  3   more or fewer records than the source promised
    │   └── ShapeError                  3   records that break a shape
    ├── StoreError                      1   the graph store
    │   ├── QuerySyntaxError            3   not SPARQL; says line and column
    │   ├── QueryRefusedError           3   SERVICE, LOAD or an update
    │   ├── QueryTimeoutError           6   past its deadline
    │   ├── QueryLimitError             6   past its memory or its size
    │   ├── StoreUnavailableError       1   no store answers at that address
    │   └── NotSupportedError           1   something that this store cannot do, and another can
    ├── EditionError                    1   building and publishing
    │   ├── NoEditionError              4   nothing is published yet
    │   ├── EditionNotFoundError        4   no edition of that name
    │   ├── CitationNotFoundError       4   no citation of that name
    │   ├── BuildLockedError            5   somebody else is building
    │   └── EditionRemovedError         4   there was one, and it was removed
    ├── SearchIndexError                1   the search index
    │   ├── SearchQueryError            3   a search that cannot be read
    │   └── EntityNotFoundError         4   a thing that the index does not hold
    ├── RecognitionError                1   recognising what a text mentions
    │   ├── RecognitionTimeoutError     6   past its deadline
    │   └── RecognitionLimitError       6   past its memory or its size
    ├── ExtractionError                 3   a file that gives no text
    │   └── ExtractionLimitError        6   too large, or past its time or memory
    ├── SettingsError                   2   a setting or an option
    └── ArchiveError                    1   the archive of deliveries as received

The number is the exit code of the command line. A message is one sentence about
what is wrong and where, and ends with the next step.
"""

from __future__ import annotations

from typing import ClassVar


class GemeengoedError(Exception):
    """Anything that went wrong and that a person can act upon.

    >>> str(GemeengoedError("Geen editie in var. Draai eerst: gemeengoed build"))
    'Geen editie in var. Draai eerst: gemeengoed build'

    :param message: one plain sentence with the value concerned, then the next step
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class IriError(GemeengoedError):
    """An IRI or a CURIE that cannot be read or made."""

    exit_code = 3


class UnknownKindError(IriError):
    """A kind of thing that the table of kinds does not hold."""


class SourceError(GemeengoedError):
    """A delivery that is refused, with the place where it went wrong.

    >>> str(SourceError("Dit is geen datum. Schrijf jjjj-mm-dd.", "gemeenten.csv, rij 7"))
    'gemeenten.csv, rij 7: Dit is geen datum. Schrijf jjjj-mm-dd.'

    :param place: file, row, column or record, as the deliverer knows it; empty if it is the whole
    """

    exit_code = 3

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place

    def __str__(self) -> str:
        """Say the place first, if there is one."""
        return f"{self.place}: {self.message}" if self.place else self.message


class SourceNotFoundError(SourceError):
    """A file or a source that is not there."""

    exit_code = 4


class SourceFormatError(SourceError):
    """A row, an encoding, a column or a syntax that cannot be read."""


class CountError(SourceError):
    """More or fewer records of a class than the source promised."""


class ShapeError(SourceError):
    """Records that break a shape."""


class StoreError(GemeengoedError):
    """Something about the graph store."""


class QuerySyntaxError(StoreError):
    """A text that is not SPARQL, with the place where reading stopped.

    >>> str(QuerySyntaxError("Hier hoort een accolade. Sluit het patroon.", 3, 14))
    'Regel 3, kolom 14: Hier hoort een accolade. Sluit het patroon.'

    :param line: counted from 1; 0 if the engine does not say
    :param column: counted from 1; 0 if the engine does not say
    """

    exit_code = 3

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """Say the line and column first, if they are known."""
        return f"Regel {self.line}, kolom {self.column}: {self.message}" if self.line else self.message


class QueryRefusedError(StoreError):
    """A query that would reach out (SERVICE, LOAD) or change something."""

    exit_code = 3


class QueryTimeoutError(StoreError):
    """A query that ran past its deadline and was stopped."""

    exit_code = 6


class QueryLimitError(StoreError):
    """A query that needed more memory, or gave a larger answer, than is allowed."""

    exit_code = 6


class StoreUnavailableError(StoreError):
    """No store answers at the address given."""


class NotSupportedError(StoreError):
    """Something that this store cannot do and another can, such as answer from another edition."""


class EditionError(GemeengoedError):
    """Something about building or publishing an edition."""


class NoEditionError(EditionError):
    """Nothing has been published yet."""

    exit_code = 4


class EditionNotFoundError(EditionError):
    """There is no edition of that name."""

    exit_code = 4


class CitationNotFoundError(EditionError):
    """There is no citation of that name."""

    exit_code = 4


class BuildLockedError(EditionError):
    """Another process is building; one builder at a time."""

    exit_code = 5


class EditionRemovedError(EditionError):
    """There was an edition of that name, and it was removed."""

    exit_code = 4


class SearchIndexError(GemeengoedError):
    """Something about the search index."""


class SearchQueryError(SearchIndexError):
    """A search text or filter that cannot be read."""

    exit_code = 3


class EntityNotFoundError(SearchIndexError):
    """A thing that the search index does not hold."""

    exit_code = 4


class RecognitionError(GemeengoedError):
    """Something about recognising what a text mentions."""


class RecognitionTimeoutError(RecognitionError):
    """A text that took longer than its deadline."""

    exit_code = 6


class RecognitionLimitError(RecognitionError):
    """A text that is longer, or needed more memory, than is allowed."""

    exit_code = 6


class ExtractionError(GemeengoedError):
    """A file whose text cannot be taken: damaged, locked, or of another kind."""

    exit_code = 3


class ExtractionLimitError(ExtractionError):
    """A file that is too large, or takes too much time or memory to read."""

    exit_code = 6


class SettingsError(GemeengoedError):
    """A setting or an option with a value that cannot be used."""

    exit_code = 2


class ArchiveError(GemeengoedError):
    """The archive of deliveries cannot be read or written, or does not hold what its record says."""
