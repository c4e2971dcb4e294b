"""Tests that every word we borrow exists in the vocabulary that we say it is from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontology.terms import PREFIXES, expand
from tests.ontology.vocabulary_terms import (
    DECLARED_BY_RDFLIB,
    VOCABULARY_FILES,
    declared_terms,
    project_files,
    uses,
)  # fmt: skip

# Vocabularies without a file at hand, with why, and where else their terms can be seen.
WITHOUT_A_FILE = {
    "sd": "No file of the SPARQL service description is at hand; its terms stand in the W3C recommendation.",
    "tooi": "No file of the TOOI ontology is at hand; the registers that use it are.",
}
OURS = {"gg"}


def terms_by_prefix() -> dict[str, dict[str, set[str]]]:
    """Sort the terms used by the vocabulary they say they are from."""
    sorted_terms: dict[str, dict[str, set[str]]] = {}
    for term, files in uses().items():
        sorted_terms.setdefault(term.partition(":")[0], {})[term] = files
    return sorted_terms


USED = terms_by_prefix()


def test_every_vocabulary_can_be_checked_or_has_a_reason() -> None:
    assert set(USED) <= set(VOCABULARY_FILES) | set(DECLARED_BY_RDFLIB) | set(WITHOUT_A_FILE) | OURS


@pytest.mark.parametrize("prefix", sorted(set(USED) & set(DECLARED_BY_RDFLIB)))
def test_term_of_a_basic_vocabulary_exists(prefix: str) -> None:
    unknown = {
        term: files for term, files in USED[prefix].items() if expand(term) not in DECLARED_BY_RDFLIB[prefix]
    }

    assert unknown == {}


@pytest.mark.parametrize("prefix", sorted(set(USED) & set(VOCABULARY_FILES)))
def test_term_of_a_reused_vocabulary_exists(prefix: str, shared: Path) -> None:
    declared = declared_terms(shared / "vocab" / VOCABULARY_FILES[prefix])
    unknown = {term: files for term, files in USED[prefix].items() if str(expand(term)) not in declared}

    assert unknown == {}


def test_tooi_term_occurs_in_a_register_of_the_government(shared: Path) -> None:
    registers = "".join(
        path.read_text(encoding="utf-8") for path in sorted((shared / "data/tooi").glob("*.json"))
    )
    seen = set(re.findall(rf'"{re.escape(PREFIXES["tooi"])}([A-Za-z]+)"', registers))

    assert {term for term in USED["tooi"] if term.partition(":")[2] not in seen} == set()


@pytest.mark.parametrize("path", [*project_files(".rq"), *project_files(".ttl")], ids=lambda path: path.name)
def test_file_gives_a_prefix_its_usual_meaning(path: Path) -> None:
    declared = dict(re.findall(r"(?i)\bprefix\s+(\w+):\s+<([^>]+)>", path.read_text(encoding="utf-8")))
    usual = {prefix: PREFIXES[prefix] for prefix in declared if prefix in PREFIXES}

    assert {prefix: iri for prefix, iri in declared.items() if prefix in usual} == usual
