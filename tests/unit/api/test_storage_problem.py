"""A failure of storage names files and hosts for the operator; over HTTP it says only what kind it is."""

from __future__ import annotations

import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import problems
from core.errors import DiskFull


def test_place_of_the_failure_stays_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/api/v1/full")
    def full() -> None:
        raise DiskFull("The disk with /var/lib/suar/suar.db is full.")

    with caplog.at_level(logging.ERROR, "suar.api"):
        answer = TestClient(app).get("/api/v1/full")
    assert (answer.status_code, answer.json()["code"]) == (503, "disk_full")
    assert "/var/lib" not in answer.text
    assert "/var/lib/suar/suar.db" in caplog.text
