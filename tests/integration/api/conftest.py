"""The application over a real database, with a client for each person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.deps import Services
from core.db.engine import Database
from core.schemas.user import Actor
from core.settings import Settings
from core.store import sessions

BASE = "http://localhost:8700"
ClientOf = Callable[[Actor], TestClient]


@pytest.fixture
def running(database: Database, tmp_path: Path) -> Services:
    """What the application works with."""
    return Services(Settings(data=tmp_path), database)


@pytest.fixture
def anonymous(running: Services) -> TestClient:
    """A client that nobody has signed in with; a defect is an answer 500, as outside of tests."""
    return TestClient(create_app(running), base_url=BASE, raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def client_of(running: Services, anonymous: TestClient) -> ClientOf:
    """Return a client with an API token of the person."""

    def signed_in(actor: Actor) -> TestClient:
        with running.database.write() as connection:
            secret = sessions.open_session(connection, actor.id, "token", 1, "test")
        client = TestClient(anonymous.app, base_url=BASE, raise_server_exceptions=False)
        client.headers["authorization"] = f"Bearer {secret}"
        return client

    return signed_in
