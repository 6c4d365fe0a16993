"""Settings: which layer wins, where each value came from, and a typo named with its place."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli import build
from core.errors import ConfigError, NotInitialised
from core.paths import data_dir
from core.settings import Settings, child_environment, create_secret, load, load_with_origins, secret


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_later_layers_win_and_origins_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("port = 8801\nlease_minutes = 10\nhost = '127.0.0.2'\nlanguage = 'en'\n")
    monkeypatch.setenv("SUAR_CONFIG", str(file))
    monkeypatch.setenv("SUAR_LEASE_MINUTES", "20")
    monkeypatch.setenv("SUAR_HOST", "127.0.0.3")
    loaded = load_with_origins(host="127.0.0.4", port=None)
    settings, origins = loaded.settings, loaded.origins
    names = ("session_hours", "language", "port", "lease_minutes", "host")
    assert [getattr(settings, name) for name in names] == [12, "en", 8801, 20, "127.0.0.4"]
    assert [origins[name] for name in names] == [
        str(data_dir("configs") / "default.toml"),
        str(file),
        str(file),
        "environment",
        "command line",
    ]


def test_file_in_the_data_directory_is_read_wherever_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, port in (("data", 8801), ("a", 8802), ("b", 8803)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "suar.toml").write_text(f"port = {port}")
    assert load().port == 8801
    monkeypatch.setenv("SUAR_DATA", str(tmp_path / "a"))
    assert load().port == 8802
    assert load(data=tmp_path / "b").port == 8803


def test_built_in_defaults_and_the_shipped_file_agree() -> None:
    shipped = tomllib.loads((data_dir("configs") / "default.toml").read_text("utf-8"))
    assert set(shipped) == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        default = getattr(field.default, "get_secret_value", lambda value=field.default: value)()
        assert str(default) == str(shipped[name]), name


@pytest.mark.parametrize("place", ["file", "environment", "command line"])
def test_typo_is_named_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    given: dict[str, object] = {}
    if place == "file":
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "suar.toml").write_text("prot = 8800")
        place = str(Path("data") / "suar.toml")
    elif place == "environment":
        monkeypatch.setenv("SUAR_PROT", "8800")
    else:
        given = {"prot": 8800}
    with pytest.raises(ConfigError) as caught:
        load(**given)
    assert caught.value.message == f"Unknown setting 'prot' in {place}. `suar config show` lists the settings."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "0"),
        ("port", "65536"),
        ("port", "achtzig"),
        ("port", ""),
        ("language", "de"),
        ("crawl_spacing", "-1"),
        ("crawl_spacing", "nan"),
        ("crawl_timeout", "inf"),
        ("lease_minutes", "0"),
        ("data", ""),
    ],
)
def test_unusable_value_is_named_with_its_place(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SUAR_{name.upper()}", value)
    with pytest.raises(ConfigError, match=f"Setting '{name}' from environment: ") as caught:
        load()
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("content", [b"port = = 1", b"\xff\xfe", b"[port"])
def test_broken_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(content)
    monkeypatch.setenv("SUAR_CONFIG", str(file))
    with pytest.raises(ConfigError, match=f"{file} is not valid TOML"):
        load()
    monkeypatch.setenv("SUAR_CONFIG", str(tmp_path / "nowhere.toml"))
    with pytest.raises(ConfigError, match=r"SUAR_CONFIG names .*nowhere\.toml, which is not a file"):
        load()


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load().port = 1


def test_data_directory_is_absolute() -> None:
    assert load().data == Path.cwd() / "data"
    assert load().store_url == f"sqlite:///{Path.cwd()}/data/suar.db"


def test_secrets_are_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUAR_DATABASE_URL", "postgresql+psycopg://suar:geheim@127.0.0.1/suar")
    for arguments in (["config", "show"], ["config", "show", "--json"]):
        shown = CliRunner().invoke(build(), arguments)
        assert shown.exit_code == 0
        assert "(set)" in shown.output
        assert "geheim" not in shown.output
    assert "geheim" not in repr(load())


def test_child_reads_the_same_settings(tmp_path: Path) -> None:
    settings = load(data=tmp_path / "somewhere", port=8899, crawl_spacing=0.2)
    script = "from core.settings import load; s = load(); print(s.data, s.port, s.crawl_spacing)"
    environment = child_environment(settings)
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, env=environment)
    assert done.stdout.split() == [str(settings.data), "8899", "0.2"]


def test_secret_is_made_once_and_private(tmp_path: Path) -> None:
    settings = load(data=tmp_path / "new")
    with pytest.raises(NotInitialised, match="suar init"):
        secret(settings)
    previous = os.umask(0)
    try:
        assert create_secret(settings)
    finally:
        os.umask(previous)
    first = secret(settings)
    assert not create_secret(settings)
    assert secret(settings) == first
    assert len(first) == 32
    assert stat.S_IMODE((settings.data / "secret").stat().st_mode) == 0o600
    assert os.listdir(settings.data) == ["secret"]


def test_secrets_of_two_directories_differ(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        settings = load(data=tmp_path / name)
        create_secret(settings)
        made.append(secret(settings))
    assert made[0] != made[1]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    settings = load(data=tmp_path)
    create_secret(settings)
    (tmp_path / "secret").chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        secret(settings)


def test_short_secret_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(data=tmp_path)
    create_secret(settings)
    (tmp_path / "secret").write_bytes(b"")
    with pytest.raises(ConfigError, match="too short"):
        secret(settings)
    monkeypatch.setenv("SUAR_SECRET", "short")
    with pytest.raises(ConfigError, match="SUAR_SECRET"):
        secret(settings)
    monkeypatch.setenv("SUAR_SECRET", "x" * 32)
    assert secret(settings) == b"x" * 32


def test_reading_the_settings_loads_no_database_driver() -> None:
    code = "import sys, core.settings; print(sorted({'sqlalchemy', 'sklearn', 'scrapy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
