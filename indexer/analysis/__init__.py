"""The Dutch chain: how a text becomes the terms that are indexed and sought, one small step a file."""
