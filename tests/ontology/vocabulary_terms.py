"""Finds the terms that the project uses and those that vocabularies declare, for the tests of this room."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph
from rdflib.namespace import OWL, RDF, RDFS, SH, TIME, VOID, XSD

from ontology.errors import IriError
from ontology.terms import PREFIXES, curie, expand

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("ontology", "graph", "indexer", "webapp")
DECLARED_BY_RDFLIB = {"owl": OWL, "rdf": RDF, "rdfs": RDFS, "sh": SH, "time": TIME, "void": VOID, "xsd": XSD}
VOCABULARY_FILES = {
    "dcat": "dcat3.ttl",
    "dct": "dcterms.nq",
    "eli": "eli.ttl",
    "foaf": "foaf.nq",
    "geo": "geo.nq",
    "oa": "oa.ttl",
    "org": "org.ttl",
    "prov": "prov-o.ttl",
    "schema": "schemaorg-30.0-https.ttl",
    "skos": "skos.nq",
}

_PREFIXED = re.compile(rf"(?<![\w/:.-])({'|'.join(PREFIXES)}):([A-Za-z_](?:[\w.-]*\w)?)")
_NAMESPACE_ATTRIBUTE = re.compile(r"(?<!\w)([A-Z]{2,6})(?:\.([A-Za-z_]\w*)|\[\"([\w.-]+)\"\])")
_STRINGS_AND_COMMENTS = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|(?<![<\w/])#[^\n]*")


def project_files(*suffixes: str) -> list[Path]:
    """List the files of the four packages that end so."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.suffix in suffixes]
    assert found, f"no {suffixes} under {ROOT}"
    return sorted(found)


def uses() -> dict[str, set[str]]:
    """Map every term used, as CURIE, to the files that use it."""
    used: dict[str, set[str]] = defaultdict(set)
    readers = {".ttl": _in_turtle, ".rq": _in_query, ".toml": _in_toml, ".py": _in_python, ".html": _in_text}
    for suffix, read in readers.items():
        for path in project_files(suffix):
            for term in read(path):
                used[term].add(path.relative_to(ROOT).as_posix())
    return used


def data_uses() -> set[str]:
    """Give the properties, classes and datatypes that the data of the project uses, as CURIEs."""
    turtle = [path for path in project_files(".ttl") if path.name != "shapes.ttl"]
    return {term for path in turtle for term in _data_terms(path)} | {
        term for path in project_files(".toml") for term in _in_toml(path)
    }


@cache
def declared_terms(path: Path) -> frozenset[str]:
    """Give the IRIs that a vocabulary file says something about."""
    quads = pyoxigraph.parse(path=path)
    return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, pyoxigraph.NamedNode))


def _as_curies(nodes: Iterable[object]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, pyoxigraph.Literal):
            node = node.datatype  # noqa: PLW2901  the datatype is the term that a literal uses
        if isinstance(node, pyoxigraph.NamedNode):
            short = curie(node.value)
            if short.partition(":")[0] in PREFIXES:
                yield short


def _in_turtle(path: Path) -> Iterator[str]:
    for quad in pyoxigraph.parse(path=path):
        yield from _as_curies((quad.subject, quad.predicate, quad.object))


def _data_terms(path: Path) -> Iterator[str]:
    for quad in pyoxigraph.parse(path=path):
        yield from _as_curies((quad.predicate,))
        if quad.predicate.value == str(RDF.type):
            yield from _as_curies((quad.object,))


def _in_query(path: Path) -> Iterator[str]:
    text = _STRINGS_AND_COMMENTS.sub(" ", path.read_text(encoding="utf-8"))
    yield from (f"{prefix}:{name}" for prefix, name in _PREFIXED.findall(text))
    for iri in re.findall(r"<([^<>\s]+)>", text):
        short = curie(iri)
        if short != iri:
            yield short


def _in_toml(path: Path) -> Iterator[str]:
    def values(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            node = list(node.values())
        if isinstance(node, list):
            for one in node:
                yield from values(one)
        elif isinstance(node, str) and _PREFIXED.fullmatch(node):
            yield node

    yield from values(tomllib.loads(path.read_text(encoding="utf-8")))


def _in_text(path: Path) -> Iterator[str]:
    for prefix, name in _PREFIXED.findall(path.read_text(encoding="utf-8")):
        yield f"{prefix}:{name}"


def _in_python(path: Path) -> Iterator[str]:
    yield from _in_text(path)
    for namespace, attribute, item in _NAMESPACE_ATTRIBUTE.findall(path.read_text(encoding="utf-8")):
        try:
            yield curie(expand(f"{namespace.lower()}:{attribute or item}"))
        except IriError:
            continue
