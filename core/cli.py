"""`suar`: the front door. Finds the commands of each package by entry point and imports no stage itself."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.errors import SuarError

if TYPE_CHECKING:
    import typer

_HELP = """Suar: berita dan kiriman publik masuk, sinyal dengan bukti keluar, manusia yang memutuskan.

Examples:

  suar init && suar up            start Suar with the settings of ./data

  suar up --demo                  the same with a fictional newsroom on loopback

  suar crawl --source antara      read one source now

  suar analyse --input in.jsonl --output out.jsonl

Exit codes: 0 done, 1 defect, 2 bad input, 3 some lines were errors, 4 configuration, 5 already running, 6 storage,
7 not found or not allowed, 8 conflict, 9 search unavailable, 10 model artefact, 11 another server unreachable,
130 interrupted or told to end.
"""

_NOT_TEXT = "An argument holds bytes that are not UTF-8. Set the terminal to UTF-8, then write it again."
_CLOSED = "{} is closed: nothing can be read or answered there. Open it, or name a file."
_INTERRUPTED = "Interrupted. What was stored by then stays; run the command again for the rest."


def build() -> typer.Typer:
    """Return the application with the commands of every installed package."""
    from importlib.metadata import entry_points  # here, so that Ctrl-C during the slow imports is answered in words

    import typer

    app = typer.Typer(
        name="suar",
        help=_HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for entry in sorted(entry_points(group="suar.commands"), key=lambda e: e.name):
        entry.load()(app)
    return app


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every expected failure is one line on stderr and a documented exit code."""
    if threading.current_thread() is threading.main_thread():
        # `kill` and `docker stop` end a command as Ctrl-C does: jobs are stopped, leases given up, parts removed.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(_run(arguments, _stand_in_for_closed_streams()))


def _run(arguments: list[str] | None, closed: Sequence[str]) -> int:
    try:
        result: Any = build()(arguments, standalone_mode=False)
        sys.stdout.flush()
    except SuarError as error:
        return _fail(error.message, error.exit_code)
    except KeyboardInterrupt:
        return _fail(_INTERRUPTED, 130)
    except SystemExit as end:  # typer's way out when the reader has gone, e.g. `suar queue list | head`
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        return 0
    except BrokenPipeError:
        _drop_what_cannot_be_written()
        return 0
    except OSError as error:
        _drop_what_cannot_be_written()
        if error.errno == errno.EBADF and closed:
            return _fail(_CLOSED.format(" or ".join(closed).capitalize()), 2)
        return _fail(_os_message(error), 6)
    except UnicodeEncodeError:
        if not _undecodable(sys.argv[1:] if arguments is None else arguments):
            raise
        return _fail(_NOT_TEXT, 2)
    except Exception as error:
        return _usage_or_raise(error)
    if result == 130:  # typer turns Ctrl-C into this number without a word; a command may return it too
        return _fail(_INTERRUPTED, 130)
    return result if isinstance(result, int) else 0


def _stand_in_for_closed_streams() -> list[str]:
    """Put something in the place of a stream that was closed before the start (`>&-`), which Python leaves as None.

    Who reads or writes there is told so; what goes to standard error is lost. Without it the next file that is opened
    would be the standard output. Returns which of the others were closed.
    """
    closed = []
    for name, way, mode in (("stdin", os.O_WRONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w")):
        if getattr(sys, name) is None:  # opened the wrong way round, but for the errors
            setattr(sys, name, os.fdopen(os.open(os.devnull, way), mode, encoding="utf-8"))
            closed.append(name)
    return [words for name, words in (("stdin", "standard input"), ("stdout", "standard output")) if name in closed]


def _undecodable(arguments: list[str]) -> bool:
    """Tell whether an argument holds bytes of another encoding; a file's name may, a text to store or find may not."""
    return any("\udc80" <= char <= "\udcff" for argument in arguments for char in argument)


def _usage_or_raise(error: Exception) -> int:
    if type(error).__name__ == "Abort":
        return _fail(_INTERRUPTED, 130)
    show, code = getattr(error, "show", None), getattr(error, "exit_code", None)
    if not isinstance(code, int):
        raise error
    if show is not None:
        show()
    return code


def _os_message(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        place = f"The disk with {error.filename}" if error.filename else "The disk"
        return f"{place} is full: nothing was half-written. Free space, then run the command again."
    return f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")


def _drop_what_cannot_be_written() -> None:
    """Keep Python from failing once more, with words of its own, when it flushes at the end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, code: int) -> int:
    print(f"suar: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
