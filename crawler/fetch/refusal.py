"""A request that is not sent, with the outcome it ends in."""

from __future__ import annotations

from typing import Literal

from scrapy.exceptions import IgnoreRequest


class Refusal(IgnoreRequest):
    """The request is not sent: `rejected` by rule or `failed` for this time; a resting host leaves no outcome."""

    def __init__(self, outcome: Literal["rejected", "failed", "postponed"], reason: str, detail: str = "") -> None:
        self.outcome, self.reason, self.detail = outcome, reason, detail
        super().__init__(reason)
