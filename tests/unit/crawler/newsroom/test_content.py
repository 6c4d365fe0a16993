"""The planted content is complete, well formed and about places that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.errors import ConfigError
from core.regions.tree import load_tree
from core.schemas.analysis import TAXONOMY
from crawler.newsroom.breakage import Broken
from crawler.newsroom.content import Article, Content, Post, load_content, paragraphs

OUTLETS = 8
SUB_OF = {sub: category for category, subs in TAXONOMY.items() for sub in subs}


def test_there_are_enough_outlets_articles_and_posts(content: Content) -> None:
    assert len(content.outlets) == OUTLETS
    assert len({outlet.home_region for outlet in content.outlets}) >= 6
    assert len(content.articles) >= 150
    assert len(content.posts) >= 150
    assert {outlet.zone for outlet in content.outlets} == {"WIB", "WITA", "WIT"}


def test_every_outlet_publishes(content: Content) -> None:
    assert {article.outlet for article in content.articles} == {outlet.id for outlet in content.outlets}
    assert all(len(content.of(outlet.id)) >= 15 for outlet in content.outlets)


def test_each_outlet_has_its_own_loopback_address(content: Content) -> None:
    addresses = [outlet.address for outlet in content.outlets]
    assert addresses == [f"127.0.1.{number}" for number in range(1, OUTLETS + 1)]


def test_every_planted_code_exists(content: Content) -> None:
    tree = load_tree()
    planted = {code for one in (*content.articles, *content.posts) for code in one.regions}
    homes = {outlet.home_region for outlet in content.outlets} | {p.region_hint for p in content.posts if p.region_hint}
    assert sorted(code for code in planted | homes if code not in tree) == []
    assert all(len(code) in (2, 5) for code in planted)


def test_every_planted_category_is_of_the_taxonomy(content: Content) -> None:
    for one in (*content.articles, *content.posts):
        assert set(one.categories) <= set(TAXONOMY), one
        assert {SUB_OF[sub] for sub in one.subs} <= set(one.categories), one


def test_every_category_and_most_subcategories_are_planted(content: Content) -> None:
    subs = {sub for one in (*content.articles, *content.posts) for sub in one.subs}
    assert subs == set(SUB_OF)
    assert sum(1 for one in content.articles if not one.categories) >= 30


def test_posts_carry_no_handle_link_or_number(content: Content) -> None:
    telling = re.compile(r"(?<!\w)@\w|https?:|www\.|wa\.me|t\.me|\d{8,}")
    assert [post.id for post in content.posts if telling.search(post.text)] == []


def test_corrected_articles_differ_from_their_first_version(content: Content) -> None:
    edited = [article for article in content.articles if article.later]
    assert len(edited) >= 4
    assert all(article.later != article.body for article in edited)


def test_copies_name_an_original_of_another_outlet(content: Content) -> None:
    copies = [article for article in content.articles if article.copy_of]
    by_key = {article.key: article for article in content.articles}
    assert {article.copy_kind for article in copies} == {"near", "exact"}
    for copy in copies:
        original = by_key[copy.copy_of or ""]
        assert original.outlet != copy.outlet
        assert (original.categories, original.regions) == (copy.categories, copy.regions), copy.key
        if copy.copy_kind == "exact":
            assert (original.title, paragraphs(original.body)) == (copy.title, paragraphs(copy.body))


def test_every_way_to_break_is_planted(broken: tuple[Broken, ...], content: Content) -> None:
    kinds = {one.kind for one in broken}
    assert kinds == set(Broken.model_fields["kind"].annotation.__args__)  # type: ignore[union-attr]
    slugs = {article.key for article in content.articles}
    assert all(f"{one.outlet}/{one.target}" in slugs for one in broken if one.kind == "redirect")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("days = 1", "days"),
        ('time = "25:00"', "time"),
        ('section = "gosip"', "section"),
        ('colour = "red"', "colour"),
        ("days = ", "not valid"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_file_and_key(tmp_path: Path, line: str, said: str) -> None:
    folder = _folder(tmp_path, line)
    with pytest.raises(ConfigError) as caught:
        load_content(folder)
    assert "satu.toml" in caught.value.message
    assert said in caught.value.message


def test_an_article_of_an_unknown_outlet_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "")
    (folder / "articles" / "satu.toml").rename(folder / "articles" / "dua.toml")
    with pytest.raises(ConfigError, match="no outlet 'dua'"):
        load_content(folder)


def test_an_outlet_off_loopback_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "")
    path = folder / "outlets.toml"
    path.write_text(path.read_text().replace("127.0.1.1", "10.0.0.1"))
    with pytest.raises(ConfigError, match="loopback only"):
        load_content(folder)


def test_models_refuse_what_they_do_not_know() -> None:
    assert Article.model_config["extra"] == "forbid"
    assert Post.model_config["extra"] == "forbid"


def _folder(root: Path, replaced: str) -> Path:
    rows = {
        "slug": 'slug = "a"', "title": 'title = "Judul"', "days": "days = 0", "time": 'time = "01:00"',
        "section": 'section = "daerah"', "categories": "categories = []", "subs": "subs = []",
        "regions": "regions = []", "body": 'body = "Isi."',
    }  # fmt: skip
    if replaced:
        rows[replaced.split(" ")[0]] = replaced
    (root / "articles").mkdir()
    (root / "articles" / "satu.toml").write_text("[[article]]\n" + "\n".join(rows.values()))
    (root / "outlets.toml").write_text(
        '[[outlet]]\nid = "satu"\nname = "Satu"\ntagline = "Uji"\naddress = "127.0.1.1"\nhome_region = "73"\n'
        'zone = "WITA"\nstyle = "blog"\ndiscovery = ["rss"]\n'
    )
    return root
