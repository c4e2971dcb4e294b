"""The guide to the API says what the API answers: each address in it is asked, each answer compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from webapp import create_app
from webapp.api_parameters import SEARCH
from webapp.settings import Settings

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/zoek-met-de-api.md").read_text("utf-8")
HOST = "http://127.0.0.1:8000"
EXAMPLE = re.compile(
    rf"^    curl [^\n]*'{HOST}(/[^']+)'\n(?:\n```json\n(.*?)^```$)?", re.MULTILINE | re.DOTALL
)


@pytest.fixture(scope="module")
def client(builtin_home: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(home=str(builtin_home)))
    yield app.test_client()
    app.extensions["gemeengoed-site"].close()


def assert_shows(shown: Any, real: Any, where: str = "") -> None:
    """What the page shows is in the real answer; a list may go on after what is shown."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            assert key in real, f"{where}.{key}"
            assert_shows(value, real[key], f"{where}.{key}")
    elif isinstance(shown, list):
        assert len(real) >= len(shown), where
        for at, value in enumerate(shown):
            assert_shows(value, real[at], f"{where}[{at}]")
    else:
        assert shown == real, where


def test_every_example_answers_what_the_page_shows(client: FlaskClient) -> None:
    examples = EXAMPLE.findall(PAGE)
    assert len(examples) == PAGE.count("    curl ") - PAGE.count("@brief") == 9
    assert sum(bool(shown) for _, shown in examples) == PAGE.count("```json") == 5
    for address, shown in examples:
        response = client.get(address, base_url=HOST)
        real = response.get_json(force=True)
        expected = json.loads(shown) if shown else {}
        assert response.status_code == expected.get("status", 200), address
        assert_shows(expected, real, address)


def test_the_guide_names_every_way_to_narrow_a_search() -> None:
    named = set(re.findall(r"`(\w+)(?:=\w+)?`", PAGE)) | set(re.findall(r"[?&](\w+)=", PAGE))
    assert {parameter.name for parameter in SEARCH} - named == set()
