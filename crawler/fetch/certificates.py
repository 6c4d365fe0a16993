"""Which servers must prove who they are: all of them, but for the hosts of a source with a dated exception."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from typing import Any

from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer


@implementer(IPolicyForHTTPS)
class CertificatePolicy:
    """Scrapy's context factory, asked once with and once without its check of certificates, by host.

    Scrapy has one switch for all requests. The versions of TLS stay those of the checked one: an exception is for a
    certificate, not for TLS 1.0. A connection is kept by host and port, so that none goes from one host to another.
    """

    def __init__(self, checking: Any, excepted: Collection[str]) -> None:
        self._checking, self._excepted = checking, frozenset(excepted)
        self._trusting = copy(checking)
        self._trusting._verify_certificates = False

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        """Return what makes the TLS connection to the host."""
        excepted = hostname.decode("ascii", "replace").lower() in self._excepted
        return (self._trusting if excepted else self._checking).creatorForNetloc(hostname, port)
