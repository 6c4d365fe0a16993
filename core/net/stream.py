"""Connections of the client: to addresses that were checked, each step within what is left of one deadline."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from core.net.addresses import AddressPolicy, literal
from core.net.lookup import Lookup, dialable

CONNECT_SECONDS = 10.0
DNS_SECONDS = 5.0
_PIECE = 64 * 1024


class Deadline:
    """The moment at which a request is given up, whatever it is doing."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Return the seconds left, at most `most`. Raises: httpcore2.ReadTimeout when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time for the whole request is over")
        return left if most is None else min(left, most)


class CheckedBackend(httpcore2.NetworkBackend):
    """Looks a host up once, checks every answer, and dials what was checked."""

    def __init__(self, policy: AddressPolicy, deadline: Deadline, lookup: Lookup | None = None) -> None:
        self._policy, self._deadline, self._lookup = policy, deadline, lookup
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Return a connection to the first address that takes one.

        Raises: NotPublic; OSError when there is no address; what httpcore2 raises.
        """
        failure: Exception = OSError(f"{host} has no address")
        for address in self._addresses(host.strip("[]"), port):
            try:
                stream = self._sockets.connect_tcp(address, port, self._deadline.left(CONNECT_SECONDS))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        if literal(host) is not None:
            return dialable(host, port, self._policy, self._lookup)
        found: list[list[str] | Exception] = []

        def look_up() -> None:
            try:
                found.append(dialable(host, port, self._policy, self._lookup))
            except Exception as error:  # handed to the thread that waits
                found.append(error)

        thread = threading.Thread(target=look_up, daemon=True)  # the system's resolver cannot be told when to stop
        thread.start()
        thread.join(self._deadline.left(DNS_SECONDS))
        answer = found[0] if found else OSError(f"{host} was not looked up within {DNS_SECONDS:g} s")
        if isinstance(answer, Exception):
            raise answer
        return answer


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step has what is left of the deadline; a server that drips gets no more."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for at in range(0, len(buffer), _PIECE):
            self._inner.write(buffer[at : at + _PIECE], self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(CONNECT_SECONDS))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
