from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from graph.delivery import load_delivery
from graph.edition import Edition, list_editions, publish_edition, published_edition
from graph.source import SOURCE_FILE, load_source
from graph.store import open_store
from graph.store.interface import DEFAULT_GRAPH, GraphStore
from indexer.assemble import build_edition
from indexer.engines import open_engine
from indexer.search import SearchRequest
from ontology.errors import GemeengoedError, SourceFormatError
from ontology.terms import DCAT, DCT, GG, PROV, RDF, SCHEMA, SKOS, XSD

BASE = "https://w3id.org/gemeengoed"
HEAD = """
name = "{name}"
title = "Bron {name}"
publisher = "Vereniging Proef"
license = "https://creativecommons.org/licenses/by/4.0/"
received = "2026-11-23"

[[document]]
ref = "{name}-2024"
title = "Lijst van {name}"
url = "https://example.org/{name}"
date = "2024-04"
date_note = "afgeleid uit het kalenderjaar"
license_note = "geen licentie vermeld"
"""
CSV = """
[[data]]
file = "leden.csv"
document = "{name}-2024"
certainty = "gesteld"
subject = "https://w3id.org/gemeengoed/id/organisatie/{{naam|slug}}"
type = ["org:Organization"]
columns = [ {{ column = "naam", property = "skos:prefLabel", lang = "nl" }} ]
"""
RDF_FILE = """
[[data]]
file = "themas.ttl"
document = "{name}-2024"
certainty = "afgeleid"
"""
THEMES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://w3id.org/gemeengoed/id/thema/> .
t:proefthema a skos:Concept ; skos:prefLabel "proefthema"@nl .
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a source folder with a list of members and a theme."""

    def source(
        name: str = "eigen", csv: bytes = b"naam\nDe Warren\n", themes: str = THEMES, under: str = "b"
    ) -> Path:
        folder = tmp_path / under / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SOURCE_FILE).write_text((HEAD + CSV + RDF_FILE).format(name=name), encoding="utf-8")
        (folder / "leden.csv").write_bytes(csv)
        (folder / "themas.ttl").write_text(themes, encoding="utf-8")
        return folder

    return source


def test_an_edition_holds_what_was_delivered_and_finds_it(tmp_path: Path, write) -> None:
    edition = build_edition(tmp_path / "home", sources_dirs=[write()])
    assert edition.counts == {"bron": 2, "editie": 1, "levering": 1, "organisatie": 1, "thema": 1}
    with open_store(f"oxigraph:{edition.graph_path}") as store:
        warren = URIRef(f"{BASE}/id/organisatie/de-warren")
        assert [str(quad[2]) for quad in store.quads(warren, SKOS.prefLabel)] == ["De Warren"]
    with closing(open_engine(f"whoosh:{edition.index_path}")) as engine:
        assert engine.search(SearchRequest("warren", {})).hits[0].label == "De Warren"


def test_a_document_of_our_own_lies_under_the_base(tmp_path: Path, write) -> None:
    folder = write()
    text = (folder / SOURCE_FILE).read_text("utf-8")
    own = text.replace("https://example.org/eigen", f"{BASE}/id/thema/wonen")
    (folder / SOURCE_FILE).write_text(own, encoding="utf-8")
    edition = build_edition(tmp_path / "home", base="https://graaf.example", sources_dirs=[folder])
    with open_store(f"oxigraph:{edition.graph_path}") as store:
        bron = URIRef("https://graaf.example/id/bron/eigen-2024")
        addresses = {str(quad[2]) for quad in store.quads(bron, SCHEMA.url, graph=DEFAULT_GRAPH)}
    assert addresses == {"https://graaf.example/id/thema/wonen"}


def test_provenance_says_who_said_what_from_which_delivery(tmp_path: Path, write) -> None:
    edition = build_edition(tmp_path / "home", base="https://graaf.example", sources_dirs=[write()])
    (delivery,) = edition.deliveries
    base, name = "https://graaf.example", edition.name
    iri = URIRef(f"{base}/id/levering/eigen-{delivery['hash'][:12]}")
    own = URIRef(f"{base}/id/editie/{name}#herkomst")
    bron = URIRef(f"{base}/id/bron/eigen-2024")
    with open_store(f"oxigraph:{edition.graph_path}") as store:
        said = {(s, p, o) for s, p, o, _ in store.quads(graph=own)}
        graphs = {str(quad[3]) for quad in store.quads()}
    questions = f"{base}/id/editie/{name}#vragen"
    assert graphs == {f"{iri}#eigen-2024-gesteld", f"{iri}#eigen-2024-afgeleid", str(own), questions}
    derived = URIRef(f"{iri}#eigen-2024-afgeleid")
    assert {(p, o) for s, p, o in said if s == derived} == {
        (RDF.type, PROV.Entity),
        (GG.zekerheid, GG.Afgeleid),
        (PROV.wasDerivedFrom, bron),
        (DCT.isPartOf, iri),
    }
    assert {(p, o) for s, p, o in said if s == bron} == {
        (RDF.type, GG.Bron),
        (RDF.type, PROV.Entity),
        (DCT.title, Literal("Lijst van eigen", lang="nl")),
        (SCHEMA.url, URIRef("https://example.org/eigen")),
        (DCT.publisher, Literal("Vereniging Proef")),
        (DCT.date, Literal("2024-04", datatype=XSD.gYearMonth, normalize=False)),
        (GG.datumToelichting, Literal("afgeleid uit het kalenderjaar", lang="nl")),
        (DCT.rights, Literal("geen licentie vermeld", lang="nl")),
    }
    about = {p: o for s, p, o in said if s == iri and p != RDF.type}
    assert str(about.pop(PROV.generatedAtTime)).startswith(delivery["received"][:19])
    assert about == {
        DCT.title: Literal("Bron eigen", lang="nl"),
        DCT.identifier: Literal(delivery["hash"]),
        DCT.publisher: Literal("Vereniging Proef"),
        DCT.license: URIRef("https://creativecommons.org/licenses/by/4.0/"),
        GG.getoond: Literal(True),
    }
    of_edition = {(p, o) for s, p, o in said if s == URIRef(f"{base}/id/editie/{name}")}
    assert {(RDF.type, GG.Editie), (RDF.type, DCAT.Dataset), (DCT.hasPart, iri)} <= of_edition


def test_a_document_without_a_date_says_that_it_is_unknown(tmp_path: Path, write) -> None:
    folder = write()
    text = re.sub(r"date = .*\ndate_note = .*\n", "", (folder / SOURCE_FILE).read_text("utf-8"))
    (folder / SOURCE_FILE).write_text(text, encoding="utf-8")
    edition = build_edition(tmp_path / "home", sources_dirs=[folder])
    with open_store(f"oxigraph:{edition.graph_path}") as store:
        bron = URIRef(f"{BASE}/id/bron/eigen-2024")
        dates = [o for _, _, o, _ in store.quads(bron, DCT.date)]
        notes = [o for _, _, o, _ in store.quads(bron, GG.datumToelichting)]
    assert (dates, notes) == ([], [Literal("onbekend", lang="nl")])


def test_building_again_changes_only_what_is_said_of_the_edition(tmp_path: Path, write) -> None:
    folder, home = write(), tmp_path / "home"
    said = []
    for _ in range(2):
        edition = build_edition(home, sources_dirs=[folder])
        with open_store(f"oxigraph:{edition.graph_path}") as store:
            own = f"/id/editie/{edition.name}#"
            said.append({quad for quad in store.quads() if own not in quad[3]})
    assert said[0] == said[1]
    assert len(list_editions(home)) == 2


def test_a_partner_is_in_the_next_edition_once_their_file_is_loaded(tmp_path: Path, write) -> None:
    home = tmp_path / "home"
    built_in, partner = write(), write("buurt", b"naam\nVrijcoop\n", under="home/sources")
    assert [one["source"] for one in build_edition(home, sources_dirs=[built_in]).deliveries] == ["eigen"]
    load_delivery(home, partner / "leden.csv", "buurt")
    edition = build_edition(home, sources_dirs=[built_in])
    assert [one["source"] for one in edition.deliveries] == ["buurt", "eigen"]
    assert edition.counts["organisatie"] == 2


def test_progress_tells_each_step_from_nothing_to_done(tmp_path: Path, write) -> None:
    told: list[tuple[str, int, int]] = []
    build_edition(tmp_path / "home", sources_dirs=[write()], progress=lambda *step: told.append(step))
    steps = list(dict.fromkeys(step for step, _, _ in told))
    assert steps == [
        "bronnen lezen", "bronnen controleren", "graaf schrijven", "vermeldingen herkennen",
        "zoekindex maken", "editie verzegelen"
    ]  # fmt: skip
    for step in steps:
        done = [(done, total) for name, done, total in told if name == step]
        assert done[-1][0] == done[-1][1]
        assert done == sorted(done)


CYCLE = THEMES.replace(" .\nt:proefthema", " .\nt:a skos:broader t:b . t:b skos:broader t:a .\nt:proefthema")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda write: write(csv=b"naam\nA\nB,2\n"), "leden.csv: Regel 3: 2 cellen"),
        (lambda write: write(csv=b"naam\nDe Warren\nde warren\n"), "Regel 2 en regel 3 geven allebei"),
        (lambda write: write(csv=b"naam\ncaf\xe9\n"), "leden.csv: Regel 2: byte 0xe9"),
        (lambda write: write(csv=b"naam,tel\nA,06\n"), 'De kolom "tel" komt in geen'),
        (lambda write: (write() / "leden.csv").unlink(), 'Het bestand "leden.csv" ontbreekt'),
        (lambda write: (write() / SOURCE_FILE).write_text("name ="), "Geen geldige TOML"),
        (lambda write: write(themes=CYCLE), "eigen: De thema's vormen een kring"),
        (lambda write: write(themes="<urn:a> <urn:b> ."), "themas.ttl: Regel 1"),
        (
            lambda write: write(themes=THEMES + "t:naamloos a skos:Concept ."),
            "eigen: themas.ttl: https://w3id.org/",
        ),
    ],
)
def test_a_bad_source_is_named_and_what_is_published_stays(tmp_path: Path, write, spoil, says: str) -> None:
    home, folder = tmp_path / "home", write()
    name = publish_edition(home, build_edition(home, sources_dirs=[folder]).name).name
    spoil(write)
    with pytest.raises(GemeengoedError) as caught:
        build_edition(home, sources_dirs=[folder])
    assert says in str(caught.value)
    assert published_edition(home).name == name
    assert {one.name for one in (home / "editions").iterdir()} == {name, "namen.txt"}
    assert build_edition(home, sources_dirs=[write()]).name != name


def test_two_sources_cannot_share_a_document(tmp_path: Path, write) -> None:
    one, other = write(), write("ander", b"naam\nVrijcoop\n")
    text = (other / SOURCE_FILE).read_text("utf-8").replace("ander-2024", "eigen-2024")
    (other / SOURCE_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SourceFormatError, match='eigen: Het document "eigen-2024" staat ook bij ander'):
        build_edition(tmp_path / "home", sources_dirs=[one, other])


def test_a_cycle_through_two_sources_is_refused(tmp_path: Path, write) -> None:
    one = write(themes=THEMES + "t:proefthema skos:broader t:ander .")
    other = write(
        "ander",
        b"naam\nVrijcoop\n",
        THEMES.replace("proefthema", "ander") + "t:ander skos:broader t:proefthema .",
    )
    with pytest.raises(GemeengoedError, match="kring"):
        build_edition(tmp_path / "home", sources_dirs=[one, other])


WITH_SOURCE = f"""
SELECT DISTINCT ?graph WHERE {{
  ?graph <{GG.zekerheid}> ?zekerheid ; <{PROV.wasDerivedFrom}> ?bron ; <{DCT.isPartOf}> ?deel .
  ?bron a <{GG.Bron}> ; <{DCT.title}> ?titel ; <{SCHEMA.url}> ?adres ; <{DCT.publisher}> ?wie .
  FILTER (isIRI(?adres) && REGEX(STR(?adres), "^https?://"))
  {{ ?bron <{DCT.date}> ?datum }} UNION {{ ?bron <{GG.datumToelichting}> ?toelichting }}
}}
"""


def test_no_published_statement_is_without_a_source(
    builtin_store: GraphStore, builtin_edition: Edition
) -> None:
    with_source = {row["graph"] for row in builtin_store.select(WITH_SOURCE)}
    by_source = set()
    for subject, predicate, value, graph in builtin_store.quads():
        assert graph in with_source, (subject, predicate, value, graph)
        by_source.add((subject, predicate, value))
    assert {quad[:3] for quad in builtin_store.quads(graph=DEFAULT_GRAPH)} == by_source
    assert len(by_source) == builtin_store.count()


def test_every_delivery_and_document_says_its_licence_or_its_rights(builtin_store: GraphStore) -> None:
    query = f"""SELECT ?levering WHERE {{
        {{ ?levering a <{GG.Levering}> }} UNION {{ ?levering a <{GG.Bron}> }}
        FILTER NOT EXISTS {{ ?levering <{DCT.license}>|<{DCT.rights}> ?licentie }}
    }}"""
    assert builtin_store.select(query) == []


def test_each_claim_names_a_source_that_exists(builtin_store: GraphStore) -> None:
    query = f"""SELECT ?bewering ?bron WHERE {{
        ?bewering a <{GG.Bewering}> ; <{PROV.wasDerivedFrom}> ?bron
        FILTER NOT EXISTS {{ ?bron a <{GG.Bron}> }}
    }}"""
    assert builtin_store.select(query) == []


def test_the_built_in_edition_holds_every_built_in_source(builtin_edition: Edition) -> None:
    from graph.source import builtin_sources

    assert {one["source"] for one in builtin_edition.deliveries} == {
        load_source(folder).name for folder in builtin_sources()
    }
    assert builtin_edition.base == BASE


def test_no_blank_node_is_published(builtin_store: GraphStore) -> None:
    assert builtin_store.ask("ASK { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o)) }") is False
