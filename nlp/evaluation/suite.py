"""The functional suite: templates with every identity or party, criticism with its mirrored praise, headlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.errors import ConfigError
from core.paths import suite_dir


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence: a template with an identity in it."""

    function: str
    template: str
    identity: str
    kind: str  #: of the identity: religion, ethnic, …
    hostile: bool
    text: str

    @property
    def only_names(self) -> bool:
        """Whether the group is merely named: by the annotation guide no matter of `sara`."""
        return self.function == "neutral"


@dataclass(frozen=True, slots=True)
class Mirror:
    """Criticism of an institution, and the praise that says the opposite in the same words."""

    institution: str
    criticism: str
    praise: str


@dataclass(frozen=True, slots=True)
class Swap:
    """A sentence about a party or a candidate with one of their names in it."""

    kind: str  #: partai or calon
    name: str
    text: str


@cache
def cases() -> tuple[Case, ...]:
    """Return every template with every identity. Raises: ConfigError when the suite cannot be read."""
    found = []
    identities = list(_rows("identities.tsv", 4))
    for function, hostile, template in _rows("templates.tsv", 3):
        for kind, name, one, group in identities:
            text = template.replace("{id}", name).replace("{orang}", one).replace("{para}", group)
            found.append(Case(function, template, name, kind, hostile == "1", text[0].upper() + text[1:]))
    return tuple(found)


@cache
def mirrors() -> tuple[Mirror, ...]:
    """Return every pair with every institution. Raises: ConfigError when the suite cannot be read."""
    names = _read("institutions.txt").splitlines()
    return tuple(
        Mirror(name, bad.replace("{inst}", name), good.replace("{inst}", name))
        for bad, good in _rows("criticism.tsv", 2)
        for name in names
        if name and not name.startswith("#")
    )


@cache
def swaps() -> tuple[Swap, ...]:
    """Return every sentence about a party or a candidate with every name. Raises: ConfigError when unreadable."""
    names = list(_rows("partisan_names.tsv", 2))
    return tuple(
        Swap(kind, name, sentence.replace("{nama}", name))
        for kind, sentence in _rows("partisan.tsv", 2)
        for of, name in names
        if of == kind
    )


@cache
def headlines() -> tuple[str, ...]:
    """Return headlines of sound journalism that look like rumours; a few are real, the others fictional.

    Raises: ConfigError when the suite cannot be read.
    """
    return tuple(headline for _, headline in _rows("headlines.tsv", 2))


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    for number, line in enumerate(_read(name).splitlines(), start=1):
        if line and not line.startswith("#"):
            parts = line.split("\t")
            if len(parts) != columns or not all(parts):
                raise ConfigError(f"{suite_dir() / name}, line {number}: {columns} columns, separated by tabs.")
            yield parts


def _read(name: str) -> str:
    path = suite_dir() / name
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The functional suite cannot be read: {path}: {error}. Restore it.") from error
