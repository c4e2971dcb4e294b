"""The only reader of the environment: what an operator can set, with a default and one sentence each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from indexer.engines import ENGINES
from ontology.errors import SettingsError
from ontology.iris import DEFAULT_BASE

PREFIX = "GEMEENGOED_"
_HIGHEST_PORT = 65_535
# What every IRI begins with may hold nothing that ends an IRI, or that begins its query or fragment.
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`?#/]+(?:/[^\s<>\"{}|\\^`?#/]+)*")
_ENDPOINT = re.compile(r"https?://[^\s<>\"{}|\\^`/@#?:]+(?::\d{1,5})?(?:[/?][^\s<>\"{}|\\^`#]*)?")
_CONTACT = re.compile(r"[^\s@<>\"/:]+@[^\s@<>\"/:]+\.[^\s@<>\"/:]+|https?://[^\s<>\"{}|\\^`]+")


def _setting(default: str, sentence: str) -> str:
    """Declare one setting; the sentence is what the reference page says of it."""
    chosen: str = field(default=default, metadata={"sentence": sentence})
    return chosen


@dataclass(frozen=True)
class Settings:
    """Everything an operator can set, read once at the start.

    >>> Settings.from_environ({}).address
    ('127.0.0.1', 8000)
    >>> Settings.from_environ({"GEMEENGOED_HOME": "/srv/gemeengoed"}).home_path.name
    'gemeengoed'
    """

    home: str = _setting("var", "Folder for the archive of deliveries, the editions and the accounts.")
    base: str = _setting(
        DEFAULT_BASE, "Start of every IRI that this installation mints; no slash at the end."
    )
    listen: str = _setting("127.0.0.1:8000", "Address and port on which the site is served.")
    proxy: str = _setting(
        "",
        "Address of the reverse proxy in front, such as `127.0.0.1`, which is believed about who asks and at "
        "which address (`X-Forwarded-For`, `-Proto`, `-Host`); empty: nobody is.",
    )
    store: str = _setting(
        "oxigraph",
        "Where pages and queries read the graph: `oxigraph` (the edition, read-only from disk), "
        "`oxigraph-memory` (a copy in memory) or the address of a SPARQL 1.1 server, `sparql+https://…`, "
        "with `?default-graph-uri=` for one that has no default graph.",
    )
    engine: str = _setting(
        "whoosh",
        "Which search engine makes and reads the index of an edition: `whoosh`, or the extra `tantivy` for a "
        "large one.",
    )
    services: str = _setting(
        "",
        "Addresses of SPARQL servers, with spaces between them, that queries may call with `SERVICE`; empty: "
        "none but `gg:search`.",
    )
    contact: str = _setting(
        "",
        "Whom to ask about the data, for the catalogue `/dcat`: an e-mail address or the address of a web "
        "page. Without it the catalogue lacks the contact point that DCAT-AP-NL demands.",
    )

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings from *environ* and check them.

        :raises SettingsError: if a `GEMEENGOED_` variable is unknown or a value cannot be used
        """
        known = {PREFIX + f.name.upper(): f.name for f in fields(cls)}
        unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
        if unknown:
            raise SettingsError(
                f"De instelling {unknown[0]} bestaat niet. Kies uit {', '.join(sorted(known))}."
            )
        settings = cls(**{name: environ[key] for key, name in known.items() if environ.get(key)})
        settings._check()
        return settings

    def _check(self) -> None:
        _ = self.address
        if not _BASE.fullmatch(self.base):
            raise SettingsError(
                f"GEMEENGOED_BASE is {self.base!r}. "
                "Geef een http(s)-adres zonder schuine streep aan het eind."
            )
        if self.engine not in ENGINES:
            raise SettingsError(f"GEMEENGOED_ENGINE is {self.engine!r}. Kies uit: {', '.join(ENGINES)}.")
        for iri in self.service_iris:
            if not _ENDPOINT.fullmatch(iri):
                raise SettingsError(
                    f"GEMEENGOED_SERVICES noemt {iri!r}. Geef volledige http(s)-adressen zonder wachtwoord, "
                    "met spaties ertussen."
                )
        if self.contact and not _CONTACT.fullmatch(self.contact):
            raise SettingsError(
                f"GEMEENGOED_CONTACT is {self.contact!r}. Geef een e-mailadres of een webadres."
            )
        embedded = self.store in {"oxigraph", "oxigraph-memory"}
        if not embedded and not self.store.startswith(("sparql+http://", "sparql+https://")):
            raise SettingsError(
                f"GEMEENGOED_STORE is {self.store!r}. Kies oxigraph, oxigraph-memory of sparql+https://HOST/PAD."
            )

    @property
    def home_path(self) -> Path:
        """The folder of `home`, absolute, so that a later change of working directory does no harm."""
        return Path(self.home).absolute()

    @property
    def service_iris(self) -> tuple[str, ...]:
        """The addresses of `services`.

        >>> Settings(services="https://a.example/sparql https://b.example/").service_iris
        ('https://a.example/sparql', 'https://b.example/')
        """
        return tuple(self.services.split())

    def store_url(self, graph: Path) -> str:
        """The address of the store that answers for the edition whose graph is in the folder *graph*.

        >>> Settings().store_url(Path("var/editions/2026-11-23.1/graph"))
        'oxigraph:var/editions/2026-11-23.1/graph'
        """
        return self.store if self.store.startswith("sparql+") else f"{self.store}:{graph}"

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of `listen`.

        :raises SettingsError: if `listen` is not HOST:PORT with a port of 1 to 65535
        """
        host, colon, port = self.listen.rpartition(":")
        if not colon or not host or not port.isdecimal() or not 0 < int(port) <= _HIGHEST_PORT:
            raise SettingsError(
                f"GEMEENGOED_LISTEN is {self.listen!r}. Geef HOST:POORT, zoals 127.0.0.1:8000."
            )
        return host.strip("[]"), int(port)
