"""The jobs that run by themselves, read from configs/schedule.toml."""

from __future__ import annotations

import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pydantic import Field, ValidationError

from core.errors import ConfigError
from core.paths import data_dir
from core.schemas.document import Frozen


class Job(Frozen):
    """A command of `suar` and when it runs."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    command: tuple[str, ...] = Field(min_length=1)
    every: float | None = Field(None, gt=0)  #: minutes
    after: tuple[str, ...] = ()
    once: bool = False


class _File(Frozen):
    job: tuple[Job, ...]
    demo: tuple[Job, ...] = ()


def load_schedule(*, demo: bool = False, path: Path | None = None) -> tuple[Job, ...]:
    """Return the jobs of the schedule, or those of the demo.

    Raises: ConfigError naming the file and what is wrong with it.
    """
    path = path or data_dir("configs") / "schedule.toml"
    try:
        file = _File.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path}: {place}: {first['msg']}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from None
    jobs = file.demo if demo else file.job
    names = [job.name for job in jobs]
    for job in jobs:
        missing = [name for name in job.after if name not in names]
        if missing or names.count(job.name) > 1:
            raise ConfigError(f"{path}: job '{job.name}' stands twice or follows an unknown job {missing or ''}.")
    try:
        TopologicalSorter({job.name: job.after for job in jobs}).prepare()
    except CycleError as error:
        raise ConfigError(f"{path}: jobs follow each other in a circle: {' → '.join(error.args[1])}.") from None
    return jobs
