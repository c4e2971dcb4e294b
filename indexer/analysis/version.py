"""Names the version of the chain: terms of another version do not meet those of this one."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

_LIBRARIES: Final = ("simplemma", "PyStemmer")
_ENDINGS: Final = (".py", ".txt", ".gz")


@cache
def chain_version() -> str:
    """Give a fingerprint of the steps, their lists, and the libraries that they call.

    An index built with another version is refused: a stem that changed would silently find nothing.

    >>> len(chain_version())
    12
    """
    total = hashlib.sha256()
    for name, body in sorted(_parts(files(__package__), "")):
        total.update(name.encode() + b"\0" + body)
    for library in _LIBRARIES:
        total.update(f"{library} {metadata.version(library)}".encode())
    return total.hexdigest()[:12]


def _parts(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found = []
    for item in folder.iterdir():
        name = f"{path}/{item.name}"
        if item.is_dir():
            found += _parts(item, name)
        elif item.name.endswith(_ENDINGS):
            found.append((name, item.read_bytes()))
    return found
