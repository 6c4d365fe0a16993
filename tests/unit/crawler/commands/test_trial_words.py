"""A refused address names the rule, and a dead server is told in words."""

from __future__ import annotations

import pytest

from core.net.addresses import AddressPolicy
from crawler.commands.trial_words import refusal, told


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://10.0.0.1/", "a private, local or reserved one"),
        ("http://localhost/", "a name of the own network"),
        ("http://kabar.example:8080/", "only ports 80 and 443"),
        ("ftp://kabar.example/", "begins neither with http://"),
        ("http://kabar.example/a b", "characters that no address has"),
    ],
)
def test_refused_address_names_the_rule(address: str, words: str) -> None:
    said = refusal(AddressPolicy().url_problem(address), address)
    assert words in said
    assert "--demo" not in said


def test_address_of_the_newsroom_names_the_switch() -> None:
    assert "--demo the newsroom on 127.0.1.x" in refusal("address", "http://127.0.1.7:8801/rss.xml")


def test_failure_is_told_in_words() -> None:
    assert told("refused", "DownloadConnectionRefusedError: x").startswith("the server refused the connection")
    assert told("unreachable", "refused: DownloadConnectionRefusedError: x").startswith("the server refused")
    assert told("http_503", "slow") == "slow"
