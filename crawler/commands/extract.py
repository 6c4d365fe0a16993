"""`suar extract`: saved pages to JSON Lines. Needs no database and stores nothing."""

from __future__ import annotations

import gzip
import json
import os
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from core.clock import iso, now
from core.errors import BadInput
from core.files import unwritable
from core.sites import SiteRules, load_rules
from crawler.commands.output import Progress
from crawler.extract.box import BoxPool
from crawler.extract.pages import Question, read
from crawler.rule_report import used

#: The largest file that is read, unpacked.
MAX_BYTES = 20_000_000
#: Pages asked for at once; keeps memory flat on folders of any size.
_WINDOW = 64


def run(paths: list[Path], output: str, urls: Path | None, folders: Iterable[Path] = ()) -> int:
    """Extract every file and write one line each; 3 when some could not be read.

    Raises: BadInput when a path or the list of URLs cannot be used; ConfigError for a broken site rule.
    """
    files, addresses, rules = list(_files(paths)), _addresses(urls), load_rules(folders)
    counts: Counter[str] = Counter()
    progress = Progress("extract")
    size = min(2, os.cpu_count() or 1)
    boxes = BoxPool(size)
    try:
        with _sink(output) as sink, ThreadPoolExecutor(size) as threads:
            for start in range(0, len(files), _WINDOW):
                window = files[start : start + _WINDOW]
                for answer in threads.map(partial(_answer, boxes, rules, addresses), window):
                    sink.write(json.dumps(answer, ensure_ascii=False) + "\n")
                    counts[answer["outcome"]] += 1
                progress(dict(counts))
    finally:
        boxes.close()
    progress.end(dict(counts))
    return 3 if counts["failed"] else 0


def _answer(boxes: BoxPool, rules: SiteRules, addresses: dict[str, str], path: Path) -> dict[str, Any]:
    url = addresses.get(path.name, "")
    named = rules.of(url)
    rule = named.rule if named is not None else None
    try:
        page = read(boxes, Question(url, now=now(), rule=rule), _read(path))
    except (OSError, EOFError, zlib.error) as error:
        return _failed(path, "unreadable", str(error))
    return {
        "file": str(path),
        "outcome": page.outcome,
        "title": page.title,
        "text": page.text,
        "published_at": None if page.published_at is None else iso(page.published_at),
        "date_source": page.date_source,
        "canonical_url": page.canonical_url,
        "language": page.language,
        "published_raw": page.published_raw,
        "title_source": page.title_source,
        "partial": page.partial,
        "suspicion": page.suspicion,
        "site_rule": used(named, page),
    }


def _failed(path: Path, code: str, message: str) -> dict[str, Any]:
    return {"file": str(path), "outcome": "failed", "error": {"code": code, "message": message[:300]}}


def _read(path: Path) -> bytes:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        body: bytes = file.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise OSError(f"larger than {MAX_BYTES} bytes")
    return body


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.name.endswith((".html", ".html.gz")))
        elif path.is_file():
            yield path
        else:
            raise BadInput(f"{path} is neither a file nor a folder.")


def _addresses(urls: Path | None) -> dict[str, str]:
    if urls is None:
        return {}
    try:
        rows = [line.rstrip("\n").split("\t") for line in urls.read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{urls} cannot be read: {error}.") from None
    return {Path(row[0]).name: row[1].strip() for row in rows if len(row) >= 2}


@contextmanager
def _sink(output: str) -> Iterator[IO[str]]:
    """Give what the answers are written to; a file is there whole at the end, or as it was."""
    if output == "-":
        yield sys.stdout
        return
    path = Path(output)
    part = path if path.exists() and not path.is_file() else path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="replace") as file:
            yield file
        if part != path:
            part.replace(path)
    except OSError as error:
        raise unwritable(output, error) from error
    finally:
        if part != path:
            part.unlink(missing_ok=True)
