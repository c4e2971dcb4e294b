"""Blocks with SERVICE are found where they surely are, and what is written in their place is only data."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.containment import check_query, explain_syntax_error
from graph.query_lexer import Readings
from graph.rewritten import MAX_REWRITTEN_CHARS, Rewritten, behind
from graph.service_blocks import find_services
from graph.values_text import MAX_IRI_CHARS, Table, Term, term_text
from ontology.errors import QueryLimitError, QueryRefusedError, QuerySyntaxError, StoreError
from tests.graph.test_containment import PIECES, REACHING_OUT, P

GG_SEARCH = "https://w3id.org/gemeengoed/def#search"
ONE = Table(("a",), [(ox.Literal("x"),)])


def replaced(text: str, table: Table = ONE) -> Rewritten:
    found = find_services(text)
    assert found.blocks
    return found.replaced([table] * len(found.blocks), repeatable=True)


def rows(query: str, store: ox.Store | None = None) -> list[tuple[str | None, ...]]:
    check_query(query)
    solutions = (store or ox.Store()).query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(tuple(None if term is None else term.value for term in row) for row in solutions)


@pytest.mark.parametrize(
    ("head", "iri", "silent"),
    [
        ("SERVICE gg:search", GG_SEARCH, False),
        ("service silent gg:search", GG_SEARCH, True),
        (f"SERVICE <{GG_SEARCH}>", GG_SEARCH, False),
        (f"SERVICE SILENT<{GG_SEARCH}>", GG_SEARCH, True),
        ("SERVICE #c {\n SILENT # d }\r\n gg:search # e\n", GG_SEARCH, True),
        ("SERVICE z:search", GG_SEARCH, False),
        ("SERVICE z:s\\earch", "", False),
        ("SERVICE <def#search>", GG_SEARCH, False),
        (f"SERVICE <{GG_SEARCH[:-1]}\\u0068>", GG_SEARCH, False),
        ("SERVICE onbekend:search", "", False),
        ("SERVICE ?wie", "", False),
        ("SERVICE <http://e/\\UFFFFFFFF>", "http://e/\\UFFFFFFFF", False),
    ],
)
def test_block_is_found_with_whom_it_calls(head: str, iri: str, *, silent: bool) -> None:
    text = (
        "BASE <https://w3id.org/gemeengoed/> PREFIX z: <https://w3id.org/gemeengoed/def#>\n"
        f"SELECT * {{ ?s ?p ?o . {head} {{ ?a ?b '}}' {{ ?c $d ?e }} # }}\n}} }}"
    )
    found = find_services(text)
    [block] = found.blocks
    if iri or "\\e" not in head:
        assert found.iri_of(block.name) == iri
    assert (block.silent, block.variables) == (silent, ("a", "b", "c", "d", "e"))
    assert text[block.start : block.end] == text[text.index(head) : text.rindex(" }")]
    blanked = found.blanked()
    assert (len(blanked), blanked.count("\n")) == (len(text), text.count("\n"))
    assert check_query(blanked).form == "select"


def test_prefix_of_the_asker_counts_and_not_what_looks_like_one_in_the_pattern() -> None:
    found = find_services(
        "PREFIX gg: <http://e/> ASK { ?s skos: <http://f/> . SERVICE gg:search { } SERVICE skos:x { } }"
    )
    assert [found.iri_of(block.name) for block in found.blocks] == [
        "http://e/search", "http://www.w3.org/2004/02/skos/core#x",
    ]  # fmt: skip
    assert found.prologue == "PREFIX gg: <http://e/> "


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?s ?p "SERVICE gg:search { }" }',
        "ASK { ?s ?p '''SERVICE gg:search { }''' }",
        "ASK { ?s ?p ?o } # SERVICE gg:search { }",
        "ASK { ?s <http://e/SERVICE> ?service }",
        "ASK { ?s ?p ?o } # niets",
        "ASK { \\u0053ERVICE gg:search { } }",
        "ASK { SERVICE gg:search ?a }",
        "ASK { SERVICE gg:search { ",
        "ASK { SERVICE 'gg:search' { } }",
    ],
)
def test_what_is_no_block_is_left_alone(text: str) -> None:
    assert find_services(text).blocks == ()


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80))
@settings(max_examples=300)
def test_query_without_blocks_is_never_changed(text: str) -> None:
    with suppress(QuerySyntaxError):
        found = find_services(text)
        if not found.blocks:
            assert found.replaced([], repeatable=True) == text == found.blanked()


@pytest.mark.parametrize("query", REACHING_OUT)
def test_call_that_hides_is_refused_as_before(query: str) -> None:
    """What is found is one plain call; whatever else there is stays in the text, and is refused."""
    try:
        found = find_services(query)
    except QuerySyntaxError:  # in doubt where a block ends
        return
    if len(found.blocks) == 0:
        with pytest.raises(QueryRefusedError):
            check_query(found.replaced([], repeatable=True))
    else:
        text = found.replaced([ONE] * len(found.blocks), repeatable=True)
        with suppress(StoreError):
            assert not calls(check_query(text).text)


def calls(query: str) -> bool:
    """Whether the engine itself would try to call the server: port 9 is closed to it, and it says so."""
    store = ox.Store()
    node = ox.NamedNode("http://e/a")
    store.add(ox.Quad(node, node, node))
    try:
        result = store.query(query)
        if not isinstance(result, ox.QueryBoolean):
            list(result)
    except OSError as exc:
        return "port 9" in str(exc)
    except SyntaxError:
        return False
    return False


CALL = " SERVICE <http://127.0.0.1:9/> {?x ?y ?z} "
VALUES_OF_OTHERS = st.one_of(
    st.text(max_size=30).filter(lambda text: "\ud800" not in text).map(ox.Literal),
    st.sampled_from(
        [
            ox.Literal('" } SERVICE <http://127.0.0.1:9/> {} #'),
            ox.Literal("' \\' ''' \"\"\" SERVICE <http://127.0.0.1:9/> {} \n }"),
            ox.Literal("\\", language="nl"),
            ox.Literal(-12),
            ox.Literal(1.5),
            ox.NamedNode("http://e/'#SERVICE"),
            ox.NamedNode("http://e/a'"),
            ox.NamedNode("http://e/'''(x)SERVICE:x"),
            ox.Literal("1", datatype=ox.NamedNode("http://e/'SERVICE")),
            None,
        ]
    ),
)


@given(
    before=st.lists(st.sampled_from(PIECES), max_size=6),
    after=st.lists(st.sampled_from(PIECES), max_size=5),
    values=st.lists(VALUES_OF_OTHERS, max_size=3),
)
@example(before=["BIND(1 AS ?x)", "FILTER(?x<'", "a", ">'", ")"], after=[], values=[])
@settings(max_examples=400)
def test_whatever_is_replaced_calls_nobody_that_is_let_through(
    before: list[str], after: list[str], values: list[ox.Literal | ox.NamedNode | None]
) -> None:
    query = f"{P}SELECT*{{{''.join(before)}{CALL}{''.join(after)}}}"
    table = Table(("x",), [(value,) for value in values])
    try:
        found = find_services(query)
        text = found.replaced([table] * len(found.blocks), repeatable=False)
        checked = check_query(text)
    except StoreError:
        return
    assert not calls(checked.text)


@given(st.lists(VALUES_OF_OTHERS, max_size=5))
@settings(max_examples=300)
def test_values_come_out_as_they_went_in_and_every_reading_agrees(
    values: list[ox.Literal | ox.NamedNode | None],
) -> None:
    text = replaced("SELECT ?a { SERVICE gg:search { } }", Table(("a",), [(value,) for value in values]))
    check_query(text)
    solutions = ox.Store().query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [row[0] for row in solutions] == values
    strings = sum(token.kind == "string" for token in Readings(text).tokens())
    assert strings == sum(term_text(value).startswith('"') for value in values)


@pytest.mark.parametrize(
    "term",
    [
        ox.BlankNode("b"),
        ox.NamedNode("http://e/" + "x" * MAX_IRI_CHARS),
        ox.Triple(ox.BlankNode("b"), ox.NamedNode("http://e/"), ox.Literal("x")),
        ox.Literal("x", language="ar", direction=ox.BaseDirection.RTL),
    ],
)
def test_term_without_a_place_in_a_query_is_refused(term: Term) -> None:
    with pytest.raises(QueryRefusedError, match="kan niet in een vraag staan"):
        replaced("ASK { SERVICE gg:search { } }", Table(("a",), [(term,)]))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("SERVICE gg:search { }", [("x",)]),
        ("SERVICE gg:search { } SERVICE gg:search { }", [("x",)]),
        ("SERVICE gg:search { } .", [("x",)]),
        ("?s ?p ?a.SERVICE gg:search { }", [("x",)]),
        ("?s ?p ?a OPTIONAL { SERVICE gg:search { } }", [("x",), ("y",)]),
        ("?s ?p ?a MINUS { SERVICE gg:search { } }", [("y",)]),
        ("?s ?p ?a FILTER EXISTS { SERVICE gg:search { } }", [("x",)]),
        ("?s ?p ?a FILTER NOT EXISTS { SERVICE gg:search { } }", [("y",)]),
        ("{ SELECT * { SERVICE gg:search { } } }", [("x",)]),
        ("{ SERVICE gg:search { } } UNION { ?s ?p ?a }", [("x",), ("x",), ("y",)]),
        ("SERVICE gg:search { } BIND(1 AS ?b)", [("x",)]),
    ],
)
def test_block_joins_with_what_stands_around_it(pattern: str, expected: list[tuple[str]]) -> None:
    store = ox.Store()
    for value in "xy":
        subject = ox.NamedNode(f"http://e/{value}")
        store.add(ox.Quad(subject, ox.NamedNode("http://e/p"), ox.Literal(value)))
    assert rows(replaced(f"SELECT ?a {{ {pattern} }}"), store) == expected


def test_table_without_rows_joins_with_nothing_and_one_without_values_with_everything() -> None:
    query = "SELECT ?a { VALUES ?a { 1 } SERVICE gg:search { ?a ?b ?c } }"
    [block] = find_services(query).blocks
    assert rows(replaced(query, Table(("a",), []))) == []
    assert rows(replaced(query, block.empty_solution())) == [("1",)]
    nameless = "SELECT ?a { VALUES ?a { 1 } SERVICE gg:search { <a:b> <a:b> 1 } }"
    assert rows(replaced(nameless, find_services(nameless).blocks[0].empty_solution())) == [("1",)]
    assert rows(replaced(nameless, Table((), [(), ()]))) == [("1",), ("1",)]
    assert rows(replaced(nameless, Table((), []))) == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { } SERVICE gg:search { }",
        "SELECT * { { SELECT * { } SERVICE gg:search { } } }",
        "SELECT * { { } UNION SERVICE gg:search { } }",
        "SELECT * { SERVICE gg:search { } UNION { } }",
        "SELECT * WHERE SERVICE gg:search { }",
        "CONSTRUCT { SERVICE gg:search { } } WHERE { }",
        "SELECT * { ?s ?p SERVICE gg:search { } }",
        f"{P}SELECT * {{ ?s ?p e:a.SERVICE gg:search {{ }} }}",
    ],
)
def test_block_in_a_place_where_sparql_has_none_stays_an_error(query: str) -> None:
    with pytest.raises(SyntaxError):
        ox.Store().query(replaced(query))


@pytest.mark.parametrize(
    "query",
    [
        "ASK{FILTER(?x<'a>') SERVICE gg:search { } FILTER(?x<'b>' || ?y = ' SERVICE gg:search { } ') } #'",
        "SELECT * { FILTER(?x<?y#>1) SERVICE gg:search { }\n}) SERVICE gg:search { } }",
        "SELECT * { FILTER(?x = '''a\\-b''') SERVICE gg:search { } }",
        "SELECT * { FILTER(?x = '''a\\uD800b''') SERVICE gg:search { } }",
    ],
)
def test_query_that_can_be_read_in_two_ways_is_refused_with_what_to_do(query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="Zet een spatie achter <"):
        find_services(query)


@pytest.mark.parametrize(
    "pattern",
    [
        "VALUES (?a ?b) { (<http://e/#x> <http://e/#y>) (<http://e/'s> <http://e/'t>) }",
        "FILTER(?a<?b && ?c>1) FILTER(?a <3) FILTER(?d<'x')",
        "?s (<urn:a#b>|<urn:c#d>)/<urn:e#f> ?o",
        "FILTER(?x IN (<urn:a>, <urn:b#c>))",
        "FILTER(?x = '''it\\'s \\\\x \\u00f6''')",
        "?s <#p> <#o> . ?s ?p (<#a>)",
    ],
)
def test_ordinary_iris_and_comparisons_leave_no_doubt(pattern: str) -> None:
    assert len(find_services(f"SELECT * {{ {pattern} SERVICE gg:search {{ }} }}").blocks) == 1


def test_nested_call_stays_in_the_text_and_is_refused_at_its_place() -> None:
    text = "SELECT *\n{ SERVICE <http://e/> { ?s ?p ?o\n  SERVICE SILENT <http://f/> { ?a ?b ?c } } }"
    found = find_services(text)
    assert len(found.blocks) == 1
    with pytest.raises(QueryRefusedError, match="Regel 3, kolom 3: SERVICE vraagt"):
        check_query(found.blanked())


TWO = (
    "SELECT *\n{ SERVICE gg:search { ?a ?b ?c }  ?één ?x 1 . SERVICE\n gg:search\n { ?d ?e ?f } ?y ?z 2 }\n"
    "ORDER BY ?a"
)


@pytest.mark.parametrize("mark", ["?één", "?y", "?z", "ORDER", "SELECT"])
def test_mistake_is_shown_where_it_stands_in_what_was_written(mark: str) -> None:
    written = TWO.replace(mark, "¡", 1)
    table = Table(("a", "b"), [(ox.Literal("\n1"), ox.Literal("2"))] * 3)
    text = replaced(written, table)
    line = text.count("\n", 0, text.index("¡")) + 1
    column = text.index("¡") - text.rfind("\n", 0, text.index("¡"))
    error = explain_syntax_error(text, QuerySyntaxError("Fout.", line, column))
    offset = written.index("¡")
    assert (error.line, error.column) == (
        written.count("\n", 0, offset) + 1,
        offset - written.rfind("\n", 0, offset),
    )


def test_mistake_inside_what_was_replaced_is_shown_at_its_start() -> None:
    text = replaced(TWO)
    offset = text.rindex("VALUES")
    place = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    error = text.as_written(QuerySyntaxError("Fout.", *place))
    start = TWO.rindex("SERVICE")
    assert (error.line, error.column) == (2, start - TWO.index("\n"))
    assert text.as_written(QuerySyntaxError("Fout.")).line == 0
    later = behind("BASE <http://e/>\n", text)
    assert isinstance(later, Rewritten)
    moved = later.as_written(QuerySyntaxError("Fout.", place[0] + 1, place[1]))
    assert (later, moved.line, moved.column) == (f"BASE <http://e/>\n{text}", 3, error.column)


def test_undeclared_prefix_is_shown_in_what_was_written() -> None:
    text = replaced("SELECT * { SERVICE gg:search { ?a ?b ?c } ?s foo:p ?o }")
    error = explain_syntax_error(text, QuerySyntaxError("van de motor", 3, 9))
    assert str(error).startswith("Regel 1, kolom 46: De prefix foo: is niet gedeclareerd.")


def test_tables_may_be_long_but_not_endless() -> None:
    query = "SELECT * { SERVICE gg:search { ?a ?b ?c } }"
    long = Table(("a",), [(ox.Literal("x" * 1000),)] * 300)
    assert check_query(replaced(query, long)).form == "select"
    with pytest.raises(QueryLimitError, match="te veel om mee verder te vragen"):
        check_query(replaced(query, Table(("a",), [(ox.Literal("x" * MAX_REWRITTEN_CHARS),)])))
