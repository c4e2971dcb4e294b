"""Text from files that people bring: plain text, HTML, PDF and DOCX, within limits and away from the site."""

from indexer.extract.extracted import DEFAULT_LIMITS, ExtractedSection, ExtractedText, Limits
from indexer.extract.run import extract_text

__all__ = ["DEFAULT_LIMITS", "ExtractedSection", "ExtractedText", "Limits", "extract_text"]
