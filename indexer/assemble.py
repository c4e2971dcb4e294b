"""Builds an edition of what was delivered: checked, written, indexed, sealed; publishing is another step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

from graph.archive import Archive, Delivery, open_archive
from graph.checks import check_delivery, context_of
from graph.edition import Edition
from graph.gather import accepted_deliveries, ingest_delivery
from graph.ingest import Ingested, NamedGraph
from graph.provenance import provenance_graph
from graph.sealing import building
from graph.shacl_queries import questions_graph
from graph.store import open_store
from indexer.indexing import Recognised, build_index
from indexer.mention_graphs import MENTIONS, Accepted, with_mentions_published
from indexer.readiness import earlier_index
from ontology.iris import DEFAULT_BASE

Progress = Callable[[str, int, int], None]
"""Called with what is being done (in Dutch), how much of it is done, and how much there is."""

READING = "bronnen lezen"
CHECKING = "bronnen controleren"
WRITING = "graaf schrijven"
RECOGNISING = "vermeldingen herkennen"
INDEXING = "zoekindex maken"
SEALING = "editie verzegelen"


def build_edition(
    home: Path,
    *,
    base: str = DEFAULT_BASE,
    engine: str = "whoosh",
    progress: Progress | None = None,
    sources_dirs: Sequence[Path] | None = None,
    advise: Callable[[str], None] | None = None,
) -> Edition:
    """Build and seal a new edition of every source's last accepted delivery; it is not published yet.

    Whatever goes wrong, the published edition stays as it is and the next build starts clean.

    :param base: address of the installation, without slash at the end
    :param engine: scheme of the search engine whose index is made
    :param sources_dirs: source folders to use in place of the built-in ones
    :param advise: told in one sentence which engine would serve better; see :func:`build_index`
    :raises BuildLockedError: if another process is building
    :raises SourceError: if a delivery is not good (any more), naming record and rule
    :raises EditionError: if the disk refuses
    """
    tell = progress or _silent
    with building(home, base, metadata.version("gemeengoed")) as work:
        archive = open_archive(home)
        accepted = _accepted(home, archive, base, sources_dirs, tell)
        _check(archive, [ingested for ingested, _ in accepted], tell)
        tell(WRITING, 0, 1)
        own = [provenance_graph(work.facts, accepted), questions_graph(work.facts)]
        work.write_graph([*_graphs(accepted), *own])
        tell(WRITING, 1, 1)
        tell(RECOGNISING, 0, 1)
        with open_store(f"oxigraph:{work.path / 'graph'}") as store:
            read = Recognised.of(store)
        accepted = with_mentions_published(accepted, read.documents, read.recogniser)
        # What was written before is in it again: a store holds no statement twice.
        work.write_graph([*_mention_graphs(accepted), provenance_graph(work.facts, accepted)])
        tell(RECOGNISING, 1, 1)
        build_index(
            f"{engine}:{work.path / 'index'}",
            read,
            lambda done, total: tell(INDEXING, done, total),
            earlier=earlier_index(home, engine),
            advise=advise,
        )
        tell(SEALING, 0, 1)
        edition = work.seal(
            delivery.summary(one.delivery_iri, one.source.title) for one, delivery in accepted
        )
        tell(SEALING, 1, 1)
    return edition


def _accepted(
    home: Path, archive: Archive, base: str, folders: Sequence[Path] | None, tell: Progress
) -> list[tuple[Ingested, Delivery]]:
    deliveries = list(accepted_deliveries(home, archive, folders))
    accepted = []
    for done, delivery in enumerate(deliveries):
        tell(READING, done, len(deliveries))
        accepted.append((ingest_delivery(archive, delivery, base), delivery))
    tell(READING, len(deliveries), len(deliveries))
    return accepted


def _graphs(accepted: Sequence[Accepted]) -> list[NamedGraph]:
    return [named for ingested, _ in accepted for named in ingested.graphs]


def _mention_graphs(accepted: Sequence[Accepted]) -> list[NamedGraph]:
    return [named for named in _graphs(accepted) if named.iri.endswith(MENTIONS)]


def _check(archive: Archive, every: Sequence[Ingested], tell: Progress) -> None:
    context = context_of(every)
    for done, ingested in enumerate(every):
        tell(CHECKING, done, len(every))
        check_delivery(archive, ingested, context, trust_earlier=True)
    tell(CHECKING, len(every), len(every))


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""
