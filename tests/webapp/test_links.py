"""Every thing in the graph has one address on this site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.iris import DEFAULT_BASE, mint_iri
from webapp.links import local_path


@pytest.mark.parametrize(
    ("iri", "suffix", "expected"),
    [
        (f"{DEFAULT_BASE}/id/organisatie/cooplink", "", "/doc/organisatie/cooplink"),
        (f"{DEFAULT_BASE}/id/organisatie/cooplink", ".ttl", "/doc/organisatie/cooplink.ttl"),
        (f"{DEFAULT_BASE}/id/lidmaatschap/cooplink-wdhs#periode", "", "/doc/lidmaatschap/cooplink-wdhs"),
        (f"{DEFAULT_BASE}/id/bron/jaar%2F2024", "", "/doc/bron/jaar%2F2024"),
        ("https://w3id.org/gemeengoed/def#Kernpartner", "", "/def#Kernpartner"),
        ("https://wetten.overheid.nl/BWBR0005181/", "", "/doc?iri=https://wetten.overheid.nl/BWBR0005181/"),
        (
            "https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a",
            ".nt",
            "/doc.nt?iri=https://wetten.overheid.nl/jci1.3:c:BWBR0005181%26artikel%3D18a",
        ),
        (f"{DEFAULT_BASE}/id/onbekende-soort/x", "", f"/doc?iri={DEFAULT_BASE}/id/onbekende-soort/x"),
    ],
)
def test_each_thing_has_its_page(iri: str, suffix: str, expected: str) -> None:
    assert local_path(iri, DEFAULT_BASE, suffix) == expected


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
        lambda r: r not in {".", ".."}
    )
)
def test_no_reference_breaks_out_of_its_path(ref: str) -> None:
    path = local_path(mint_iri("organisatie", ref), DEFAULT_BASE)
    assert path.startswith("/doc/organisatie/")
    assert path.count("/") == 3
    assert not set('?# <>"') & set(path)
