"""The query at hand, ready to paste into other tools: curl, Python, R and Power Query."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

_CURL: Final = """\
curl --silent --show-error --fail-with-body \\
  --header 'Accept: {accept}' \\
  --data-urlencode {query} \\
  {endpoint}
"""
_PYTHON: Final = """\
{imports}

query = {query}
request = urllib.request.Request(
    {endpoint},
    data=urllib.parse.urlencode({{"query": query}}).encode(),
    headers={{"Accept": "{accept}"}},
)
with urllib.request.urlopen(request) as answer:
{read}
"""
_R: Final = """\
library(httr2)

query <- {query}
answer <- request({endpoint}) |>
  req_headers(Accept = "{accept}") |>
  req_body_form(query = query) |>
  req_perform()
{read}
"""
_POWER_QUERY: Final = """\
let
    Vraag = {query},
    Antwoord = Web.Contents({endpoint}, [
        Headers = [Accept = "{accept}", #"Content-Type" = "application/x-www-form-urlencoded"],
        Content = Text.ToBinary("query=" & Uri.EscapeDataString(Vraag), TextEncoding.Utf8)
    ]),
    Resultaat = {read}
in
    Resultaat
"""


@dataclass(frozen=True)
class Snippet:
    """A piece of code that asks one query at the endpoint."""

    title: str
    code: str


@dataclass(frozen=True)
class _Form:
    """What an answer of one form is asked as and read with.

    A table is read as text throughout: a tool that guesses would make 307 of the municipality code 0307.
    """

    accept: str
    python: str
    imports: tuple[str, ...]
    r: str
    power_query: str


_STANDARD: Final = "import urllib.parse\nimport urllib.request"
_TABLE: Final = _Form(
    "text/csv",
    "    table = pd.read_csv(answer, dtype=str, keep_default_na=False)\nprint(table)",
    (_STANDARD, "import pandas as pd"),
    'table <- read.csv(text = resp_body_string(answer), colClasses = "character", na.strings = character())',
    'Table.PromoteHeaders(Csv.Document(Antwoord, [Delimiter = ",", Encoding = 65001, '
    "QuoteStyle = QuoteStyle.Csv]))",
)
_TRUTH: Final = _Form(
    "application/sparql-results+json",
    '    print(json.load(answer)["boolean"])',
    (f"import json\n{_STANDARD}",),
    'resp_body_json(answer, check_type = FALSE)[["boolean"]]',
    "Json.Document(Antwoord)[boolean]",
)
_GRAPH: Final = _Form(
    "text/turtle",
    '    graph = rdflib.Graph().parse(answer, format="turtle")\nprint(len(graph))',
    (_STANDARD, "import rdflib"),
    "cat(resp_body_string(answer))",
    "Text.FromBinary(Antwoord, TextEncoding.Utf8)",
)
_FORMS: Final[Mapping[str, _Form]] = {
    "select": _TABLE, "ask": _TRUTH, "construct": _GRAPH, "describe": _GRAPH,
}  # fmt: skip


def snippets(endpoint: str, query: str, form: str) -> tuple[Snippet, ...]:
    """Write *query* for each tool; the answer is fetched with POST, so no query is too long.

    A browser sends line ends as CR LF whatever was typed; they are one character here.

    :param endpoint: the whole address of the SPARQL endpoint
    :param form: of the query, as :class:`graph.containment.CheckedQuery` tells
    :returns: nothing for a query with a NUL in it, which no shell and no source file can hold
    """
    text = query.replace("\r\n", "\n").rstrip("\n")
    if "\0" in text:
        return ()
    kind = _FORMS[form]
    python = {"select": gettext("Python met pandas"), "ask": "Python"}.get(form, gettext("Python met rdflib"))
    # A whole address is ASCII; what JSON makes of that is a string in Python, R and Power Query alike.
    plain = {"accept": kind.accept, "endpoint": json.dumps(endpoint)}
    imports = "\n\n".join(kind.imports)
    return (
        Snippet(
            gettext("curl (Linux, macOS, WSL)"),
            _CURL.format(
                accept=kind.accept, query=shlex.quote(f"query={text}"), endpoint=shlex.quote(endpoint)
            ),
        ),
        Snippet(
            python, _PYTHON.format(**plain, imports=imports, query=python_string(text), read=kind.python)
        ),
        Snippet(gettext("R met httr2"), _R.format(**plain, query=r_string(text), read=kind.r)),
        Snippet(
            gettext("Power Query (Excel, Power BI)"),
            _POWER_QUERY.format(**plain, query=m_string(text), read=kind.power_query),
        ),
    )


def python_string(text: str) -> str:
    """Write *text* as Python reads it, over several lines if it has them.

    >>> python_string("ASK {}")
    "'ASK {}'"
    """
    if "\n" not in text:
        return repr(text)
    body = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\r", "\\r")
    if body.endswith('"'):
        body = f'{body[:-1]}\\"'
    return f'"""{body}"""'


def r_string(text: str) -> str:
    """Write *text* as a raw string of R, with as many dashes as it takes to close nowhere else.

    >>> r_string('ASK { ?s ?p ")" }')
    'r"-(ASK { ?s ?p ")" })-"'
    """
    dashes = ""
    while f'){dashes}"' in text:
        dashes += "-"
    return f'r"{dashes}({text}){dashes}"'


def m_string(text: str) -> str:
    """Write *text* as Power Query reads it.

    >>> m_string('ASK { ?s ?p "#(lf)" }')
    '"ASK { ?s ?p ""#(#)(lf)"" }"'
    """
    body = text.replace("#(", "#(#)(").replace('"', '""').replace("\r", "#(cr)")
    return f'"{body}"'
