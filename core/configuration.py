"""Reads the configuration files that are used late, so that a typo stops the start and not the first use."""

from __future__ import annotations

from core.permissions import verbs
from core.review.policy import load_policy
from core.sites import load_rules
from core.work.schedule import load_schedule


def check() -> None:
    """Do nothing when permissions, policy, schedule and site rules can be used.

    Raises: ConfigError naming the file and what is wrong with it.
    """
    verbs()
    load_policy()
    load_schedule()
    load_rules()
