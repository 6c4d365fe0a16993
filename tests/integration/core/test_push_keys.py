"""Making and ending push keys: audit rows, sources of their own, the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli import build
from core.db.engine import Database
from core.errors import BadInput, Forbidden, NotFound
from core.push_keys import end, make
from core.schemas.source import Source
from core.settings import Settings, create_secret
from core.store import audit_rows, push_keys, sources
from tests.conftest import Office


def test_making_and_ending_are_in_the_audit_log(database: Database, office: Office) -> None:
    with database.write() as connection:
        key, secret = make(connection, "admin", "Radar Luwu", "radar-luwu", False, "73.17", 30)
        assert push_keys.find(connection, secret) == key
        assert push_keys.find(connection, secret + "x") is None
        assert end(connection, "admin", key.id)
        assert push_keys.find(connection, secret) is None
        acts = [row for row in audit_rows.every(connection) if row["object"] == f"token:{key.id}"]
    assert [(row["action"], row["user_id"]) for row in acts] == [
        ("token.add", office.admin.id),
        ("token.revoke", office.admin.id),
    ]
    assert json.loads(acts[0]["detail"])["prefix"] == key.prefix
    assert secret not in str(acts)


def test_what_cannot_be_made_is_refused(database: Database, office: Office) -> None:
    with database.write() as connection:
        sources.ensure(connection, Source(id="antara", name="A", kind="news"))
        make(connection, None, "T", "tipline", True, "", 30)

    def refused(kind: type[Exception], *given: object) -> str:
        with pytest.raises(kind) as caught, database.write() as connection:
            make(connection, *given)  # type: ignore[arg-type]
        return str(caught.value)

    assert "filled by the crawler" in refused(BadInput, None, "A", "antara", False, "", 30)
    assert "filled by the offices" in refused(BadInput, None, "A", "manual", True, "", 30)
    assert "a tipline already" in refused(BadInput, None, "A", "tipline", False, "", 30)
    assert "no source id" in refused(BadInput, None, "A", "A b", False, "", 30)
    assert "no region" in refused(BadInput, None, "A", "a", False, "99", 30)
    assert "visible" in refused(BadInput, None, "A\n", "a", False, "", 30)
    refused(Forbidden, "operator", "A", "a", False, "", 30)
    refused(NotFound, "nobody", "A", "a", False, "", 30)
    with pytest.raises(NotFound), database.write() as connection:
        end(connection, None, 99)
    with database.read() as connection:
        assert [key.source_id for key in push_keys.listed(connection)] == ["tipline"]


def test_command_line(sqlite_database: Database, tmp_path: Path) -> None:
    create_secret(Settings(data=tmp_path))
    run, where = CliRunner(), ["--data", str(tmp_path)]
    made = run.invoke(build(), ["token", "add", "Radar Luwu", "--source", "radar-luwu", "--days", "10", *where])
    assert made.exit_code == 0, made.output
    secret = made.stdout.strip().splitlines()[-1]
    assert secret.startswith("suarpush_")
    assert len(secret) == 9 + 43
    (row,) = json.loads(run.invoke(build(), ["token", "list", "--json", *where]).stdout)
    assert (row["state"], row["source_id"], row["prefix"]) == ("active", "radar-luwu", secret[:12])
    assert secret not in run.invoke(build(), ["token", "list", *where]).stdout
    assert "is revoked" in run.invoke(build(), ["token", "revoke", "1", *where]).stdout
    assert "revoked" in run.invoke(build(), ["token", "list", *where]).stdout
