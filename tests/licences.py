"""Lists the licences of what Suar needs at run time, with its extras; ends with 1 when one is GPL, AGPL or unknown.

LGPL is listed and allowed: it asks nothing of a program that only imports the library (psycopg, an extra).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

#: Extras that people install; `dev` never reaches them. An extra that is not installed here is passed over.
EXTRAS = ("", "postgres", "elastic", "embed")
_COPYLEFT = re.compile(r"(?<!L)\bA?GPL|Affero|(?<!Lesser )(?<!Library )General Public", re.IGNORECASE)
_WORDS = re.compile(r"\s+(AND|OR)\s+", re.IGNORECASE)


def main() -> int:
    """Print the table and say whether Suar may be given away with all this."""
    rows = sorted(((one.name, one.version, licence(one)) for one in closure("suar")), key=lambda row: row[0].lower())
    width = max(len(name) for name, _, _ in rows)
    for name, version, words in rows:
        sys.stdout.write(f"{name:<{width}}  {version:<12}  {words}\n")
    refused = [f"{name} ({words or 'unknown'})" for name, _, words in rows if not is_allowed(words)]
    sys.stdout.write(f"{len(rows)} packages\n")
    if refused:
        sys.stderr.write(f"These licences do not go with Apache-2.0, or are unknown: {', '.join(refused)}\n")
    return 1 if refused else 0


def closure(root: str) -> Iterator[Distribution]:
    """Yield every installed distribution that the root needs, itself left out."""
    seen: set[tuple[str, str]] = set()
    waiting = [(root, extra) for extra in EXTRAS]
    found: dict[str, Distribution] = {}
    while waiting:
        name, extra = waiting.pop()
        key = (canonical(name), extra)
        if key in seen:
            continue
        seen.add(key)
        try:
            present = distribution(name)
        except PackageNotFoundError:
            continue  # an extra that is not installed, or a dependency of another platform
        found[key[0]] = present
        waiting += needed(present, extra)
    found.pop(canonical(root), None)
    yield from found.values()


def needed(present: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """Yield what the distribution asks for on this machine, with the extras that it asks for."""
    for line in present.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
            for below in ("", *wanted.extras):
                yield wanted.name, below


def licence(present: Distribution) -> str:
    """Return the licence as the package states it: the SPDX expression, else classifiers, else the old field."""
    meta = present.metadata
    if expression := meta.get("License-Expression"):
        return str(expression)
    classified = [
        line.rpartition(" :: ")[2] for line in meta.get_all("Classifier") or () if line.startswith("License ::")
    ]
    named = [words for words in classified if words != "OSI Approved"]
    if named:
        return " AND ".join(named)  # which of the two is meant is not said: the stricter
    old = (meta.get("License") or "").strip().splitlines()
    return "" if not old or old[0].upper() == "UNKNOWN" else old[0][:60]


def is_allowed(words: str) -> bool:
    """Tell whether one of the alternatives holds no GPL or AGPL part. Raises: nothing."""
    alternatives: list[list[str]] = [[]]
    for part in _WORDS.split(words.replace("(", " ").replace(")", " ")):
        if part.upper() == "OR":
            alternatives.append([])
        elif part.upper() != "AND":
            alternatives[-1].append(part)
    return bool(words) and any(not any(_COPYLEFT.search(part) for part in parts) for parts in alternatives)


def canonical(name: str) -> str:
    """Return the name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
