"""From what the graph and the index answer to what a page shows: plain dataclasses, words and links."""
