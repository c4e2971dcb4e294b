"""The catalogue: valid in the Dutch profile, honest about what nobody said, and the same in every form."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from rdflib import SH, Graph, Literal, Namespace, URIRef

from graph.dumps import make_dumps
from graph.edition import Edition, published_edition
from graph.edition_names import DUMPS
from ontology.iris import mint_iri
from ontology.terms import DCAT, DCT, RDF, RDFS, XSD
from tests.webapp.conftest import open_site
from tests.webapp.markup import read_page
from tests.webapp.test_entity_data import triples

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DISTRIBUTIONS = 9 * 3


@pytest.fixture(scope="module")
def edition(copied_home_of_module: Path) -> Edition:
    """The built-in edition, with its dumps made."""
    found = published_edition(copied_home_of_module)
    make_dumps(copied_home_of_module, found.name)
    return found


@pytest.fixture(scope="module")
def asked(edition: Edition, copied_home_of_module: Path) -> Iterator[Flask]:
    """The site of an operator who says whom to ask."""
    yield from open_site(copied_home_of_module, contact="redactie@gemeengoed.example")


@pytest.fixture(scope="module")
def described(asked: Flask) -> Graph:
    return Graph().parse(data=asked.test_client().get("/dcat.ttl").data, format="turtle")


@pytest.fixture(scope="module", params=["", "300"], ids=["newest", "3.0.0"])
def shapes(request: pytest.FixtureRequest, shared: Path) -> Graph:
    folder = shared / "standards/dcat-ap-nl/shapes" / request.param
    if not folder.is_dir():
        pytest.skip("the shapes of DCAT-AP-NL are not beside the checkout")
    graph = Graph()
    for file in folder.glob("*SHACL*.ttl"):
        graph.parse(file)
    # The newest European shapes name two property shapes that no file has; pySHACL stumbles over them.
    for shape, part in list(graph.subject_objects(SH.property)):
        if (part, SH.path, None) not in graph:
            graph.remove((shape, SH.property, part))
    return graph


def findings(data: Graph, shapes: Graph) -> set[tuple[str, str]]:
    """What is wrong, warnings too: the severity and the property."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return {
        (str(report.value(one, SH.resultSeverity)), str(report.value(one, SH.resultPath)))
        for one in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_catalogue_is_valid_in_the_dutch_profile_without_a_warning(described: Graph, shapes: Graph) -> None:
    assert findings(described, shapes) == set()


def test_without_a_contact_that_is_all_that_is_missing(client: FlaskClient, shapes: Graph) -> None:
    data = Graph().parse(data=client.get("/dcat.ttl").data, format="turtle")
    assert findings(data, shapes) == {(str(SH.Violation), str(DCAT.contactPoint))}


def test_a_description_that_lacks_a_title_is_found_out(described: Graph, shapes: Graph) -> None:
    less = Graph()
    less += described
    less.remove((None, DCT.title, None))
    assert (str(SH.Violation), str(DCT.title)) in findings(less, shapes)


def test_edition_and_each_source_have_files_with_size_and_checksum(
    described: Graph, edition: Edition, copied_home_of_module: Path
) -> None:
    files = make_dumps(copied_home_of_module, edition.name)
    whole = URIRef(mint_iri("editie", edition.name))
    datasets = set(described.subjects(RDF.type, DCAT.Dataset))
    assert datasets == {whole, *(URIRef(one["iri"]) for one in edition.deliveries)}
    told = {}
    for dataset in datasets:
        for distribution in described.objects(dataset, DCAT.distribution):
            address = str(described.value(distribution, DCAT.downloadURL))
            checksum = described.value(distribution, SPDX.checksum)
            told[address] = (
                str(described.value(distribution, DCAT.byteSize)),
                str(described.value(checksum, SPDX.checksumValue)),
            )
    assert told == {
        f"http://localhost/dumps/{edition.name}/{one.name}": (str(one.size), one.sha256)
        for one in files.values()
    }
    assert len(told) == DISTRIBUTIONS


