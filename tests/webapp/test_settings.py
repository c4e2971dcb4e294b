"""Settings are read once, with defaults, and a value that cannot be used is named."""

from __future__ import annotations

import pytest

from ontology.errors import SettingsError
from webapp.settings import Settings


def test_the_defaults_are_those_that_others_script_against() -> None:
    settings = Settings.from_environ({})
    assert (settings.home, settings.listen, settings.store, settings.engine) == (
        "var",
        "127.0.0.1:8000",
        "oxigraph",
        "whoosh",
    )
    assert settings.base == "https://w3id.org/gemeengoed"


def test_an_empty_value_means_the_default() -> None:
    assert Settings.from_environ({"GEMEENGOED_LISTEN": ""}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("GEMEENGOED_HOMES", "x", "De instelling GEMEENGOED_HOMES bestaat niet. Kies uit GEMEENGOED_BASE"),
        ("GEMEENGOED_LISTEN", "8000", "Geef HOST:POORT"),
        ("GEMEENGOED_LISTEN", "127.0.0.1:99999", "Geef HOST:POORT"),
        ("GEMEENGOED_LISTEN", ":8000", "Geef HOST:POORT"),
        ("GEMEENGOED_BASE", "gemeengoed.nl", "Geef een http(s)-adres"),
        ("GEMEENGOED_BASE", "https://example.org/", "zonder schuine streep aan het eind"),
        ("GEMEENGOED_BASE", "https://een twee.nl", "Geef een http(s)-adres"),
        ("GEMEENGOED_BASE", "https://example.org/a>b", "Geef een http(s)-adres"),
        ("GEMEENGOED_BASE", "https://example.org/#", "Geef een http(s)-adres"),
        ("GEMEENGOED_BASE", "https://", "Geef een http(s)-adres"),
        ("GEMEENGOED_ENGINE", "lucene", "Kies uit: whoosh, tantivy."),
        ("GEMEENGOED_STORE", "fuseki", "Kies oxigraph, oxigraph-memory of sparql+https://HOST/PAD."),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable: str, value: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ({variable: value})
    assert words in str(caught.value)


def test_an_ipv6_address_loses_its_brackets() -> None:
    assert Settings(listen="[::1]:8000").address == ("::1", 8000)
