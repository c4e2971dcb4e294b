"""What the query side knows of an index: its words, the names in it, and which names mean the same."""

from indexer.lexicon.file import load_lexicon, write_lexicon
from indexer.lexicon.gather import LexiconBuilder, gather_lexicon
from indexer.lexicon.lexicon import Entity, Lexicon, Name

__all__ = [
    "Entity",
    "Lexicon",
    "LexiconBuilder",
    "Name",
    "gather_lexicon",
    "load_lexicon",
    "write_lexicon",
]
