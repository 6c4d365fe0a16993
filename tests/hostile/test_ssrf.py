"""A crawl in a network namespace that owns every address: only public ones are ever talked to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import targets

ROOT = Path(__file__).parents[2]
REFUSED = {"rejected:address", "rejected:port", "rejected:scheme", "rejected:bad_url"}


def crawl_in_a_namespace() -> dict[str, Any]:
    """Return what the crawl in the namespace told."""
    command = ["unshare", "--net", "--mount"]
    try:
        allowed = subprocess.run([*command, "ip", "link"], capture_output=True, timeout=20, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        reason = "a network namespace needs root, unshare (util-linux) and ip (iproute2)"
        if os.environ.get("CI") == "true" and os.getuid() == 0:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    environment = {**os.environ, "HTTP_PROXY": "http://10.1.2.3:8080", "http_proxy": "http://10.1.2.3:8080"}
    done = subprocess.run(
        [*command, sys.executable, "-m", "tests.hostile.namespace"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def nothing_but_the_public_hosts_is_talked_to(crawled: dict[str, Any]) -> None:
    assert targets.COUNT >= 60
    assert crawled["reachable"] >= 30  # without the guard they would have answered
    public = {f"{targets.NEWS_ADDRESS} 80", f"{targets.SIX_ADDRESS} 80"}
    assert set(crawled["connections"]) == public


def every_hostile_address_named_by_a_person_ends_in_one_refusal(crawled: dict[str, Any]) -> None:
    outcomes = crawled["outcomes"]
    ends = {named: outcomes.get(url) for named, url in crawled["direct"].items()}
    wrong = {named: labels for named, labels in ends.items() if labels is None or not set(labels) <= REFUSED}
    # The canonical form has no user name and no backslash; what is left are public pages that are not there.
    gone = ["failed:http_404"]
    assert wrong == {f"http://x@{targets.NEWS}/": gone, f"http://{targets.NEWS}\\@10.1.2.3/": gone}
    assert all(len(labels) == 1 for labels in ends.values() if labels)
    assert len(ends) + len(crawled["unnamed"]) == len(targets.DIRECT)


def redirects_and_links_are_refused_as_well(crawled: dict[str, Any]) -> None:
    outcomes = crawled["outcomes"]
    for number, there in enumerate(targets.REDIRECTED):
        assert outcomes[f"http://{targets.NEWS}/r/{number}"][0].startswith("rejected:"), there
    assert outcomes[f"http://{targets.TAMPERED}/x.html"] == ["failed:robots_unreachable"]
    followed = {url: labels for url, labels in outcomes.items() if url.endswith((".html", "/r")) and "evil" in url}
    assert len(followed) >= 10
    assert {label for labels in followed.values() for label in labels} == {"rejected:address"}


def the_public_pages_are_read(crawled: dict[str, Any]) -> None:
    for url in (
        f"http://{targets.NEWS}/berita.html",
        f"http://{targets.NEWS}/lain.html",
        f"http://{targets.SIX}/enam.html",
    ):
        assert crawled["outcomes"][url] == ["stored"]


def test_only_public_addresses_are_talked_to() -> None:
    crawled = crawl_in_a_namespace()
    nothing_but_the_public_hosts_is_talked_to(crawled)
    every_hostile_address_named_by_a_person_ends_in_one_refusal(crawled)
    redirects_and_links_are_refused_as_well(crawled)
    the_public_pages_are_read(crawled)
