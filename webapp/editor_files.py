"""Fetches the editor of `/sparql` when the program is set up: a package of npm, checked, not committed."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

PACKAGE: Final = "@zazuko/yasgui"
VERSION: Final = "4.6.2"
SHA512: Final = "Zw45KdPoAE1KRaAoxIHdQqeJxvaVG1oQdntw0hy0ktX35Zu8ZccuOLrXCLwR+GU+0xMzLw8Mjw6BkSZV2vUuQw=="
"""Of the package as npm gives it, in base64: another one is refused, whoever offers it."""
FOLDER: Final = Path(__file__).parent / "static" / "editor"
FILES: Final = ("package.json", "build/yasgui.min.css", "build/yasgui.min.js")
"""What is kept of it: who made it under which licence (MIT), the style sheet, and last the script."""
_SCRIPT: Final = "yasgui.min.js"
_TIMEOUT_S: Final = 120
_WITHOUT: Final = "/sparql werkt zonder, met een gewoon formulier."


def is_installed() -> bool:
    """Tell whether the editor is there; a page asks this each time, so that a restart is not needed."""
    return (FOLDER / _SCRIPT).is_file()


def install() -> str:
    """Fetch the editor unless it is there, and say in one sentence how that went.

    Nothing is raised for what a machine may lack (npm, a network): the site works without an editor.
    Nothing of the package is run, and nothing that it depends on is fetched: its script is whole.
    """
    if is_installed():
        return f"De editor is er ({PACKAGE} {VERSION})."
    npm = shutil.which("npm")
    if npm is None:
        return f"Geen npm gevonden, dus geen editor. {_WITHOUT}"
    with tempfile.TemporaryDirectory() as scratch:
        archive = _pack(npm, Path(scratch))
        if archive is None:
            return f"npm kon {PACKAGE} niet ophalen, dus geen editor. {_WITHOUT}"
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != SHA512:
            return f"{PACKAGE} is niet wat het moet zijn (sha512 {found}) en is niet gebruikt. {_WITHOUT}"
        _keep(archive)
    return f"De editor is opgehaald ({PACKAGE} {VERSION})."


def _pack(npm: str, scratch: Path) -> Path | None:
    command = [npm, "pack", f"{PACKAGE}@{VERSION}", "--ignore-scripts", "--fetch-retries=1"]
    command += ["--fetch-timeout=20000", "--pack-destination", str(scratch)]
    try:
        # The command is ours from end to end, and npm is the one that the person at this machine runs.
        subprocess.run(command, cwd=scratch, capture_output=True, timeout=_TIMEOUT_S, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return next(scratch.glob("*.tgz"), None)


def _keep(archive: Path) -> None:
    """Take the files out; the script comes last and at once, because it tells that the editor is there."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as packed:
        for name in FILES:
            content = packed.extractfile(f"package/{name}")
            if content is not None:
                beside = FOLDER / f"{Path(name).name}.new"
                beside.write_bytes(content.read())
                beside.replace(FOLDER / Path(name).name)


def main() -> None:
    """Fetch the editor and print the sentence; `make run` and `make test` do this."""
    sys.stdout.write(f"{install()}\n")


if __name__ == "__main__":
    main()
