"""Reads configs/sites/*.toml into site rules, and finds the one for an address. A typo is one line that says where."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import ValidationError

from core.errors import ConfigError
from core.paths import data_dir
from core.schemas.site import SiteRule


class NamedRule(NamedTuple):
    """A rule and the file it stands in."""

    path: Path
    rule: SiteRule

    @property
    def name(self) -> str:
        """The file's name without its end, by which people are told of the rule."""
        return self.path.stem


class SiteRules:
    """The rules by host; the longest pattern that a host matches decides."""

    def __init__(self, rules: Iterable[NamedRule] = ()) -> None:
        """Take the rules.

        Raises: ConfigError when two of them name the same hosts.
        """
        self.rules = tuple(rules)
        self._by_host: dict[str, NamedRule] = {}
        for one in self.rules:
            for host in one.rule.hosts:
                other = self._by_host.setdefault(host, one)
                if other is not one:
                    raise ConfigError(f"{one.path}: key 'hosts': '{host}' is already in {other.path}.")

    def of(self, url: str) -> NamedRule | None:
        """Return the rule for an address, if there is one. Raises: nothing."""
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return None
        return next((self._by_host[one] for one in _patterns(host) if one in self._by_host), None)


def load_rules(folders: Iterable[Path] = ()) -> SiteRules:
    """Return the rules of configs/sites and of the folder `sites` in further folders of sources.

    A file of a further folder takes the place of an earlier one with the same name.
    Raises: ConfigError naming file, key and what is allowed.
    """
    own = data_dir("configs") / "sites"
    if not own.is_dir():
        raise ConfigError(f"{own} is not a folder with site rules (*.toml).")
    paths: dict[str, Path] = {}
    for folder in (own, *(folder / "sites" for folder in folders)):
        paths |= {path.stem: path for path in sorted(folder.glob("*.toml"))}
    return SiteRules(load_rule(path) for path in paths.values())


def load_rule(path: Path) -> NamedRule:
    """Return the rule that the file describes.

    Raises: ConfigError naming file, key and what is allowed.
    """
    try:
        return NamedRule(path, SiteRule.model_validate(tomllib.loads(path.read_text("utf-8"))))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        raise ConfigError(_explain(path, error)) from None


def _explain(path: Path, error: ValidationError) -> str:
    problems = error.errors()
    first = next((one for one in problems if one["type"] == "extra_forbidden"), problems[0])  # the typo, not its echo
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"{path}: unknown key '{key}'. Allowed: {', '.join(SiteRule.model_fields)}."
    if first["type"] == "missing":
        return f"{path}: key '{key}' is missing."
    said = " ".join(first["msg"].removeprefix("Value error, ").split())
    return f"{path}: key '{key}': {said}." if key else f"{path}: {said}."


def _patterns(host: str) -> Iterator[str]:
    """Give what a rule may call a host, the longest first."""
    name = host.removeprefix("www.")
    yield name
    while "." in name:
        name = name.partition(".")[2]
        yield f"*.{name}"
        yield name
