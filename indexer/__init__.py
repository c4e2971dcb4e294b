"""How it is found: Dutch analysis, recognition of laws, documents and search engines."""
