"""Tests of one connection to a hostile server: caps on the head of a response, and nothing read beyond its end."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.testing import StringTransport
from twisted.web._newclient import Request
from twisted.web.http_headers import Headers

from crawler.fetch.connection import MAX_HEADER_BYTES, MAX_HEADER_LINES, CappedFactory, CappedProtocol, HeadersTooLarge

STATUS = b"HTTP/1.1 200 OK\r\n"


class Asked:
    """A request on its way, and what came of it."""

    def __init__(self) -> None:
        self.idle: list[Any] = []
        self.transport = StringTransport()
        self.aborted = False
        self.transport.abortConnection = self._abort  # type: ignore[method-assign]
        self.protocol: CappedProtocol = CappedFactory(self.idle.append, "").buildProtocol(None)
        self.protocol.makeConnection(self.transport)
        self.responses: list[Any] = []
        self.failures: list[Any] = []
        self.again()

    def again(self) -> None:
        request = Request(b"GET", b"/", Headers({b"host": [b"x"]}), None, persistent=True)
        self.protocol.request(request).addCallbacks(self.responses.append, self.failures.append)

    def reasons(self) -> list[type]:
        return [type(reason.value) for reason in self.failures[0].value.reasons]

    def _abort(self) -> None:
        self.aborted = True


def lines(count: int, size: int = 10) -> bytes:
    return (b"X: " + b"y" * (size - 5) + b"\r\n") * count


@pytest.mark.parametrize(
    ("head", "passes"),
    [
        (STATUS + lines(MAX_HEADER_LINES - 1) + b"\r\n", True),
        (STATUS + lines(MAX_HEADER_LINES) + b"\r\n", True),
        (STATUS + lines(MAX_HEADER_LINES + 1) + b"\r\n", False),
        (STATUS + lines((MAX_HEADER_BYTES - 30) // 16_000, 16_000) + b"\r\n", True),
        (STATUS + lines(MAX_HEADER_BYTES // 16_000 + 1, 16_000) + b"\r\n", False),
        (STATUS + b"X: " + b"y" * 20_000, False),
        (b"HTTP/1.1 200 " + b"O" * 20_000, False),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * (MAX_HEADER_LINES // 2 + 2), False),
        (STATUS + b"X: y\r\n" + b" z\r\n" * (MAX_HEADER_LINES + 1), False),
    ],
    ids=["lines-1", "lines", "lines+1", "bytes", "bytes+1", "endless line", "status line", "1xx", "continued"],
)
def test_the_head_of_a_response_is_capped(head: bytes, passes: bool) -> None:
    asked = Asked()
    for at in range(0, len(head), 4096):
        asked.protocol.dataReceived(head[at : at + 4096])
        if asked.failures:
            break
    assert bool(asked.responses) is passes
    assert asked.aborted is not passes
    if not passes:
        assert HeadersTooLarge in asked.reasons()


@pytest.mark.parametrize(
    "answer",
    [
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 twohundred OK\r\n\r\n",
        b"HTTP/x.y 200 OK\r\n\r\n",
        STATUS + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        STATUS + b"Content-Length: -5\r\n\r\n",
        STATUS + b"Content-Length: +5\r\n\r\n",
        STATUS + b"Content-Length: 5 5\r\n\r\n",
        STATUS + b"Transfer-Encoding: gzip\r\n\r\n",
        b"<html>HTTP/0.9</html>\n",
    ],
)
def test_what_is_not_http_ends_the_connection(answer: bytes) -> None:
    asked = Asked()
    asked.protocol.dataReceived(answer)
    assert (len(asked.failures), asked.responses, asked.aborted) == (1, [], True)


def test_a_connection_is_used_again_only_when_nothing_is_left_on_it() -> None:
    asked = Asked()
    asked.protocol.dataReceived(STATUS + b"Content-Length: 2\r\n\r\n")
    asked.responses[0].deliverBody(_Body())
    asked.protocol.dataReceived(b"ok")
    assert asked.idle == [asked.protocol]

    lying = Asked()
    lying.protocol.dataReceived(STATUS + b"Content-Length: 2\r\n\r\n")
    lying.responses[0].deliverBody(_Body())
    lying.protocol.dataReceived(b"ok" + STATUS + b"Content-Length: 6\r\n\r\npoison")
    assert lying.idle == []
    assert lying.transport.disconnecting


def test_bytes_that_come_late_end_the_connection_instead_of_answering_the_next_request() -> None:
    asked = Asked()
    asked.protocol.dataReceived(STATUS + b"Content-Length: 0\r\n\r\n")
    assert asked.idle == [asked.protocol]
    asked.protocol.dataReceived(STATUS + b"Content-Length: 6\r\n\r\npoison")
    assert asked.aborted


class _Body:
    """Takes a body."""

    def makeConnection(self, transport: Any) -> None: ...

    def dataReceived(self, data: bytes) -> None: ...

    def connectionLost(self, reason: Any) -> None: ...
