"""Runs `suar` in forks of one process that has imported everything: a tenth of the start of a fresh interpreter."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


class Zygote:
    """The parent of the forks. It opens no database and starts no thread, so that a fork is like a fresh process."""

    def __init__(self, *before: str) -> None:
        """`before` is what the command begins with, e.g. `unshare -m`."""
        command = [*before, sys.executable, "-W", "error", "-m", "tests.integration.crawler.zygote"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
        )

    def start(self, arguments: list[str], environment: Mapping[str, str], output: Path, file_limit: int = 0) -> int:
        """Start `suar` with these arguments; return its process id. stdout and stderr go to the file.

        With `file_limit` no file may grow beyond so many bytes: writing fails as on a full disk.
        """
        question = {"run": arguments, "environment": dict(environment), "output": str(output), "limit": file_limit}
        return self._ask(question)

    def wait(self, pid: int) -> int:
        """Return the exit code, as a shell tells it, once the process has ended."""
        return self._ask({"wait": pid})

    def run(self, arguments: list[str], environment: Mapping[str, str], output: Path, file_limit: int = 0) -> int:
        """Run `suar` to its end and return its exit code."""
        return self.wait(self.start(arguments, environment, output, file_limit))

    def call(self, *command: str) -> int:
        """Run another command where the forks run, e.g. in their own view of the mounts."""
        return self._ask({"call": command})

    def close(self) -> None:
        """End the parent."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _ask(self, question: dict[str, object]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def _fork(question: dict[str, object]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        os.environ.clear()
        os.environ.update(question["environment"])  # type: ignore[arg-type]
        file = os.open(str(question["output"]), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number in (1, 2):
            os.dup2(file, number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        _go(question["run"], question["limit"])  # type: ignore[arg-type]
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
    finally:
        os._exit(70)


def _go(arguments: list[str], limit: int) -> None:
    from core.cli import main
    from tests.integration.crawler import invariants

    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if arguments[0] == "check":
        invariants.main(Path(arguments[1]))
    main(arguments)


def _called(command: list[str]) -> int:
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode


def _ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _serve() -> None:
    import crawler.commands.crawl
    import crawler.commands.evidence
    import crawler.commands.imports  # noqa: F401

    for line in sys.stdin:
        question = json.loads(line)
        if "call" in question:
            answer = _called(question["call"])
        else:
            answer = _fork(question) if "run" in question else _ended(question["wait"])
        print(answer, flush=True)  # noqa: T201 - its way to answer


if __name__ == "__main__":
    _serve()
