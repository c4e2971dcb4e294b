"""Tests that the error tree is as drawn, and that an error survives the way back from a worker."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

from ontology import errors
from ontology.errors import GemeengoedError, QuerySyntaxError, SourceFormatError

DRAWN_LINE = re.compile(r"^ {4}(?P<branches>[│ ├└─]*)(?P<name>\w+Error) +(?P<code>\d) ")


def drawn_tree() -> dict[str, tuple[str, int]]:
    """Read the drawing in the module's docstring: class -> (parent, exit code)."""
    tree, ancestors = {}, ["Exception"]
    for line in (errors.__doc__ or "").splitlines():
        if match := DRAWN_LINE.match(line):
            depth = len(match["branches"]) // 4
            del ancestors[depth + 1 :]
            tree[match["name"]] = (ancestors[depth], int(match["code"]))
            ancestors.append(match["name"])
    return tree


def test_drawing_in_the_docstring_is_the_tree() -> None:
    classes = inspect.getmembers(errors, inspect.isclass)
    real = {
        name: (cls.__base__.__name__, cls.exit_code)
        for name, cls in classes
        if isinstance(cls, type) and issubclass(cls, GemeengoedError) and cls.__base__ is not None
    }

    assert drawn_tree() == real


@pytest.mark.parametrize(
    "error",
    [
        GemeengoedError("Er is iets. Doe dit."),
        SourceFormatError("Geen datum. Schrijf jjjj-mm-dd.", place="rij 7"),
        QuerySyntaxError("Haakje mist. Sluit het.", line=3, column=14),
    ],
)
def test_error_comes_back_whole_from_a_worker(error: GemeengoedError) -> None:
    back = pickle.loads(pickle.dumps(error))

    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


def test_place_is_left_out_when_nobody_knows_it() -> None:
    assert str(SourceFormatError("Geen UTF-8.")) == "Geen UTF-8."
    assert str(QuerySyntaxError("Geen SPARQL.")) == "Geen SPARQL."
