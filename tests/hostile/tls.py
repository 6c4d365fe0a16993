"""Servers with certificates and versions of TLS that must not be accepted, beside one that must."""

from __future__ import annotations

import ssl
import warnings
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path

import trustme

from tests.integration.crawler.outlet import Outlet

GOOD = "good"
BAD = ("expired", "wrong_host", "self_signed", "not_yet_valid", "tls_1_0", "tls_1_1")


class TlsOutlets:
    """One outlet for each kind of certificate, and the file of the authority that the test trusts."""

    def __init__(self, folder: Path, first_host: int) -> None:
        self.authority = trustme.CA()
        self.trusted = folder / "authority.pem"
        self.authority.cert_pem.write_to_path(str(self.trusted))
        self.outlets: dict[str, Outlet] = {}
        for number, kind in enumerate((GOOD, *BAD), first_host):
            address = f"127.0.1.{number}"
            outlet = Outlet(address)
            wrap(outlet, self._context(kind, address))
            self.outlets[kind] = outlet

    def close(self) -> None:
        """Stop all servers."""
        for outlet in self.outlets.values():
            outlet.close()

    def context(self) -> ssl.SSLContext:
        """Return what a client uses that trusts the test's authority, and is strict in all else."""
        return ssl.create_default_context(cafile=str(self.trusted))

    def _context(self, kind: str, address: str) -> ssl.SSLContext:
        moment = datetime.now(UTC)
        authority = trustme.CA() if kind == "self_signed" else self.authority
        name = "127.0.1.255" if kind == "wrong_host" else address
        until = moment - timedelta(days=1) if kind == "expired" else moment + timedelta(days=2)
        since = moment + timedelta(days=1) if kind == "not_yet_valid" else moment - timedelta(days=9)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name, not_after=until, not_before=since).configure_cert(context)
        if kind.startswith("tls"):
            with warnings.catch_warnings():  # the versions are deprecated: that is the point
                warnings.simplefilter("ignore", DeprecationWarning)
                old = ssl.TLSVersion.TLSv1 if kind == "tls_1_0" else ssl.TLSVersion.TLSv1_1
                context.minimum_version = context.maximum_version = old
            context.set_ciphers("ALL:@SECLEVEL=0")
        return context


def wrap(outlet: Outlet, context: ssl.SSLContext) -> None:
    """Let the outlet speak TLS; a handshake that fails ends that connection alone."""
    server: ThreadingHTTPServer = outlet._server
    plain = server.get_request

    def get_request() -> object:
        connection, peer = plain()
        connection.settimeout(5)
        try:
            return context.wrap_socket(connection, server_side=True), peer
        except OSError:
            connection.close()
            raise

    server.get_request = get_request  # type: ignore[method-assign, assignment]
    outlet.home = outlet.home.replace("http://", "https://")
