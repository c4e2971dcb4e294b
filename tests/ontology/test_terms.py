"""Tests that names of terms shorten and expand without loss, and that every file of the ontology is there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import IriError, SourceNotFoundError
from ontology.files import ONTOLOGY_FILES, ontology_file
from ontology.terms import PREFIXES, curie, expand

names = st.from_regex(r"[A-Za-z_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?", fullmatch=True)


@given(st.sampled_from(list(PREFIXES)), names)
def test_shortening_undoes_expanding(prefix: str, name: str) -> None:
    assert curie(expand(f"{prefix}:{name}")) == f"{prefix}:{name}"


@pytest.mark.parametrize("iri", ["https://schema.org/", "https://schema.org/a/b", "urn:x", ""])
def test_iri_that_has_no_short_form_stays_whole(iri: str) -> None:
    assert curie(iri) == iri


@pytest.mark.parametrize(
    "name", ["", "skos", "onbekend:naam", "skos:", "skos:pref Label", "skos:9", "http://x.nl/y"]
)
def test_name_that_means_nothing_is_refused(name: str) -> None:
    with pytest.raises(IriError):
        expand(name)


def test_no_prefix_stands_for_the_start_of_another() -> None:
    spaces = list(PREFIXES.values())

    assert not [(one, other) for one in spaces for other in spaces if one != other and one.startswith(other)]


@pytest.mark.parametrize("name", ONTOLOGY_FILES)
def test_every_file_of_the_ontology_is_there(name: str) -> None:
    assert ontology_file(name).is_file()


def test_file_outside_the_ontology_is_refused() -> None:
    with pytest.raises(SourceNotFoundError, match=r"Kies uit: gemeengoed\.ttl"):
        ontology_file("../pyproject.toml")
