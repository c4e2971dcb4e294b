"""Measure the search engines on real law articles, one against the other and against a bare Whoosh schema.

Part of `make bench`; alone with `python -m tests.bench_engines`. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import random
import re
import shutil
import statistics
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import perf_counter

from whoosh import analysis, fields, index, query

from indexer.analysis.chain import DUTCH
from indexer.columns import FACETS, load_columns
from indexer.compile import Compiler
from indexer.document import Document
from indexer.engines import ENGINES, open_engine, write_documents
from indexer.engines.interface import Selection, TermIndex
from indexer.engines.table import Table
from indexer.fields import EVERYTHING, entry_of
from indexer.query_parser import parse_query
from indexer.search import SearchRequest
from indexer.tag import Tag
from indexer.term_query import AllOf, AnyOf, Term, TermQuery
from indexer.weights import typical_lengths

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "corpus" / "bwb2017_artikelen.jsonl.gz"
YEAR = re.compile(r"\b(19[5-9]\d|20[0-3]\d)\b")
MOST_FREQUENT = 0.1
"""People do not look for a word that stands in more than a tenth of the articles, such as artikel."""

Row = tuple[str, str, str, list[float]]


def main() -> None:
    """Run every measurement and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="articles for tantivy (default 100000)")
    parser.add_argument("--whoosh", type=int, default=20_000, help="articles for Whoosh (default 20000)")
    parser.add_argument("--questions", type=int, default=300, help="questions of each kind (default 300)")
    parser.add_argument("--folder", type=Path, help="where indexes are kept for a next run")
    options = parser.parse_args()
    print_rows(options.articles, options.whoosh, options.questions, options.folder)


def print_rows(
    many: int = 100_000, few: int = 20_000, questions: int = 300, folder: Path | None = None
) -> None:
    """Print the table, a line as soon as it is measured; see :func:`main` for the parameters."""
    if not ARTICLES.is_file():
        print(f"(skipped, the engines: {ARTICLES.name} is not here)")
        return
    home = folder or Path(tempfile.mkdtemp(prefix="gemeengoed-engines-"))
    try:
        print("| what | aim | median | 95th percentile | lowest - highest | questions |")
        print("|---|---|---|---|---|---|")
        for what, aim, unit, values in measure(home, many, few, questions):
            ordered = sorted(values)
            print(
                f"| {what} | {aim} | {statistics.median(values):.3g} {unit} "
                f"| {ordered[int(len(ordered) * 0.95)]:.3g} {unit} "
                f"| {ordered[0]:.3g} - {ordered[-1]:.3g} | {len(values)} |",
                flush=True,
            )
    finally:
        if not folder:
            shutil.rmtree(home)


def measure(home: Path, many: int, few: int, questions: int) -> Iterator[Row]:
    """Give what was measured, its aim, its unit and the values."""
    asked = questions_of(questions)
    if find_spec("tantivy"):
        yield from _fast(home, many, asked, questions)
    else:
        print("(skipped, tantivy: it is not installed)")
    yield from against_bare(home, few, asked)


def _fast(home: Path, many: int, asked: list[str], questions: int) -> Iterator[Row]:
    """Measure tantivy, the selecting and counting alone and the whole search."""
    fast = written("tantivy", home / f"tantivy-{many}", many)
    with opened("tantivy", fast) as found:
        frequent = found.documents_with
        usual = [text for text in asked if is_usual(text, frequent, many)]
        for all_words, name in ((True, "all words"), (False, "any word")):
            queries = [Compiler(frequent, all_words, all_words).compile(parse_query(text)) for text in usual]
            times = [ms(lambda q=q: found.rank(Selection(q, limit=20, counted=FACETS))) for q in queries]
            yield f"tantivy, {many} articles, {name}, five facets", "p95 under 2 ms", "ms", times
        every = [Compiler(frequent).compile(parse_query(text)) for text in questions_of(questions, seed=2)]
        times = [ms(lambda q=q: found.rank(Selection(q, limit=20, counted=FACETS))) for q in every]
        yield "the same with words that stand everywhere, all words", "", "ms", times
    with closing(open_engine(f"tantivy:{fast}")) as engine:
        engine.search(SearchRequest("wet", literal=True))
        yield (
            "the same with snippets and all else",
            "",
            "ms",
            [ms(lambda text=text: engine.search(SearchRequest(text))) for text in usual[:60]],
        )


