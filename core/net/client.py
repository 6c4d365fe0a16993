"""The one client for requests that are no crawl: webhooks, media, interfaces of others. Small, synchronous, careful.

No proxy of the environment, no cookies, no redirect unless asked for, no compression; each hop is checked anew.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpcore2

from core.errors import AddressRefused, Unreachable
from core.net.addresses import AddressPolicy
from core.net.lookup import Lookup, NotPublic
from core.net.stream import CheckedBackend, Deadline

MAX_HEADER_LINES = 200
#: Headers that are for the host they were meant for alone.
_SECRET = {"authorization", "cookie", "proxy-authorization", "x-api-key"}
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Answer:
    """What came back; names of headers are lower-cased."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the first header of this name, or nothing."""
        return next((value for known, value in self.headers if known == name.lower()), "")


@dataclass(frozen=True)
class Client:
    """Sends single requests within one policy and one set of limits."""

    policy: AddressPolicy = field(default_factory=AddressPolicy)
    #: Seconds for a request with all its redirects, from looking the host up to the last byte of the answer.
    timeout: float = 15.0
    max_bytes: int = 1_000_000
    agent: str = "Suar"
    #: Certificates that are trusted; None: those of the system.
    tls: ssl.SSLContext | None = None
    lookup: Lookup | None = None

    def get(self, url: str, headers: Mapping[str, str] | None = None, redirects: int = 5) -> Answer:
        """Return the answer to a GET. Raises: as `send`."""
        return self.send("GET", url, headers, redirects=redirects)

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a POST; a redirect is an answer like others. Raises: as `send`."""
        return self.send("POST", url, headers, body)

    def send(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b"", redirects: int = 0
    ) -> Answer:
        """Return the answer, after at most `redirects` redirects; those of a POST are followed with GET.

        Raises: AddressRefused for an address that is not talked to; Unreachable when no usable answer came in time.
        """
        deadline, sent = Deadline(self.timeout), {name.lower(): value for name, value in (headers or {}).items()}
        for _ in range(redirects + 1):
            answer = self._once(method, url, sent, body, deadline)
            there = urljoin(url, answer.header("location"))
            if not redirects or answer.status not in _MOVED or not answer.header("location"):
                return answer
            if _origin(there) != _origin(url):
                sent = {name: value for name, value in sent.items() if name not in _SECRET}
            method, url, body = "GET", there, b""
        raise Unreachable(f"{_host(url)} redirects more than {redirects} times.", reason="redirects")

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes, deadline: Deadline) -> Answer:
        problem = self.policy.url_problem(url) if url.isascii() else "bad_url"
        if problem:
            raise AddressRefused(f"{url[:200]} is not an address that Suar talks to ({problem}).", reason=problem)
        sent = {"user-agent": self.agent, "accept": "*/*", **headers, "accept-encoding": "identity"}
        try:
            return self._exchange(method, url, sent, body, deadline)
        except NotPublic as error:
            raise AddressRefused(f"Suar does not talk to this address: {error}.", reason="address") from None
        except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            raise Unreachable(f"{_host(url)} gave no usable answer: {error}.", reason=_reason(error)) from error

    def _exchange(self, method: str, url: str, headers: Mapping[str, str], body: bytes, deadline: Deadline) -> Answer:
        backend = CheckedBackend(self.policy, deadline, self.lookup)
        trusted = self.tls or ssl.create_default_context()
        with (
            httpcore2.ConnectionPool(ssl_context=trusted, network_backend=backend, max_connections=1) as pool,
            pool.stream(method, url, headers=list(headers.items()), content=body or None) as response,
        ):
            found = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers)
            answer = Answer(url, response.status, found, b"")
            if len(found) > MAX_HEADER_LINES:
                raise Unreachable(f"{_host(url)} sends {len(found)} headers.", reason="headers_too_large")
            if answer.header("content-encoding") not in ("", "identity"):
                raise Unreachable(f"{_host(url)} compresses what was to come as it is.", reason="encodings")
            whole = bytearray()
            for piece in response.iter_stream():
                whole += piece
                if len(whole) > self.max_bytes:
                    raise Unreachable(f"{_host(url)} sends more than {self.max_bytes} bytes.", reason="too_large")
        return Answer(url, answer.status, found, bytes(whole))


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port


def _host(url: str) -> str:
    return urlsplit(url).hostname or url[:100]


def _reason(error: Exception) -> str:
    if isinstance(error, httpcore2.TimeoutException):
        return "timeout"
    if isinstance(error, httpcore2.ProtocolError):
        return "incomplete" if "complete" in str(error) else "bad_response"
    return "tls" if "SSL" in str(error) or isinstance(error.__cause__, ssl.SSLError) else "connection"
