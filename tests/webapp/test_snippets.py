"""What is offered to paste into other tools asks exactly the query at hand, whatever characters it holds."""

from __future__ import annotations

import ast
import csv
import io
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from waitress.server import create_server

from graph.questions import list_questions
from tests.webapp.markup import read_page
from webapp import create_app
from webapp.presentation.snippets import m_string, python_string, r_string, snippets
from webapp.settings import Settings

AWKWARD = {
    "one line": 'SELECT ?x { VALUES ?x { "a" } }',
    "quotes": """SELECT ?x { VALUES ?x { "it's" 'say "ja"' '''a "" b''' } }""",
    "backslashes": r'SELECT ?x { VALUES ?x { "a\\b" "c\\" "\\n" "tab\t" } }',
    "lines": 'SELECT ?x {\n  VALUES ?x { """een\ntwee\n""" } # it\'s "here" \\\n}\n',
    "last a quote": '# SELECT\nSELECT ?x { VALUES ?x { "a" } } # "quoted"',
    "four quotes": 'SELECT ?x {\nVALUES ?x { \'\'\'a""""b\'\'\' """c""" }}',
    "shell": 'SELECT ?x { VALUES ?x { "$HOME `id` $(id) !! %PATH% ; | & > <" } }',
    "other scripts": 'SELECT ?x { VALUES ?x { "één café \U0001f3e1 \u202e ĳ" } }',
    "power query": 'SELECT ?x { VALUES ?x { "#(lf)" "#(" } }',
    "raw R": 'SELECT ?x {\nVALUES ?x { ")" ")-" ")--" } } # )" )-" )--"',
    "dollar": "SELECT $x { VALUES $x { '$x {query} {{}} %s %(a)s' } }",
    "percent": 'SELECT ?x { VALUES ?x { "a+b%20c&query=d=e;f@g" } }',
}
ENDPOINT = "http://127.0.0.1:1/sparql"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory, publish_turtle) -> Iterator[str]:  # type: ignore[no-untyped-def]
    home: Path = tmp_path_factory.mktemp("snippets")
    publish_turtle(home, '<organisatie/een> a org:Organization ; skos:prefLabel "Een"@nl .')
    app = create_app(Settings(home=str(home)))
    server = create_server(app, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}/sparql"
    server.close()
    server.task_dispatcher.shutdown()
    thread.join(10)
    app.extensions["gemeengoed-site"].close()


def code_of(endpoint: str, query: str, form: str, tool: str) -> str:
    [code] = [one.code for one in snippets(endpoint, query, form) if one.title.startswith(tool)]
    return code


