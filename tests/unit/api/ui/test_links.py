"""Only plain web addresses become links, shown with the host that they really lead to."""

from __future__ import annotations

import pytest

from api.ui.links import outside


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://kabar.example/a?b=1#c", "kabar.example"),
        ("HTTP://Kabar.Example:8080/", "kabar.example"),
        ("https://кpu.example/", "xn--pu-1lc.example"),
        ("http://127.0.1.3/berita", "127.0.1.3"),
    ],
)
def test_a_web_address_is_a_link_with_its_real_host(url: str, host: str) -> None:
    link = outside(url)
    assert link is not None
    assert (link.href, link.host) == (url, host)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>1</script>",
        "vbscript:x",
        "//kabar.example/",
        "/antrean",
        "https://",
        "https://bank.example@evil.example/",
        "https://evil.example\\@kabar.example/",
        "https://[::1",
        "https://" + "a" * 64 + ".example/",
        "https://kabar.example/\x00",
    ],
)
def test_anything_else_is_no_link(url: str | None) -> None:
    assert outside(url) is None
