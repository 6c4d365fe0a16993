"""What a failed download means: Scrapy's and Twisted's exceptions to named outcomes."""

from __future__ import annotations

from typing import NamedTuple

from scrapy import exceptions as scrapy_errors

from core.store.ledger import LedgerOutcome
from crawler.fetch.guard import Guard
from crawler.fetch.refusal import Refusal


class Failed(NamedTuple):
    """The outcome and reason of a request without a usable response; None as outcome: not fetched, no row."""

    outcome: LedgerOutcome | None
    reason: str
    detail: str = ""


_REASONS: tuple[tuple[type[Exception], LedgerOutcome, str], ...] = (
    (scrapy_errors.CannotResolveHostError, "failed", "dns"),
    (scrapy_errors.DownloadConnectionRefusedError, "failed", "refused"),
    (scrapy_errors.DownloadTimeoutError, "failed", "timeout"),
    (scrapy_errors.DownloadCancelledError, "rejected", "too_large"),
    (scrapy_errors.ResponseDataLossError, "failed", "incomplete"),
    (scrapy_errors.UnsupportedURLSchemeError, "rejected", "scheme"),
    (scrapy_errors.IgnoreRequest, "rejected", "too_large"),  # the decompression limit speaks so
)


def name_failure(error: BaseException, url: str, guard: Guard) -> Failed:
    """Return the outcome for an exception of the downloader. Raises: nothing."""
    if isinstance(error, Refusal):
        outcome: LedgerOutcome | None = None if error.outcome == "postponed" else error.outcome
        return Failed(outcome, error.reason, error.detail)
    if guard.refused(url):
        return Failed("rejected", "address")
    detail = f"{type(error).__name__}: {error}"[:300]
    for kind, named, reason in _REASONS:
        if isinstance(error, kind):
            return Failed(named, reason, detail)
    words = detail.lower()
    if any(word in words for word in ("ssl", "certificate", "tls", "verificationerror")):
        return Failed("failed", "tls", detail)
    return Failed("failed", "connection", detail)
