"""Who may do what: verbs a role, read from configs/permissions.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import get_args

from core.errors import ConfigError, Forbidden
from core.paths import data_dir
from core.schemas.user import Actor, Role


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Return the verbs of each role.

    Raises: ConfigError when the file cannot be read, misses a role or names an unknown one.
    """
    path = data_dir("configs") / "permissions.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be used: {error}.") from None
    if set(table) != set(get_args(Role)):
        raise ConfigError(f"{path} must name exactly the roles {', '.join(get_args(Role))}.")
    return {role: frozenset(names) for role, names in table.items()}


def may(actor: Actor, verb: str) -> bool:
    """Tell whether the person's role has the verb."""
    return verb in verbs()[actor.role]


def require(actor: Actor, verb: str) -> None:
    """Do nothing when the person's role has the verb.

    Raises: Forbidden naming the verb and the role.
    """
    if not may(actor, verb):
        raise Forbidden(f"The role {actor.role} does not allow {verb}.", verb=verb, role=actor.role)
