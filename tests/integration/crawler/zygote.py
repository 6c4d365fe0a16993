"""Runs `suar` in forks of one process that has imported everything: a tenth of the start of a fresh interpreter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


class Zygote:
    """The parent of the forks. It opens no database and starts no thread, so that a fork is like a fresh process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, arguments: list[str], environment: Mapping[str, str], output: Path) -> int:
        """Start `suar` with these arguments; return its process id. stdout and stderr go to the file."""
        return self._ask({"run": arguments, "environment": dict(environment), "output": str(output)})

    def wait(self, pid: int) -> int:
        """Return the exit code, as a shell tells it, once the process has ended."""
        return self._ask({"wait": pid})

    def run(self, arguments: list[str], environment: Mapping[str, str], output: Path) -> int:
        """Run `suar` to its end and return its exit code."""
        return self.wait(self.start(arguments, environment, output))

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
        from core.cli import main

        main(question["run"])  # type: ignore[arg-type]
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
    finally:
        os._exit(70)


def _ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _serve() -> None:
    import crawler.commands.crawl
    import crawler.commands.evidence
    import crawler.commands.imports  # noqa: F401

    for line in sys.stdin:
        question = json.loads(line)
        answer = _fork(question) if "run" in question else _ended(question["wait"])
        print(answer, flush=True)  # noqa: T201 - its way to answer


if __name__ == "__main__":
    _serve()
