"""Tells which statements RDF/XML can write: it makes names of elements of predicates and classes."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

# What an IRI must end in to be the name of an element; what stands before it becomes the namespace.
_XML_NAME: Final = re.compile(r"[^\W\d][\w.\-]*\Z")
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def unwritable_name(triple: ox.Triple | ox.Quad) -> str:
    """Give the IRI because of which *triple* cannot be RDF/XML; empty if it can.

    The engine writes such a statement all the same, as an element without a name, which is no XML.

    >>> unwritable_name(ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("http://e.org/123"), ox.Literal("x")))
    'http://e.org/123'
    """
    names = [triple.predicate.value]
    if names[0] == _TYPE and isinstance(triple.object, ox.NamedNode):
        names.append(triple.object.value)
    return next((name for name in names if not _XML_NAME.search(name)), "")
