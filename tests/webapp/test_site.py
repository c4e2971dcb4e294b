"""A new edition is taken up at the next request, and the old one is let go when nobody reads it any more."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from graph.edition import publish_edition, rollback
from ontology.errors import NoEditionError, SearchIndexError, StoreError
from tests.webapp.conftest import PublishTurtle, open_site
from webapp.settings import Settings
from webapp.site import SiteKeeper

ONE = '<organisatie/een> a org:Organization ; skos:prefLabel "Een"@nl .'
TWO = '<organisatie/twee> a org:Organization ; skos:prefLabel "Twee"@nl .'


def keeper_of(home: Path, **settings: str) -> SiteKeeper:
    return SiteKeeper(Settings(home=str(home), **settings))


@pytest.fixture
def home(tmp_path: Path, publish_turtle: PublishTurtle) -> Path:
    publish_turtle(tmp_path, ONE)
    return tmp_path


def test_edition_switches_while_serving(home: Path, publish_turtle: PublishTurtle) -> None:
    for app in open_site(home):
        client = app.test_client()
        assert client.get("/doc/organisatie/een").status_code == 200
        first = client.get("/gezond").get_json()["edition"]
        second = publish_turtle(home, TWO)
        assert client.get("/gezond").get_json()["edition"] == second
        assert client.get("/doc/organisatie/een").status_code == 404
        assert client.get("/doc/organisatie/twee").status_code == 200
        rollback(home)
        assert client.get("/gezond").get_json()["edition"] == first


def test_requests_in_flight_keep_their_edition(home: Path, publish_turtle: PublishTurtle) -> None:
    keeper = keeper_of(home)
    old = keeper.acquire()
    publish_turtle(home, TWO)
    new = keeper.acquire()
    assert (old.edition.name == new.edition.name, old.retired, new.retired) == (False, True, False)
    assert old.store.count() > 0
    keeper.release(old)
    keeper.release(new)
    keeper.close()


def test_old_edition_is_closed_after_its_last_reader(home: Path, publish_turtle: PublishTurtle) -> None:
    keeper = keeper_of(home)
    readers = [keeper.acquire(), keeper.acquire()]
    publish_turtle(home, TWO)
    keeper.release(keeper.acquire())
    keeper.release(readers[0])
    assert readers[1].store.count() > 0
    keeper.release(readers[1])
    with pytest.raises(StoreError):
        readers[1].store.count()
    keeper.close()


def test_one_edition_is_opened_once(home: Path) -> None:
    keeper = keeper_of(home)
    with ThreadPoolExecutor(8) as threads:
        sites = list(threads.map(lambda _: keeper.acquire(), range(40)))
    assert len(set(sites)) == 1
    assert sites[0].users == 40
    for site in sites:
        keeper.release(site)
    keeper.close()


def test_many_readers_see_whole_editions_during_switches(home: Path, publish_turtle: PublishTurtle) -> None:
    names = [publish_turtle(home, TWO), publish_turtle(home, ONE)]
    for app in open_site(home):

        def ask(number: int, app: Flask = app) -> tuple[int, int]:
            if number % 10 == 0:
                publish_edition(home, names[number // 10 % 2])
            client = app.test_client()
            return client.get("/").status_code, client.get("/zoeken?q=een").status_code

        with ThreadPoolExecutor(4) as threads:
            assert set(threads.map(ask, range(60))) == {(200, 200)}


def test_nothing_published_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoEditionError, match="gemeengoed build --publish"):
        keeper_of(tmp_path).acquire()


def test_damaged_edition_does_not_leave_its_store_open(home: Path) -> None:
    keeper = keeper_of(home)
    site = keeper.acquire()
    shutil.rmtree(site.edition.index_path)
    keeper.release(site)
    keeper.close()
    with pytest.raises(SearchIndexError):
        keeper.acquire()


def test_edition_can_be_read_from_memory(home: Path) -> None:
    keeper = keeper_of(home, store="oxigraph-memory")
    site = keeper.acquire()
    assert site.store.count() > 0
    keeper.release(site)
    keeper.close()


def test_what_was_worked_out_is_remembered_for_the_edition(home: Path) -> None:
    keeper = keeper_of(home)
    site = keeper.acquire()
    worked = [site.remember("x", object) for _ in range(2)]
    assert worked[0] is worked[1]
    keeper.release(site)
    keeper.close()


def test_site_has_the_base_of_its_edition(home: Path) -> None:
    keeper = keeper_of(home, base="https://elders.example")
    site = keeper.acquire()
    assert site.base == "https://w3id.org/gemeengoed"
    keeper.release(site)
    keeper.close()
