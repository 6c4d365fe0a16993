"""Tests of the site rules: strict reading, whose rule it is, the shipped files and the page about them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.errors import ConfigError
from core.schemas.site import EFFECTS, SiteRule
from core.sites import NamedRule, SiteRules, load_rule, load_rules

ROOT = Path(__file__).parents[3]
HOSTS = 'hosts = ["koran.example"]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('content = "article"', "key 'hosts' is missing."),
        ('hosts = []\ncontent = "p"', "key 'hosts': Tuple should have at least 1 item"),
        (
            'hosts = ["https://koran.example/"]\ncontent = "p"',
            "'https://koran.example/' is no host; write koran.example",
        ),
        ('hosts = ["Koran.example"]\ncontent = "p"', "in small letters"),
        ('hosts = ["koran"]\ncontent = "p"', "'koran' is no host"),
        ('hosts = ["k*.example"]\ncontent = "p"', "is no host"),
        ('hosts = ["co.id"]\ncontent = "p"', "'co.id' belongs to many outlets"),
        ('hosts = ["www.koran.example"]\ncontent = "p"', "write 'koran.example': it holds for www. too"),
        (HOSTS + 'contents = "article"', f"unknown key 'contents'. Allowed: {', '.join(SiteRule.model_fields)}."),
        (HOSTS + 'content = "div["', "key 'content': 'div[' is no CSS selector ("),
        (HOSTS + 'content = "p::text"', "is no CSS selector"),
        (HOSTS + 'content = "x:beda(1)"', "is no CSS selector"),
        (HOSTS + 'drop = [".iklan", "a >"]', "key 'drop': 'a >' is no CSS selector"),
        (HOSTS + 'drop = [""]', "key 'drop': '' is no CSS selector"),
        (HOSTS + 'drop = ".iklan"', "key 'drop': Input should be a valid tuple"),
        (HOSTS + 'title = "' + "a" * 301 + '"', "a selector has at most 300 characters"),
        (HOSTS + 'date = "time"\nzone = "CET"', "key 'zone': Input should be 'WIB', 'WITA' or 'WIT'"),
        (HOSTS + 'title = "h1"\nzone = "WIB"', "key 'zone' means nothing without 'date'"),
        (HOSTS + 'title = "h1"\npaged = ".hal"', "key 'paged' means nothing without 'whole_page'"),
        (HOSTS + 'whole_page = "?page=all"', "'?page=all' is neither a parameter such as page=all nor a path"),
        (HOSTS + 'whole_page = "/../all"', "is neither a parameter"),
        (HOSTS + "verified = true", f"the rule does nothing; it needs one of {', '.join(EFFECTS)}"),
        ("hosts = ", "is not valid TOML"),
    ],
)
def test_a_typo_is_one_line_that_names_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "koran.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_rule(path)
    assert caught.value.message.startswith(str(path))
    assert message in caught.value.message
    assert "\n" not in caught.value.message


def _rule(name: str, *hosts: str) -> NamedRule:
    return NamedRule(Path(f"{name}.toml"), SiteRule(hosts=hosts, content="article"))


def test_the_longest_pattern_that_matches_decides() -> None:
    rules = SiteRules(
        [
            _rule("pusat", "koran.example", "lain.example"),
            _rule("daerah", "*.koran.example"),
            _rule("luwu", "luwu.koran.example"),
            _rule("anak", "*.luwu.koran.example"),
            _rule("lokal", "127.0.1.5"),
        ]
    )
    expected = {
        "https://koran.example/a": "pusat",
        "https://WWW.koran.example:443/a": "pusat",
        "https://m.lain.example/a": "pusat",
        "https://bone.koran.example/a": "daerah",
        "https://x.bone.koran.example/a": "daerah",
        "https://luwu.koran.example/a": "luwu",
        "https://www.luwu.koran.example/a": "luwu",
        "https://utara.luwu.koran.example/a": "anak",
        "http://127.0.1.5:8123/a": "lokal",
        "https://bukankoran.example/a": None,
        "https://koran.example.jahat.example/": None,
        "https://example/": None,
        "http://[jahat": None,
        "": None,
    }
    assert {url: (found := rules.of(url)) and found.name for url in expected} == expected
    assert SiteRules().of("https://koran.example/") is None


def test_two_files_for_one_host_are_refused() -> None:
    with pytest.raises(ConfigError, match=r"^b\.toml: key 'hosts': 'koran\.example' is already in a\.toml\.$"):
        SiteRules([_rule("a", "koran.example"), _rule("b", "x.example", "koran.example")])


def test_a_further_folder_adds_rules_and_replaces_those_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "kompas.toml").write_text('hosts = ["kompas.com"]\ncontent = "article"\n')
    (tmp_path / "sites" / "koran.toml").write_text(HOSTS + 'content = "article"\n')
    rules = load_rules([tmp_path, tmp_path / "none"])
    names = {one.name for one in load_rules().rules}
    assert {one.name for one in rules.rules} == names | {"koran"}
    found = rules.of("https://nasional.kompas.com/read/1")
    assert found is not None
    assert found.path == tmp_path / "sites" / "kompas.toml"


def test_shipped_rules_are_modest_and_listed_on_their_page() -> None:
    page = (ROOT / "docs/sites.md").read_text("utf-8")
    shipped = page.partition("## Shipped")[2]
    rows = {row[1]: (row[2], row[3]) for row in re.finditer(r"^\| `([\w-]+\.toml)` \| (.+) \| (.+) \|$", shipped, re.M)}
    expected = {}
    for one in load_rules().rules:
        does = ", ".join(f"`{key}`" for key in EFFECTS if getattr(one.rule, key))
        expected[one.path.name] = (", ".join(one.rule.hosts), does)
        assert not one.rule.verified, "nobody has seen it: there is no network where this is built"
    assert rows == expected


def test_every_key_is_on_the_page_and_the_example_can_be_read(tmp_path: Path) -> None:
    page = (ROOT / "docs/sites.md").read_text("utf-8")
    keys = page.partition("| key | meaning |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \| .{20,} \|$", keys, re.MULTILINE) == list(SiteRule.model_fields)
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    path = tmp_path / "koran.toml"
    path.write_text(example[1])
    assert load_rule(path).rule.zone == "WITA"
