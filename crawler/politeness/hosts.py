"""The book of hosts of one crawl: who rests, and how many requests of the day are left. Shared by two threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from core.clock import now
from core.store.hosts import HostState
from crawler.politeness import rest

BUDGET = "budget_spent"


class HostBook:
    """What is known about hosts, changed by the answers of this crawl."""

    def __init__(self, known: Mapping[str, HostState], daily: int, budgets: Mapping[str, int] | None = None) -> None:
        self._states = dict(known)
        self._daily, self._budgets = daily, dict(budgets or {})
        self._changed: set[str] = set()
        self._lock = threading.Lock()
        #: Hosts whose day's requests were used up in this crawl.
        self.spent: set[str] = set()

    def __deepcopy__(self, memo: dict[int, object]) -> HostBook:
        """Return itself: Scrapy copies its settings, and there is one book for each crawl."""
        return self

    def refusal(self, host: str) -> str:
        """Return why the host is not to be asked now: the reason it rests, `budget_spent`, or nothing."""
        state, moment = self._of(host), now()
        if state.rest_until is not None and state.rest_until > moment:
            return state.rest_reason or "host_resting"
        if _today(state, moment) >= self._budgets.get(host, self._daily):
            self.spent.add(host)
            return BUDGET
        return ""

    def seconds_since(self, host: str) -> float | None:
        """Return how long ago the host was asked by an earlier run; None when by none."""
        known = self._of(host).updated_at
        return None if known is None else max(0.0, (now() - known).total_seconds())

    def sent(self, host: str) -> None:
        """Count a request."""
        moment = now()

        def counted(state: HostState) -> HostState:
            return state.model_copy(update={"day": moment.date(), "requests": _today(state, moment) + 1})

        self._change(host, counted)

    def unsent(self, host: str) -> None:
        """Take a request back that was counted and sent away before it left."""
        self._change(host, lambda state: state.model_copy(update={"requests": max(0, state.requests - 1)}))

    def answered(self, host: str) -> None:
        """Note that the host works: what failed before is forgotten."""
        state, moment = self._of(host), now()
        if state.rest_until is not None and state.rest_until > moment:
            return  # an answer to a request that was on its way when the host asked for its rest
        if state.failures or state.rest_until is not None:
            well = {"failures": 0.0, "rest_until": None, "rest_reason": ""}
            self._change(host, lambda state: state.model_copy(update=well))

    def asked_to_rest(self, host: str, reason: str, header: str) -> None:
        """Note a 429 or 503 and what its Retry-After says."""
        moment = now()

        def resting(state: HostState) -> HostState:
            failures = state.failures + rest.WEIGHT["soft"]
            until = moment + rest.asked_rest(header, failures, moment)
            return state.model_copy(update={"failures": failures, "rest_until": until, "rest_reason": reason})

        self._change(host, resting)

    def limited(self, host: str, rest: timedelta) -> None:
        """Note that the host's own limit of requests is used up for so long; a longer rest stays."""
        until = now() + rest

        def resting(state: HostState) -> HostState:
            if state.rest_until is not None and state.rest_until >= until:
                return state
            return state.model_copy(update={"rest_until": until, "rest_reason": "rate_limit"})

        self._change(host, resting)

    def leave_alone(self, host: str, seconds: float, reason: str) -> None:
        """Note that the host wants to be left alone for so long, at most a day."""
        until = now() + timedelta(seconds=min(seconds, rest.MOST_REST.total_seconds()))
        self._change(host, lambda state: state.model_copy(update={"rest_until": until, "rest_reason": reason}))

    def failed(self, host: str, reason: str) -> bool:
        """Note a failure; return whether the host rests because of it."""
        grade = rest.severity(reason)
        if grade is None:
            return False
        moment = now()

        def failing(state: HostState) -> HostState:
            failures = state.failures + rest.WEIGHT[grade]
            values: dict[str, object] = {"failures": failures}
            if failures > rest.TOLERATED:
                values |= {"rest_until": moment + rest.backed_off(failures), "rest_reason": reason}
            return state.model_copy(update=values)

        return self._change(host, failing).failures > rest.TOLERATED

    def changed(self) -> list[HostState]:
        """Return the states that changed since the last call."""
        with self._lock:
            found = [self._states[host] for host in sorted(self._changed)]
            self._changed.clear()
        return found

    def _of(self, host: str) -> HostState:
        return self._states.get(host) or HostState(host=host)

    def _change(self, host: str, how: Callable[[HostState], HostState]) -> HostState:
        with self._lock:
            state = how(self._of(host))
            self._states[host] = state
            self._changed.add(host)
        return state


def _today(state: HostState, moment: datetime) -> int:
    # A day to come was written before the clock was set back: what was asked then counts for today.
    return state.requests if state.day is not None and state.day >= moment.date() else 0
