"""What a query means before an engine sees it: joins, repairs and other names, from the index's own words."""

from indexer.interpret.interpret import interpret
from indexer.interpret.interpretation import Change, Interpretation

__all__ = ["Change", "Interpretation", "interpret"]
