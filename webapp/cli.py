"""The command line: `gemeengoed serve | build | publish | editions | rollback | load | search | query ...`.

Only click is imported here; each command imports what it needs, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ontology.errors import GemeengoedError

if TYPE_CHECKING:
    from webapp.settings import Settings

FORMATS = ("json", "csv", "tsv", "xml", "turtle")


class _Commands(click.Group):
    """Commands whose errors are one sentence on stderr and an exit code that means something."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GemeengoedError as exc:
            click.echo(f"gemeengoed: {exc}", err=True)
            ctx.exit(exc.exit_code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gemeengoed", message="gemeengoed %(version)s")
def main() -> None:
    """Bouw, publiceer en doorzoek de kennisgraaf van lokale gemeenschappen.

    \b
    Uitgangscodes: 0 gelukt, 1 mislukt, 2 verkeerd gebruik of een onbruikbare instelling,
    3 de invoer is geweigerd, 4 bestaat niet (editie, bron, bestand), 5 er wordt al gebouwd,
    6 over een grens van tijd of omvang.
    """


def _settings() -> Settings:
    import os

    from webapp.settings import Settings

    return Settings.from_environ(os.environ)


def _progress() -> tuple[Callable[[str, int, int], None] | None, Callable[[], None]]:
    """A progress callback with bars on a terminal, and how to end it; nothing where no one looks."""
    if not sys.stderr.isatty():
        return None, lambda: None
    from webapp.progress import Bars

    bars = Bars()
    return bars.report, bars.close


@main.command()
@click.option(
    "--listen", metavar="HOST:PORT", help="Adres om op te luisteren, in plaats van GEMEENGOED_LISTEN."
)
def serve(listen: str | None) -> None:
    """Open de site; is er nog geen editie, bouw en publiceer dan eerst de ingebouwde gegevens."""
    import dataclasses

    from graph.edition import published_edition
    from indexer.readiness import needs_build
    from webapp import create_app
    from webapp.serve import serve as serve_app
    from webapp.serve import stop_when_told

    stop_when_told()
    settings = _settings()
    if listen:
        settings = dataclasses.replace(settings, listen=listen)
    _ = settings.address
    if needs_build(settings.home_path, settings.base, settings.engine):
        click.echo("Er is nog geen passende editie: eerst worden de ingebouwde gegevens gebouwd.", err=True)
        _build_apart()
    click.echo(f"Editie {published_edition(settings.home_path).name} uit {settings.home_path}", err=True)
    serve_app(create_app(settings), settings)


@main.command()
@click.option(
    "--listen",
    metavar="HOST:PORT",
    default="127.0.0.1:8200",
    show_default=True,
    help="Adres van deze computer.",
)
def sandbox(listen: str) -> None:
    """Open een lege zandbak: SPARQL, wijzigen en grafen lezen en schrijven, zonder edities."""
    from webapp.graph_store import MAX_REQUEST_BYTES
    from webapp.sandbox import create_sandbox, loopback_settings
    from webapp.sandbox_data import EXTENSION
    from webapp.serve import serve as serve_app
    from webapp.serve import stop_when_told

    stop_when_told()
    settings = loopback_settings(listen)
    app = create_sandbox()
    try:
        serve_app(app, settings, name="De zandbak", max_body_bytes=MAX_REQUEST_BYTES)
    finally:
        app.extensions[EXTENSION].close()


def _build_apart() -> None:
    """Build in a process of its own: what building takes of memory is not kept while serving."""
    import subprocess

    done = subprocess.run([sys.executable, "-m", "webapp.cli", "build", "--publish"], check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def _say(step: str, done: int, _total: int) -> None:
    """Name each step once, where there is no terminal to draw a bar on."""
    if done == 0:
        click.echo(f"  {step}", err=True)


@main.command()
@click.option("--publish", "publish_it", is_flag=True, help="Publiceer de editie zodra zij klaar is.")
def build(*, publish_it: bool) -> None:
    """Bouw een nieuwe editie uit de ingebouwde bronnen en de laatste goedgekeurde leveringen."""
    from graph.edition import publish_edition
    from indexer.assemble import build_edition

    settings = _settings()
    report, close = _progress()
    advice: list[str] = []
    try:
        edition = build_edition(
            settings.home_path,
            base=settings.base,
            engine=settings.engine,
            progress=report or _say,
            advise=advice.append,
        )
    finally:
        close()
    click.echo(edition.name)
    for sentence in advice:
        click.echo(sentence, err=True)
    if publish_it:
        publish_edition(settings.home_path, edition.name)
        click.echo(f"Editie {edition.name} is gepubliceerd.", err=True)
        _tell_changes(settings.home_path)
    else:
        click.echo('Gebouwd, nog niet gepubliceerd. Publiceer met "gemeengoed publish".', err=True)


@main.command()
@click.argument("edition", required=False)
def publish(edition: str | None) -> None:
    """Publiceer EDITION, of de laatst gebouwde editie."""
    from graph.edition import newest_edition, publish_edition

    home = _settings().home_path
    published = publish_edition(home, edition or newest_edition(home).name)
    click.echo(published.name)
    _tell_changes(home)


def _tell_changes(home: Path) -> None:
    """Work out what changed, after the switch, for `/edities` and the feed."""
    from graph.edition_changes import difference_between, published_steps

    for old, new in published_steps(home)[:1]:
        click.echo(f"Sinds {old}: {difference_between(home, old, new).in_words()}", err=True)


@main.command()
@click.argument("edition", required=False)
def dumps(edition: str | None) -> None:
    """Maak de bestanden van EDITION, of van de gepubliceerde editie, om als geheel mee te nemen.

    Als N-Quads, TriG en Turtle, met gzip: alle bronnen samen en elk apart. Geeft per bestand de SHA-256.
    """
    from graph.dumps import make_dumps
    from graph.edition import published_edition

    home = _settings().home_path
    for dump in make_dumps(home, edition or published_edition(home).name).values():
        click.echo(f"{dump.sha256}  {dump.path}")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Als JSON, voor scripts.")
def editions(*, as_json: bool) -> None:
    """Toon de edities, de nieuwste eerst; bij de gepubliceerde staat een ster."""
    from webapp.cli_output import editions_as_json, editions_as_text

    home = _settings().home_path
    click.echo(editions_as_json(home) if as_json else editions_as_text(home))


@main.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "format_", type=click.Choice(("text", "json", "patch")), default="text", show_default=True
)
def diff(old: str, new: str, format_: str) -> None:
    """Toon wat er in editie NEW anders is dan in editie OLD; patch is RDF Patch."""
    from webapp.cli_editions import difference_as

    for piece in difference_as(format_, _settings().home_path, old, new):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


@main.command()
@click.argument("edition", required=False)
def rollback(edition: str | None) -> None:
    """Publiceer EDITION opnieuw, of anders de editie vóór de gepubliceerde."""
    from graph.edition import rollback as roll_back

    click.echo(roll_back(_settings().home_path, edition).name)


@main.command()
@click.argument("edition")
def remove(edition: str) -> None:
    """Verwijder EDITION; niet als zij gepubliceerd is of in een citaat wordt aangehaald."""
    from graph.edition import remove_edition

    remove_edition(_settings().home_path, edition)
    click.echo(f"Editie {edition} is verwijderd. Haar naam wordt niet opnieuw gegeven.", err=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", required=True, metavar="NAME", help="De bron waar dit bestand bij hoort.")
def load(file: Path, source: str) -> None:
    """Controleer FILE (RDF, of CSV volgens source.toml) en bewaar het voor de volgende editie."""
    from graph.delivery import load_delivery
    from webapp.cli_output import delivery_as_text

    settings = _settings()
    report = load_delivery(settings.home_path, file, source, base=settings.base)
    click.echo(delivery_as_text(report))


@main.command()
@click.argument("graph_store_url", metavar="URL")
@click.argument("edition", required=False)
def upload(graph_store_url: str, edition: str | None) -> None:
    """Zet EDITION, of de gepubliceerde editie, op de SPARQL-server van GEMEENGOED_STORE.

    URL is het adres van de graph store van die server (Graph Store Protocol). Noemt het een gebruiker en
    geen wachtwoord, dan wordt daarom gevraagd. De editie komt in de plaats van die er nu staat.
    """
    from webapp.cli_upload import run_upload, with_password

    url = with_password(
        graph_store_url, lambda user: str(click.prompt(f"Wachtwoord van {user}", hide_input=True))
    )
    report, close = _progress()
    try:
        done = run_upload(_settings(), url, edition, report)
    finally:
        close()
    click.echo(done)


@main.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Als JSON: total, hits, facets.")
@click.option(
    "--limit",
    default=10,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Hoeveel resultaten hoogstens.",
)
@click.option("--offset", default=0, type=click.IntRange(0), help="Hoeveel resultaten eerst overslaan.")
@click.option(
    "--filter", "filters", multiple=True, metavar="FACET=VALUE", help="Bijvoorbeeld soort=organisatie."
)
def search(text: str, *, as_json: bool, limit: int, offset: int, filters: tuple[str, ...]) -> None:
    """Zoek TEXT in de gepubliceerde editie."""
    from webapp.cli_output import result_as_json, result_as_text, run_search

    settings = _settings()
    result = run_search(settings, text, filters=filters, limit=limit, offset=offset)
    click.echo(result_as_json(result, settings.base) if as_json else result_as_text(result))


@main.command()
@click.argument("text", metavar="QUERY")
@click.argument("iri")
@click.option("--json", "as_json", is_flag=True, help="Als JSON, voor scripts.")
def explain(text: str, iri: str, *, as_json: bool) -> None:
    """Toon waarom IRI staat waar het staat in de resultaten van QUERY."""
    from webapp.cli_explain import explanation_as_json, explanation_as_text, run_explain

    explanation = run_explain(_settings(), text, iri)
    click.echo(explanation_as_json(explanation) if as_json else explanation_as_text(explanation))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Standaard json, of turtle voor een graaf."
)
def query(file: Path, format_: str | None) -> None:
    """Stel de SPARQL-vraag in FILE aan de gepubliceerde editie."""
    from webapp.cli_output import run_query

    sys.stdout.buffer.write(run_query(_settings(), file, format_))
    sys.stdout.buffer.flush()


@main.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Als JSON: text, start, end, terms, parts, split.")
def analyse(text: str, *, as_json: bool) -> None:
    """Toon per woord van TEXT waarop wordt gezocht, en uit welke delen een samenstelling bestaat."""
    from indexer.analysis.words import analyse as analyse_words
    from indexer.analysis.words import words_as_json, words_as_text

    words = analyse_words(text)
    click.echo(words_as_json(words) if as_json else words_as_text(words))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Als JSON: mentions.")
def recognise(file: Path, *, as_json: bool) -> None:
    """Toon welke wetten, artikelen, organisaties, onderwerpen en plaatsen FILE noemt.

    FILE is tekst, HTML, PDF of DOCX. Herkend wordt wat de gepubliceerde editie bij naam kent.
    """
    from webapp.cli_recognise import mentions_as_json, mentions_as_text, run_recognise

    extracted, mentions = run_recognise(_settings(), file)
    for note in extracted.notes:
        click.echo(note, err=True)
    click.echo(mentions_as_json(mentions) if as_json else mentions_as_text(mentions))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--engine", default="whoosh:", show_default=True, metavar="URL", help="Adres van de zoekmachine."
)
@click.option("--json", "as_json", is_flag=True, help="Als JSON, voor scripts.")
def evaluate(folder: Path, *, engine: str, as_json: bool) -> None:
    """Meet hoe goed en hoe snel de beoordeelde vragen in FOLDER worden beantwoord.

    FOLDER bevat corpus.jsonl (_id, title, text), queries.jsonl (_id, text) en qrels.tsv met een kopregel.
    """
    from indexer.evaluate import evaluate as measure
    from indexer.judged import load_judged

    figures = measure(load_judged(folder), engine)
    click.echo(figures.as_json() if as_json else figures.as_text())


if __name__ == "__main__":
    main()
