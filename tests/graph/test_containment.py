"""Strangers' queries: what reaches out or changes is refused, what only looks like it is let through."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.containment import MAX_QUERY_CHARS, check_query, explain_syntax_error
from graph.query_lexer import Readings
from ontology.errors import QueryLimitError, QueryRefusedError, QuerySyntaxError, StoreError

CALL = "SERVICE<http://127.0.0.1:9/>{}"
P = "PREFIX e:<http://e/> PREFIX :<http://127.0.0.1:9/> "

# Each of these is read by Oxigraph as a call to another server.
REACHING_OUT = [
    f"SELECT*{{{CALL}}}",
    "select*{sErViCe ?x{}}",
    "SELECT*{SERVICE SILENT <http://127.0.0.1:9/> {}}",
    "SELECT*{SERVICESILENT<http://127.0.0.1:9/>{}}",
    "SELECT*{SERVICE#c\n SILENT #d\r ?x #e\n {}}",
    P + "SELECT*{SERVICE:{}}",
    P + "SELECT*{SERVICE:x{}}",
    P + "SELECT*{SERVICEe:x{}}",
    P + "SELECT*{SERVICE e:x.y {}}",
    "SELECT*{SERVICE ?x\u2190 {}}",
    f"SELECT*{{?s ?p true{CALL}}}",
    f"SELECT*{{?s ?p 1{CALL}}}",
    f'SELECT*{{?s ?p "\\"" {CALL}}} #"',
    f"SELECT*{{?s ?p '''a''b'''.{CALL}}}",
    # A name with two dots ends at the second for the engine.
    P + f"SELECT*{{?s ?p e:a.b.{CALL}}}",
    # An escaped quote belongs to a name, and opens no string.
    P + f"SELECT*{{?s ?p e:a.b\\'c.{CALL} #'\n}}",
    # A comparison that looks like an IRI: what follows is a comment, or a string that ends later.
    "SELECT*{BIND(1 AS ?x)FILTER(?x<?x)SERVICE#>\n<http://127.0.0.1:9/>{}}",
    f"SELECT*{{BIND('1' AS ?x)FILTER(?x<'a>'){CALL}FILTER(?x<'b>')}}",
    # An escape that no string may hold makes the engine read two quotes and then a short string.
    P + f"SELECT*{{('''a' e:\\- ){CALL}}} #'''",
]


@pytest.mark.parametrize("query", REACHING_OUT)
def test_call_to_another_server_is_refused(query: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE vraagt een andere server"):
        check_query(query)


def test_refusal_names_line_and_column() -> None:
    with pytest.raises(QueryRefusedError, match=r"^Regel 3, kolom 5: SERVICE"):
        check_query("SELECT *\nWHERE {\n  é SERVICE <http://127.0.0.1:9/> {} }")


@pytest.mark.parametrize(
    "update", ["INSERT DATA {}", "DELETE WHERE {}", "LOAD <http://e/>", "CLEAR ALL", "with <a:b>"]
)
def test_update_is_refused_with_its_place(update: str) -> None:
    word = update.split(maxsplit=1)[0].upper()
    with pytest.raises(QueryRefusedError, match=rf"Regel 2, kolom 1: {word} wijzigt"):
        check_query(f"PREFIX a.b: <http://e/>\n{update}")


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <x:> {" }',
        "SELECT * { ?s ?p 'SERVICE <x:> {' }",
        "SELECT * { ?s ?p '''it's SERVICE <x:> {''' }",
        'SELECT * { ?s ?p """zeg "SERVICE <x:> {" niet""" }',
        "SELECT * { ?s ?p ?o } # SERVICE <x:> { ?s ?p ?o }",
        "SELECT * { <http://e/service/x> ?p <http://e/service> . ?o ?q ?r OPTIONAL { ?a ?b ?c } }",
        "SELECT * { GRAPH <http://e/service#g>\n { ?s ?p ?o } }",
        P + "DESCRIBE e:service ?x { ?x ?p ?o }",
        "SELECT ?service ?LOAD { ?service ?SERVICE $service }",
        P + 'SELECT * { e:service e:LOAD "x"@nl . _:service e:x e:y }',
        "SELECT * { ?s ?p ?o FILTER(?a<?b && ?c>1) FILTER(?a <3) FILTER(?d<'x') }",
        "SELECT * { <http://nl.dbpedia.org/resource/'s-Hertogenbosch> ?p <http://e/'t_Zand> }",
        "ASK { ?s ?p '''''' , '' , \"\" }",
    ],
)
def test_word_in_a_text_name_or_comment_is_let_through(query: str) -> None:
    assert check_query(query).text == query
    ox.Store().query(query)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT*{}", "select"),
        ("# uitleg\nBASE <http://e/>\nPREFIX a: <b> ask{}", "ask"),
        ("PREFIX a.b: <http://e/> CONSTRUCT WHERE {}", "construct"),
        ("VERSION '1.2' DESCRIBE <http://e/>", "describe"),
    ],
)
def test_form_is_the_first_word_after_the_prologue(query: str, form: str) -> None:
    assert check_query(query).form == form


def test_dataset_is_read_from_the_query() -> None:
    checked = check_query(
        "BASE <http://e/b/> PREFIX x: <http://x/> SELECT * FROM <g> FROM x:a.b FROM NAMED x:n "
        "FROM NAMED <http://e/\\u0061> FROM gg:q { ?from ?p 'FROM <http://niet/>' }"
    )
    assert checked.default_graphs == ("http://e/b/g", "http://x/a.b", "https://w3id.org/gemeengoed/def#q")
    assert checked.named_graphs == ("http://x/n", "http://e/a")


@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        ("BASE <http://e/> PREFIX x: <a/> SELECT * FROM x:g {}", ("http://e/a/g",)),
        ("BASE <http://e/> PREFIX x: <> SELECT * FROM x:g {}", ("http://e/g",)),
        ("BASE <http://e/a/> BASE <../b/> SELECT * FROM <g> {}", ("http://e/b/g",)),
        ("BASE <http://e/> SELECT * FROM <http://e/g#> FROM <#> {}", ("http://e/g#", "http://e/#")),
        ("PREFIX x: <http://e/\\u0061/> SELECT * FROM x:g {}", ("http://e/a/g",)),
        ("PREFIX a.b: <http://e/> SELECT * FROM a.b:g {}", ("http://e/g",)),
        ("PREFIX x: <http://e/> SELECT * FROM x:g { ?s x: <http://f/> }", ("http://e/g",)),
    ],
)
def test_names_after_from_mean_what_the_engine_takes_them_for(query: str, graphs: tuple[str, ...]) -> None:
    assert check_query(query).default_graphs == graphs


def test_from_at_the_end_names_no_graph() -> None:
    assert check_query("SELECT * {} FROM").default_graphs == ()
    assert check_query("SELECT * {} FROM NAMED").named_graphs == ()


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("", 1, 1),
        ("# alleen een opmerking", 1, 1),
        ("onzin", 1, 1),
        ("PREFIX a: <http://e/>\n  <http://e/>", 2, 3),
        ('SELECT *\n{ ?s ?p "open }', 2, 9),
        ("SELECT *\n{ ?s ?p '''open }", 2, 9),
        (f"SELECT * {{ {'service' * 400} }}", 1, 12),
    ],
)
def test_text_that_is_no_query_is_a_syntax_error_with_its_place(query: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        check_query(query)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_query_that_is_too_long_is_refused() -> None:
    with pytest.raises(QueryLimitError, match="langer dan"):
        check_query("SELECT * {}" + " " * MAX_QUERY_CHARS)


PIECES = [
    CALL, "SERVICE#>\n<http://127.0.0.1:9/>{}", "SERVICE:x{}", "SERVICE", "SILENT", "<http://127.0.0.1:9/>",
    "{}", "?x", "<", ">", "<a:b>", "<?x>", "<a:'b>", "'", '"', "'''", '"""', "\\", "\\'", "\\-", "\\u0027",
    "#", "\n", "\r", " ", "(", ")", "FILTER(?x<", "FILTER(?x<'", "'>')", "('''", "''')", "FILTER(1)",
    "BIND(1 AS ?x)", "e:a", "e:a.b", "e:", "e:\\-", "e:\\'", ".", ";", ",", "a", "1", "true", "@nl", "_:b",
    "OPTIONAL{}", "GRAPH", "{", "}", "[]", "?x ?y ?z", "VALUES ?x{1}", "é", "^^", "||", "!", "-", "<<(", "&&",
]  # fmt: skip


