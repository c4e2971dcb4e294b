"""What the indexer recognises in running text; used when an index is built, never when it is asked."""
