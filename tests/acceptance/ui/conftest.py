"""The whole application on a loopback port over its own database, and a real browser that may reach nothing else."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.app import create_app
from api.deps import Services
from api.serve import bind
from core.db.engine import Database
from tests.acceptance.ui import newsroom

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions"]
DESKTOP, PHONE = (1366, 768), (360, 740)


@dataclass
class Site:
    """The running application."""

    url: str
    database: Database
    data: Path

    def login(self, name: str) -> str:
        """Return the address of a fresh one-time login link for the person."""
        return f"{self.url}/masuk/{newsroom.login(self.database, name)}"


@dataclass
class Watched:
    """A page, and everything that must not happen on it."""

    page: Page
    site: Site
    wrong: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def sign_in(self, name: str) -> None:
        """Sign in by the link and its button."""
        self.page.goto(self.site.login(name))
        self.page.get_by_role("button").click()

    def open(self, path: str) -> None:
        """Open a page of Suar."""
        self.page.goto(f"{self.site.url}{path}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the distribution; missing is a skip, and in CI a failure."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing and CI=true: apt-get install chromium")
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The application with the invented newsroom."""
    settings, database = newsroom.initialise(tmp_path / "data")
    newsroom.fill(database)
    listening = bind("127.0.0.1", 0)
    port = listening.getsockname()[1]
    app = create_app(Services(settings, database, demo=True))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.01)
    assert server.started
    yield Site(f"http://127.0.0.1:{port}", database, settings.data)
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()
    database.dispose()


Open = Callable[..., Watched]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Open]:
    """Open a window for a person; afterwards nothing may have gone wrong in any of them."""
    contexts: list[BrowserContext] = []
    windows: list[Watched] = []

    def opened(name: str | None = None, *, size: tuple[int, int] = DESKTOP, scripts: bool = True) -> Watched:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts, locale="id-ID"
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        watched = Watched(context.new_page(), site)
        windows.append(watched)
        _watch(context, watched)
        if name:
            watched.sign_in(name)
        return watched

    yield opened
    for context in contexts:
        context.close()
    assert [fault for window in windows for fault in window.wrong] == []


def _watch(context: BrowserContext, watched: Watched) -> None:
    def on_request(request: Any) -> None:
        if not request.url.startswith((watched.site.url, "data:")):
            watched.wrong.append(f"request to another host: {request.url}")

    def on_console(message: Any) -> None:
        refused = any(f"status of {status}" in message.text for status in watched.expected)
        if message.type in ("error", "warning") and not refused:
            watched.wrong.append(f"console: {message.text} at {message.page.url if message.page else '?'}")

    context.on("request", on_request)
    context.on("console", on_console)
    context.on("weberror", lambda error: watched.wrong.append(f"script error: {error.error}"))
    context.on("dialog", lambda dialog: (watched.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
