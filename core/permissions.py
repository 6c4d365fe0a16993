"""Who may do what: verbs a role, read from configs/permissions.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, get_args

from core.errors import ConfigError, Forbidden
from core.paths import data_dir
from core.schemas.user import Actor, Role

#: Every verb that the code asks for; docs/permissions.md says what each allows.
VERBS = frozenset(
    {
        "document.read", "source.read", "source.write", "source.watch", "signal.read", "signal.open", "signal.take",
        "signal.decide", "signal.note", "signal.assign", "signal.escalate", "signal.supervise", "issue.edit",
        "report.read", "report.create", "report.export", "audit.read", "user.write",
        "training.review", "model.promote",
    }
)  # fmt: skip


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Return the verbs of each role.

    Raises: ConfigError when the file cannot be read, or misses a role, or names an unknown role or verb.
    """
    path = data_dir("configs") / "permissions.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be used: {error}.") from None
    if set(table) != set(get_args(Role)):
        raise ConfigError(f"{path} must name exactly the roles {', '.join(get_args(Role))}.")
    return {role: _verbs(path, role, names) for role, names in table.items()}


def _verbs(path: Path, role: str, names: Any) -> frozenset[str]:
    if not isinstance(names, list):
        raise ConfigError(f'{path}: {role}: write a list of verbs, e.g. {role} = ["document.read"].')
    for name in names:
        if str(name) not in VERBS:
            raise ConfigError(f"{path}: {role}: there is no verb '{name}'. Verbs: {', '.join(sorted(VERBS))}.")
    return frozenset(names)


def may(actor: Actor, verb: str) -> bool:
    """Tell whether the person's role has the verb."""
    return verb in verbs()[actor.role]


def require(actor: Actor, verb: str) -> None:
    """Do nothing when the person's role has the verb.

    Raises: Forbidden naming the verb and the role.
    """
    if not may(actor, verb):
        raise Forbidden(f"The role {actor.role} does not allow {verb}.", verb=verb, role=actor.role)