def reaches_out(query: str) -> bool:
    """Whether the engine itself tried to call the server: port 9 is closed to it, and it says so."""
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


@given(
    before=st.lists(st.sampled_from(PIECES), max_size=8), after=st.lists(st.sampled_from(PIECES), max_size=6)
)
@example(before=["BIND(1 AS ?x)", "FILTER(?x<", "'", "a", ">", "'", ")"], after=[])
@settings(max_examples=600, deadline=None)
def test_whatever_the_engine_would_call_is_refused(before: list[str], after: list[str]) -> None:
    query = f"{P}SELECT*{{{''.join(before)}{CALL}{''.join(after)}}}"
    if reaches_out(query):
        with pytest.raises(QueryRefusedError):
            check_query(query)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_checked_or_refused_with_an_error_of_ours(text: str) -> None:
    with suppress(StoreError):
        assert check_query(text).text == text


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_the_likeliest_reading_leaves_out_nothing_but_space(text: str) -> None:
    try:
        tokens = list(Readings(text).preferred())
    except QuerySyntaxError:
        return
    left = [text[a.end : b.start] for a, b in pairwise(tokens)]
    assert all(gap == "" or gap[0] in " \n\r#" for gap in left)


def explained(query: str) -> str:
    return str(explain_syntax_error(query, QuerySyntaxError("van de motor", 9, 9)))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("ASK { ?s foo:p 1 }", "Regel 1, kolom 10: De prefix foo: is niet gedeclareerd."),
        ("ASK {\n ?s :p 1 }", "Regel 2, kolom 5: De prefix : is niet gedeclareerd."),
        ("ASK { ?s ?p ?o", "Regel 1, kolom 5: Wat hier met { begint, wordt niet gesloten."),
        ("ASK { ?s ?p (1 }", "Regel 1, kolom 16: Hier sluit } iets dat niet open staat."),
        ("ASK } ", "Regel 1, kolom 5: Hier sluit } iets dat niet open staat."),
        ("ASK { ?s ?p 'x }", "Regel 1, kolom 13: Hier begint een tekst die niet wordt afgesloten."),
        ("ASK { skos:x _:b gg:y }", "Regel 9, kolom 9: van de motor"),
    ],
)
def test_syntax_error_is_explained_where_the_cause_can_be_seen(query: str, sentence: str) -> None:
    assert explained(query).startswith(sentence)