def against_bare(home: Path, few: int, asked: list[str]) -> Iterator[Row]:
    """Measure Whoosh with our levels against a Whoosh schema of one field, for the same terms."""
    ours = written("whoosh", home / f"whoosh-{few}", few)
    bare = bare_index(home / f"bare-{few}", few)
    with opened("whoosh", ours) as found, index.open_dir(bare).searcher() as searcher:
        usual = [text for text in asked if is_usual(text, found.documents_with, few)]
        terms = [tuple(dict.fromkeys(DUTCH.terms(text))) for text in usual]
        terms = [some for some in terms if all(found.documents_with(EVERYTHING, term) for term in some)]
    for name, join, theirs in (("all words", AllOf, query.And), ("any word", AnyOf, query.Or)):
        first, again, narrow = [], [], []
        # Opened anew for each kind: postings that were read stay in memory.
        with opened("whoosh", ours) as found, index.open_dir(bare).searcher() as searcher:
            for some in terms:
                wanted: TermQuery = join(tuple(Term(EVERYTHING, term) for term in some))
                plain = theirs([query.Term("text", term) for term in some])
                alone = ms(lambda plain=plain: searcher.search(plain, limit=10))
                first.append(ms(lambda w=wanted: found.rank(Selection(w, limit=10))) / alone)
                without = ms(lambda w=wanted: found.rank(Selection(w, limit=10)))
                again.append(without / alone)
                narrow.append(
                    ms(lambda w=wanted: found.rank(Selection(w, limit=10, counted=FACETS))) / without
                )
        yield f"Whoosh, {few} articles, {name}, to a bare schema, asked for the first time", "1.5", "x", first
        yield "the same, asked again", "1.5", "x", again
        yield "the same with five facets, to without", "3", "x", narrow


def ms(ask: Callable[[], object]) -> float:
    """Time one question, in milliseconds."""
    started = perf_counter()
    ask()
    return (perf_counter() - started) * 1000


def documents(count: int) -> Iterator[Document]:
    """Give law articles; the data names no subjects and places, so these are dealt out by a hash."""
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        read = (json.loads(line) for line in lines)
        unique = {row["id"]: row for row in islice((row for row in read if row["tekst"].strip()), count)}
    for key, row in unique.items():
        deal = zlib.crc32(key.encode())
        yield Document(
            iri=f"https://example.org/{key}",
            kind="artikel",
            label=f"artikel {row['artikel']} {row['wet']}"[:300],
            texts=(row["tekst"],),
            themes=(Tag(f"t{deal % 60}", f"t{deal % 60}"), Tag(f"g{deal % 12}", f"g{deal % 12}")),
            places=(Tag(f"gm{deal // 7 % 342}", f"gm{deal // 7 % 342}"), Tag(f"pv{deal // 7 % 12}", "pv")),
            sources=(Tag(row["soort"], row["soort"]),),
            years=tuple(dict.fromkeys(map(int, YEAR.findall(row["tekst"]))))[:4],
        )


def questions_of(count: int, seed: int = 1) -> list[str]:
    """Give questions of one to five words of four letters or more, each from one article."""
    rng = random.Random(seed)
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["tekst"][:600] for line in islice(lines, 0, None, 97)]
    found: list[str] = []
    while len(found) < count:
        words = [t.text for t in DUTCH.analyse(rng.choice(texts)) if t.text.isalpha() and len(t.text) > 3]
        if len(words) >= (size := len(found) % 5 + 1):
            found.append(" ".join(rng.sample(words, size)))
    return found


def is_usual(text: str, documents_with: Callable[[str, str], int], among: int) -> bool:
    """Tell whether no word of *text* stands in too many articles to be looked for."""
    return all(documents_with(EVERYTHING, term) <= MOST_FREQUENT * among for term in DUTCH.terms(text))


def written(engine: str, folder: Path, count: int) -> Path:
    """Make an index of *count* articles, unless an earlier run did."""
    if not (folder / "index.json").exists():
        write_documents(f"{engine}:{folder}", documents(count))
    return folder


def bare_index(folder: Path, count: int) -> Path:
    """Make a Whoosh index of one text field, fed with the terms that ours has."""
    if index.exists_in(folder):
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    every = list(documents(count))
    lengths = typical_lengths(every)
    schema = fields.Schema(text=fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer(), phrase=False))
    writer = index.create_in(str(folder), schema).writer(limitmb=64)
    for document in every:
        places = entry_of(document, lengths).places[EVERYTHING]
        writer.add_document(text=" ".join(term for term, found in places.items() for _ in found))
    writer.commit()
    return folder


def opened(engine: str, folder: Path) -> closing[TermIndex]:
    """Open an index without what search adds to it."""
    module, _, function = ENGINES[engine][0].partition(":")
    found: TermIndex = getattr(import_module(module), function)(folder, Table(*load_columns(folder)))
    # What was loaded stays; without this the first questions pay for looking through all of it.
    gc.freeze()
    return closing(found)


if __name__ == "__main__":
    main()