def said_by(command: list[str], code: str) -> str:
    done = subprocess.run(command, input=code.encode(), capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def expected(query: str) -> list[str]:
    """Give what the engine itself answers."""
    import pyoxigraph as ox

    solutions = ox.Store().query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    return [solution[0].value for solution in solutions]


def values_of(text: str) -> list[str]:
    _, *rows = csv.reader(io.StringIO(text, newline=""))
    return [row[0] for row in rows]


@pytest.mark.parametrize("query", AWKWARD.values(), ids=AWKWARD)
def test_curl_asks_the_very_query(endpoint: str, query: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    said = said_by(["/bin/sh"], code_of(endpoint, query, "select", "curl"))
    assert values_of(said) == expected(query)


@pytest.mark.parametrize("query", AWKWARD.values(), ids=AWKWARD)
def test_python_with_pandas_asks_the_very_query(endpoint: str, query: str) -> None:
    shown = "import sys\nsys.stdout.buffer.write(table.to_csv(index=False, lineterminator='\\r\\n').encode())"
    code = code_of(endpoint, query, "select", "Python").replace("print(table)", shown)
    assert values_of(said_by([sys.executable, "-"], code)) == expected(query)


def test_python_keeps_zeros_and_empty_cells(endpoint: str) -> None:
    query = 'SELECT ?a ?b { VALUES (?a ?b) { ("0307" UNDEF) ("NA" "null") } }'
    code = code_of(endpoint, query, "select", "Python") + "\nprint(table.values.tolist())"
    assert "[['0307', ''], ['NA', 'null']]" in said_by([sys.executable, "-"], code)


@pytest.mark.parametrize(
    ("query", "form", "words"),
    [
        ("ASK { ?s a ?c }", "ask", "True"),
        ("CONSTRUCT { <a:b> <a:c> 1, 2 } WHERE {}", "construct", "2"),
        ("DESCRIBE <https://w3id.org/gemeengoed/id/organisatie/een>", "describe", "2"),
    ],
)
def test_truth_and_graph_are_read_as_such(endpoint: str, query: str, form: str, words: str) -> None:
    assert said_by([sys.executable, "-"], code_of(endpoint, query, form, "Python")).strip() == words
    if shutil.which("curl"):
        assert said_by(["/bin/sh"], code_of(endpoint, query, form, "curl")) != ""


def python_value(code: str) -> object:
    return ast.literal_eval(code)


def r_value(code: str) -> str:
    """Read a raw string as R does: up to the first closing bracket with as many dashes and a quote."""
    opened = re.match(r'r"(-*)\(', code)
    assert opened is not None
    body, _, rest = code[opened.end() :].partition(f'){opened[1]}"')
    assert rest == ""
    return body


def m_value(code: str) -> str:
    """Read a text literal of M: doubled quotes, and escapes between #( and )."""
    assert re.fullmatch(r'"(?:[^"]|"")*"', code, re.DOTALL)
    named = {"#": "#", "lf": "\n", "cr": "\r", "tab": "\t"}
    return re.sub(r'""|#\(([^)]*)\)', lambda found: '"' if found[1] is None else named[found[1]], code[1:-1])


@given(TEXT | st.sampled_from(sorted(AWKWARD.values())))
def test_any_text_is_quoted_so_that_each_language_reads_it_back(text: str) -> None:
    assert python_value(python_string(text)) == text
    assert r_value(r_string(text)) == text
    assert m_value(m_string(text)) == text


@given(TEXT, TEXT)
def test_any_text_before_or_after_quotes_and_line_ends(before: str, after: str) -> None:
    for middle in ('"""\n', "\\\n", '"', '\n"', ')-"', '#("\r'):
        text = before + middle + after
        assert python_value(python_string(text)) == text
        assert r_value(r_string(text)) == text
        assert m_value(m_string(text)) == text


@pytest.mark.parametrize("query", AWKWARD.values(), ids=AWKWARD)
def test_query_stands_in_each_snippet_as_it_is(query: str) -> None:
    curl, python, r, power_query = snippets(ENDPOINT, query, "select")
    text = query.rstrip("\n")
    words = shlex.split(curl.code.replace(" \\\n  ", " "))
    assert words[words.index("--data-urlencode") + 1] == f"query={text}"
    [assigned] = [
        one.value
        for one in ast.parse(python.code).body
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "query"
    ]
    assert ast.literal_eval(assigned) == text
    assert r_string(text) in r.code
    assert m_string(text) in power_query.code
    assert all(ENDPOINT in one.code for one in (curl, python, r, power_query))


def test_line_ends_of_a_browser_are_line_ends_and_a_nul_has_no_snippet() -> None:
    assert snippets(ENDPOINT, "ASK\r\n{}\r\n", "ask") == snippets(ENDPOINT, "ASK\n{}", "ask")
    assert snippets(ENDPOINT, "ASK { ?s ?p '\0' }", "ask") == ()


def test_snippets_stand_closed_on_the_page_of_a_question_and_of_an_answer(client: FlaskClient) -> None:
    [question] = [one for one in list_questions() if one.name == "buurgemeenten"]
    for address in ("/vragen/buurgemeenten", "/sparql?query=ASK%7B%7D"):
        page = read_page(client.get(address, headers={"Accept": "text/html"}).text)
        assert page.problems == []
        assert {"class": "snippets"} in page.all("details")
        assert "http://localhost/sparql" in page.text
    shown = read_page(client.get("/vragen/buurgemeenten").text).text
    assert shown.count("VALUES ?gemeente") == 4
    assert " ".join(question.text.split())[:60] in " ".join(shown.split())
