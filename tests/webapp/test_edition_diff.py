"""What changed between two editions: in words by thing, and as a patch that makes one into the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph.edition import Edition, open_edition, remove_edition
from graph.edition_changes import difference_between, known_difference, published_steps
from graph.edition_diff import compare_editions, rdf_patch
from ontology.errors import EditionNotFoundError, EditionRemovedError
from webapp.cli import main

FIRST = """
<organisatie/dorp> a org:Organization ; skos:prefLabel "Het Dorp"@nl ; schema:url <https://dorp.example/> .
<organisatie/bond> a org:Organization ; skos:prefLabel "De Bond"@nl .
<organisatie/weg> a org:Organization ; skos:prefLabel "Gaat Weg"@nl .
"""
SECOND = """
<organisatie/dorp> a org:Organization ; skos:prefLabel "De Stad"@nl ; schema:url <https://dorp.example/> ;
  org:linkedTo <organisatie/bond>, <organisatie/nieuw> .
<organisatie/bond> a org:Organization ; skos:prefLabel "De Bond"@nl .
<organisatie/nieuw> a org:Organization ; skos:prefLabel "Komt Erbij"@nl .
"""
BASE = "https://w3id.org/gemeengoed/id/organisatie/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, publish_turtle: Callable[[Path, str], str]) -> Path:
    home = tmp_path_factory.mktemp("diff")
    for turtle in (FIRST, SECOND, SECOND):
        publish_turtle(home, turtle)
    return home


@pytest.fixture(scope="module")
def editions(home: Path) -> list[Edition]:
    names = sorted(one.name for one in (home / "editions").iterdir() if one.is_dir())
    return [open_edition(home, name) for name in names]


def triples(edition: Edition) -> set[str]:
    store = ox.Store.read_only(str(edition.graph_path))
    return {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}


def test_difference_is_told_by_thing(editions: list[Edition]) -> None:
    found = compare_editions(editions[0], editions[1])
    assert [(one.iri.removeprefix(BASE), one.label, one.happened) for one in found.things] == [
        ("dorp", "De Stad", "gewijzigd"),
        ("weg", "Gaat Weg", "vervallen"),
        ("nieuw", "Komt Erbij", "nieuw"),
    ]
    (changed,) = (one for one in found.things if one.happened == "gewijzigd")
    by_predicate = {one.predicate.rpartition("#")[2]: (one.removed, one.added) for one in changed.changes}
    assert by_predicate == {
        "prefLabel": (("Het Dorp",), ("De Stad",)),
        "linkedTo": ((), ("De Bond", "Komt Erbij")),
    }
    assert found.in_words().startswith("1 nieuw, 1 gewijzigd, 1 vervallen; ")


def test_counts_are_of_all_statements(editions: list[Edition]) -> None:
    found = compare_editions(editions[0], editions[1])
    old, new = triples(editions[0]), triples(editions[1])
    assert (found.added, found.removed) == (len(new - old), len(old - new))


def test_same_content_again_is_no_change(editions: list[Edition]) -> None:
    found = compare_editions(editions[1], editions[2])
    assert (found.things, found.in_words()) == ((), "Er is inhoudelijk niets veranderd.")
    assert found.added > 0  # what an edition says of itself


def test_patch_makes_the_one_into_the_other(editions: list[Edition]) -> None:
    for old, new in ((editions[0], editions[1]), (editions[1], editions[0])):
        lines = b"".join(rdf_patch(old, new)).decode().splitlines()
        assert lines[0].startswith("H id <")
        assert (lines[2], lines[-1]) == ("TX .", "TC .")
        patched = triples(old)
        for line in lines[3:-1]:
            sign, statement = line[0], line[2:].removesuffix(" .")
            assert sign in "AD"
            if sign == "D":
                patched.remove(statement)
            else:
                assert statement not in patched
                patched.add(statement)
        assert patched == triples(new)


def test_difference_is_worked_out_once(home: Path, editions: list[Edition]) -> None:
    old, new = editions[0].name, editions[1].name
    found = difference_between(home, old, new)
    assert known_difference(home, old, new) == found == compare_editions(editions[0], editions[1])
    file = home / "verschillen" / f"{old}..{new}.json"
    file.write_text('{"format": 0}')
    assert known_difference(home, old, new) is None
    assert difference_between(home, old, new) == found
    file.write_text("{")
    assert difference_between(home, old, new) == found


def test_steps_are_those_of_what_was_published(home: Path, editions: list[Edition]) -> None:
    names = [one.name for one in editions]
    assert published_steps(home) == [(names[1], names[2]), (names[0], names[1])]


def test_edition_that_is_not_there_is_named(
    home: Path, tmp_path: Path, publish_turtle: Callable[[Path, str], str]
) -> None:
    with pytest.raises(EditionNotFoundError):
        difference_between(home, "2001-01-01.1", "2001-01-01.2")
    names = [publish_turtle(tmp_path, FIRST), publish_turtle(tmp_path, SECOND)]
    difference_between(tmp_path, *names)
    remove_edition(tmp_path, names[0])
    with pytest.raises(EditionRemovedError):
        difference_between(tmp_path, *names)


def test_command_line_tells_it_in_three_ways(
    home: Path, editions: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEMEENGOED_HOME", str(home))
    names = [editions[0].name, editions[1].name]

    def said(*more: str) -> str:
        done = CliRunner().invoke(main, ["diff", *names, *more])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "gewijzigd: De Stad (organisatie)" in said()
    assert " -Het Dorp +De Stad" in said()
    assert json.loads(said("--format", "json"))["new"] == names[1]
    assert said("--format", "patch").encode() == b"".join(rdf_patch(editions[0], editions[1]))
    assert CliRunner().invoke(main, ["diff", "2001-01-01.1", names[0]]).exit_code == 4
