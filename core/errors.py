"""The one tree of errors. A class's docstring is its default message; the exit code is documented in docs/cli.md.

SuarError
├── ConfigError            exit 4
├── NotInitialised         exit 4
├── AlreadyRunning         exit 5
├── StorageError           exit 6
│   └── DiskFull           exit 6
├── BadInput               exit 2
│   └── AddressRefused     exit 2
├── NotFound               exit 7
├── Forbidden              exit 7
├── Conflict               exit 8
│   ├── StaleLease
│   ├── LeasedByOther
│   ├── IdempotencyMismatch
│   └── WorseModel
├── SearchUnavailable      exit 9
├── ArtefactError          exit 10
└── Unreachable            exit 11
"""

from __future__ import annotations

from typing import Any, ClassVar


class SuarError(Exception):
    """Something went wrong in Suar."""

    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"

    def __init__(self, message: str | None = None, **detail: Any) -> None:
        self.message = message or (type(self).__doc__ or "").strip().splitlines()[0]
        self.detail = detail
        super().__init__(self.message)


class ConfigError(SuarError):
    """A setting cannot be used."""

    exit_code, status, code = 4, 500, "config"


class NotInitialised(SuarError):
    """This data directory has not been set up: run `suar init`."""

    exit_code, status, code = 4, 503, "not_initialised"


class AlreadyRunning(SuarError):
    """Another Suar process already works on this data directory."""

    exit_code, status, code = 5, 503, "already_running"


class StorageError(SuarError):
    """The data could not be read or written."""

    exit_code, status, code = 6, 503, "storage"


class DiskFull(StorageError):
    """The disk is full: nothing was written. Free space, then run the command again."""

    code = "disk_full"


class BadInput(SuarError):
    """The input cannot be used."""

    exit_code, status, code = 2, 422, "bad_input"


class AddressRefused(BadInput):
    """Suar does not talk to this address: it is not on the public internet."""

    code = "address_refused"


class NotFound(SuarError):
    """There is no such thing within your region."""

    exit_code, status, code = 7, 404, "not_found"


class Forbidden(SuarError):
    """Your role does not allow this."""

    exit_code, status, code = 7, 403, "forbidden"


class Conflict(SuarError):
    """The state has changed meanwhile."""

    exit_code, status, code = 8, 409, "conflict"


class StaleLease(Conflict):
    """Your hold on this signal has ended."""

    code = "stale_lease"


class LeasedByOther(Conflict):
    """Somebody else holds this signal."""

    code = "leased"


class IdempotencyMismatch(Conflict):
    """This idempotency key was used for another request."""

    code = "idempotency_mismatch"


class WorseModel(Conflict):
    """The new version of a model is worse than the one in use."""

    code = "worse_model"


class SearchUnavailable(SuarError):
    """Full-text search is not available on this database yet."""

    exit_code, status, code = 9, 503, "search_unavailable"


class ArtefactError(SuarError):
    """A trained artefact is missing or does not match its manifest."""

    exit_code, status, code = 10, 503, "artefact"


class Unreachable(SuarError):
    """The other server could not be reached or gave no usable answer."""

    exit_code, status, code = 11, 502, "unreachable"
