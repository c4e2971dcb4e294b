"""One description in every form: what is said, what points to it, the names of the neighbours, in pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import URIRef

from graph.naming import Names
from graph.store.convert import from_ox_quad, to_ox_quad
from graph.store.interface import GraphStore, Quad
from ontology.iris import DEFAULT_BASE
from ontology.terms import SKOS
from tests.webapp.conftest import PublishTurtle, open_site
from tests.webapp.markup import read_page
from webapp.links import local_path

WONEN = URIRef(f"{DEFAULT_BASE}/id/thema/wonen")
COOPLINK = URIRef(f"{DEFAULT_BASE}/id/organisatie/cooplink")
MEMBERS = 120


def quads_at(client: FlaskClient, path: str) -> list[Quad]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return [from_ox_quad(quad) for quad in ox.parse(answer.data, format=ox.RdfFormat.N_QUADS)]


def test_data_holds_what_is_said_and_what_points_to_the_thing(
    client: FlaskClient, builtin_store: GraphStore
) -> None:
    given = set(quads_at(client, "/doc/thema/wonen.nq"))
    said, pointing = set(builtin_store.quads(WONEN)), set(builtin_store.quads(None, None, WONEN))
    assert min(len(said), len(pointing)) > 10
    assert said | pointing <= given


def test_data_holds_the_names_of_all_that_it_speaks_of(
    client: FlaskClient, builtin_store: GraphStore
) -> None:
    given = set(quads_at(client, "/doc/organisatie/cooplink.nq"))
    names = Names(builtin_store)
    around = {node for quad in given for node in (quad[0], quad[2]) if isinstance(node, URIRef)}
    named = {node: set(names.statements(node)) for node in around}
    assert sum(bool(statements) for statements in named.values()) > 15
    assert [node for node, statements in named.items() if not statements <= given] == []


def test_data_says_nothing_that_the_edition_does_not(client: FlaskClient, builtin_store: GraphStore) -> None:
    for path in ("/doc/organisatie/cooplink.nq", "/doc/doel/3.nq", "/doc/thema/wonen.nq"):
        for subject, predicate, value, graph in quads_at(client, path):
            assert any(builtin_store.quads(subject, predicate, value, graph))


def test_page_and_data_speak_of_the_same_things(client: FlaskClient) -> None:
    for ref in ("organisatie/cooplink", "thema/wonen", "doel/3"):
        html = client.get(f"/doc/{ref}", headers={"Accept": "text/html"}).get_data(as_text=True)
        shown = {link for link in read_page(html).links if re.fullmatch(r"/doc/(?!bron/)[^.?]+", link)}
        given = quads_at(client, f"/doc/{ref}.nq")
        nodes = {node for quad in given for node in (quad[0], quad[2]) if isinstance(node, URIRef)}
        assert len(shown) > 3
        assert shown - {local_path(str(node), DEFAULT_BASE) for node in nodes} == set()


def test_a_membership_is_told_on_the_pages_of_both_in_data_too(client: FlaskClient) -> None:
    given = quads_at(client, "/doc/organisatie/cooplink.nq")
    membership = URIRef(f"{DEFAULT_BASE}/id/lidmaatschap/cooplink-wdhs")
    inside = URIRef(f"{membership}#periode")
    assert {membership, inside} <= {quad[0] for quad in given}


def test_graphs_are_those_of_the_edition_in_trig_and_n_quads(
    client: FlaskClient, builtin_store: GraphStore
) -> None:
    trig = client.get("/doc/doel/3.trig").data
    quads = set(ox.parse(trig, format=ox.RdfFormat.TRIG))
    assert quads == {to_ox_quad(quad) for quad in quads_at(client, "/doc/doel/3.nq")}
    assert {quad.graph_name for quad in quads} <= {
        ox.NamedNode(str(quad[3])) for quad in builtin_store.quads(URIRef(f"{DEFAULT_BASE}/id/doel/3"))
    } | {quad.graph_name for quad in quads if quad.subject.value != f"{DEFAULT_BASE}/id/doel/3"}


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory, publish_turtle: PublishTurtle) -> Iterator[FlaskClient]:
    """A site with one organisation to which very many others point."""
    home: Path = tmp_path_factory.mktemp("club")
    others = "\n".join(
        f'<organisatie/lid-{n:03}> a org:Organization ; skos:prefLabel "Lid {n:03}"@nl ; '
        "org:linkedTo <organisatie/club> ."
        for n in range(MEMBERS)
    )
    publish_turtle(home, f'<organisatie/club> a org:Organization ; skos:prefLabel "Club"@nl .\n{others}')
    for app in open_site(home):
        yield app.test_client()


def members_in(quads: list[Quad]) -> list[str]:
    found = {str(q[0]) for q in quads if q[2] == URIRef(f"{DEFAULT_BASE}/id/organisatie/club")}
    return sorted(found)


def test_what_points_to_a_thing_is_paged_and_each_is_on_one_page(club: FlaskClient) -> None:
    pages = [quads_at(club, f"/doc/organisatie/club.nq?pagina={number}") for number in (1, 2, 3)]
    members = [members_in(page) for page in pages]
    assert [len(one) for one in members] == [50, 50, 20]
    assert [member for page in members for member in page] == [
        f"{DEFAULT_BASE}/id/organisatie/lid-{number:03}" for number in range(MEMBERS)
    ]
    for page, some in zip(pages, members, strict=True):
        assert {str(quad[0]) for quad in page if quad[1] == SKOS.prefLabel} > set(some)


def test_pages_lead_to_each_other_by_header(club: FlaskClient) -> None:
    def ways(path: str) -> dict[str, str]:
        links = club.get(path, headers={"Accept": "text/html"}).headers["Link"]
        return {rel: target for target, rel in re.findall(r'<([^>]*)>; rel="(next|prev)"', links)}

    for suffix in ("", ".ttl"):
        base = f"/doc/organisatie/club{suffix}"
        assert ways(base) == {"next": f"{base}?pagina=2"}
        assert ways(f"{base}?pagina=2") == {"prev": base, "next": f"{base}?pagina=3"}
        assert ways(f"{base}?pagina=3") == {"prev": f"{base}?pagina=2"}


def test_page_for_people_shows_the_same_part(club: FlaskClient) -> None:
    html = club.get("/doc/organisatie/club?pagina=2", headers={"Accept": "text/html"}).get_data(as_text=True)
    page = read_page(html)
    assert page.problems == []
    assert "Wat hiernaar verwijst, pagina 2 van 3" in page.text
    assert ("Lid 049" in page.text, "Lid 050" in page.text, "Lid 100" in page.text) == (False, True, False)
    assert {"/doc/organisatie/club", "/doc/organisatie/club?pagina=3"} <= set(page.links)
    canonical = [values["href"] for values in page.all("link") if values.get("rel") == "canonical"]
    assert canonical == ["http://localhost/doc/organisatie/club?pagina=2"]


@pytest.mark.parametrize(
    ("page", "status"),
    [("1", 200), ("4", 404), ("0", 400), ("x", 400), ("-1", 400), ("9" * 40, 400), ("", 400)],
)
@pytest.mark.parametrize("suffix", ["", ".ttl"])
def test_other_pages_are_refused(club: FlaskClient, suffix: str, page: str, status: int) -> None:
    answer = club.get(f"/doc/organisatie/club{suffix}?pagina={page}", headers={"Accept": "*/*"})
    assert answer.status_code == status


def test_a_thing_that_fits_has_no_other_pages(client: FlaskClient) -> None:
    answer = client.get("/doc/doel/3", headers={"Accept": "text/html"})
    assert 'rel="next"' not in answer.headers["Link"]
    assert "pagina 1 van" not in answer.get_data(as_text=True)


def test_a_class_shows_how_it_is_used(client: FlaskClient) -> None:
    html = client.get("/doc?iri=https://schema.org/Legislation", headers={"Accept": "text/html"})
    page = read_page(html.get_data(as_text=True))
    assert sum(link.startswith("/doc?iri=https://wetten.overheid.nl/") for link in page.links) >= 50
    assert "/doc?iri=https://schema.org/Legislation&pagina=2" in page.links


def test_what_rdf_xml_cannot_write_is_refused_there_and_given_elsewhere(
    tmp_path: Path, publish_turtle: PublishTurtle
) -> None:
    odd = "<organisatie/x> a org:Organization ; skos:prefLabel 'X'@nl ; <https://e.example/2026/> 'ja' ."
    publish_turtle(tmp_path, odd)
    for app in open_site(tmp_path):
        statuses = {
            suffix: app.test_client().get(f"/doc/organisatie/x.{suffix}").status_code
            for suffix in ("ttl", "nt", "rdf", "jsonld", "trig", "nq")
        }
    assert statuses == {"ttl": 200, "nt": 200, "rdf": 406, "jsonld": 200, "trig": 200, "nq": 200}
