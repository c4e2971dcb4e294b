"""A real browser on a real server on loopback; skipped where there is no Chromium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from webapp import create_app
from webapp.settings import Settings

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Visit:
    """A page in the browser, the address of the site, and everything that went wrong on the way."""

    page: Page
    url: str
    trouble: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)


OpenVisit = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def site_url(builtin_home: Path) -> Iterator[str]:
    app = create_app(Settings(home=str(builtin_home)))
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # The loop of the server ends when it finds nothing left to listen to.
    server.close()
    server.task_dispatcher.shutdown()
    thread.join(10)
    app.extensions["gemeengoed-site"].close()


@pytest.fixture
def open_visit(browser: Browser, site_url: str) -> Iterator[OpenVisit]:
    """Open a page of a given width and colour scheme; at the end nothing may have gone wrong on it."""
    visits: list[Visit] = []

    def open_it(*, width: int = 1280, scheme: str = "light") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=True,
        )
        visit = Visit(context.new_page(), site_url)
        visit.page.on("console", lambda message: visit.trouble.append(f"console: {message.text}"))
        visit.page.on("pageerror", lambda error: visit.trouble.append(f"error: {error}"))
        visit.page.on("request", lambda request: _check_address(visit, request.url))
        visits.append(visit)
        return visit

    yield open_it
    for visit in visits:
        visit.page.context.close()
    assert [line for visit in visits for line in visit.trouble] == []


def _check_address(visit: Visit, url: str) -> None:
    if not url.startswith(visit.url):
        visit.trouble.append(f"request outside: {url}")
