"""A typo in a configuration file is one line that names the file and the place, before anything starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import configuration, permissions, sites
from core.errors import ConfigError
from core.paths import data_dir
from core.review import policy
from core.work import schedule

ROLES = "viewer = {}\noperator = []\nanalyst = []\nsupervisor = []\nadmin = []\nauditor = []\n"
LIMITS = "[limits]\nmax_regions = 3\n"


@pytest.fixture
def configs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the configuration files that are used late; what is cached of them is forgotten before and after."""
    folder = tmp_path / "configs"
    folder.mkdir()
    for name in ("permissions.toml", "policy.toml", "schedule.toml"):
        (folder / name).write_bytes((data_dir("configs") / name).read_bytes())
    (folder / "sites").mkdir()
    for module in (permissions, policy, schedule, sites):
        monkeypatch.setattr(module, "data_dir", lambda _: folder)
    _forget()
    yield folder
    _forget()


def _forget() -> None:
    permissions.verbs.cache_clear()
    policy.load_policy.cache_clear()


def test_shipped_files_pass(configs: Path) -> None:
    configuration.check()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("permissions.toml", ROLES.format("3"), "viewer: write a list of verbs"),
        ("permissions.toml", ROLES.format('"document.read"'), "viewer: write a list of verbs"),
        ("permissions.toml", ROLES.format('["document.raed"]'), "viewer: there is no verb 'document.raed'"),
        ("permissions.toml", ROLES.format("[[]]"), "viewer: there is no verb '[]'"),
        ("permissions.toml", "viewer = [", "cannot be used"),
        ("permissions.toml", "viewer = []", "must name exactly the roles"),
        ("policy.toml", "limits = 3\n", "cannot be used"),
        ("policy.toml", "", "max_regions: Field required"),
        ("policy.toml", '[limits]\nmax_regions = "x"\n', "max_regions: Input should be a valid integer"),
        ("policy.toml", LIMITS + "max_region = 3\n", "max_region: Extra inputs"),
        ("policy.toml", LIMITS + '[klaim]\ndecisions = ["ja"]\n', "klaim.decisions.0: Input should be 'yes'"),
        ("policy.toml", LIMITS + '[hoax]\ndecisions = ["yes"]\n', "hoax: Input should be 'politik'"),
        ("policy.toml", LIMITS + '[klaim]\ndecisions = ["yes"]\nmin_prioritas = 1\n', "klaim.min_prioritas: Extra"),
        ("policy.toml", "[limits", "cannot be used"),
        (
            "sites/koran.toml",
            'hosts = ["koran.example"]\nkonten = "article"\n',
            "unknown key 'konten'. Allowed: hosts,",
        ),
        ("schedule.toml", "[[job", "is not valid TOML"),
        ("schedule.toml", '[[job]]\nname = "x"\ncomand = ["crawl"]\n', "job.0.command: Field required"),
    ],
)
def test_typo_is_one_line_with_its_place(configs: Path, name: str, content: str, words: str) -> None:
    (configs / name).write_text(content, "utf-8")
    with pytest.raises(ConfigError) as caught:
        configuration.check()
    assert str(configs / name) in caught.value.message
    assert words in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("name", ["permissions.toml", "policy.toml", "schedule.toml"])
def test_file_that_is_no_text_or_missing(configs: Path, name: str) -> None:
    (configs / name).write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=name):
        configuration.check()
    (configs / name).unlink()
    _forget()
    with pytest.raises(ConfigError, match=name):
        configuration.check()
