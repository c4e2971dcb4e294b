"""Makes and reads the permanent IRIs of things, ours and those of the government."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from ontology.collation import fold
from ontology.errors import IriError, UnknownKindError
from ontology.kinds import KINDS, Kind

DEFAULT_BASE: Final = "https://w3id.org/gemeengoed"
"""The base that data files are written with; an installation with another base rewrites it on the way in."""

MAX_REF_LENGTH: Final = 200
"""Longest reference, in characters before encoding: an IRI must fit in a printed citation."""

_BWB_ID: Final = re.compile(r"BWB(?:[RV]\d{7}|W\d{4,7})")
_ARTICLE_NUMBER: Final = re.compile(r"[0-9A-Za-z]+(?:[.:,_-][0-9A-Za-z]+)*")
# "." and ".." are steps in a path: every client resolves them away, even percent-encoded.
_PATH_STEPS: Final = frozenset({".", ".."})


def mint_iri(kind: str, ref: str, base: str = DEFAULT_BASE) -> str:
    """Mint the permanent IRI of a thing that we name ourselves.

    Only the arguments count, never a title or the order of loading, so that a
    partner may deliver again without breaking a link.

    >>> mint_iri("organisatie", "cooplink")
    'https://w3id.org/gemeengoed/id/organisatie/cooplink'
    >>> mint_iri("bron", "jaarverslag 2024/2")
    'https://w3id.org/gemeengoed/id/bron/jaarverslag%202024%2F2'

    :param kind: key of :data:`ontology.kinds.KINDS` that is mintable
    :param ref: 1 to 200 characters, not yet percent-encoded
    :param base: address of the installation without slash at the end
    :raises UnknownKindError: if there is no such *kind*
    :raises IriError: if things of this *kind* keep the IRI of the government, or *ref* cannot be used
    """
    if not _known(kind).mintable:
        raise IriError(
            f'Een "{kind}" houdt de IRI die de overheid gaf. Gebruik die van identifier.overheid.nl.'
        )
    if not 0 < len(ref) <= MAX_REF_LENGTH or ref in _PATH_STEPS:
        raise IriError(
            f'"{ref[:40]}" kan geen verwijzing zijn. Geef 1 tot {MAX_REF_LENGTH} tekens, niet alleen punten.'
        )
    try:
        return f"{base}/id/{kind}/{quote(ref, safe='')}"
    except UnicodeEncodeError as exc:
        raise IriError(f"{ref[:40]!r} bevat een half teken. Lever tekst aan als geldige UTF-8.") from exc


def parse_iri(iri: str, base: str = DEFAULT_BASE) -> tuple[str, str]:
    """Take an IRI that we minted apart; the reverse of :func:`mint_iri`.

    A node inside a thing (``…#periode``) is not a thing; cut its fragment off first.

    >>> parse_iri("https://w3id.org/gemeengoed/id/doel/3")
    ('doel', '3')

    :returns: kind and reference, the reference not percent-encoded
    :raises UnknownKindError: if the kind is not in the table
    :raises IriError: if *iri* is not one that we could have minted under *base*
    """
    start = f"{base}/id/"
    kind, slash, encoded = iri.removeprefix(start).partition("/")
    if not iri.startswith(start) or not slash:
        raise IriError(f'"{iri[:200]}" is geen IRI van {base}. Geef {start}soort/verwijzing.')
    ref = unquote(encoded)
    if mint_iri(kind, ref, base) != str(iri):  # an rdflib term never equals a plain string
        raise IriError(
            f'"{iri[:200]}" is anders gecodeerd dan wij doen. Bedoeld is: {mint_iri(kind, ref, base)}'
        )
    return kind, ref


def _known(key: str) -> Kind:
    if key not in KINDS:
        raise UnknownKindError(f'De soort "{key[:40]}" bestaat niet. Kies uit: {", ".join(KINDS)}.')
    return KINDS[key]


def slug(text: str) -> str:
    """Make a reference of a name: lower-case ASCII words joined by hyphens.

    >>> slug("Coöperatie De Warren (U.A.)")
    'cooperatie-de-warren-u-a'

    :raises IriError: if nothing of *text* is left
    """
    made = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:MAX_REF_LENGTH].rstrip("-")
    if not made:
        raise IriError(f'Van "{text[:40]}" blijft geen letter of cijfer over. Geef zelf een verwijzing op.')
    return made


def bwb_iri(bwb_id: str) -> str:
    """Give the IRI of a law: its page at wetten.overheid.nl, without a date.

    >>> bwb_iri("BWBR0005181")
    'https://wetten.overheid.nl/BWBR0005181/'

    :raises IriError: if *bwb_id* is not BWBR or BWBV with seven digits, or BWBW with four to seven
    """
    if not _BWB_ID.fullmatch(bwb_id):
        raise IriError(f'"{bwb_id[:40]}" is geen BWB-nummer. Schrijf bijvoorbeeld BWBR0005181.')
    return f"https://wetten.overheid.nl/{bwb_id}/"


def article_iri(bwb_id: str, number: str) -> str:
    """Give the IRI of an article: the link with its jci 1.3 citation at wetten.overheid.nl.

    >>> article_iri("BWBR0005181", "18a")
    'https://wetten.overheid.nl/jci1.3:c:BWBR0005181&artikel=18a'

    :raises IriError: if either part is not of the right form
    """
    bwb_iri(bwb_id)
    if not _ARTICLE_NUMBER.fullmatch(number):
        raise IriError(f'"{number[:40]}" is geen artikelnummer. Schrijf bijvoorbeeld 18a, 2.6.7 of 4:21.')
    return f"https://wetten.overheid.nl/jci1.3:c:{bwb_id}&artikel={number}"


def rebase(iri: str, base: str) -> str:
    """Move an IRI from the default base to that of this installation; leave any other as it is.

    >>> rebase("https://w3id.org/gemeengoed/id/doel/3", "https://gemeengoed.example")
    'https://gemeengoed.example/id/doel/3'
    >>> rebase("https://w3id.org/gemeengoed/def#Doel", "https://gemeengoed.example")
    'https://w3id.org/gemeengoed/def#Doel'
    """
    start = f"{DEFAULT_BASE}/id/"
    return f"{base}/id/{iri[len(start) :]}" if iri.startswith(start) else iri
