"""The catalogue in DCAT, as the profile DCAT-AP-NL 3.0 asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import FOAF

from ontology.terms import DCAT, DCT, GG, PROV, RDF, RDFS, SKOS, XSD
from webapp.publication.catalogue import LICENCE_DIFFERS, Catalogue, DatasetFacts, FileFacts

_VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
# Of DCAT 3, which rdflib does not know yet.
_VERSION: Final = URIRef(f"{DCAT}version")
_SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
_EU: Final = Namespace("http://publications.europa.eu/resource/authority/")
_MEDIA: Final = Namespace("http://www.iana.org/assignments/media-types/")
_DUTCH: Final = _EU["language/NLD"]
_PUBLIC: Final = _EU["access-right/PUBLIC"]
_PROFILE: Final = URIRef("https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/")
_SPARQL: Final = URIRef("https://www.w3.org/TR/sparql11-protocol/")
_OPENAPI: Final = URIRef("https://spec.openapis.org/oas/v3.1.0")
_FORMS: Final = {
    "nq": ("N-Quads", "RDF_N_QUADS", "application/n-quads"),
    "trig": ("TriG", "RDF_TRIG", "application/trig"),
    "ttl": ("Turtle", "RDF_TURTLE", "text/turtle"),
}
_THEMES: Final = {
    "SOCI": "Bevolking en samenleving",
    "GOVE": "Overheid en publieke sector",
    "JUST": "Justitie, rechtsstelsel en openbare veiligheid",
    "REGI": "Regio's en steden",
}
_KEYWORDS: Final = ("lokale gemeenschappen", "burgerinitiatieven", "gekoppelde gegevens")
PREFIXES: Final = {"spdx": str(_SPDX), "vcard": str(_VCARD)}


@dataclass(frozen=True)
class Addresses:
    """Where on the web the site has what the catalogue speaks of; *contact* is empty if nobody told."""

    home: str
    page: str
    """The page of sources, for people."""
    sparql: str
    api: str
    api_description: str
    contact: str
    """An e-mail address or a web page."""


def dcat_graph(catalogue: Catalogue, at: Addresses) -> Graph:
    """Describe the catalogue, its data sets, their files, and the two services.

    What only the operator can know, whom to ask, is left out if nobody told: without it the description
    is not valid, and an invented address would be worse.
    """
    return _Writer(catalogue, at).write()


class _Writer:
    """Writes one catalogue; the nodes that have no name elsewhere are named within `/dcat`."""

    def __init__(self, catalogue: Catalogue, at: Addresses) -> None:
        self._catalogue = catalogue
        self._at = at
        self._graph = Graph(bind_namespaces="none")

    def write(self) -> Graph:
        whole, sources = self._catalogue.whole, self._catalogue.sources
        node = self._here("catalogus")
        self._common(node, DCAT.Catalog, "Gemeengoed", whole.description, whole.publisher)
        self._add(node, DCT.modified, Literal(whole.issued, datatype=XSD.dateTime))
        self._add(node, FOAF.homepage, self._typed(URIRef(self._at.home), FOAF.Document))
        self._add(node, DCT.license, self._licence("", LICENCE_DIFFERS, "gemeengoed"))
        self._add(node, DCT.conformsTo, self._typed(_PROFILE, DCT.Standard))
        self._add(node, DCAT.themeTaxonomy, self._typed(_EU["data-theme"], SKOS.ConceptScheme))
        self._add(_EU["data-theme"], DCT.title, Literal("Data theme", lang="en"))
        self._dataset(whole, "gemeengoed", self._catalogue.version)
        self._services([URIRef(one.iri) for one in (whole, *sources)])
        for dataset in (whole, *sources):
            self._add(node, DCAT.dataset, URIRef(dataset.iri))
        for source in sources:
            self._dataset(source, source.files[0].name.partition(".")[0])
            self._add(URIRef(whole.iri), DCT.hasPart, URIRef(source.iri))
            self._add(URIRef(source.iri), DCT.isPartOf, URIRef(whole.iri))
        return self._graph

    def _dataset(self, facts: DatasetFacts, stem: str, version: str = "") -> None:
        node = URIRef(facts.iri)
        self._common(node, DCAT.Dataset, facts.title, facts.description, facts.publisher)
        self._open(node, facts.identifier, facts.themes)
        self._add(node, DCT.issued, Literal(facts.issued, datatype=XSD.dateTime))
        self._add(node, DCT.conformsTo, self._typed(URIRef(str(GG).removesuffix("#")), DCT.Standard))
        for predicate in (DCAT.landingPage, FOAF.page):
            self._add(node, predicate, self._typed(URIRef(self._at.page), FOAF.Document))
        for document in facts.documents:
            self._add(node, PROV.wasDerivedFrom, URIRef(document))
        if version:
            self._add(node, _VERSION, Literal(version))
        licence = self._licence(facts.licence, facts.rights, stem)
        for file in facts.files:
            self._add(node, DCAT.distribution, self._file(facts, file, licence))

    def _file(self, facts: DatasetFacts, file: FileFacts, licence: URIRef) -> URIRef:
        name, file_type, media_type = _FORMS[file.suffix]
        node = self._here(f"{file.name}")
        self._add(node, RDF.type, DCAT.Distribution)
        self._add(node, DCT.title, Literal(f"{facts.title}, als {name}", lang="nl"))
        self._add(node, DCAT.accessURL, self._typed(URIRef(file.address), RDFS.Resource))
        self._add(node, DCAT.downloadURL, self._typed(URIRef(file.address), RDFS.Resource))
        self._add(node, DCAT.accessService, self._here("sparql"))
        self._add(node, DCT.license, licence)
        self._add(node, DCT.language, self._typed(_DUTCH, DCT.LinguisticSystem))
        self._add(node, DCT.issued, Literal(facts.issued, datatype=XSD.dateTime))
        self._add(node, DCT["format"], self._typed(_EU[f"file-type/{file_type}"], DCT.MediaTypeOrExtent))
        self._add(node, DCAT.mediaType, self._typed(_MEDIA[media_type], DCT.MediaType))
        self._add(node, DCAT.compressFormat, self._typed(_MEDIA["application/gzip"], DCT.MediaType))
        self._add(node, DCT.conformsTo, self._typed(URIRef(str(GG).removesuffix("#")), DCT.Standard))
        if facts.licence and facts.rights:
            self._add(node, DCT.rights, self._rights(facts.rights, file.name))
        if file.size is not None:
            self._add(node, DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger))
            self._checksum(node, file)
        return node

    def _checksum(self, node: URIRef, file: FileFacts) -> None:
        checksum = self._here(f"{file.name}-sha256")
        algorithm = self._typed(_SPDX.checksumAlgorithm_sha256, _SPDX.ChecksumAlgorithm)
        self._add(node, _SPDX.checksum, self._typed(checksum, _SPDX.Checksum))
        self._add(checksum, _SPDX.algorithm, algorithm)
        self._add(
            checksum, _SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary, normalize=False)
        )

    def _services(self, served: Iterable[URIRef]) -> None:
        at, served = self._at, tuple(served)
        told = (
            ("sparql", "SPARQL", "Vragen in SPARQL 1.1.", at.sparql, at.sparql, _SPARQL),
            ("api", "JSON", "Zoeken, aanvullen en herkennen, in JSON.", at.api, at.api_description, _OPENAPI),
        )
        whole = self._catalogue.whole
        for name, title, text, endpoint, description, standard in told:
            node = self._here(name)
            self._common(node, DCAT.DataService, f"Gemeengoed in {title}", text, whole.publisher)
            self._open(node, str(node), whole.themes)
            self._add(self._here("catalogus"), DCAT.service, node)
            self._add(node, DCAT.endpointURL, self._typed(URIRef(endpoint), RDFS.Resource))
            self._add(node, DCAT.endpointDescription, self._typed(URIRef(description), RDFS.Resource))
            self._add(node, DCAT.landingPage, self._typed(URIRef(at.page), FOAF.Document))
            self._add(node, DCT.license, self._licence("", LICENCE_DIFFERS, "gemeengoed"))
            self._add(node, DCT.conformsTo, self._typed(standard, DCT.Standard))
            for dataset in served:
                self._add(node, DCAT.servesDataset, dataset)

    def _common(self, node: URIRef, cls: URIRef, title: str, text: str, publisher: str) -> None:
        self._add(node, RDF.type, cls)
        self._add(node, DCT.title, Literal(title, lang="nl"))
        self._add(node, DCT.description, Literal(text, lang="nl"))
        self._add(node, DCT.language, self._typed(_DUTCH, DCT.LinguisticSystem))
        for predicate in (DCT.publisher, DCT.creator):
            self._add(node, predicate, self._agent(publisher))
        if self._at.contact:
            self._add(node, DCAT.contactPoint, self._contact())

    def _open(self, node: URIRef, identifier: str, themes: Iterable[str]) -> None:
        self._add(node, DCT.identifier, Literal(identifier))
        self._add(node, DCT.accessRights, self._typed(_PUBLIC, DCT.RightsStatement))
        for word in _KEYWORDS:
            self._add(node, DCAT.keyword, Literal(word, lang="nl"))
        for code in themes:
            theme = self._typed(_EU[f"data-theme/{code}"], SKOS.Concept)
            self._add(theme, SKOS.prefLabel, Literal(_THEMES[code], lang="nl"))
            self._add(node, DCAT.theme, theme)

    def _agent(self, name: str) -> URIRef:
        agents = {one.publisher: number for number, one in enumerate(self._catalogue.sources, 1)}
        whole = name == self._catalogue.whole.publisher
        agent = self._here("uitgever" if whole else f"uitgever-{agents[name]}")
        self._add(self._typed(agent, FOAF.Agent), FOAF.name, Literal(name))
        return agent

    def _contact(self) -> URIRef:
        node = self._typed(self._here("contact"), _VCARD.Kind)
        self._add(node, _VCARD.fn, Literal(self._catalogue.whole.publisher))
        contact = self._at.contact
        if contact.startswith(("http://", "https://")):
            self._add(node, _VCARD.hasURL, URIRef(contact))
        else:
            self._add(node, _VCARD.hasEmail, URIRef(f"mailto:{contact}"))
        return node

    def _licence(self, licence: str, rights: str, stem: str) -> URIRef:
        """Name the licence, or a document that says that the source states none."""
        if licence:
            return self._typed(URIRef(licence), DCT.LicenseDocument)
        node = self._typed(self._here(f"licentie-{stem}"), DCT.LicenseDocument)
        self._add(node, RDFS.label, Literal(rights, lang="nl"))
        return node

    def _rights(self, rights: str, name: str) -> URIRef:
        node = self._typed(self._here(f"rechten-{name}"), DCT.RightsStatement)
        self._add(node, RDFS.label, Literal(rights, lang="nl"))
        return node

    def _typed(self, node: URIRef, cls: URIRef) -> URIRef:
        """Say what *node* is: the profile checks the classes of what lies outside the description too."""
        self._add(node, RDF.type, cls)
        return node

    def _here(self, name: str) -> URIRef:
        return URIRef(f"{self._catalogue.base}/dcat#{name}")

    def _add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        self._graph.add((subject, predicate, value))