def test_licence_is_what_the_source_says_and_none_is_made_up(described: Graph, edition: Edition) -> None:
    def licences(source: str) -> set[object]:
        iri = next(one["iri"] for one in edition.deliveries if one["source"] == source)
        return {
            described.value(distribution, DCT.license)
            for distribution in described.objects(URIRef(iri), DCAT.distribution)
        }

    assert licences("wdhs") == {URIRef("https://creativecommons.org/licenses/by/4.0/")}
    (unstated,) = licences("bwb-titels")
    assert "geen licentie" in str(described.value(URIRef(str(unstated)), RDFS.label)).casefold()


def test_contact_is_an_address_or_a_page(described: Graph, copied_home_of_module: Path) -> None:
    contact = described.value(predicate=RDF.type, object=VCARD.Kind)
    assert described.value(contact, VCARD.hasEmail) == URIRef("mailto:redactie@gemeengoed.example")
    for app in open_site(copied_home_of_module, contact="https://gemeengoed.example/contact"):
        graph = Graph().parse(data=app.test_client().get("/dcat.ttl").data, format="turtle")
        contact = graph.value(predicate=RDF.type, object=VCARD.Kind)
        assert graph.value(contact, VCARD.hasURL) == URIRef("https://gemeengoed.example/contact")


def test_every_form_says_the_same(asked: Flask) -> None:
    answers = [asked.test_client().get(f"/dcat.{suffix}") for suffix in ("ttl", "nt", "jsonld", "rdf")]
    said = [triples(answer.data, answer.mimetype) for answer in answers]
    assert len(said[0]) > 500
    assert said[1:] == said[:1] * 3
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in answers} == {"*"}


@pytest.mark.parametrize(
    ("accept", "status", "kind"),
    [
        ("text/turtle", 200, "text/turtle"),
        ("*/*", 200, "text/turtle"),
        ("application/ld+json", 200, "application/ld+json"),
        ("application/rdf+xml", 200, "application/rdf+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 303, "text/html"),
        ("image/png", 406, "text/plain"),
    ],
)
def test_catalogue_comes_as_it_is_asked_for(client: FlaskClient, accept: str, status: int, kind: str) -> None:
    answer = client.get("/dcat", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (status, kind)
    assert "Accept" in answer.vary


def test_an_unknown_form_is_not_there(client: FlaskClient) -> None:
    assert client.get("/dcat.exe").status_code == 404


def test_before_the_dumps_are_made_sizes_are_left_out(copied_home: Path) -> None:
    shutil.rmtree(copied_home / DUMPS, ignore_errors=True)
    for app in open_site(copied_home):
        data = Graph().parse(data=app.test_client().get("/dcat.ttl").data, format="turtle")
    assert len(set(data.subjects(RDF.type, DCAT.Distribution))) == DISTRIBUTIONS
    assert set(data.objects(None, DCAT.byteSize)) == set()


def test_times_are_those_of_the_edition_and_themes_follow_from_what_a_source_describes(
    described: Graph, edition: Edition
) -> None:
    whole = URIRef(mint_iri("editie", edition.name))
    issued = described.value(whole, DCT.issued)
    assert isinstance(issued, Literal)
    assert (issued.toPython(), issued.datatype) == (edition.created, XSD.dateTime)
    themes = {
        one["source"]: {str(t).rsplit("/", 1)[1] for t in described.objects(URIRef(one["iri"]), DCAT.theme)}
        for one in edition.deliveries
    }
    assert themes["bwb-titels"] == {"JUST"}
    assert "REGI" in themes["gemeenten"]
    assert "SOCI" in themes["wdhs"]


def test_page_of_sources_says_it_in_schema_org(asked: Flask, edition: Edition) -> None:
    page = read_page(asked.test_client().get("/bronnen").get_data(as_text=True))
    assert page.problems == []
    (markup,) = page.data
    assert (markup["@context"], markup["@type"], markup["version"]) == (
        "https://schema.org/",
        "Dataset",
        edition.name,
    )
    assert len(markup["hasPart"]) == len(edition.deliveries)
    assert "license" not in markup
    sizes = [file["contentSize"] for part in (markup, *markup["hasPart"]) for file in part["distribution"]]
    assert len(sizes) == DISTRIBUTIONS
