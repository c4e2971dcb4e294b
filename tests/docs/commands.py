"""Rewrite docs/reference/commands.md from the commands themselves: `python -m tests.docs.commands`."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from webapp.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/commands.md"
HEAD = """# Commands

`.venv/bin/gemeengoed COMMAND`. Progress goes to standard error, and only on a terminal; answers go
to standard output. Written by `python -m tests.docs.commands`.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | it failed for a reason that is none of those below |
| 2 | wrong use, or a setting that cannot be used |
| 3 | the input was refused: a source, a delivery or a query |
| 4 | it is not there: an edition, a source or a file |
| 5 | somebody else is building |
| 6 | over a limit of time or size |
"""


def page() -> str:
    """The whole page: the exit codes, then the help of each command."""
    parts = [HEAD]
    for name in ["", *main.commands]:
        arguments = [name, "--help"] if name else ["--help"]
        said = CliRunner().invoke(main, arguments, prog_name="gemeengoed", terminal_width=100).output
        parts.append(f"## gemeengoed {name}".rstrip() + f"\n\n```\n{said.strip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
