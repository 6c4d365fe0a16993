"""Who pushes: the bearer of a push key, as often as the setting allows. A key is read from its header alone."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Annotated

from fastapi import Depends, Request

from api.deps import Services, services
from core.errors import SuarError
from core.store import push_keys
from core.store.push_keys import MARK, PushKey

_MINUTE = 60.0


class KeyNeeded(SuarError):
    """Send a valid push key as `Authorization: Bearer …`; `suar token add` makes one."""

    status, code = 401, "push_key"


class TooManyPushes(SuarError):
    """This key has pushed as often as it may in a minute: wait, and send several documents in one request."""

    status, code = 429, "too_many_requests"


class Pace:
    """Counts the requests of each key in the last minute, in this process."""

    def __init__(self) -> None:
        self._asked: dict[int, deque[float]] = {}
        self._lock = threading.Lock()

    def check(self, key_id: int, most: int) -> None:
        """Count a request.

        Raises: TooManyPushes with the seconds to wait; then it does not count.
        """
        with self._lock:
            moment = time.monotonic()
            recent = self._asked.setdefault(key_id, deque())
            while recent and recent[0] <= moment - _MINUTE:
                recent.popleft()
            if len(recent) >= most:
                raise TooManyPushes(retry_after=max(1, int(recent[0] + _MINUTE - moment) + 1))
            recent.append(moment)


PACE = Pace()


def push_key(request: Request, running: Annotated[Services, Depends(services)]) -> PushKey:
    """Return the key that the request carries.

    Raises: KeyNeeded, TooManyPushes.
    """
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip().startswith(MARK):
        raise KeyNeeded()
    with running.database.read() as connection:
        key = push_keys.find(connection, secret.strip())
    if key is None:
        raise KeyNeeded()
    PACE.check(key.id, running.settings.push_per_minute)
    return key


push_key.verb = "key"  # type: ignore[attr-defined]  # read by the test that compares routes and docs
