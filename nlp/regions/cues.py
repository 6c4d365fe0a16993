"""The words around place names, from `configs/regions/cues.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.errors import ConfigError
from core.paths import data_dir


@dataclass(frozen=True, slots=True)
class Cues:
    """Words in folded form (lower case, blanks between words)."""

    kind: dict[str, str]  #: word -> kabupaten, kota, provinsi or kecamatan
    police: frozenset[str]
    office: frozenset[str]
    people: frozenset[str]
    preposition: frozenset[str]
    skip: frozenset[str]
    after: frozenset[str]
    school: frozenset[str]
    aside: frozenset[str]
    account: frozenset[str]
    phrases: tuple[str, ...]
    common: frozenset[str]
    person: frozenset[str]
    not_distinct: frozenset[str]  #: names of kecamatan that are also words or people
    village: frozenset[str]
    former: frozenset[str]
    demonym: frozenset[str]
    student: frozenset[str]


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Read the words, once. Raises: ConfigError if the file cannot be read or lacks a part."""
    path = data_dir("configs") / "regions" / "cues.toml"
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Cues(
            kind={word: kind for kind, words in data["kind"].items() for word in words},
            police=frozenset(data["police"]["words"]),
            office=frozenset(data["place"]["office"]),
            people=frozenset(data["place"]["people"]),
            preposition=frozenset(data["preposition"]["words"]),
            skip=frozenset(data["skip"]["words"]),
            after=frozenset(data["skip"]["after"]),
            school=frozenset(data["skip"]["school"]),
            aside=frozenset(data["aside"]["words"]),
            account=frozenset(data["account"]["words"]),
            phrases=tuple(data["phrases"]["words"]),
            common=frozenset(data["common"]["words"]),
            person=frozenset(data["common"]["person"]),
            not_distinct=frozenset(data["common"]["kecamatan"]),
            village=frozenset(data["skip"]["village"]),
            former=frozenset(data["aside"]["former"]),
            demonym=frozenset(data["aside"]["demonym"]),
            student=frozenset(data["aside"]["student"]),
        )
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise ConfigError(f"cues.toml cannot be read ({error}): restore configs/regions/cues.toml") from error
