"""The client for webhooks and the like against the same hostile routes, and its manners with secrets and proxies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from core.errors import AddressRefused, Unreachable
from core.net.addresses import DEMO_NETWORK, AddressPolicy
from core.net.client import Client
from tests.hostile import bombs
from tests.hostile.routes import ROUTES
from tests.hostile.server import Asked, HostileServer
from tests.unit.core.net.test_lookup import Dns

HERE = AddressPolicy(DEMO_NETWORK)
#: Answers that are no harm to a client that does not read pages: whole, small and honest about their length.
HARMLESS = {
    name for name, (_, outcome) in ROUTES.items() if outcome.split(":")[-1] in ("stored", "no_text", "http_204")
}
HARMLESS |= {name for name in ROUTES if name.startswith("redirect")} | {"two_lengths", "flood_of_1xx"}


def test_every_hostile_route_is_over_in_time_with_an_answer_or_a_named_failure() -> None:
    server = HostileServer({name: function for name, (function, _) in ROUTES.items()})
    client = Client(HERE, timeout=5.0, max_bytes=20_000)
    bombs.brotlied(), bombs.zstandard()  # made beforehand: the server has one thread

    def attempt(name: str) -> tuple[str, str, float]:
        begin = time.monotonic()
        try:
            answer = client.get(f"{server.homes[name]}/hostile", redirects=0)
            found = f"{answer.status}"
        except Unreachable as error:
            found = str(error.detail["reason"])
        return name, found, time.monotonic() - begin

    try:
        with ThreadPoolExecutor(12) as threads:
            results = list(threads.map(attempt, ROUTES))
    finally:
        server.close()
    assert {name: seconds for name, _, seconds in results if seconds > 8.0} == {}
    answered = {name for name, found, _ in results if found.isdigit()}
    assert answered <= HARMLESS
    reasons = {found for _, found, _ in results if not found.isdigit()}
    assert {"timeout", "too_large", "incomplete", "bad_response", "encodings"} <= reasons


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://10.1.2.3/", "address"),
        ("http://169.254.169.254/", "address"),
        ("http://[::1]/", "address"),
        ("http://2130706433/", "address"),
        ("http://user:x@hook.example/", "address"),
        ("http://hook.example:6379/", "port"),
        ("file:///etc/passwd", "scheme"),
        ("http://hook.example/\r\nX: y", "bad_url"),
        ("http://hook.example/é", "bad_url"),
    ],
)
def test_addresses_of_the_own_network_are_refused(url: str, reason: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        Client(lookup=Dns(["93.184.216.34"])).get(url)
    assert caught.value.detail["reason"] == reason


@pytest.mark.parametrize("answer", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["64:ff9b::a9fe:a9fe"]])
def test_every_answer_of_dns_is_checked_when_it_is_dialled(answer: list[str]) -> None:
    dns = Dns(answer)
    with pytest.raises(AddressRefused):
        Client(lookup=dns).post("http://hook.example/x", b"{}")
    assert dns.asked == 1


def test_a_name_server_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> list[tuple[Any, ...]]:
        time.sleep(3)
        return []

    begin = time.monotonic()
    with pytest.raises(Unreachable):
        Client(lookup=never, timeout=0.5).get("http://hook.example/")
    assert time.monotonic() - begin < 2


@pytest.fixture
def two() -> Iterator[HostileServer]:
    """A server that redirects to itself and to another, and that other."""
    homes: dict[str, str] = {}

    async def here(asked: Asked) -> None:
        place = {"/own": f"{homes['here']}/end", "/other": f"{homes['there']}/end", "/private": "http://10.1.2.3/"}
        place["/loop"] = "/loop"
        if asked.path in place:
            await asked.answer(b"", f"Location: {place[asked.path]}", status="307 Temporary Redirect")
        else:
            await asked.answer(b"here")

    async def there(asked: Asked) -> None:
        await asked.answer(b"there")

    server = HostileServer({"here": here, "there": there}, first_host=180)
    homes.update(server.homes)
    yield server
    server.close()


SECRETS = {"Authorization": "Bearer x", "Cookie": "a=b", "X-API-Key": "y", "X-Plain": "z"}


def test_secrets_stay_with_the_host_they_are_for(two: HostileServer) -> None:
    client = Client(HERE, timeout=5)
    assert client.get(f"{two.homes['here']}/own", SECRETS).body == b"here"
    assert client.get(f"{two.homes['here']}/other", SECRETS).body == b"there"
    asked = two.seen["here"].headers[1]
    assert (asked["authorization"], asked["cookie"], asked["x-api-key"]) == ("bearer x", "a=b", "y")
    told = two.seen["there"].headers[0]
    assert not {"authorization", "cookie", "x-api-key"} & set(told)
    assert told["x-plain"] == "z"


def test_each_hop_is_checked_and_counted(two: HostileServer) -> None:
    client = Client(HERE, timeout=5)
    with pytest.raises(AddressRefused):
        client.get(f"{two.homes['here']}/private")
    with pytest.raises(Unreachable, match="more than 5 times"):
        client.get(f"{two.homes['here']}/loop")
    assert two.seen["here"].paths.count("/loop") == 6
    assert client.post(f"{two.homes['here']}/other", b"{}").status == 307
    assert two.seen["there"].paths == []


def test_a_proxy_of_the_environment_is_not_used(two: HostileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert Client(HERE, timeout=5).get(f"{two.homes['here']}/x").body == b"here"


@pytest.mark.parametrize("header", ["a\r\nX: y", "a\nb", "a\x00b"])
def test_no_header_is_smuggled_in(two: HostileServer, header: str) -> None:
    with pytest.raises(Unreachable):
        Client(HERE, timeout=5).get(f"{two.homes['here']}/x", {"X-Note": header})
    assert two.seen["here"].paths == []
