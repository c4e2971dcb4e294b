"""Lists the kinds of things that Gemeengoed names, shows and searches, and tells which kind a thing is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ontology.prefixes import PREFIXES


@dataclass(frozen=True)
class Kind:
    """One kind of thing: the word in its IRI, the words on the page, and the classes it is known by."""

    key: str
    """Lower-case Dutch word, as in ``/id/{key}/{ref}`` and as value of the facet *soort*."""
    singular: str
    plural: str
    classes: tuple[str, ...]
    """CURIEs; a thing with any of them is of this kind, unless an earlier kind claims it."""
    mintable: bool = True
    """False where the government already gave every one of them an IRI, which we keep."""
    searchable: bool = False
    """True where residents look for it by name."""


_TABLE: Final = (
    Kind("doel", "doel", "doelen", ("gg:Doel",), searchable=True),
    Kind("actieprogramma", "actieprogramma", "actieprogramma's", ("gg:Actieprogramma",), searchable=True),
    Kind("gemeente", "gemeente", "gemeenten", ("tooi:Gemeente",), mintable=False, searchable=True),
    Kind("provincie", "provincie", "provincies", ("tooi:Provincie",), mintable=False, searchable=True),
    Kind(
        "organisatie",
        "organisatie",
        "organisaties",
        (
            "org:OrganizationalCollaboration",
            "org:FormalOrganization",
            "org:Organization",
            "org:OrganizationalUnit",
            "tooi:Overheidsorganisatie",
            "tooi:Samenwerkingsorganisatie",
            "tooi:Waterschap",
            "tooi:Zbo",
            "tooi:CaribischOpenbaarLichaam",
            "tooi:Rijk",
        ),
        searchable=True,
    ),
    # A subdivision may also be typed as the resource it is part of.
    Kind("artikel", "artikel", "artikelen", ("eli:LegalResourceSubdivision",), searchable=True),
    Kind("wet", "wet", "wetten", ("eli:LegalResource",), searchable=True),
    Kind("initiatief", "initiatief", "initiatieven", ("gg:Initiatief",), searchable=True),
    # An actor group is also a concept, so it comes before the themes.
    Kind("actorgroep", "groep actoren", "groepen actoren", ("gg:Actorgroep",), searchable=True),
    Kind("thema", "thema", "thema's", ("skos:Concept",), searchable=True),
    Kind("regeling", "regeling", "regelingen", ("gg:Regeling",), searchable=True),
    Kind("subsidie", "subsidie", "subsidies", ("schema:MonetaryGrant",), searchable=True),
    Kind("indicator", "indicator", "indicatoren", ("schema:StatisticalVariable",), searchable=True),
    Kind("waarneming", "waarneming", "waarnemingen", ("schema:Observation",)),
    Kind("lidmaatschap", "lidmaatschap", "lidmaatschappen", ("org:Membership",)),
    Kind("persoon", "persoon", "personen", ("foaf:Person",), searchable=True),
    Kind("functie", "functie", "functies", ("org:Post",)),
    Kind("plaats", "plaats", "plaatsen", ("dct:Location", "schema:Place"), searchable=True),
    Kind("evenement", "evenement", "evenementen", ("schema:Event", "schema:Festival"), searchable=True),
    Kind(
        "document",
        "document",
        "documenten",
        (
            "gg:Intentieverklaring",
            "schema:DigitalDocument",
            "schema:CreativeWork",
            "schema:LearningResource",
            "schema:HowTo",
        ),
        searchable=True,
    ),
    Kind("gebeurtenis", "gebeurtenis", "gebeurtenissen", ("gg:Ondertekening", "gg:Aanbieding")),
    Kind("bewering", "bewering", "beweringen", ("gg:Bewering",)),
    Kind("bron", "bron", "bronnen", ("gg:Bron",)),
    Kind("levering", "levering", "leveringen", ("gg:Levering",)),
    Kind("editie", "editie", "edities", ("gg:Editie",)),
)

KINDS: Final[dict[str, Kind]] = {kind.key: kind for kind in _TABLE}
"""All kinds by key, most specific first: of a thing with two types, the earlier kind wins."""


def _forms(curie: str) -> tuple[str, str]:
    prefix, _, name = curie.partition(":")
    return curie, PREFIXES[prefix] + name


_KIND_BY_CLASS: Final = {form: kind.key for kind in _TABLE for name in kind.classes for form in _forms(name)}
_RANK: Final = {key: rank for rank, key in enumerate(KINDS)}

# Words of the vocabulary itself. ORG makes every role a concept, yet a role is no subject of the field.
_WORDS: Final = frozenset(
    form
    for name in ("org:Role", "skos:ConceptScheme", "gg:Zekerheid", "gg:TermijnSoort")
    for form in _forms(name)
)


def kind_of(types: Iterable[str]) -> str | None:
    """Tell the kind of a thing from its types; the most specific wins, whatever their order.

    >>> kind_of(["http://www.w3.org/ns/org#FormalOrganization", "tooi:Gemeente"])
    'gemeente'
    >>> kind_of(["skos:Concept"])
    'thema'
    >>> kind_of(["org:Role", "skos:Concept"]) is None
    True

    :param types: full IRIs (strings or rdflib terms) or CURIEs
    :returns: a key of :data:`KINDS`, or None for words of the vocabulary and for types nobody shows
    """
    given = {str(name) for name in types}  # an rdflib term never equals a plain string
    if given & _WORDS:
        return None
    keys = {_KIND_BY_CLASS[name] for name in given if name in _KIND_BY_CLASS}
    return min(keys, key=_RANK.__getitem__, default=None)
