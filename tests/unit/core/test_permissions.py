"""Who may do what, as shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from core import permissions
from core.errors import ConfigError, Forbidden
from core.schemas.user import Actor, Role


def actor(role: Role) -> Actor:
    return Actor(id=1, name="x", role=role, office_id=1, office_name="o", region="")


#: Each verb and the roles that have it.
TABLE: dict[str, set[str]] = {
    "document.read": set(get_args(Role)),
    "source.read": set(get_args(Role)),
    "source.watch": {"analyst", "supervisor", "admin"},
    "source.write": {"admin"},
    "user.write": {"admin"},
    "signal.read": {"viewer", "operator", "analyst", "supervisor", "auditor"},
    "signal.open": {"operator", "analyst", "supervisor"},
    "signal.take": {"operator", "analyst", "supervisor"},
    "signal.decide": {"operator", "analyst", "supervisor"},
    "signal.note": {"operator", "analyst", "supervisor"},
    "signal.assign": {"analyst", "supervisor"},
    "signal.escalate": {"analyst", "supervisor"},
    "signal.supervise": {"supervisor"},
    "issue.edit": {"analyst", "supervisor"},
    "report.read": {"viewer", "operator", "analyst", "supervisor", "auditor"},
    "report.create": {"operator", "analyst", "supervisor"},
    "report.export": {"operator", "analyst", "supervisor"},
    "audit.read": {"supervisor", "admin", "auditor"},
    "training.review": {"supervisor"},
    "model.promote": {"admin"},
}


def test_shipped_file_says_exactly_this() -> None:
    shipped: dict[str, set[str]] = {}
    for role, verbs in permissions.verbs().items():
        for verb in verbs:
            shipped.setdefault(verb, set()).add(role)
    assert shipped == TABLE


@pytest.mark.parametrize("verb", TABLE)
def test_verb_is_required(verb: str) -> None:
    for role in get_args(Role):
        if role in TABLE[verb]:
            permissions.require(actor(role), verb)
        else:
            with pytest.raises(Forbidden, match=f"The role {role} does not allow {verb}"):
                permissions.require(actor(role), verb)


def test_auditor_and_viewer_change_nothing() -> None:
    for role in ("auditor", "viewer"):
        assert {verb for verb in permissions.verbs()[role] if not verb.endswith(".read")} == set()


@pytest.mark.parametrize("content", ["viewer = [", "viewer = []", "\udcff"])
def test_broken_file_is_a_configuration_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    (tmp_path / "permissions.toml").write_bytes(content.encode("utf-8", "surrogateescape"))
    given: Any = lambda _name: tmp_path  # noqa: E731
    monkeypatch.setattr(permissions, "data_dir", given)
    permissions.verbs.cache_clear()
    try:
        with pytest.raises(ConfigError, match=r"permissions\.toml"):
            permissions.verbs()
    finally:
        permissions.verbs.cache_clear()
