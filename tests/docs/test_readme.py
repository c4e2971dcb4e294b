"""The README's first screen has exactly the two commands, and what runs them exists."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_first_screen_has_exactly_the_two_commands() -> None:
    screen = (ROOT / "README.md").read_text("utf-8").split("\n## ")[0]
    assert re.findall(r"^ {4}(\S+ \S+)", screen, re.MULTILINE) == ["make run", "make test"]


def test_make_help_lists_every_public_target() -> None:
    said = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r"^ *make (\w+)", said, re.MULTILINE)[:5] == ["help", "run", "test", "check", "bench"]


def test_every_dependency_is_pinned() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = {
        line.partition("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    }
    assert [name for name in wanted if name.lower().replace("_", "-") not in pinned] == []


def test_no_index_or_credential_is_committed() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert re.findall(r"https?://|--index-url|@ ", text) == []
