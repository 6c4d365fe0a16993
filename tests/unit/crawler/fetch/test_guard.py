"""Tests of the guard of a crawl; what may be dialled is tested with the policy."""

from __future__ import annotations

from copy import deepcopy

from crawler.fetch.guard import Guard


def test_only_the_demo_may_use_its_part_of_loopback() -> None:
    assert Guard(demo=True).allows("127.0.1.7")
    assert Guard(demo=True).url_problem("http://127.0.1.7:8123/") == ""
    assert Guard(demo=True).url_problem("http://127.0.0.7:8123/") == "address"
    assert not Guard().allows("127.0.1.7")
    assert Guard().url_problem("http://127.0.1.7:8123/") == "address"


def test_a_copy_of_the_settings_has_the_same_guard() -> None:
    guard = Guard()
    copied = deepcopy({"guard": guard})["guard"]
    copied.refused_hosts.add("jahat.example")
    assert guard.refused("http://jahat.example/x")
    assert not guard.refused("http://berita.example/x")
