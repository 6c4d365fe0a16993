"""The sets that an evaluation can be asked for by name; anything else is the path of a file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import BadInput
from core.paths import data_dir
from core.schemas.analysis import TAXONOMY
from nlp.evaluation import suite
from nlp.evaluation.gold import Gold, read_gold
from nlp.training.corpus import targets_of

#: What criticism, praise and sound journalism never are.
_NEVER = dict.fromkeys(("klaim", "sara.ujaran", *(f"klaim.{sub}" for sub in TAXONOMY["klaim"])), False)


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The rows of one set, and the file that they came from where training may have read it too."""

    name: str
    rows: list[Gold]
    file: Path | None = None


def read_set(name: str, data: Path | None) -> GoldSet:
    """Return a set by its name, or the rows of the file that the name is the path of.

    Raises: BadInput for a name that is neither, a set that needs --data without it, or a file that cannot be used.
    """
    if name in FROM_FILES:
        if data is None:
            raise BadInput(f"The set {name} lies in the data folder: name it with --data.")
        file, source = FROM_FILES[name]
        return GoldSet(name, read_gold(data / file, source), data / file)
    if name in OWN:
        return GoldSet(name, list(OWN[name]()))
    path = Path(name)
    if not path.is_file():
        known = ", ".join([*FROM_FILES, *OWN])
        raise BadInput(f"There is no set and no file {name}. Sets: {known}; or a JSON Lines file (docs/training.md).")
    return GoldSet(path.name, read_gold(path), path)


def _functional() -> Iterator[Gold]:
    for number, case in enumerate(suite.cases()):
        truth = {"sara.ujaran": case.hostile} | ({"sara": False} if case.only_names else {})
        yield Gold(
            str(number), case.function, "post", "", case.text, truth, group=case.identity, template=case.template
        )


def _criticism() -> Iterator[Gold]:
    """Yield criticism and its mirrored praise as two sources; the sentence with its name taken out is the template."""
    for number, mirror in enumerate(suite.mirrors()):
        for source, text in (("criticism", mirror.criticism), ("praise", mirror.praise)):
            template = text.replace(mirror.institution, "{inst}")
            yield Gold(
                f"{source}-{number}", source, "post", "", text, _NEVER, group=mirror.institution, template=template
            )


def _headlines() -> Iterator[Gold]:
    for number, headline in enumerate(suite.headlines()):
        yield Gold(str(number), "headlines", "news", headline, "", _NEVER)


def _newsroom() -> Iterator[Gold]:
    """Yield the fictional press of the demo: its articles and posts with the categories that were planted."""
    folder = data_dir("configs") / "newsroom"
    try:
        for path in sorted((folder / "articles").glob("*.toml")):
            for article in tomllib.loads(path.read_text(encoding="utf-8"))["article"]:
                yield _planted(article, f"{path.stem}/{article['slug']}", "news", article["title"], article["body"])
        for path in sorted((folder / "posts").glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                post = json.loads(line)
                yield _planted(post, post["id"], "post", "", post["text"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"The newsroom in {folder} cannot be read: {error!r}.") from error


def _planted(row: dict[str, object], name: str, kind: str, title: str, text: str) -> Gold:
    labels = {"cats": row.get("categories", []), "subs": row.get("subs", []), "prio": 0}
    truth = {output: true for output, true in targets_of(labels, name).items() if not output.startswith("prio")}
    return Gold(name, "newsroom", "news" if kind == "news" else "post", title, text.strip(), truth)


#: name -> the file below the data folder, and the source in it
FROM_FILES: dict[str, tuple[str, str | None]] = {
    "labels": ("labels/categories_dev.jsonl", None),
    "hate/ibrohim2019": ("hate/sara_hate_train.jsonl", "ibrohim2019"),
    "hate/netifier": ("hate/sara_hate_train.jsonl", "netifier"),
}
OWN: dict[str, Callable[[], Iterator[Gold]]] = {
    "functional": _functional,
    "criticism": _criticism,
    "headlines": _headlines,
    "newsroom": _newsroom,
}
