"""Has the dumps of an edition made in a process of its own, so that pages keep their pace meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from graph.dumps import Dump, find_dumps
from graph.edition import open_edition
from ontology.errors import BuildLockedError, EditionError
from webapp.settings import PREFIX

DEADLINE_S: Final = 600
_NICE: Final = 10


class DumpMaker:
    """Gives the dumps of the editions in one home, and has them made when somebody first asks for them."""

    def __init__(self, home: Path) -> None:
        """Look in *home*; nothing is made before the first request."""
        self.home: Final = home
        self.turn: Final = threading.Lock()
        """One at a time: whoever else asks comes back later, and holds no thread until then."""

    def dumps_of(self, name: str) -> dict[str, Dump]:
        """Give the dumps of edition *name*, made first if nobody asked for them before.

        :raises EditionNotFoundError: if there is no such edition
        :raises EditionRemovedError: if there is none any more
        :raises BuildLockedError: if they are being made for somebody else
        :raises EditionError: if they could not be made
        """
        open_edition(self.home, name)
        found = find_dumps(self.home, name)
        if found:
            return found
        if not self.turn.acquire(blocking=False):
            raise BuildLockedError(f"De bestanden van editie {name} worden al gemaakt. Kom straks terug.")
        try:
            _run(self.home, name)
        finally:
            self.turn.release()
        return find_dumps(self.home, name)


def _run(home: Path, name: str) -> None:
    process = subprocess.Popen(  # noqa: S603  # this program, and a name that open_edition checked
        [sys.executable, "-m", "webapp.cli", "dumps", name],
        env={**os.environ, f"{PREFIX}HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
        code = process.wait(DEADLINE_S)
    except subprocess.TimeoutExpired as exc:
        raise EditionError(
            f'Editie {name} was na {DEADLINE_S} s nog niet weggeschreven. Draai "gemeengoed dumps {name}".'
        ) from exc
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if code:
        raise EditionError(
            f'De bestanden van editie {name} konden niet worden gemaakt. Draai "gemeengoed dumps {name}".'
        )
