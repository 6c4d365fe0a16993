"""Serves the application with uvicorn on the configured address until interrupted."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

import uvicorn

from api.app import create_app
from api.deps import Services
from core.errors import ConfigError


def bind(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address.

    Raises: ConfigError naming the address when it is taken or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        fix = (
            "Name another port with SUAR_PORT." if error.errno == errno.EADDRINUSE else "Check SUAR_HOST and SUAR_PORT."
        )
        raise ConfigError(f"{host}:{port} cannot be used ({error.strerror}). {fix}") from None
    return listening


def serve(running: Services, listening: socket.socket, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until interrupted; `ready` is called once requests are answered."""
    config = uvicorn.Config(
        create_app(running),
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=5,
    )
    server = _Server(config, ready)
    server.run(sockets=[listening])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._ready()
