"""The tutorial does what it says: its files are written and its commands run, in order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(console|file)[ ]?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_step_of_the_tutorial_works(tmp_path: Path, copied_home: Path) -> None:
    (tmp_path / "var").symlink_to(copied_home)
    (tmp_path / "graph").symlink_to(ROOT / "graph")
    environ = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GEMEENGOED_")},
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
    }
    commands = 0
    for kind, name, body in BLOCK.findall((ROOT / "docs/tutorial/eerste-tien-minuten.md").read_text("utf-8")):
        if kind == "file":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(body, encoding="utf-8")
            continue
        for step in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, *expected = step.strip().splitlines()
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env=environ,
                capture_output=True,
                text=True,
                check=False,
            )
            said = done.stdout + done.stderr
            assert done.returncode == 0, f"{command}: {said}"
            for words in expected:
                assert words in said, f"{command} does not say {words!r}: {said}"
            commands += 1
    assert commands == 10  # a block that is not recognised would be skipped in silence
