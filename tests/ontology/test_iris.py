"""Tests the laws of minting: one thing, one IRI; one IRI, one thing; and no other way to write it."""

from __future__ import annotations

from string import ascii_lowercase
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from ontology.errors import IriError, UnknownKindError
from ontology.iris import (
    DEFAULT_BASE,
    MAX_REF_LENGTH,
    article_iri,
    bwb_iri,
    mint_iri,
    parse_iri,
    rebase,
    slug,
)  # fmt: skip
from ontology.kinds import KINDS

OTHER_BASE = "https://kennis.example/gemeengoed"

kinds = st.sampled_from([kind.key for kind in KINDS.values() if kind.mintable])
bases = st.sampled_from([DEFAULT_BASE, OTHER_BASE])
refs = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=MAX_REF_LENGTH).filter(
    lambda ref: ref not in {".", ".."}
)


@given(kinds, refs, bases)
def test_parsing_undoes_minting(kind: str, ref: str, base: str) -> None:
    assert parse_iri(mint_iri(kind, ref, base), base) == (kind, ref)


def test_iri_from_a_graph_is_read_like_any_text() -> None:
    assert parse_iri(URIRef("https://w3id.org/gemeengoed/id/doel/3")) == ("doel", "3")


@given(kinds, refs, kinds, refs)
def test_two_things_never_share_an_iri(kind: str, ref: str, other_kind: str, other_ref: str) -> None:
    same = (kind, ref) == (other_kind, other_ref)

    assert (mint_iri(kind, ref) == mint_iri(other_kind, other_ref)) is same


@given(kinds, refs)
def test_minted_iri_has_no_query_no_fragment_and_one_step_after_its_kind(kind: str, ref: str) -> None:
    parts = urlsplit(mint_iri(kind, ref))

    assert (parts.query, parts.fragment, parts.path.count("/")) == ("", "", 4)
    assert parts.path.isascii()


@given(st.text())
def test_parsing_anything_raises_only_our_error(text: str) -> None:
    for iri in (text, f"{DEFAULT_BASE}/id/{text}", f"{DEFAULT_BASE}/id/doel/{text}"):
        try:
            kind, ref = parse_iri(iri)
        except IriError:
            continue
        assert mint_iri(kind, ref) == iri


@given(st.text())
def test_slug_of_anything_is_a_reference_or_our_error(text: str) -> None:
    try:
        made = slug(text)
    except IriError:
        return
    assert set(made) <= set(ascii_lowercase + "0123456789-")
    assert slug(made) == made
    assert parse_iri(mint_iri("initiatief", made)) == ("initiatief", made)


@given(kinds, refs)
def test_rebasing_moves_our_things(kind: str, ref: str) -> None:
    assert rebase(mint_iri(kind, ref), OTHER_BASE) == mint_iri(kind, ref, OTHER_BASE)


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/gemeengoed/def#Doel",
        "https://wetten.overheid.nl/BWBR0005181/",
        "https://w3id.org/gemeengoed/idee/1",
    ],
)
def test_rebasing_leaves_everything_else(iri: str) -> None:
    assert rebase(iri, OTHER_BASE) == iri


@pytest.mark.parametrize("ref", ["", ".", "..", "x" * (MAX_REF_LENGTH + 1), "half \ud800 teken"])
def test_reference_that_no_address_can_hold_is_refused(ref: str) -> None:
    with pytest.raises(IriError):
        mint_iri("doel", ref)


def test_kind_that_does_not_exist_is_refused_with_the_list_of_kinds() -> None:
    with pytest.raises(UnknownKindError, match=r'De soort "doelen" bestaat niet\. Kies uit: doel, '):
        mint_iri("doelen", "1")


@pytest.mark.parametrize("kind", ["gemeente", "provincie"])
def test_government_iri_is_never_minted_again(kind: str) -> None:
    with pytest.raises(IriError, match="houdt de IRI die de overheid gaf"):
        mint_iri(kind, "gm0307")


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/gemeengoed/id/doel",
        "https://w3id.org/gemeengoed/id/doel/",
        "https://w3id.org/gemeengoed/id/doel/3/4",
        "https://w3id.org/gemeengoed/id/doel/3#deel",
        "https://w3id.org/gemeengoed/id/doel/%33",
        "https://w3id.org/gemeengoed/id/doel/%2e%2e",
        "https://w3id.org/gemeengoed/doc/doel/3",
        "http://w3id.org/gemeengoed/id/doel/3",
        "https://elders.example/id/doel/3",
    ],
)
def test_iri_that_we_would_not_mint_is_not_read(iri: str) -> None:
    with pytest.raises(IriError):
        parse_iri(iri)


@pytest.mark.parametrize("bwb_id", ["BWBR0005181", "BWBV0001000", "BWBW33099"])
def test_law_keeps_its_address_at_the_government(bwb_id: str) -> None:
    assert bwb_iri(bwb_id) == f"https://wetten.overheid.nl/{bwb_id}/"


@pytest.mark.parametrize(
    "bwb_id", ["", "BWBR5181", "bwbr0005181", "BWBR0005181/", "BWBR0005181\n", "CVDR730152"]
)
def test_what_is_no_bwb_number_is_refused(bwb_id: str) -> None:
    with pytest.raises(IriError, match="is geen BWB-nummer"):
        bwb_iri(bwb_id)


@pytest.mark.parametrize("number", ["1", "18a", "2.6.7", "4:21", "6:162", "7.1a", "XIV", "2-3"])
def test_article_keeps_its_citation_at_the_government(number: str) -> None:
    assert (
        article_iri("BWBR0005181", number)
        == f"https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel={number}"
    )


@pytest.mark.parametrize("number", ["", "18 a", "artikel 18a", "18a&lid=1", "2.6.", "1/2"])
def test_what_is_no_article_number_is_refused(number: str) -> None:
    with pytest.raises(IriError, match="is geen artikelnummer"):
        article_iri("BWBR0005181", number)
