"""The reference pages say what the code does: settings, commands, source folders, addresses, links."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from graph import source_model
from graph.edition import Edition
from indexer.engines import open_engine
from indexer.search import ORDERS, SearchRequest
from ontology import errors
from webapp import create_app
from webapp.api_parameters import SEARCH
from webapp.cli import main
from webapp.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", *ROOT.glob("graph/sources/*/README.md")])


def _rows(page: str) -> list[list[str]]:
    lines = (DOCS / page).read_text("utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| `")
    ]
    assert rows
    return rows


def test_every_setting_is_documented_with_its_default_and_sentence() -> None:
    declared = [
        [f"`{PREFIX}{f.name.upper()}`", f"`{f.default}`", f.metadata["sentence"]]
        for f in dataclasses.fields(Settings)
    ]
    assert [[cell.strip() for cell in row] for row in _rows("reference/settings.md")] == declared


def test_every_command_is_documented_with_its_help() -> None:
    page = (DOCS / "reference/commands.md").read_text("utf-8")
    for name in ["", *main.commands]:
        arguments = [name, "--help"] if name else ["--help"]
        said = CliRunner().invoke(main, arguments, prog_name="gemeengoed", terminal_width=100).output
        assert f"```\n{said.strip()}\n```" in page, f"rewrite with: python -m tests.docs.commands\n{said}"


def test_exit_codes_are_those_of_the_error_tree() -> None:
    page = (DOCS / "reference/commands.md").read_text("utf-8")
    used = {
        cls.exit_code
        for cls in vars(errors).values()
        if isinstance(cls, type) and issubclass(cls, errors.GemeengoedError)
    }
    documented = {int(code) for code in re.findall(r"^\| (\d) \|", page, re.MULTILINE)}
    assert used <= documented


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_local_link_of_the_docs_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        parts = urlsplit(target)
        if parts.scheme or not parts.path:
            continue
        assert (page.parent / parts.path).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize(
    "described",
    [
        source_model.Source,
        source_model.Document,
        source_model.CsvMapping,
        source_model.Column,
        source_model.ExpectedCount,
    ],
    ids=lambda cls: cls.__name__,
)
def test_every_key_of_a_source_folder_is_documented(described: type) -> None:
    documented = {row[0].strip("`") for row in _rows("reference/source-folder.md")}
    assert {f.name for f in dataclasses.fields(described)} <= documented


def test_every_address_of_the_site_is_documented(builtin_home: Path) -> None:
    app = create_app(Settings(home=str(builtin_home)))
    served = {rule.rule for rule in app.url_map.iter_rules()} - {"/static/<path:filename>"}
    documented = {row[0].strip("`").split("?")[0] for row in _rows("reference/http.md")}
    assert {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule) for rule in served} == documented


def test_every_argument_and_order_of_the_search_page_is_documented() -> None:
    page = (DOCS / "reference/http.md").read_text("utf-8")
    part = page.partition("## What `/zoeken` takes")[2].partition("\n## ")[0]
    bullets = [line.partition(":")[0] for line in part.splitlines() if line.startswith("- `")]
    documented = {name for bullet in bullets for name in re.findall(r"`(\w+)`", bullet)}
    shared = {parameter.name for parameter in SEARCH} - {"offset", "limit", "facetten"}
    assert documented == shared | {"van", "tot", "pagina"}
    assert all(f"`{order}`" in part for order in ORDERS)


def test_every_example_of_the_search_language_finds_something(builtin_edition: Edition) -> None:
    examples = [re.sub(r"^`|`$", "", row[0]) for row in _rows("reference/zoektaal.md")]
    engine = open_engine(f"whoosh:{builtin_edition.index_path}")
    try:
        empty = [text for text in examples if not engine.search(SearchRequest(text=text)).total]
    finally:
        engine.close()
    assert empty == []
