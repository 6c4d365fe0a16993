"""Addresses that the crawler must never talk to, and every way in which a page, feed or person can name them."""

from __future__ import annotations

#: A host of the test's public internet, over IPv4 and over IPv6.
NEWS, SIX = "news.example.test", "six.example.test"
#: A public host whose robots.txt redirects to a private address.
TAMPERED = "tampered.example.test"
NEWS_ADDRESS, SIX_ADDRESS = "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"

#: What the hosts file of the namespace says.
NAMES = [
    ("127.0.0.1", "localhost"),
    ("::1", "localhost"),
    (NEWS_ADDRESS, NEWS),
    (SIX_ADDRESS, SIX),
    (NEWS_ADDRESS, TAMPERED),
    ("169.254.169.254", "meta.evil.test"),
    ("10.1.2.3", "intra.evil.test"),
    ("fd00:ec2::254", "six.evil.test"),
    ("::ffff:169.254.169.254", "mapped.evil.test"),
    ("64:ff9b::a9fe:a9fe", "nat64.evil.test"),
    ("2002:a9fe:a9fe::", "sixtofour.evil.test"),
    ("127.0.0.1", "loop.evil.test"),
    ("0.0.0.0", "zero.evil.test"),
    ("100.100.100.200", "cloud.evil.test"),
    (NEWS_ADDRESS, "mixed.evil.test"),
    ("10.1.2.3", "mixed.evil.test"),
    (NEWS_ADDRESS, "mixedsix.evil.test"),
    ("fd00:ec2::254", "mixedsix.evil.test"),
]

LITERALS = [
    *("169.254.169.254", "10.1.2.3", "127.0.0.1", "127.8.8.8", "0.0.0.0", "100.100.100.200", "168.63.129.16"),
    *("172.16.0.1", "192.168.1.1", "100.64.0.1", "198.18.0.1", "192.0.0.192", "192.88.99.1"),
    *("[::1]", "[::]", "[fd00:ec2::254]", "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]"),
    *("[::169.254.169.254]", "[2001:db8::1]"),
]
DISGUISES = [
    *("0", "2852039166", "0251.0376.0251.0376", "0xa9fea9fe", "169.254.43518", "0xa9.0xfe.0xa9.0xfe", "127.1"),
    *("0177.1", "10.66051", "①⑥⑨.254.169.254", "169。254。169。254", "１０.1.2.3", "169.254.169.254.", "%31%30.1.2.3"),
]
HOSTS = [*dict.fromkeys(name for _, name in NAMES if "evil" in name), "localhost", "META.evil.test", "meta.evil.test."]
ODD = [
    *(f"http://{NEWS}:{port}/" for port in (22, 25, 6379, 9200, 8080)),
    *(f"https://{NEWS_ADDRESS}:6379/", f"http://x@{NEWS}/", f"http://{NEWS}@10.1.2.3/", f"http://{NEWS}\\@10.1.2.3/"),
    *(f"http://{NEWS}/%0d%0aHost:%20intra.evil.test", f"http://{NEWS}%0d%0a.evil.test/", "file:///etc/passwd"),
    *(f"gopher://{NEWS}:6379/_x", f"ftp://{NEWS}/x", "data:text/html,x", f"https://[{SIX_ADDRESS}]:9200/"),
]

#: Named by a person, one by one.
DIRECT = [f"http://{host}/secret" for host in (*LITERALS, *DISGUISES, *HOSTS)] + ODD
#: Named by what was fetched: redirects of each kind, then links of a feed, a sitemap, an index and a page.
REDIRECTED = [
    *(f"http://{host}/r" for host in ("169.254.169.254", "2852039166", "[::1]", "[64:ff9b::a9fe:a9fe]", "127.1")),
    *(f"http://{name}/r" for name in ("meta.evil.test", "six.evil.test", "mixed.evil.test", "mixedsix.evil.test")),
    *(f"http://{NEWS}:6379/", "file:///etc/passwd", f"gopher://{NEWS}:6379/_x", "data:text/html,x", "//10.1.2.3/r"),
]
STATUSES = ("301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect")


def linked(where: str) -> list[str]:
    """Return hostile links that are to be found in one place; the place is part of their path."""
    hosts = ("169.254.169.254", "2852039166", "[fd00:ec2::254]", "meta.evil.test", "intra.evil.test", "mixed.evil.test")
    return [f"http://{host}/{where}.html" for host in hosts]


PLACES = ("feed", "sitemap", "index", "page", "robots", "canonical")
COUNT = len(DIRECT) + len(REDIRECTED) + sum(len(linked(place)) for place in PLACES)
