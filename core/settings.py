"""The one reader of configuration: files, environment and command line. Nothing else may look at the environment.

Order: built-in < configs/default.toml < user file < environment (`SUAR_…`) < command line.
"""

from __future__ import annotations

import os
import secrets
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from core.db.url import sqlite_url
from core.errors import ConfigError, NotInitialised
from core.paths import data_dir

_PREFIX = "SUAR_"
#: Names in the environment that are not settings but belong to Suar.
_NOT_SETTINGS = {"SUAR_CONFIG", "SUAR_SECRET", "SUAR_CRASH_AT"}
#: Length of the secret that `suar init` makes, and the least that is accepted.
_SECRET_BYTES = 32


class Settings(BaseSettings):
    """Every setting; what each means stands beside its default in configs/default.toml."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=_PREFIX)

    data: Path = Path("data")
    database_url: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = Field(8700, ge=1, le=65535)
    public_url: str = ""
    language: Literal["id", "en"] = "id"
    crawl_spacing: float = Field(5.0, ge=0.0, le=3600.0)
    crawl_daily_requests: int = Field(10_000, ge=1)
    crawl_user_agent: str = Field("SuarBot/0.1 (+https://suar.example/bot)", min_length=5)
    crawl_timeout: float = Field(30.0, gt=0.0, le=600.0)
    crawl_max_bytes: int = Field(10_000_000, ge=10_000)
    crawl_max_page_bytes: int = Field(5_000_000, ge=10_000)
    crawl_max_entries: int = Field(2000, ge=1)
    archive: bool = True
    crawl_min_free_mb: int = Field(2000, ge=0)
    crawl_min_free_percent: float = Field(10.0, ge=0.0, le=100.0)
    crawl_max_unanalysed: int = Field(10_000, ge=1)
    push_per_minute: int = Field(60, ge=1, le=100_000)
    precise: Literal["off", "selected", "all"] = "selected"
    precise_control: float = Field(0.01, ge=0.0, le=1.0)
    precise_threads: int = Field(1, ge=1, le=64)
    encoder: str = ""
    lease_minutes: int = Field(30, ge=1, le=1440)
    session_idle_minutes: int = Field(60, ge=1)
    session_hours: int = Field(12, ge=1)
    login_link_hours: int = Field(24, ge=1)

    @field_validator("data", mode="before")
    @classmethod
    def _absolute(cls, value: str | Path) -> Path:
        if not str(value):
            raise ValueError("it is empty; name a directory")
        return Path(value).expanduser().absolute()

    @property
    def store_url(self) -> str:
        """The database in use: the one named, else the SQLite file in the data directory."""
        return self.database_url.get_secret_value() or sqlite_url(self.data / "suar.db")

    @property
    def base_url(self) -> str:
        """The address that links to Suar begin with, without a trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values only from what `load` hands over: it has already merged the files and the environment."""
        return (init_settings,)


@dataclass(frozen=True)
class Loaded:
    """Settings and where each value came from."""

    settings: Settings
    origins: dict[str, str]


def load(**command_line: Any) -> Settings:
    """Return the settings; values of None on the command line count as not given.

    Raises: ConfigError naming the setting and its place.
    """
    return load_with_origins(**command_line).settings


def load_with_origins(**command_line: Any) -> Loaded:
    """Return the settings and the place each value came from.

    Raises: ConfigError naming the setting and its place.
    """
    values: dict[str, Any] = {}
    origins = dict.fromkeys(Settings.model_fields, "built-in")
    given = {name: value for name, value in command_line.items() if value is not None}
    environment = _environment()
    layers: list[tuple[str, dict[str, Any]]] = [_file_layer(data_dir("configs") / "default.toml")]
    user_file = _user_file(environment, given)
    if user_file is not None:
        layers.append(_file_layer(user_file))
    layers += [("environment", environment), ("command line", given)]
    for place, layer in layers:
        for name, value in layer.items():
            if name not in Settings.model_fields:
                raise ConfigError(f"Unknown setting '{name}' in {place}. `suar config show` lists the settings.")
            values[name], origins[name] = value, place
    try:
        return Loaded(Settings(**values), origins)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise ConfigError(f"Setting '{name}' from {origins.get(name, 'built-in')}: {first['msg']}.") from None


def secret(settings: Settings) -> bytes:
    """Return the secret of this data directory, made by `suar init`.

    Raises: NotInitialised when there is none; ConfigError when others can read it or it is too short.
    """
    given = os.environ.get("SUAR_SECRET")
    if given:
        if len(given) < _SECRET_BYTES:
            raise ConfigError(f"SUAR_SECRET is shorter than {_SECRET_BYTES} characters. Give it a long random value.")
        return given.encode()
    path = settings.data / "secret"
    if not path.is_file():
        raise NotInitialised(f"There is no secret in {settings.data}. Run `suar init`.")
    if path.stat().st_mode & 0o077:
        raise ConfigError(f"{path} can be read by others. Run: chmod 600 {path}")
    content = path.read_bytes()
    if len(content) < _SECRET_BYTES:
        raise ConfigError(f"{path} is too short to be a secret. Delete it and run `suar init`.")
    return content


def create_secret(settings: Settings) -> bool:
    """Create the secret with mode 0600 unless there is one; return whether it was created.

    Raises: ConfigError when the data directory cannot be made or written.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".secret.", dir=settings.data)  # made with mode 0600
    except OSError as error:
        raise ConfigError(
            f"The data directory {settings.data} cannot be written ({error.strerror}). "
            "Mend its permissions, or name another one with SUAR_DATA."
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(name, settings.data / "secret")  # whole or not at all, and never over another one
    except FileExistsError:
        return False
    finally:
        os.unlink(name)
    return True


def crash_point() -> str:
    """Return the point at which a test wants this process to end (core.crash), else nothing."""
    return os.environ.get("SUAR_CRASH_AT", "")


def child_environment(settings: Settings) -> dict[str, str]:
    """Return the environment for a subprocess, so that it reads the same settings."""
    own = {f"{_PREFIX}{name.upper()}": _plain(getattr(settings, name)) for name in Settings.model_fields}
    return {**os.environ, **own}


def _plain(value: Any) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _environment() -> dict[str, Any]:
    names = (name for name in os.environ if name.startswith(_PREFIX) and name not in _NOT_SETTINGS)
    return {name[len(_PREFIX) :].lower(): os.environ[name] for name in names}


def _user_file(environment: dict[str, Any], given: dict[str, Any]) -> Path | None:
    named = os.environ.get("SUAR_CONFIG")
    if named:
        if not Path(named).is_file():
            raise ConfigError(f"SUAR_CONFIG names {named}, which is not a file.")
        return Path(named)
    path = Path(given.get("data") or environment.get("data") or "data").expanduser() / "suar.toml"
    return path if path.is_file() else None


def _file_layer(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        return str(path), tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from None
