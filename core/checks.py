"""What the packages above add to `suar doctor`: core names no function of theirs, they name it here."""

from __future__ import annotations

#: `module:function`; each function takes the settings and yields findings of core.diagnosis. Loaded when asked for.
CHECKS: list[str] = []


def add_check(place: str) -> None:
    """Let `suar doctor` call the function at `module:function`; naming it again changes nothing."""
    if place not in CHECKS:
        CHECKS.append(place)
