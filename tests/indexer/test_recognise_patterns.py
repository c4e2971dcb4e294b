"""Patterns of the recognisers are such as every Python 3.11 reads alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import indexer.recognise

POSSESSIVE_GROUP = re.compile(r"\)[*+?]\+")
MODULES = sorted(Path(next(iter(indexer.recognise.__path__))).glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_group_is_possessive(module: Path) -> None:
    """Before 3.11.5 `(?:ab?c)++` takes all of "aca" (gh-106052); Debian 12 has 3.11.2."""
    lines = module.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if POSSESSIVE_GROUP.search(line) and "``" not in line] == []
