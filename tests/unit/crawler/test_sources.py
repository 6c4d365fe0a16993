"""Tests of the source files: strict reading, the list that is shipped, the page made from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.errors import ConfigError
from core.regions.tree import load_tree
from core.schemas.source import Source, TlsException
from crawler.sources import load_source, load_sources, owner_of
from crawler.sources_page import render

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('name = "A"', "key 'id' is missing"),
        ('id = "a"\nname = "A"\nfeed = []', "unknown key 'feed'. Allowed: id, name, kind,"),
        ('id = "A b"\nname = "A"', "key 'id': String should match pattern"),
        ('id = "a"\nname = "A"\nkind = "koran"', "key 'kind': Input should be 'news', 'agency'"),
        ('id = "a"\nname = "A"\nzone = "CET"', "key 'zone': Input should be 'WIB', 'WITA' or 'WIT'"),
        ('id = "a"\nname = "A"\nfeeds = ["ftp://a.example/"]', "key 'feeds': an address must begin with http://"),
        ('id = "a"\nname = "A"\nspacing = -1', "key 'spacing'"),
        (
            'id = "a"\nname = "A"\n[[sections]]\nurl = "x"\npattern = "y"',
            "unknown key 'sections.0.pattern'. Allowed: url",
        ),
        (
            'id = "a"\nname = "A"\n[[channels]]\nplatform = "reddit"\nhashtag = "y"',
            "unknown key 'channels.0.hashtag'. Allowed: platform, server, name",
        ),
        ('id = "a"\nname = "A"\nhome_region = "99"', "key 'home_region': there is no region 99"),
        ('id = "a"\nname = "A"\nclaim_feeds = [""]', "key 'claim_feeds': an address in the list is empty"),
        (
            'id = "a"\nname = "A"\n[[sections]]\nurl = "http://x.example/"\narticle_pattern = "("',
            "not a regular expression",
        ),
        ('id = "a"\nname = "A"\n[tls_exception]\nuntil = 2027-01-31', "key 'tls_exception.reason' is missing"),
        ('id = "a"\nname = "A"\n[tls_exception]\nreason = "Rusak sejak Mei"', "key 'tls_exception.until' is missing"),
        ('id = "a"\nname = "A"\n[tls_exception]\nreason = "         "\nuntil = 2027-01-31', "at least 10 characters"),
        (
            'id = "a"\nname = "A"\n[tls_exception]\nreason = "Rusak sejak Mei"\nuntil = "ever"',
            "key 'tls_exception.until'",
        ),
        ('id = "a"\nname = "A"\ntls_exception = true', "key 'tls_exception'"),
        (
            'id = "a"\nname = "A"\n[tls_exception]\nreason = "Rusak sejak Mei"\nuntil = 2027-01-31\nhost = "b"',
            "unknown key 'tls_exception.host'. Allowed: reason, until.",
        ),
        ('id = "a"\nname = "A"\ndaily_requests = true', "key 'daily_requests': Input should be a valid integer"),
        ('id = "a"\nname = "A"\nspacing = "5"', "key 'spacing': Input should be a valid number"),
        ('id = "a"\nname = "A"\nspacing = true', "key 'spacing': Input should be a valid number"),
        ('id = "a"\nname = "A"\nenabled = "yes"', "key 'enabled': Input should be a valid boolean"),
        ('id = "a"\nname = "A"\nchannels = 5', "key 'channels': each one is a table of its own, under [[channels]]."),
        (
            'id = "a"\nname = "A"\nsections = [5]',
            "key 'sections.0': each one is a table of its own, under [[sections]].",
        ),
        ('id = "a"\nname = "A"\nfeeds = "https://a.example/"', "key 'feeds': this is a list, such as ["),
        ('id = "a"\nname = "A"\ntls_exception = true', "key 'tls_exception': this is a table, under [tls_exception]."),
        (
            'id = "a"\nname = "A"\n[[sections]]\nurl = "http://x.example/"\narticle_pattern = "(a+)+$"',
            "a link could keep it busy for hours, since (a+)+ can match",
        ),
        ("id = ", "is not valid TOML"),
    ],
)
def test_a_typo_is_one_line_that_names_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "koran.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_source(path)
    assert caught.value.message.startswith(str(path))
    assert message in caught.value.message
    assert "\n" not in caught.value.message


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('id = "antara"\nname = "X"')
    with pytest.raises(ConfigError, match="already used in"):
        load_sources([tmp_path])
    with pytest.raises(ConfigError, match="is not a folder"):
        load_sources([tmp_path / "none"])


def test_the_shipped_list() -> None:
    sources = load_sources()
    assert len(sources) >= 45
    regions = load_tree()
    assert {region.code for region in regions.provinces()} <= {source.home_region for source in sources.values()}
    for name, source in sources.items():
        assert (ROOT / "configs/sources" / f"{name}.toml").is_file()
        assert not source.enabled
        assert not source.verified
        assert not source.fictional
        assert source.feeds or source.sitemaps or source.sections
        assert all(source.owns(url) for url in (*source.feeds, *source.sitemaps, *(s.url for s in source.sections)))


def test_the_page_is_made_from_the_files() -> None:
    page = (ROOT / "docs/sources.md").read_text("utf-8")
    assert page == render(load_sources().values(), load_tree()), "run: python -m crawler.sources_page > docs/sources.md"


def test_an_exception_from_checking_certificates_has_hosts_and_a_last_day() -> None:
    granted = TlsException(reason="Sertifikat habis", until=date(2027, 1, 31))
    source = Source(
        id="a", name="A", home_url="https://www.koran.example/", hosts=("cdn.koran.example",), tls_exception=granted
    )
    hosts = {"koran.example", "www.koran.example", "cdn.koran.example", "www.cdn.koran.example"}
    assert source.unverified_hosts(date(2027, 1, 31)) == hosts
    assert source.unverified_hosts(date(2027, 2, 1)) == set()
    assert Source(id="b", name="B", home_url="https://koran.example/").unverified_hosts(date(2027, 1, 1)) == set()


def test_whom_an_address_belongs_to() -> None:
    sources = {
        "pusat": Source(id="pusat", name="P", home_url="https://www.koran.example/"),
        "jabar": Source(id="jabar", name="J", home_url="https://jabar.koran.example/"),
    }
    found = [owner_of(sources, f"https://{host}/x") for host in ("jabar.koran.example", "koran.example", "x.example")]
    assert [one and one.id for one in found] == ["jabar", "pusat", None]
    assert not sources["pusat"].owns("https://notkoran.example/")


@pytest.mark.parametrize(
    "line",
    [
        'home_url = "http://10.0.0.1/"',
        'home_url = "http://2130706433/"',
        'home_url = "http://evil@10.0.0.1/"',
        'home_url = "http://intranet/"',
        'home_url = "http://127.0.1.5:8123/"',
        'home_url = "https://berita.example:9200/"',
        'feeds = ["https://berita.example/rss", "http://169.254.169.254/latest"]',
        'sitemaps = ["http://[::1]/sitemap.xml"]',
        'claim_feeds = ["http://[64:ff9b::a9fe:a9fe]/claims.json"]',
        'hosts = ["berita.example", "10.1.2.3"]',
        'hosts = ["localhost"]',
        '[[sections]]\nurl = "http://192.168.1.1/politik"\narticle_pattern = "/baca/"',
        '[[channels]]\nplatform = "mastodon"\nserver = "http://127.0.0.1"\nname = "x"',
    ],
)
def test_source_in_the_own_network_is_refused_where_it_is_written(tmp_path: Path, line: str) -> None:
    home = "" if line.startswith("home_url") else 'home_url = "https://berita.example/"\n'
    path = tmp_path / "x.toml"
    path.write_text(f'id = "x"\nname = "X"\n{home}{line}\n')
    with pytest.raises(ConfigError, match=r"x\.toml.*(is not an address that Suar fetches from|must begin with)"):
        load_source(path)


def test_only_a_fictional_source_may_live_in_the_demo_network(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('id = "x"\nname = "X"\nfictional = true\nhome_url = "http://127.0.1.5:8123/"\n')
    assert load_source(path).fictional
    path.write_text('id = "x"\nname = "X"\nfictional = true\nhome_url = "http://127.0.0.5:8123/"\n')
    with pytest.raises(ConfigError, match="not on the public internet"):
        load_source(path)
