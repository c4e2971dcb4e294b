"""The how-to for who runs a server names the addresses with which the tests of remote stores run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.graph.servers import SERVERS

PAGE = Path(__file__).resolve().parents[2] / "docs/how-to/beheer.md"


@pytest.mark.parametrize("kind", SERVERS)
def test_addresses_of_a_server_are_those_that_are_tested(kind: str, tmp_path: Path) -> None:
    text = re.sub(r"127\.0\.0\.1:\d+", "HOST", PAGE.read_text("utf-8"))
    with SERVERS[kind](tmp_path) as server:
        store, graph_store = (
            re.sub(r"127\.0\.0\.1:\d+", "HOST", url) for url in (server.store, server.graph_store)
        )
    assert f"export GEMEENGOED_STORE={store}\n" in text
    assert f"gemeengoed upload {graph_store.replace('dba:dba@', 'dba@')}\n" in text
